/* read/markdown_int.h: the Markdown half of read/, for its own files only.
 *
 * One .md file, or one body typed in YAML, is read with one struct md. cmark
 * sees a copy of its bytes in which some are masked: replaced, byte for byte,
 * by control characters that no source can hold, where cmark would take them
 * for markup that the format does not have (a link definition) or that a table
 * cell does not have (a heading). Nothing ever moves, so a byte of the copy
 * stands where its original stands, and unmasking is one table.
 *
 * The way down: markdown.c walks cmark's blocks; leaf.c looks at the source
 * lines of a paragraph (labels typed by hand, pipe tables); inline.c walks the
 * inlines with a cursor in those lines, so that each byte of text knows where
 * it was typed and whether it was escaped. Cells of tables come back in by
 * md_cell(), footnotes are kept for the whole file in notes.c. */
#ifndef READ_MARKDOWN_INT_H
#define READ_MARKDOWN_INT_H

#include "../base/buf.h"
#include "../yaml/yval.h"
#include "read.h"

struct cmark_node;

enum {
	MD_MAX_DEPTH = 32, /* blocks in blocks */
	MD_MAX_BULLETS = 3,
	MD_MAX_CELL_NUMBERS = 2, /* `1.` and `a)` */
	MD_MAX_COLUMNS = 63,     /* Word's limit */
	MD_MAX_REPORTS = 1000    /* findings of one file */
};

/* Masks: what stands for a byte in the copy. */
enum {
	MASK_QUOTE = 0x01,   /* > */
	MASK_HASH = 0x02,    /* # */
	MASK_MINUS = 0x03,   /* - */
	MASK_PAREN = 0x04,   /* ) */
	MASK_COLON = 0x05,   /* : */
	MASK_PIPE = 0x06,    /* | */
	MASK_NOTHING = 0x07, /* the backslash of `\|`: not printed */
	MASK_UNDER = 0x08,   /* _ */
	MASK_EQUAL = 0x0E,   /* = */
	MASK_TICK = 0x0F,    /* ` */
	MASK_TILDE = 0x10,   /* ~ */
	MASK_STAR = 0x11,    /* * */
	MASK_PLUS = 0x12,    /* + */
	MASK_DOT = 0x13,     /* . */
	MASK_CARET = 0x14,   /* ^ of a footnote call */
	MASK_LESS = 0x15,    /* < */
	MASK_BANG = 0x16     /* ! of an image */
};

/* A footnote definition, or a line that looks like one. */
struct note {
	str label, fold;        /* as typed; in small letters */
	struct note *main;      /* the one that calls of this label mean; NULL: none */
	uint32_t line;          /* of the file's text, from 1 */
	pos at;                 /* `[^label]` */
	struct cmark_node *def; /* NULL: cmark did not take it for one */
	struct footnote *fn;    /* what the model gets; NULL without def */
	bool skip;              /* stands in code or in a comment */
	bool called;
	pos call_at;
};

/* A name typed as {#name}. */
struct anchor {
	str name;
	pos at;
};

/* All that is known of one file. */
struct md {
	struct markdown_ctx *m;
	struct arena *arena;
	struct arena *nodes; /* of the tree */
	struct diags *d;
	const struct text *text;
	size_t reports_before;  /* findings there were before this file */
	VEC(struct note) notes; /* by line */
	struct note **by_label; /* the same by fold, then line */
	VEC(struct anchor) anchors;
	char marks[MD_MAX_BULLETS]; /* the bullet of each level; 0: none yet */
	pos mark_at[MD_MAX_BULLETS];
	VEC(const struct image *) images; /* read so far */
	/* Where md_place() was last: places are asked for in order, mostly. */
	struct {
		const char *p;
		size_t off;
		pos at;
	} last;
};

/* A run of a text as cmark gets it. */
struct piece {
	const struct text *text; /* for places */
	size_t base;             /* offset of src in text->s */
	str src;                 /* the masked copy */
	uint32_t *lines;         /* offset of each line's start in src */
	uint32_t n_lines;
	uint32_t shift; /* lines that cmark was fed before these */
	bool cell;      /* of a table: paragraphs and lists only */
	bool whole;     /* the file itself: footnotes are defined here */
};

/* What stands around a block. */
struct around {
	const struct piece *p;
	struct block *parent;
	int depth, quotes, bullets, numbers;
	bool note; /* inside a footnote */
};

/* A list of blocks that grows at its end. */
struct blocks {
	struct block *first, *last;
};
struct block *md_block(
    struct md *md, struct blocks *list, enum block_kind kind, pos at, struct block *parent);

/* A line of a leaf block, without what its containers put before it. */
struct line {
	str s;      /* masked bytes */
	size_t off; /* in the piece's src */
};

/* A paragraph or heading on its way through inline.c. */
struct leaf {
	const struct piece *p;
	struct cmark_node *node;
	struct line *lines;
	size_t n;
	bool anchor_ok, image_ok, note_ok;
	/* What comes back: */
	struct inl *inl;
	str anchor; /* {#ten} at its end */
	pos anchor_at;
	bool bold, plain; /* has text marked bold, text not so marked */
};

/* markdown.c ------------------------------------------------------------------ */
/* Reports, unless this file has had its share; NULL then. */
#define md_report(md, code, at, ...) \
	(md_may_report(md) ? diag((md)->d, code, at, ##__VA_ARGS__) : NULL)
bool md_may_report(const struct md *md);
/* The place of n bytes at off in t->s; fast when asked for in order. */
pos md_place(struct md *md, const struct text *t, size_t off, size_t n);
pos md_at(struct md *md, const struct piece *p, size_t off, size_t n); /* off in p->src */
/* The place of a line's text (from 1, in the piece), without its indentation. */
pos md_line_at(struct md *md, const struct piece *p, uint32_t line);
str md_line(const struct piece *p, uint32_t line);
/* Parses p->src: blocks behind those of `out`. */
void md_parse(struct md *md, struct piece *p, const struct around *c, struct blocks *out);
/* The blocks under a node. */
void md_children(
    struct md *md, const struct around *c, struct cmark_node *node, struct blocks *out);

/* lists.c --------------------------------------------------------------------- */
/* A list; goes on with `last` of the out list if only a comment stood between. */
void md_list(struct md *md, const struct around *c, struct cmark_node *node, struct blocks *out,
    bool after_comment);
/* Settles the numbers of the ordered lists in a run of blocks. */
void md_settle(struct md *md, const struct blocks *list);

/* leaf.c ---------------------------------------------------------------------- */
void md_paragraph(
    struct md *md, const struct around *c, struct cmark_node *node, struct blocks *out);
void md_heading(struct md *md, const struct around *c, struct cmark_node *node, struct blocks *out);

/* fence.c ----------------------------------------------------------------------- */
void md_code(struct md *md, const struct around *c, struct cmark_node *node, struct blocks *out);
/* True when the block was nothing but comments. */
bool md_html(struct md *md, const struct around *c, struct cmark_node *node);

/* inline.c ---------------------------------------------------------------------- */
void md_inline(struct md *md, struct leaf *leaf);

/* link.c ------------------------------------------------------------------------ */
enum link_kind { LINK_URL, LINK_CITE, LINK_REF, LINK_BAD };
struct link {
	enum link_kind kind;
	str url;    /* LINK_URL */
	str target; /* LINK_CITE, LINK_REF */
	enum cite_mode cite;
};
/* What a link is, by its target and title (unmasked); faults reported at `at`. */
struct link md_link(struct md *md, str url, str title, pos at);
/* {#name} at the end of a heading or item; false, and reported, when it can't
 * be a name. */
bool md_anchor(struct md *md, str name, pos at);
/* Reports names used twice. */
void md_anchors_finish(struct md *md);

/* notes.c ------------------------------------------------------------------------ */
/* Finds the lines that look like definitions, before cmark runs. */
void md_notes_scan(struct md *md, str src);
/* A first paragraph for cmark that calls every label once: it would drop a
 * definition that only a rich table calls. Empty when there are none. */
void md_notes_calls(const struct md *md, struct buf *out);
void md_notes_define(struct md *md, const struct piece *p, struct cmark_node *root);
/* The footnote that `[^label]` at `at` calls; NULL, and reported, when it can't. */
struct footnote *md_note_call(struct md *md, str label, pos at);
/* Reads the texts of all, reports what is left over. */
void md_notes_finish(struct md *md, const struct piece *p);
/* No definition stands in lines first … last. */
void md_notes_skip(struct md *md, uint32_t first, uint32_t last);

/* label.c --------------------------------------------------------------------- */
/* Length of a label that opens the line as if typed by hand (`a)`, `Điều 1.`),
 * or 0. s starts at the text. */
size_t md_label(str s);
/* Length of what is no label but was most likely meant for one (`a.`, `(1)`, `1/`), and
 * of a dash or dot that is no mark of a list (`–`, `•`); 0: none. */
size_t md_label_like(str s);
size_t md_bullet_like(str s);
/* `[label]: target` at the start of a line (its ':' is masked). */
bool md_is_link_definition(str s);

/* mask.c ---------------------------------------------------------------------- */
bool md_is_blank(str s);
/* True for a control character that no source can hold. */
bool md_has_control(str s);
/* A copy with the masks taken off; s itself when there are none. */
str md_unmask(struct md *md, str s);
/* Masks in place what cmark must not see in a body, in a cell. */
void md_mask_body(char *s, size_t n);
void md_mask_cell(char *s, size_t n);
/* The label of `[^label]:` at the start of a line's text, behind the marks of
 * quotes and items; empty when it is no footnote definition. */
str md_definition(str line);

/* cell.c ------------------------------------------------------------------------- */
/* The blocks of a cell: n bytes at off in t. pipe: `\|` stands for `|`. */
struct block *md_cell(struct md *md, const struct text *t, size_t off, size_t n, bool pipe);
/* Text without Markdown: '\n' is a line break. */
struct block *md_plain(struct md *md, const struct text *t);

/* pipe.c ------------------------------------------------------------------------- */
/* How many columns a line of `---|:--:` has; 0: it is none. */
size_t md_pipe_rule(str s);
size_t md_pipe_cells(str s);
/* A table from lines[0] (header), lines[1] (rule) on. NULL, and reported, when
 * it can't be one. */
struct table *md_pipe_table(
    struct md *md, const struct piece *p, const struct line *lines, size_t n);

/* bang.c ------------------------------------------------------------------------- */
/* A rich table from the inside of its fence. */
struct table *md_bang(struct md *md, const struct text *inside, pos at);

/* grid.c ------------------------------------------------------------------------- */
struct spec {                 /* a cell as it was typed */
	struct block *blocks; /* NULL: empty */
	int cols, rows;       /* spans */
	enum align align;
	pos at;
};
struct grid {
	size_t n_cols;
	const struct column *cols;
	int *below;    /* rows that a cell from above still covers, by column */
	bool header;   /* a header row fills the columns with tu_dong, too */
	int row;       /* the row that comes next, from 0 */
	size_t n_rows; /* all there will be */
};
struct grid md_grid(struct md *md, const struct table *t, bool header, size_t n_rows);
/* Puts the cells of one row into the grid; row->group and row->at are set. */
void md_grid_row(
    struct md *md, struct grid *g, const struct spec *cells, size_t n, struct row *row);

/* image.c ------------------------------------------------------------------------ */
/* The image named at `at`, or NULL, and reported. */
const struct image *md_image(struct md *md, str name, pos at);

#endif
