/* yaml/mark.c: from libyaml's marks back to the file. A mark counts characters
 * from the start of what libyaml was given, which may be a text cut out of a
 * file; a cursor walks that text along with the events, so that a file is
 * walked once, however long its lines. */
#include "yaml_int.h"

#include "../base/utf.h"

/* The text is valid UTF-8, so the first byte tells a character's length; every
 * character of every file goes through here. */
static inline void
step(struct cursor *c)
{
	unsigned char first = (unsigned char)c->t->s.p[c->off];

	c->off += first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	c->index++;
	c->col++;
	if (first == '\n') {
		c->line++;
		c->col = 0;
	}
}

static void
rewind_cursor(struct cursor *c)
{
	*c = (struct cursor){ .t = c->t };
}

size_t
cursor_seek(struct cursor *c, size_t index)
{
	if (index < c->index)
		rewind_cursor(c);
	while (c->index < index && c->off < c->t->s.n)
		step(c);
	return c->off;
}

void
cursor_seek_byte(struct cursor *c, size_t off)
{
	if (off < c->off)
		rewind_cursor(c);
	while (c->off < off && c->off < c->t->s.n)
		step(c);
}

pos
cursor_pos(const struct cursor *c, size_t len)
{
	pos at = c->t->at;

	if (c->t->how == TEXT_POINT || at.src == NULL || at.line == 0)
		return at;
	if (c->line == 0)
		at.col += c->col;
	else
		at.col = c->col + 1 + (c->t->how == TEXT_BLOCK ? c->t->indent : 0);
	at.line += c->line;
	at.len = (uint32_t)len;
	return at;
}

pos
yaml_event_pos(struct yparse *y, const yaml_event_t *e)
{
	size_t off = cursor_seek(&y->cur, e->start_mark.index);
	size_t len = e->end_mark.index - e->start_mark.index;
	str line;

	if (e->start_mark.line != e->end_mark.line) {
		line = str_from(y->t->s, off);
		line = str_first(line, str_find_c(line, '\n'));
		len = utf_len(str_trim_end(line));
	}
	return cursor_pos(&y->cur, len);
}

/* One line, byte for byte: a slice of the source. */
static bool
find_slice(struct yparse *y, const yaml_event_t *e, str value, struct text *out)
{
	struct cursor c = y->cur;
	size_t quote = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	size_t start = cursor_seek(&c, e->start_mark.index + quote), end;
	pos at = cursor_pos(&c, e->end_mark.index - e->start_mark.index - 2 * quote);

	if (e->start_mark.line != e->end_mark.line)
		return false;
	end = cursor_seek(&c, e->end_mark.index - quote);
	if (end < start || !str_eq(value, str_sub(y->t->s, start, end - start)))
		return false;
	*out = (struct text){ str_sub(y->t->s, start, end - start), at,
		y->t->how == TEXT_POINT ? TEXT_POINT : TEXT_LINE, 0 };
	return true;
}

/* The columns that were cut from the lines of raw to make value; false when
 * value is not made so. An empty line of value has nothing to compare. */
static bool
find_indent(str raw, str value, uint32_t *indent)
{
	str v, r = { NULL, 0 };
	bool known = false;

	*indent = 0;
	while (str_line(&value, &v)) {
		str_line(&raw, &r);
		if (v.n == 0)
			continue;
		if (!known && r.n >= v.n)
			*indent = (uint32_t)(r.n - v.n);
		known = true;
		if (!str_eq(str_from(r, *indent), v))
			return false;
	}
	return true;
}

/* A `|` body: lines of the source, moved to the left. */
static bool
find_block(struct yparse *y, const yaml_event_t *e, str value, struct text *out)
{
	struct cursor c = y->cur;
	size_t start = cursor_seek(&c, e->start_mark.index), eol;
	uint32_t indent;
	pos at;

	eol = str_find_c(str_from(y->t->s, start), '\n');
	if (y->t->how == TEXT_POINT || eol == STR_NONE)
		return false;
	cursor_seek_byte(&c, start + eol + 1);
	if (!find_indent(str_from(y->t->s, c.off), value, &indent))
		return false;
	at = cursor_pos(&c, 0);
	at.col += indent;
	if (y->t->how == TEXT_BLOCK)
		indent += y->t->indent;
	*out = (struct text){ str_dup(y->texts, value), at, TEXT_BLOCK, indent };
	return true;
}

struct text
yaml_scalar_text(struct yparse *y, const yaml_event_t *e)
{
	str value = { (const char *)e->data.scalar.value, e->data.scalar.length };
	bool plain_start = !e->data.scalar.anchor && !e->data.scalar.tag;
	struct text text = { .how = TEXT_POINT };

	if (plain_start && e->data.scalar.style == YAML_LITERAL_SCALAR_STYLE) {
		if (find_block(y, e, value, &text))
			return text;
	} else if (plain_start && e->data.scalar.style != YAML_FOLDED_SCALAR_STYLE) {
		if (find_slice(y, e, value, &text))
			return text;
	}
	text.at = yaml_event_pos(y, e);
	text.s = utf_nfc(y->texts, str_dup(y->texts, value));
	return text;
}
