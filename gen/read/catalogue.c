/* read/catalogue.c: _van-ban.yaml, the outside documents that are cited.
 *
 * Each entry becomes a doc that is never built. Its id is its key, taken as
 * typed: it is what other sources write, so it keeps to the alphabet of names. */
#include <stdlib.h>

#include "keys.h"

static bool
entry_id_ok(struct reader *r, const struct ypair *p)
{
	str flat = str_replace(r->arena, p->key, S("/"), S("-"));

	if (path_name_ok(p->key) && p->key.p[0] != '_')
		return true;
	while (str_starts(flat, S("_")))
		flat = str_from(flat, 1);
	diag(r->diags, D_ENTRY_ID, p->at, p->key)->suggest = path_fixed(r->arena, flat);
	return false;
}

/* An entry must be recognisable on the page: by number, by name, or by subject. */
static void
require_name(struct reader *r, const struct yval *map, pos at)
{
	if (!key_value(map, "so_ky_hieu") && !key_value(map, "ten") && !key_value(map, "trich_yeu"))
		key_missing(r, SET_CATALOGUE, at, "so_ky_hieu");
}

/* The name of a type that no template has is printed as it was typed: folded, it
 * would lose its marks. An id that nobody knows is told by check/. */
static void
keep_type_name(struct reader *r, const struct yval *map, struct doc *doc)
{
	const struct yval *v = key_value(map, "loai");

	if (v == NULL || v->kind != Y_SCALAR || str_eq(v->text.s, doc->loai.s))
		return;
	doc->ten_loai.v = NEW(r->arena, struct val);
	*doc->ten_loai.v = (struct val){ .s = v->text.s, .at = v->at, .given = true };
	doc->ten_loai.n = 1;
}

static struct doc *
entry(struct reader *r, const struct catalogue *c, str path, const struct ypair *p)
{
	struct doc *doc = NEW(r->arena, struct doc);
	unsigned before = diags_stopping(r->diags);

	doc->id = p->key;
	doc->path = path;
	doc->dir = c->dir;
	doc->at = p->at;
	doc->outside = true;
	doc->the_thuc.s = S("nd30");
	if (p->val->kind == Y_MAP) {
		key_read_map(r, SET_CATALOGUE, p->val, 0, doc);
		keep_type_name(r, p->val, doc);
		if (!key_value(p->val, "loai"))
			key_missing(r, SET_CATALOGUE, p->at, "loai");
		require_name(r, p->val, p->at);
	} else {
		diag(r->diags, D_ENTRY_NOT_MAP, p->at, p->key);
	}
	doc->failed = diags_stopping(r->diags) > before;
	return doc;
}

static int
by_id(const void *x, const void *y)
{
	struct doc *const *a = x, *const *b = y;

	return str_cmp((*a)->id, (*b)->id);
}

void
read_catalogue(
    struct arena *a, struct catalogue *c, str path, const struct yval *map, struct diags *d)
{
	struct reader r = { .arena = a, .diags = d, .loud = d };
	VEC(struct doc *) entries = { 0 };

	for (size_t i = 0; i < map->n; i++)
		if (entry_id_ok(&r, &map->pairs[i]))
			VEC_PUSH(a, &entries, entry(&r, c, path, &map->pairs[i]));
	if (entries.n)
		qsort(entries.v, entries.n, sizeof *entries.v, by_id);
	c->entries = entries.v;
	c->n = entries.n;
}
