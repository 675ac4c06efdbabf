/* read/walk_mark.c: what the format adds to CommonMark inside text, and what must
 * not pass in silence: footnote calls, gaps, names of places, stars left over.
 * All of it only where the bytes were typed as such. */
#include "walk.h"
#include "vars.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

void
walk_call_note(struct walk *w, str label, pos at)
{
	struct footnote *note;

	if (walk_out_of_place(w, at))
		return;
	if (!w->leaf->note_ok) {
		md_report(w->md, D_NOTE_NESTED, at, label);
		return;
	}
	note = md_note_call(w->md, md_unmask(w->md, label), at);
	if (note) {
		walk_flush(w);
		walk_add(w, INL_FOOTNOTE, at)->note = note;
	}
}

/* `[^label]`: its length, or 0 when it is no call. */
static size_t
note_mark(struct walk *w, str s)
{
	size_t n = 2, off = cur_offset(&w->cur);

	while (n < s.n && s.p[n] != ']' && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != '[')
		n++;
	if (n == 2 || n >= s.n || s.p[n] != ']')
		return 0;
	cur_step(&w->cur, w->lost ? 0 : n + 1);
	if (w->leaf->p->cell && cur_peek(&w->cur) == MASK_COLON && off == w->leaf->lines[0].off)
		md_report(w->md, D_NOTE_IN_CELL, walk_place(w, off, n + 1));
	else
		walk_call_note(
		    w, str_dup(w->md->arena, str_sub(s, 2, n - 2)), walk_place(w, off, n + 1));
	return n + 1;
}

static size_t
gap_mark(struct walk *w)
{
	walk_flush(w);
	w->gap = 1;
	w->gap_off = cur_offset(&w->cur);
	if (w->images || w->links)
		md_report(w->md, D_GAP_CONTENT, walk_place(w, w->gap_off, 2));
	cur_step(&w->cur, w->lost ? 0 : 2);
	return 2;
}

static size_t
gap_end(struct walk *w)
{
	bool empty = md_is_blank((str){ w->run.p, w->run.n }) &&
		     (w->last == NULL || w->last->kind != INL_GAP);

	cur_step(&w->cur, w->lost ? 0 : 1);
	if (empty)
		md_report(w->md, D_GAP_EMPTY, walk_place_to_here(w, w->gap_off));
	walk_flush(w);
	w->gap = 0;
	return 1;
}

/* A run of stars that made nothing bold. */
static size_t
stars_mark(struct walk *w, str s)
{
	size_t n = 0, off = cur_offset(&w->cur);

	while (n < s.n && s.p[n] == '*' && (w->lost || cur_peek_at(&w->cur, n) == '*'))
		n++;
	if (!w->stars_told)
		md_report(w->md, D_STARS, walk_place(w, off, n));
	w->stars_told = true;
	walk_put(w, str_first(s, n), 0, off);
	cur_step(&w->cur, w->lost ? 0 : n);
	return n;
}

/* `{#ten}`: the name of a place, if it ends a heading or an item. */
static size_t
anchor_mark(struct walk *w, str s, cmark_node *node)
{
	size_t end = str_find_c(s, '}'), off = cur_offset(&w->cur);
	bool last = cmark_node_next(node) == NULL && cmark_node_parent(node) == w->leaf->node;
	str name;
	pos at;

	if (end == STR_NONE)
		return 0;
	at = walk_place(w, off, end + 1);
	name = str_dup(w->md->arena, str_sub(s, 2, end - 2));
	if (!last || !md_is_blank(str_from(s, end + 1)) || !w->leaf->anchor_ok) {
		md_report(w->md, D_ANCHOR_PLACE, at);
	} else if (md_anchor(w->md, name, at)) {
		w->leaf->anchor = name;
		w->leaf->anchor_at = at;
	}
	cur_step(&w->cur, w->lost ? 0 : end + 1);
	return end + 1;
}

/* `{ten}`: a value, in a document that has some. */
static size_t
value_mark(struct walk *w, str s)
{
	size_t end = str_find_c(str_first(s, VARS_LONGEST), '}'), off = cur_offset(&w->cur), n;
	str mark, name;
	const struct variable *v;

	if (end == STR_NONE)
		return 0;
	mark = md_unmask(w->md, str_dup(w->md->arena, str_first(s, end + 1)));
	n = vars_mark(mark, &name);
	if (n != end + 1)
		return 0;
	v = vars_find(
	    w->md->arena, w->md->m->doc, VARS_BODY, name, walk_place(w, off, n), w->md->d);
	if (v)
		walk_value(w, &v->value, off, n);
	cur_step(&w->cur, w->lost ? 0 : n);
	return n;
}

/* Are the next bytes those, as they were typed? */
static bool
typed(const struct walk *w, str s, const char *what)
{
	size_t n = strlen(what);

	if (!str_starts(s, (str){ what, n }))
		return false;
	for (size_t i = 0; i < n && !w->lost; i++)
		if (cur_peek_at(&w->cur, i) != (unsigned char)what[i])
			return false;
	return true;
}

/* A mark of ours at the start of s, the rest of a text: how many of its bytes
 * it takes, 0 when they are plain text. */
size_t
walk_mark(struct walk *w, str s, cmark_node *node)
{
	static const char note_call[] = { '[', MASK_CARET, '\0' };

	if (s.p[0] == '[') {
		if (typed(w, s, note_call))
			return note_mark(w, s);
		if (w->gap == 0 && typed(w, s, "[?"))
			return gap_mark(w);
		w->gap += w->gap ? 1 : 0;
	} else if (s.p[0] == ']' && w->gap) {
		if (w->gap == 1)
			return gap_end(w);
		w->gap--;
	} else if (s.p[0] == '*' && typed(w, s, "**")) {
		return stars_mark(w, s);
	} else if (s.p[0] == '{' && typed(w, s, "{#") && !w->images) {
		return anchor_mark(w, s, node);
	} else if (s.p[0] == '{' && w->md->m->doc->co_bien) {
		return value_mark(w, s);
	} else if (s.p[0] == '<' && typed(w, s, "<!--")) {
		md_report(w->md, D_COMMENT_OPEN, walk_place(w, cur_offset(&w->cur), 4));
	}
	return 0;
}
