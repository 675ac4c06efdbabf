/* style/word_list.h: the names by which C asks a template set for fixed words,
 * lists of words and measures. Each must be in the set: words and lists in
 * tu-ngu.yaml, measures under `kich_thuoc` of the-thuc.yaml (word-missing,
 * measure-missing at load). WORD(NAME, "key"), WORDS(NAME, "key"),
 * MEASURE(NAME, "key", unit): LENGTH is twips, WEIGHT eighths of a point,
 * PERCENT and COUNT plain numbers. */

/* Head, II.1–II.5 */
WORD(QUOC_HIEU, "quoc-hieu")
WORD(TIEU_NGU, "tieu-ngu")
WORD(SO_DAU, "so-dau") /* "Số:" */
WORD(NGAY, "ngay")     /* "ngày" */
WORD(THANG, "thang")
WORD(NAM, "nam")
WORD(VV, "vv") /* "V/v" */
/* Căn cứ and citations, II.6 */
WORD(CAN_CU, "can-cu")
WORD(DE_NGHI, "de-nghi") /* "Theo đề nghị của" */
WORD(SO, "so")           /* "số" */
WORD(TAI, "tai")
WORD(CUA, "cua")
WORD(VA, "va") /* between the names of agencies that issue together */
WORD(VE, "ve")
/* Recipients, II.9 */
WORD(KINH_GUI, "kinh-gui") /* "Kính gửi:" */
WORD(DIEN, "dien")         /* "điện:" */
WORD(NOI_NHAN, "noi-nhan") /* "Nơi nhận:" */
WORD(NHU_TREN, "nhu-tren")
WORD(NHU_DIEU, "nhu-dieu") /* "Như Điều" */
WORD(LUU, "luu")           /* "Lưu:" */
WORD(VAN_THU, "van-thu")   /* "VT" */
WORD(BAN, "ban")           /* "bản": so_ban of a recipient */
/* Signer, II.7.b */
WORD(THAY_MAT, "thay-mat") /* "TM." */
WORD(THUA_LENH, "thua-lenh")
WORD(THUA_UY_QUYEN, "thua-uy-quyen")
WORD(KY_THAY, "ky-thay")
WORD(GIAO_QUYEN, "giao-quyen")
/* Appendices and attached texts */
WORD(PHU_LUC, "phu-luc")
WORD(KEM_THEO, "kem-theo") /* "Kèm theo" */
/* Table of contents */
WORD(MUC_LUC, "muc-luc")
WORD(MUC_LUC_NOI, "muc-luc-noi") /* between "Chương I" and the title below it */
/* What a screen reader says of the layout tables */
WORD(MO_TA_DAU, "mo-ta-dau")
WORD(MO_TA_KY, "mo-ta-ky")
WORD(MO_TA_CHU_THICH, "mo-ta-chu-thich") /* the notes of a page for the web */
/* Marks, III.2 */
WORD(DU_THAO, "du-thao")
WORD(DU_THAO_LAN, "du-thao-lan")
WORD(KHAN, "khan")
WORD(THUONG_KHAN, "thuong-khan")
WORD(HOA_TOC, "hoa-toc")
WORD(MAT, "mat")
WORD(TOI_MAT, "toi-mat")
WORD(TUYET_MAT, "tuyet-mat")
/* Printed information of a digital signature */
WORD(KY_SO_NGUOI_KY, "ky-so-nguoi-ky") /* "Người ký:" */
WORD(KY_SO_EMAIL, "ky-so-email")
WORD(KY_SO_CO_QUAN, "ky-so-co-quan")
WORD(KY_SO_THOI_GIAN, "ky-so-thoi-gian")
/* Tables */
WORD(DON_VI_TINH, "don-vi-tinh")   /* "Đơn vị tính:" */
WORD(GHI_CHU, "ghi-chu")           /* "Ghi chú:" */
WORD(TONG, "tong")                 /* "Tổng cộng" */
WORD(CHUA_BAO_CAO, "chua-bao-cao") /* in place of the figures of a unit that is silent */
WORD(HINH, "hinh")                 /* "Hình" */

WORDS(KHONG_THEM_VE, "khong-them-ve")     /* openers that take no "về" */
WORDS(HOC_HAM, "hoc-ham")                 /* titles that don't stand before a signer's name */
WORDS(DANH_SO_PHU_LUC, "danh-so-phu-luc") /* patterns of an appendix under a type with Điều */
WORDS(BANG_SO_MOT_CAP, "bang-so-mot-cap") /* numbers of groups and rows of a table */
WORDS(BANG_SO_NHIEU_CAP, "bang-so-nhieu-cap")
WORDS(CHU_CAI, "chu-cai") /* a, b, c, d, đ, … of điểm */
WORDS(DON_VI, "don-vi")   /* units that are common */
/* Where the lines of a title break */
WORDS(NGAT_TRUOC, "ngat-truoc") /* rather before these words */
WORDS(KHONG_NGAT, "khong-ngat") /* not within these */
WORDS(TRUOC_SO, "truoc-so")     /* not between these and a number */

/* Head and signature tables: share of the text area; the right column is the rest */
MEASURE(DAU_COT_TRAI, "dau-cot-trai", PERCENT)
MEASURE(KY_COT_TRAI, "ky-cot-trai", PERCENT)
MEASURE(KY_CACH, "ky-cach", LENGTH) /* between the body and nơi nhận, signature */
MEASURE(NOI_NHAN_TOI_DA, "noi-nhan-toi-da", PERCENT) /* of the page; more runs on below */
/* Rules and frames. The room for a signature is the line height of role ky-cho. */
MEASURE(KE_NGAN, "ke-ngan", PERCENT)        /* of the text line above: 1/3 to 1/2 */
MEASURE(KE_KEM_THEO, "ke-kem-theo", LENGTH) /* the rule under "(Kèm theo …)" */
MEASURE(KE_DAY, "ke-day", WEIGHT)
MEASURE(KHUNG_DAY, "khung-day", WEIGHT)
MEASURE(KHUNG_CAO, "khung-cao", LENGTH)
MEASURE(KHUNG_KHAN, "khung-khan", LENGTH)
MEASURE(KHUNG_THUONG_KHAN, "khung-thuong-khan", LENGTH)
MEASURE(KHUNG_HOA_TOC, "khung-hoa-toc", LENGTH)
MEASURE(KHUNG_LE, "khung-le", LENGTH)      /* other frames: room each side of the text */
MEASURE(DO_MAT_CHO, "do-mat-cho", LENGTH)  /* room for the stamp of secrecy */
MEASURE(MUC_LUC_CAP, "muc-luc-cap", COUNT) /* levels of a table of contents */
/* Blanks: how many no-break spaces */
MEASURE(CACH_SO, "cach-so", COUNT)
MEASURE(CACH_NGAY, "cach-ngay", COUNT)
MEASURE(CACH_THANG, "cach-thang", COUNT)
MEASURE(CACH_NAM, "cach-nam", COUNT)
MEASURE(DPI, "dpi", COUNT) /* of images that don't say */
