/* layout/plan.c: a plan as text: all of it (vanban dump plan, golden tests), or
 * only what a reader of the page sees (vanban dump text).
 *
 * The dump has a line for each thing, indented by what holds it; direct
 * formatting is written only where it is set. In a paragraph, {…} is what is
 * not text: {b …} a bold run, {br}, {note 1}, {link …}. A no-break space shows
 * as ⍽, so that a blank to be filled in can be counted. */
#include "plan.h"

#include "../base/buf.h"
#include "../style/style.h"

/* Dump -------------------------------------------------------------------- */

struct dump {
	struct buf *out;
	const struct style *s;
};

static void
indent(struct buf *out, int depth)
{
	for (; depth > 0; depth--)
		buf_z(out, "  ");
}

static str
role_id(const struct dump *d, int role)
{
	return role >= 0 && (size_t)role < d->s->n_roles ? d->s->roles[role].id : S("?");
}

static void
dump_text(struct buf *out, str text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (i + 1 < text.n && text.p[i] == '\xc2' && text.p[i + 1] == '\xa0') {
			buf_z(out, "⍽");
			i++;
		} else if (text.p[i] == '{' || text.p[i] == '}') {
			buf_fmt(out, "{%c}", text.p[i]);
		} else {
			buf_c(out, text.p[i]);
		}
	}
}

static void
dump_text_run(struct buf *out, const struct run *r)
{
	static const struct {
		unsigned bit;
		const char *name;
	} marks[] = { { RUN_BOLD, "b" }, { RUN_ITALIC, "i" }, { RUN_NOT_BOLD, "-b" },
		{ RUN_NOT_ITALIC, "-i" }, { RUN_GAP, "gap" } };
	const char *sep = "{";
	size_t i;

	for (i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (r->fmt & marks[i].bit) {
			buf_fmt(out, "%s%s", sep, marks[i].name);
			sep = ",";
		}
	if (r->fmt != 0)
		buf_c(out, ' ');
	dump_text(out, r->text);
	if (r->fmt != 0)
		buf_c(out, '}');
}

static void
dump_run(struct buf *out, const struct run *r)
{
	switch (r->kind) {
	case RUN_TEXT: dump_text_run(out, r); break;
	case RUN_BREAK: buf_z(out, "{br}"); break;
	case RUN_TAB: buf_z(out, "{tab}"); break;
	case RUN_NOTE: buf_fmt(out, "{note %d}", r->id + 1); break;
	case RUN_IMAGE: buf_fmt(out, "{image %d}", r->id + 1); break;
	case RUN_LINK:
		buf_fmt(out, "{link %.*s%s%.*s}", STR_ARG(r->text), r->anchor.n ? "#" : "",
		    STR_ARG(r->anchor));
		break;
	case RUN_LINK_END: buf_z(out, "{/link}"); break;
	case RUN_MARK: buf_fmt(out, "{mark %d %.*s}", r->id, STR_ARG(r->text)); break;
	case RUN_MARK_END: buf_fmt(out, "{/mark %d}", r->id); break;
	case RUN_PAGE_NUMBER: buf_z(out, "{page}"); break;
	case RUN_FIELD: buf_fmt(out, "{field %.*s}", STR_ARG(r->text)); break;
	case RUN_FIELD_END: buf_z(out, "{/field}"); break;
	}
}

static const char *
align_name(enum align a)
{
	static const char *const names[] = { "default", "left", "center", "right", "both" };

	return names[a];
}

static void
dump_direct(struct buf *out, const struct para *p)
{
	const struct {
		unsigned bit;
		const char *name;
		int value;
	} numbers[] = { { PS_FIRST, "first", p->first }, { PS_LEFT, "left", p->left },
		{ PS_RIGHT, "right", p->right }, { PS_BEFORE, "before", p->before },
		{ PS_AFTER, "after", p->after }, { PS_OUTLINE, "outline", p->outline },
		{ PS_RULE, "rule", p->rule }, { PS_BOX, "box", p->box },
		{ PS_SIZE, "size", p->size_hp }, { PS_LEADER, "leader", p->leader } };
	size_t i;

	for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		if (p->set & numbers[i].bit)
			buf_fmt(out, " %s=%d", numbers[i].name, numbers[i].value);
	if (p->set & PS_ALIGN)
		buf_fmt(out, " align=%s", align_name(p->align));
	if (p->set & PS_KEEP_NEXT)
		buf_z(out, p->keep_next ? " keep-next" : " keep-next=no");
	if (p->set & PS_BOLD_NUMBER)
		buf_z(out, " bold-number");
	if (p->set & PS_PAGE_BREAK)
		buf_z(out, p->page_break_before ? " page-break" : " page-break=no");
}

static void
dump_para(const struct dump *d, const struct para *p, int depth)
{
	const struct run *r;

	indent(d->out, depth);
	buf_fmt(d->out, "%.*s", STR_ARG(role_id(d, p->role)));
	if (p->num >= 0)
		buf_fmt(d->out, " num=%d/%d", p->num + 1, p->num_level);
	if (p->label.n > 0)
		buf_fmt(d->out, " %s=\"%.*s\"", p->num >= 0 ? "label" : "typed", STR_ARG(p->label));
	dump_direct(d->out, p);
	buf_c(d->out, ':');
	if (p->runs != NULL)
		buf_c(d->out, ' ');
	for (r = p->runs; r != NULL; r = r->next)
		dump_run(d->out, r);
	buf_c(d->out, '\n');
}

static void dump_blocks(const struct dump *d, const struct pblock *b, int depth);

static void
dump_cell(const struct dump *d, const struct pcell *c, int depth)
{
	static const char *const merges[] = { "", " merge", " merged" };

	indent(d->out, depth);
	buf_z(d->out, "cell");
	if (c->cols != 1)
		buf_fmt(d->out, " cols=%d", c->cols);
	buf_fmt(d->out, "%s%s\n", merges[c->vmerge], c->middle ? " middle" : "");
	dump_blocks(d, c->blocks, depth + 1);
}

static void
dump_table(const struct dump *d, const struct ptable *t, int depth)
{
	size_t r, c;

	indent(d->out, depth);
	buf_fmt(d->out, "table %.*s grid=", STR_ARG(role_id(d, t->role)));
	for (c = 0; c < t->n_grid; c++)
		buf_fmt(d->out, "%s%d", c ? "," : "", t->grid[c]);
	if (t->indent != 0)
		buf_fmt(d->out, " indent=%d", t->indent);
	if (t->caption.n > 0)
		buf_fmt(d->out, " caption=\"%.*s\"", STR_ARG(t->caption));
	if (t->descr.n > 0)
		buf_fmt(d->out, " descr=\"%.*s\"", STR_ARG(t->descr));
	buf_c(d->out, '\n');
	for (r = 0; r < t->n_rows; r++) {
		const struct prow *row = &t->rows[r];

		indent(d->out, depth + 1);
		buf_fmt(d->out, "row%s%s", row->header ? " header" : "",
		    row->may_split ? " may-split" : "");
		if (row->height > 0)
			buf_fmt(d->out, " height=%d", row->height);
		buf_c(d->out, '\n');
		for (c = 0; c < row->n; c++)
			dump_cell(d, &row->cells[c], depth + 2);
	}
}

static void
dump_blocks(const struct dump *d, const struct pblock *b, int depth)
{
	for (; b != NULL; b = b->next) {
		if (b->kind == PB_PARA)
			dump_para(d, b->para, depth);
		else
			dump_table(d, b->table, depth);
	}
}

static void
dump_section(const struct dump *d, const struct psection *s, size_t n)
{
	buf_fmt(d->out, "section %zu %s %dx%d margins %d,%d,%d,%d header %d footer %d", n,
	    s->landscape ? "landscape" : "portrait", s->width, s->height, s->top, s->right,
	    s->bottom, s->left, s->header, s->footer);
	if (s->page_start > 0)
		buf_fmt(d->out, " pages-from %d", s->page_start);
	buf_fmt(d->out, "%s%s\n", s->hide_first ? " hide-first" : "",
	    s->even_page_number ? "" : " no-numbers");
	if (s->header_first != NULL) {
		buf_z(d->out, "  header of the first page\n");
		dump_blocks(d, s->header_first, 2);
	}
	if (s->footer_first != NULL) {
		buf_z(d->out, "  footer of the first page\n");
		dump_blocks(d, s->footer_first, 2);
	}
	dump_blocks(d, s->blocks, 1);
}

static void
dump_abstract(struct buf *out, const struct pabstract *a, size_t n)
{
	int i;

	buf_fmt(out, "abstract %zu\n", n);
	for (i = 0; i < a->n; i++) {
		const struct plevel *v = &a->lvl[i];

		buf_fmt(out, "  level %d %s \"%.*s\" start %d left %d first %d%s%s\n", i, v->fmt,
		    STR_ARG(v->text), v->start > 0 ? v->start : 1, v->left, v->first,
		    v->bold ? " bold" : "", v->newline ? " newline" : "");
	}
}

static void
dump_lists(struct buf *out, const struct plan *p)
{
	size_t i;
	int k;

	for (i = 0; i < p->n_abstracts; i++)
		dump_abstract(out, &p->abstracts[i], i + 1);
	for (i = 0; i < p->n_nums; i++) {
		buf_fmt(out, "num %zu abstract %d", i + 1, p->nums[i].abstract + 1);
		for (k = 0; k < 9; k++)
			if (p->nums[i].start[k] != 0)
				buf_fmt(out, " start %d:%d", k, p->nums[i].start[k]);
		buf_c(out, '\n');
	}
}

static void
dump_property(struct buf *out, const char *name, str value)
{
	if (value.n > 0)
		buf_fmt(out, "  %s: %.*s\n", name, STR_ARG(value));
}

static void
dump_properties(struct buf *out, const struct plan *p)
{
	buf_fmt(out, "plan %.*s\n", STR_ARG(p->file));
	dump_property(out, "title", p->title);
	dump_property(out, "author", p->author);
	dump_property(out, "subject", p->subject);
	dump_property(out, "keywords", p->keywords);
	dump_property(out, "category", p->category);
	dump_property(out, "created", p->created);
}

void
plan_dump(struct buf *out, const struct plan *p, const struct style *s)
{
	struct dump d = { out, s };
	size_t i;

	dump_properties(out, p);
	for (i = 0; i < p->n_sections; i++)
		dump_section(&d, &p->sections[i], i + 1);
	for (i = 0; i < p->n_notes; i++) {
		buf_fmt(out, "note %zu\n", i + 1);
		dump_blocks(&d, p->notes[i].blocks, 1);
	}
	for (i = 0; i < p->n_images; i++) {
		const struct pimage *im = &p->images[i];

		buf_fmt(out, "image %zu %.*s %ldx%ld alt=\"%.*s\"\n", i + 1,
		    STR_ARG(im->image->path), im->width_emu, im->height_emu, STR_ARG(im->alt));
	}
	dump_lists(out, p);
}

/* What a reader sees ------------------------------------------------------ */

void
plan_note_mark(struct buf *out, int number)
{
	static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
	char text[16];
	int n = 0;

	do {
		text[n++] = (char)(number % 10);
		number /= 10;
	} while (number > 0);
	while (n > 0)
		buf_z(out, digits[(int)text[--n]]);
}

/* br: what a line break within the paragraph becomes. */
static void
text_of_para(struct buf *out, const struct para *p, char br)
{
	const struct run *r = p->runs;

	while (r != NULL && r->kind == RUN_MARK)
		r = r->next;
	if (p->num >= 0) {
		buf_str(out, p->label);
		if (r != NULL && r->kind != RUN_BREAK)
			buf_c(out, ' ');
	}
	for (; r != NULL; r = r->next) {
		if (r->kind == RUN_TEXT)
			buf_str(out, r->text);
		else if (r->kind == RUN_BREAK)
			buf_c(out, br);
		else if (r->kind == RUN_TAB)
			buf_c(out, ' ');
		else if (r->kind == RUN_NOTE)
			plan_note_mark(out, r->id + 1);
	}
}

static bool
has_text(const struct para *p)
{
	const struct run *r;

	if (p->num >= 0)
		return true;
	for (r = p->runs; r != NULL; r = r->next)
		if (r->kind == RUN_TEXT || r->kind == RUN_NOTE)
			return true;
	return false;
}

static void text_of_blocks(struct buf *out, const struct pblock *b);

static void
text_of_cell(struct buf *out, const struct pcell *c)
{
	const struct pblock *b;
	bool any = false;

	for (b = c->blocks; b != NULL; b = b->next) {
		if (b->kind != PB_PARA || !has_text(b->para))
			continue;
		if (any)
			buf_c(out, ' ');
		text_of_para(out, b->para, ' ');
		any = true;
	}
}

/* The tables of head and signature are no tables to a reader. */
static void
text_of_table(struct buf *out, const struct ptable *t)
{
	size_t r, c;

	for (r = 0; r < t->n_rows; r++) {
		for (c = 0; c < t->rows[r].n; c++) {
			if (t->role == ROLE_BANG_BO_CUC) {
				text_of_blocks(out, t->rows[r].cells[c].blocks);
				continue;
			}
			if (c > 0)
				buf_z(out, " | ");
			text_of_cell(out, &t->rows[r].cells[c]);
		}
		if (t->role != ROLE_BANG_BO_CUC)
			buf_c(out, '\n');
	}
}

static void
text_of_blocks(struct buf *out, const struct pblock *b)
{
	for (; b != NULL; b = b->next) {
		if (b->kind == PB_TABLE) {
			text_of_table(out, b->table);
		} else if (has_text(b->para)) {
			text_of_para(out, b->para, '\n');
			buf_c(out, '\n');
		}
	}
}

void
plan_text(struct buf *out, const struct plan *p)
{
	size_t i;

	for (i = 0; i < p->n_sections; i++) {
		text_of_blocks(out, p->sections[i].header_first);
		text_of_blocks(out, p->sections[i].blocks);
		text_of_blocks(out, p->sections[i].footer_first);
	}
	for (i = 0; i < p->n_notes; i++) {
		plan_note_mark(out, (int)i + 1);
		buf_c(out, ' ');
		text_of_blocks(out, p->notes[i].blocks);
	}
}
