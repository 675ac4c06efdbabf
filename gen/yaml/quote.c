/* yaml/quote.c: the quotes that a value lacks. A clerk types text; YAML wants it in
 * quotes when it opens with a sign of YAML's or holds ': '. What is on the line tells
 * where the value begins and ends, so `check --fix` can set them.
 *
 * Nothing is offered where that is not certain: a value that goes on below. */
#include "yaml_int.h"

#include "../base/buf.h"
#include <string.h>

/* A value on its line, in the text that is parsed. */
struct extent {
	size_t off, n;
};

/* The line that holds byte off, without its '\n'. */
static str
line_at(str s, size_t off, size_t *bol)
{
	size_t before = str_rfind_c(str_first(s, off), '\n');
	str rest;

	*bol = before == STR_NONE ? 0 : before + 1;
	rest = str_from(s, *bol);
	return str_first(rest, str_find_c(rest, '\n'));
}

size_t
yaml_indent(str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == ' ')
		n++;
	return n;
}

/* Where the first ': ' of s ends its key: the length of "key:", or 0. */
static size_t
key_length(str s)
{
	size_t colon = str_find(s, S(": "));

	if (colon == STR_NONE && s.n && s.p[s.n - 1] == ':')
		colon = s.n - 1;
	return colon == STR_NONE || colon == 0 ? 0 : colon + 1;
}

/* A key as we write them: one word. */
static bool
is_key(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			s.p[i] == '_'))
			return false;
	return s.n > 0;
}

/* In front of the value: blanks, dashes, and one key. A key behind a dash may as well
 * be text (`- Lĩnh vực 3: …`), so there it must look like one. */
static size_t
value_start(str line)
{
	size_t at = yaml_indent(line), key;
	bool dash = false;

	while (str_starts(str_from(line, at), S("- "))) {
		dash = true;
		at += 2;
		at += yaml_indent(str_from(line, at));
	}
	key = key_length(str_from(line, at));
	if (key && (!dash || is_key(str_sub(line, at, key - 1))))
		at += key;
	return at + yaml_indent(str_from(line, at));
}

/* The same inside [ ] or { }, of the part that holds byte off of the line. */
static struct extent
flow_extent(str line, size_t off)
{
	size_t from = off, to = off, key;
	str part;

	while (from > 0 && !strchr("[{,", line.p[from - 1]))
		from--;
	while (to < line.n && !strchr("]},", line.p[to]))
		to++;
	part = str_sub(line, from, to - from);
	from += yaml_indent(part);
	part = str_from(line, from);
	key = key_length(str_first(part, to - from));
	if (key && is_key(str_first(part, key - 1)))
		from += key + yaml_indent(str_from(part, key));
	return (struct extent){ from, str_trim_end(str_sub(line, from, to - from)).n };
}

/* Without a comment at the end, which a blank stands on either side of. */
static str
without_comment(str value)
{
	size_t hash = str_find(value, S(" # "));

	return str_trim_end(str_first(value, hash));
}

/* Do the lines behind eol go on with a value of a line indented by indent? */
static bool
goes_on(str s, size_t eol, size_t indent)
{
	str rest = str_from(s, eol < s.n ? eol + 1 : s.n), line;

	while (str_line(&rest, &line))
		if (str_trim(line).n)
			return yaml_indent(line) > indent && !str_starts(str_trim(line), S("#"));
	return false;
}

static bool
in_flow(const struct yparse *y)
{
	return y->depth && y->stack[y->depth - 1].flow;
}

str
yaml_quoted(struct arena *a, str value)
{
	struct buf b;
	str quoted;
	bool single = str_find_c(value, '\'') == STR_NONE &&
		      (str_find_c(value, '"') != STR_NONE || str_find_c(value, '\\') != STR_NONE);

	buf_init(&b);
	buf_c(&b, single ? '\'' : '"');
	for (size_t i = 0; i < value.n; i++) {
		if (!single && (value.p[i] == '"' || value.p[i] == '\\'))
			buf_c(&b, '\\');
		buf_c(&b, value.p[i]);
	}
	buf_c(&b, single ? '\'' : '"');
	quoted = buf_dup(&b, a);
	buf_free(&b);
	return quoted;
}

/* with in place of the extent. */
static struct edit
make_edit(struct yparse *y, struct extent e, str with)
{
	struct cursor c = y->cur; /* most often near */

	if (y->t->how == TEXT_POINT)
		return (struct edit){ 0 };
	c.t = y->t;
	cursor_seek_byte(&c, e.off);
	return diag_edit(cursor_pos(&c, 0), str_sub(y->t->s, e.off, e.n), with);
}

struct edit
yaml_quote_edit(struct yparse *y, size_t off, bool keep_hash)
{
	size_t bol;
	str line = line_at(y->t->s, off, &bol), value;
	struct extent e;

	if (in_flow(y)) {
		e = flow_extent(line, off - bol);
		value = str_sub(line, e.off, e.n);
	} else {
		if (goes_on(y->t->s, bol + line.n, yaml_indent(line)))
			return (struct edit){ 0 };
		e.off = value_start(line);
		value = str_trim_end(str_from(line, e.off));
		value = keep_hash ? value : without_comment(value);
	}
	if (value.n == 0)
		return (struct edit){ 0 };
	e = (struct extent){ bol + e.off, value.n };
	return make_edit(y, e, yaml_quoted(y->texts, value));
}

struct edit
yaml_close_edit(struct yparse *y, size_t off)
{
	size_t bol, start;
	str line = line_at(y->t->s, off, &bol), value, quote, with;

	start = value_start(line);
	value = str_trim_end(str_from(line, start));
	if (in_flow(y) || bol + start != off || value.n < 2 ||
	    goes_on(y->t->s, bol + line.n, yaml_indent(line)))
		return (struct edit){ 0 };
	quote = str_first(value, 1);
	if (str_find(str_from(value, 1), quote) != STR_NONE || str_find_c(value, '\\') != STR_NONE)
		return (struct edit){ 0 };
	with = str_cat(y->texts, value, quote);
	return make_edit(y, (struct extent){ off, value.n }, with);
}

/* A line `key: …` at or left of column `col` inside a quoted text: the quote was
 * forgotten, and the next one has closed it. */
bool
yaml_swallows_key(str lines, uint32_t col)
{
	str line;

	str_line(&lines, &line); /* where it opens */
	while (str_line(&lines, &line)) {
		size_t indent = yaml_indent(line), key = key_length(str_from(line, indent));

		if (key && indent < col && is_key(str_sub(line, indent, key - 1)))
			return true;
	}
	return false;
}

struct edit
yval_quote_edit(struct arena *a, const struct yval *v)
{
	const struct yval *last = v->n == 1 && v->kind == Y_MAP ? v->pairs[0].val : NULL;
	size_t from, to;
	str typed;

	if (last == NULL || last->kind != Y_SCALAR || v->at.src == NULL ||
	    last->at.line != v->at.line)
		return (struct edit){ 0 };
	from = src_offset(v->at.src, v->at.line, v->at.col);
	to = src_offset(v->at.src, last->at.line, last->at.col + last->at.len);
	if (to < from || last->style == Y_LITERAL)
		return (struct edit){ 0 };
	typed = str_trim_end(str_sub(v->at.src->text, from, to - from));
	return diag_edit(v->at, typed, yaml_quoted(a, typed));
}

str
yaml_scalar(struct arena *a, str text)
{
	bool plain = text.n && !strchr("-?:,[]{}#&*!|>'\"%@`~ ", text.p[0]) &&
		     text.p[text.n - 1] != ':' && text.p[text.n - 1] != ' ';

	for (size_t i = 0; plain && i < text.n; i++) {
		char c = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : ' ';

		if (strchr("[]{},", c) || (c == ':' && next == ' ') || (c == ' ' && next == '#'))
			plain = false;
	}
	return plain ? text : yaml_quoted(a, text);
}
