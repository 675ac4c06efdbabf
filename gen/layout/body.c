/* layout/body.c: the blocks of a body as paragraphs.
 *
 * Numbers are settled first (numbering.c); then one walk over the blocks lays
 * them. What a block becomes depends on where it stands: in an item, in a
 * quote. At the end the last paragraph takes the mark that closes the body. */
#include "body_int.h"

#include "../base/buf.h"
#include "../base/utf.h"

/* Where blocks stand. */
struct place {
	int role;   /* of a paragraph: than, or under an item khoan-tiep, gach-tiep … */
	int quotes; /* quotes around */
};

static void lay_blocks(struct body_ctx *c, const struct block *b, struct place at);

/* Paragraphs -------------------------------------------------------------- */

static void
add_para(struct body_ctx *c, struct para *p, pos at)
{
	if (c->break_next) {
		p->set |= PS_PAGE_BREAK;
		p->page_break_before = true;
		c->break_next = false;
	}
	lay_add_para(c->l, &c->l->flow, p, at);
}

/* A page break that no paragraph follows needs one of its own. */
static void
flush_break(struct body_ctx *c)
{
	if (c->break_next)
		add_para(c, lay_para(c->l, ROLE_BANG_SAU), (pos){ 0 });
}

static int
quote_indent(struct body_ctx *c, struct place at)
{
	return at.quotes * style_resolved(c->l->s, ROLE_TRICH_DAN).left;
}

/* In quotes everything moves right; the role trich-dan itself knows the first step. */
static void
indent_in_quote(struct body_ctx *c, struct para *p, struct place at)
{
	struct role r;

	if (at.quotes == 0 || (at.quotes == 1 && p->role == ROLE_TRICH_DAN))
		return;
	r = style_resolved(c->l->s, p->role);
	p->set |= PS_LEFT | PS_FIRST;
	p->left = quote_indent(c, at) + (p->role == ROLE_TRICH_DAN ? 0 : r.left);
	p->first = r.first;
}

static int
image_room(struct body_ctx *c, int role, struct place at)
{
	struct role r = style_resolved(c->l->s, role);
	int room = lay_text_area(c->l) - r.left - r.right - quote_indent(c, at);

	return r.first > 0 ? room - r.first : room;
}

/* Does the paragraph announce what comes next ("… như sau:")? */
static bool
announces(const struct para *p, const struct block *next)
{
	const struct run *r;
	str last = { 0 };

	if (next == NULL || next->kind == BLK_PARA || next->kind == BLK_HEADING ||
	    next->kind == BLK_PAGE_BREAK)
		return false;
	for (r = p->runs; r != NULL; r = r->next)
		if (r->kind == RUN_TEXT)
			last = r->text;
	return str_ends(str_trim_end(last), S(":"));
}

static void
mark_last(struct body_ctx *c, struct para *p, bool can_close)
{
	c->last = p;
	c->last_can_close = can_close;
}

static void
lay_paragraph(struct body_ctx *c, const struct block *b, struct place at)
{
	bool image = inline_only_images(b->inl);
	int role = image ? ROLE_HINH : at.role;
	struct para *p = lay_para(c->l, role);
	struct inline_opts o = inline_opts(c->l, role, image_room(c, role, at));

	lay_inlines(c->l, p, b->inl, &o);
	body_mark(c->l, p, b->anchor, (str){ 0 }, b->anchor_at);
	indent_in_quote(c, p, at);
	body_leaders(c->l, p, lay_text_area(c->l));
	if (announces(p, b->next))
		lay_keep_next(p);
	add_para(c, p, b->at);
	mark_last(c, p, !image);
}

static void
lay_verbatim(struct body_ctx *c, const struct block *b, struct place at)
{
	str text = b->text, line;

	if (str_ends(text, S("\n")))
		text = str_first(text, text.n - 1);
	while (str_line(&text, &line)) {
		struct para *p = lay_para(c->l, ROLE_NGUYEN_VAN);

		lay_text(c->l, p, line, 0);
		indent_in_quote(c, p, at);
		add_para(c, p, b->at);
		mark_last(c, p, false);
	}
}

/* Numbers and bullets ----------------------------------------------------- */

/* A list's indents win over those of the paragraph's style; where the style
 * wants others, the paragraph must say so itself. */
static void
keep_role_indents(struct layout *l, struct para *p)
{
	struct role r = style_resolved(l->s, p->role);
	const struct plevel *lvl = &l->abstracts.v[l->nums.v[p->num].abstract].lvl[p->num_level];

	if (r.left == lvl->left && r.first == lvl->first)
		return;
	p->set |= PS_LEFT | PS_FIRST;
	p->left = r.left;
	p->first = r.first;
}

void
body_number(struct layout *l, struct para *p, const struct numbered *e, bool bold_label)
{
	bool below = e->pattern != NULL && e->pattern->title_below;

	p->label = e->label;
	if (e->typed) {
		lay_text(l, p, below ? e->label : str_fmt(l->a, "%.*s ", STR_ARG(e->label)),
		    bold_label ? RUN_BOLD : 0);
		return;
	}
	p->num = e->num;
	p->num_level = e->ilvl;
	keep_role_indents(l, p);
}

void
body_bullet(struct layout *l, struct para *p, int depth, bool in_cell)
{
	p->num = numbering_bullets(l, in_cell);
	p->num_level = depth;
	p->label = numbering_bullet(depth);
	if (!in_cell)
		keep_role_indents(l, p);
}

int
bullet_depth(const struct block *list)
{
	return list->level < 1 ? 0 : list->level > 3 ? 2 : list->level - 1;
}

/* Headings ---------------------------------------------------------------- */

static str
heading_shown(struct layout *l, const struct block *b, const struct numbered *e)
{
	struct buf text;
	str s;

	buf_init(&text);
	if (e != NULL)
		buf_fmt(&text, "%.*s ", STR_ARG(e->label));
	inline_plain(&text, b->inl);
	s = str_replace(l->a, buf_dup(&text, l->a), S("\n"), S(" "));
	buf_free(&text);
	return s;
}

/* May a body end on this heading? One that is a text of its own may ("Điều 3.
 * Chánh Văn phòng … chịu trách nhiệm thi hành"), a mere title not. */
static bool
can_close(const struct body_ctx *c, const struct block *b, const struct numbered *e)
{
	if (e != NULL && (e->pattern->upper || e->pattern->title_below))
		return false;
	return b->run_in || !c->o->in_appendix;
}

/* "Chương I" and below it a title that may take several lines. */
static void
balance_title(struct layout *l, struct para *p, const struct block *b, bool upper)
{
	struct buf text;
	struct val title = { .at = b->at };
	struct lines one = { &title, 1, b->at, false };

	if (style_resolved(l->s, p->role).align != ALIGN_CENTER)
		return;
	buf_init(&text);
	inline_plain(&text, b->inl);
	title.s = buf_dup(&text, l->a);
	buf_free(&text);
	if (upper)
		title.s = lay_upper(l, title.s);
	lay_balance(l, p, &one, lay_text_area(l), 0);
}

static void
lay_heading(struct body_ctx *c, const struct block *b)
{
	struct layout *l = c->l;
	const struct numbered *e = numbering_next(c->num, b);
	int role = e != NULL ? e->pattern->heading_role : ROLE_THAN;
	struct para *p = lay_para(l, role);
	struct inline_opts o = inline_opts(l, role, lay_text_area(l));

	o.run_in = b->run_in;
	if (e != NULL) {
		o.upper = e->pattern->upper;
		if (e->outline != style_resolved(l->s, role).outline) {
			p->set |= PS_OUTLINE;
			p->outline = e->outline;
		}
		body_number(l, p, e, false);
		if (e->pattern->title_below && b->inl != NULL) {
			balance_title(l, p, b, o.upper);
			lay_run(l, p, RUN_BREAK);
		}
	}
	lay_inlines(l, p, b->inl, &o);
	body_mark(l, p, b->anchor, e != NULL ? e->refer : (str){ 0 }, b->anchor_at);
	add_para(c, p, b->at);
	mark_last(c, p, can_close(c, b, e));
	c->heading = heading_shown(l, b, e);
}

/* Lists ------------------------------------------------------------------- */

/* The item's first paragraph, with its number; returns what is left of the item. */
static const struct block *
lay_item_head(
    struct body_ctx *c, const struct block *item, struct para *p, str refer, struct place at)
{
	const struct block *first = item->child;
	struct inline_opts o = inline_opts(c->l, p->role, image_room(c, p->role, at));
	bool text = first != NULL && first->kind == BLK_PARA;

	if (text)
		lay_inlines(c->l, p, first->inl, &o);
	body_mark(c->l, p, item->anchor, refer, item->anchor_at);
	indent_in_quote(c, p, at);
	body_leaders(c->l, p, lay_text_area(c->l));
	if (text && announces(p, first->next))
		lay_keep_next(p);
	add_para(c, p, item->at);
	mark_last(c, p, !text || !inline_only_images(first->inl));
	return text ? first->next : first;
}

/* A khoản with a title: number and title are bold, on a line of their own (II.6.đ). */
static bool
opens_with_title(const struct block *item)
{
	const struct block *first = item->child;
	bool words = false;

	if (first == NULL || first->kind != BLK_PARA)
		return false;
	for (const struct inl *i = first->inl; i != NULL; i = i->next) {
		if (i->kind == INL_FOOTNOTE)
			continue;
		if (!(i->style & INL_BOLD))
			return false;
		words = true;
	}
	return words;
}

static void
lay_numbered_item(struct body_ctx *c, const struct block *item, struct place at)
{
	const struct numbered *e = numbering_next(c->num, item);
	const struct block *rest;
	struct para *p;
	bool title;

	if (e == NULL) { /* its level was reported */
		lay_blocks(c, item->child, at);
		return;
	}
	p = lay_para(c->l, e->pattern->item_role);
	title = opens_with_title(item) && !style_resolved(c->l->s, p->role).bold;
	body_number(c->l, p, e,
	    title || (e->pattern->label_bold && !style_resolved(c->l->s, p->role).bold));
	if (title)
		p->set |= PS_BOLD_NUMBER;
	if (title && item->child->next != NULL)
		lay_keep_next(p);
	rest = lay_item_head(c, item, p, e->refer, at);
	lay_blocks(c, rest, (struct place){ e->pattern->more_role, at.quotes });
}

static void
lay_bullet_item(struct body_ctx *c, const struct block *item, int depth, struct place at)
{
	static const int roles[] = { ROLE_GACH_1, ROLE_GACH_2, ROLE_GACH_3 };
	struct para *p = lay_para(c->l, roles[depth]);
	const struct block *rest;

	body_bullet(c->l, p, depth, false);
	rest = lay_item_head(c, item, p, (str){ 0 }, at);
	lay_blocks(c, rest, (struct place){ ROLE_GACH_TIEP, at.quotes });
}

static void
lay_list(struct body_ctx *c, const struct block *list, struct place at)
{
	const struct block *item;

	for (item = list->child; item != NULL; item = item->next) {
		if (list->ordered)
			lay_numbered_item(c, item, at);
		else
			lay_bullet_item(c, item, bullet_depth(list), at);
	}
}

/* Blocks ------------------------------------------------------------------ */

static void
lay_table(struct body_ctx *c, const struct block *b)
{
	if (table_turns_page(c->l, b->table))
		c->break_next = false; /* it stands on a page of its own anyway */
	flush_break(c);
	lay_body_table(c, b);
	mark_last(c, NULL, false);
}

static void
lay_blocks(struct body_ctx *c, const struct block *b, struct place at)
{
	for (; b != NULL; b = b->next) {
		switch (b->kind) {
		case BLK_HEADING: lay_heading(c, b); break;
		case BLK_PARA: lay_paragraph(c, b, at); break;
		case BLK_LIST: lay_list(c, b, at); break;
		case BLK_ITEM: break; /* in a list only */
		case BLK_TABLE: lay_table(c, b); break;
		case BLK_VERBATIM: lay_verbatim(c, b, at); break;
		case BLK_QUOTE:
			lay_blocks(c, b->child, (struct place){ ROLE_TRICH_DAN, at.quotes + 1 });
			break;
		case BLK_PAGE_BREAK: c->break_next = true; break;
		}
	}
}

/* The end mark ------------------------------------------------------------ */

/* The last run of words, be it a reference whose words are still to come;
 * *after: the last run of all that prints. */
static struct run *
last_words(struct para *p, struct run **after)
{
	struct run *r, *words = NULL;

	*after = NULL;
	for (r = p->runs; r != NULL; r = r->next) {
		if (r->kind == RUN_TEXT && (r->text.n == 0 || str_trim(r->text).n > 0))
			words = r;
		if (r->kind != RUN_MARK_END)
			*after = r;
	}
	return words;
}

/* What was typed in the mark's place: its twin, or a stop that it replaces. An
 * ellipsis stays. */
static str
without_stop(str text, str mark)
{
	str s = str_trim_end(text);

	if (str_ends(s, mark))
		return str_trim_end(str_first(s, s.n - mark.n));
	if (str_ends(s, S("..")))
		return s;
	if (str_ends(s, S(".")) || str_ends(s, S(";")) || str_ends(s, S(",")))
		return str_trim_end(str_first(s, s.n - 1));
	return s;
}

void
lay_close_text(struct layout *l, struct para *p, str mark)
{
	struct run *after, *words = last_words(p, &after);
	size_t first_char = 0;
	unsigned fmt;

	if (mark.n == 0 || words == NULL)
		return;
	fmt = words->fmt & ~(unsigned)RUN_GAP;
	if (utf_is_letter(utf_next(mark, &first_char))) { /* words of the writer's own */
		lay_text(l, p, str_fmt(l->a, " %.*s", STR_ARG(mark)), fmt);
		return;
	}
	words->text = without_stop(words->text, mark);
	if (words == after && (words->fmt & RUN_GAP) == 0)
		words->text = str_cat(l->a, words->text, mark);
	else
		lay_text(l, p, mark, fmt); /* behind a note's mark or a link */
}

void
lay_body(struct layout *l, const struct body *b, const struct body_opts *o)
{
	struct body_ctx c = { .l = l, .o = o, .first = b->blocks };

	l->part++;
	l->part_name = o->part_name;
	l->in_form = o->in_form;
	if (b->blocks == NULL)
		return;
	c.num = numbering_of_body(l, b, o);
	lay_blocks(&c, b->blocks, (struct place){ ROLE_THAN, 0 });
	if (c.last != NULL && c.last_can_close)
		lay_close_text(l, c.last, o->ket_thuc);
	flush_break(&c);
}
