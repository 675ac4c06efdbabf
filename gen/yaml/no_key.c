/* yaml/no_key.c: what a line that is no `key: value` was meant for. libyaml only says that
 * it expected a ':'; the line itself and those above tell a missing bar from a missing colon. */
#include "yaml_int.h"

#include <string.h>

/* "noi_dung" of "  noi_dung: |", or of "noi_dung:" where tail is ""; empty: no such line. */
static str
key_before(str line, const char *tail)
{
	str s = str_trim(line), end = str_z(tail);
	size_t colon = str_find_c(s, ':');

	if (colon == STR_NONE || !str_eq(str_trim(str_from(s, colon + 1)), end))
		return S("");
	s = str_first(s, colon);
	return str_find_c(s, ' ') == STR_NONE ? s : S("");
}

/* The line above byte off of the text that is not blank; empty: there is none. */
static str
filled_line_above(str text, size_t off)
{
	str above = str_trim_end(str_first(text, off));
	size_t bol = str_rfind_c(above, '\n');

	return str_from(above, bol == STR_NONE ? 0 : bol + 1);
}

bool
yaml_text_key(str text, size_t off, str *key, enum diag_code *code)
{
	size_t bol = str_rfind_c(str_first(text, off), '\n'), indent;
	str line;

	bol = bol == STR_NONE ? 0 : bol + 1;
	indent = off - bol;
	off = bol;

	while ((line = filled_line_above(text, off)).n) {
		size_t n = yaml_indent(line);
		off = (size_t)(line.p - text.p);
		*key = key_before(line, n < indent ? "" : "|");
		*code = n < indent ? D_YAML_NO_BAR : D_YAML_BODY_INDENT;
		if (key->n)
			return true;
		/* A real key between them, or a line further out. */
		if (n < indent || (key_before(line, "").n && n == indent))
			return false;
	}
	return false;
}

str
yaml_meant_key(struct arena *a, str line)
{
	static const str wide = STR_INIT("："), equals = STR_INIT("=");
	size_t n = 0;
	bool low = false, sign;
	str rest;

	while (n < line.n && ((line.p[n] >= 'a' && line.p[n] <= 'z') || line.p[n] == '_'))
		low = line.p[n++] == '_' || low;
	rest = str_trim(str_from(line, n));
	sign = str_starts(rest, wide) || str_starts(rest, equals);
	if (n == 0 || rest.n == 0 || (!sign && (!low || line.p[n] != ' ')))
		return S("");
	if (sign)
		rest = str_trim(str_from(rest, str_starts(rest, wide) ? wide.n : equals.n));
	return str_fmt(a, "%.*s: %.*s", STR_ARG(str_first(line, n)), STR_ARG(rest));
}
