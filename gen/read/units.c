/* read/units.c: whose rows a table gathers: the units of `don_vi`, each with its
 * file, or the files of `tep`. A pattern is matched against the names of the
 * tree, folder by folder; `*` is any run of characters, `?` is one. */
#include "bang_int.h"
#include "../base/utf.h"

/* ---- Files and patterns ------------------------------------------------------- */

typedef VEC(struct unit) units_vec;

static bool
is_pattern(str name)
{
	return str_find_c(name, '*') != STR_NONE || str_find_c(name, '?') != STR_NONE;
}

/* The folder of the file in which a value was typed: paths start there. */
static str
dir_of(const struct bang *b)
{
	return b->md->m->base_dir;
}

/* Adds u, its file known by its whole path; false: it is there already. */
static bool
add_once(struct bang *b, struct unit u, str path, units_vec *out)
{
	u.path = path;
	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->v[i].path, path))
			return false;
	VEC_PUSH(b->md->arena, out, u);
	return true;
}

/* The same for a name that was typed; twice is an error. */
static void
add_named(struct bang *b, struct unit u, units_vec *out)
{
	str path = u.tep; /* what can't be a path is reported when it is opened */

	u.below = read_path(b->md->arena, u.dir, u.tep, &path);
	if (!add_once(b, u, path, out))
		md_report(b->md, D_TABLE_FILE_TWICE, u.at, u.tep);
}

static void
add_pattern(struct bang *b, str name, pos at, units_vec *out)
{
	str pattern, *found;
	size_t n;

	if (!read_path(b->md->arena, dir_of(b), name, &pattern)) {
		md_report(b->md, D_FILE_OUTSIDE, at, name);
		return;
	}
	n = read_matching(b->md->arena, b->md->m->loader, pattern, &found);
	if (n == 0)
		md_report(b->md, D_TABLE_NO_FILES, at, name);
	for (size_t i = 0; i < n; i++)
		add_once(b, (struct unit){ .tep = found[i], .at = at }, found[i], out);
}

static void
add_file(struct bang *b, const struct yval *v, units_vec *out)
{
	struct val name;

	if (!value_text(&b->r, S("tep"), v, &name))
		return;
	if (is_pattern(name.s))
		add_pattern(b, name.s, v->at, out);
	else
		add_named(b, (struct unit){ .dir = dir_of(b), .tep = name.s, .at = v->at }, out);
}

struct unit *
units_files(struct bang *b, size_t *n)
{
	const struct yval *v = b->k[BK_TEP];
	units_vec out = { 0 };

	if (v->kind == Y_LIST)
		for (size_t i = 0; i < v->n; i++)
			add_file(b, v->items[i], &out);
	else
		add_file(b, v, &out);
	*n = out.n;
	return out.v;
}

/* ---- Units --------------------------------------------------------------------- */

static void
read_unit(struct bang *b, const struct yval *v, units_vec *out)
{
	static const char *const keys[] = { "ten", "tep" };
	const struct yval *k[2];
	struct val ten, tep;

	if (v->kind != Y_MAP) {
		md_report(b->md, D_TABLE_UNIT_SHAPE, v->at);
		return;
	}
	bang_sort_keys(b, v, keys, 2, k);
	if (k[0] == NULL || k[1] == NULL)
		md_report(b->md, D_TABLE_UNIT_SHAPE, v->at);
	else if (value_text(&b->r, S("ten"), k[0], &ten) && value_text(&b->r, S("tep"), k[1], &tep))
		add_named(b,
		    (struct unit){ .ten = ten.s,
			.dir = dir_of(b),
			.tep = tep.s,
			.at = tep.at,
			.ten_at = ten.at },
		    out);
}

static void
read_unit_list(struct bang *b, const struct yval *v, units_vec *out)
{
	static const str wanted[] = { STR_INIT("ten"), STR_INIT("tep") };
	struct data data;
	size_t ten, tep;

	if (!data_load(b->md->arena, b->md->m->loader, dir_of(b), str_trim(v->text.s), v->at,
		wanted, 2, b->md->d, &data))
		return;
	ten = data_column(&data, wanted[0]);
	tep = data_column(&data, wanted[1]);
	if (ten == SIZE_MAX || tep == SIZE_MAX) {
		md_report(b->md, D_TABLE_UNIT_LIST, data.at, str_trim(v->text.s));
		return;
	}
	for (size_t i = 0; i < data.n_rows; i++) {
		const struct text *name = &data.rows[i].v[ten], *file = &data.rows[i].v[tep];

		if (str_trim(name->s).n == 0 || str_trim(file->s).n == 0)
			md_report(b->md, D_TABLE_UNIT_SHAPE, data.rows[i].at);
		else
			add_named(b,
			    (struct unit){ .ten = str_trim(name->s),
				.dir = path_dir(data.path),
				.tep = str_trim(file->s),
				.at = file->at,
				.ten_at = name->at },
			    out);
	}
}

struct unit *
units_read(struct bang *b, size_t *n)
{
	const struct yval *v = b->k[BK_DON_VI];
	units_vec out = { 0 };

	if (v->kind == Y_LIST)
		for (size_t i = 0; i < v->n; i++)
			read_unit(b, v->items[i], &out);
	else if (v->kind == Y_SCALAR)
		read_unit_list(b, v, &out);
	else
		md_report(b->md, D_TABLE_UNIT_SHAPE, v->at);
	*n = out.n;
	return out.v;
}
