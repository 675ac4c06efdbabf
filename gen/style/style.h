/* style/style.h: templates → what a page looks like. The only room that knows
 * the templates' format. The decree's sizes, words and orders live in
 * templates/; C asks for them by role or by name.
 *
 * Units: twips (1/20 pt) for lengths, half-points for font sizes. */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "../base/arena.h"
#include "../base/diag.h"
#include "../model/doc.h"

/* The roles that C knows; each must be described in the template set. */
enum role_id {
#define ROLE(name, id) ROLE_##name,
#include "role_list.h"
#undef ROLE
	ROLE__COUNT
};

/* Blocks of a type, in `khoi`. */
enum block_id {
#define BLOCK(name, id) BLOCK_##name,
#include "block_list.h"
#undef BLOCK
	BLOCK__COUNT
};

/* Keys of a document that a type may require. */
enum need_id {
#define NEED(name, key) NEED_##name,
#include "need_list.h"
#undef NEED
	NEED__COUNT
};

enum role_kind { ROLE_PARA, ROLE_CHAR, ROLE_TABLE };

struct role {
	str id; /* kebab-case name in the template: "quoc-hieu" */
	enum role_kind kind;
	str style_id;   /* w:styleId, ASCII: "QuocHieu", "Heading1" */
	str style_name; /* w:name: "Quốc hiệu", "heading 1" */
	int based_on;   /* role, or -1 */
	int next;       /* role of the following paragraph, or -1 (itself) */
	/* What of the following the template sets; the rest is inherited. */
	unsigned set;
	int size_hp;
	bool bold, italic, keep_next, keep_lines, widow, upper;
	enum align align;
	int first, left, right; /* indents; first < 0 hangs */
	int before, after;      /* spacing */
	int line;               /* 240 = single; with line_exact: twips */
	bool line_exact;
	int outline; /* 0…8; -1: body text */
	bool superscript;
	str highlight;             /* "" or a ST_HighlightColor */
	str ink;                   /* "" (black) or RRGGBB, of text and frame */
	bool borders;              /* tables: single lines all over */
	int cell_left, cell_right; /* tables: cell margins */
};
enum {
	RS_SIZE = 1 << 0,
	RS_BOLD = 1 << 1,
	RS_ITALIC = 1 << 2,
	RS_ALIGN = 1 << 3,
	RS_FIRST = 1 << 4,
	RS_LEFT = 1 << 5,
	RS_RIGHT = 1 << 6,
	RS_BEFORE = 1 << 7,
	RS_AFTER = 1 << 8,
	RS_LINE = 1 << 9,
	RS_KEEP_NEXT = 1 << 10,
	RS_KEEP_LINES = 1 << 11,
	RS_WIDOW = 1 << 12,
	RS_OUTLINE = 1 << 13,
	RS_SUPER = 1 << 14,
	RS_HIGHLIGHT = 1 << 15,
	RS_BORDERS = 1 << 16,
	RS_CELLS = 1 << 17,
	RS_UPPER = 1 << 18,
	RS_INK = 1 << 19
};

struct page {
	int width, height;            /* portrait */
	int top, bottom, left, right; /* margins, portrait */
	int header, footer;           /* distances */
	struct {
		int top, bottom, left, right;
	} ngang; /* margins, landscape */
};

/* How a level of numbering looks: one per pattern (`I.`, `Điều 1.`, …). */
enum num_kind {
	NUM_PHAN,
	NUM_CHUONG,
	NUM_MUC,
	NUM_TIEU_MUC,
	NUM_DIEU,
	NUM_ROMAN,   /* I. */
	NUM_UPPER,   /* A. */
	NUM_DECIMAL, /* 1. */
	NUM_NESTED,  /* 1.1. */
	NUM_LETTER,  /* a) */
	NUM__COUNT
};
struct pattern {
	enum num_kind kind;
	str typed;        /* canonical spelling: "I.", "Điều 1." */
	str label;        /* "%" stands for the number: "%.", "Điều %.", "Chương %", "%)" */
	int heading_role; /* role of a heading of this level */
	int item_role;    /* role of a list item of this level */
	int more_role;    /* role of a further paragraph under an item */
	bool upper;       /* heading titles in capitals */
	bool title_below; /* the title stands on the second line (Chương) */
	bool label_bold;  /* the number is bold also where the text is not (Điều) */
	bool may_skip;    /* Phần, Chương, Mục, Tiểu mục */
	bool runs_on;     /* Điều: not restarted by its parents */
	str refer;        /* how it is called in a reference: "khoản %", "Điều %", "mục %" */
};

/* What stands at a place of a line's pattern. */
enum part_source {
	PART_TEXT,  /* text */
	PART_FIELD, /* the document's key enum field_id */
	PART_PARTY, /* enum party_id, of the party at hand */
	PART_WORD   /* enum line_word */
};
/* Facts of the document beside the keys of field_list.h. */
enum line_word {
#define LINE_WORD(name, key) LINE_##name,
#include "line_list.h"
#undef LINE_WORD
	LINE_WORD__COUNT
};
struct line_part {
	enum part_source source;
	int id;   /* field_id, party_id or line_word */
	str text; /* PART_TEXT; else what stands where nothing is given ("{cuoc|cuộc họp}") */
	bool or_text; /* … if anything does */
	int group; /* 1, 2 …: inside [ ], printed only when all keys of it are given; 0: outside */
};
/* A labelled line or a fixed sentence, as a type's template has it. Printed when
 * all its keys outside [ ] are given. */
struct type_line {
	struct line_part *parts;
	size_t n;
	bool dam;
	bool giua;               /* centred, else as the body */
	struct type_line *lines; /* `moi_ben`: these for each party, in place of parts */
	size_t n_lines;
};

/* A document type: templates/<set>/loai/<id>.yaml. */
struct type {
	str id;       /* "ke-hoach" */
	str ten;      /* "Kế hoạch" */
	str viet_tat; /* "KH"; empty: none (công văn) */
	str *khoi;    /* blocks, in order: "dau", "ten-loai", "can-cu", … */
	size_t n_khoi;
	enum block_id *blocks; /* the same [n_khoi], as block_list.h names them */
	str *danh_so;          /* default patterns */
	size_t n_danh_so;
	str ket_thuc; /* "./." or empty */
	str *can_co;  /* required keys */
	size_t n_can_co;
	unsigned needs; /* the same as bits: 1u << NEED_… */
	str *co_the_co; /* keys of the head that this type prints beside the common ones
			 * ("kinh-gui"); empty list: all */
	size_t n_co_the_co;
	unsigned takes;      /* the same as bits; 0: all */
	bool luat;           /* luật, bộ luật, pháp lệnh: cited by name */
	bool ngoai;          /* only ever cited (nghị định, thông tư …): not built */
	bool ky_hieu_don_vi; /* ký hiệu is viet_tat-don_vi (công văn) */
	bool nhu_tren;       /* "Như trên" goes first in nơi nhận when Kính gửi is there */
	bool nhu_dieu;       /* "Như Điều n" goes first in nơi nhận */
	str lenh;            /* "QUYẾT ĐỊNH:" */
	str tham_quyen;      /* "" or "auto": the authority line is printed */
	bool trich_yeu_rule; /* the rule stands under the trích yếu */
	/* Labelled lines, above and below the body; a document that gives none of their
	 * keys has its whole text in noi_dung, and prints none of them. */
	struct type_line *dong, *dong_sau;
	size_t n_dong, n_dong_sau;
	struct type_line dien_tu;       /* the line of an electronic copy; n 0: none */
	unsigned fields;                /* 1u << FIELD_…: keys that its lines print */
	unsigned needs_fields;          /* of can_co */
	bool has_ben;                   /* some line is for each party */
	unsigned one_of, one_of_fields; /* can_mot: one of these must be there */
	int nhu_tren_field;             /* "Như trên" also means this key; -1: none */
	str *vai_ky;                    /* what stands above the signers: THƯ KÝ, CHỦ TỌA */
	size_t n_vai_ky;
	struct type_line ky_ben; /* the same above that of a party: "Đại diện bên {chu}" */
	str *xung_ho;            /* words left out before a party's name where it signs: Ông */
	size_t n_xung_ho;
	str *luu_them; /* kept with these, unless `luu` says so */
	size_t n_luu_them;
	str *xac_nhan; /* a second signature, at left below: lines above it, last its name */
	size_t n_xac_nhan;
	bool khong_so;   /* has no number unless one is typed */
	bool khong_ngay; /* prints no place and date */
	bool has_roles;  /* changes roles: lay it with style_for_type() */
	pos at;
};

struct style {
	str set;    /* "nd30" */
	int co_chu; /* 13 or 14 */
	struct page page;
	str font;           /* "Times New Roman" */
	str lang;           /* "vi-VN" */
	struct role *roles; /* [n_roles]; the first ROLE__COUNT are role_id's */
	size_t n_roles;
	struct pattern patterns[NUM__COUNT];
	struct style_words *words; /* by style_word() */
	void *impl;                /* types and lists, loaded when asked for */
	struct arena *arena;       /* where it lives; NULL: nothing is kept beside it */
	struct ooxml_cache *ooxml; /* ooxml/'s: parts that are the same for all documents of it */
	struct check_forms
	    *forms; /* check/'s: names with one right form, made ready for looking up */
};

/* How templates are found: layers from the strongest to the weakest, each a
 * function of path "nd30/loai/ke-hoach.yaml" → bytes. A layer that lacks a
 * file is skipped; maps of several layers merge key by key, lists replace. */
struct style_layer {
	void *ctx;
	/* false: this layer does not have it. */
	bool (*load)(void *ctx, struct arena *a, str path, str *shown_path, str *bytes);
	/* Names of the files in a folder of the layer, without ".yaml". */
	void (*list)(void *ctx, struct arena *a, str dir, str **names, size_t *n);
	/* Why the load() before gave false though the file is there: the system's reason;
	 * empty: it is not there. NULL: files of this layer can always be read. */
	str (*denied)(void *ctx);
};

/* Loads a set. NULL when it can't be used (reported). co_chu 0: the set's default. */
const struct style *style_load(struct arena *a, str set, int co_chu,
    const struct style_layer *layers, size_t n_layers, struct diags *d);
/* From now on writes down in uses which files are asked for (base/uses.h), and at
 * once those that every document of the set needs. NULL: no more. */
void style_record(const struct style *s, struct uses *uses);
/* A use as it would be written down now. */
struct use style_use(const struct style *s, str name);
/* A type, loaded at first use; NULL: there is none (not reported). Errors in
 * its file are reported to d. */
const struct type *style_type(const struct style *s, str id, struct diags *d);
/* The style with the roles that the type changes; s itself when it changes
 * none. Role numbers are the same in both. */
const struct style *style_for_type(const struct style *s, const struct type *t);
/* Ids of all types that can be built, for did-you-mean. */
void style_types(const struct style *s, struct arena *a, str **ids, size_t *n);
/* The series that a document is numbered in, by the he_so of its office (a document
 * of that); t is its type, or NULL. */
str style_series(
    struct arena *a, const struct type *t, const struct doc *doc, const struct doc *office);
/* The same of a type, for documents that are not secret. */
str style_series_of_type(const struct type *t, str loai, const struct doc *office);
/* A fixed word or measure of the set: "quoc-hieu" → "CỘNG HÒA …". Every name
 * that C asks for must be in the set (word-missing at load); word_list.h names
 * them, and asking for another one is a bug. */
str style_word(const struct style *s, const char *name);
/* Twips, eighths of a point, percent or a count, as word_list.h says. */
int style_measure(const struct style *s, const char *name);
/* A list of words: "khong-them-ve" → openers that take no "về". */
size_t style_words(const struct style *s, const char *name, const str **out);
/* A table or list of words that only check needs, from a file of the set of its
 * own ("chinh-ta"), read when first asked for: by the bytes of its names. The
 * values of a list are empty. A table that is not there is empty; what is wrong
 * with the file goes to d once. */
struct style_pair {
	str name, value;
};
struct style_table {
	const struct style_pair *v;
	size_t n;
};
const struct style_table *style_table(
    const struct style *s, const char *file, const char *key, struct diags *d);
/* The pair of that name; NULL: none. */
const struct style_pair *style_table_find(const struct style_table *t, str name);
/* A pattern as the writer typed it ("1.1.", "điều 1."); NULL: unknown. */
const struct pattern *style_pattern(const struct style *s, str typed);
/* All patterns' spellings, for messages. */
str style_pattern_list(const struct style *s, struct arena *a);

/* The text of a file of the set that is no YAML ("trang-web.css"): that of every
 * layer, the program's own first. Empty: no layer has it. What is wrong with a
 * file goes to d, once. */
str style_file(const struct style *s, const char *name, struct diags *d);

/* The role of that name, or -1: for tests and dumps. */
int style_role(const struct style *s, str id);
/* Width of text set in the set's font, in 1/1000 of the font size (so twips =
 * width * size_pt * 20 / 1000). Metrics of Times New Roman. */
long style_text_width(str text, bool bold, bool italic);
/* Properties with inheritance resolved: size in half-points, bold … of a role. */
struct role style_resolved(const struct style *s, int role);

#endif
