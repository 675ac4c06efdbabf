/* ooxml/table.c: w:tbl, and blocks inside of something.
 *
 * Widths are fixed in all three places that readers look at: tblW and the
 * fixed layout, tblGrid, and tcW of every cell (LibreOffice averages columns
 * without the grid). A table of the body is saved row by row. */
#include <assert.h>

#include "ooxml_int.h"

static long
sum(const int *v, size_t n)
{
	long total = 0;

	for (size_t i = 0; i < n; i++)
		total += v[i];
	return total;
}

static void
write_width(xnode *parent, const char *name, long twips)
{
	xnode *n = xml_el(parent, name);

	xml_attr_int(n, "w:w", twips);
	xml_attr(n, "w:type", "dxa");
}

/* Which of the table style's special rows and columns apply; the bits of
 * w:val say the same to readers of the older attribute. */
static void
write_tbl_look(xnode *tbl_pr, bool header)
{
	xnode *n = xml_val(tbl_pr, "w:tblLook", header ? "0620" : "0600");

	xml_attr(n, "w:firstRow", header ? "1" : "0");
	xml_attr(n, "w:lastRow", "0");
	xml_attr(n, "w:firstColumn", "0");
	xml_attr(n, "w:lastColumn", "0");
	xml_attr(n, "w:noHBand", "1");
	xml_attr(n, "w:noVBand", "1");
}

static xnode *
write_tbl_pr(struct writer *w, xnode *parent, const struct ptable *t)
{
	xnode *n = xml_el(parent, "w:tblPr");

	xml_val_str(n, "w:tblStyle", ooxml_role_id(w, t->role));
	write_width(n, "w:tblW", sum(t->grid, t->n_grid));
	if (t->indent)
		write_width(n, "w:tblInd", t->indent);
	xml_attr(xml_el(n, "w:tblLayout"), "w:type", "fixed");
	write_tbl_look(n, t->n_rows > 0 && t->rows[0].header);
	if (t->caption.n)
		xml_val_str(n, "w:tblCaption", t->caption);
	if (t->descr.n)
		xml_val_str(n, "w:tblDescription", t->descr);
	return n;
}

static xnode *
write_tbl_grid(xnode *parent, const struct ptable *t)
{
	xnode *n = xml_el(parent, "w:tblGrid");

	for (size_t i = 0; i < t->n_grid; i++)
		xml_attr_int(xml_el(n, "w:gridCol"), "w:w", t->grid[i]);
	return n;
}

static void
write_tr_pr(xnode *tr, const struct prow *row)
{
	xnode *n = xml_el(tr, "w:trPr");

	if (!row->may_split)
		xml_el(n, "w:cantSplit");
	if (row->height)
		xml_attr(xml_val_int(n, "w:trHeight", row->height), "w:hRule", "atLeast");
	if (row->header)
		xml_el(n, "w:tblHeader");
	xml_prune(n);
}

static void
write_tc_pr(xnode *tc, const struct pcell *cell, long width)
{
	xnode *n = xml_el(tc, "w:tcPr");

	write_width(n, "w:tcW", width);
	if (cell->cols > 1)
		xml_val_int(n, "w:gridSpan", cell->cols);
	if (cell->vmerge == VM_START)
		xml_val(n, "w:vMerge", "restart");
	else if (cell->vmerge == VM_GOES_ON)
		xml_el(n, "w:vMerge");
	if (cell->middle)
		xml_val(n, "w:vAlign", "center");
}

static xnode *
write_tr(struct writer *w, xnode *parent, const struct ptable *t, const struct prow *row)
{
	xnode *n = xml_el(parent, "w:tr");
	size_t col = 0;

	write_tr_pr(n, row);
	for (size_t i = 0; i < row->n; i++) {
		const struct pcell *cell = &row->cells[i];
		size_t cols = (size_t)cell->cols;
		xnode *tc = xml_el(n, "w:tc");

		assert(cell->cols >= 1 && col + cols <= t->n_grid);
		write_tc_pr(tc, cell, sum(t->grid + col, cols));
		ooxml_write_blocks(w, tc, cell->blocks, NULL);
		col += cols;
	}
	return n;
}

/* A table inside of a cell or a header: nodes, as the whole around it is. */
static void
write_tbl(struct writer *w, xnode *parent, const struct ptable *t)
{
	xnode *n = xml_el(parent, "w:tbl");

	write_tbl_pr(w, n, t);
	write_tbl_grid(n, t);
	for (size_t i = 0; i < t->n_rows; i++)
		write_tr(w, n, t, &t->rows[i]);
}

void
ooxml_save_tbl(struct writer *w, const struct ptable *t)
{
	xml_open(&w->out, xml_el(NULL, "w:tbl"));
	xml_save(&w->out, write_tbl_pr(w, NULL, t));
	xml_save(&w->out, write_tbl_grid(NULL, t));
	for (size_t i = 0; i < t->n_rows; i++)
		xml_save(&w->out, write_tr(w, NULL, t, &t->rows[i]));
	xml_close(&w->out, "w:tbl");
}

void
ooxml_write_blocks(
    struct writer *w, xnode *parent, const struct pblock *b, const struct p_extra *first)
{
	bool after_table = true; /* or after nothing: a paragraph is wanted */

	for (bool opening = true; b; b = b->next, opening = false) {
		if (b->kind == PB_PARA) {
			ooxml_write_p(w, parent, b->para, opening ? first : NULL);
			after_table = false;
			continue;
		}
		/* Two tables in a row would become one. */
		if (after_table && !opening)
			ooxml_write_p_after_table(w, parent, NULL);
		write_tbl(w, parent, b->table);
		after_table = true;
	}
	if (after_table)
		ooxml_write_p_after_table(w, parent, NULL);
}
