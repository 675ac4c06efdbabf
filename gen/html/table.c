/* html/table.c: tables, and the columns of heads and signatures.
 *
 * A table that tells something is a table, its header cells with a scope: those
 * of the first header row head the groups of columns below them (colgroup),
 * others their own columns, a group row the rows below it (rowgroup). The
 * tables that only set text side by side are boxes, read row by row. */
#include "html_int.h"

struct tbl {
	struct html *h;
	const struct ptable *t;
	size_t n_head;
	long width; /* of the grid, twips */
};

static long
grid_width(const struct ptable *t, int from, int n)
{
	long width = 0;

	for (int i = from; i < from + n && i < (int)t->n_grid; i++)
		width += t->grid[i];
	return width;
}

static str
percent_class(struct html *h, const char *property, long part, long whole)
{
	struct buf css;
	long v = whole > 0 ? part * 10000 / whole : 0;
	str class;

	buf_init(&css);
	buf_fmt(&css, "%s:%ld.%02ld%%;", property, v / 100, v % 100);
	class = html_direct(h, &css);
	buf_free(&css);
	return class;
}

/* Blocks in a room of their own. */
static void
inside(struct html *h, const struct pblock *b, int width)
{
	int avail = h->avail;

	h->avail = width;
	html_blocks(h, b);
	h->avail = avail;
}

/* ---- Columns of a head, of signatures ---------------------------------------------- */

static bool
is_empty_cell(const struct pcell *c)
{
	for (const struct pblock *b = c->blocks; b != NULL; b = b->next)
		if (b->kind == PB_TABLE || !shape_is_empty(b->para) || b->para->set & PS_RULE)
			return false;
	return true;
}

static bool
is_signers(const struct pcell *c)
{
	const struct para *p = c->blocks->kind == PB_PARA ? c->blocks->para : NULL;

	return p != NULL && (p->role == ROLE_QUYEN_HAN || p->role == ROLE_KY_CHO ||
				p->role == ROLE_CHUC_VU_KHAC || p->role == ROLE_HO_TEN);
}

/* Several sign: a narrow screen must keep each name below its titles. */
static bool
is_signed_by_several(const struct prow *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += is_signers(&row->cells[i]);
	return n > 1;
}

static void
columns(struct html *h, const struct ptable *t)
{
	long width = grid_width(t, 0, (int)t->n_grid);

	buf_z(h->out, "<div class=\"vb-cot\" role=\"group\"");
	html_attr(h->out, "aria-label", t->descr);
	buf_z(h->out, ">\n");
	for (size_t r = 0; r < t->n_rows; r++) {
		buf_z(h->out, is_signed_by_several(&t->rows[r]) ? "<div class=\"vb-hang vb-ky\">\n"
								: "<div class=\"vb-hang\">\n");
		for (size_t i = 0; i < t->rows[r].n; i++) {
			const struct pcell *c = &t->rows[r].cells[i];
			long w = grid_width(t, shape_column(&t->rows[r], i), c->cols);

			buf_fmt(h->out, "<div class=\"%.*s\">\n",
			    STR_ARG(percent_class(h, "flex-basis", w, width)));
			if (!is_empty_cell(c) || is_signers(c))
				inside(h, c->blocks, (int)w);
			buf_z(h->out, "</div>\n");
		}
		buf_z(h->out, "</div>\n");
	}
	buf_z(h->out, "</div>\n");
}

/* ---- Tables --------------------------------------------------------------------------- */

/* A group for each cell of the first header row, so that its scope can be one. */
static void
write_columns(struct tbl *t)
{
	const struct prow *first = t->n_head ? &t->t->rows[0] : NULL;
	int column = 0, n = (int)t->t->n_grid;

	for (size_t i = 0; column < n; i++) {
		int span = first != NULL && i < first->n ? first->cells[i].cols : n - column;

		buf_z(t->h->out, "<colgroup>");
		for (; span > 0 && column < n; span--, column++)
			buf_fmt(t->h->out, "<col class=\"%.*s\">",
			    STR_ARG(percent_class(t->h, "width", t->t->grid[column], t->width)));
		buf_z(t->h->out, "</colgroup>\n");
	}
}

static const char *
scope_of(const struct tbl *t, size_t row, const struct pcell *c)
{
	if (is_empty_cell(c))
		return NULL;
	if (row < t->n_head)
		return c->cols > 1 && row == 0 ? "colgroup" : "col";
	return shape_group_cell(&t->t->rows[row]) == c ? "rowgroup" : NULL;
}

static void
write_cell(struct tbl *t, size_t row, size_t i, size_t end)
{
	const struct pcell *c = &t->t->rows[row].cells[i];
	int column = shape_column(&t->t->rows[row], i);
	const char *scope = scope_of(t, row, c);
	size_t rows = c->vmerge == VM_START ? shape_cell_rows(t->t, row, column, end) : 1;
	struct buf *out = t->h->out;

	buf_z(out, scope ? "<th" : "<td");
	if (scope)
		buf_fmt(out, " scope=\"%s\"", scope);
	if (c->cols > 1)
		buf_fmt(out, " colspan=\"%d\"", c->cols);
	if (rows > 1)
		buf_fmt(out, " rowspan=\"%zu\"", rows);
	buf_z(out, c->middle ? " class=\"vb-giua\">" : ">");
	if (!is_empty_cell(c))
		inside(t->h, c->blocks, (int)grid_width(t->t, column, c->cols));
	buf_z(out, scope ? "</th>\n" : "</td>\n");
}

static str
height_class(struct html *h, int twips)
{
	struct buf css;
	str class;

	buf_init(&css);
	buf_z(&css, "height:");
	html_pt(&css, twips);
	buf_c(&css, ';');
	class = html_direct(h, &css);
	buf_free(&css);
	return class;
}

static void
write_row(struct tbl *t, size_t row, size_t end)
{
	const struct prow *r = &t->t->rows[row];
	struct buf *out = t->h->out;

	buf_z(out, "<tr");
	if (r->height > 0)
		html_attr(out, "class", height_class(t->h, r->height));
	else if (r->may_split)
		buf_z(out, " class=\"vb-tach\"");
	buf_z(out, ">\n");
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i].vmerge != VM_GOES_ON)
			write_cell(t, row, i, end);
	buf_z(out, "</tr>\n");
}

static bool
is_covered(const struct prow *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].vmerge == VM_GOES_ON)
			return true;
	return false;
}

/* Rows of one group: from a group row to the next; a cell that covers rows of
 * both keeps them together. */
static size_t
group_end(const struct tbl *t, size_t row)
{
	for (row++; row < t->t->n_rows; row++)
		if (shape_group_cell(&t->t->rows[row]) != NULL && !is_covered(&t->t->rows[row]))
			break;
	return row;
}

static void
write_rows(struct tbl *t, const char *tag, size_t from, size_t end)
{
	buf_fmt(t->h->out, "<%s>\n", tag);
	for (size_t i = from; i < end; i++)
		write_row(t, i, end);
	/* The name of the element, without its class. */
	buf_fmt(t->h->out, "</%.5s>\n", tag);
}

static void
write_table(struct tbl *t)
{
	const struct ptable *p = t->t;
	bool repeats = t->n_head == 0 || p->rows[0].header;
	str width = { NULL, 0 };

	if (t->width < t->h->avail)
		width = percent_class(t->h, "width", t->width, t->h->avail);
	buf_z(t->h->out, "<table");
	html_role(t->h, p->role, width);
	buf_z(t->h->out, ">\n");
	write_columns(t);
	if (t->n_head)
		write_rows(t, repeats ? "thead" : "thead class=\"vb-khong-lap\"", 0, t->n_head);
	for (size_t i = t->n_head; i < p->n_rows;) {
		size_t end = group_end(t, i);

		write_rows(t, "tbody", i, end);
		i = end;
	}
	buf_z(t->h->out, "</table>\n");
}

/* On a narrow screen a table is scrolled by itself; the keyboard must reach it. */
void
html_table(struct html *h, const struct ptable *t)
{
	struct tbl tbl = { .h = h, .t = t, .n_head = shape_head_rows(t) };

	if (!shape_is_data(t)) {
		columns(h, t);
		return;
	}
	tbl.width = grid_width(t, 0, (int)t->n_grid);
	buf_z(h->out, "<div class=\"vb-bang\" role=\"group\" tabindex=\"0\"");
	html_attr(h->out, "aria-label", t->caption.n ? t->caption : t->descr);
	buf_z(h->out, ">\n");
	write_table(&tbl);
	buf_z(h->out, "</div>\n");
}
