/* txt/table.c: tables in a mail.
 *
 * Columns side by side need a font of one width and narrow cells; a mail has
 * neither for certain. So only a table whose every row fits on a line is set that
 * way, with bars that part the cells in any font. Others are told row by row. */
#include "txt_int.h"

#include "../base/utf.h"

enum { BAR = 3 /* " | " */, HANG = 4, LEAST_RULE = 8 };

struct tbl {
	struct txt *t;
	const struct ptable *p;
	size_t n_head;
	int *width; /* of each grid column, when side by side */
	str *names; /* of each grid column, when told row by row */
};

/* ---- Cells ------------------------------------------------------------------------- */

/* The paragraphs of a cell that say something. */
static size_t
count_paragraphs(const struct pcell *c)
{
	size_t n = 0;

	for (const struct pblock *b = c->blocks; b != NULL; b = b->next)
		n += b->kind == PB_TABLE || !shape_is_empty(b->para);
	return n;
}

/* All words of a cell on one line. */
static str
cell_words(const struct tbl *t, const struct pcell *c)
{
	str words = { NULL, 0 };

	for (const struct pblock *b = c->blocks; b != NULL; b = b->next) {
		str one;

		if (b->kind == PB_TABLE || shape_is_empty(b->para))
			continue;
		one = str_replace(t->t->a, txt_words(t->t, b->para), S("\n"), S(" "));
		words = words.n ? str_fmt(t->t->a, "%.*s %.*s", STR_ARG(words), STR_ARG(one)) : one;
	}
	return str_trim(words);
}

/* ---- Side by side -------------------------------------------------------------------- */

static int
span_width(const struct tbl *t, int column, int cols)
{
	int width = (cols - 1) * BAR;

	for (int i = column; i < column + cols && i < (int)t->p->n_grid; i++)
		width += t->width[i];
	return width;
}

static void
widen(struct tbl *t, int column, int cols, int missing)
{
	for (int i = 0; i < cols && missing > 0; i++) {
		int share = (missing + cols - i - 1) / (cols - i);

		t->width[column + i] += share;
		missing -= share;
	}
}

/* Makes room for the cells of a row that cover one column, or those that cover
 * more. False: some cell can't stand on a line. */
static bool
measure_row(struct tbl *t, const struct prow *row, bool single)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct pcell *c = &row->cells[i];
		int column = shape_column(row, i), missing;

		if ((c->cols == 1) != single)
			continue;
		if (count_paragraphs(c) > 1)
			return false;
		missing = (int)utf_width(cell_words(t, c)) - span_width(t, column, c->cols);
		widen(t, column, c->cols, missing);
	}
	return true;
}

static bool
fits_side_by_side(struct tbl *t)
{
	t->width = NEW_N(t->t->a, int, t->p->n_grid + 1);
	for (int pass = 0; pass < 2; pass++)
		for (size_t r = 0; r < t->p->n_rows; r++)
			if (!measure_row(t, &t->p->rows[r], pass == 0) ||
			    span_width(t, 0, (int)t->p->n_grid) > TXT_WIDTH)
				return false;
	return true;
}

static enum align
cell_align(const struct tbl *t, const struct pcell *c)
{
	const struct para *p = c->blocks->kind == PB_PARA ? c->blocks->para : NULL;

	if (p == NULL)
		return ALIGN_LEFT;
	return p->set & PS_ALIGN ? p->align : style_resolved(t->t->s, p->role).align;
}

static void
padded_cell(const struct tbl *t, const struct prow *row, size_t i)
{
	const struct pcell *c = &row->cells[i];
	str words = cell_words(t, c);
	int room = span_width(t, shape_column(row, i), c->cols) - (int)utf_width(words);
	enum align align = cell_align(t, c);
	int left = align == ALIGN_RIGHT ? room : align == ALIGN_CENTER ? room / 2 : 0;

	txt_spaces(t->t->out, left);
	buf_str(t->t->out, words);
	txt_spaces(t->t->out, room - left);
}

static void
trim_line(struct buf *out)
{
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->n--;
	out->p[out->n] = '\0';
}

static void
rule(const struct tbl *t, int width)
{
	width = width < LEAST_RULE ? LEAST_RULE : width;
	while (width-- > 0)
		buf_c(t->t->out, '-');
	buf_c(t->t->out, '\n');
}

static void
side_by_side(const struct tbl *t)
{
	struct buf *out = t->t->out;

	txt_begin(t->t);
	for (size_t r = 0; r < t->p->n_rows; r++) {
		if (r == t->n_head && r > 0)
			rule(t, span_width(t, 0, (int)t->p->n_grid));
		for (size_t i = 0; i < t->p->rows[r].n; i++) {
			buf_z(out, i ? " | " : "");
			padded_cell(t, &t->p->rows[r], i);
		}
		trim_line(out);
		buf_c(out, '\n');
	}
}

/* ---- Row by row ------------------------------------------------------------------------ */

/* "Dự toán - Năm 2026": the header cells above a column, without a row of
 * column numbers. */
static str
column_name(const struct tbl *t, int column)
{
	str name = { NULL, 0 };

	for (size_t r = 0; r < t->n_head; r++) {
		const struct pcell *c = shape_cell_at(&t->p->rows[r], column);
		str words;

		if (c == NULL || c->vmerge == VM_GOES_ON || c->blocks->kind != PB_PARA ||
		    c->blocks->para->role != ROLE_BANG_DAU)
			continue;
		words = cell_words(t, c);
		if (name.n && words.n)
			name = str_fmt(t->t->a, "%.*s - %.*s", STR_ARG(name), STR_ARG(words));
		else if (words.n)
			name = words;
	}
	return name;
}

/* The cells of a row in one line, with bars between. */
static void
row_in_line(const struct tbl *t, const struct prow *row)
{
	struct buf words;
	bool any = false;

	buf_init(&words);
	for (size_t i = 0; i < row->n; i++) {
		str one = cell_words(t, &row->cells[i]);

		if (one.n == 0)
			continue;
		buf_z(&words, any ? " | " : "");
		buf_str(&words, one);
		any = true;
	}
	txt_begin(t->t);
	txt_lines(t->t->out, buf_view(&words), 0, HANG);
	buf_free(&words);
}

static void
named_cell(const struct tbl *t, const struct prow *row, size_t i)
{
	const struct pcell *c = &row->cells[i];
	str name = c->cols == 1 ? t->names[shape_column(row, i)] : (str){ NULL, 0 };
	size_t n = count_paragraphs(c);

	if (n == 0)
		return;
	txt_begin(t->t);
	if (n == 1) {
		str words = cell_words(t, c);

		if (name.n)
			words = str_fmt(t->t->a, "%.*s: %.*s", STR_ARG(name), STR_ARG(words));
		txt_lines(t->t->out, words, 0, HANG);
		return;
	}
	if (name.n)
		txt_lines(t->t->out, str_cat(t->t->a, name, S(":")), 0, HANG);
	t->t->after = 0;
	txt_blocks(t->t, c->blocks, name.n ? 2 : 0);
}

static void
row_by_row(struct tbl *t)
{
	t->names = NEW_N(t->t->a, str, t->p->n_grid + 1);
	for (size_t i = 0; i < t->p->n_grid; i++)
		t->names[i] = column_name(t, (int)i);
	for (size_t r = 0; r < t->n_head; r++)
		row_in_line(t, &t->p->rows[r]);
	if (t->n_head)
		rule(t, TXT_WIDTH);
	for (size_t r = t->n_head; r < t->p->n_rows; r++) {
		const struct prow *row = &t->p->rows[r];

		t->t->gap = r > t->n_head;
		if (shape_group_cell(row) != NULL)
			row_in_line(t, row);
		for (size_t i = 0; shape_group_cell(row) == NULL && i < row->n; i++)
			named_cell(t, row, i);
	}
}

/* ---- All tables ------------------------------------------------------------------------- */

/* The columns of a head or of signatures, one cell after the other. */
static void
cells_in_turn(struct txt *t, const struct ptable *p)
{
	for (size_t r = 0; r < p->n_rows; r++)
		for (size_t i = 0; i < p->rows[r].n; i++) {
			t->gap = true;
			txt_blocks(t, p->rows[r].cells[i].blocks, 0);
		}
}

void
txt_table(struct txt *t, const struct ptable *p)
{
	struct tbl tbl = { .t = t, .p = p, .n_head = shape_head_rows(p) };

	t->after = 0;
	if (!shape_is_data(p))
		cells_in_turn(t, p);
	else if (fits_side_by_side(&tbl))
		side_by_side(&tbl);
	else
		row_by_row(&tbl);
	t->after = 0;
}
