/* read/arrange.c: in what order a table shows its records: `nhom_theo`, `sap_xep`.
 *
 * Text is compared by Vietnamese order, names of people by the given name, which
 * comes last, then by the rest. Equal records keep the order in which they were
 * read; what has no value comes last either way. */
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

/* The value by which a record is grouped, and the record. */
struct grouped {
	str key;
	size_t record;
};

static int
compare_grouped(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c ? c : (x->record > y->record) - (x->record < y->record);
}

static struct section *
new_section(struct bang *b, const struct datum *d)
{
	struct section *s = NEW(b->md->arena, struct section);

	if (d) {
		s->name = datum_value(d);
		s->blocks = d->blocks ? d->blocks : md_plain(b->md, &d->text);
		s->at = d->text.at;
		s->first = d;
	}
	return s;
}

/* Equal values get one section each; the order of the sections is that of their first
 * records. */
static void
make_sections(struct bang *b, size_t col)
{
	struct grouped *v = NEW_N(b->md->arena, struct grouped, b->records.n + 1);
	struct section *rest = NULL;
	size_t n = 0;

	for (size_t i = 0; i < b->records.n; i++) {
		struct record *r = &b->records.v[i];

		if (r->silent && b->cols[col].fill != FILL_UNIT)
			r->section = rest = rest ? rest : new_section(b, NULL);
		else if (datum_value(&r->v[col]).n == 0)
			md_report(b->md, D_TABLE_GROUP_EMPTY, r->at, b->cols[col].name);
		else
			v[n++] =
			    (struct grouped){ utf_lower(b->md->arena, datum_value(&r->v[col])), i };
	}
	if (n)
		qsort(v, n, sizeof *v, compare_grouped);
	for (size_t i = 0; i < n; i++) {
		struct record *r = &b->records.v[v[i].record];

		r->section = i && str_eq(v[i - 1].key, v[i].key)
				 ? b->records.v[v[i - 1].record].section
				 : new_section(b, &r->v[col]);
	}
	for (size_t i = 0; i < b->records.n; i++) {
		struct section *s = b->records.v[i].section;

		if (s && s != rest && s->first == &b->records.v[i].v[col]) {
			s->order = b->sections.n;
			VEC_PUSH(b->md->arena, &b->sections, s);
		}
	}
	if (rest)
		VEC_PUSH(b->md->arena, &b->sections, rest);
}

static int
compare_sections(const struct bang *b, const struct key_of_sort *key, const struct section *x,
    const struct section *y)
{
	int c = !x->first - !y->first;

	if (c == 0 && x->first)
		c = compare_values(&b->cols[key->col], x->first, y->first, key->down);
	return c ? c : x->order < y->order ? -1 : 1;
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

static void
group(struct bang *b, const sort_keys *keys)
{
	const struct yval *v = b->k[BK_NHOM_THEO];
	struct val typed;
	size_t col;

	if (b->sections.n) {
		md_report(b->md, D_TABLE_GROUP_TWICE, v->at);
		return;
	}
	if (!value_text(&b->r, S("nhom_theo"), v, &typed))
		return;
	col = bang_find_column(b, "nhom_theo", typed.s, v->at);
	if (col == SIZE_MAX)
		return;
	make_sections(b, col);
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].col == col)
			merge_sections(b, &keys->v[i], b->sections.v,
			    NEW_N(b->md->arena, struct section *, b->sections.n + 1),
			    b->sections.n);
	for (size_t i = 0; i < b->sections.n; i++)
		b->sections.v[i]->order = i;
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
		group(b, &keys);
	if (keys.n || b->sections.n)
		sort_records(b, &keys, b->records.v,
		    NEW_N(b->md->arena, struct record, b->records.n + 1), b->records.n);
}
