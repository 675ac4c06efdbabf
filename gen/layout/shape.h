/* layout/shape.h: what the blocks of a plan are to a reader.
 *
 * The plan says how paragraphs look; a page for the web or for a screen reader
 * must say what they are: titles, headings and their levels, items of lists,
 * header cells. Word gets all that by its styles; html/ and txt/ ask here. */
#ifndef LAYOUT_SHAPE_H
#define LAYOUT_SHAPE_H

#include "plan.h"

/* Nothing to read in it: no word, no number, no note, no image. */
bool shape_is_empty(const struct para *p);
/* The outline level of a paragraph, 0…8; -1: body text. */
int shape_outline(const struct style *s, const struct para *p);
/* Does the number print (a label of Word's own that the runs don't hold)? */
static inline bool
shape_prints_label(const struct para *p)
{
	return p->num >= 0 && p->label.n > 0;
}

/* ---- Titles and headings -------------------------------------------------- */

enum shape_title {
	TITLE_NONE,
	TITLE_DOCUMENT, /* tên loại, trích yếu */
	TITLE_SUBJECT,  /* V/v of a công văn */
	TITLE_APPENDIX  /* Phụ lục, its title */
};
/* Paragraphs of one sort that follow one another are one title. */
enum shape_title shape_title(const struct para *p);

/* Levels of the headings of one plan, from 1, none skipped whatever the
 * patterns skip. Begins as { 0 }. */
struct shape_levels {
	int title;      /* level of the title above; 0: none yet */
	int open[9], n; /* outlines of the headings above, the highest first */
};
int shape_title_level(struct shape_levels *l);
int shape_heading_level(struct shape_levels *l, int outline);

/* ---- Lists ------------------------------------------------------------------ */

/* The lists that are open, outermost first. Begins as { 0 }. */
struct shape_lists {
	struct shape_list {
		int role, level; /* of its items; level -1: numbers are typed */
		bool ordered;
	} v[16];
	int n;
};
enum shape_step {
	STEP_OUTSIDE, /* no item: the lists are closed */
	STEP_MORE,    /* a further paragraph of the open item */
	STEP_NEXT,    /* an item of the list that is open now */
	STEP_OPEN     /* the first item of a new list inside what is open */
};
/* What p is, given the lists before it; l->n changes accordingly: a caller who
 * keeps elements open closes those from l->n on first. */
enum shape_step shape_list_step(struct shape_lists *l, const struct style *s, const struct para *p);

/* ---- Tables ------------------------------------------------------------------ */

/* A table to a reader, and not columns of a head or of signatures. */
bool shape_is_data(const struct ptable *t);
/* How many rows at the top hold header cells. */
size_t shape_head_rows(const struct ptable *t);
/* A row that heads those below it (`nhom`): the cell that says so; NULL: none. */
const struct pcell *shape_group_cell(const struct prow *row);
/* The grid column where cell i of a row begins. */
int shape_column(const struct prow *row, size_t i);
/* The cell of a row that covers a grid column; NULL: none. */
const struct pcell *shape_cell_at(const struct prow *row, int column);
/* How many rows the cell that begins at (row, column) covers, before row `end`. */
size_t shape_cell_rows(const struct ptable *t, size_t row, int column, size_t end);

#endif
