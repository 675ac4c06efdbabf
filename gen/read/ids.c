/* read/ids.c: what only the whole tree can show about ids.
 *
 * An id leads to one document: not two sources for one id, no former id that
 * another document has or had. And what a relation names (`thay_the` and its
 * like) must exist: nothing prints it, so nobody else would notice. */
#include <stdlib.h>

#include "keys.h"

static int
former_by_id(const void *x, const void *y)
{
	const struct former *a = x, *b = y;
	int c = str_cmp(a->id.s, b->id.s);

	return c ? c : str_cmp(a->doc->id, b->doc->id);
}

/* x.yaml beside x/van-ban.yaml: neither is built, since nobody can say which is meant. */
static void
refuse_twins(struct arena *a, const struct corpus *c, struct diags *d)
{
	for (size_t i = 1; i < c->n_docs; i++) {
		struct doc *x = c->docs[i - 1], *y = c->docs[i];

		if (!str_eq(x->id, y->id))
			continue;
		x->failed = y->failed = true;
		diag(d, D_DOC_TWICE, path_pos(a, x->path), x->path, y->path, x->id);
	}
}

static void
list_former(struct arena *a, struct corpus *c)
{
	VEC(struct former) list = { 0 };

	for (size_t i = 0; i < c->n_docs; i++)
		for (size_t j = 0; j < c->docs[i]->n_ma_cu; j++)
			VEC_PUSH(a, &list, (struct former){ c->docs[i]->ma_cu[j], c->docs[i] });
	if (list.n)
		qsort(list.v, list.n, sizeof *list.v, former_by_id);
	c->former = list.v;
	c->n_former = list.n;
}

static int
compare_id(const void *id, const void *doc)
{
	return str_cmp(*(const str *)id, (*(struct doc *const *)doc)->id);
}

/* A former id must lead to one document. */
static void
check_former(const struct corpus *c, struct diags *d)
{
	for (size_t i = 0; i < c->n_former; i++) {
		struct former *f = &c->former[i], *before = i ? f - 1 : NULL;
		struct doc **is =
		    bsearch(&f->id.s, c->docs, c->n_docs, sizeof *c->docs, compare_id);
		bool was = before && str_eq(before->id.s, f->id.s);

		if (!is && !was)
			continue;
		f->doc->failed = true;
		diag(d, D_MA_CU_TAKEN, f->id.at, f->id.s, is ? (*is)->id : before->doc->id)->also =
		    is ? (*is)->at : before->id.at;
	}
}

static void
check_list(
    const struct corpus *c, struct doc *from, const struct val *ids, size_t n, struct diags *d)
{
	for (size_t i = 0; i < n; i++) {
		if (corpus_find(c, from, ids[i].s) || corpus_broken(c, from, ids[i].s).n)
			continue;
		from->failed = true;
		diag(d, D_RELATION_UNKNOWN, ids[i].at, ids[i].s)->suggest =
		    corpus_nearest(c, from, ids[i].s);
	}
}

static void
check_relations(const struct corpus *c, struct doc *from, struct diags *d)
{
	check_list(c, from, from->thay_the.ids, from->thay_the.n, d);
	check_list(c, from, from->bai_bo.ids, from->bai_bo.n, d);
	check_list(c, from, from->sua_doi.ids, from->sua_doi.n, d);
	check_list(c, from, from->dinh_chinh.ids, from->dinh_chinh.n, d);
	check_list(c, from, from->thu_hoi.ids, from->thu_hoi.n, d);
	if (from->soan_tu.s.n)
		check_list(c, from, &from->soan_tu, 1, d);
}

void
ids_verify(struct arena *a, struct corpus *c, struct diags *d)
{
	refuse_twins(a, c, d);
	list_former(a, c);
	check_former(c, d);
	for (size_t i = 0; i < c->n_docs; i++)
		check_relations(c, c->docs[i], d);
	for (size_t i = 0; i < c->n_catalogues; i++)
		for (size_t j = 0; j < c->catalogues[i].n; j++)
			check_relations(c, c->catalogues[i].entries[j], d);
}
