/* html/css.c: pages, roles and direct formatting as rules.
 *
 * A role is a class by its own name, with what it inherits filled in, so that
 * an element needs no other. What a paragraph says against its role becomes a
 * class too (k1, k2 …, the same declarations the same class): the page has no
 * style attributes, so a server may allow its one sheet by a hash. */
#include "html_int.h"

#include <stdlib.h>

enum {
	LINE_PERCENT = 115 /* a single line of Times New Roman, of its size */
};

/* A hundredth of a unit, without zeros at the end. */
static void
put_hundredths(struct buf *out, long v, const char *unit)
{
	long rest = labs(v) % 100;

	buf_fmt(out, "%s%ld", v < 0 ? "-" : "", labs(v) / 100);
	if (rest % 10)
		buf_fmt(out, ".%02ld", rest);
	else if (rest)
		buf_fmt(out, ".%ld", rest / 10);
	buf_z(out, v ? unit : "");
}

void
html_pt(struct buf *out, long twips)
{
	put_hundredths(out, twips * 5, "pt");
}

static void
length(struct buf *css, const char *property, long twips)
{
	buf_fmt(css, "%s:", property);
	html_pt(css, twips);
	buf_c(css, ';');
}

/* Top, right, bottom, left. */
static void
four(struct buf *css, const char *property, const int *twips)
{
	buf_fmt(css, "%s:", property);
	for (int i = 0; i < 4; i++) {
		buf_z(css, i ? " " : "");
		html_pt(css, twips[i]);
	}
	buf_c(css, ';');
}

static void
align(struct buf *css, enum align a)
{
	/* The sheet may set justified text to the left where lines are short. */
	static const char *const names[] = { "left", "left", "center", "right",
		"var(--vb-deu,justify)" };

	buf_fmt(css, "text-align:%s;", names[a]);
}

/* ---- Roles -------------------------------------------------------------------- */

static void
letters(struct buf *css, const struct role *r)
{
	length(css, "font-size", (long)r->size_hp * 10);
	buf_fmt(css, "font-weight:%s;font-style:%s;", r->bold ? "bold" : "normal",
	    r->italic ? "italic" : "normal");
	if (r->ink.n)
		buf_fmt(css, "color:#%.*s;", STR_ARG(r->ink));
}

static void
line_height(struct buf *css, const struct role *r)
{
	if (r->line_exact) {
		length(css, "line-height", r->line);
		return;
	}
	buf_z(css, "line-height:");
	put_hundredths(css, (long)(r->line ? r->line : 240) * LINE_PERCENT / 240, "");
	buf_c(css, ';');
}

static void
paragraph_rule(struct buf *css, const struct role *r)
{
	letters(css, r);
	line_height(css, r);
	align(css, r->align);
	length(css, "text-indent", r->first);
	four(css, "margin", (const int[]){ r->before, r->right, r->after, r->left });
	if (r->keep_next)
		buf_z(css, "break-after:avoid;");
	if (r->keep_lines)
		buf_z(css, "break-inside:avoid;");
	if (r->widow)
		buf_z(css, "orphans:2;widows:2;");
}

static void
table_rules(struct buf *css, const struct role *r, str name)
{
	buf_fmt(css, ".%.*s th,.%.*s td{", STR_ARG(name), STR_ARG(name));
	four(css, "padding", (const int[]){ 0, r->cell_right, 0, r->cell_left });
	buf_fmt(css, "%s}\n", r->borders ? "border:0.5pt solid;" : "");
}

static void
character_rule(struct buf *css, const struct role *r)
{
	if (r->highlight.n)
		buf_fmt(css, "background:%.*s;", STR_ARG(r->highlight));
	if (r->set & RS_BOLD)
		buf_fmt(css, "font-weight:%s;", r->bold ? "bold" : "normal");
	if (r->set & RS_ITALIC)
		buf_fmt(css, "font-style:%s;", r->italic ? "italic" : "normal");
}

static void
role_rule(struct buf *css, const struct style *s, int role)
{
	struct role r = style_resolved(s, role);
	struct buf name;

	buf_init(&name);
	html_class(&name, r.id);
	if (r.kind == ROLE_TABLE) {
		table_rules(css, &r, buf_view(&name));
	} else {
		buf_fmt(css, ".%s{", name.p);
		if (r.kind == ROLE_PARA)
			paragraph_rule(css, &r);
		else
			character_rule(css, &r);
		buf_z(css, "}\n");
	}
	buf_free(&name);
}

/* ---- Pages --------------------------------------------------------------------- */

/* The section whose page numbers section i goes on with: itself, or one above. */
static size_t
counting_section(const struct plan *p, size_t i)
{
	while (i > 0 && p->sections[i].page_start == 0)
		i--;
	return i;
}

static void
page_number(const struct html *h, struct buf *css, size_t i)
{
	struct role number = style_resolved(h->s, ROLE_SO_TRANG);
	size_t from = counting_section(h->p, i);
	bool hide = h->p->sections[from].hide_first;

	if (!h->p->sections[i].even_page_number)
		return;
	buf_fmt(css, "counter-increment:vb-%zu;@top-center{content:counter(vb-%zu%s);", from + 1,
	    from + 1, hide ? ",vb-tru-1" : "");
	letters(css, &number);
	buf_c(css, '}');
}

/* The sheet of paper, on the screen and printed. Numbers are in the top margin and
 * start anew in each part, none on its first page (I.7): browsers don't restart
 * their own page counter, so each part has one of ours, and a style of numbers
 * that has nothing for 1. */
static void
page_rule(const struct html *h, struct buf *css, size_t i)
{
	const struct psection *sec = &h->p->sections[i];

	buf_fmt(css, ".vb-trang-%zu{page:vb-%zu;", i + 1, i + 1);
	length(css, "max-width", sec->width);
	length(css, "--tren", sec->top);
	length(css, "--phai", sec->right);
	length(css, "--duoi", sec->bottom);
	length(css, "--trai", sec->left);
	buf_fmt(css, "}\n@page vb-%zu{size:", i + 1);
	html_pt(css, sec->width);
	buf_c(css, ' ');
	html_pt(css, sec->height);
	buf_c(css, ';');
	four(css, "margin", (const int[]){ sec->top, sec->right, sec->bottom, sec->left });
	page_number(h, css, i);
	buf_z(css, "}\n");
}

/* A name in quotes, whatever the template calls it. */
static void
font(struct buf *css, str name)
{
	buf_c(css, '"');
	for (size_t i = 0; i < name.n; i++)
		if (str_find_c(S("\"\\<>{};\n"), name.p[i]) == STR_NONE)
			buf_c(css, name.p[i]);
	buf_z(css, "\",serif;");
}

void
html_rules(const struct html *h, struct buf *css)
{
	struct role normal = style_resolved(h->s, ROLE_NORMAL);

	buf_z(css, "main{font-family:");
	font(css, h->s->font);
	letters(css, &normal);
	line_height(css, &normal);
	buf_z(css, "}\n");
	buf_z(css, "@counter-style vb-tru-1{system:fixed;symbols:\"\";range:1 1}\n");
	for (size_t i = 0; i < h->p->n_sections; i++)
		page_rule(h, css, i);
	for (size_t i = 0; i < h->s->n_roles; i++)
		if (h->used[i])
			role_rule(css, h->s, (int)i);
}

void
html_direct_rules(const struct html *h, struct buf *css)
{
	for (size_t i = 0; i < h->direct.n; i++)
		buf_fmt(css, ".k%zu{%.*s}\n", i + 1, STR_ARG(h->direct.v[i]));
}

/* ---- Direct formatting ----------------------------------------------------------- */

str
html_direct(struct html *h, const struct buf *decl)
{
	size_t i = 0;

	if (decl->n == 0)
		return (str){ NULL, 0 };
	while (i < h->direct.n && !str_eq(h->direct.v[i], buf_view(decl)))
		i++;
	if (i == h->direct.n)
		VEC_PUSH(h->a, &h->direct, buf_dup(decl, h->a));
	return str_fmt(h->a, "k%zu", i + 1);
}

static void
border(struct buf *css, const char *property, int eighths)
{
	buf_fmt(css, "%s:", property);
	put_hundredths(css, (long)eighths * 100 / 8, "pt");
	buf_z(css, " solid;");
}

static void
indent_if_room(struct buf *css, int left, int width)
{
	buf_z(css, "margin-left:max(0px,min(");
	html_pt(css, left);
	buf_z(css, ",100% - ");
	html_pt(css, width);
	buf_z(css, "));");
}

/* A rule or a frame is as wide as its indents leave of the room; where it stands
 * in the middle it stays there on a narrow screen. */
static void
frame(const struct html *h, struct buf *css, const struct para *p)
{
	int width = h->avail - p->left - p->right;

	length(css, "width", width > 0 ? width : 0);
	buf_z(css, "max-width:100%;");
	if (p->left == p->right)
		buf_z(css, "margin-left:auto;margin-right:auto;");
	else
		indent_if_room(css, p->left, width);
	if (p->set & PS_RULE)
		border(css, "border-bottom", p->rule);
	if (p->set & PS_BOX)
		border(css, "border", p->box);
	if (p->set & PS_BOX && p->box_space)
		length(css, "padding-block", (long)p->box_space * 20);
}

/* Is it text in the middle whose indents say where its lines break? */
static bool
is_balanced(const struct html *h, const struct para *p)
{
	int apart = p->left - p->right;

	return (p->set & (PS_LEFT | PS_RIGHT)) == (PS_LEFT | PS_RIGHT) &&
	       !(p->set & (PS_RULE | PS_BOX | PS_ALIGN)) && apart >= -1 && apart <= 1 &&
	       style_resolved(h->s, p->role).align == ALIGN_CENTER;
}

/* The same lines on paper and a wide screen, all the room on a narrow one, where
 * the indents would leave none. */
static void
balanced(const struct html *h, struct buf *css, const struct para *p)
{
	int width = h->avail - p->left - p->right;

	length(css, "max-width", width > 0 ? width : 0);
	buf_z(css, "margin-left:auto;margin-right:auto;");
}

static void
spaces(struct buf *css, const struct para *p, bool centred)
{
	static const struct {
		unsigned bit;
		const char *property;
	} list[] = { { PS_FIRST, "text-indent" }, { PS_LEFT, "margin-left" },
		{ PS_RIGHT, "margin-right" }, { PS_BEFORE, "margin-top" },
		{ PS_AFTER, "margin-bottom" } };
	const int values[] = { p->first, p->left, p->right, p->before, p->after };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (p->set & list[i].bit && !(centred && list[i].bit & (PS_LEFT | PS_RIGHT)))
			length(css, list[i].property, values[i]);
}

str
html_para_class(struct html *h, const struct para *p)
{
	struct buf css;
	str class;

	buf_init(&css);
	if (p->set & (PS_RULE | PS_BOX))
		frame(h, &css, p);
	else if (is_balanced(h, p))
		balanced(h, &css, p);
	spaces(&css, p, p->set & (PS_RULE | PS_BOX) || is_balanced(h, p));
	if (p->set & PS_ALIGN)
		align(&css, p->align);
	if (p->set & PS_SIZE)
		length(&css, "font-size", (long)p->size_hp * 10);
	if (p->set & PS_KEEP_NEXT && p->keep_next)
		buf_z(&css, "break-after:avoid;");
	if (p->set & PS_PAGE_BREAK && p->page_break_before)
		buf_z(&css, "break-before:page;");
	class = html_direct(h, &css);
	buf_free(&css);
	return class;
}

void
html_role(struct html *h, int role, str more)
{
	h->used[role] = true;
	buf_z(h->out, " class=\"");
	html_class(h->out, h->s->roles[role].id);
	if (more.n)
		buf_fmt(h->out, " %.*s", STR_ARG(more));
	buf_c(h->out, '"');
}
