/* read/repeat.c: see repeat.h. The file of rows is read with the heads, since
 * each row is a document that others may cite. */
#include "repeat.h"
#include "../base/utf.h"
#include "vars.h"

#include <stdlib.h>

/* ---- The keys ------------------------------------------------------------------- */

/* Both are read by repeat_read(), before the document; here nothing is left. */
void
read_lap_theo(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	(void)r;
	(void)k;
	(void)v;
	(void)base;
}

void
read_bien(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	(void)r;
	(void)k;
	(void)v;
	(void)base;
}

static void
read_own(struct reader *r, const struct yval *map, struct repeat *out)
{
	if (!value_is_map(r, S("bien"), map))
		return;
	out->own = NEW_N(r->arena, struct variable, map->n + 1);
	for (size_t i = 0; i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		struct variable *v = &out->own[out->n_own];
		struct val typed;

		if (p->val->kind != Y_SCALAR) {
			value_text(r, p->key, p->val, &typed);
			continue;
		}
		*v = (struct variable){ .name = p->key, .fold = p->fold, .at = p->at };
		v->value = p->val->text;
		v->value.s = str_trim(v->value.s);
		if (v->value.s.n == 0)
			v->value = (struct text){ .at = p->at, .how = TEXT_POINT };
		out->n_own++;
	}
}

static void
read_by(struct reader *r, const struct yval *v, struct repeat *out)
{
	out->by = v;
	if (v->kind != Y_MAP) {
		value_text(r, S("lap_theo"), v, &out->lap.tep);
		return;
	}
	key_require(r, SET_LAP_THEO, v, "tep");
	key_read_map(r, SET_LAP_THEO, v, 0, &out->lap);
	if (out->lap.so_tu.s.n)
		str_uint(out->lap.so_tu.s, &out->so);
}

/* The column that names the files: the one that was asked for, or `ma`. */
static void
find_ma(struct reader *r, struct repeat *out)
{
	bool asked = out->lap.ma.s.n > 0;
	str fold = asked ? utf_fold(r->arena, out->lap.ma.s, '_') : S("ma");

	out->ma = data_column(&out->data, fold);
	if (asked && out->ma == SIZE_MAX)
		diag(r->diags, D_LAP_MA_NONE, out->lap.ma.at, out->lap.ma.s, out->data.path)
		    ->suggest = diag_nearest(fold, out->data.folds, out->data.n_cols);
}

struct named {
	str name;
	size_t row;
};

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* For each row the first one with its name. */
static void
find_twins(struct arena *a, struct repeat *out)
{
	size_t n = out->data.n_rows;
	struct named *v = NEW_N(a, struct named, n + 1);

	out->twin = NEW_N(a, size_t, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct named){ str_trim(out->data.rows[i].v[out->ma].s), i };
	if (n)
		qsort(v, n, sizeof *v, compare_named);
	for (size_t i = 0; i < n; i++)
		out->twin[v[i].row] =
		    i && str_eq(v[i].name, v[i - 1].name) ? out->twin[v[i - 1].row] : v[i].row;
}

/* A name in the file and in `bien`, or twice in the file. */
static void
check_names(struct reader *r, const struct repeat *out)
{
	for (size_t i = 0; i < out->data.n_cols; i++) {
		const struct text *name = &out->data.names[i];
		size_t twin = data_find(out->data.folds, i, out->data.folds[i]);

		if (twin != SIZE_MAX)
			diag(r->diags, D_BIEN_TWICE, name->at, name->s)->also =
			    out->data.names[twin].at;
		for (size_t k = 0; k < out->n_own; k++)
			if (str_eq(out->own[k].fold, out->data.folds[i]))
				diag(r->diags, D_BIEN_TWICE, name->at, name->s)->also =
				    out->own[k].at;
	}
}

static bool
load_rows(struct reader *r, const struct loader *ld, str dir, struct repeat *out)
{
	static const str wanted[] = { STR_INIT("ma") };

	if (out->lap.tep.s.n == 0 || !data_load(r->arena, ld, dir, out->lap.tep.s, out->lap.tep.at,
					 wanted, 1, r->diags, &out->data))
		return false;
	if (out->data.n_rows == 0)
		diag(r->diags, D_CSV_EMPTY, out->lap.tep.at, out->data.path);
	find_ma(r, out);
	check_names(r, out);
	if (out->ma != SIZE_MAX)
		find_twins(r->arena, out);
	return out->data.n_rows > 0;
}

void
repeat_read(struct arena *a, const struct loader *ld, const struct yval *map, str dir,
    struct diags *d, struct repeat *out)
{
	const struct yval *by = key_value(map, "lap_theo"), *own = key_value(map, "bien");
	struct reader r = { .arena = a, .diags = d, .loud = d };
	unsigned before = diags_stopping(d);

	*out = (struct repeat){ .active = by || own, .ma = SIZE_MAX };
	if (!out->active)
		return;
	if (own)
		read_own(&r, own, out);
	if (by) {
		read_by(&r, by, out);
		if (out->so && key_value(map, "so"))
			diag(d, D_LAP_SO_TWICE, key_value(map, "so")->at)->also = out->lap.so_tu.at;
	}
	if (!by || !load_rows(&r, ld, dir, out)) {
		out->lost = by != NULL;
		out->data.n_rows = 1;
		out->data.rows = NULL;
	}
	out->broken = diags_stopping(d) > before;
}

/* ---- One row -------------------------------------------------------------------- */

static void
set_values(struct arena *a, const struct repeat *r, size_t row, struct doc *doc)
{
	bool rows = r->by && r->data.rows;
	size_t n = r->n_own + (rows ? r->data.n_cols : 0);

	doc->bien = NEW_N(a, struct variable, n + 1);
	for (size_t i = 0; i < r->n_own; i++)
		doc->bien[doc->n_bien++] = r->own[i];
	for (size_t i = 0; rows && i < r->data.n_cols; i++) {
		struct variable *v = &doc->bien[doc->n_bien++];

		*v = (struct variable){ .name = r->data.names[i].s,
			.fold = r->data.folds[i],
			.at = r->data.names[i].at };
		v->value = r->data.rows[row].v[i];
		if (v->value.at.src == NULL)
			v->value.at = r->data.rows[row].at;
		v->value = text_sub(&v->value, (size_t)(str_trim(v->value.s).p - v->value.s.p),
		    str_trim(v->value.s).n);
	}
}

/* The last part of a row's id. */
static str
name_of(struct arena *a, struct repeat *r, size_t row, struct diags *d)
{
	str number = str_fmt(a, "%03zu", row + 1), name;
	const struct text *cell;
	size_t twin;

	if (r->ma == SIZE_MAX)
		return number;
	cell = &r->data.rows[row].v[r->ma];
	name = str_trim(cell->s);
	if (name.n == 0) {
		diag(d, D_BIEN_EMPTY, cell->at.src ? cell->at : r->data.rows[row].at,
		    r->data.names[r->ma].s);
		return number;
	}
	if (!path_name_ok(name) || str_starts(name, S("_"))) {
		diag(d, D_LAP_MA_FORM, cell->at, name)->suggest = path_fixed(a, name);
		return number;
	}
	twin = r->twin[row];
	if (twin == row)
		return name;
	diag(d, D_LAP_MA_TWICE, cell->at, name)->also = r->data.rows[twin].v[r->ma].at;
	return number;
}

/* The map with `so` counted up from so_tu. */
static struct yval *
with_number(struct arena *a, const struct repeat *r, size_t row, const struct yval *map)
{
	struct yval *out = NEW(a, struct yval), *so = NEW(a, struct yval);

	*so = (struct yval){ .kind = Y_SCALAR, .at = r->lap.so_tu.at };
	so->text = (struct text){ .s = str_fmt(a, "%u", r->so + (unsigned)row),
		.at = r->lap.so_tu.at,
		.how = TEXT_POINT };
	*out = *map;
	out->pairs = NEW_N(a, struct ypair, map->n + 1);
	for (size_t i = 0; i < map->n; i++)
		out->pairs[i] = map->pairs[i];
	out->pairs[out->n++] =
	    (struct ypair){ .key = S("so"), .fold = S("so"), .at = so->at, .val = so };
	return out;
}

struct yval *
repeat_row(struct arena *a, struct repeat *r, size_t i, const struct yval *map, struct doc *doc,
    struct diags *d)
{
	const struct yval *so = key_value(map, "so"), *filled;
	struct yval *out;

	set_values(a, r, i, doc);
	doc->co_bien = true;
	doc->bien_hong = r->lost;
	if (r->by) {
		doc->lap.goc = doc->id;
		doc->lap.tep = r->data.path;
		doc->lap.row = i;
		if (r->data.rows)
			doc->id =
			    str_fmt(a, "%.*s/%.*s", STR_ARG(doc->id), STR_ARG(name_of(a, r, i, d)));
	}
	out = vars_fill(a, doc, VARS_HEAD, map, d);
	filled = key_value(out, "so");
	doc->lap.so_dem = r->so > 0;
	doc->lap.so_rieng = r->so > 0 || (so && filled != so);
	return r->so ? with_number(a, r, i, out) : out;
}
