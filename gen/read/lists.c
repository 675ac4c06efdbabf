/* read/lists.c: lists and their numbers. cmark keeps the number of a list's
 * first item only and the mark of none, so both are read at each item's place
 * in the source. Numbers are settled when a run of blocks is complete, since a
 * comment between two items splits the list for cmark but not for us. */
#include "markdown_int.h"

#include <cmark-gfm.h>
#include <string.h>

/* A list on its way: what its items have in common. */
struct list {
	struct block *block;
	struct blocks items;
	bool ordered;
	bool told; /* its place or mark is wrong: said once */
	/* The item before. */
	uint32_t number;
	size_t indent; /* columns in front of its mark */
};

/* Offset of the item's marker in the piece. */
static size_t
item_offset(const struct piece *p, cmark_node *item)
{
	uint32_t line = (uint32_t)cmark_node_get_start_line(item) - p->shift;
	size_t col = (size_t)cmark_node_get_start_column(item);

	return line && line <= p->n_lines ? p->lines[line - 1] + (col ? col - 1 : 0) : 0;
}

static size_t
digits(str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/* Where lists may not be, as the format has no look for them there. */
static void
check_place(struct md *md, const struct around *c, struct list *l, pos at)
{
	if (l->ordered && c->bullets > 0)
		md_report(md, D_LIST_IN_BULLET, at);
	else if (l->ordered && c->quotes > 0)
		md_report(md, D_LIST_IN_QUOTE, at);
	else if (c->note)
		return; /* notes.c reports every block that is no paragraph */
	else if (!l->ordered && c->bullets == MD_MAX_BULLETS) /* once, not for each further level */
		md_report(md, D_LIST_DEEP, at);
	else if (l->ordered && c->p->cell && c->numbers == MD_MAX_CELL_NUMBERS)
		md_report(md, D_LIST_DEEP_CELL, at);
	else
		return;
	l->told = true;
}

/* All bullets of a level are of one mark in a file. */
static void
check_bullet(struct md *md, const struct around *c, struct list *l, char mark, pos at)
{
	size_t level = (size_t)c->bullets;
	struct diag *f;

	if (l->told || c->note || level >= MD_MAX_BULLETS)
		return;
	if (md->marks[level] == 0) {
		md->marks[level] = mark;
		md->mark_at[level] = at;
	} else if (md->marks[level] != mark) {
		f = md_report(
		    md, D_BULLET_MARK, at, (str){ &mark, 1 }, (str){ &md->marks[level], 1 });
		if (f)
			f->also = md->mark_at[level];
		l->told = true;
	}
}

/* Reads what was typed: the number into the item, or the bullet's mark. */
static void
read_marker(struct md *md, const struct around *c, struct list *l, struct block *item, size_t off)
{
	str s = str_from(c->p->src, off);
	size_t n = digits(s);

	if (!l->ordered) {
		item->at = md_at(md, c->p, off, 1);
		check_bullet(md, c, l, s.n ? s.p[0] : '-', item->at);
		return;
	}
	item->at = md_at(md, c->p, off, n + 1);
	str_uint(str_first(s, n), &item->number);
	if (n < s.n && s.p[n] == ')')
		md_report(md, D_LIST_PAREN, item->at, str_first(s, n));
	else if (n && s.p[0] == '0')
		md_report(md, D_LIST_ZERO, item->at, str_first(s, n + 1));
}

/* Columns in front of the item's mark. */
static size_t
indent_of(const struct piece *p, cmark_node *item, size_t off)
{
	uint32_t line = (uint32_t)cmark_node_get_start_line(item) - p->shift;
	size_t column = 0;

	for (size_t i = p->lines[line - 1]; i < off; i++)
		column = p->src.p[i] == '\t' ? column / 4 * 4 + 4 : column + 1;
	return column;
}

/* `1.` under a `1.` and a little to the right of it is meant to go a level down,
 * but doesn't. Numbers that go up may well be aligned to the right. */
static void
check_indent(struct md *md, const struct around *c, struct list *l, cmark_node *node,
    const struct block *item)
{
	size_t indent = indent_of(c->p, node, item_offset(c->p, node));
	bool counts = l->ordered && item->number > l->number;

	if (l->items.first != item && indent > l->indent && !counts && !c->p->cell)
		md_report(md, D_LIST_INDENT, item->at);
	l->number = item->number;
	l->indent = indent;
}

/* Every item opens with a paragraph, be it empty (a line to fill in by hand). */
static void
open_with_paragraph(struct md *md, struct block *item, struct blocks *list)
{
	struct blocks empty = { NULL, NULL };

	if (list->first == NULL || list->first->kind != BLK_PARA) {
		md_block(md, &empty, BLK_PARA, item->at, item);
		empty.first->next = list->first;
		list->first = empty.first;
	}
	item->child = list->first;
}

static void
add_item(struct md *md, const struct around *c, struct list *l, cmark_node *node)
{
	struct around inner = *c;
	struct blocks list = { NULL, NULL };
	struct block *item = md_block(md, &l->items, BLK_ITEM, c->p->text->at, l->block);

	read_marker(md, c, l, item, item_offset(c->p, node));
	check_indent(md, c, l, node, item);
	inner.parent = item;
	inner.depth++;
	if (l->ordered)
		inner.numbers++;
	else
		inner.bullets++;
	md_children(md, &inner, node, &list);
	open_with_paragraph(md, item, &list);
}

/* The list that a comment has cut off this one, or NULL. */
static struct block *
going_on(const struct blocks *out, bool ordered, bool after_comment)
{
	struct block *b = out->last;

	return after_comment && b && b->kind == BLK_LIST && b->ordered == ordered ? b : NULL;
}

void
md_list(
    struct md *md, const struct around *c, cmark_node *node, struct blocks *out, bool after_comment)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	struct list l = { .ordered = ordered, .block = going_on(out, ordered, after_comment) };

	if (l.block) {
		l.items.first = l.items.last = l.block->child;
		while (l.items.last->next)
			l.items.last = l.items.last->next;
	} else {
		l.block = md_block(md, out, BLK_LIST, c->p->text->at, c->parent);
		l.block->ordered = ordered;
		l.block->level = (ordered ? c->numbers : c->bullets) + 1;
		l.block->at = md_at(md, c->p, item_offset(c->p, cmark_node_first_child(node)), 1);
	}
	check_place(md, c, &l, l.block->at);
	for (node = cmark_node_first_child(node); node; node = cmark_node_next(node))
		add_item(md, c, &l, node);
	l.block->child = l.items.first;
}

/* ---- Numbers -------------------------------------------------------------- */

static bool
all_ones(const struct block *list)
{
	for (const struct block *i = list->child; i; i = i->next)
		if (i->number != 1)
			return false;
	return list->child && list->child->next;
}

/* Typed numbers go up; `1.` everywhere counts by itself. */
static void
settle_list(struct md *md, struct block *list)
{
	uint32_t n = 0;

	list->same_number = all_ones(list);
	for (struct block *i = list->child; i; i = i->next) {
		if (list->same_number) {
			i->number = ++n;
			continue;
		}
		if (i->number <= n && i != list->child)
			md_report(md, D_LIST_NUMBER, i->at,
			    str_fmt(md->arena, "%u.", (unsigned)i->number),
			    str_fmt(md->arena, "%u.", (unsigned)n));
		n = i->number;
	}
}

void
md_settle(struct md *md, const struct blocks *list)
{
	for (struct block *b = list->first; b; b = b->next)
		if (b->kind == BLK_LIST && b->ordered && b->child)
			settle_list(md, b);
}
