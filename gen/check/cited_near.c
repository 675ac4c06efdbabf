/* check/cited_near.c: numbers that differ by a slip of the pen: 2563 and 2536,
 * 14 and 124, on one date, of one issuer.
 *
 * An office issues several documents a day, with numbers close to each other, so
 * 4423 and 4424 are two documents. Digits that changed places, one too many or
 * too few, or one wrong digit far from the end put so much between two numbers
 * that one day does not explain it. Where both mentions say what they are about
 * that decides. */
#include "cited.h"

#include <stdlib.h>

enum {
	MAX_NEIGHBOURS = 64, /* of one sign and date that each is held against */
	SUBSTITUTED = 20     /* a wrong digit puts as much between the numbers */
};

/* ---- Slips --------------------------------------------------------------------- */

enum slip { SLIP_NONE, SLIP_SWAP, SLIP_DIGIT, SLIP_LENGTH };

/* y is x with one digit more. */
static bool
is_longer_by_one(str x, str y)
{
	size_t i = 0;

	if (x.n + 1 != y.n)
		return false;
	while (i < x.n && x.p[i] == y.p[i])
		i++;
	return str_eq(str_from(x, i), str_from(y, i + 1));
}

static enum slip
slip_between(str x, str y)
{
	size_t i = 0;

	if (is_longer_by_one(x, y) || is_longer_by_one(y, x))
		return x.n > 1 && y.n > 1 ? SLIP_LENGTH : SLIP_NONE;
	if (x.n != y.n)
		return SLIP_NONE;
	while (i < x.n && x.p[i] == y.p[i])
		i++;
	if (i == x.n)
		return SLIP_NONE;
	if (str_eq(str_from(x, i + 1), str_from(y, i + 1)))
		return SLIP_DIGIT;
	if (i + 1 < x.n && x.p[i] == y.p[i + 1] && x.p[i + 1] == y.p[i] &&
	    str_eq(str_from(x, i + 2), str_from(y, i + 2)))
		return SLIP_SWAP;
	return SLIP_NONE;
}

static bool
is_slip(const struct cited *x, const struct cited *y)
{
	unsigned long m = cited_number(x), n = cited_number(y);
	unsigned long apart = m > n ? m - n : n - m;
	enum slip slip = slip_between(x->texts[CT_NUMBER], y->texts[CT_NUMBER]);

	switch (mention_subject_match(x->texts[CT_SUBJECT], y->texts[CT_SUBJECT])) {
	case SUBJECT_OTHER: return false;
	case SUBJECT_SAME: return slip != SLIP_NONE;
	case SUBJECT_UNKNOWN: break;
	}
	return slip == SLIP_SWAP || slip == SLIP_LENGTH ||
	       (slip == SLIP_DIGIT && apart >= SUBSTITUTED);
}

static bool
is_near(const struct cited *x, const struct cited *y)
{
	bool named = x->texts[CT_AGENCY].n && y->texts[CT_AGENCY].n;

	return (named || x->doc == y->doc) && cited_issuers(x, y) != ISSUER_OTHER && is_slip(x, y);
}

/* ---- Telling ----------------------------------------------------------------------- */

static str
with_date(struct judge *j, const struct cited *c)
{
	return str_fmt(
	    j->a, "%.*s (%.*s)", STR_ARG(c->texts[CT_SO]), STR_ARG(cited_date(j->a, &c->ngay)));
}

static void
tell(struct judge *j, struct reading *r, const struct cited *other)
{
	for (size_t i = 0; i < r->n; i++)
		cited_find(j, &(struct cited_finding){ D_CITE_NUMBER_NEAR, r->all[i], other,
				  with_date(j, r->all[i]), with_date(j, other), false });
	r->told = true;
}

/* ---- What a document says of itself ---------------------------------------------------- */

/* "(Kèm theo Kế hoạch số 14/KH-UBND …)" in Kế hoạch 124: whatever its date. */
static bool
is_own_slip(const struct cited *c, const struct cited *own)
{
	return c->kem_theo && str_eq(c->texts[CT_SIGN], own->texts[CT_SIGN]) &&
	       !str_eq(c->texts[CT_NUMBER], own->texts[CT_NUMBER]) &&
	       cited_issuers(c, own) != ISSUER_OTHER &&
	       slip_between(c->texts[CT_NUMBER], own->texts[CT_NUMBER]) != SLIP_NONE;
}

static int
by_doc(const void *x, const void *y)
{
	const struct doc *a = (*(const struct cited *const *)x)->doc;
	const struct doc *b = (*(const struct cited *const *)y)->doc;

	return ((uintptr_t)a > (uintptr_t)b) - ((uintptr_t)a < (uintptr_t)b);
}

static void
judge_own(struct judge *j)
{
	const struct cited **heads = NEW_N(j->a, const struct cited *, j->all.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < j->all.n; i++)
		if (j->all.v[i].kind == CITED_HEAD && !j->all.v[i].doc->outside)
			heads[n++] = &j->all.v[i];
	qsort(heads, n, sizeof *heads, by_doc);
	for (size_t i = 0; i < j->readings.n; i++) {
		struct reading *r = &j->readings.v[i];
		const struct cited *const *own;

		if (!r->first->kem_theo || r->told)
			continue;
		own = bsearch(&r->first, heads, n, sizeof *heads, by_doc);
		if (own != NULL && is_own_slip(r->first, *own))
			tell(j, r, *own);
	}
}

/* ---- Neighbours ------------------------------------------------------------------------- */

static int
by_day(const void *x, const void *y)
{
	const struct reading *a = *(struct reading *const *)x, *b = *(struct reading *const *)y;
	int c = str_cmp(a->first->texts[CT_SIGN], b->first->texts[CT_SIGN]);

	c = c ? c : cited_compare_dates(&a->first->ngay, &b->first->ngay);
	return c ? c : (a->first->order > b->first->order) - (a->first->order < b->first->order);
}

/* The one that is told: not what a document says of itself, the rarer, the later. */
static struct reading *
weaker(struct reading *x, struct reading *y)
{
	if ((x->head != NULL) != (y->head != NULL))
		return x->head != NULL ? y : x;
	if (x->witness != y->witness)
		return x->witness ? y : x;
	if (x->n != y->n)
		return x->n < y->n ? x : y;
	return x->first->order > y->first->order ? x : y;
}

static void
judge_pair(struct judge *j, struct reading *x, struct reading *y)
{
	struct reading *r = weaker(x, y), *other = r == x ? y : x;

	if (r->head != NULL || r->first->kind == CITED_HEAD || r->told)
		return;
	if (is_near(r->first, other->first))
		tell(j, r, other->head != NULL ? other->head : other->first);
}

static bool
same_day(const struct reading *x, const struct reading *y)
{
	return str_eq(x->first->texts[CT_SIGN], y->first->texts[CT_SIGN]) &&
	       cited_compare_dates(&x->first->ngay, &y->first->ngay) == 0;
}

/* Documents that nothing cites by their own number are readings here, too. */
static struct reading **
dated_readings(struct judge *j, size_t *n)
{
	struct reading **v = NEW_N(j->a, struct reading *, j->readings.n + j->all.n + 1);

	*n = 0;
	for (size_t i = 0; i < j->readings.n; i++)
		if (cited_has_date(j->readings.v[i].first))
			v[(*n)++] = &j->readings.v[i];
	for (size_t i = 0; i < j->all.n; i++) {
		const struct cited *c = &j->all.v[i];
		struct reading *r;

		if (c->kind != CITED_HEAD || !cited_has_date(c))
			continue;
		r = NEW(j->a, struct reading);
		r->first = r->head = c;
		v[(*n)++] = r;
	}
	return v;
}

void
cited_judge_near(struct judge *j)
{
	size_t n;
	struct reading **v;

	judge_own(j);
	v = dated_readings(j, &n);
	qsort(v, n, sizeof(struct reading *), by_day);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k <= i + MAX_NEIGHBOURS && same_day(v[i], v[k]);
		     k++)
			judge_pair(j, v[i], v[k]);
}
