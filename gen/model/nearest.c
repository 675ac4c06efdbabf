/* model/nearest.c: which id was meant by one that names nothing. */
#include "doc.h"

#include "../base/near.h"

#include <stdlib.h>

/* What is asked for each of ten thousand citations may not walk over ten thousand
 * documents. */
struct corpus_names {
	struct near *docs;        /* NULL: not made yet */
	struct near **catalogues; /* beside those of the corpus; entries NULL as well */
	const str **by_end;       /* ids of documents, by their letters from the last one on */
};

struct corpus_names *
corpus_names_new(struct arena *a)
{
	return NEW(a, struct corpus_names);
}

/* ---- The folder was left out ---------------------------------------------------- */

static int
compare_ends(str x, str y)
{
	for (size_t i = 1; i <= x.n && i <= y.n; i++)
		if (x.p[x.n - i] != y.p[y.n - i])
			return (unsigned char)x.p[x.n - i] < (unsigned char)y.p[y.n - i] ? -1 : 1;
	return (x.n > y.n) - (x.n < y.n);
}

static int
compare_by_end(const void *x, const void *y)
{
	return compare_ends(**(const str *const *)x, **(const str *const *)y);
}

static void
sort_by_end(const struct corpus *c)
{
	const str **v = NEW_N(c->arena, const str *, c->n_docs + 1);

	for (size_t i = 0; i < c->n_docs; i++)
		v[i] = &c->docs[i]->id;
	if (c->n_docs)
		qsort(v, c->n_docs, sizeof *v, compare_by_end);
	c->names->by_end = v;
}

static bool
is_below_folder(str full, str id)
{
	return full.n > id.n && full.p[full.n - id.n - 1] == '/' && str_ends(full, id);
}

/* `kh-70-2022` for `ttyt-tan-binh/kh-70-2022`; of several the first. */
static str
same_last_name(struct arena *a, const struct corpus *c, str id)
{
	str wanted = str_cat(a, S("/"), id), found = { NULL, 0 };
	size_t lo = 0, hi = c->n_docs;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (compare_ends(*c->names->by_end[mid], wanted) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < c->n_docs && is_below_folder(*c->names->by_end[lo], id); lo++)
		if (found.n == 0 || str_cmp(*c->names->by_end[lo], found) < 0)
			found = *c->names->by_end[lo];
	return found;
}

/* ---- Slips of the finger ------------------------------------------------------------- */

static struct near *
index_of(struct arena *a, struct doc *const *docs, size_t n)
{
	str *ids = xmalloc((n + 1) * sizeof *ids);
	struct near *near;

	for (size_t i = 0; i < n; i++)
		ids[i] = docs[i]->id;
	near = near_new(a, ids, n);
	free(ids);
	return near;
}

static const struct near *
catalogue_index(const struct corpus *c, const struct catalogue *cat)
{
	struct near **made = &c->names->catalogues[cat - c->catalogues];

	if (*made == NULL)
		*made = index_of(c->arena, cat->entries, cat->n);
	return *made;
}

static void
make_names(const struct corpus *c)
{
	if (c->names->docs)
		return;
	c->names->docs = index_of(c->arena, c->docs, c->n_docs);
	c->names->catalogues = NEW_N(c->arena, struct near *, c->n_catalogues + 1);
	sort_by_end(c);
}

/* The nearest catalogue first, documents last: another must be nearer than what is found. */
static str
look_everywhere(const struct corpus *c, str dir, str id)
{
	size_t closer = near_limit(id), k;
	str found = { NULL, 0 };
	bool more = true;

	while (more) {
		const struct catalogue *cat = corpus_next_catalogue(c, &dir, &more);

		k = cat ? near_find(catalogue_index(c, cat), id, &closer) : SIZE_MAX;
		found = k == SIZE_MAX ? found : cat->entries[k]->id;
	}
	k = near_find(c->names->docs, id, &closer);
	return k == SIZE_MAX ? found : c->docs[k]->id;
}

str
corpus_nearest(const struct corpus *c, const struct doc *from, str id)
{
	struct arena *a = arena_new();
	str found;

	make_names(c);
	found = same_last_name(a, c, id);
	arena_free(a);
	return found.n ? found : look_everywhere(c, from->dir, id);
}
