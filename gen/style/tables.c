/* style/tables.c: words that only check asks for: spelling, places, names.
 *
 * They are many, and a build has no use for them; so their files are read when a
 * rule first asks, and each table is made once and kept sorted. */
#include "style_int.h"

#include <stdlib.h>
#include <string.h>

static const struct yval *
record(const struct style_impl *impl, const struct table_file *f)
{
	uses_add(impl->uses, USE_TEMPLATE, f->use.name, f->use.where, &f->use.digest);
	return f->map;
}

static const struct yval *
find_file(const struct style *s, const char *file, struct diags *d)
{
	struct style_impl *impl = style_impl(s);
	struct table_file loaded = { .file = file };
	bool found;

	for (size_t i = 0; i < impl->table_files.n; i++)
		if (!strcmp(impl->table_files.v[i].file, file))
			return record(impl, &impl->table_files.v[i]);
	str name = str_fmt(impl->a, "%s.yaml", file);
	loaded.map = template_load(s, name, &found, d);
	loaded.use = template_use(s, name, loaded.map);
	VEC_PUSH(impl->a, &impl->table_files, loaded);
	return record(impl, &loaded);
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
	const struct yval *map = find_file(s, file, d), *v;

	for (size_t i = 0; i < impl->tables.n; i++) {
		slot = impl->tables.v[i];
		if (!strcmp(slot.file, file) && !strcmp(slot.key, key))
			return slot.table;
	}
	slot = (struct table_slot){ .file = file, .key = key };
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
