/* yaml/digest.c: a value as a digest, its kind and its children's before it. How
 * a scalar was typed is part of it: `""` and nothing are not the same to readers. */
#include "yval.h"

static void
add(struct digester *g, const struct yval *v)
{
	digester_uint(g, (uint64_t)v->kind * 4 + (v->kind == Y_SCALAR ? v->style : 0));
	digester_uint(g, v->n);
	if (v->kind == Y_SCALAR)
		digester_str(g, v->text.s);
	for (size_t i = 0; v->kind == Y_LIST && i < v->n; i++)
		add(g, v->items[i]);
	for (size_t i = 0; v->kind == Y_MAP && i < v->n; i++) {
		digester_str(g, v->pairs[i].key);
		add(g, v->pairs[i].val);
	}
}

const struct digest *
yval_digest(struct arena *a, const struct yval *v)
{
	if (!v->digest) {
		struct digest *out = NEW(a, struct digest);
		struct digester *g = digester_new(a);
		add(g, v);
		digester_end(g, out);
		((struct yval *)v)->digest = out; /* the same whoever asks first */
	}
	return v->digest;
}
