/* read/walk_text.c: the text of cmark's tree, compared with the source it came
 * from. A backslash or an entity in the source stands for what it means; any
 * other difference, and the walk is lost until it finds its text again. */
#include "walk.h"
#include "../base/utf.h"

#include <cmark-gfm.h>
#include <string.h>

static bool
is_special(char c)
{
	switch (c) {
	case '\\':
	case '&':
	case '[':
	case ']':
	case '*':
	case '{':
	case '<': return true;
	default: return false;
	}
}

static bool
is_punctuation(int c)
{
	return c > 0x20 && c < 0x7F && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

/* The length of a character in s at i. */
static size_t
char_len(str s, size_t i)
{
	size_t end = i;

	utf_next(s, &end);
	return end - i;
}

/* An entity at the cursor: its length with `;`, or 0. */
static size_t
entity(const struct cursor *c)
{
	size_t n = 1;
	int b;

	for (; n < 34; n++) {
		b = cur_peek_at(c, n);
		if (b == ';')
			return n > 1 ? n + 1 : 0;
		if (!((b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
			(b == '#' && n == 1)))
			return 0;
	}
	return 0;
}

/* Is the entity at the cursor text as it stands (`&xyz;`)? */
static bool
entity_is_text(const struct walk *w, str s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i >= s.n || (unsigned char)s.p[i] != cur_peek_at(&w->cur, i))
			return false;
	return true;
}

/* Bytes that are the same in tree and source, up to the next special one. */
static size_t
same(const struct walk *w, str s)
{
	const struct line *l = &w->cur.lines[w->cur.line];
	size_t n = 0, left = w->cur.i < l->s.n ? l->s.n - w->cur.i : 0;

	while (n < s.n && n < left && s.p[n] == l->s.p[w->cur.i + n] && !is_special(s.p[n]))
		n++;
	return n;
}

/* The character at the start of s, typed as an entity of n bytes. */
static size_t
take_entity(struct walk *w, str s, size_t n)
{
	size_t off = cur_offset(&w->cur), len = 0;
	uint32_t cp = utf_next(s, &len);

	if (cp == 0xFFFD || !utf_xml_char(cp) || (cp < 0x20 && cp != '\t'))
		md_report(w->md, D_MD_CONTROL, walk_place(w, off, n));
	else
		walk_put(w, str_first(s, len), 0, off);
	w->decoded = true;
	cur_step(&w->cur, n);
	return len;
}

/* Takes the next bytes of s, a text of the tree: how many. */
static size_t
take(struct walk *w, str s, cmark_node *node)
{
	size_t off = cur_offset(&w->cur), n = same(w, s);
	int c;

	if (n) {
		walk_put(w, str_first(s, n), 0, off);
		cur_step(&w->cur, n);
		return n;
	}
	c = cur_peek(&w->cur);
	if (c == '\\' && cur_peek_at(&w->cur, 1) == (unsigned char)s.p[0] &&
	    is_punctuation((unsigned char)s.p[0])) {
		walk_put(w, str_first(s, 1), 0, off);
		cur_step(&w->cur, 2);
		return 1;
	}
	if (c == '&' && (n = entity(&w->cur)) > 0 && !entity_is_text(w, s, n))
		return take_entity(w, s, n);
	if (c != (unsigned char)s.p[0]) {
		w->lost = true;
		return 0;
	}
	n = walk_mark(w, s, node);
	if (n == 0) {
		walk_put(w, str_first(s, 1), 0, off);
		cur_step(&w->cur, 1);
	}
	return n ? n : 1;
}

/* The same without a cursor to compare with. */
static size_t
take_lost(struct walk *w, str s, cmark_node *node)
{
	size_t n = walk_mark(w, s, node);

	if (n == 0) {
		n = char_len(s, 0);
		walk_put(w, str_first(s, n), 0, cur_offset(&w->cur));
	}
	return n;
}

/* Looks for the start of s in what is left of the line, and of the next. */
static void
find_again(struct walk *w, str s)
{
	size_t n = 0, hit;

	while (n < s.n && n < 24 && !is_special(s.p[n]))
		n++;
	for (size_t k = w->cur.line; n >= 4 && k < w->cur.n && k < w->cur.line + 2; k++) {
		size_t from = k == w->cur.line ? w->cur.i : 0;

		hit = str_find(str_from(w->cur.lines[k].s, from), str_first(s, n));
		if (hit != STR_NONE) {
			w->cur.line = k;
			w->cur.i = from + hit;
			w->lost = false;
			return;
		}
	}
}

void
walk_text(struct walk *w, cmark_node *node)
{
	str s = str_z(cmark_node_get_literal(node));

	if (w->lost)
		find_again(w, s);
	while (s.n)
		s = str_from(s, w->lost ? take_lost(w, s, node) : take(w, s, node));
}
