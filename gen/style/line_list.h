/* style/line_list.h: LINE_WORD(NAME, "key"): what a labelled line may name beside
 * the keys of model/field_list.h. */
LINE_WORD(CO_QUAN, "co_quan")   /* the agency's full name */
LINE_WORD(TEN_LOAI, "ten_loai") /* the type's name, in capitals */
LINE_WORD(NGAY, "ngay")         /* "ngày 05 tháng 3 năm 2026" */
LINE_WORD(NGAY_SO, "ngay_so")   /* "05/3/2026" */
LINE_WORD(DIA_DANH, "dia_danh")
LINE_WORD(HET_HIEU_LUC, "het_hieu_luc") /* as ngay */
LINE_WORD(CHU, "chu")                   /* of a party: A, B, C */
