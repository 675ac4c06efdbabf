/* model/walk.c: everything in a body, in reading order.
 *
 * Blocks are walked by their own links, not by recursion: how deep lists and
 * quotes nest is up to the writer. Cells and footnotes hold bodies of their own,
 * which can't hold more of their kind. */
#include "walk.h"

static void
walk_inl(const struct inl *i, const struct walk *w)
{
	for (; i != NULL; i = i->next) {
		if (w->inl != NULL)
			w->inl(w->ctx, i);
		if (i->kind == INL_FOOTNOTE && i->note != NULL)
			walk_blocks(i->note->blocks, w);
	}
}

static void
walk_rows(const struct row *rows, size_t n, const struct walk *w)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows[i].n; k++)
			walk_blocks(rows[i].cells[k].blocks, w);
}

static void
walk_table(const struct table *t, const struct walk *w)
{
	if (w->in_table != NULL)
		*w->in_table = true;
	if (t->n_head == 0)
		for (size_t i = 0; i < t->n_cols; i++)
			walk_inl(t->cols[i].ten, w);
	walk_rows(t->head, t->n_head, w);
	walk_rows(t->rows, t->n_rows, w);
	if (w->in_table != NULL)
		*w->in_table = false;
}

static void
visit(const struct block *b, const struct walk *w)
{
	if (w->block != NULL)
		w->block(w->ctx, b);
	walk_inl(b->inl, w);
	if (b->kind == BLK_TABLE && b->table != NULL)
		walk_table(b->table, w);
}

void
walk_blocks(const struct block *b, const struct walk *w)
{
	const struct block *top = b != NULL ? b->parent : NULL;

	while (b != NULL) {
		visit(b, w);
		if (b->child != NULL) {
			b = b->child;
			continue;
		}
		while (b->next == NULL && b->parent != top) {
			b = b->parent;
			if (b == NULL)
				return;
		}
		b = b->next;
	}
}

static void
walk_entries(const struct phu_luc *v, size_t n, const struct walk *w)
{
	for (size_t i = 0; i < n; i++) {
		walk_blocks(v[i].noi_dung.blocks, w);
		for (size_t k = 0; k < v[i].n_phu_luc; k++)
			walk_blocks(v[i].phu_luc[k].noi_dung.blocks, w);
	}
}

void
walk_document(const struct doc *doc, const struct walk *w)
{
	walk_blocks(doc->noi_dung.blocks, w);
	walk_entries(doc->phu_luc, doc->n_phu_luc, w);
	walk_entries(doc->kem_theo, doc->n_kem_theo, w);
}
