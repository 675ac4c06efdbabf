/* read/columns.c: the columns of a rich table: what fills them, what they hold, and
 * which of them the page shows. */
#include "bang_int.h"
#include "../base/utf.h"

enum col_key {
#define COLUMN_KEY(id, ...) CK_##id,
#include "bang_key.def"
	CK__COUNT
};
static const char *const col_keys[CK__COUNT] = {
#define COLUMN_KEY(id, name, ...) name,
#include "bang_key.def"
};

const char *const words_kieu[8] = { "chu", "so", "tien", "phan-tram", "ngay", "ho-ten", "la-ma",
	NULL };
const char *const words_tu_dong[3] = { "stt", "don-vi", NULL };
const char *const words_tong_cot[4] = { "cong", "dem", "khong", NULL };

static void
read_kieu(struct bang *b, const struct yval *v, struct bcol *c)
{
	static const enum kind kinds[] = { KIND_TEXT, KIND_NUMBER, KIND_MONEY, KIND_PERCENT,
		KIND_DATE, KIND_NAME, KIND_ROMAN };
	int i = v ? value_choice(&b->r, S("kieu"), v, words_kieu, 7) : -1;

	if (i < 0)
		return;
	c->kind = kinds[i];
	c->col.kieu.s = str_z(words_kieu[i]);
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
	int i = value_choice(&b->r, S("tu_dong"), v, words_tu_dong, 2);

	c->fill = i == 0 ? FILL_STT : i == 1 ? FILL_UNIT : FILL_WRITER;
	c->col.tu_dong_stt = i == 0;
}

static void
read_adding(struct bang *b, const struct yval *v, struct bcol *c)
{
	static const enum adding means[] = { ADD_SUM, ADD_COUNT, ADD_NOTHING };
	int i = value_choice(&b->r, S("tong"), v, words_tong_cot, 3);

	c->adding = i < 0 ? ADD_DEFAULT : means[i];
	c->tong_at = v->at;
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
		c->col.rong = bang_number(b, "rong", k[CK_RONG], 1, 100);
	c->col.canh = bang_align(b, k[CK_CANH]);
	if (k[CK_TU_DONG])
		read_fill(b, k[CK_TU_DONG], c);
	read_kieu(b, k[CK_KIEU], c);
	if (k[CK_TONG])
		read_adding(b, k[CK_TONG], c);
	if (k[CK_LE])
		c->le = bang_number(b, "le", k[CK_LE], 0, DEC_PLACES);
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
	struct row *row = NEW(b->md->nodes, struct row);
	bool any = false;

	row->cells = NEW_N(b->md->nodes, struct cell, t->n_cols);
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

	t->cols = NEW_N(b->md->nodes, struct column, b->n_cols);
	for (size_t i = 0; i < b->n_cols; i++) {
		if (b->cols[i].shown < 0)
			continue;
		b->cols[i].shown = (int)t->n_cols;
		t->cols[t->n_cols++] = b->cols[i].col;
	}
}

bool
bang_columns(struct bang *b, const struct yval *cot, bool header)
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
	b->cols = NEW_N(b->scratch, struct bcol, b->n_cols);
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
