/* model/field_list.h: the typed keys behind labelled lines.
 *
 * FIELD(NAME, "key", KIND): keys of a document that only some types print, each
 * on a line of its type's template ("Chủ trì: {chu_tri}"). KIND is TEXT (text or
 * lines) or DATE. PARTY(NAME, "key"): what an entry of `ben` says of a party.
 * To add one, add a row: read/ takes the key, and templates may name it. */
/* Invitations, minutes */
FIELD(KINH_MOI, "kinh_moi", TEXT)
FIELD(TOI_DU, "toi_du", TEXT)
FIELD(CUOC, "cuoc", TEXT) /* "hội nghị": what kind of meeting */
FIELD(CHU_TRI, "chu_tri", TEXT)
FIELD(THU_KY, "thu_ky", TEXT)
FIELD(THANH_PHAN, "thanh_phan", TEXT)
FIELD(THOI_GIAN, "thoi_gian", TEXT)
FIELD(DIA_DIEM, "dia_diem", TEXT)
FIELD(BE_MAC, "be_mac", TEXT) /* when it ended */
/* Papers given to a person */
FIELD(ONG_BA, "ong_ba", TEXT)
FIELD(CHUC_DANH, "chuc_danh", TEXT)
FIELD(CU_DEN, "cu_den", TEXT)
FIELD(VE_VIEC, "ve_viec", TEXT)
FIELD(NGAY_DON, "ngay_don", DATE)
FIELD(TU_NGAY, "tu_ngay", DATE)
FIELD(DEN_NGAY, "den_ngay", DATE)
FIELD(TINH_VAO, "tinh_vao", TEXT)
/* Electronic copies */
FIELD(GIO_KY, "gio_ky", TEXT)

PARTY(TEN, "ten")
PARTY(VAI_TRO, "vai_tro") /* "Bên giao" */
PARTY(DAI_DIEN, "dai_dien")
PARTY(CHUC_VU, "chuc_vu")
PARTY(UY_QUYEN, "uy_quyen") /* the paper that lets them sign */
PARTY(DIA_CHI, "dia_chi")
PARTY(DIEN_THOAI, "dien_thoai")
PARTY(THU_DIEN_TU, "thu_dien_tu")
PARTY(MA_SO_THUE, "ma_so_thue")
PARTY(TAI_KHOAN, "tai_khoan")
PARTY(CAN_CUOC, "can_cuoc")
