/* style/need_list.h: NEED(NAME, "key"): keys of a document that a type may ask
 * for (`can_co`) or take beside the common ones (`co_the_co`). check/ knows how
 * to find out whether a document has each. */
NEED(CO_QUAN, "co_quan")
NEED(VIET_TAT, "viet_tat")
NEED(DIA_DANH, "dia_danh")
NEED(TRICH_YEU, "trich_yeu")
NEED(KINH_GUI, "kinh_gui")
NEED(CAN_CU, "can_cu")
NEED(THAM_QUYEN, "tham_quyen")
NEED(NOI_DUNG, "noi_dung")
NEED(NOI_NHAN, "noi_nhan")
NEED(KY, "ky")
NEED(VAN_BAN_KEM_THEO, "van_ban_kem_theo")
NEED(LIEN_HE, "lien_he")
NEED(BEN, "ben")
NEED(BAN_GOC, "ban_goc")
