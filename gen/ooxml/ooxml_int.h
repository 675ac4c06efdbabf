/* ooxml/ooxml_int.h: what the files of this room share.
 *
 * A file writes one part (styles.c: word/styles.xml) or one sort of element
 * (paragraph.c: w:p); a function is called after the element it writes.
 * Functions that make an element take its parent and return it; with parent
 * NULL it is a tree of its own, for xml_save(). parts.c has the table of all
 * parts and drives the rest. */
#ifndef OOXML_OOXML_INT_H
#define OOXML_OOXML_INT_H

#include "../layout/plan.h"
#include "../style/style.h"
#include "parts.h"
#include "xml.h"

#define NS_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define NS_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NS_RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define REL_DOC NS_R "/"
#define REL_PACKAGE NS_RELS "/"

/* Footnotes 0 and below are the separators that Word wants, plan->notes start
 * at FIRST_NOTE. */
enum { NOTE_SEPARATOR = -1, NOTE_CONTINUATION = 0, FIRST_NOTE = 1 };

/* ---- Relations of one part (rels.c) ---------------------------------- */

struct rel {
	str id;           /* "rId7" */
	const char *type; /* a URI */
	str target;       /* relative to the part's folder, or a URL */
	bool external;
};

struct rels {
	VEC(struct rel) list;
};

/* ---- Headers and footers (header.c) ----------------------------------- */

enum hf_kind {
	HF_EMPTY, /* one empty paragraph */
	HF_PAGE,  /* the page number */
	HF_BLOCKS /* blocks of the plan; with .page the number below them */
};

struct hf {
	enum hf_kind kind;
	bool footer;
	bool page;
	const struct pblock *blocks;
	str rel; /* its relation from the document */
};

/* What a section refers to: indexes into writer->hfs, -1: nothing. */
struct section_hfs {
	int header, header_first, footer_first;
};

/* ---- The state of one ooxml_parts() ----------------------------------- */

struct media {
	const struct image *image;
	str target; /* "media/image1.png" */
};

struct writer {
	struct arena *a;
	const struct plan *p;
	const struct style *s;
	struct buf out;       /* the part that is being written */
	struct buf text;      /* scratch of paragraph.c */
	struct buf key;       /* scratch: what ooxml_kept() is asked for */
	struct rels *rels;    /* of the part that is being written */
	struct rels doc_rels; /* of word/document.xml: its parts first, then what it links to */
	struct rels package_rels;
	struct parts parts; /* what has been made so far, for content_types.c */
	VEC(struct media) media;
	VEC(struct hf) hfs;
	struct section_hfs *section_hfs; /* [plan->n_sections] */
	int drawings;                    /* docPr ids given so far */
};

/* ---- What recurs (kept.c) ---------------------------------------------- */

/* Bytes that were kept under this key, which says all that they were made of beside
 * the style; empty: none were. They live with the style. */
str ooxml_kept(const struct writer *w, str key);
/* Keeps a copy for the documents to come, while there is room. */
void ooxml_keep(const struct writer *w, str key, str bytes);

/* ---- Properties (p_pr.c, r_pr.c) -------------------------------------- */

enum toggle { T_INHERIT, T_ON, T_OFF };

/* <name/>, <name w:val="0"/> or nothing. */
void ooxml_write_toggle(xnode *parent, const char *name, enum toggle t);
enum toggle ooxml_toggle(bool on);

/* Everything a w:rPr of ours may hold. All zero: no w:rPr at all. */
struct r_pr {
	str style;
	str font; /* all four slots of w:rFonts */
	enum toggle bold, italic;
	int size_hp; /* 0: inherited */
	str ink;     /* RRGGBB, or empty: as inherited */
	str highlight;
	enum toggle superscript; /* T_OFF: baseline */
	str lang;
};
void ooxml_write_r_pr(xnode *parent, const struct r_pr *r);

enum {
	P_BEFORE = 1 << 0,
	P_AFTER = 1 << 1,
	P_LINE = 1 << 2,
	P_LEFT = 1 << 3,
	P_RIGHT = 1 << 4,
	P_FIRST = 1 << 5,
	P_OUTLINE = 1 << 6,
	P_NUM = 1 << 7
};

/* Everything a w:pPr of ours may hold. All zero: no w:pPr at all. */
struct p_pr {
	str style;
	enum toggle keep_next, keep_lines, page_break_before, widow;
	unsigned has;     /* P_…: which of the numbers below are meant */
	int num_id, ilvl; /* P_NUM */
	int rule, box;    /* eighths of a point, 0: none */
	str ink;          /* colour of the borders; empty: auto */
	int box_space;    /* points above and below the text; 0: ours */
	int leader;       /* a right tab with dots there; 0: none */
	int before, after, line;
	bool line_exact;
	int left, right, first; /* first < 0 hangs */
	enum align align;
	int outline;      /* 0…8; 9 or less than 0: body text */
	struct r_pr mark; /* of the paragraph mark, and so of the number */
	bool has_section; /* the section's w:sectPr stands in it */
	size_t section;
};
void ooxml_write_p_pr(struct writer *w, xnode *p, const struct p_pr *pp);

/* ---- Content (paragraph.c, table.c, drawing.c, section.c) -------------- */

str ooxml_role_id(const struct writer *w, int role); /* its w:styleId */

/* What a paragraph carries beside its own content. */
struct p_extra {
	bool has_section; /* the section's w:sectPr stands in it */
	size_t section;
	bool note_mark; /* opens with the footnote's number */
};
xnode *ooxml_write_p(
    struct writer *w, xnode *parent, const struct para *p, const struct p_extra *x);
/* The small empty paragraph behind a table. */
xnode *ooxml_write_p_after_table(struct writer *w, xnode *parent, const struct p_extra *x);
/* A run that shows the page number. */
void ooxml_write_page_number(xnode *p, const struct r_pr *r);
/* A whole table behind w->out, row by row. */
void ooxml_save_tbl(struct writer *w, const struct ptable *t);
/* Blocks into a cell, note or header: tables parted by paragraphs, a paragraph
 * last. first (or NULL) goes with the first paragraph. */
void ooxml_write_blocks(
    struct writer *w, xnode *parent, const struct pblock *b, const struct p_extra *first);
/* The same straight behind w->out, for the story of a header. */
void ooxml_save_blocks(struct writer *w, const struct pblock *b);
void ooxml_write_drawing(struct writer *w, xnode *r, const struct pimage *image);
xnode *ooxml_write_sect_pr(struct writer *w, xnode *parent, size_t section);

/* ---- Parts ------------------------------------------------------------- */

/* Opens the root element of a WordprocessingML part. */
void ooxml_open_root(struct writer *w, const char *name);

/* rels.c. The relation to target, made when there is none; its id. */
str rels_add(struct writer *w, struct rels *r, const char *type, str target, bool external);
/* Its part; constant: other documents have it too. */
str rels_bytes(struct writer *w, const struct rels *r, bool constant);
/* "word/document.xml" → "word/_rels/document.xml.rels" */
str rels_name(struct writer *w, str part);

/* header.c. Fills w->hfs and w->section_hfs. */
void ooxml_plan_headers(struct writer *w);
/* The n-th header, or the n-th footer, as an index into w->hfs. */
size_t ooxml_nth_hf(const struct writer *w, bool footer, size_t n);

/* Writers of parts: each fills w->out; i is for those of several (header1 …). */
void ooxml_part_document(struct writer *w, size_t i);
void ooxml_part_styles(struct writer *w, size_t i);
void ooxml_part_settings(struct writer *w, size_t i);
void ooxml_part_font_table(struct writer *w, size_t i);
void ooxml_part_numbering(struct writer *w, size_t i);
void ooxml_part_footnotes(struct writer *w, size_t i);
void ooxml_part_header(struct writer *w, size_t i);
void ooxml_part_footer(struct writer *w, size_t i);
void ooxml_part_core(struct writer *w, size_t i);
void ooxml_part_app(struct writer *w, size_t i);
void ooxml_part_custom(struct writer *w, size_t i);
/* content_types.c. The part, of w->parts; overrides is parallel to it: a content type,
 * or NULL where the extension says it. */
str ooxml_content_types(struct writer *w, const char *const *overrides);

#endif
