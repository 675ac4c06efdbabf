/* model/walk.h: everything in a body, in reading order. */
#ifndef MODEL_WALK_H
#define MODEL_WALK_H

#include "doc.h"

/* Calls block for every block and inl for every run of inline content: cells
 * and footnotes too. Either may be NULL. */
struct walk {
	void *ctx;
	void (*block)(void *ctx, const struct block *b);
	void (*inl)(void *ctx, const struct inl *i);
	bool *in_table; /* NULL, or true while what stands in cells is walked */
};
void walk_blocks(const struct block *b, const struct walk *w);
/* All bodies of a document: its own, of appendices and attached texts. */
void walk_document(const struct doc *doc, const struct walk *w);

#endif
