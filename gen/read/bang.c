/* read/bang.c: rich tables. The inside of a `bang` fence is YAML with keys of
 * its own; its cells are Markdown again. Columns are read first, whatever the
 * order of the keys, since rows are measured against them. */
#include <string.h>

#include "bang_int.h"
#include "../base/utf.h"
#include "vars.h"

#include <stddef.h>

static const char *const bang_keys[BK__COUNT] = {
#define TABLE_KEY(id, name, ...) name,
#include "bang_key.def"
};

enum row_key {
#define ROW_KEY(id, ...) RK_##id,
#include "bang_key.def"
	RK__COUNT
};
static const char *const row_keys[RK__COUNT] = {
#define ROW_KEY(id, name, ...) name,
#include "bang_key.def"
};

enum cell_key {
#define CELL_KEY(id, ...) EK_##id,
#include "bang_key.def"
	EK__COUNT
};
static const char *const cell_keys[EK__COUNT] = {
#define CELL_KEY(id, name, ...) name,
#include "bang_key.def"
};

const char *const words_canh[5] = { "trai", "giua", "phai", "deu", NULL };

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
		all = str_join(b->md->arena, names, n, S(", "));
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
int
bang_number(struct bang *b, const char *key, const struct yval *v, int min, int max)
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

enum align
bang_align(struct bang *b, const struct yval *v)
{
	static const enum align means[] = { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_BOTH };
	int i = v ? value_choice(&b->r, S("canh"), v, words_canh, 4) : -1;

	return i < 0 ? ALIGN_DEFAULT : means[i];
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
	if (k[EK_GOP_COT] && (n = bang_number(b, "gop_cot", k[EK_GOP_COT], 1, MD_MAX_COLUMNS)) > 0)
		s.cols = n;
	if (k[EK_GOP_HANG] && (n = bang_number(b, "gop_hang", k[EK_GOP_HANG], 1, MAX_ROWS)) > 0)
		s.rows = n;
	s.align = bang_align(b, k[EK_CANH]);
	return s;
}

static void
read_cells(struct bang *b, struct grid *g, const struct yval *v, struct row *row)
{
	size_t n = v->kind == Y_LIST ? v->n : 0;
	struct spec *cells = NEW_N(b->scratch, struct spec, n + 1);

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

/* How deep a group row stands: `cap`, 1 being the outermost. */
static int
read_level(struct bang *b, const struct yval *v)
{
	int cap = v ? bang_number(b, "cap", v, 1, TABLE_LEVELS) : 1;

	if (cap > b->cap + 1) {
		md_report(b->md, D_TABLE_GROUP_STEP, v->at, str_fmt(b->md->arena, "%d", cap),
		    str_fmt(b->md->arena, "%d", cap - 1));
		cap = b->cap + 1;
	}
	b->cap = cap ? cap : 1;
	return b->cap - 1;
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
		row->cao = bang_number(b, "cao", k[RK_CAO], 1, MAX_HEIGHT);
	cells = row->group ? k[RK_NHOM] : k[RK_CAC_O];
	if (cells == NULL || (row->group && k[RK_CAC_O])) {
		md_report(b->md, D_ROW_SHAPE, v->at);
		return NULL;
	}
	if (row->group)
		row->level = read_level(b, k[RK_CAP]);
	else if (k[RK_CAP])
		md_report(b->md, D_TABLE_LEVEL_ROW, k[RK_CAP]->at);
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
	rows = NEW_N(b->md->nodes, struct row, v->n + 1);
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
	static const struct key danh_so = { .name = "danh_so",
		.at = offsetof(struct table, danh_so) };
	struct table *t = b->t;

	if (k[BK_HUONG])
		t->ngang = value_choice(&b->r, S("huong"), k[BK_HUONG], ways, 2) == 1;
	if (k[BK_DON_VI_TINH])
		value_text(&b->r, S("don_vi_tinh"), k[BK_DON_VI_TINH], &t->don_vi_tinh);
	if (k[BK_GHI_CHU])
		read_lines(&b->r, &ghi_chu, k[BK_GHI_CHU], t);
	if (k[BK_DANH_SO])
		read_lines(&b->r, &danh_so, k[BK_DANH_SO], t);
	if (k[BK_CO_CHU])
		t->co_chu = bang_number(b, "co_chu", k[BK_CO_CHU], MIN_FONT, MAX_FONT);
	if (k[BK_CAO])
		t->cao = bang_number(b, "cao", k[BK_CAO], 1, MAX_HEIGHT);
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
	if (!bang_columns(b, b->k[BK_COT], b->k[BK_DAU_BANG] == NULL))
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
	struct table *t = NEW(md->nodes, struct table);
	struct bang b = { .md = md,
		.scratch = arena_new(),
		.r = { .arena = md->arena, .diags = md->d, .loud = md->d },
		.t = t };
	bool empty = false;
	struct yval *map = yaml_parse_apart(b.scratch, md->arena, inside, md->d, &empty);

	t->at = at;
	if (map && map->kind == Y_MAP)
		read_table(&b, map);
	else if (map || empty)
		md_report(md, D_TABLE_NO_COLS, at);
	arena_free(b.scratch);
	return t;
}
