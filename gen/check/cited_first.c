/* check/cited_first.c: how often a document is cited in full (Phụ lục I, II.6.b).
 *
 * A text names what it cites in full once, at the first mention, and briefly from
 * then on. So of the mentions of one số/ký hiệu in one document, in reading order,
 * some one must have the date, and those behind it need none. Tables are brief on
 * purpose, căn cứ are another rule's, and what a link of the same document cites in
 * full has been cited. */
#include "cited.h"

#include <stdlib.h>

/* A document that another one cites by its id. */
struct linked {
	size_t from;
	const struct doc *target;
};

struct first {
	struct judge *j;
	VEC(struct linked) links;      /* sorted */
	VEC(const struct cited *) own; /* mentions of one key in one document */
};

static int
compare_links(const void *a, const void *b)
{
	const struct linked *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return ((uintptr_t)x->target > (uintptr_t)y->target) -
	       ((uintptr_t)x->target < (uintptr_t)y->target);
}

static void
gather_links(struct first *f)
{
	struct judge *j = f->j;

	for (size_t i = 0; i < j->all.n && j->all.v[i].kind == CITED_LINK; i++) {
		const struct cited *c = &j->all.v[i];
		const struct doc *target = corpus_find(j->corpus, c->doc, c->texts[CT_TARGET]);

		if (target != NULL)
			VEC_PUSH(j->a, &f->links, (struct linked){ c->from, target });
	}
	if (f->links.n)
		qsort(f->links.v, f->links.n, sizeof *f->links.v, compare_links);
}

/* One of the documents v[n] with that số/ký hiệu is cited by its id in `from`, or is
 * the citing one itself. */
static bool
is_linked(const struct first *f, size_t from, const struct cited *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct linked key = { from, v[i].doc };

		if (v[i].doc == f->j->from[from].doc ||
		    (f->links.n &&
			bsearch(&key, f->links.v, f->links.n, sizeof key, compare_links)))
			return true;
	}
	return false;
}

static int
by_place(const void *a, const void *b)
{
	const struct cited *x = *(const struct cited *const *)a;
	const struct cited *y = *(const struct cited *const *)b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void
find(struct first *f, enum diag_code code, const struct cited *at, const struct cited *also)
{
	cited_find(f->j, &(struct cited_finding){ .code = code, .at = at, .also = also });
}

/* v[n]: all mentions of one số/ký hiệu in one document, in reading order. */
static void
judge_mentions(struct first *f, const struct cited *const *v, size_t n, bool linked)
{
	const struct cited *full = NULL, *first = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct cited *c = v[i];

		if (c->kem_theo)
			continue;
		if (full != NULL && !c->in_table && !c->can_cu && cited_has_date(c) &&
		    c->texts[CT_ISSUER].n)
			find(f, D_CITE_LATER_SHORT, c, full);
		if (full == NULL && (cited_has_date(c) || c->in_year))
			full = c;
		if (first == NULL)
			first = c;
	}
	if (full == NULL && first != NULL && !linked && !first->in_table && !first->can_cu)
		find(f, D_CITE_FIRST_FULL, first, NULL);
}

/* v[n]: all of one số/ký hiệu; the first `heads` are documents. */
static void
judge_key(struct first *f, const struct cited *v, size_t n)
{
	const struct cited **p;
	size_t heads = 0;

	while (heads < n && v[heads].kind == CITED_HEAD)
		heads++;
	f->own.n = 0;
	for (size_t i = heads; i < n; i++)
		if (!f->j->from[v[i].from].quiet && !v[i].doc->outside)
			VEC_PUSH(f->j->a, &f->own, &v[i]);
	if (f->own.n == 0)
		return;
	p = f->own.v;
	qsort(p, f->own.n, sizeof *p, by_place);
	for (size_t i = 0, k; i < f->own.n; i = k) {
		for (k = i + 1; k < f->own.n && p[k]->from == p[i]->from; k++)
			;
		judge_mentions(f, p + i, k - i, is_linked(f, p[i]->from, v, heads));
	}
}

void
cited_judge_first(struct judge *j)
{
	struct first f = { .j = j };
	size_t i = 0, k;

	gather_links(&f);
	while (i < j->all.n && j->all.v[i].kind == CITED_LINK)
		i++;
	for (; i < j->all.n; i = k) {
		for (k = i + 1; k < j->all.n && cited_same_key(&j->all.v[i], &j->all.v[k]); k++)
			;
		judge_key(&f, j->all.v + i, k - i);
	}
}
