/* model/doc.c: finding documents by id, and which keys one has.
 *
 * An id with '/' is a document of the tree, under its own or a former id; one
 * without is looked up in the catalogues from the citing document's folder up,
 * and is a document of the root folder only when no catalogue has it. All lists
 * are sorted, so that looking up is no matter of how many there are. */
#include "doc.h"
#include "../base/diag.h"

static const char *const field_keys[] = {
#define FIELD(name, key, kind) key,
#define PARTY(name, key)
#include "field_list.h"
#undef FIELD
#undef PARTY
};

static const char *const party_keys[] = {
#define FIELD(name, key, kind)
#define PARTY(name, key) key,
#include "field_list.h"
#undef FIELD
#undef PARTY
};

enum { KIND_TEXT, KIND_DATE };
static const unsigned char field_kinds[] = {
#define FIELD(name, key, kind) KIND_##kind,
#define PARTY(name, key)
#include "field_list.h"
#undef FIELD
#undef PARTY
};

const char *
field_key(enum field_id id)
{
	return field_keys[id];
}

const char *
party_key(enum party_id id)
{
	return party_keys[id];
}

bool
field_is_date(enum field_id id)
{
	return field_kinds[id] == KIND_DATE;
}

bool
doc_has_field(const struct doc *doc, enum field_id id)
{
	const struct doc_field *f = &doc->fields[id];

	return field_is_date(id) ? f->date.given && !f->date.none : f->text.n > 0;
}

bool
doc_is_hurt(const struct doc *doc, str key)
{
	for (size_t i = 0; i < doc->n_hurt; i++)
		if (str_eq(doc->hurt[i], key))
			return true;
	return doc->defaults_failed;
}

static str
parent_dir(str dir)
{
	size_t slash = str_rfind_c(dir, '/');

	return str_first(dir, slash == STR_NONE ? 0 : slash);
}

static const struct doc *
find_in(struct doc *const *docs, size_t n, str id)
{
	for (size_t lo = 0, hi = n; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_cmp(docs[mid]->id, id);

		if (c == 0)
			return docs[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* One of the documents that a text makes for many, when all have one number. */
static const struct doc *
find_copy(const struct corpus *c, str id)
{
	size_t lo = 0, hi = c->n_docs;
	const struct doc *found;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		str there = c->docs[mid]->id;
		int order = str_cmp(str_first(there, id.n), id);

		if (order == 0)
			order = there.n > id.n && there.p[id.n] >= '/' ? 0 : -1;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	found = lo < c->n_docs ? c->docs[lo] : NULL;
	return found && str_eq(found->lap.goc, id) && !found->lap.so_rieng ? found : NULL;
}

static const struct doc *
find_former(const struct corpus *c, str id)
{
	for (size_t lo = 0, hi = c->n_former; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;
		int order = str_cmp(c->former[mid].id.s, id);

		if (order == 0)
			return c->former[mid].doc;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static const struct catalogue *
find_catalogue(const struct corpus *c, str dir)
{
	for (size_t lo = 0, hi = c->n_catalogues; lo < hi;) {
		size_t mid = lo + (hi - lo) / 2;
		int order = str_cmp(c->catalogues[mid].dir, dir);

		if (order == 0)
			return &c->catalogues[mid];
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct catalogue *
corpus_next_catalogue(const struct corpus *c, str *dir, bool *more)
{
	const struct catalogue *found = find_catalogue(c, *dir);

	*more = dir->n > 0;
	*dir = parent_dir(*dir);
	return found;
}

static const struct doc *
find_entry(const struct corpus *c, str dir, str id)
{
	const struct doc *found = NULL;
	bool more = true;

	while (more && !found) {
		const struct catalogue *cat = corpus_next_catalogue(c, &dir, &more);

		if (cat)
			found = find_in(cat->entries, cat->n, id);
	}
	return found;
}

const struct doc *
corpus_find(const struct corpus *c, const struct doc *from, str id)
{
	const struct doc *found = NULL;

	if (str_find_c(id, '/') == STR_NONE)
		found = find_entry(c, from->dir, id);
	if (!found)
		found = find_in(c->docs, c->n_docs, id);
	if (!found)
		found = find_copy(c, id);
	return found ? found : find_former(c, id);
}

/* A head that can't be cited: what a citation says of it could not be read. */
static bool
is_cited_part_hurt(const struct doc *doc)
{
	static const str parts[] = {
		STR_INIT("loai"),
		STR_INIT("so"),
		STR_INIT("ky_hieu"),
		STR_INIT("ngay"),
		STR_INIT("trich_yeu"),
		STR_INIT("vien_dan"),
		STR_INIT("tac_gia"),
		STR_INIT("ten_day_du"),
		STR_INIT("co_quan"),
		STR_INIT("viet_tat"),
		STR_INIT("don_vi_soan_thao"),
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (doc_is_hurt(doc, parts[i]))
			return true;
	return doc->loai.s.n == 0;
}

str
corpus_broken(const struct corpus *c, const struct doc *from, str id)
{
	const struct doc *found = corpus_find(c, from, id);
	str dir = from->dir;
	bool more = !found && str_find_c(id, '/') == STR_NONE;

	if (found && found->failed && (found->outside || is_cited_part_hurt(found)))
		return found->path;
	while (more) {
		const struct catalogue *cat = corpus_next_catalogue(c, &dir, &more);

		if (cat && cat->unreadable)
			return cat->path;
	}
	return (str){ 0 };
}

str
doc_text_id(const struct doc *doc)
{
	return doc->lap.goc.n ? doc->lap.goc : doc->id;
}

str
doc_row_name(const struct doc *doc)
{
	return str_from(doc->id, doc->lap.goc.n + 1);
}
