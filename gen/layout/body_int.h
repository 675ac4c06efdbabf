/* layout/body_int.h: what the files that lay bodies share: body.c (blocks),
 * inline.c (text, links, notes), image.c, table.c, refs.c. */
#ifndef LAYOUT_BODY_INT_H
#define LAYOUT_BODY_INT_H

#include "numbering.h"

struct buf;

/* The body being laid. */
struct body_ctx {
	struct layout *l;
	const struct body_opts *o;
	struct numbering *num;
	const struct block *first; /* of the body */
	bool break_next;           /* a page break waits for the next paragraph */
	str heading;               /* the last heading as it prints: what a table is about */
	struct para *last;         /* the last paragraph, item or heading of the text */
	bool last_can_close;       /* it may carry the end mark */
};

/* inline.c ---------------------------------------------------------------- */
struct inline_opts {
	bool bold, italic; /* of the paragraph's style */
	bool all_bold;     /* bold though the style isn't (`dam: co`) */
	bool run_in;       /* only what is marked bold is bold */
	bool upper;        /* in capitals */
	bool in_note;
	int max_width; /* of an image, twips */
};
struct inline_opts inline_opts(struct layout *l, int role, int max_width);
void lay_inlines(
    struct layout *l, struct para *p, const struct inl *i, const struct inline_opts *o);
/* Text of i as it will read, without notes; citations and references by what
 * was typed in their brackets. For measures and descriptions. */
void inline_plain(struct buf *out, const struct inl *i);
bool inline_only_images(const struct inl *i);

/* leader.c ---------------------------------------------------------------- */
/* In a form: dots that end a line of p become a tab that fills it as far as
 * right_edge, from the left edge of the text. */
void body_leaders(struct layout *l, struct para *p, int right_edge);

/* image.c ----------------------------------------------------------------- */
/* Its size on the page: its own dpi, at most max_width and what a page holds. */
void image_size(
    struct layout *l, const struct image *im, int max_width, long *width_emu, long *height_emu);
int lay_image(struct layout *l, const struct inl *i, int max_width); /* index in images */

/* refs.c ------------------------------------------------------------------ */
void lay_ref(struct layout *l, struct para *p, const struct inl *i, unsigned fmt, bool upper);
/* lay_mark() for a place in the body at hand. */
void body_mark(struct layout *l, struct para *p, str name, str refer, pos at);

/* body.c ------------------------------------------------------------------ */
/* Gives p a number or bullet: Word's, or the label as text. title_below: the
 * text begins on the next line. */
void body_number(struct layout *l, struct para *p, const struct numbered *e, bool bold_label);
void body_bullet(struct layout *l, struct para *p, int depth, bool in_cell);
int bullet_depth(const struct block *list); /* 0, 1, 2 */

/* stt.c ------------------------------------------------------------------- */
/* Numbers of a column that makes them itself: those of a table, row by row. */
struct stt {
	struct layout *l;
	str marks[TABLE_LEVELS + 1]; /* "A", "I.", "1", "1.1", "a)": of groups, then of rows */
	uint32_t count[TABLE_LEVELS + 1];
	int rows_at; /* the index of the rows: levels of groups */
};
struct stt stt_begin(struct layout *l, const struct table *t);
/* The number of the next row. Reports letters that are used up. */
str stt_next(struct stt *n, const struct row *row);
/* Reports a `danh_so` that the table can't have, and marks that are none. */
void stt_check(struct layout *l, const struct table *t);

/* table.c ----------------------------------------------------------------- */
void lay_body_table(struct body_ctx *c, const struct block *b);
/* Does it need a landscape section of its own? */
bool table_turns_page(const struct layout *l, const struct table *t);
/* widths.c: the grid of a table in `area` twips; pad: what a cell's margins
 * and lines take. size_hp: co_chu, or 0. Reports words that won't fit. */
int *table_grid(struct layout *l, const struct table *t, int area, int pad, int size_hp);
/* The row's height, about, in twips; rows that a cell runs on into don't count. */
int table_row_height(struct layout *l, const struct row *row, const int *grid, int pad, int role,
    int size_hp, int enough);

#endif
