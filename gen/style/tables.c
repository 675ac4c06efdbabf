/* style/tables.c: words that only check asks for: spelling, places, names.
 *
 * They are many, and a build has no use for them; so their files are read when a
 * rule first asks, and each table is made once and kept sorted. */
#include "style_int.h"

#include <stdlib.h>
#include <string.h>

static void
record(const struct style_impl *impl, const struct use *use)
{
	if (impl->uses)
		uses_add(impl->uses, USE_TEMPLATE, use->name, use->where, &use->digest);
}

static struct table_file *
find_file(const struct style *s, str name, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	struct table_file loaded = { 0 };
	bool found;

	for (size_t i = 0; i < impl->table_files.n; i++)
		if (str_eq(impl->table_files.v[i].use.name, name))
			return &impl->table_files.v[i];
	name = str_dup(impl->a, name);
	loaded.map = template_load(s, name, &found, d);
	loaded.use = template_use(s, name, loaded.map);
	VEC_PUSH(impl->a, &impl->table_files, loaded);
	return &impl->table_files.v[impl->table_files.n - 1];
}

struct use
table_use(const struct style *s, str name)
{
	struct diags unheard;

	diags_init(&unheard, style_impl(s)->a);
	return find_file(s, name, &unheard)->use;
}

static int
compare(const void *a, const void *b)
{
	return str_cmp(((const struct style_pair *)a)->name, ((const struct style_pair *)b)->name);
}

/* The pairs of a map, the words of a list. */
static struct style_pair *
read_pairs(struct arena *a, const struct yval *v, str key, size_t *n, struct diags *d)
{
	struct style_pair *pairs = NEW_N(a, struct style_pair, v->n + 1);

	*n = 0;
	for (size_t i = 0; i < v->n; i++) {
		struct style_pair *p = &pairs[*n];
		bool list = v->kind == Y_LIST;

		if (!list)
			p->name = v->pairs[i].key;
		if (template_text(
			list ? v->items[i] : v->pairs[i].val, key, list ? &p->name : &p->value, d))
			++*n;
	}
	qsort(pairs, *n, sizeof *pairs, compare);
	return pairs;
}

const struct style_table *
style_table(const struct style *s, const char *file, const char *key, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	struct table_slot slot = { .file = file, .key = key };
	struct style_table *t;
	struct table_file *f;
	const struct yval *map, *v;

	for (size_t i = 0; i < impl->tables.n; i++) {
		slot = impl->tables.v[i];
		if (strcmp(slot.file, file) || strcmp(slot.key, key))
			continue;
		record(impl, &slot.use);
		return slot.table;
	}
	slot = (struct table_slot){ .file = file, .key = key };
	f = find_file(s, str_fmt(impl->a, "%s.yaml", file), d);
	map = f->map;
	slot.use = f->use;
	record(impl, &slot.use);
	t = NEW(impl->a, struct style_table);
	v = map != NULL ? template_get(map, key) : NULL;
	if (v != NULL && v->kind != Y_SCALAR)
		t->v = read_pairs(impl->a, v, str_z(key), &t->n, d);
	slot.table = t;
	VEC_PUSH(impl->a, &impl->tables, slot);
	return t;
}

const struct style_pair *
style_table_find(const struct style_table *t, str name)
{
	const struct style_pair wanted = { .name = name };

	return t->n ? bsearch(&wanted, t->v, t->n, sizeof *t->v, compare) : NULL;
}
