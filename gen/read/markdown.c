/* read/markdown.c: cmark's tree → blocks of the model. Every kind of node that
 * the format has gets a block; every other is reported where it stands. The
 * walk goes down by recursion, which is bounded: nobody nests a document
 * deeper than MD_MAX_DEPTH. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

bool
md_may_report(const struct md *md)
{
	return md->d->list.n - md->reports_before < MD_MAX_REPORTS;
}

/* ---- Places --------------------------------------------------------------- */

/* From the last place on, line by line. */
static void
go_on(struct md *md, const struct text *t, size_t off)
{
	pos *at = &md->last.at;
	str way = str_sub(t->s, md->last.off, off > md->last.off ? off - md->last.off : 0);

	for (size_t eol; (eol = str_find_c(way, '\n')) != STR_NONE; way = str_from(way, eol + 1)) {
		at->line++;
		at->col = t->how == TEXT_BLOCK ? t->indent + 1 : 1;
	}
	at->col += (uint32_t)utf_len(way);
	md->last.off = off > md->last.off ? off : md->last.off;
}

/* Back within the line, if it is near. */
static bool
go_back(struct md *md, const struct text *t, size_t off)
{
	size_t back = md->last.off - off;

	if (back > 4096 || memchr(t->s.p + off, '\n', back))
		return false;
	md->last.off = off;
	md->last.at.col -= (uint32_t)utf_len(str_sub(t->s, off, back));
	return true;
}

pos
md_place(struct md *md, const struct text *t, size_t off, size_t n)
{
	str run;
	pos at;

	if (t->how == TEXT_POINT || t->at.src == NULL)
		return t->at;
	off = off < t->s.n ? off : t->s.n;
	if (md->last.p == NULL || md->last.p != t->s.p ||
	    (off < md->last.off && !go_back(md, t, off))) {
		md->last.p = t->s.p;
		md->last.off = off;
		md->last.at = text_pos(t, off, 0);
	}
	go_on(md, t, off);
	run = str_sub(t->s, off, n);
	at = md->last.at;
	at.len = (uint32_t)utf_len(str_first(run, str_find_c(run, '\n')));
	return at;
}

pos
md_at(struct md *md, const struct piece *p, size_t off, size_t n)
{
	return md_place(md, p->text, p->base + off, n);
}

str
md_line(const struct piece *p, uint32_t line)
{
	size_t start, end;

	if (line == 0 || line > p->n_lines)
		return (str){ NULL, 0 };
	start = p->lines[line - 1];
	end = line < p->n_lines ? p->lines[line] - 1 : p->src.n;
	return str_sub(p->src, start, end - start);
}

pos
md_line_at(struct md *md, const struct piece *p, uint32_t line)
{
	str whole = md_line(p, line), s = str_trim(whole);

	if (s.n == 0)
		return md_at(md, p, line && line <= p->n_lines ? p->lines[line - 1] : 0, 0);
	return md_at(md, p, (size_t)(s.p - p->src.p), s.n);
}

/* ---- Blocks --------------------------------------------------------------- */

struct block *
md_block(struct md *md, struct blocks *list, enum block_kind kind, pos at, struct block *parent)
{
	struct block *b = NEW(md->nodes, struct block);

	b->kind = kind;
	b->at = at;
	b->parent = parent;
	if (list->last)
		list->last->next = b;
	else
		list->first = b;
	list->last = b;
	return b;
}

static uint32_t
first_line(const struct piece *p, cmark_node *node)
{
	return (uint32_t)cmark_node_get_start_line(node) - p->shift;
}

static void
quote(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	struct around inner = *c;
	struct blocks list = { NULL, NULL };
	struct block *b =
	    md_block(md, out, BLK_QUOTE, md_line_at(md, c->p, first_line(c->p, node)), c->parent);

	inner.parent = b;
	inner.depth++;
	inner.quotes++;
	md_children(md, &inner, node, &list);
	b->child = list.first;
}

/* Only `---`, between blank lines, is a page break. */
static void
page_break(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	uint32_t line = first_line(c->p, node);
	size_t col = (size_t)cmark_node_get_start_column(node) - 1;
	str typed = str_trim(str_from(md_line(c->p, line), col));
	pos at = md_at(md, c->p, c->p->lines[line - 1] + col, typed.n);

	if (!str_is(typed, "---"))
		md_report(md, D_BREAK_FORM, at, md_unmask(md, typed));
	else if (c->parent || c->note)
		md_report(md, D_BREAK_PLACE, at);
	else if (!md_is_blank(md_line(c->p, line - 1)) || !md_is_blank(md_line(c->p, line + 1)))
		md_report(md, D_BREAK_BLANK, at);
	md_block(md, out, BLK_PAGE_BREAK, at, c->parent);
}

/* One node; true when it was a comment, which leaves no block. */
static bool
child(
    struct md *md, const struct around *c, cmark_node *node, struct blocks *out, bool after_comment)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH: md_paragraph(md, c, node, out); break;
	case CMARK_NODE_HEADING: md_heading(md, c, node, out); break;
	case CMARK_NODE_LIST: md_list(md, c, node, out, after_comment); break;
	case CMARK_NODE_BLOCK_QUOTE: quote(md, c, node, out); break;
	case CMARK_NODE_CODE_BLOCK: md_code(md, c, node, out); break;
	case CMARK_NODE_THEMATIC_BREAK: page_break(md, c, node, out); break;
	case CMARK_NODE_HTML_BLOCK: return md_html(md, c, node);
	default: break; /* footnote definitions are read last, by notes.c */
	}
	return false;
}

void
md_children(struct md *md, const struct around *c, cmark_node *node, struct blocks *out)
{
	bool comment = false;

	node = cmark_node_first_child(node);
	if (node && c->depth > MD_MAX_DEPTH) {
		md_report(md, D_NEST_DEEP, md_line_at(md, c->p, first_line(c->p, node)));
		return;
	}
	for (; node; node = cmark_node_next(node))
		comment = child(md, c, node, out, comment);
	md_settle(md, out);
}

/* ---- Parsing -------------------------------------------------------------- */

static void
index_lines(struct md *md, struct piece *p)
{
	VEC(uint32_t) lines = { 0 };

	VEC_PUSH(md->arena, &lines, 0);
	for (size_t at = 0, eol; (eol = str_find_c(str_from(p->src, at), '\n')) != STR_NONE;) {
		at += eol + 1;
		VEC_PUSH(md->arena, &lines, (uint32_t)at);
	}
	p->lines = lines.v;
	p->n_lines = (uint32_t)lines.n;
}

/* cmark's own allocator calls abort() when memory is out. */
static void *
zeroed(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		out_of_memory();
	return p;
}

static cmark_mem memory = { zeroed, xrealloc, free };

/* cmark's tree of p; the caller frees it. */
static cmark_node *
parse(struct md *md, struct piece *p)
{
	cmark_parser *parser =
	    cmark_parser_new_with_mem(p->whole ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT, &memory);
	struct buf calls;
	cmark_node *root;

	buf_init(&calls);
	if (p->whole)
		md_notes_calls(md, &calls);
	p->shift = calls.n ? 2 : 0;
	cmark_parser_feed(parser, calls.p, calls.n);
	cmark_parser_feed(parser, p->src.p ? p->src.p : "", p->src.n);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	buf_free(&calls);
	return root;
}

void
md_parse(struct md *md, struct piece *p, const struct around *c, struct blocks *out)
{
	struct around top = *c;
	cmark_node *root;

	index_lines(md, p);
	root = parse(md, p);
	top.p = p;
	if (p->shift)
		cmark_node_free(cmark_node_first_child(root));
	if (p->whole)
		md_notes_define(md, p, root);
	md_children(md, &top, root, out);
	if (p->whole)
		md_notes_finish(md, p);
	cmark_node_free(root);
}

struct block *
read_markdown(struct markdown_ctx *m, const struct text *text)
{
	struct md md = { .m = m,
		.arena = m->arena,
		.nodes = m->nodes,
		.d = m->diags,
		.text = text,
		.reports_before = m->diags->list.n };
	struct piece p = { .text = text, .whole = true };
	struct around top = { .p = &p };
	struct blocks out = { NULL, NULL };
	char *copy;

	if (md_has_control(text->s)) {
		md_report(&md, D_MD_CONTROL, text_pos(text, 0, 0));
		return NULL;
	}
	md_notes_scan(&md, text->s);
	copy = xmalloc(text->s.n + 1);
	if (text->s.n)
		memcpy(copy, text->s.p, text->s.n);
	md_mask_body(copy, text->s.n);
	p.src = (str){ copy, text->s.n };
	md_parse(&md, &p, &top, &out);
	free(copy);
	md_anchors_finish(&md);
	return out.first;
}
