/* ooxml/kept.c: bytes that recur from document to document, kept with the style
 * they were made in, by a key that says all they were made of. */
#include "ooxml_int.h"

enum { MOST_KEPT = 48, LONGEST_KEY = 4096 };

struct ooxml_cache {
	const struct style *style; /* a copy of a style takes the pointer along: not its own */
	struct {
		str key, bytes;
	} v[MOST_KEPT];
	size_t n;
};

/* Where the style keeps its bytes; NULL when it keeps none. The style is const
 * to everybody; that it remembers what was derived from it is not seen. */
static struct ooxml_cache *
cache_of(const struct style *s)
{
	struct style *keeper = (struct style *)s;

	if (!s->arena)
		return NULL;
	if (!s->ooxml || s->ooxml->style != s) {
		keeper->ooxml = NEW(s->arena, struct ooxml_cache);
		keeper->ooxml->style = s;
	}
	return s->ooxml;
}

str
ooxml_kept(const struct writer *w, str key)
{
	const struct ooxml_cache *c = cache_of(w->s);

	for (size_t i = 0; c && i < c->n; i++)
		if (str_eq(c->v[i].key, key))
			return c->v[i].bytes;
	return S("");
}

void
ooxml_keep(const struct writer *w, str key, str bytes)
{
	struct ooxml_cache *c = cache_of(w->s);

	if (!c || c->n == MOST_KEPT || key.n > LONGEST_KEY)
		return;
	c->v[c->n].key = str_dup(w->s->arena, key);
	c->v[c->n].bytes = str_dup(w->s->arena, bytes);
	c->n++;
}
