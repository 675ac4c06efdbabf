/* cli/select.c: which documents are meant.
 *
 * A word may be an id, a former id, a folder of ids, or the path of a file or
 * folder in the tree, however the shell completed it. */
#include "select.h"

#include "shard.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Candidates: every YAML that is a document by its name, whether or not it
 * could be read. */
struct candidates {
	struct job *v;
	bool *wanted;
	size_t n;
};

bool
select_is_document(str path)
{
	if (!str_ends(path, S(".yaml")))
		return false;
	for (str rest = path; rest.p;)
		if (str_starts(str_cut(rest, '/', &rest), S("_")))
			return false;
	return true;
}

str
select_id_of(str path)
{
	str stem = str_first(path, path.n - 5);
	return str_ends(stem, S("/van-ban")) ? str_first(stem, stem.n - 8) : stem;
}

static int
compare_doc_paths(const void *x, const void *y)
{
	const struct doc *a = *(struct doc *const *)x, *b = *(struct doc *const *)y;
	int c = str_cmp(a->path, b->path);

	if (c)
		return c;
	return (a->lap.row > b->lap.row) - (a->lap.row < b->lap.row);
}

/* The documents of that source, from the first row on; n behind the last. */
static size_t
first_of_path(struct doc *const *docs, size_t n, str path)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (str_cmp(docs[mid]->path, path) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static struct doc **
docs_by_path(const struct session *s)
{
	size_t n = s->corpus ? s->corpus->n_docs : 0;
	struct doc **v = NEW_N(s->arena, struct doc *, n + 1);
	for (size_t i = 0; i < n; i++)
		v[i] = s->corpus->docs[i];
	qsort(v, n, sizeof *v, compare_doc_paths);
	return v;
}

static void
find_candidates(const struct session *s, struct candidates *c)
{
	struct doc **docs = docs_by_path(s);
	size_t n_docs = s->corpus ? s->corpus->n_docs : 0;
	VEC(struct job) v = { 0 };
	for (size_t i = 0; i < s->tree.n_files; i++) {
		str path = s->tree.files[i];
		if (!select_is_document(path))
			continue;
		size_t k = first_of_path(docs, n_docs, path);
		struct job none = {
			.id = select_id_of(path), .path = path, .read = s->corpus != NULL
		};
		if (k == n_docs || !str_eq(docs[k]->path, path))
			VEC_PUSH(s->arena, &v, none);
		for (; k < n_docs && str_eq(docs[k]->path, path); k++)
			VEC_PUSH(s->arena, &v,
			    (struct job){
				.id = docs[k]->id, .path = path, .doc = docs[k], .read = true });
	}
	*c = (struct candidates){ v.v, NEW_N(s->arena, bool, v.n + 1), v.n };
}

static bool
was_called(const struct job *j, str word)
{
	for (size_t i = 0; j->doc && i < j->doc->n_ma_cu; i++)
		if (str_eq(j->doc->ma_cu[i].s, word))
			return true;
	return false;
}

/* "a/b_phu-luc-1" is a file of the document a/b: an appendix of its own. */
static bool
is_file_of(const struct job *j, str word)
{
	return word.n > j->id.n && str_starts(word, j->id) && word.p[j->id.n] == '_';
}

/* The id of a text that is made for many means all of them. */
static bool
is_copy_of(const struct job *j, str word)
{
	return j->doc && j->doc->lap.goc.n && str_eq(j->doc->lap.goc, word);
}

/* Marks what word means; false: nothing. Folders mean all that is below. */
static bool
mark(struct candidates *c, str word)
{
	bool found = false;
	while (word.n && word.p[word.n - 1] == '/')
		word.n--;
	for (size_t i = 0; i < c->n; i++) {
		const struct job *j = &c->v[i];
		if (str_eq(j->id, word) || str_eq(j->path, word) || is_copy_of(j, word) ||
		    was_called(j, word) || is_file_of(j, word) ||
		    tree_is_above(word, tree_dir(j->path)))
			found = c->wanted[i] = true;
	}
	return found;
}

/* A path of the file system as one below the source root. False: it is none. */
static bool
below_root(const struct session *s, const char *word, str *path)
{
	char real[PATH_MAX];
	str root = str_z(s->tree.real);
	if (!s->tree.real || !realpath(word, real))
		return false;
	str target = str_z(real);
	if (!tree_is_above(root, target))
		return false;
	*path = str_dup(s->arena, str_from(target, root.n + 1));
	return true;
}

static bool
mark_word(const struct session *s, struct candidates *c, const char *word)
{
	str path;
	if (*word && mark(c, str_z(word)))
		return true;
	return below_root(s, word, &path) && mark(c, path);
}

/* The id of which only the end (its folder left out) or only the beginning was
 * typed; empty: none. */
static str
id_by_part(const struct candidates *c, str word)
{
	for (size_t i = 0; i < c->n; i++) {
		str id = c->v[i].id;
		if (str_ends(id, word) && id.n > word.n && id.p[id.n - word.n - 1] == '/')
			return id;
	}
	for (size_t i = 0; i < c->n; i++)
		if (str_starts(c->v[i].id, word))
			return c->v[i].id;
	return S("");
}

static void
unknown_word(struct session *s, const struct candidates *c, const char *word)
{
	str *ids = NEW_N(s->arena, str, c->n + 1);
	str typed = str_z(word), suggest;
	for (size_t i = 0; i < c->n; i++)
		ids[i] = c->v[i].id;
	suggest = diag_nearest(typed, ids, c->n);
	if (!suggest.n && typed.n > 1)
		suggest = id_by_part(c, typed);
	diag(&s->run, D_ID_UNKNOWN, (pos){ 0 }, typed)->suggest = suggest;
}

static void
keep_wanted(struct session *s, const struct candidates *c)
{
	s->jobs = NEW_N(s->arena, struct job, c->n + 1);
	for (size_t i = 0; i < c->n; i++)
		if ((c->wanted[i] || !s->o->n_wanted) && shard_has(s->o, c->v[i].id))
			s->jobs[s->n_jobs++] = c->v[i];
}

bool
select_jobs(struct session *s)
{
	struct candidates c;
	bool all_known = true;
	find_candidates(s, &c);
	for (size_t i = 0; i < s->o->n_wanted; i++) {
		if (mark_word(s, &c, s->o->wanted[i]))
			continue;
		unknown_word(s, &c, s->o->wanted[i]);
		all_known = false;
	}
	keep_wanted(s, &c);
	return all_known;
}

bool
select_by_name(struct session *s)
{
	struct candidates c;
	find_candidates(s, &c);
	for (size_t i = 0; i < s->o->n_wanted; i++)
		if (!mark_word(s, &c, s->o->wanted[i]))
			return false;
	keep_wanted(s, &c);
	return true;
}
