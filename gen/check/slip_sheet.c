/* check/slip_sheet.c: words, paragraphs and tables of the slip, and how high they are. */
#include "slip_int.h"

enum {
	CELL_MARGINS = 216, /* twips, both sides of a cell */
	LINE_PERCENT = 115  /* height of a line in percent of its size */
};

/* ---- Words ----------------------------------------------------------------------- */

str
slip_word(const struct slip *p, const char *name)
{
	const struct style_pair *pair = style_table_find(p->words, str_z(name));

	return pair != NULL ? pair->value : S("");
}

str
slip_filled(const struct slip *p, const char *name, str one)
{
	return str_replace(p->a, slip_word(p, name), S("%1"), one);
}

str
slip_number(const struct slip *p, size_t n)
{
	return str_fmt(p->a, "%zu", n);
}

/* At most so many bytes of s, whole words, and that it goes on. */
str
slip_shortened(const struct slip *p, str s, size_t most)
{
	size_t space;

	if (s.n <= most)
		return s;
	space = str_rfind_c(str_first(s, most), ' ');
	return space == STR_NONE ? s : str_cat(p->a, str_first(s, space), S(" …"));
}

/* ---- Heights ---------------------------------------------------------------------- */

/* Lines that text takes in a width, words broken as any program breaks them. */
static int
lines_in(str text, const struct role *role, int size, int width)
{
	int lines = 1;
	long used = 0, space = style_text_width(S(" "), role->bold, role->italic);

	for (str rest = text, piece; rest.p != NULL;) {
		long wide;

		piece = str_cut(rest, ' ', &rest);
		wide = style_text_width(piece, role->bold, role->italic);
		if (used && (used + space + wide) * size / 1000 * SLIP_POINT > width) {
			lines++;
			used = 0;
		}
		used += (used ? space : 0) + wide;
		/* A word longer than the line goes on below. */
		for (; used * size / 1000 * SLIP_POINT > width && width > 0; lines++)
			used -= (long)width * 1000 / SLIP_POINT / size;
	}
	return lines;
}

int
slip_height(const struct slip *p, enum role_id id, int size, str text, int width)
{
	struct role role = style_resolved(p->s, (int)id);
	int points = size ? size : role.size_hp / 2;
	int line = points * SLIP_POINT * LINE_PERCENT / 100 * role.line / 240;

	return lines_in(text, &role, points, width) * line + role.before + role.after;
}

int
slip_width(const struct slip *p)
{
	return p->s->page.width - p->s->page.left - p->s->page.right;
}

/* ---- Blocks ------------------------------------------------------------------------- */

static struct inl *
new_text(const struct slip *p, str s, unsigned style)
{
	struct inl *i = NEW(p->a, struct inl);

	*i = (struct inl){ .kind = INL_TEXT, .text = s, .style = style };
	return i;
}

struct block *
slip_new_para(const struct slip *p, str s, unsigned style)
{
	struct block *b = NEW(p->a, struct block);

	b->kind = BLK_PARA;
	b->inl = new_text(p, s, style);
	return b;
}

static void
add_block(struct slip *p, struct block *b)
{
	*p->link = b;
	p->link = &b->next;
}

void
slip_add_para(struct slip *p, str s, unsigned style)
{
	if (s.n == 0)
		return;
	add_block(p, slip_new_para(p, s, style));
	p->room -= slip_height(p, ROLE_THAN, 0, s, slip_width(p));
}

/* ---- Tables --------------------------------------------------------------------------- */

struct sheet
slip_sheet(struct slip *p, const int *widths, size_t n, size_t rows, bool lines)
{
	struct sheet sheet = { .t = NEW(p->a, struct table), .cap = rows };

	sheet.t->cols = NEW_N(p->a, struct column, n);
	sheet.t->n_cols = n;
	sheet.t->rows = NEW_N(p->a, struct row, rows + 1);
	sheet.t->vien_khong = !lines;
	sheet.t->co_chu = SLIP_TABLE_SIZE;
	for (size_t i = 0; i < n; i++)
		sheet.t->cols[i].rong = sheet.widths[i] = widths[i];
	return sheet;
}

static struct row
make_row(struct slip *p, const struct sheet *sheet, const str *cells, int number, bool head)
{
	size_t n = sheet->t->n_cols;
	struct row row = { .cells = NEW_N(p->a, struct cell, n), .n = n };

	for (size_t i = 0; i < n; i++)
		row.cells[i] = (struct cell){ .col = (int)i,
			.row = number,
			.cols = 1,
			.rows = 1,
			.align = head ? ALIGN_CENTER : ALIGN_DEFAULT,
			.bold = head,
			.blocks =
			    cells[i].n ? slip_new_para(p, cells[i], head ? INL_BOLD : 0) : NULL };
	return row;
}

/* How high a row of these texts gets. */
int
slip_row_height(const struct slip *p, const struct sheet *sheet, const str *cells)
{
	int most = 0;

	for (size_t i = 0; i < sheet->t->n_cols; i++) {
		int width = slip_width(p) * sheet->widths[i] / 100 - CELL_MARGINS;
		int height = slip_height(p, ROLE_BANG_O, SLIP_TABLE_SIZE, cells[i], width);

		most = height > most ? height : most;
	}
	return most + SLIP_POINT / 2; /* its line */
}

void
slip_add_head(struct slip *p, struct sheet *sheet, const str *cells)
{
	sheet->t->head = NEW(p->a, struct row);
	*sheet->t->head = make_row(p, sheet, cells, 0, true);
	sheet->t->n_head = 1;
	p->room -= slip_row_height(p, sheet, cells);
}

void
slip_add_row(struct slip *p, struct sheet *sheet, const str *cells)
{
	struct table *t = sheet->t;

	if (t->n_rows == sheet->cap)
		return;
	t->rows[t->n_rows] = make_row(p, sheet, cells, (int)t->n_rows, false);
	t->n_rows++;
	p->room -= slip_row_height(p, sheet, cells);
}

void
slip_add_table(struct slip *p, const struct sheet *sheet)
{
	struct block *b = NEW(p->a, struct block);

	b->kind = BLK_TABLE;
	b->table = sheet->t;
	add_block(p, b);
	p->room -= 2 * SLIP_POINT * 4; /* the small paragraphs around it */
}
