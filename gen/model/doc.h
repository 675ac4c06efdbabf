/* model/doc.h: a document as a tree, as the writer meant it.
 *
 * read/ makes it, everybody after that only reads it (const). Nothing here is
 * computed from the templates: no number, no capital, no fixed word. Names of
 * fields are the keys of the source format. Whatever the writer typed carries
 * its place. Text is plain and trimmed; "khong" has become .none. */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include "../base/arena.h"
#include "../base/src.h"
#include "../base/uses.h"

/* One text value. */
struct val {
	str s; /* empty when absent */
	pos at;
	bool given; /* typed in the document or inherited from a default */
	bool none;  /* typed as `khong` */
};

/* Text or lines. */
struct lines {
	struct val *v;
	size_t n; /* 0: absent */
	pos at;
	bool none; /* `khong` */
};

struct date {
	int year, month, day; /* 0: left blank */
	bool given;
	bool none; /* `khong`: no place and date line (forms) */
	pos at;
};

enum trang_thai { TT_TRINH_KY, TT_DU_THAO, TT_BAN_HANH, TT_PHUC_CHE };

struct signer {
	struct val thay_mat, thua_lenh, thua_uy_quyen, ky_thay;
	bool giao_quyen;
	struct val chuc_vu, chuc_vu_khac, hoc_ham, ho_ten;
	struct val vai; /* never typed: what layout/ puts above the titles ("THƯ KÝ") */
	pos at;
};

struct noi_nhan {
	struct val ten, de, so_ban, ma_dinh_danh;
	pos at;
};

/* The keys of field_list.h. */
enum field_id {
#define FIELD(name, key, kind) FIELD_##name,
#define PARTY(name, key)
#include "field_list.h"
#undef FIELD
#undef PARTY
	FIELD__COUNT
};
enum party_id {
#define FIELD(name, key, kind)
#define PARTY(name, key) PARTY_##name,
#include "field_list.h"
#undef FIELD
#undef PARTY
	PARTY__COUNT
};

/* What a labelled line prints; a key of dates fills the date, others the text. */
struct doc_field {
	struct lines text;
	struct date date;
};

/* A party of an agreement, an entry of `ben`. */
struct party {
	struct val v[PARTY__COUNT];
	pos at;
};

/* A name that texts of a document may hold as `{name}`, and its value. */
struct variable {
	str name, fold; /* as typed; as compared */
	pos at;
	struct text value; /* trimmed; empty: there is none in this document */
	bool missed[2];    /* that it is empty was told: with the head, with the body */
};

/* One line of căn cứ. */
struct can_cu {
	enum { CC_TEXT, CC_VAN_BAN, CC_DE_NGHI } kind;
	struct val text;     /* CC_TEXT */
	struct val *van_ban; /* ids, n_van_ban of them (CC_VAN_BAN; CC_DE_NGHI: 0 or 1) */
	size_t n_van_ban;
	struct val mo_dau;  /* the opening word instead of "Căn cứ" */
	struct val de_nghi; /* CC_DE_NGHI: who proposes */
	pos at;
};

/* ---- The body ------------------------------------------------------- */

enum inl_kind {
	INL_TEXT,     /* text */
	INL_BREAK,    /* hard line break */
	INL_FOOTNOTE, /* note */
	INL_IMAGE,    /* image, text = alt */
	INL_CITE,     /* [text](vb:target): cite; text may be empty */
	INL_REF,      /* [text](#target); text may be empty */
	INL_GAP       /* [?text] */
};
enum { INL_BOLD = 1, INL_ITALIC = 2, INL_VERBATIM = 4 };
enum cite_mode { CITE_AUTO, CITE_NGAN, CITE_THUONG, CITE_DAY_DU };

/* A run of inline content; nesting is flattened into style bits. */
struct inl {
	enum inl_kind kind;
	unsigned style; /* INL_BOLD | … */
	str text;
	str url;    /* INL_TEXT: a link's target (http, https, mailto); else empty */
	str target; /* INL_CITE: id; INL_REF: name */
	enum cite_mode cite;
	struct footnote *note;     /* INL_FOOTNOTE */
	const struct image *image; /* INL_IMAGE */
	pos at;
	struct inl *next;
};

struct image {
	str path; /* relative to the source root */
	str bytes;
	bool jpeg; /* else PNG */
	uint32_t width_px, height_px;
	double dpi_x, dpi_y; /* its own, or 96 */
	pos at;
};

struct footnote {
	str label;
	struct block *blocks; /* paragraphs only */
	pos at;               /* of the definition */
};

enum block_kind {
	BLK_HEADING,  /* level 1…6, inl, anchor, run_in */
	BLK_PARA,     /* inl */
	BLK_LIST,     /* children: BLK_ITEM; ordered or bullet; level */
	BLK_ITEM,     /* children: blocks; number, anchor */
	BLK_TABLE,    /* table */
	BLK_VERBATIM, /* `nguyen-van` fence: text, its lines as typed */
	BLK_QUOTE,    /* children */
	BLK_PAGE_BREAK
};

struct block {
	enum block_kind kind;
	pos at;
	struct block *next, *child, *parent;
	struct inl *inl; /* BLK_HEADING, BLK_PARA */
	str anchor;      /* {#ten}; empty: none. For an item: of its first line */
	pos anchor_at;
	int level;           /* heading: 1…6; list: depth among lists of its kind, from 1 */
	bool run_in;         /* heading: a part of itself is marked bold; only that part is bold */
	bool ordered;        /* BLK_LIST */
	bool same_number;    /* ordered list typed as all `1.`: it counts by itself */
	uint32_t number;     /* BLK_ITEM of an ordered list: the number to print, already
			      * settled from the typed ones (1.; 3. then 7.; all 1. → 1, 2, 3) */
	str text;            /* BLK_VERBATIM */
	struct table *table; /* BLK_TABLE */
};

enum align { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_BOTH };

struct cell {
	int col, row;         /* its first grid column (from 0) and row within its part */
	int cols, rows;       /* spans, at least 1 */
	struct block *blocks; /* may be NULL: empty */
	str word;             /* a fixed word of the templates in place of blocks; or empty */
	enum align align;     /* ALIGN_DEFAULT: the column's */
	bool bold;
	pos at;
};

struct row {
	struct cell *cells;
	size_t n;
	bool group; /* `nhom` */
	int level;  /* of a group row: 0, in another 1 … */
	bool bold;  /* `dam: co` */
	bool made;  /* a total or a group's row that the program has made */
	int cao;    /* least height, mm; 0: the table's */
	pos at;
};

struct column {
	struct inl *ten; /* the header text; NULL: none */
	int rong;        /* percent; 0: none given in the whole table */
	enum align canh;
	bool tu_dong_stt; /* `tu_dong: stt`: cells are made by layout */
	struct val kieu;
	pos at;
};

/* Groups in groups: more than a page can show apart. */
enum { TABLE_LEVELS = 5 };

/* A pipe table or a `bang`; spans checked, every grid place covered once. */
struct table {
	bool pipe;
	struct column *cols;
	size_t n_cols;
	struct row *head; /* header rows (from dau_bang, or one of cot's names) */
	size_t n_head;
	struct row *rows;
	size_t n_rows;
	int cao;         /* least height of its rows, mm; 0: as their text */
	bool ngang;      /* a landscape section of its own */
	bool vien_khong; /* `vien: khong` */
	bool so_cot;
	struct lines danh_so; /* how groups, level by level, and rows are numbered; n 0: the
				 template's way */
	struct val don_vi_tinh;
	struct lines ghi_chu;
	int co_chu; /* 0: the template's */
	pos at;
};

/* A body: Markdown from files or from the YAML itself, in order. */
struct body {
	struct text *parts; /* the raw Markdown */
	size_t n_parts;
	struct val *files;    /* parallel to parts; empty s: typed inline */
	struct block *blocks; /* NULL until read_body() */
	bool given;
	pos at;
};

/* ---- Appendices and the document ------------------------------------ */

/* What a head and a signature are made of: a document's, or a form's. */
struct head {
	struct lines co_quan_chu_quan, co_quan;
	struct val ten_day_du, tac_gia, viet_tat, don_vi_soan_thao;
	struct val so, ky_hieu, dia_danh; /* so.none: `khong` */
	struct date ngay;
	struct lines kinh_gui;
	bool kinh_gui_list; /* typed as a list */
	struct noi_nhan *noi_nhan;
	size_t n_noi_nhan;
	pos noi_nhan_at;
	bool noi_nhan_given;
	struct val *luu;
	size_t n_luu;
	bool luu_given; /* luu: khong → given with n_luu 0 */
	struct val ky_hieu_nguoi_soan, so_luong_ban;
	struct lines ghi_chu;
	struct signer *ky;
	size_t n_ky;
};

/* `muc_luc`: a table of contents is wanted. */
struct muc_luc {
	bool co;
	int cap; /* levels listed, 1…; 0: as many as the template says */
	pos at;
};

/* An entry of phu_luc or van_ban_kem_theo. */
struct phu_luc {
	bool kem_theo_qd;       /* stands in van_ban_kem_theo */
	struct val loai;        /* van_ban_kem_theo: quy-che …, folded */
	struct lines trich_yeu; /* van_ban_kem_theo */
	struct muc_luc muc_luc; /* van_ban_kem_theo */
	struct val ten_goi;     /* .none: no name; absent: "Phụ lục" (I, II) */
	struct lines tieu_de;
	struct val kem_theo; /* text, .none, or absent */
	bool de_trong;
	struct body noi_dung;
	bool ngang; /* huong: ngang */
	struct val *danh_so;
	size_t n_danh_so;
	struct val ket_thuc;
	struct val ma;
	bool tep_rieng;
	bool bieu_mau;
	struct head head;        /* bieu_mau: own keys, the rest filled from the document */
	struct phu_luc *phu_luc; /* of a van_ban_kem_theo */
	size_t n_phu_luc;
	pos at;
};

/* A number series of its own: the types that are numbered together. */
struct he_so {
	str ten; /* folded with '-' */
	struct val *loai;
	size_t n;
	pos at;
};
enum he_so_kind {
	HE_SO_TUNG_LOAI, /* each type has its own; also when nothing is said */
	HE_SO_CHUNG      /* all types together, but those of he_so */
};

/* How others cite a document: from its own head, or from the catalogue. */
struct doc {
	str id;
	str path; /* of its YAML, relative to the source root */
	str dir;  /* folder of that, "" for the root */
	pos at;
	struct val loai; /* folded with '-' */
	enum trang_thai trang_thai;
	uint32_t lan; /* `lan: 2` of a draft; 0: none */
	struct head head;
	struct lines ten_loai;
	struct lines trich_yeu;
	struct val vien_dan;
	struct lines tham_quyen;
	struct can_cu *can_cu;
	size_t n_can_cu;
	struct body noi_dung;
	struct val *danh_so;
	size_t n_danh_so;
	struct val ket_thuc;
	struct phu_luc *phu_luc, *kem_theo;
	size_t n_phu_luc, n_kem_theo;
	bool ngang, dien_tu;
	struct muc_luc muc_luc;
	int co_chu; /* 13, 14, or 0: the template's */
	struct val do_khan, do_mat, pham_vi_luu_hanh;
	struct lines lien_he;
	struct {
		bool given;
		struct val nguoi_ky, email, co_quan, thoi_gian;
	} chu_ky_so;
	struct doc_field fields[FIELD__COUNT];
	struct party *ben;
	size_t n_ben;
	pos ben_at;
	struct val ban_goc;     /* what a copy is of */
	bool ban_goc_is_id;     /* … by its id; else in words */
	struct head *lien_tich; /* all agencies that issue it; n_lien_tich 0: one. The first
				 * one's keys are also those of head */
	size_t n_lien_tich;
	struct val *tu_khoa;
	size_t n_tu_khoa;
	struct val the_thuc; /* "nd30" when absent */
	str office;          /* the folder whose register takes its number: that of the nearest
			      * _mac-dinh.yaml that says who the office is, or its own */
	enum he_so_kind he_so_kind;
	struct he_so *he_so;
	size_t n_he_so;
	struct {
		struct val *ids;
		size_t n;
	} thay_the, bai_bo, sua_doi, dinh_chinh, thu_hoi;
	struct date hieu_luc_tu, het_hieu_luc, han_tra_loi;
	struct val soan_tu; /* id of the document that this one was made from */
	struct val *da_xem; /* what is left of it and right: texts, or keys */
	size_t n_da_xem;
	struct val *ma_cu;
	size_t n_ma_cu;
	struct val *bo_qua_rule, *bo_qua_why; /* parallel */
	size_t n_bo_qua;
	struct val ma_dinh_danh, thoi_han_luu_tru;
	struct {
		struct val ky_hieu, nam, thu_tu;
	} ho_so;
	struct variable *bien; /* of bien, and of its row of lap_theo */
	size_t n_bien;
	struct {               /* made from a row of lap_theo: */
		str goc;       /* the id of the text; empty: it is no such document */
		str tep;       /* the file of rows, from the source root */
		size_t row;    /* from 0 */
		bool so_rieng; /* each row has a number of its own, */
		bool so_dem;   /* which is counted, from lap_theo.so_tu */
	} lap;
	bool co_bien;   /* `{name}` in its texts means a variable */
	bool bien_hong; /* some of them could not be read: an unknown name means nothing */
	/* Catalogue entries only: */
	bool outside;               /* an entry of a _van-ban.yaml, not a source */
	struct val so_ky_hieu, ten; /* as typed there; co tac_gia, ngay in head */
	bool failed;                /* has errors: cited still, not built */
	str *hurt;                  /* keys that are there, but could not be read: not missing */
	size_t n_hurt;
	bool defaults_failed; /* a _mac-dinh.yaml above has errors: any key may be in it */
	struct uses defaults; /* the keys that it takes from _mac-dinh.yaml, sorted */
	struct cited *cited;  /* what corpus_cite() made of it; NULL: nobody asked yet */
};

/* A former id (ma_cu) and whose it is. */
struct former {
	struct val id;
	struct doc *doc;
};

/* All that is under one source root. Catalogue entries are doc with outside. */
struct corpus {
	struct doc **docs; /* by id; only real documents */
	size_t n_docs;
	struct catalogue *catalogues; /* by dir; their entries by id */
	size_t n_catalogues;
	struct former *former; /* by id */
	size_t n_former;
	struct arena *arena;        /* where it lives */
	struct corpus_names *names; /* for corpus_nearest(), made when it is first asked */
	struct uses *uses;          /* corpus_cite() writes down here what it was asked; or NULL */
};
struct catalogue {
	str dir;         /* the folder it stands in */
	str path;        /* of its file */
	bool unreadable; /* nothing is known of its entries */
	struct doc **entries;
	size_t n;
};

/* The key of a field, and of a party's. */
const char *field_key(enum field_id id);
const char *party_key(enum party_id id);
bool field_is_date(enum field_id id);
/* Has the document that field? */
bool doc_has_field(const struct doc *doc, enum field_id id);

/* Whether a key of doc is there without being read: one of its own that has an
 * error, or perhaps one of a _mac-dinh.yaml that has. It is not missing then. */
bool doc_is_hurt(const struct doc *doc, str key);

/* The document or entry that `id` names when `from` cites it: with '/' a
 * document (also by a former id, ma_cu); without, the nearest _van-ban.yaml
 * from from->dir up. A text that is made for each row of a file (lap_theo) under
 * one number is any of its documents. NULL: none. */
const struct doc *corpus_find(const struct corpus *c, const struct doc *from, str id);
/* The same for a document that is built: what it may know of another. Gives a copy
 * that has nothing but the parts of cited_list.h (and id, path, places), the same
 * pointer each time, and writes the answer down in c->uses. layout/ and what of
 * check/ runs in a build have no other way to other documents. */
const struct doc *corpus_cite(const struct corpus *c, const struct doc *from, str id);
/* What USE_CITED says of an answer; NULL: there was none. */
const struct digest *corpus_cited_digest(const struct doc *answer);
/* The path of the file whose errors keep `from` from citing `id`: what a citation
 * says of it could not be read, or a whole _van-ban.yaml. Empty: none does. */
str corpus_broken(const struct corpus *c, const struct doc *from, str id);
/* The catalogue of *dir, or NULL, and *dir moved up; *more is false behind the root. */
const struct catalogue *corpus_next_catalogue(const struct corpus *c, str *dir, bool *more);
/* For did-you-mean: all ids that `from` could cite. It may be asked for each of many
 * citations: c->names is an index of them (corpus_names_new()), filled by the first. */
str corpus_nearest(const struct corpus *c, const struct doc *from, str id);
struct corpus_names *corpus_names_new(struct arena *a);

/* Canonical text of a document, for people and tests (vanban dump model). */
struct buf;
void doc_dump(struct buf *out, const struct doc *doc);

/* The id that a document is issued by: of the text that it is made from, or its own. */
str doc_text_id(const struct doc *doc);
/* The last part of the id of one that is made from a row: "an" of "so/gm/an". */
str doc_row_name(const struct doc *doc);

#endif
