/* read/arrange.c: in what order a table shows its records: `nhom_theo`, `sap_xep`.
 *
 * Text is compared by Vietnamese order, numbers in it as numbers, names of people by
 * the given name, which comes last, then by the rest. Equal records keep the order in which they
 * were read; what has no value comes last either way. */
#include "bang_int.h"
#include "../base/utf.h"

#include <stdlib.h>

/* ---- Comparing ----------------------------------------------------------------------- */

struct key_of_sort {
	size_t col;
	bool down;
};
typedef VEC(struct key_of_sort) sort_keys;

/* The given name of a person, and what comes before it. */
static str
cut_name(str s, str *before)
{
	size_t space = str_rfind_c(s, ' ');

	*before = space == STR_NONE ? str_first(s, 0) : str_trim(str_first(s, space));
	return space == STR_NONE ? s : str_from(s, space + 1);
}

static int
compare_names(str x, str y)
{
	str x_before, y_before;
	int c = utf_collate(cut_name(x, &x_before), cut_name(y, &y_before));

	return c ? c : utf_collate(x_before, y_before);
}

static int
compare_values(const struct bcol *c, const struct datum *x, const struct datum *y, bool down)
{
	bool ordered = kinds_is_ordered(c->kind);
	bool no_x = ordered ? !x->has_num : datum_value(x).n == 0;
	bool no_y = ordered ? !y->has_num : datum_value(y).n == 0;
	int order;

	if (no_x || no_y)
		return no_x - no_y;
	if (ordered)
		order = dec_cmp(x->num, y->num);
	else if (c->kind == KIND_NAME)
		order = compare_names(datum_value(x), datum_value(y));
	else if (c->kind == KIND_ROMAN)
		order = utf_collate(x->sort, y->sort);
	else
		order = utf_collate(datum_value(x), datum_value(y));
	return down ? -order : order;
}

static int
compare_records(
    const struct bang *b, const sort_keys *keys, const struct record *x, const struct record *y)
{
	int c = 0;

	if (x->section != y->section) /* typed rows may stand before the first group */
		return !x->section || (y->section && x->section->order < y->section->order) ? -1
											    : 1;
	if (keys->n && !x->silent != !y->silent)
		return x->silent ? 1 : -1;
	for (size_t i = 0; c == 0 && !x->silent && i < keys->n; i++)
		c = compare_values(&b->cols[keys->v[i].col], &x->v[keys->v[i].col],
		    &y->v[keys->v[i].col], keys->v[i].down);
	return c ? c : x->order < y->order ? -1 : 1;
}

/* A merge sort: it needs to know the table, which qsort() has no word for. */
static void
sort_records(
    const struct bang *b, const sort_keys *keys, struct record *v, struct record *free, size_t n)
{
	size_t half = n / 2, i = 0, k = half;

	if (n < 2)
		return;
	sort_records(b, keys, v, free, half);
	sort_records(b, keys, v + half, free, n - half);
	for (size_t at = 0; at < n; at++)
		free[at] = k == n || (i < half && compare_records(b, keys, &v[i], &v[k]) <= 0)
			       ? v[i++]
			       : v[k++];
	for (size_t at = 0; at < n; at++)
		v[at] = free[at];
}

/* ---- nhom_theo ------------------------------------------------------------------------ */

typedef VEC(struct section *) sections_vec;

/* The value by which a record is grouped within its group, and the record. */
struct grouped {
	const struct section *parent;
	str key;
	size_t record;
};

static int
compare_numbers(size_t x, size_t y)
{
	return (x > y) - (x < y);
}

static int
compare_grouped(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;
	int c = x->parent ? compare_numbers(x->parent->order, y->parent->order) : 0;

	c = c ? c : str_cmp(x->key, y->key);
	return c ? c : compare_numbers(x->record, y->record);
}

/* d: whose value names it; NULL: a group of silent units. */
static struct section *
new_section(struct bang *b, struct section *parent, const struct datum *d, size_t record)
{
	struct section *s = NEW(b->md->arena, struct section);

	s->parent = parent;
	s->level = parent ? parent->level + 1 : 0;
	s->record = record;
	if (d) {
		s->blocks = d->blocks ? d->blocks : md_plain(b->md, &d->text);
		s->at = d->text.at;
		s->first = d;
	}
	return s;
}

/* Records of one group of the level above that have the same value get one group. */
static void
make_sections(struct bang *b, size_t col, struct grouped *v, size_t n, sections_vec *out)
{
	if (n)
		qsort(v, n, sizeof *v, compare_grouped);
	for (size_t i = 0; i < n; i++) {
		struct record *r = &b->records.v[v[i].record];

		if (i && v[i - 1].parent == v[i].parent && str_eq(v[i - 1].key, v[i].key)) {
			r->section = b->records.v[v[i - 1].record].section;
			continue;
		}
		r->section = new_section(b, r->section, &r->v[col], v[i].record);
		VEC_PUSH(b->md->arena, out, r->section);
	}
}

/* Cuts the groups of one level (all records: level 0) up by a column. Of a silent unit
 * nothing is known but its name: it stays in the group of that, or stands in one for all
 * that are silent. */
static void
split(struct bang *b, size_t col, int level, sections_vec *out)
{
	struct grouped *v = NEW_N(b->md->arena, struct grouped, b->records.n + 1);
	struct section *silent = NULL;
	size_t n = 0;

	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = &b->records.v[i];

		if (level && (!r->section || r->section->level != level - 1))
			continue;
		if (r->silent && b->cols[col].fill != FILL_UNIT) {
			if (level == 0)
				r->section = silent =
				    silent ? silent : new_section(b, NULL, NULL, i);
		} else if (datum_value(&r->v[col]).n == 0) {
			md_report(b->md, D_TABLE_GROUP_EMPTY, r->at, b->cols[col].name);
		} else {
			v[n++] = (struct grouped){ r->section,
				utf_lower(b->md->arena, datum_value(&r->v[col])), i };
		}
	}
	make_sections(b, col, v, n, out);
	if (silent)
		VEC_PUSH(b->md->arena, out, silent);
}

/* In their group as `sap_xep` wants, or as their first records were read; what stands
 * for silent units is last. */
static int
compare_sections(const struct bang *b, const struct key_of_sort *key, const struct section *x,
    const struct section *y)
{
	int c = x->parent ? compare_numbers(x->parent->order, y->parent->order) : 0;

	c = c ? c : !x->first - !y->first;
	if (c == 0 && key && x->first)
		c = compare_values(&b->cols[key->col], x->first, y->first, key->down);
	return c ? c : compare_numbers(x->record, y->record);
}

static void
merge_sections(const struct bang *b, const struct key_of_sort *key, struct section **v,
    struct section **free, size_t n)
{
	size_t half = n / 2, i = 0, k = half;

	if (n < 2)
		return;
	merge_sections(b, key, v, free, half);
	merge_sections(b, key, v + half, free, n - half);
	for (size_t at = 0; at < n; at++)
		free[at] = k == n || (i < half && compare_sections(b, key, v[i], v[k]) <= 0)
			       ? v[i++]
			       : v[k++];
	for (size_t at = 0; at < n; at++)
		v[at] = free[at];
}

static const struct key_of_sort *
find_key(const sort_keys *keys, size_t col)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].col == col)
			return &keys->v[i];
	return NULL;
}

static void
add_child(struct section *s)
{
	struct section *p = s->parent;

	if (p == NULL)
		return;
	if (p->last_child)
		p->last_child->next = s;
	else
		p->child = s;
	p->last_child = s;
}

/* All groups in the order of the page: each before those in it. */
static void
number_sections(struct bang *b, struct section *s)
{
	s->order = b->sections.n;
	VEC_PUSH(b->md->arena, &b->sections, s);
	for (s = s->child; s; s = s->next)
		number_sections(b, s); /* TABLE_LEVELS deep */
}

static void
group(struct bang *b, const sort_keys *keys, const size_t *cols, size_t n)
{
	sections_vec outer = { 0 };

	for (size_t k = 0; k < n; k++) {
		sections_vec v = { 0 };

		split(b, cols[k], (int)k, &v);
		merge_sections(b, find_key(keys, cols[k]), v.v,
		    NEW_N(b->md->arena, struct section *, v.n + 1), v.n);
		for (size_t i = 0; i < v.n; i++) {
			v.v[i]->order = i; /* in its level, for the one below */
			add_child(v.v[i]);
		}
		if (k == 0)
			outer = v;
	}
	for (size_t i = 0; i < outer.n; i++)
		number_sections(b, outer.v[i]);
}

/* A column of `nhom_theo`, if it is one and new there. */
static void
read_group_column(struct bang *b, const struct yval *v, size_t *cols, size_t *n)
{
	struct val typed;
	size_t col;

	if (!value_text(&b->r, S("nhom_theo"), v, &typed))
		return;
	col = bang_find_column(b, "nhom_theo", typed.s, v->at);
	for (size_t i = 0; i < *n && col != SIZE_MAX; i++)
		if (cols[i] == col) {
			md_report(b->md, D_TABLE_GROUP_AGAIN, v->at, typed.s);
			return;
		}
	if (col != SIZE_MAX && *n < TABLE_LEVELS)
		cols[(*n)++] = col;
}

static void
read_groups(struct bang *b, const sort_keys *keys)
{
	const struct yval *v = b->k[BK_NHOM_THEO];
	bool list = v->kind == Y_LIST;
	size_t wanted = list ? v->n : 1, n = 0, cols[TABLE_LEVELS];

	if (b->sections.n) {
		md_report(b->md, D_TABLE_GROUP_TWICE, v->at);
		return;
	}
	if (wanted > TABLE_LEVELS) {
		md_report(
		    b->md, D_TABLE_GROUP_DEEP, v->at, str_fmt(b->md->arena, "%d", TABLE_LEVELS));
		return;
	}
	for (size_t i = 0; i < wanted; i++)
		read_group_column(b, list ? v->items[i] : v, cols, &n);
	if (n == wanted)
		group(b, keys, cols, n);
}

/* ---- sap_xep --------------------------------------------------------------------------- */

static void
read_sort_key(struct bang *b, const struct yval *v, sort_keys *out)
{
	static const char *const keys[] = { "cot", "giam" };
	const struct yval *k[2] = { v, NULL };
	struct key_of_sort key = { .down = false };
	struct val typed;

	if (v->kind == Y_MAP) {
		bang_sort_keys(b, v, keys, 2, k);
		key.down = bang_yes(b, "giam", k[1]);
	}
	if (k[0] == NULL) {
		md_report(b->md, D_TABLE_SORT_SHAPE, v->at);
		return;
	}
	if (!value_text(&b->r, S("sap_xep"), k[0], &typed))
		return;
	key.col = bang_find_column(b, "sap_xep", typed.s, k[0]->at);
	if (key.col != SIZE_MAX)
		VEC_PUSH(b->md->arena, out, key);
}

void
arrange(struct bang *b)
{
	const struct yval *v = b->k[BK_SAP_XEP];
	sort_keys keys = { 0 };

	if (b->k[BK_LOC])
		filter_records(b);
	for (size_t i = 0; v && v->kind == Y_LIST && i < v->n; i++)
		read_sort_key(b, v->items[i], &keys);
	if (v && v->kind != Y_LIST)
		read_sort_key(b, v, &keys);
	if (b->k[BK_NHOM_THEO])
		read_groups(b, &keys);
	if (keys.n || b->sections.n)
		sort_records(b, &keys, b->records.v,
		    NEW_N(b->md->arena, struct record, b->records.n + 1), b->records.n);
}
