/* txt/txt_int.h: what the files of this room share: page.c the order of things
 * and paragraphs, words.c a paragraph's words and how lines break, table.c
 * tables. */
#ifndef TXT_TXT_INT_H
#define TXT_TXT_INT_H

#include "../base/buf.h"
#include "../layout/shape.h"
#include "txt.h"

enum { TXT_WIDTH = 72 }; /* columns of a line */

struct txt {
	struct arena *a;
	const struct plan *p;
	const struct style *s;
	struct buf *out;
	bool gap;  /* an empty line goes before the next words */
	int after; /* space behind the last paragraph, twips */
};

/* words.c -------------------------------------------------------------------- */
/* The words of p with its number, '\n' where a line breaks. */
str txt_words(struct txt *t, const struct para *p);
/* Writes text in lines of TXT_WIDTH: the first indented by first, others by rest. */
void txt_lines(struct buf *out, str text, int first, int rest);
void txt_spaces(struct buf *out, int n);

/* page.c --------------------------------------------------------------------- */
/* Words are about to be written: the empty line that is due, if any. */
void txt_begin(struct txt *t);
void txt_blocks(struct txt *t, const struct pblock *b, int indent);

/* table.c -------------------------------------------------------------------- */
void txt_table(struct txt *t, const struct ptable *table);

#endif
