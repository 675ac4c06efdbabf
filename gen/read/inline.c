/* read/inline.c: the inlines of a paragraph → runs of the model. cmark's tree
 * says what is bold, linked or code; it does not say where, nor what was
 * escaped. So a cursor goes through the source lines in step with the tree:
 * each node steps over its own marks, and text is compared byte by byte, a
 * backslash or an entity standing for what it means. Whatever the format adds
 * to CommonMark (footnote calls, gaps, names of places) and whatever must not
 * pass in silence (`**` left over) is looked for only where the byte was typed
 * as such. Should cursor and tree ever part, text is taken from the tree and
 * places become those of the last byte that was sure: nothing is lost. */
#include "walk.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

pos
walk_place(struct walk *w, size_t off, size_t n)
{
	return md_at(w->md, w->leaf->p, off, n);
}

pos
walk_place_to_here(struct walk *w, size_t off)
{
	size_t end = cur_offset(&w->cur);

	return walk_place(w, off, end > off ? end - off : 1);
}

/* ---- Runs -------------------------------------------------------------------- */

static unsigned
style_now(const struct walk *w)
{
	return (w->bold ? INL_BOLD : 0u) | (w->italic ? INL_ITALIC : 0u);
}

struct inl *
walk_add(struct walk *w, enum inl_kind kind, pos at)
{
	struct inl *i = NEW(w->md->nodes, struct inl);

	i->kind = kind;
	i->style = style_now(w);
	i->at = at;
	if (w->last)
		w->last->next = i;
	else
		w->leaf->inl = i;
	w->last = i;
	return i;
}

void
walk_flush(struct walk *w)
{
	struct inl *i;

	if (w->run.n == 0)
		return;
	i = walk_add(w, w->kind, walk_place(w, w->run_off, w->run_end - w->run_off));
	i->style = w->style;
	i->text = md_unmask(w->md, buf_dup(&w->run, w->md->arena));
	if (w->decoded)
		i->text = utf_nfc(w->md->arena, i->text);
	w->decoded = false;
	if (w->links && w->link.kind == LINK_URL) {
		i->url = w->link.url;
		w->link_runs++;
	}
	buf_clear(&w->run);
}

/* Does the text end in a space, for a comment that vanishes between two? */
static bool
ends_in_space(const struct walk *w)
{
	if (w->run.n)
		return w->run.p[w->run.n - 1] == ' ';
	return w->last == NULL || w->last->kind == INL_BREAK ||
	       (w->last->kind == INL_TEXT && str_ends(w->last->text, S(" ")));
}

/* Text that goes to the words of a link or image instead of the page. */
static bool
to_words(const struct walk *w)
{
	return w->images || (w->links && (w->link.kind == LINK_CITE || w->link.kind == LINK_REF));
}

void
walk_put(struct walk *w, str s, unsigned extra, size_t off)
{
	enum inl_kind kind = w->gap ? INL_GAP : INL_TEXT;
	unsigned style = style_now(w) | extra;

	if (w->after_comment && s.n && s.p[0] == ' ' && ends_in_space(w))
		s = str_from(s, 1);
	if (s.n == 0)
		return;
	w->after_comment = false;
	if (to_words(w)) {
		w->link_style = w->words.n ? w->link_style & style : style;
		buf_str(&w->words, s);
		return;
	}
	if (w->run.n && (w->kind != kind || w->style != style))
		walk_flush(w);
	if (w->run.n == 0) {
		w->kind = kind;
		w->style = style;
		w->run_off = off;
	}
	buf_str(&w->run, s);
	w->run_end = off + s.n;
	if (!md_is_blank(s)) {
		w->leaf->bold = w->leaf->bold || w->bold;
		w->leaf->plain = w->leaf->plain || !w->bold;
	}
}

/* Part of a value, on the page. */
static void
add_value(struct walk *w, const struct text *value, str line)
{
	struct inl *i = walk_add(
	    w, w->gap ? INL_GAP : INL_TEXT, text_pos(value, (size_t)(line.p - value->s.p), line.n));

	i->text = line;
	if (w->links && w->link.kind == LINK_URL) {
		i->url = w->link.url;
		w->link_runs++;
	}
}

void
walk_value(struct walk *w, const struct text *value, size_t off, size_t n)
{
	str rest = value->s, line;
	bool first = true;

	w->after_comment = false;
	if (to_words(w)) {
		walk_put(w, str_replace(w->md->arena, value->s, S("\n"), S(" ")), 0, off);
		return;
	}
	walk_flush(w);
	for (; str_line(&rest, &line); first = false) {
		if (!first)
			walk_add(w, INL_BREAK, walk_place(w, off, n));
		if (line.n)
			add_value(w, value, line);
	}
	w->leaf->bold = w->leaf->bold || w->bold;
	w->leaf->plain = w->leaf->plain || !w->bold;
}

/* What has no place in a gap, in the words of a citation or in an alt text. */
bool
walk_out_of_place(struct walk *w, pos at)
{
	if (w->gap)
		md_report(w->md, D_GAP_CONTENT, at);
	else if (w->images || (w->links && w->link.kind != LINK_URL && w->link.kind != LINK_BAD))
		md_report(w->md, D_LINK_CONTENT, at);
	else
		return false;
	return true;
}

/* ---- Nodes ------------------------------------------------------------------- */

static void
line_break(struct walk *w, bool hard)
{
	size_t off = cur_offset(&w->cur);

	cur_next_line(&w->cur);
	if (!hard || to_words(w)) {
		walk_put(w, S(" "), 0, off);
		return;
	}
	walk_flush(w);
	walk_add(w, INL_BREAK, walk_place(w, off, 0));
}

static void
code(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));
	size_t ticks = 0, run = 0, off = cur_offset(&w->cur);

	while (cur_peek_at(&w->cur, ticks) == '`')
		ticks++;
	walk_put(w, s, INL_VERBATIM, off + ticks);
	if (ticks == 0)
		w->lost = true;
	if (w->lost)
		return;
	for (cur_step(&w->cur, ticks); cur_peek(&w->cur); cur_step(&w->cur, 1)) {
		run = cur_peek(&w->cur) == '`' ? run + 1 : 0;
		if (run == ticks && cur_peek_at(&w->cur, 1) != '`') {
			cur_step(&w->cur, 1);
			return;
		}
	}
	w->lost = true;
}

/* Only comments; in a cell `<br>` has become a newline before. `</b>` is told
 * with its `<b>`. */
static void
html(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));
	size_t off = cur_offset(&w->cur);

	if (!w->lost)
		cur_step(&w->cur, s.n);
	if (str_starts(s, S("<!--"))) {
		w->after_comment = true;
		return;
	}
	if (!w->html_told || !str_starts(s, S("</")))
		md_report(w->md,
		    str_starts(s, S("<br")) || str_starts(s, S("<BR")) ? D_HTML_BR : D_HTML,
		    walk_place(w, off, s.n), str_dup(w->md->arena, s));
	w->html_told = true;
}

/* A call that looked like the start of a definition: mask.c left it to cmark. */
static void
footnote(struct walk *w)
{
	size_t off = cur_offset(&w->cur), n = 2;
	char label[256];
	int c;

	if (w->lost || cur_peek(&w->cur) != '[')
		return;
	while (
	    (c = cur_peek_at(&w->cur, n)) != 0 && c != ']' && c != '\n' && n - 2 < sizeof label) {
		label[n - 2] = (char)c;
		n++;
	}
	cur_step(&w->cur, n + 1);
	walk_call_note(w, str_dup(w->md->arena, (str){ label, n - 2 }), walk_place(w, off, n + 1));
}

enum { LONGEST_MARK = 3 };

/* How many of the mark's character stand here in a row; more than the longest mark is
 * as good as all: a long row is asked about at each of its marks. */
static size_t
run_length(const struct cursor *c, char mark_char)
{
	str s = c->lines[c->line].s;
	size_t from = c->i, to = c->i;

	while (from > 0 && c->i - from <= LONGEST_MARK && s.p[from - 1] == mark_char)
		from--;
	while (to < s.n && to - c->i <= LONGEST_MARK && s.p[to] == mark_char)
		to++;
	return to - from;
}

/* Has the node a letter or digit near its start? */
static bool
has_words(cmark_node *node)
{
	cmark_iter *it = cmark_iter_new(node);
	bool found = false;

	for (int i = 0; i < 64 && !found && cmark_iter_next(it) != CMARK_EVENT_DONE; i++) {
		const char *z = cmark_node_get_literal(cmark_iter_get_node(it));
		str s = str_z(z);

		for (size_t k = 0; k < s.n && k < 256 && !found;) {
			uint32_t cp = utf_next(s, &k);

			found = utf_is_letter(cp) || (cp >= '0' && cp <= '9');
		}
	}
	cmark_iter_free(it);
	return found;
}

/* `____/____` is a line to fill in, whatever CommonMark says. */
static bool
is_fill_in(const struct walk *w, cmark_node *node)
{
	return !w->lost && cur_peek(&w->cur) == '_' &&
	       (run_length(&w->cur, '_') > LONGEST_MARK || !has_words(node));
}

/* `*` or `**`, on the way in and out. A mark that is a line to fill in is
 * remembered at its node. */
static void
emphasis(struct walk *w, cmark_node *node, int *depth, size_t n, bool enter)
{
	size_t off = cur_offset(&w->cur);

	if (enter && is_fill_in(w, node))
		cmark_node_set_user_data(node, node);
	if (cmark_node_get_user_data(node))
		walk_put(w, str_first(S("__"), n), 0, off);
	else
		*depth += enter ? 1 : -1;
	if (!w->lost && cur_peek(&w->cur) != '*' && cur_peek(&w->cur) != '_')
		w->lost = true;
	if (!w->lost)
		cur_step(&w->cur, n);
}

/* ---- The walk ------------------------------------------------------------------- */

static void
visit(struct walk *w, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: walk_text(w, node); break;
	case CMARK_NODE_SOFTBREAK: line_break(w, false); break;
	case CMARK_NODE_LINEBREAK: line_break(w, true); break;
	case CMARK_NODE_CODE: code(w, node); break;
	case CMARK_NODE_HTML_INLINE: html(w, node); break;
	case CMARK_NODE_EMPH: emphasis(w, node, &w->italic, 1, enter); break;
	case CMARK_NODE_STRONG: emphasis(w, node, &w->bold, 2, enter); break;
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		if (enter)
			footnote(w);
		break;
	case CMARK_NODE_LINK:
		if (enter)
			walk_enter_link(w, node);
		else
			walk_leave_link(w);
		break;
	case CMARK_NODE_IMAGE:
		if (enter)
			walk_enter_image(w);
		else
			walk_leave_image(w, node);
		break;
	default: break;
	}
}

/* Spaces before a comment or a name that ended the paragraph. */
static void
trim_run(struct walk *w)
{
	while (w->run.n && w->run.p[w->run.n - 1] == ' ')
		w->run.p[--w->run.n] = '\0';
}

void
md_inline(struct md *md, struct leaf *leaf)
{
	struct walk w = { .md = md, .leaf = leaf, .cur = { .lines = leaf->lines, .n = leaf->n } };
	cmark_iter *it = cmark_iter_new(leaf->node);
	cmark_event_type event;

	buf_init(&w.run);
	buf_init(&w.words);
	while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);

		if (node != leaf->node)
			visit(&w, node, event == CMARK_EVENT_ENTER);
	}
	trim_run(&w);
	walk_flush(&w);
	if (w.gap)
		md_report(md, D_GAP_OPEN, walk_place(&w, w.gap_off, 2));
	buf_free(&w.run);
	buf_free(&w.words);
	cmark_iter_free(it);
}
