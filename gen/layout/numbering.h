/* layout/numbering.h: the numbers of a body's headings and list items.
 *
 * All numbers of a body are settled before a paragraph of it is laid, since a
 * lettered list must know whether it will reach đ), and a reference may point
 * forward. body.c then walks the same blocks and asks for them one by one. */
#ifndef LAYOUT_NUMBERING_H
#define LAYOUT_NUMBERING_H

#include "layout_int.h"

struct numbered {
	const struct block *block; /* BLK_HEADING or BLK_ITEM */
	const struct pattern *pattern;
	int level;   /* index into danh_so */
	int outline; /* of a heading: below those of the levels above it */
	uint32_t number;
	str label;     /* as printed: "1.1.", "Điều 5." */
	str refer;     /* "điểm a khoản 2 Điều 5" */
	bool typed;    /* the label is text, since Word can't count it */
	int num, ilvl; /* else its list and level there */
	/* Inside numbering.c */
	int parent; /* entry of the enclosing item or heading, or -1 */
	int group;  /* items of one list, headings under one parent */
};

struct numbering;

/* Settles the numbers of a body; adds the lists they need to the plan. Reports
 * unknown patterns, levels that are skipped or too deep, letters past y). */
struct numbering *numbering_of_body(
    struct layout *l, const struct body *b, const struct body_opts *o);
/* The number of the next heading or item in document order; NULL: it has none
 * (it was reported). */
const struct numbered *numbering_next(struct numbering *n, const struct block *b);

/* Lists in the cells of a table: `1.` and in it `a)`, without indents. One for
 * each table; columns keep apart, so that numbers may run down a column. */
struct cell_lists;
struct cell_lists *cell_lists_new(struct layout *l, size_t n_cols);
/* Numbers an item at depth 0 or 1 of a list in column col: number, label, typed,
 * num and ilvl of *out. */
void cell_lists_item(struct cell_lists *c, size_t col, int depth, bool letters_typed,
    uint32_t number, struct numbered *out);
/* Does an ordered list reach a letter that Word can't count (đ)? */
bool numbering_reaches_dd(const struct block *list);
/* The n-th letter of điểm; empty: there is none (past y). */
str numbering_letter(struct layout *l, uint32_t n);

/* The list of "- ", "+ ", "• ": its num; in cells without indents. */
int numbering_bullets(struct layout *l, bool in_cell);
/* The mark of a bullet at depth 0, 1, 2. */
str numbering_bullet(int depth);

#endif
