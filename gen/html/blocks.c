/* html/blocks.c: paragraphs, titles, headings, lists.
 *
 * The plan is a row of paragraphs; lists and titles are found in it by
 * layout/shape.h. Numbers and bullets are text of the page, as they are in the
 * plan, and not made by the browser: what is copied or searched has them. */
#include "html_int.h"

struct flow {
	struct html *h;
	struct shape_lists lists; /* open elements, as shape has them */
	bool in_nav;              /* inside a table of contents */
};

/* Spaces that a browser would drop: at the start of a line, or two in a row. */
static bool
keeps_spaces(const struct para *p)
{
	bool at_start = true;

	for (const struct run *r = p->runs; r != NULL; r = r->next) {
		if (r->kind == RUN_BREAK)
			at_start = true;
		if (r->kind != RUN_TEXT || r->text.n == 0)
			continue;
		if ((at_start && r->text.p[0] == ' ') || str_find(r->text, S("  ")) != STR_NONE)
			return true;
		at_start = false;
	}
	return false;
}

void
html_open_para(struct html *h, const char *tag, const struct para *p)
{
	str class = html_para_class(h, p), mark = html_mark_of(p);

	if (keeps_spaces(p))
		class = str_cat(h->a, class, class.n ? S(" vb-giu") : S("vb-giu"));
	if (p->set & PS_LEADER)
		class = str_cat(h->a, class, class.n ? S(" vb-dong") : S("vb-dong"));
	buf_fmt(h->out, "<%s", tag);
	if (mark.n)
		html_attr(h->out, "id", mark);
	html_role(h, p->role, class);
	buf_c(h->out, '>');
}

static void
element(struct html *h, const char *tag, const struct para *p)
{
	html_open_para(h, tag, p);
	html_runs(h, p);
	buf_fmt(h->out, "</%s>\n", tag);
}

/* ---- Lists ------------------------------------------------------------------------ */

static void
close_lists(struct flow *f, const struct shape_lists *before, int keep)
{
	for (int i = before->n; i-- > keep;)
		buf_fmt(f->h->out, "</li></%s>\n", before->v[i].ordered ? "ol" : "ul");
}

static void
close_all(struct flow *f)
{
	close_lists(f, &f->lists, 0);
	f->lists.n = 0;
}

/* The lines of a table of contents are the page's navigation. */
static void
set_nav(struct flow *f, bool on)
{
	if (on == f->in_nav)
		return;
	f->in_nav = on;
	if (!on) {
		buf_z(f->h->out, "</nav>\n");
		return;
	}
	buf_z(f->h->out, "<nav");
	html_attr(f->h->out, "aria-label", style_word(f->h->s, "muc-luc"));
	buf_z(f->h->out, ">\n");
}

static bool
is_contents(const struct para *p)
{
	return p->role >= ROLE_MUC_LUC_1 && p->role <= ROLE_MUC_LUC_4;
}

/* Closes and opens what stands between the paragraph before and p. */
static void
step(struct flow *f, const struct para *p)
{
	struct shape_lists before = f->lists;
	enum shape_step step = shape_list_step(&f->lists, f->h->s, p);
	const struct shape_list *top = f->lists.n ? &f->lists.v[f->lists.n - 1] : NULL;

	close_lists(f, &before, step == STEP_OPEN ? f->lists.n - 1 : f->lists.n);
	if (step == STEP_NEXT)
		buf_z(f->h->out, "</li><li>");
	else if (step == STEP_OPEN && top != NULL)
		buf_z(f->h->out, top->ordered ? "<ol><li>" : "<ul><li>");
}

/* ---- Titles and headings ------------------------------------------------------------ */

/* The paragraphs from b on that are one title, as one heading. Returns the last. */
static const struct pblock *
title(struct html *h, const struct pblock *b)
{
	enum shape_title kind = shape_title(b->para);
	int level = shape_title_level(&h->levels);

	buf_fmt(h->out, "<h%d class=\"vb-tieu-de\">\n", level);
	element(h, "span", b->para);
	while (b->next != NULL && b->next->kind == PB_PARA && shape_title(b->next->para) == kind &&
	       b->next->para->role != b->para->role) {
		b = b->next;
		element(h, "span", b->para);
	}
	buf_fmt(h->out, "</h%d>\n", level);
	return b;
}

static void
heading(struct html *h, const struct para *p, int outline)
{
	char tag[] = "h0";

	tag[1] = (char)('0' + shape_heading_level(&h->levels, outline));
	element(h, tag, p);
}

/* Rules, room for a signature, a page break without a paragraph. The small
 * paragraphs around tables are Word's need. */
static void
empty(struct html *h, const struct para *p)
{
	if ((p->role == ROLE_BANG_SAU || p->role == ROLE_CUOI_PHAN) && !(p->set & PS_PAGE_BREAK))
		return;
	html_open_para(h, "div", p);
	buf_z(h->out, p->set & PS_RULE ? "</div>\n" : "&nbsp;</div>\n");
}

/* ---- Blocks --------------------------------------------------------------------------- */

static const struct pblock *
paragraph(struct flow *f, const struct pblock *b)
{
	const struct para *p = b->para;
	int outline;

	if (shape_is_empty(p)) {
		empty(f->h, p);
		return b;
	}
	step(f, p);
	set_nav(f, is_contents(p));
	if (shape_title(p) != TITLE_NONE)
		return title(f->h, b);
	outline = shape_outline(f->h->s, p);
	if (outline >= 0)
		heading(f->h, p, outline);
	else
		element(f->h, "p", p);
	return b;
}

void
html_blocks(struct html *h, const struct pblock *b)
{
	struct flow f = { .h = h };

	for (; b != NULL; b = b->next) {
		if (b->kind == PB_PARA) {
			b = paragraph(&f, b);
			continue;
		}
		close_all(&f);
		set_nav(&f, false);
		html_table(h, b->table);
	}
	close_all(&f);
	set_nav(&f, false);
}
