/* style/role_list.h: ROLE(NAME, "template-id"). What C may ask a template for.
 * Clauses are those of Phụ lục I of Nghị định 30/2020/NĐ-CP. */
/* Base */
ROLE(NORMAL, "thuong") /* Word's Normal */
/* Head, II.1–II.5 */
ROLE(QUOC_HIEU, "quoc-hieu")
ROLE(TIEU_NGU, "tieu-ngu")
ROLE(CO_QUAN_CHU_QUAN, "co-quan-chu-quan")
ROLE(CO_QUAN, "co-quan")
ROLE(SO_KY_HIEU, "so-ky-hieu")
ROLE(DIA_DANH_NGAY, "dia-danh-ngay")
ROLE(TRICH_YEU_CONG_VAN, "trich-yeu-cong-van")
ROLE(TEN_LOAI, "ten-loai")
ROLE(TRICH_YEU, "trich-yeu")
ROLE(DUONG_KE, "duong-ke") /* the empty paragraph that carries a rule */
ROLE(DU_THAO, "du-thao")   /* framed marks */
ROLE(DAU_KHAN, "dau-khan")
ROLE(DAU_MAT, "dau-mat")
ROLE(LUU_HANH, "luu-hanh")
ROLE(CHU_KY_SO, "chu-ky-so") /* printed information of a digital signature */
/* Before the body */
ROLE(THAM_QUYEN, "tham-quyen")
ROLE(CAN_CU, "can-cu")
ROLE(LENH, "lenh") /* QUYẾT ĐỊNH: */
ROLE(KINH_GUI, "kinh-gui")
ROLE(KINH_GUI_DONG, "kinh-gui-dong") /* "- …;" lines */
/* Body, II.6; patterns name the rest */
ROLE(THAN, "than")           /* paragraph */
ROLE(GACH_1, "gach-1")       /* "- " */
ROLE(GACH_2, "gach-2")       /* "+ " */
ROLE(GACH_3, "gach-3")       /* "• " */
ROLE(GACH_TIEP, "gach-tiep") /* a further paragraph under a bullet */
ROLE(TRICH_DAN, "trich-dan") /* > */
ROLE(NGUYEN_VAN, "nguyen-van")
ROLE(HINH, "hinh") /* a paragraph that is only an image */
/* Tables */
ROLE(BANG, "bang")                       /* table style */
ROLE(BANG_KHONG_VIEN, "bang-khong-vien") /* table style without lines */
ROLE(BANG_BO_CUC, "bang-bo-cuc")         /* table style of head and signature */
ROLE(BANG_DAU, "bang-dau")               /* header cell paragraph */
ROLE(BANG_O, "bang-o")                   /* cell paragraph */
ROLE(BANG_NHOM, "bang-nhom")             /* group row paragraph */
ROLE(BANG_NHOM_2, "bang-nhom-2")         /* of a group in a group */
ROLE(BANG_NHOM_3, "bang-nhom-3")         /* and of those in that */
ROLE(BANG_DON_VI, "bang-don-vi")         /* don_vi_tinh */
ROLE(BANG_GHI_CHU, "bang-ghi-chu")
ROLE(BANG_SAU, "bang-sau")   /* the small paragraph between or after tables */
ROLE(CUOI_PHAN, "cuoi-phan") /* the same where a section ends in a table */
/* Signature, II.7–II.9 */
ROLE(QUYEN_HAN, "quyen-han") /* TM., KT., chức vụ */
ROLE(KY_CHO, "ky-cho")       /* the room for signature and seal */
ROLE(CHUC_VU_KHAC, "chuc-vu-khac")
ROLE(HO_TEN, "ho-ten")
ROLE(NOI_NHAN, "noi-nhan") /* "Nơi nhận:" */
ROLE(NOI_NHAN_DONG, "noi-nhan-dong")
ROLE(LIEN_HE, "lien-he")
/* Appendices, III.1 */
ROLE(PHU_LUC, "phu-luc") /* "Phụ lục I" */
ROLE(PHU_LUC_TIEU_DE, "phu-luc-tieu-de")
ROLE(KEM_THEO, "kem-theo")
/* Table of contents: its title, and the lines of each level */
ROLE(MUC_LUC, "muc-luc")
ROLE(MUC_LUC_1, "muc-luc-1")
ROLE(MUC_LUC_2, "muc-luc-2")
ROLE(MUC_LUC_3, "muc-luc-3")
ROLE(MUC_LUC_4, "muc-luc-4")
/* Notes, header */
ROLE(CHU_THICH, "chu-thich")       /* footnote text */
ROLE(CHU_THICH_SO, "chu-thich-so") /* character style of its number */
ROLE(SO_TRANG, "so-trang")         /* page number in the header */
ROLE(CHO_TRONG, "cho-trong")       /* character style of a gap */
ROLE(LIEN_KET, "lien-ket")         /* character style of links: black, plain */
