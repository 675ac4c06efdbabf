/* archive/place.c */
#include "place.h"

static size_t
offset(const struct src *src, pos at)
{
	return src_offset(src, at.line, at.col);
}

const struct ypair *
place_find(const struct yval *map, const char *key)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_is(map->pairs[i].fold, key))
			return &map->pairs[i];
	return NULL;
}

bool
place_scalar(const struct src *src, const struct yval *v, size_t *off, size_t *len)
{
	str text = src->text;
	char quote;

	*off = offset(src, v->at);
	quote = *off < text.n ? text.p[*off] : 0;
	if (v->style == Y_PLAIN) {
		*len = v->text.s.n;
		return str_eq(str_sub(text, *off, *len), v->text.s);
	}
	if (v->style != Y_QUOTED || (quote != '"' && quote != '\''))
		return false;
	for (size_t i = *off + 1; i < text.n && text.p[i] != '\n'; i++) {
		if (text.p[i] == '\\' && quote == '"')
			i++;
		else if (text.p[i] == quote) {
			*len = i + 1 - *off;
			return true;
		}
	}
	return false;
}

size_t
place_next_line(const struct src *src, pos at)
{
	str text = src->text;
	size_t i = offset(src, at);

	while (i < text.n && text.p[i] != '\n')
		i++;
	return i < text.n ? i + 1 : i;
}

bool
place_line_behind(struct arena *a, const struct src *src, const struct yval *map,
    const struct ypair *after, str line, size_t *off, str *with)
{
	str text = src->text;

	if (!after || after->val->kind != Y_SCALAR || after->val->style == Y_LITERAL ||
	    text.p[offset(src, map->at)] == '{')
		return false;
	*off = place_next_line(src, after->at);
	*with = *off == text.n && text.n && text.p[text.n - 1] != '\n' ? str_cat(a, S("\n"), line)
								       : str_cat(a, line, S("\n"));
	return true;
}
