/* style/block_list.h: BLOCK(NAME, "id"): what a type's `khoi` may hold, in the
 * order in which the type prints them. layout/ has a function for each. */
BLOCK(DAU, "dau") /* agency, Quốc hiệu, số, date; V/v of types without a name; marks */
BLOCK(TEN_LOAI, "ten-loai")     /* tên loại, trích yếu, rule */
BLOCK(MUC_LUC, "muc-luc")       /* table of contents; what follows begins a new page */
BLOCK(THAM_QUYEN, "tham-quyen") /* authority line of nghị quyết, quyết định */
BLOCK(CAN_CU, "can-cu")
BLOCK(LENH, "lenh") /* QUYẾT ĐỊNH: */
BLOCK(KINH_GUI, "kinh-gui")
BLOCK(DIEN, "dien") /* "<agency> điện:" and the recipients (công điện) */
BLOCK(DONG, "dong") /* labelled lines and fixed sentences above the body */
BLOCK(NOI_DUNG, "noi-dung")
BLOCK(DONG_SAU, "dong-sau") /* the same below it */
BLOCK(KY, "ky")             /* nơi nhận and signature */
BLOCK(XAC_NHAN, "xac-nhan") /* room for somebody else to confirm, at left */
BLOCK(BAN_SAO, "ban-sao")   /* the head of a copy: rule, agency, number, SAO Y, date */
