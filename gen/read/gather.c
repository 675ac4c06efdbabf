/* read/gather.c: the rows of a table as records: from one file, from many, from
 * the answers of units, or typed and to be added up. Each cell keeps its place.
 *
 * A unit whose file is missing, or has nothing but the names of its columns, has
 * not answered: that is told, and the table is made without it. */
#include "bang_int.h"
#include "../base/utf.h"

bool
gather_wanted(const struct bang *b)
{
	static const enum bang_key keys[] = { BK_TEP, BK_DON_VI, BK_NHOM_THEO, BK_TONG, BK_LOC,
		BK_SAP_XEP, BK_CHUA_BAO_CAO };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (b->k[keys[i]])
			return true;
	for (size_t i = 0; i < b->n_cols; i++)
		if (b->cols[i].shown < 0 || b->cols[i].fill > FILL_STT)
			return b->k[BK_HANG] != NULL;
	return false;
}

static struct record *
add_record(struct bang *b, pos at)
{
	struct record r = { .v = NEW_N(b->md->arena, struct datum, b->n_cols),
		.at = at,
		.section = b->section,
		.order = b->records.n };

	VEC_PUSH(b->md->arena, &b->records, r);
	for (size_t i = 0; i < b->n_cols; i++)
		r.v[i].text = (struct text){ .at = at, .how = TEXT_POINT };
	return &b->records.v[b->records.n - 1];
}

/* ---- Files ----------------------------------------------------------------------- */

struct file {
	struct bang *b;
	const struct unit *u;
	bool many; /* one of several: what is no row of theirs is left out */
	struct data data;
	size_t *field_of; /* by column: index, or SIZE_MAX */
};

static bool
is_filled(const struct bcol *c)
{
	return c->fill == FILL_WRITER;
}

/* Which field fills each column of the table. */
static bool
find_fields(struct file *f)
{
	struct bang *b = f->b;
	bool ok = true;

	for (size_t i = 0; i < b->n_cols; i++) {
		const struct bcol *c = &b->cols[i];
		struct diag *d;

		f->field_of[i] = c->fill == FILL_UNIT ? SIZE_MAX : data_column(&f->data, c->fold);
		if (f->field_of[i] != SIZE_MAX || !is_filled(c))
			continue;
		ok = false;
		if (c->fold.n == 0) {
			md_report(b->md, D_CSV_NAMELESS, c->col.at);
			continue;
		}
		d = md_report(b->md, f->data.yaml ? D_DATA_KEY_MISSING : D_CSV_MISSING, f->data.at,
		    c->name, f->data.path);
		if (d) {
			d->also = c->col.at;
			d->suggest = diag_nearest(c->fold, f->data.folds, f->data.n_cols);
		}
	}
	return ok;
}

/* Whether a column of the table takes the field. Units number their own rows and
 * reckon their own shares; the table does both anew. */
static bool
is_taken(const struct file *f, str fold)
{
	if (f->many && (str_is(fold, "stt") || str_is(fold, "tt")))
		return true;
	for (size_t i = 0; i < f->b->n_cols; i++) {
		const struct bcol *c = &f->b->cols[i];

		if (str_eq(c->fold, fold) && (is_filled(c) || c->fill == FILL_FORMULA))
			return true;
	}
	return false;
}

/* Fields that no column takes, and those named twice. */
static bool
check_fields(struct file *f)
{
	bool ok = true;

	for (size_t i = 0; i < f->data.n_cols; i++) {
		const struct text *text = &f->data.names[i];

		if (data_find(f->data.folds, i, f->data.folds[i]) != SIZE_MAX) {
			md_report(f->b->md, D_CSV_TWICE, text->at, text->s);
			ok = false;
		} else if (!is_taken(f, f->data.folds[i])) {
			md_report(f->b->md, D_CSV_EXTRA, text->at, text->s);
			ok = false;
		}
	}
	return ok;
}

/* A line of separators alone, as spreadsheets leave them at the end. */
static bool
is_blank_row(const struct file *f, const struct data_row *row)
{
	for (size_t i = 0; i < f->data.n_cols; i++)
		if (str_trim(row->v[i].s).n)
			return false;
	return true;
}

static void
put_unit(struct bang *b, struct record *r, const struct unit *u)
{
	for (size_t i = 0; i < b->n_cols; i++)
		if (b->cols[i].fill == FILL_UNIT)
			r->v[i].text =
			    (struct text){ .s = u->ten, .at = u->ten_at, .how = TEXT_POINT };
}

static void
take_row(struct file *f, const struct data_row *row)
{
	struct bang *b = f->b;
	struct record *r = add_record(b, row->at);

	put_unit(b, r, f->u);
	for (size_t i = 0; i < b->n_cols; i++) {
		const struct text *cell =
		    f->field_of[i] != SIZE_MAX ? &row->v[f->field_of[i]] : NULL;

		if (cell && cell->at.src)
			r->v[i].text = *cell;
		else if (cell && is_filled(&b->cols[i]))
			md_report(b->md, D_DATA_KEY_MISSING, row->at, b->cols[i].name);
	}
}

static str *
column_names(const struct bang *b)
{
	str *names = NEW_N(b->md->arena, str, b->n_cols);

	for (size_t i = 0; i < b->n_cols; i++)
		names[i] = b->cols[i].fold;
	return names;
}

/* False: there are no rows in it. */
static bool
take_file(struct file *f)
{
	struct bang *b = f->b;
	size_t before = b->records.n;
	bool ok;

	f->field_of = NEW_N(b->md->arena, size_t, b->n_cols);
	if (f->data.n_cols == 0)
		return false;
	ok = find_fields(f);
	if (!check_fields(f) || !ok)
		return true;
	for (size_t i = 0; i < f->data.n_rows; i++)
		if (!f->many || !is_blank_row(f, &f->data.rows[i]))
			take_row(f, &f->data.rows[i]);
	kinds_read(b, before);
	return b->records.n > before;
}

static bool
load_file(struct file *f)
{
	struct bang *b = f->b;

	return data_load(b->md->arena, b->md->m->loader, f->u->dir, f->u->tep, f->u->at,
	    column_names(b), b->n_cols, b->md->d, &f->data);
}

static void
gather_files(struct bang *b)
{
	size_t n;
	const struct unit *files = units_files(b, &n);
	bool many = n > 1 || b->k[BK_TEP]->kind == Y_LIST;

	for (size_t i = 0; i < n; i++) {
		struct file f = { .b = b, .u = &files[i], .many = many };
		size_t told = b->md->d->list.n;

		if (load_file(&f) && !take_file(&f) && told == b->md->d->list.n)
			md_report(b->md, D_CSV_EMPTY, files[i].at, f.data.path);
	}
}

/* ---- Units ----------------------------------------------------------------------- */

/* A row that says who has not answered. */
static void
add_silent(struct bang *b, const struct unit *u)
{
	struct record *r;

	if (!b->silent_rows)
		return;
	r = add_record(b, u->ten_at);
	r->silent = u;
	put_unit(b, r, u);
}

static bool
has_file(struct bang *b, const struct unit *u)
{
	const struct loader *ld = b->md->m->loader;
	size_t lo = 0, hi = ld->n_files;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmp(ld->files[mid], u->path);

		if (c == 0)
			return true;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

/* A page that says itself who is silent hides nothing. */
static void
lower(struct diags *d, struct diag *f)
{
	d->counts[f->level]--;
	f->level = DIAG_NOTE;
	d->counts[f->level]++;
}

static void
gather_unit(struct bang *b, const struct unit *u)
{
	struct file f = { .b = b, .u = u, .many = true };
	size_t told = b->md->d->list.n;
	struct diag *f_silent;
	str *unused;

	if (u->below && !has_file(b, u) && path_names_ok(u->path)) {
		/* That it is not there is an answer, too: read_matching() notes it. */
		read_matching(b->md->arena, b->md->m->loader, u->path, &unused);
	} else if (!load_file(&f) || take_file(&f) || told < b->md->d->list.n) {
		return;
	}
	f_silent = md_report(b->md, D_TABLE_UNIT_SILENT, u->at, u->ten, u->tep);
	if (f_silent && b->silent_rows)
		lower(b->md->d, f_silent);
	add_silent(b, u);
}

static void
gather_units(struct bang *b)
{
	size_t n;
	const struct unit *units = units_read(b, &n);

	for (size_t i = 0; i < n; i++)
		gather_unit(b, &units[i]);
}

/* A silent unit needs a column for its name and another for the words. */
static void
read_silent(struct bang *b)
{
	const struct yval *v = b->k[BK_CHUA_BAO_CAO];

	b->silent_rows = bang_yes(b, "chua_bao_cao", v);
	if (!b->silent_rows)
		return;
	for (size_t i = 0; i < b->n_cols; i++)
		if (b->cols[i].fill == FILL_UNIT && b->cols[i].shown >= 0 &&
		    (size_t)b->cols[i].shown + 1 < b->t->n_cols && b->k[BK_DON_VI])
			return;
	md_report(b->md, D_TABLE_UNIT_COLUMN, v->at);
	b->silent_rows = false;
}

/* ---- Typed rows ------------------------------------------------------------------- */

static void
add_section(struct bang *b, const struct yval *v, const struct yval *cells, int level)
{
	const struct yval *one = cells->kind == Y_LIST && cells->n == 1 ? cells->items[0] : cells;
	struct section *s = NEW(b->md->arena, struct section);

	if (one->kind != Y_SCALAR) {
		md_report(b->md, D_TABLE_GROUP_CELLS, v->at);
		return;
	}
	s->blocks = bang_cell(b, one).blocks;
	s->at = one->at;
	s->level = level;
	s->parent = b->section;
	while (s->parent && s->parent->level >= level)
		s->parent = s->parent->parent;
	s->order = b->sections.n;
	VEC_PUSH(b->md->arena, &b->sections, s);
	b->section = s;
}

static size_t
count_filled(const struct bang *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n_cols; i++)
		n += is_filled(&b->cols[i]);
	return n;
}

static void
take_typed_cell(struct bang *b, const struct yval *v, struct datum *out)
{
	struct spec s = bang_cell(b, v);

	if (s.cols != 1 || s.rows != 1)
		md_report(b->md, D_TABLE_SPANS, v->at);
	out->blocks = s.blocks;
	out->text.at = v->at;
	if (v->kind == Y_SCALAR)
		out->text = v->text;
}

static void
take_typed_row(struct bang *b, const struct yval *v)
{
	struct row row = { .n = 0 };
	const struct yval *cells = bang_row(b, v, &row);
	struct record *r;
	size_t k = 0, wanted = count_filled(b);

	if (cells == NULL)
		return;
	if (row.group) {
		add_section(b, v, cells, row.level);
		return;
	}
	if (cells->kind != Y_LIST) {
		md_report(b->md, D_ROW_SHAPE, v->at);
		return;
	}
	if (cells->n != wanted) {
		md_report(b->md, cells->n > wanted ? D_TABLE_CELLS_MANY : D_TABLE_CELLS_FEW, v->at,
		    str_fmt(b->md->arena, "%zu", cells->n), str_fmt(b->md->arena, "%zu", wanted));
		return;
	}
	r = add_record(b, v->at);
	r->bold = row.bold;
	r->cao = row.cao;
	for (size_t i = 0; i < b->n_cols; i++)
		if (is_filled(&b->cols[i]))
			take_typed_cell(b, cells->items[k++], &r->v[i]);
}

static void
gather_typed(struct bang *b)
{
	const struct yval *v = b->k[BK_HANG];

	if (!value_is_list(&b->r, S("hang"), v))
		return;
	for (size_t i = 0; i < v->n; i++)
		take_typed_row(b, v->items[i]);
	kinds_read(b, 0);
}

/* ---- The whole --------------------------------------------------------------------- */

void
gather_rows(struct bang *b)
{
	size_t told = b->md->d->list.n;

	if (b->k[BK_DON_VI] && (b->k[BK_TEP] || b->k[BK_HANG])) {
		md_report(b->md, D_TABLE_UNIT_SOURCES, b->k[BK_DON_VI]->at);
		return;
	}
	if (!formulas_read(b))
		return;
	if (b->k[BK_CHUA_BAO_CAO])
		read_silent(b);
	totals_read(b);
	if (b->k[BK_DON_VI])
		gather_units(b);
	else if (b->k[BK_TEP])
		gather_files(b);
	else if (b->k[BK_HANG])
		gather_typed(b);
	if (b->records.n == 0 && told < b->md->d->list.n)
		return;
	arrange(b);
	totals_make_rows(b);
}
