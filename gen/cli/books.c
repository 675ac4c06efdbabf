/* cli/books.c: registers are files of the tree, found by their names. */
#include "books.h"

#include "reason.h"

#include <stdlib.h>

enum { MAX_BYTES = 16 << 20 };

static const pos nowhere = { NULL, 0, 0, 0 };

static int
compare_id(const void *x, const void *y)
{
	const struct booked *a = x, *b = y;
	return str_cmp(a->id, b->id);
}

/* Of a document in several registers (lien_tich) the first stays the first. */
static int
compare(const void *x, const void *y)
{
	const struct booked *a = x, *b = y;
	int c = compare_id(x, y);
	return c ? c : (a->entry > b->entry) - (a->entry < b->entry);
}

static void
index_by_id(struct books *b, struct arena *a)
{
	VEC(struct booked) v = { 0 };
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->v[i].n; k++)
			if (b->v[i].v[k].van_ban.n)
				VEC_PUSH(a, &v,
				    (struct booked){
					b->v[i].v[k].van_ban, &b->v[i], &b->v[i].v[k] });
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, compare);
	b->by_id = v.v;
	b->n_by_id = v.n;
}

static void
read_one(struct books *b, struct arena *a, struct sources *from, str path, struct diags *d)
{
	str bytes, why = S("");
	if (sources_load(from, a, path, MAX_BYTES, &bytes, &why) == LOAD_OK)
		b->v[b->n++] = book_read(a, path, bytes, d);
	else
		diag(d, D_TREE_UNREADABLE, nowhere, path, why, why);
}

void
books_open(struct books *b, struct arena *a, struct sources *from, struct diags *d)
{
	const struct tree *t = from->tree;
	int year;
	size_t n = 0;
	*b = (struct books){ 0 };
	for (size_t i = 0; i < t->n_files; i++)
		n += book_is_path(t->files[i], &year);
	if (!n)
		return;
	b->v = NEW_N(a, struct book, n);
	for (size_t i = 0; i < t->n_files; i++)
		if (book_is_path(t->files[i], &year))
			read_one(b, a, from, t->files[i], d);
	index_by_id(b, a);
}

const struct book *
books_find(const struct books *b, str office, int year)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].year == year && str_eq(b->v[i].office, office))
			return &b->v[i];
	return NULL;
}

static const struct booked *
find_id(const struct books *b, str id)
{
	struct booked want = { .id = id };
	const struct booked *found =
	    b->n_by_id ? bsearch(&want, b->by_id, b->n_by_id, sizeof *b->by_id, compare_id) : NULL;
	while (found && found > b->by_id && str_eq(found[-1].id, id))
		found--;
	return found;
}

/* The id that the document had, as ma_cu of its source says. */
static str
former_id(struct arena *a, const struct doc *doc, size_t i)
{
	bool row = doc->lap.goc.n && doc->lap.so_rieng;
	return row ? str_fmt(a, "%.*s/%.*s", STR_ARG(doc->ma_cu[i].s), STR_ARG(doc_row_name(doc)))
		   : doc->ma_cu[i].s;
}

bool
books_is_former(struct arena *a, const struct doc *doc, str id)
{
	for (size_t i = 0; i < doc->n_ma_cu; i++)
		if (str_eq(former_id(a, doc, i), id))
			return true;
	return false;
}

const struct booked *
books_of(const struct books *b, const struct doc *doc)
{
	bool row = doc->lap.goc.n && doc->lap.so_rieng;
	const struct booked *found = find_id(b, row ? doc->id : doc_text_id(doc));
	struct arena *a = found || !doc->n_ma_cu ? NULL : arena_new();
	for (size_t i = 0; !found && i < doc->n_ma_cu; i++)
		found = find_id(b, former_id(a, doc, i));
	arena_free(a);
	return found;
}

void
books_digest(struct arena *a, const struct booked *b, struct digest *out)
{
	struct digester *g = digester_new(a);

	digester_str(g, b->book->office);
	digester_uint(g, (uint64_t)b->book->year);
	digester_str(g, b->entry->so_ky_hieu);
	digester_str(g, b->entry->ngay);
	digester_str(g, b->entry->chu);
	digester_str(g, b->entry->van_ban);
	digester_end(g, out);
}
