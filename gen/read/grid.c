/* read/grid.c: cells with spans onto a grid, as HTML does it: each goes to the
 * first place of its row that nothing covers from above. Unlike HTML, every
 * place must be covered once, or the writer is told. */
#include "markdown_int.h"

enum { FREE = -1 };

struct grid
md_grid(struct md *md, const struct table *t, bool header, size_t n_rows)
{
	return (struct grid){ .n_cols = t->n_cols,
		.cols = t->cols,
		.below = NEW_N(md->arena, int, t->n_cols + 1),
		.header = header,
		.n_rows = n_rows };
}

/* What of the row is free: rows below it still covered, by column, or FREE. */
static int *
start_row(struct md *md, const struct grid *g, size_t *n_free)
{
	int *fill = NEW_N(md->arena, int, g->n_cols + 1);

	*n_free = 0;
	for (size_t c = 0; c < g->n_cols; c++) {
		if (g->below[c] > 0)
			fill[c] = g->below[c] - 1;
		else
			fill[c] = g->cols[c].tu_dong_stt && !g->header ? 0 : FREE;
		*n_free += fill[c] == FREE;
	}
	return fill;
}

static size_t
next_free(const struct grid *g, const int *fill, size_t c)
{
	while (c < g->n_cols && fill[c] != FREE)
		c++;
	return c;
}

/* The span that fits, at most what was asked for; reported if it is less. */
static int
fit_cols(struct md *md, const struct grid *g, const int *fill, size_t c, const struct spec *s)
{
	for (int k = 0; k < s->cols; k++) {
		if (c + (size_t)k >= g->n_cols) {
			md_report(md, D_TABLE_SPAN_COLS, s->at, str_fmt(md->arena, "%d", s->cols));
			return k;
		}
		if (fill[c + (size_t)k] != FREE) {
			md_report(md, D_TABLE_OVERLAP, s->at);
			return k;
		}
	}
	return s->cols;
}

static int
fit_rows(struct md *md, const struct grid *g, const struct spec *s)
{
	int left = (int)(g->n_rows - (size_t)g->row);

	if (s->rows <= left)
		return s->rows;
	md_report(md, D_TABLE_SPAN_ROWS, s->at, str_fmt(md->arena, "%d", s->rows),
	    str_fmt(md->arena, "%d", left));
	return left;
}

/* The last cell of a group row goes as far as nothing is in its way. */
static int
rest_of_row(const struct grid *g, const int *fill, size_t c, int cols)
{
	while (c + (size_t)cols < g->n_cols && fill[c + (size_t)cols] == FREE)
		cols++;
	return cols;
}

static size_t
count_typed(const struct spec *cells, size_t n)
{
	size_t typed = 0;

	for (size_t i = 0; i < n; i++)
		typed += (size_t)cells[i].cols;
	return typed;
}

static void
report_count(struct md *md, enum diag_code code, pos at, size_t typed, size_t wanted)
{
	md_report(
	    md, code, at, str_fmt(md->arena, "%zu", typed), str_fmt(md->arena, "%zu", wanted));
}

static void
put_cell(struct md *md, const struct grid *g, int *fill, size_t c, const struct spec *s, bool last,
    struct row *row)
{
	struct cell *cell = &row->cells[row->n++];

	cell->col = (int)c;
	cell->row = g->row;
	cell->cols = fit_cols(md, g, fill, c, s);
	cell->rows = fit_rows(md, g, s);
	if (last && row->group)
		cell->cols = rest_of_row(g, fill, c, cell->cols);
	cell->blocks = s->blocks;
	cell->align = s->align;
	cell->bold = row->group || row->bold;
	cell->at = s->at;
	for (int k = 0; k < cell->cols; k++)
		fill[c + (size_t)k] = cell->rows - 1;
}

void
md_grid_row(struct md *md, struct grid *g, const struct spec *cells, size_t n, struct row *row)
{
	size_t wanted, c = 0;
	int *fill = start_row(md, g, &wanted);

	row->cells = NEW_N(md->nodes, struct cell, n);
	for (size_t i = 0; i < n; i++) {
		c = next_free(g, fill, c);
		if (c == g->n_cols) {
			report_count(
			    md, D_TABLE_CELLS_MANY, cells[i].at, count_typed(cells, n), wanted);
			break;
		}
		put_cell(md, g, fill, c, &cells[i], i + 1 == n, row);
	}
	if (next_free(g, fill, 0) < g->n_cols)
		report_count(md, D_TABLE_CELLS_FEW, row->at, count_typed(cells, n), wanted);
	for (c = 0; c < g->n_cols; c++)
		g->below[c] = fill[c] == FREE ? 0 : fill[c];
	g->row++;
}
