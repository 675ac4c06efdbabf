/* cli/gone.c: a lock tells that there was a document. */
#include "gone.h"

#include "../archive/lock.h"
#include "select.h"

enum { MAX_LOCK = 64 << 20 };

static bool
is_there(const struct session *s, str path)
{
	return tree_find(&s->tree, path) < s->tree.n_files;
}

static const struct src *
load(struct session *s, str path, str *bytes)
{
	struct diags unheard; /* told with the document, if there is one */
	str why;

	diags_init(&unheard, s->arena);
	if (s->loader.load(s->loader.ctx, s->arena, path, MAX_LOCK, bytes, &why) != LOAD_OK)
		return NULL;
	return src_load(s->arena, path, *bytes, &unheard);
}

/* The id of each document of a series. */
static str
id_of(struct session *s, str series, const struct lock_copy *c)
{
	return str_fmt(s->arena, "%.*s/%.*s", STR_ARG(series), STR_ARG(c->name));
}

/* A lock whose source is not there. */
static void
check_lock(struct session *s, str path, struct diags *d)
{
	const struct src *src;
	str bytes, yaml;

	if (!str_ends(path, S(".khoa")))
		return;
	yaml = str_cat(s->arena, str_first(path, path.n - 5), S(".yaml"));
	if (!select_is_document(yaml) || is_there(s, yaml) || !(src = load(s, path, &bytes)))
		return;
	struct lock l = lock_read(s->arena, bytes);
	struct lock_copy c;

	diag(d, D_LOCK_NO_SOURCE, src_pos(src, 0, 0), path, yaml);
	VEC_PUSH(s->arena, &s->gone, select_id_of(yaml));
	for (str rest = l.copies; lock_series_next(&rest, &c);)
		VEC_PUSH(s->arena, &s->gone, id_of(s, select_id_of(yaml), &c));
}

/* Where a lock begins with a document of its series. */
static pos
section_of(struct arena *a, const struct src *src, str name)
{
	size_t at = str_find(src->text, str_fmt(a, "\n[%.*s]\n", STR_ARG(name)));

	return src_pos(src, at == STR_NONE ? 0 : at + 1, 0);
}

/* Documents of a series that stand in its lock, and in its list no more. */
static void
check_rows(struct session *s, const struct doc *first, struct diags *d)
{
	struct doc nobody = { .id = S(""), .dir = S("") };
	str path = lock_path(s->arena, first->path), bytes;
	const struct src *src = is_there(s, path) ? load(s, path, &bytes) : NULL;
	struct lock_copy c;

	if (!src)
		return;
	struct lock l = lock_read(s->arena, bytes);
	for (str rest = l.broken ? S("") : l.copies; lock_series_next(&rest, &c);) {
		str id = id_of(s, first->lap.goc, &c);

		if (corpus_find(s->corpus, &nobody, id))
			continue;
		diag(d, D_LOCK_COPY_GONE, section_of(s->arena, src, c.name), id, first->lap.tep)
		    ->also = first->at;
		VEC_PUSH(s->arena, &s->gone, id);
	}
}

void
gone_find(struct session *s, struct diags *d)
{
	const struct corpus *c = s->corpus;

	for (size_t i = 0; i < s->tree.n_files; i++)
		check_lock(s, s->tree.files[i], d);
	for (size_t i = 0; i < c->n_docs; i++)
		if (c->docs[i]->lap.goc.n && c->docs[i]->lap.row == 0 && !c->docs[i]->bien_hong &&
		    !c->docs[i]->failed)
			check_rows(s, c->docs[i], d);
}
