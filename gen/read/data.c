/* read/data.c: a file of rows, by its name: CSV, or YAML when it ends in .yaml.
 * A YAML file of rows has a name that starts with '_', or lies in such a
 * folder: any other is a document. */
#include "data.h"
#include "../base/utf.h"
#include "keys.h"

enum { DATA_BYTES = 16 << 20 };

size_t
data_find(const str *names, size_t n, str fold)
{
	for (size_t i = 0; i < n; i++)
		if (names[i].n && str_eq(names[i], fold))
			return i;
	return SIZE_MAX;
}

size_t
data_column(const struct data *data, str fold)
{
	return data_find(data->folds, data->n_cols, fold);
}

/* A workbook of Excel or LibreOffice, whatever its name. */
static bool
is_spreadsheet(str bytes)
{
	return str_starts(bytes, S("PK\3\4")) || str_starts(bytes, S("\xD0\xCF\x11\xE0"));
}

static bool
is_document(str path)
{
	while (path.p && path.n)
		if (str_starts(str_cut(path, '/', &path), S("_")))
			return false;
	return true;
}

/* ---- YAML ------------------------------------------------------------------ */

typedef VEC(const struct ypair *) names_vec;

/* The names of all rows, in the order in which they come. */
static void
collect_names(struct arena *a, struct yval *const *rows, size_t n, struct data *out)
{
	names_vec names = { 0 };
	size_t n_rows = 0;

	for (size_t i = 0; i < n; i++) {
		n_rows += rows[i]->kind == Y_MAP;
		for (size_t k = 0; rows[i]->kind == Y_MAP && k < rows[i]->n; k++) {
			const struct ypair *p = &rows[i]->pairs[k];
			bool known = k < names.n && str_eq(names.v[k]->fold, p->fold);

			for (size_t j = 0; !known && j < names.n; j++)
				known = str_eq(names.v[j]->fold, p->fold);
			if (!known && names.n < DATA_MAX_REPORTS)
				VEC_PUSH(a, &names, p);
		}
	}
	out->n_cols = names.n;
	out->names = NEW_N(a, struct text, names.n + 1);
	out->folds = NEW_N(a, str, names.n + 1);
	for (size_t i = 0; i < names.n; i++) {
		out->names[i] =
		    (struct text){ .s = names.v[i]->key, .at = names.v[i]->at, .how = TEXT_POINT };
		out->folds[i] = names.v[i]->fold;
	}
	out->rows = NEW_N(a, struct data_row, n_rows + 1);
}

static struct text
cell_of(const struct ypair *p, struct diags *d)
{
	struct text none = { .s = { NULL, 0 }, .at = p->at, .how = TEXT_POINT };

	if (p->val->kind == Y_SCALAR && p->val->text.s.n)
		return p->val->text;
	if (p->val->kind != Y_SCALAR)
		diag(d, D_VALUE_NOT_TEXT, p->val->at, p->key);
	return none;
}

static void
read_map(struct arena *a, const struct yval *map, struct data *out, struct diags *d)
{
	struct data_row *row = &out->rows[out->n_rows++];

	row->v = NEW_N(a, struct text, out->n_cols + 1);
	row->at = map->at;
	for (size_t k = 0; k < map->n; k++) {
		size_t col = k < out->n_cols && str_eq(out->folds[k], map->pairs[k].fold)
				 ? k
				 : data_column(out, map->pairs[k].fold);

		if (col != SIZE_MAX)
			row->v[col] = cell_of(&map->pairs[k], d);
	}
}

static bool
read_yaml(struct arena *a, const struct src *src, struct diags *d, struct data *out)
{
	struct text text = { .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
	bool empty = false;
	struct yval *v = yaml_parse(a, &text, d, &empty), **rows = &v;
	size_t n = 1, told = d->list.n;

	out->yaml = true;
	if (v == NULL)
		return empty;
	if (v->kind == Y_LIST) {
		rows = v->items;
		n = v->n;
	}
	out->at = n ? rows[0]->at : v->at;
	collect_names(a, rows, n, out);
	for (size_t i = 0; i < n; i++) {
		if (d->list.n - told >= DATA_MAX_REPORTS)
			break;
		if (rows[i]->kind == Y_MAP)
			read_map(a, rows[i], out, d);
		else
			diag(d, D_DATA_ROW, rows[i]->at);
	}
	return true;
}

/* ---- The whole --------------------------------------------------------------- */

bool
data_load(struct arena *a, const struct loader *ld, str dir, str name, pos at, const str *wanted,
    size_t n_wanted, struct diags *d, struct data *out)
{
	const struct src *src;
	str bytes;

	*out = (struct data){ .at = at };
	if (!read_file(a, ld, dir, name, at, DATA_BYTES, d, &out->path, &bytes))
		return false;
	if (is_spreadsheet(bytes)) {
		diag(d, D_CSV_TYPE, at, out->path);
		return false;
	}
	if (str_ends(out->path, S(".yaml")) && is_document(out->path)) {
		diag(d, D_DATA_DOCUMENT, at, name);
		return false;
	}
	src = src_load(a, out->path, bytes, d);
	if (src == NULL)
		return false;
	if (str_trim(src->text).n == 0)
		return true;
	return str_ends(out->path, S(".yaml")) ? read_yaml(a, src, d, out)
					       : csv_read(a, src, wanted, n_wanted, d, out);
}
