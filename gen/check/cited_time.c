/* check/cited_time.c: documents cited before they were there, or when they were
 * gone.
 *
 * A document can't rest on one that was signed after it. One that was replaced,
 * repealed or withdrawn (what another document says of it: thay_the, bai_bo,
 * thu_hoi, read in reverse) or whose het_hieu_luc is past is told, unless the
 * text says so itself or the citing document is the one that ends it. */
#include "cited.h"

#include <stdlib.h>

/* When a document ended. */
struct ending {
	const struct doc *doc;
	struct mention_date from; /* from this day on */
	const struct doc *by;     /* what ended it; NULL: its own het_hieu_luc */
};
typedef VEC(struct ending) endings;

struct span {
	struct judge *j;
	endings v;
};

static struct mention_date
as_date(const struct date *d)
{
	return (struct mention_date){ d->year, d->month, d->day };
}

static bool
is_full(const struct mention_date *d)
{
	return d->year && d->month && d->day;
}

/* ---- Endings -------------------------------------------------------------------- */

static void
end_all(struct span *s, const struct doc *by, const struct val *ids, size_t n)
{
	struct mention_date from =
	    as_date(by->hieu_luc_tu.given ? &by->hieu_luc_tu : &by->head.ngay);

	for (size_t i = 0; i < n; i++) {
		const struct doc *doc = corpus_find(s->j->corpus, by, ids[i].s);

		if (doc != NULL && doc != by && is_full(&from))
			VEC_PUSH(s->j->a, &s->v, (struct ending){ doc, from, by });
	}
}

static void
add_endings(struct span *s, const struct doc *doc)
{
	struct mention_date last = as_date(&doc->het_hieu_luc);

	if (doc->trang_thai != TT_DU_THAO) {
		end_all(s, doc, doc->thay_the.ids, doc->thay_the.n);
		end_all(s, doc, doc->bai_bo.ids, doc->bai_bo.n);
		end_all(s, doc, doc->thu_hoi.ids, doc->thu_hoi.n);
	}
	if (is_full(&last))
		VEC_PUSH(s->j->a, &s->v, (struct ending){ doc, last, NULL });
}

static int
by_doc(const void *x, const void *y)
{
	uintptr_t a = (uintptr_t)((const struct ending *)x)->doc;
	uintptr_t b = (uintptr_t)((const struct ending *)y)->doc;

	return (a > b) - (a < b);
}

static int
by_doc_and_date(const void *x, const void *y)
{
	const struct ending *a = x, *b = y;
	int c = by_doc(x, y);

	c = c ? c : cited_compare_dates(&a->from, &b->from);
	if (c || a->by == NULL || b->by == NULL)
		return c ? c : (a->by != NULL) - (b->by != NULL);
	return str_cmp(a->by->id, b->by->id);
}

static void
find_endings(struct span *s)
{
	const struct corpus *c = s->j->corpus;

	for (size_t i = 0; i < c->n_docs; i++)
		add_endings(s, c->docs[i]);
	for (size_t i = 0; i < c->n_catalogues; i++)
		for (size_t k = 0; k < c->catalogues[i].n; k++)
			add_endings(s, c->catalogues[i].entries[k]);
	if (s->v.n)
		qsort(s->v.v, s->v.n, sizeof *s->v.v, by_doc_and_date);
}

/* The first ending of doc; NULL: it has none. */
static const struct ending *
ending_of(const struct span *s, const struct doc *doc)
{
	const struct ending key = { .doc = doc }, *e = NULL;

	if (s->v.n)
		e = bsearch(&key, s->v.v, s->v.n, sizeof key, by_doc);
	while (e != NULL && e > s->v.v && e[-1].doc == doc)
		e--;
	return e;
}

/* ---- Judging ---------------------------------------------------------------------- */

static bool
names(const struct judge *j, const struct doc *doc, const struct val *ids, size_t n,
    const struct doc *target)
{
	for (size_t i = 0; i < n; i++)
		if (corpus_find(j->corpus, doc, ids[i].s) == target)
			return true;
	return false;
}

/* The citing document does something to the cited one: it must name it. */
static bool
acts_on(const struct judge *j, const struct doc *doc, const struct doc *target)
{
	return names(j, doc, doc->thay_the.ids, doc->thay_the.n, target) ||
	       names(j, doc, doc->bai_bo.ids, doc->bai_bo.n, target) ||
	       names(j, doc, doc->thu_hoi.ids, doc->thu_hoi.n, target) ||
	       names(j, doc, doc->sua_doi.ids, doc->sua_doi.n, target) ||
	       names(j, doc, doc->dinh_chinh.ids, doc->dinh_chinh.n, target);
}

/* A citing document without a date is still to come. */
static bool
has_ended(const struct ending *e, const struct doc *citing)
{
	struct mention_date now = as_date(&citing->head.ngay);

	if (!is_full(&now))
		return citing->trang_thai != TT_PHUC_CHE && !citing->outside;
	return cited_compare_dates(&now, &e->from) >= (e->by != NULL ? 0 : 1);
}

/* What stands at `also`: a document of the corpus as a place. */
static struct cited
as_place(const struct doc *doc)
{
	return (struct cited){ .kind = CITED_HEAD, .doc = doc };
}

static void
judge_ended(struct span *s, const struct cited *c, const struct doc *target)
{
	const struct ending *e = ending_of(s, target);
	struct cited also;
	str by;

	if (e == NULL || c->says_ended || c->kem_theo || e->by == c->doc || c->doc == target ||
	    !has_ended(e, c->doc) || acts_on(s->j, c->doc, target))
		return;
	by = e->by != NULL ? e->by->id : S("het_hieu_luc");
	also = as_place(e->by != NULL ? e->by : target);
	cited_find(s->j, &(struct cited_finding){ D_CITE_ENDED, c, &also,
			     cited_date(s->j->a, &e->from), by, e->by == NULL });
}

static void
judge_younger(struct span *s, const struct cited *c, const struct mention_date *cited,
    const struct doc *target)
{
	struct mention_date own = as_date(&c->doc->head.ngay);
	struct cited also = as_place(c->doc);

	if (!is_full(cited) || !is_full(&own) || c->kem_theo || target == c->doc ||
	    cited_compare_dates(cited, &own) <= 0)
		return;
	cited_find(s->j, &(struct cited_finding){ D_CITE_YOUNGER, c, &also,
			     cited_date(s->j->a, cited), cited_date(s->j->a, &own), true });
}

static void
judge_reading(struct span *s, const struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (!r->told)
			judge_younger(
			    s, r->all[i], &r->all[i]->ngay, r->head != NULL ? r->head->doc : NULL);
		if (r->head != NULL)
			judge_ended(s, r->all[i], r->head->doc);
	}
}

void
cited_judge_time(struct judge *j)
{
	struct span s = { .j = j };

	find_endings(&s);
	for (size_t i = 0; i < j->readings.n; i++)
		judge_reading(&s, &j->readings.v[i]);
	for (size_t i = 0; i < j->all.n && j->all.v[i].kind == CITED_LINK; i++) {
		struct cited *c = &j->all.v[i];
		const struct doc *target = corpus_find(j->corpus, c->doc, c->texts[CT_TARGET]);
		struct mention_date date;

		if (target == NULL)
			continue;
		c->texts[CT_SO] = c->texts[CT_TARGET];
		date = as_date(&target->head.ngay);
		judge_younger(&s, c, &date, target);
		judge_ended(&s, c, target);
	}
}
