/* layout/table.c: a table of the body.
 *
 * The model has each cell once, with its spans; Word wants every row to fill
 * the grid, with cells that go on from above. So a row is walked by grid
 * column: a span from above, a cell of the row, or a number that the column
 * makes by itself (`tu_dong: stt`). */
#include "body_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

enum { LINES_PAD = 20 }; /* what a cell's lines take of its width, twips */

enum row_kind { ROW_HEAD, ROW_NUMBERS, ROW_BODY, ROW_GROUP };

/* A cell that still runs on into the rows below. */
struct span {
	const struct cell *cell;
	int rows_left;
};

struct tbl {
	struct layout *l;
	const struct table *t;
	struct ptable *out;
	int pad;     /* margins and lines of a cell */
	int size_hp; /* co_chu, or 0 */
	int role;    /* of the paragraphs of the row at hand */
	struct cell_lists *lists;
	struct span *spans; /* by column */
	struct stt stt;     /* for tu_dong: numbers so far */
};

/* Where a cell's paragraphs stand. */
struct cell_place {
	int role;
	enum align align;
	bool bold;
	int col, width;
};

/* Cell contents ----------------------------------------------------------- */

static struct para *
cell_para(struct tbl *t, const struct cell_place *at)
{
	struct para *p = lay_para(t->l, at->role);

	if (at->align != ALIGN_DEFAULT) {
		p->set |= PS_ALIGN;
		p->align = at->align;
	}
	if (t->size_hp > 0) {
		p->set |= PS_SIZE;
		p->size_hp = t->size_hp;
	}
	return p;
}

static void
fill_para(struct tbl *t, struct flow *f, struct para *p, const struct block *b,
    const struct cell_place *at)
{
	struct inline_opts o = inline_opts(t->l, at->role, at->width - t->pad);

	o.all_bold = at->bold;
	lay_inlines(t->l, p, b->inl, &o);
	body_mark(t->l, p, b->anchor, (str){ 0 }, b->anchor_at);
	body_leaders(t->l, p, at->width - t->pad);
	lay_add_para(t->l, f, p, b->at);
}

static void fill_blocks(
    struct tbl *t, struct flow *f, const struct block *b, const struct cell_place *at, int depth);

static void
number_item(struct tbl *t, struct para *p, const struct block *list, const struct block *item,
    const struct cell_place *at, int depth)
{
	struct numbered e;

	if (!list->ordered) {
		body_bullet(t->l, p, bullet_depth(list), true);
		return;
	}
	if (depth == 1 && numbering_letter(t->l, item->number).n == 0)
		diag(t->l->d, D_LETTERS_USED_UP, item->at, str_fmt(t->l->a, "%u", item->number));
	cell_lists_item(
	    t->lists, (size_t)at->col, depth, numbering_reaches_dd(list), item->number, &e);
	body_number(t->l, p, &e, at->bold);
}

static void
fill_list(
    struct tbl *t, struct flow *f, const struct block *list, const struct cell_place *at, int depth)
{
	const struct block *item;

	if (list->ordered && depth > 1)
		return; /* read/ has refused it */
	for (item = list->child; item != NULL; item = item->next) {
		const struct block *b = item->child;
		struct para *p = cell_para(t, at);

		number_item(t, p, list, item, at, depth);
		if (b != NULL && b->kind == BLK_PARA) {
			fill_para(t, f, p, b, at);
			b = b->next;
		} else {
			lay_add_para(t->l, f, p, item->at);
		}
		body_mark(t->l, p, item->anchor, (str){ 0 }, item->anchor_at);
		fill_blocks(t, f, b, at, list->ordered ? depth + 1 : depth);
	}
}

static void
fill_verbatim(struct tbl *t, struct flow *f, const struct block *b, const struct cell_place *at)
{
	str text = str_trim_end(b->text), line;

	while (str_line(&text, &line)) {
		struct para *p = cell_para(t, at);

		lay_text(t->l, p, line, at->bold ? RUN_BOLD : 0);
		lay_add_para(t->l, f, p, b->at);
	}
}

/* depth: of ordered lists around. */
static void
fill_blocks(
    struct tbl *t, struct flow *f, const struct block *b, const struct cell_place *at, int depth)
{
	for (; b != NULL; b = b->next) {
		switch (b->kind) {
		case BLK_PARA:
		case BLK_HEADING: fill_para(t, f, cell_para(t, at), b, at); break;
		case BLK_LIST: fill_list(t, f, b, at, depth); break;
		case BLK_QUOTE:
		case BLK_ITEM: fill_blocks(t, f, b->child, at, depth); break;
		case BLK_VERBATIM: fill_verbatim(t, f, b, at); break;
		case BLK_TABLE:
		case BLK_PAGE_BREAK: break; /* not in cells */
		}
	}
}

static struct pblock *
close_cell(struct tbl *t, struct flow *f, const struct cell_place *at)
{
	if (f->last == NULL)
		lay_add_para(t->l, f, cell_para(t, at), (pos){ 0 });
	return f->first;
}

/* Cells ------------------------------------------------------------------- */

static int
role_of(enum row_kind kind, const struct row *row)
{
	switch (kind) {
	case ROW_HEAD: return ROLE_BANG_DAU;
	case ROW_NUMBERS:
	case ROW_BODY: break;
	case ROW_GROUP:
		return row->level == 0   ? ROLE_BANG_NHOM
		       : row->level == 1 ? ROLE_BANG_NHOM_2
					 : ROLE_BANG_NHOM_3;
	}
	return ROLE_BANG_O;
}

static int
width_of(const struct tbl *t, int col, int cols)
{
	int i, width = 0;

	for (i = col; i < col + cols; i++)
		width += t->out->grid[i];
	return width;
}

/* A heading is centred by its role and a group's text is a heading of its own
 * kind: there only the cell's own word counts, not the column's. */
static enum align
cell_align(const struct tbl *t, const struct cell *cell, enum row_kind kind)
{
	if (cell->align != ALIGN_DEFAULT || kind == ROW_HEAD)
		return cell->align;
	if (kind == ROW_GROUP && cell->cols > 1)
		return ALIGN_DEFAULT;
	return t->t->cols[cell->col].canh;
}

static struct pcell
text_cell(struct tbl *t, const struct row *row, const struct cell *cell, enum row_kind kind)
{
	struct cell_place at = { .role = t->role, .col = cell->col };
	struct pcell out = { .cols = cell->cols, .middle = kind == ROW_HEAD };
	struct flow f = { 0 };

	at.align = cell_align(t, cell, kind);
	at.bold = row->bold || cell->bold;
	at.width = width_of(t, cell->col, cell->cols);
	if (cell->rows > 1) {
		out.vmerge = VM_START;
		t->spans[cell->col] = (struct span){ cell, cell->rows - 1 };
	}
	fill_blocks(t, &f, cell->blocks, &at, 0);
	out.blocks = close_cell(t, &f, &at);
	return out;
}

/* The rest of a cell that began above. */
static struct pcell
covered_cell(struct tbl *t, struct span *s)
{
	struct cell_place at = { .role = t->role };
	struct pcell out = { .cols = s->cell->cols, .vmerge = VM_GOES_ON };
	struct flow f = { 0 };

	s->rows_left--;
	out.blocks = close_cell(t, &f, &at);
	return out;
}

/* A cell of words of our own; empty words where nothing stands. */
static struct pcell
made_cell(struct tbl *t, int col, str text, enum row_kind kind, enum align align)
{
	struct cell_place at = { .role = t->role, .align = align, .col = col };
	struct pcell out = { .cols = 1, .middle = kind == ROW_NUMBERS };
	struct para *p = cell_para(t, &at);
	struct flow f = { 0 };

	lay_text(t->l, p, text, 0);
	lay_add_para(t->l, &f, p, (pos){ 0 });
	out.blocks = f.first;
	return out;
}

/* Rows -------------------------------------------------------------------- */

static const struct cell *
cell_at(const struct row *row, int col, size_t *k)
{
	while (*k < row->n && row->cells[*k].col < col)
		(*k)++;
	return *k < row->n && row->cells[*k].col == col ? &row->cells[*k] : NULL;
}

static int
twips_of_mm(int mm)
{
	return (mm * 1440 * 10 + 127) / 254;
}

static void
add_row(struct tbl *t, const struct row *row, enum row_kind kind)
{
	struct prow *out = &t->out->rows[t->out->n_rows++];
	int col = 0, n_cols = (int)t->t->n_cols;
	size_t k = 0;

	t->role = role_of(kind, row);
	out->cells = NEW_N(t->l->a, struct pcell, t->t->n_cols);
	if (kind != ROW_HEAD)
		out->height = twips_of_mm(row->cao ? row->cao : t->t->cao);
	while (col < n_cols) {
		const struct cell *cell = cell_at(row, col, &k);
		struct pcell *c = &out->cells[out->n++];

		if (t->spans[col].rows_left > 0)
			*c = covered_cell(t, &t->spans[col]);
		else if (cell != NULL)
			*c = text_cell(t, row, cell, kind);
		else if (t->t->cols[col].tu_dong_stt && kind != ROW_HEAD)
			*c = made_cell(t, col, stt_next(&t->stt, row), kind, t->t->cols[col].canh);
		else
			*c = made_cell(t, col, (str){ 0 }, kind, ALIGN_DEFAULT);
		if (c->cols > n_cols - col)
			c->cols = n_cols - col;
		col += c->cols;
	}
}

/* (1) (2) (3) under the names of the columns. */
static void
add_numbers_row(struct tbl *t)
{
	struct prow *out = &t->out->rows[t->out->n_rows++];
	size_t i;

	t->role = role_of(ROW_NUMBERS, NULL);
	out->cells = NEW_N(t->l->a, struct pcell, t->t->n_cols);
	out->n = t->t->n_cols;
	for (i = 0; i < t->t->n_cols; i++)
		out->cells[i] = made_cell(
		    t, (int)i, str_fmt(t->l->a, "(%zu)", i + 1), ROW_NUMBERS, ALIGN_CENTER);
}

/* Header rows repeat, unless they would leave no room for anything else. */
static void
repeat_header(struct tbl *t, const int *heights)
{
	size_t i, n = t->t->n_head + (t->t->so_cot ? 1 : 0);
	long sum = 0;

	for (i = 0; i < t->t->n_head; i++)
		sum += heights[i];
	if (sum * 2 > lay_text_height(t->l))
		return;
	for (i = 0; i < n; i++)
		t->out->rows[i].header = true;
}

/* LibreOffice gives a cell over several rows its height where the header first
 * stands; where it repeats, the rows are as high as their own cells and cut off
 * what is higher. So the last of the rows says how high it has to be. */
static void
make_room(struct tbl *t, const struct cell *cell, size_t row, int *heights)
{
	struct cell alone = *cell;
	struct row one = { .cells = &alone, .n = 1 };
	size_t last = row + (size_t)cell->rows - 1;
	int lacks;

	alone.rows = 1;
	lacks = table_row_height(t->l, &one, t->out->grid, t->pad, ROLE_BANG_DAU, t->size_hp, 0);
	for (size_t i = row; i <= last; i++)
		lacks -= heights[i];
	if (lacks <= 0)
		return;
	heights[last] += lacks;
	t->out->rows[last].height = heights[last];
}

static int *
head_heights(struct tbl *t)
{
	size_t n = t->t->n_head, i, k;
	int *heights = NEW_N(t->l->a, int, n + 1);

	for (i = 0; i < n; i++)
		heights[i] = table_row_height(
		    t->l, &t->t->head[i], t->out->grid, t->pad, ROLE_BANG_DAU, t->size_hp, 0);
	for (i = 0; i < n; i++)
		for (k = 0; k < t->t->head[i].n; k++) {
			const struct cell *cell = &t->t->head[i].cells[k];

			if (cell->rows > 1 && i + (size_t)cell->rows <= n)
				make_room(t, cell, i, heights);
		}
	return heights;
}

/* A row may break over pages only when no page holds it: LibreOffice cuts off
 * what is too high, Word breaks it anyway. */
static void
allow_splits(struct tbl *t)
{
	int page = lay_text_height(t->l) * 9 / 10;
	size_t first = t->t->n_head + (t->t->so_cot ? 1 : 0), i;
	int *heads = head_heights(t);
	long header = 0;

	for (i = 0; i < t->t->n_head; i++)
		header += heads[i];
	repeat_header(t, heads);
	if (header < page / 2)
		page -= (int)header;
	for (i = 0; i < t->t->n_rows; i++)
		t->out->rows[first + i].may_split =
		    table_row_height(t->l, &t->t->rows[i], t->out->grid, t->pad, ROLE_BANG_O,
			t->size_hp, page) > page;
}

/* Around the table -------------------------------------------------------- */

/* The names of the columns, for screen readers. */
static str
columns_named(struct layout *l, const struct table *t)
{
	struct buf b;
	size_t i;
	str s;

	buf_init(&b);
	for (i = 0; i < t->n_cols; i++) {
		if (t->cols[i].ten == NULL)
			continue;
		if (b.n > 0)
			buf_z(&b, "; ");
		inline_plain(&b, t->cols[i].ten);
	}
	s = str_replace(l->a, buf_dup(&b, l->a), S("\n"), S(" "));
	buf_free(&b);
	return s;
}

/* "Đơn vị tính: triệu đồng"; what was typed with its opening is left alone. */
static void
lay_unit(struct layout *l, const struct table *t)
{
	str word = style_word(l->s, "don-vi-tinh"), text = t->don_vi_tinh.s;
	struct para *p = lay_para(l, ROLE_BANG_DON_VI);
	str folded = utf_fold(l->a, text, ' ');

	if (!str_starts(folded, S("don vi")) && !str_starts(folded, S("dvt")))
		text = str_fmt(l->a, "%.*s %.*s", STR_ARG(word), STR_ARG(text));
	lay_text(l, p, text, 0);
	lay_keep_next(p);
	lay_add_para(l, &l->flow, p, t->don_vi_tinh.at);
}

/* Text above keeps the distance that a unit line would. */
static void
part_from_text(struct layout *l)
{
	int gap = style_resolved(l->s, ROLE_BANG_DON_VI).before;
	struct para *p;

	if (l->flow.last == NULL || l->flow.last->kind != PB_PARA)
		return;
	p = l->flow.last->para;
	if (style_resolved(l->s, p->role).after >= gap || p->role == ROLE_BANG_SAU)
		return;
	p->set |= PS_AFTER;
	p->after = gap;
}

static void
lay_table_notes(struct layout *l, const struct table *t)
{
	size_t i;

	for (i = 0; i < t->ghi_chu.n; i++) {
		struct para *p = lay_para(l, ROLE_BANG_GHI_CHU);

		lay_text(l, p, t->ghi_chu.v[i].s, 0);
		lay_add_para(l, &l->flow, p, t->ghi_chu.v[i].at);
	}
}

static int
cell_pad(struct layout *l, int role)
{
	struct role r = style_resolved(l->s, role);

	return r.cell_left + r.cell_right + LINES_PAD;
}

static void
lay_rows(struct tbl *t)
{
	const struct table *m = t->t;
	size_t i;

	t->out->rows = NEW_N(t->l->a, struct prow, m->n_head + m->n_rows + 1);
	t->spans = NEW_N(t->l->a, struct span, m->n_cols);
	for (i = 0; i < m->n_head; i++)
		add_row(t, &m->head[i], ROW_HEAD);
	if (m->so_cot)
		add_numbers_row(t);
	t->spans = NEW_N(t->l->a, struct span, m->n_cols);
	for (i = 0; i < m->n_rows; i++)
		add_row(t, &m->rows[i], m->rows[i].group ? ROW_GROUP : ROW_BODY);
	allow_splits(t);
}

/* A fixed word as the text of a cell. */
static struct block *
word_block(struct layout *l, const struct cell *c)
{
	struct block *b = NEW(l->a, struct block);

	b->kind = BLK_PARA;
	b->at = c->at;
	b->inl = NEW(l->a, struct inl);
	b->inl->text = style_word(l->s, str_cz(l->a, c->word));
	b->inl->at = c->at;
	return b;
}

/* The row itself, or a copy with the text of its fixed words. */
static struct row
row_in_words(struct layout *l, const struct row *row)
{
	struct row out = *row;
	bool any = false;
	size_t i;

	for (i = 0; i < row->n; i++)
		any = any || row->cells[i].word.n > 0;
	if (!any)
		return out;
	out.cells = NEW_N(l->a, struct cell, row->n);
	for (i = 0; i < row->n; i++) {
		out.cells[i] = row->cells[i];
		if (row->cells[i].word.n > 0)
			out.cells[i].blocks = word_block(l, &row->cells[i]);
	}
	return out;
}

/* The table with all its words said: those that read/ leaves to the templates. */
static const struct table *
table_in_words(struct layout *l, const struct table *t)
{
	struct table *out = NEW(l->a, struct table);
	size_t i;

	*out = *t;
	out->rows = NEW_N(l->a, struct row, t->n_rows + 1);
	for (i = 0; i < t->n_rows; i++)
		out->rows[i] = row_in_words(l, &t->rows[i]);
	return out;
}

static void
lay_grid(struct body_ctx *c, const struct block *b)
{
	const struct table *in = table_in_words(c->l, b->table);
	struct tbl t = { .l = c->l, .t = in, .size_hp = in->co_chu * 2 };

	t.out = NEW(c->l->a, struct ptable);
	t.out->role = in->vien_khong ? ROLE_BANG_KHONG_VIEN : ROLE_BANG;
	t.pad = cell_pad(c->l, t.out->role);
	t.out->n_grid = in->n_cols;
	t.out->grid = table_grid(c->l, in, lay_text_area(c->l), t.pad, t.size_hp);
	t.out->caption = c->heading;
	t.out->descr = columns_named(c->l, in);
	t.lists = cell_lists_new(c->l, in->n_cols);
	stt_check(c->l, in);
	t.stt = stt_begin(c->l, in);
	lay_rows(&t);
	if (t.out->n_rows > 0)
		lay_add_table(c->l, &c->l->flow, t.out, b->at);
}

bool
table_turns_page(const struct layout *l, const struct table *t)
{
	return t->ngang && !l->sections.v[l->sections.n - 1].landscape;
}

/* The end of the text itself: what follows (a signature) stays on the table's
 * page, where a page of its own would leave it alone. */
static bool
ends_text(const struct block *b)
{
	return b->next == NULL && b->parent == NULL;
}

void
lay_body_table(struct body_ctx *c, const struct block *b)
{
	struct layout *l = c->l;
	bool turn = table_turns_page(l, b->table) || (c->o->opens_landscape && c->first == b);

	if (turn)
		lay_section_turn(l, true);
	if (b->table->don_vi_tinh.s.n > 0)
		lay_unit(l, b->table);
	else
		part_from_text(l);
	lay_grid(c, b);
	lay_table_notes(l, b->table);
	if (turn && !ends_text(b))
		lay_section_turn(l, false);
}
