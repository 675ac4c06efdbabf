/* read/walk_link.c: links and images, and the cursor's way over their targets. */
#include "walk.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

static void
skip_target(struct cursor *c)
{
	int open = 0, b;

	if (cur_eat(c, '<')) {
		while ((b = cur_peek(c)) != 0 && b != '>')
			cur_step(c, b == '\\' ? 2 : 1);
		cur_step(c, 1);
		return;
	}
	while ((b = cur_peek(c)) != 0 && b != ' ' && b != '\n' && b != '\t') {
		if (b == ')' && open-- == 0)
			return;
		open += b == '(';
		cur_step(c, b == '\\' ? 2 : 1);
	}
}

static void
skip_title(struct cursor *c)
{
	int close = cur_peek(c) == '(' ? ')' : cur_peek(c), b;

	if (close != '"' && close != '\'' && close != ')')
		return;
	if (cur_peek(c) == ')')
		return;
	for (cur_step(c, 1); (b = cur_peek(c)) != 0 && b != close;)
		cur_step(c, b == '\\' ? 2 : 1);
	cur_step(c, 1);
}

/* Over `](target "title")`, or the `>` of a bare address. */
static void
skip_tail(struct walk *w)
{
	struct cursor *c = &w->cur;

	if (w->lost || cur_eat(c, '>'))
		return;
	if (!cur_eat(c, ']') || !cur_eat(c, '(')) {
		w->lost = true;
		return;
	}
	cur_skip_white(c);
	skip_target(c);
	cur_skip_white(c);
	skip_title(c);
	cur_skip_white(c);
	w->lost = !cur_eat(c, ')');
}

void
walk_enter_link(struct walk *w, cmark_node *node)
{
	str url = md_unmask(w->md, str_z(cmark_node_get_url(node)));
	size_t off = cur_offset(&w->cur);
	pos at = walk_place(w, off, 1);

	if (!w->lost)
		cur_step(&w->cur, 1);
	if (w->images)
		return;
	if (w->gap || w->links)
		md_report(w->md, w->gap ? D_GAP_CONTENT : D_LINK_CONTENT, at);
	walk_flush(w);
	if (w->links++)
		return;
	buf_clear(&w->words);
	w->link = md_link(w->md, url, md_unmask(w->md, str_z(cmark_node_get_title(node))), at);
	w->link_off = off;
	w->link_runs = 0;
	w->link_style = 0;
}

void
walk_leave_link(struct walk *w)
{
	struct inl *i;
	bool bare = cur_peek(&w->cur) == '>' && !w->lost;
	pos at;

	if (w->link.kind == LINK_URL && !w->images)
		walk_flush(w);
	skip_tail(w);
	if (w->images || --w->links)
		return;
	at = walk_place_to_here(w, w->link_off);
	if (w->link.kind == LINK_URL && w->link_runs == 0)
		md_report(w->md, D_LINK_EMPTY, at, w->link.url);
	if (w->link.kind != LINK_CITE && w->link.kind != LINK_REF)
		return;
	walk_flush(w);
	i = walk_add(w, w->link.kind == LINK_CITE ? INL_CITE : INL_REF, at);
	i->style |= w->link_style;
	i->target = w->link.target;
	i->cite = w->link.cite;
	if (!bare)
		i->text = str_trim(md_unmask(w->md, buf_dup(&w->words, w->md->arena)));
	w->leaf->bold = w->leaf->bold || w->bold;
	w->leaf->plain = w->leaf->plain || !w->bold;
}

void
walk_enter_image(struct walk *w)
{
	if (w->images++ == 0) {
		w->image_off = cur_offset(&w->cur);
		if (w->links)
			md_report(w->md, D_LINK_CONTENT, walk_place(w, w->image_off, 2));
		w->link_runs++;
		walk_flush(w);
		buf_clear(&w->words);
	}
	if (!w->lost)
		cur_step(&w->cur, 2);
}

void
walk_leave_image(struct walk *w, cmark_node *node)
{
	str title, alt;
	struct inl *i;
	pos at;

	skip_tail(w);
	if (--w->images)
		return;
	at = walk_place_to_here(w, w->image_off);
	alt = str_trim(md_unmask(w->md, buf_dup(&w->words, w->md->arena)));
	title = md_unmask(w->md, str_z(cmark_node_get_title(node)));
	buf_clear(&w->words);
	if (!w->leaf->image_ok || w->gap) {
		md_report(w->md, D_IMAGE_PLACE, at);
		return;
	}
	if (alt.n == 0)
		md_report(w->md, D_IMAGE_ALT, at);
	if (!md_is_blank(title))
		md_report(w->md, D_IMAGE_TITLE, at, title);
	i = walk_add(w, INL_IMAGE, at);
	i->text = alt;
	i->image = md_image(w->md, md_unmask(w->md, str_z(cmark_node_get_url(node))), at);
}
