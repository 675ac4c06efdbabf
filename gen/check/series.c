/* check/series.c: rules on the whole corpus: the numbers that an office gives in
 * a year.
 *
 * A series is the documents of one agency with one ký hiệu in one year, or, where the
 * office says how it numbers (he_so), those of one series of that. Sorted
 * by number, two neighbours with the same number are a number given twice, and
 * a neighbour with an earlier date than the one before it was numbered out of
 * order. One slip makes one finding: only neighbours are compared. */
#include "check_int.h"

#include "../base/utf.h"
#include "../layout/layout.h"

#include <stdlib.h>

struct numbered {
	const struct doc *doc;
	str office, sign; /* compared folded and as printed */
	str series;       /* what is numbered together: the sign, or a series of he_so */
	uint32_t number;
	bool asked; /* findings may be told at this document */
};

struct numbered_list {
	struct numbered *v;
	size_t n;
};

static str
joined(struct arena *a, const struct lines *v)
{
	str *parts = NEW_N(a, str, v->n + 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, S(" "));
}

static str
office_of(struct arena *a, const struct head *h)
{
	str name = str_cat(a, joined(a, &h->co_quan), S("\n"));

	return utf_fold(a, str_cat(a, name, joined(a, &h->co_quan_chu_quan)), '-');
}

/* A draft has no number yet; one that could not be read says nothing. */
static bool
has_number(const struct doc *doc, uint32_t *number)
{
	static const char *const keys[] = { "so", "ky_hieu", "ngay", "co_quan", "loai" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (doc_is_hurt(doc, str_z(keys[i])))
			return false;
	return doc->trang_thai != TT_DU_THAO && doc->loai.s.n && doc->head.ngay.year &&
	       doc->head.co_quan.n && str_uint(doc->head.so.s, number);
}

static int
compare_int(long long x, long long y)
{
	return (x > y) - (x < y);
}

static long long
day_of(const struct numbered *e)
{
	const struct date *d = &e->doc->head.ngay;

	return (d->month * 100LL + d->day) * (d->month && d->day);
}

static int
compare_series(const struct numbered *x, const struct numbered *y)
{
	int c = str_cmp(x->office, y->office);

	c = c ? c : str_cmp(x->series, y->series);
	return c ? c : compare_int(x->doc->head.ngay.year, y->doc->head.ngay.year);
}

static int
compare_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	int c = compare_series(x, y);

	c = c ? c : compare_int(x->number, y->number);
	c = c ? c : compare_int(day_of(x), day_of(y));
	return c ? c : str_cmp(x->doc->path, y->doc->path);
}

/* Documents that were not asked for have no style of their own; how their ký
 * hiệu is made is the same in any. */
static const struct style *
any_style(const struct rule_run *r)
{
	for (size_t i = 0; i < r->corpus->n_docs; i++)
		if (r->styles[i] != NULL)
			return r->styles[i];
	return NULL;
}

/* Nothing said: each ký hiệu is a series. */
static str
series_name(struct rule_run *r, const struct doc *doc, const struct style *s, str sign)
{
	struct diags unheard; /* told where the type is used */

	if (doc->he_so_kind == HE_SO_TUNG_LOAI && !doc->n_he_so)
		return sign;
	diags_init(&unheard, r->a);
	return style_series(r->a, style_type(s, doc->loai.s, &unheard), doc, doc);
}

static struct numbered_list
sorted_numbers(struct rule_run *r)
{
	const struct style *any = any_style(r);
	size_t n = any != NULL ? r->corpus->n_docs : 0;
	struct numbered_list l = { NEW_N(r->a, struct numbered, n + 1), 0 };

	for (size_t i = 0; i < n; i++) {
		const struct doc *doc = r->corpus->docs[i];
		struct numbered e = { .doc = doc, .asked = r->styles[i] != NULL };
		str sign;

		if (!has_number(doc, &e.number))
			continue;
		sign = layout_so_ky_hieu(r->a, doc, e.asked ? r->styles[i] : any);
		e.sign = str_from(sign, str_find_c(sign, '/') + 1);
		e.series = series_name(r, doc, e.asked ? r->styles[i] : any, e.sign);
		e.office = office_of(r->a, &doc->head);
		if (str_find_c(sign, '/') != STR_NONE)
			l.v[l.n++] = e;
	}
	if (l.n)
		qsort(l.v, l.n, sizeof *l.v, compare_numbered);
	return l;
}

static str
shown_number(struct arena *a, const struct numbered *e)
{
	return str_fmt(a, "%02u/%.*s", e->number, STR_ARG(e->sign));
}

/* One text for many receivers has one number, unless each has its own. */
static bool
is_same_text(const struct doc *x, const struct doc *y)
{
	return x->lap.goc.n && str_eq(x->lap.goc, y->lap.goc) && !x->lap.so_rieng;
}

/* All that share a number are one document here, so that one finding is made. */
static str
shown_id(const struct doc *doc)
{
	return doc->lap.goc.n && !doc->lap.so_rieng ? doc->lap.goc : doc->id;
}

void
rule_number_twice(struct rule_run *r)
{
	struct numbered_list l = sorted_numbers(r);

	for (size_t i = 1, first = 0; i < l.n; i++) {
		const struct numbered *here = &l.v[i], *other = &l.v[first];

		if (compare_series(here, other) || here->number != other->number) {
			first = i;
			continue;
		}
		if (is_same_text(here->doc, other->doc))
			continue;
		if (!here->asked) {
			here = &l.v[first];
			other = &l.v[i];
		}
		if (here->asked)
			rule_find_at(r, here->doc, here->doc->head.so.at, other->doc->head.so.at,
			    (const str[]){ shown_number(r->a, here),
				str_fmt(r->a, "%d", here->doc->head.ngay.year),
				shown_id(other->doc) });
	}
}

static str
shown_day(struct arena *a, const struct numbered *e)
{
	const struct date *d = &e->doc->head.ngay;

	return str_fmt(a, "%02d/%d", d->day, d->month);
}

/* Told at the later number, or at the other one when only that was asked for. */
static void
report_order(struct rule_run *r, const struct numbered *before, const struct numbered *here)
{
	bool there = !here->asked;
	pos at = here->doc->head.ngay.at, also = before->doc->head.ngay.at;

	rule_find_at(r, there ? before->doc : here->doc, there ? also : at, there ? at : also,
	    (const str[]){
		shown_number(r->a, here), shown_day(r->a, here), shown_number(r->a, before) });
}

void
rule_number_order(struct rule_run *r)
{
	struct numbered_list l = sorted_numbers(r);
	const struct numbered *before = NULL;

	for (size_t i = 0; i < l.n; i++) {
		const struct numbered *here = &l.v[i];

		if (day_of(here) == 0)
			continue; /* a date to be filled in */
		if (before != NULL && compare_series(before, here) == 0 &&
		    before->number < here->number && day_of(here) < day_of(before) &&
		    (here->asked || before->asked))
			report_order(r, before, here);
		before = here;
	}
}
