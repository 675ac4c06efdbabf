/* read/filter.c: which records a table shows (`loc`): those that have, in each column
 * named, one of the values that are wanted there. */
#include "bang_int.h"
#include "../base/utf.h"

enum test { TEST_SAME, TEST_OTHER, TEST_LESS, TEST_MOST, TEST_MORE, TEST_LEAST };

/* One value of one column. */
struct want {
	enum test test;
	struct datum value;
	pos at;
	bool met; /* some record has it */
};
struct condition {
	size_t col;
	VEC(struct want) wants; /* any of them */
};

static enum test
take_test(str *s)
{
	static const struct {
		const char *sign;
		enum test test;
	} signs[] = { { "!=", TEST_OTHER }, { "<=", TEST_MOST }, { ">=", TEST_LEAST },
		{ "<", TEST_LESS }, { ">", TEST_MORE }, { "=", TEST_SAME } };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (str_starts(*s, str_z(signs[i].sign))) {
			*s = str_trim(str_from(*s, str_z(signs[i].sign).n));
			return signs[i].test;
		}
	return TEST_SAME;
}

static bool
read_want(struct bang *b, const struct bcol *c, const struct yval *v, struct want *w)
{
	struct val typed;
	str s;

	if (!value_text(&b->r, S("loc"), v, &typed))
		return false;
	s = typed.s;
	w->at = v->at;
	w->test = take_test(&s);
	w->value.text = (struct text){ .s = s, .at = v->at, .how = TEXT_POINT };
	if (w->test >= TEST_LESS && (!kinds_is_ordered(c->kind) || s.n == 0)) {
		md_report(b->md, D_TABLE_FILTER_ORDER, v->at, typed.s, c->name);
		return false;
	}
	return !kinds_is_ordered(c->kind) || kinds_value(b, c, &w->value);
}

static bool
read_condition(struct bang *b, const struct ypair *p, struct condition *out)
{
	const struct yval *const *v = (const struct yval *const *)p->val->items;
	const struct yval *const one[] = { p->val };
	size_t n = p->val->n;
	bool ok = true;

	out->col = bang_find_column(b, "loc", p->key, p->at);
	if (p->val->kind != Y_LIST) {
		v = one;
		n = 1;
	}
	for (size_t i = 0; out->col != SIZE_MAX && i < n; i++) {
		struct want w = { .met = false };

		if (read_want(b, &b->cols[out->col], v[i], &w))
			VEC_PUSH(b->md->arena, &out->wants, w);
		else
			ok = false;
	}
	return out->col != SIZE_MAX && ok;
}

/* Text is the same whatever its capitals. */
static bool
same_text(struct arena *a, str x, str y)
{
	return str_eq(x, y) || str_eq(utf_lower(a, x), utf_lower(a, y));
}

static bool
meets(struct bang *b, const struct bcol *c, const struct datum *d, const struct want *w)
{
	bool same, ordered = kinds_is_ordered(c->kind) && w->value.has_num;
	int order;

	if (!ordered) {
		same = same_text(b->md->arena, datum_value(d), w->value.text.s);
		return same == (w->test == TEST_SAME);
	}
	if (!d->has_num)
		return w->test == TEST_OTHER;
	order = dec_cmp(d->num, w->value.num);
	switch (w->test) {
	case TEST_SAME: return order == 0;
	case TEST_OTHER: return order != 0;
	case TEST_LESS: return order < 0;
	case TEST_MOST: return order <= 0;
	case TEST_MORE: return order > 0;
	case TEST_LEAST: return order >= 0;
	}
	return false;
}

static bool
meets_condition(struct bang *b, struct condition *c, const struct record *r)
{
	bool any = false;

	for (size_t i = 0; i < c->wants.n; i++)
		if (meets(b, &b->cols[c->col], &r->v[c->col], &c->wants.v[i]))
			any = c->wants.v[i].met = true;
	return any || (r->silent && b->cols[c->col].fill != FILL_UNIT);
}

/* A value that nobody has is a slip more often than not. */
static void
report_unmet(struct bang *b, const struct condition *c)
{
	for (size_t i = 0; i < c->wants.n; i++)
		if (c->wants.v[i].test == TEST_SAME && !c->wants.v[i].met)
			md_report(b->md, D_TABLE_FILTER_NONE, c->wants.v[i].at,
			    c->wants.v[i].value.text.s, b->cols[c->col].name);
}

void
filter_records(struct bang *b)
{
	const struct yval *map = b->k[BK_LOC];
	struct condition *all;
	bool ok = true;
	size_t kept = 0;

	if (!value_is_map(&b->r, S("loc"), map))
		return;
	all = NEW_N(b->md->arena, struct condition, map->n + 1);
	for (size_t i = 0; i < map->n; i++)
		ok = read_condition(b, &map->pairs[i], &all[i]) && ok;
	for (size_t i = 0; ok && i < b->records.n; i++) {
		bool met = true;

		for (size_t k = 0; k < map->n; k++)
			met = meets_condition(b, &all[k], &b->records.v[i]) && met;
		if (met)
			b->records.v[kept++] = b->records.v[i];
	}
	if (!ok)
		return;
	for (size_t i = 0; i < map->n; i++)
		report_unmet(b, &all[i]);
	if (kept == 0 && b->records.n)
		md_report(b->md, D_TABLE_FILTERED, map->at);
	b->records.n = kept;
}
