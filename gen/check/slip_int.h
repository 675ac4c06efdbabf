/* check/slip_int.h: the slip in the making (slip.c), and what it is made of: words,
 * paragraphs and tables that say how much of the page they take (slip_sheet.c). */
#ifndef CHECK_SLIP_INT_H
#define CHECK_SLIP_INT_H

#include "check_int.h"

#include "../layout/layout.h"

enum {
	SLIP_POINT = 20,      /* twips */
	SLIP_TABLE_SIZE = 11, /* points */
};

struct slip {
	struct arena *a;
	const struct doc *doc;
	const struct style *s;
	const struct style_table *words;
	struct diags *d;
	struct block *last; /* of the body */
	struct block **link;
	int room; /* twips that are left on the page */
};

/* ---- Words (phieu-kiem-tra.yaml) --------------------------------------------------- */

str slip_word(const struct slip *p, const char *name); /* empty: there is none */
/* The same with one in the place of %1. */
str slip_filled(const struct slip *p, const char *name, str one);
str slip_number(const struct slip *p, size_t n);
/* At most so many bytes of s, whole words, and that it goes on. */
str slip_shortened(const struct slip *p, str s, size_t most);

/* ---- Heights, in twips --------------------------------------------------------------- */

/* Of a text in that role, size points (0: the role's), in a width of twips. */
int slip_height(const struct slip *p, enum role_id id, int size, str text, int width);
int slip_width(const struct slip *p); /* of the text on the page */

/* ---- Paragraphs and tables; what they take of the page is taken off p->room ------------- */

struct block *slip_new_para(const struct slip *p, str s, unsigned style);
void slip_add_para(struct slip *p, str s, unsigned style); /* none of an empty text */

enum { SLIP_MOST_COLS = 6 };
struct sheet {
	struct table *t;
	int widths[SLIP_MOST_COLS]; /* percent */
	size_t cap;
};

/* A table of n columns and at most so many rows; a row beyond is left out. */
struct sheet slip_sheet(struct slip *p, const int *widths, size_t n, size_t rows, bool lines);
int slip_row_height(const struct slip *p, const struct sheet *sheet, const str *cells);
void slip_add_head(struct slip *p, struct sheet *sheet, const str *cells);
void slip_add_row(struct slip *p, struct sheet *sheet, const str *cells);
void slip_add_table(struct slip *p, const struct sheet *sheet);

#endif
