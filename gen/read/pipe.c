/* read/pipe.c: pipe tables. A row is cut at every `|` that no backslash stands
 * before; each cell then goes the way of all cells. A row must have as many as
 * the header: cmark would fill up or throw away. */
#include "markdown_int.h"

#include <string.h>

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Takes the next cell off s from *i on; false at the end of the row. */
static bool
next_cell(str s, size_t *i, str *cell)
{
	size_t start = *i, k = start;

	if (start >= s.n)
		return false;
	while (k < s.n && s.p[k] != '|')
		k += s.p[k] == '\\' && k + 1 < s.n ? 2 : 1;
	*cell = str_sub(s, start, k - start);
	*i = k + 1;
	return true;
}

/* The row without the pipe that opens it. One that closes it leaves no cell
 * behind: next_cell() is at the end then. */
static str
row_inside(str s)
{
	s = str_trim(s);
	return str_from(s, s.n && s.p[0] == '|' ? 1 : 0);
}

size_t
md_pipe_cells(str s)
{
	size_t n = 0, i = 0;
	str cell;

	for (s = row_inside(s); next_cell(s, &i, &cell);)
		n++;
	return n;
}

/* One cell of the rule: dashes, a colon at either end. */
static bool
is_rule_cell(str s)
{
	size_t i = 0;

	s = str_trim(s);
	if (i < s.n && s.p[i] == ':')
		i++;
	if (i >= s.n || s.p[i] != '-')
		return false;
	while (i < s.n && s.p[i] == '-')
		i++;
	if (i < s.n && s.p[i] == ':')
		i++;
	return i == s.n;
}

size_t
md_pipe_rule(str s)
{
	size_t n = 0, i = 0;
	str cell;

	if (memchr(s.p ? s.p : "", '|', s.n) == NULL)
		return 0;
	for (i = 0; i < s.n; i++)
		if (!is_space(s.p[i]) && s.p[i] != '|' && s.p[i] != '-' && s.p[i] != ':')
			return 0;
	for (s = row_inside(s), i = 0; next_cell(s, &i, &cell); n++)
		if (!is_rule_cell(cell))
			return 0;
	return n;
}

static enum align
rule_align(str cell)
{
	str s = str_trim(cell);
	bool left = s.n && s.p[0] == ':', right = s.n && s.p[s.n - 1] == ':';

	if (left && right)
		return ALIGN_CENTER;
	return right ? ALIGN_RIGHT : left ? ALIGN_LEFT : ALIGN_DEFAULT;
}

/* Where in the text a part of a line stands. */
static size_t
text_offset(const struct piece *p, const struct line *line, str part)
{
	return p->base + line->off + (part.p ? (size_t)(part.p - line->s.p) : 0);
}

static void
read_row(struct md *md, const struct piece *p, const struct line *line, struct table *t,
    struct row *row, int number)
{
	str s = row_inside(line->s), cell;
	size_t i = 0, typed = md_pipe_cells(line->s);

	row->at = md_at(md, p, line->off, str_trim_end(line->s).n);
	if (typed != t->n_cols) {
		md_report(md, D_TABLE_ROW, row->at, str_fmt(md->arena, "%zu", typed),
		    str_fmt(md->arena, "%zu", t->n_cols));
		return;
	}
	row->cells = NEW_N(md->nodes, struct cell, typed);
	while (next_cell(s, &i, &cell)) {
		size_t off = text_offset(p, line, cell);
		str inside = str_trim(cell);
		struct cell *c = &row->cells[row->n];

		c->col = (int)row->n++;
		c->row = number;
		c->cols = c->rows = 1;
		c->at =
		    md_place(md, p->text, inside.n ? text_offset(p, line, inside) : off, inside.n);
		c->blocks = md_cell(md, p->text, off, cell.n, true);
	}
}

static void
read_columns(struct md *md, struct table *t, const struct line *rule)
{
	str s = row_inside(rule->s), cell;
	size_t i = 0, n = 0;

	t->cols = NEW_N(md->nodes, struct column, t->n_cols);
	while (n < t->n_cols && next_cell(s, &i, &cell))
		t->cols[n++].canh = rule_align(cell);
}

/* The header's texts are the names of the columns. */
static void
name_columns(struct table *t)
{
	for (size_t i = 0; i < t->head->n; i++) {
		const struct block *b = t->head->cells[i].blocks;

		t->cols[i].ten = b && b->kind == BLK_PARA ? b->inl : NULL;
		t->cols[i].at = t->head->cells[i].at;
	}
}

struct table *
md_pipe_table(struct md *md, const struct piece *p, const struct line *lines, size_t n)
{
	struct table *t = NEW(md->nodes, struct table);
	size_t header = md_pipe_cells(lines[0].s);
	pos at = md_at(md, p, lines[0].off, str_trim_end(lines[0].s).n);

	t->pipe = true;
	t->n_cols = md_pipe_rule(lines[1].s);
	if (header > MD_MAX_COLUMNS || t->n_cols > MD_MAX_COLUMNS) {
		md_report(md, D_TABLE_WIDE, at,
		    str_fmt(md->arena, "%zu", header > t->n_cols ? header : t->n_cols));
		return NULL;
	}
	if (header != t->n_cols) {
		md_report(md, D_TABLE_RULE, md_at(md, p, lines[1].off, str_trim_end(lines[1].s).n),
		    str_fmt(md->arena, "%zu", t->n_cols), str_fmt(md->arena, "%zu", header));
		return NULL;
	}
	read_columns(md, t, &lines[1]);
	t->n_head = 1;
	t->head = NEW(md->nodes, struct row);
	read_row(md, p, &lines[0], t, t->head, 0);
	name_columns(t);
	t->rows = NEW_N(md->nodes, struct row, n - 2 + 1);
	for (size_t i = 2; i < n; i++)
		read_row(md, p, &lines[i], t, &t->rows[t->n_rows++], (int)(i - 2));
	return t;
}
