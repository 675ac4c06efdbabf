/* model/dump_body.c: blocks, tables and runs as text.
 *
 * A block with one plain text stands on one line; any other has its runs below
 * it, one a line, with their style and target in front of the text. */
#include "dump_int.h"

static void dump_blocks(struct dump *d, const struct block *b);

static void
style_words(struct dump *d, unsigned style)
{
	if (style & INL_BOLD)
		buf_z(d->out, " dam");
	if (style & INL_ITALIC)
		buf_z(d->out, " nghieng");
	if (style & INL_VERBATIM)
		buf_z(d->out, " nguyen-van");
}

static void
dump_image(struct dump *d, const struct image *m)
{
	if (m)
		buf_fmt(d->out, " %.*s %s %ux%u %.2fx%.2f dpi", STR_ARG(m->path),
		    m->jpeg ? "jpeg" : "png", (unsigned)m->width_px, (unsigned)m->height_px,
		    m->dpi_x, m->dpi_y);
}

static const char *
inl_name(enum inl_kind kind)
{
	switch (kind) {
	case INL_TEXT: return "text";
	case INL_BREAK: return "break";
	case INL_FOOTNOTE: return "footnote";
	case INL_IMAGE: return "image";
	case INL_CITE: return "cite";
	case INL_REF: return "ref";
	case INL_GAP: return "gap";
	}
	return "?";
}

static void
dump_note(struct dump *d, const struct footnote *note)
{
	if (!note)
		return;
	d->depth++;
	dump_blocks(d, note->blocks);
	d->depth--;
}

/* What a run says, behind its name. */
static void
inl_rest(struct dump *d, const struct inl *i)
{
	static const char *const modes[] = { "", " ngan", " thuong", " day-du" };

	style_words(d, i->style);
	if (i->target.n)
		buf_fmt(d->out, " -> %.*s", STR_ARG(i->target));
	if (i->kind == INL_CITE)
		buf_z(d->out, modes[i->cite]);
	if (i->kind == INL_FOOTNOTE && i->note)
		buf_fmt(d->out, " [^%.*s]", STR_ARG(i->note->label));
	if (i->kind == INL_IMAGE)
		dump_image(d, i->image);
	if (i->text.n) {
		buf_c(d->out, ' ');
		dump_quoted(d, i->text);
	}
	if (i->url.n)
		buf_fmt(d->out, " <%.*s>", STR_ARG(i->url));
	buf_c(d->out, '\n');
}

static void
dump_inl(struct dump *d, const struct inl *i)
{
	for (; i; i = i->next) {
		dump_start(d, inl_name(i->kind));
		inl_rest(d, i);
		if (i->kind == INL_FOOTNOTE)
			dump_note(d, i->note);
	}
}

static void
dump_cell(struct dump *d, const struct cell *c)
{
	static const char *const aligns[] = { "", " trai", " giua", " phai", " deu" };

	dump_start(d, "cell");
	buf_fmt(d->out, " %d,%d", c->row, c->col);
	if (c->cols > 1 || c->rows > 1)
		buf_fmt(d->out, " span %dx%d", c->rows, c->cols);
	buf_fmt(d->out, "%s%s", aligns[c->align], c->bold ? " dam" : "");
	if (c->word.n)
		buf_fmt(d->out, " [%.*s]", STR_ARG(c->word));
	buf_c(d->out, '\n');
	d->depth++;
	dump_blocks(d, c->blocks);
	d->depth--;
}

static void
dump_rows(struct dump *d, const char *name, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dump_start(d, name);
		buf_z(d->out, rows[i].group ? " nhom" : "");
		if (rows[i].level)
			buf_fmt(d->out, " cap %d", rows[i].level + 1);
		buf_fmt(d->out, "%s%s", rows[i].bold ? " dam" : "", rows[i].made ? " made" : "");
		if (rows[i].cao)
			buf_fmt(d->out, " cao %d", rows[i].cao);
		buf_c(d->out, '\n');
		d->depth++;
		for (size_t j = 0; j < rows[i].n; j++)
			dump_cell(d, &rows[i].cells[j]);
		d->depth--;
	}
}

static void
dump_column(struct dump *d, const struct column *c)
{
	static const char *const aligns[] = { "", " trai", " giua", " phai", " deu" };

	dump_start(d, "column");
	if (c->rong)
		buf_fmt(d->out, " %d%%", c->rong);
	buf_z(d->out, aligns[c->canh]);
	if (c->tu_dong_stt)
		buf_z(d->out, " stt");
	if (c->kieu.s.n)
		buf_fmt(d->out, " %.*s", STR_ARG(c->kieu.s));
	buf_c(d->out, '\n');
	d->depth++;
	dump_inl(d, c->ten);
	d->depth--;
}

static void
dump_table(struct dump *d, const struct table *t)
{
	dump_flag(d, "pipe", t->pipe);
	dump_flag(d, "ngang", t->ngang);
	if (t->vien_khong)
		dump_word(d, "vien", "khong");
	dump_flag(d, "so_cot", t->so_cot);
	dump_number(d, "co_chu", t->co_chu);
	dump_number(d, "cao", t->cao);
	dump_lines(d, "danh_so", &t->danh_so);
	dump_val(d, "don_vi_tinh", &t->don_vi_tinh);
	dump_lines(d, "ghi_chu", &t->ghi_chu);
	for (size_t i = 0; i < t->n_cols; i++)
		dump_column(d, &t->cols[i]);
	dump_rows(d, "head", t->head, t->n_head);
	dump_rows(d, "row", t->rows, t->n_rows);
}

static void
block_name(struct dump *d, const struct block *b)
{
	switch (b->kind) {
	case BLK_HEADING:
		dump_start(d, "heading");
		buf_fmt(d->out, " %d%s", b->level, b->run_in ? " run-in" : "");
		break;
	case BLK_PARA: dump_start(d, "para"); break;
	case BLK_LIST:
		dump_start(d, b->ordered ? "list" : "bullets");
		buf_fmt(d->out, " %d%s", b->level, b->same_number ? " same-number" : "");
		break;
	case BLK_ITEM:
		dump_start(d, "item");
		if (b->parent && b->parent->ordered)
			buf_fmt(d->out, " %u", (unsigned)b->number);
		break;
	case BLK_TABLE: dump_start(d, "table"); break;
	case BLK_VERBATIM: dump_start(d, "verbatim"); break;
	case BLK_QUOTE: dump_start(d, "quote"); break;
	case BLK_PAGE_BREAK: dump_start(d, "page-break"); break;
	}
}

static bool
is_plain(const struct inl *i)
{
	return i && !i->next && i->kind == INL_TEXT && !i->style && !i->url.n;
}

/* A block with one plain text stands on one line. */
static void
dump_block(struct dump *d, const struct block *b)
{
	block_name(d, b);
	if (b->anchor.n)
		buf_fmt(d->out, " #%.*s", STR_ARG(b->anchor));
	if (is_plain(b->inl) || b->kind == BLK_VERBATIM) {
		buf_c(d->out, ' ');
		dump_quoted(d, b->kind == BLK_VERBATIM ? b->text : b->inl->text);
	}
	buf_c(d->out, '\n');
	d->depth++;
	if (!is_plain(b->inl))
		dump_inl(d, b->inl);
	if (b->table)
		dump_table(d, b->table);
	dump_blocks(d, b->child);
	d->depth--;
}

static void
dump_blocks(struct dump *d, const struct block *b)
{
	for (; b; b = b->next)
		dump_block(d, b);
}

/* Where a body comes from, and, once it is read, what it says. */
void
dump_body(struct dump *d, const struct body *b)
{
	if (!b->given)
		return;
	dump_title(d, "noi_dung");
	d->depth++;
	for (size_t i = 0; i < b->n_parts; i++) {
		if (b->files[i].s.n)
			dump_str(d, "file", b->files[i].s);
		else
			dump_title(d, "inline");
	}
	dump_blocks(d, b->blocks);
	d->depth--;
}
