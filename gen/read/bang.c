/* read/bang.c: rich tables. The inside of a `bang` fence is YAML with keys of
 * its own; its cells are Markdown again. Columns are read first, whatever the
 * order of the keys, since rows are measured against them. */
#include <string.h>

#include "bang_int.h"
#include "../base/utf.h"
#include "vars.h"

#include <stddef.h>

static const char *const bang_keys[BK__COUNT] = { "cot", "dau_bang", "hang", "tep", "don_vi",
	"huong", "don_vi_tinh", "so_cot", "ghi_chu", "co_chu", "vien", "cao", "nhom_theo", "tong",
	"loc", "sap_xep", "chua_bao_cao" };

enum col_key {
	CK_TEN,
	CK_RONG,
	CK_CANH,
	CK_TU_DONG,
	CK_KIEU,
	CK_AN,
	CK_TINH,
	CK_LE,
	CK_TONG,
	CK__COUNT
};
static const char *const col_keys[CK__COUNT] = { "ten", "rong", "canh", "tu_dong", "kieu", "an",
	"tinh", "le", "tong" };

enum row_key { RK_NHOM, RK_CAC_O, RK_DAM, RK_CAO, RK__COUNT };
static const char *const row_keys[RK__COUNT] = { "nhom", "cac_o", "dam", "cao" };

enum cell_key { EK_O, EK_GOP_COT, EK_GOP_HANG, EK_CANH, EK__COUNT };
static const char *const cell_keys[EK__COUNT] = { "o", "gop_cot", "gop_hang", "canh" };

enum { MIN_FONT = 6, MAX_FONT = 28, MAX_ROWS = 9999, MAX_HEIGHT = 240 };

/* ---- Maps and values ---------------------------------------------------------- */

void
bang_sort_keys(struct bang *b, const struct yval *map, const char *const *keys, size_t n,
    const struct yval **v)
{
	str names[BK__COUNT], all;

	for (size_t k = 0; k < n; k++) {
		names[k] = str_z(keys[k]);
		v[k] = NULL;
	}
	all = str_join(b->md->arena, names, n, S(", "));
	for (size_t i = 0; i < map->n; i++) {
		const struct ypair *p = &map->pairs[i];
		struct diag *f;
		size_t k = 0;

		while (k < n && !str_eq(p->fold, names[k]))
			k++;
		if (k < n) {
			v[k] = yval_absent(p->val) ? NULL : p->val;
			continue;
		}
		f = md_report(b->md, D_TABLE_KEY, p->at, p->key, all);
		if (f) {
			f->args[1] = all; /* whole, however long */
			f->suggest = diag_nearest(p->fold, names, n);
		}
	}
}

/* What a writer may well put behind the number of a key: 44 %, 20 mm, 13 pt. */
static str
unit_of(const char *key)
{
	if (!strcmp(key, "rong"))
		return S("%");
	if (!strcmp(key, "cao"))
		return S("mm");
	return !strcmp(key, "co_chu") ? S("pt") : S("");
}

/* A whole number from min to max, with its unit or without, or 0, and reported. */
static int
number(struct bang *b, const char *key, const struct yval *v, int min, int max)
{
	uint32_t n = 0;
	str s = v->kind == Y_SCALAR ? str_trim(v->text.s) : S(""), unit = unit_of(key);

	if (unit.n && str_ends(s, unit))
		s = str_trim(str_first(s, s.n - unit.n));
	if (str_uint(s, &n) && n >= (uint32_t)min && n <= (uint32_t)max)
		return (int)n;
	md_report(b->md, D_TABLE_NUMBER, v->at, str_z(key),
	    v->kind == Y_SCALAR ? v->text.s : (str){ NULL, 0 }, str_fmt(b->md->arena, "%d", min),
	    str_fmt(b->md->arena, "%d", max));
	return 0;
}

bool
bang_yes(struct bang *b, const char *key, const struct yval *v)
{
	static const char *const words[] = { "co", "khong" };

	return v && value_choice(&b->r, str_z(key), v, words, 2) == 0;
}

static enum align
read_align(struct bang *b, const struct yval *v)
{
	static const char *const words[] = { "trai", "giua", "phai", "deu" };
	static const enum align means[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_BOTH };
	int i = v ? value_choice(&b->r, S("canh"), v, words, 4) : -1;

	return i < 0 ? ALIGN_DEFAULT : means[i];
}

/* ---- Columns -------------------------------------------------------------------- */

static const char *const kind_words[] = { "chu", "so", "tien", "phan-tram", "ngay", "ho-ten" };

static void
read_kieu(struct bang *b, const struct yval *v, struct bcol *c)
{
	static const enum kind kinds[] = { KIND_TEXT, KIND_NUMBER, KIND_MONEY, KIND_PERCENT,
		KIND_DATE, KIND_NAME };
	int i = v ? value_choice(&b->r, S("kieu"), v, kind_words, 6) : -1;

	if (i < 0)
		return;
	c->kind = kinds[i];
	c->col.kieu.s = str_z(kind_words[i]);
	c->col.kieu.at = v->at;
	c->col.kieu.given = true;
	if (c->col.canh == ALIGN_DEFAULT && kinds_is_number(c->kind))
		c->col.canh = ALIGN_RIGHT;
	if (c->col.canh == ALIGN_DEFAULT && c->kind == KIND_DATE)
		c->col.canh = ALIGN_CENTER;
}

static void
read_fill(struct bang *b, const struct yval *v, struct bcol *c)
{
	static const char *const words[] = { "stt", "don-vi" };
	int i = value_choice(&b->r, S("tu_dong"), v, words, 2);

	c->fill = i == 0 ? FILL_STT : i == 1 ? FILL_UNIT : FILL_WRITER;
	c->col.tu_dong_stt = i == 0;
}

static void
read_adding(struct bang *b, const struct yval *v, struct bcol *c)
{
	static const char *const words[] = { "cong", "dem", "khong" };
	static const enum adding means[] = { ADD_SUM, ADD_COUNT, ADD_NOTHING };
	int i = value_choice(&b->r, S("tong"), v, words, 3);

	c->adding = i < 0 ? ADD_DEFAULT : means[i];
}

static str
header_text(struct arena *a, const struct inl *ten)
{
	struct buf b;
	str text;

	buf_init(&b);
	for (const struct inl *i = ten; i; i = i->next)
		buf_str(&b, i->kind == INL_BREAK ? S(" ") : i->text);
	text = buf_dup(&b, a);
	buf_free(&b);
	return text;
}

/* The header text; its first paragraph names the column. */
static void
read_name(struct bang *b, const struct yval *v, struct bcol *c)
{
	if (v && v->kind != Y_SCALAR)
		md_report(b->md, D_VALUE_NOT_TEXT, v->at, S("ten"));
	else if (v)
		c->ten = md_cell(b->md, &v->text, 0, v->text.s.n, false);
	c->col.ten = c->ten && c->ten->kind == BLK_PARA ? c->ten->inl : NULL;
	if (v)
		c->col.at = v->at;
	c->name = header_text(b->md->arena, c->col.ten);
	c->fold = utf_fold(b->md->arena, c->name, '_');
}

static void
read_column(struct bang *b, const struct yval *v, struct bcol *c)
{
	const struct yval *k[CK__COUNT];

	c->col.at = v->at;
	c->le = -1;
	if (v->kind != Y_MAP) {
		md_report(b->md, D_COL_SHAPE, v->at);
		return;
	}
	bang_sort_keys(b, v, col_keys, CK__COUNT, k);
	read_name(b, k[CK_TEN], c);
	if (k[CK_RONG])
		c->col.rong = number(b, "rong", k[CK_RONG], 1, 100);
	c->col.canh = read_align(b, k[CK_CANH]);
	if (k[CK_TU_DONG])
		read_fill(b, k[CK_TU_DONG], c);
	read_kieu(b, k[CK_KIEU], c);
	if (k[CK_TONG])
		read_adding(b, k[CK_TONG], c);
	if (k[CK_LE])
		c->le = number(b, "le", k[CK_LE], 0, DEC_PLACES);
	c->tinh = k[CK_TINH];
	if (c->tinh)
		c->fill = FILL_FORMULA;
	c->shown = bang_yes(b, "an", k[CK_AN]) ? -1 : 0;
}

/* All widths, summing to 100, or none. */
static void
check_widths(struct bang *b, pos at)
{
	size_t given = 0;
	int sum = 0;

	for (size_t i = 0; i < b->t->n_cols; i++) {
		given += b->t->cols[i].rong > 0;
		sum += b->t->cols[i].rong;
	}
	if (given && given < b->t->n_cols)
		md_report(b->md, D_TABLE_WIDTHS_SOME, at);
	else if (given && sum != 100)
		md_report(b->md, D_TABLE_WIDTHS, at, str_fmt(b->md->arena, "%d", sum));
}

/* The names of the columns as a header row, if any has one. */
static void
name_header(struct bang *b)
{
	struct table *t = b->t;
	struct row *row = NEW(b->md->arena, struct row);
	bool any = false;

	row->cells = NEW_N(b->md->arena, struct cell, t->n_cols);
	row->at = t->cols[0].at;
	for (size_t i = 0; i < b->n_cols; i++) {
		const struct bcol *bc = &b->cols[i];
		struct cell *c = &row->cells[row->n];

		if (bc->shown < 0)
			continue;
		row->n++;
		c->col = bc->shown;
		c->cols = c->rows = 1;
		c->blocks = bc->ten;
		c->at = bc->col.at;
		any = any || bc->ten;
	}
	if (any) {
		t->head = row;
		t->n_head = 1;
	}
}

/* Those that the page shows go to the table. */
static void
show_columns(struct bang *b)
{
	struct table *t = b->t;

	t->cols = NEW_N(b->md->arena, struct column, b->n_cols);
	for (size_t i = 0; i < b->n_cols; i++) {
		if (b->cols[i].shown < 0)
			continue;
		b->cols[i].shown = (int)t->n_cols;
		t->cols[t->n_cols++] = b->cols[i].col;
	}
}

static bool
read_columns(struct bang *b, const struct yval *cot, bool header)
{
	struct table *t = b->t;

	if (cot == NULL) {
		md_report(b->md, D_TABLE_NO_COLS, t->at);
		return false;
	}
	if (!value_is_list(&b->r, S("cot"), cot))
		return false;
	if (cot->n == 0 || cot->n > MD_MAX_COLUMNS) {
		md_report(b->md, cot->n ? D_TABLE_WIDE : D_TABLE_NO_COLS, cot->at,
		    str_fmt(b->md->arena, "%zu", cot->n));
		return false;
	}
	b->n_cols = cot->n;
	b->cols = NEW_N(b->md->arena, struct bcol, b->n_cols);
	for (size_t i = 0; i < b->n_cols; i++)
		read_column(b, cot->items[i], &b->cols[i]);
	show_columns(b);
	if (t->n_cols == 0) {
		md_report(b->md, D_TABLE_NO_COLS, cot->at);
		return false;
	}
	check_widths(b, cot->at);
	if (header)
		name_header(b);
	return true;
}

size_t
bang_find_column(struct bang *b, const char *key, str name, pos at)
{
	str fold = utf_fold(b->md->arena, name, '_'), *all = NEW_N(b->md->arena, str, b->n_cols);
	struct diag *f;

	for (size_t i = 0; i < b->n_cols; i++) {
		all[i] = b->cols[i].fold;
		if (fold.n && str_eq(all[i], fold))
			return i;
	}
	f = md_report(b->md, D_TABLE_COL_UNKNOWN, at, str_z(key), name);
	if (f) {
		str near = diag_nearest(fold, all, b->n_cols);

		for (size_t i = 0; near.n && i < b->n_cols; i++)
			if (str_eq(all[i], near))
				f->suggest = b->cols[i].name;
	}
	return SIZE_MAX;
}

/* ---- Cells and rows --------------------------------------------------------------- */

/* `- Nội dung: abc` is a map for YAML; the writer meant text. */
static bool
is_text_with_colon(const struct yval *v)
{
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < EK__COUNT; k++)
			if (str_is(v->pairs[i].fold, cell_keys[k]))
				return false;
	return v->n > 0;
}

static struct block *
cell_blocks(struct bang *b, const struct yval *v)
{
	if (v == NULL)
		return NULL;
	if (v->kind == Y_SCALAR)
		return md_cell(b->md, &v->text, 0, v->text.s.n, false);
	md_report(b->md, D_CELL_SHAPE, v->at);
	return NULL;
}

struct spec
bang_cell(struct bang *b, const struct yval *v)
{
	struct spec s = { .cols = 1, .rows = 1, .at = v->at };
	const struct yval *k[EK__COUNT];
	int n;

	if (v->kind != Y_MAP) {
		s.blocks = cell_blocks(b, v);
		return s;
	}
	if (is_text_with_colon(v)) {
		struct diag *f = md_report(b->md, D_CELL_COLON, v->pairs[0].at, v->pairs[0].key);

		if (f)
			f->fix = yval_quote_edit(b->md->arena, v);
		return s;
	}
	bang_sort_keys(b, v, cell_keys, EK__COUNT, k);
	s.blocks = cell_blocks(b, k[EK_O]);
	if (k[EK_GOP_COT] && (n = number(b, "gop_cot", k[EK_GOP_COT], 1, MD_MAX_COLUMNS)) > 0)
		s.cols = n;
	if (k[EK_GOP_HANG] && (n = number(b, "gop_hang", k[EK_GOP_HANG], 1, MAX_ROWS)) > 0)
		s.rows = n;
	s.align = read_align(b, k[EK_CANH]);
	return s;
}

static void
read_cells(struct bang *b, struct grid *g, const struct yval *v, struct row *row)
{
	size_t n = v->kind == Y_LIST ? v->n : 0;
	struct spec *cells = NEW_N(b->md->arena, struct spec, n + 1);

	if (v->kind == Y_LIST) {
		for (size_t i = 0; i < n; i++)
			cells[i] = bang_cell(b, v->items[i]);
	} else if (row->group && v->kind == Y_SCALAR) {
		cells[n++] = bang_cell(b, v);
	} else {
		md_report(b->md, g->header ? D_HEAD_ROW_SHAPE : D_ROW_SHAPE, v->at);
		g->row++;
		return;
	}
	md_grid_row(b->md, g, cells, n, row);
}

const struct yval *
bang_row(struct bang *b, const struct yval *v, struct row *row)
{
	const struct yval *k[RK__COUNT], *cells;

	row->at = v->at;
	if (v->kind != Y_MAP)
		return v;
	bang_sort_keys(b, v, row_keys, RK__COUNT, k);
	row->group = k[RK_NHOM] != NULL;
	row->bold = bang_yes(b, "dam", k[RK_DAM]);
	if (k[RK_CAO])
		row->cao = number(b, "cao", k[RK_CAO], 1, MAX_HEIGHT);
	cells = row->group ? k[RK_NHOM] : k[RK_CAC_O];
	if (cells == NULL || (row->group && k[RK_CAC_O])) {
		md_report(b->md, D_ROW_SHAPE, v->at);
		return NULL;
	}
	return cells;
}

static void
read_row(struct bang *b, struct grid *g, const struct yval *v, struct row *row)
{
	const struct yval *cells = bang_row(b, v, row);

	if (cells)
		read_cells(b, g, cells, row);
	else
		g->row++;
}

static struct row *
read_rows(struct bang *b, const char *key, const struct yval *v, bool header, size_t *n_rows)
{
	struct row *rows;
	struct grid g;

	if (!value_is_list(&b->r, str_z(key), v))
		return NULL;
	rows = NEW_N(b->md->arena, struct row, v->n + 1);
	g = md_grid(b->md, b->t, header, v->n);
	for (size_t i = 0; i < v->n; i++) {
		if (header && v->items[i]->kind == Y_MAP)
			md_report(b->md, D_HEAD_ROW_SHAPE, v->items[i]->at);
		else
			read_row(b, &g, v->items[i], &rows[i]);
	}
	*n_rows = v->n;
	return rows;
}

/* ---- The table --------------------------------------------------------------------- */

static void
read_looks(struct bang *b, const struct yval *const *k)
{
	static const char *const ways[] = { "doc", "ngang" };
	static const struct key ghi_chu = { .name = "ghi_chu",
		.at = offsetof(struct table, ghi_chu) };
	struct table *t = b->t;

	if (k[BK_HUONG])
		t->ngang = value_choice(&b->r, S("huong"), k[BK_HUONG], ways, 2) == 1;
	if (k[BK_DON_VI_TINH])
		value_text(&b->r, S("don_vi_tinh"), k[BK_DON_VI_TINH], &t->don_vi_tinh);
	if (k[BK_GHI_CHU])
		read_lines(&b->r, &ghi_chu, k[BK_GHI_CHU], t);
	if (k[BK_CO_CHU])
		t->co_chu = number(b, "co_chu", k[BK_CO_CHU], MIN_FONT, MAX_FONT);
	if (k[BK_CAO])
		t->cao = number(b, "cao", k[BK_CAO], 1, MAX_HEIGHT);
	t->so_cot = bang_yes(b, "so_cot", k[BK_SO_COT]);
	t->vien_khong = k[BK_VIEN] && !bang_yes(b, "vien", k[BK_VIEN]);
}

/* Values in the words around a table; its cells get theirs with their Markdown. */
static void
fill_around(struct bang *b, enum bang_key key)
{
	const struct doc *doc = b->md->m->doc;

	if (b->k[key] && doc->co_bien)
		b->k[key] = vars_fill(b->md->arena, doc, VARS_BODY, b->k[key], b->md->d);
}

static void
read_table(struct bang *b, const struct yval *map)
{
	struct table *t = b->t;
	size_t told = b->md->d->list.n;

	bang_sort_keys(b, map, bang_keys, BK__COUNT, b->k);
	fill_around(b, BK_DON_VI_TINH);
	fill_around(b, BK_GHI_CHU);
	read_looks(b, b->k);
	if (!read_columns(b, b->k[BK_COT], b->k[BK_DAU_BANG] == NULL))
		return;
	if (b->k[BK_DAU_BANG])
		t->head = read_rows(b, "dau_bang", b->k[BK_DAU_BANG], true, &t->n_head);
	if (b->k[BK_HANG] && b->k[BK_TEP])
		md_report(b->md, D_TABLE_TWO_SOURCES, b->k[BK_TEP]->at);
	else if (gather_wanted(b))
		gather_rows(b);
	else if (b->k[BK_HANG])
		t->rows = read_rows(b, "hang", b->k[BK_HANG], false, &t->n_rows);
	if (t->n_rows == 0 && told == b->md->d->list.n)
		md_report(b->md, D_TABLE_EMPTY, t->at);
}

struct table *
md_bang(struct md *md, const struct text *inside, pos at)
{
	struct table *t = NEW(md->arena, struct table);
	struct bang b = {
		.md = md, .r = { .arena = md->arena, .diags = md->d, .loud = md->d }, .t = t
	};
	bool empty = false;
	struct yval *map = yaml_parse(md->arena, inside, md->d, &empty);

	t->at = at;
	if (map && map->kind == Y_MAP)
		read_table(&b, map);
	else if (map || empty)
		md_report(md, D_TABLE_NO_COLS, at);
	return t;
}
