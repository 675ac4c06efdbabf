/* cli/snapshot.c: `git ls-tree` for the names, `git cat-file` for the bytes. */
#include "snapshot.h"

#include "../base/utf.h"

#include <limits.h>
#include <stdlib.h>

enum { MAX_DEPTH = 32 }; /* as of folders */

/* ---- The repository --------------------------------------------------------------- */

struct place {
	str top, prefix; /* the prefix without its last '/' */
	bool shallow;
};

static bool
find_place(struct arena *a, const char *dir, struct place *p)
{
	static const char *const args[] = { "rev-parse", "--is-shallow-repository",
		"--show-toplevel", "--show-prefix", NULL };
	struct buf b;
	str rest, shallow;
	bool found;

	buf_init(&b);
	found = git_ask(dir, args, &b) == 0;
	rest = buf_dup(&b, a);
	buf_free(&b);
	/* A folder with a line end in its name comes out as one line too many. */
	found = found && str_line(&rest, &shallow) && str_line(&rest, &p->top) &&
		str_line(&rest, &p->prefix) && !rest.n;
	if (found)
		p->shallow = str_is(shallow, "true");
	if (found && str_ends(p->prefix, S("/")))
		p->prefix = str_first(p->prefix, p->prefix.n - 1);
	return found;
}

static bool
find_templates(struct arena *a, const char *dir, str top, str *prefix)
{
	struct place p;

	if (!dir || !find_place(a, dir, &p) || !str_eq(p.top, top))
		return false;
	*prefix = p.prefix;
	return true;
}

bool
repository_open(struct repository *r, struct arena *a, const char *sources, const struct options *o)
{
	struct place p;

	*r = (struct repository){ .dir = sources };
	if (!find_place(a, sources, &p))
		return false;
	r->shallow = p.shallow;
	r->sources = p.prefix;
	r->has_base = find_templates(a, layers_base_path(a), p.top, &r->base);
	r->has_extra = find_templates(a, o->templates, p.top, &r->extra);
	r->objects = git_objects_open(a, sources);
	return true;
}

void
repository_close(struct repository *r)
{
	git_objects_close(r->objects);
	r->objects = NULL;
}

str
repository_name(const struct repository *r, struct arena *a, str commit, str path)
{
	return str_fmt(a, "%.*s:%.*s%s%.*s", STR_ARG(commit), STR_ARG(r->sources),
	    r->sources.n && path.n ? "/" : "", STR_ARG(path));
}

/* ---- The files of a commit ---------------------------------------------------------- */

struct file {
	str path, id;
	size_t size;
	bool link;
};

struct stored {
	const struct repository *r;
	struct tree_store store;
	struct file *files; /* sorted as the tree's */
	size_t n;
};

static enum load_result
load(void *ctx, struct arena *a, size_t file, size_t max_bytes, str *bytes, str *why)
{
	const struct stored *s = ctx;
	const struct file *f = &s->files[file];

	if (f->link)
		return LOAD_OUTSIDE;
	if (f->size > max_bytes)
		return LOAD_TOO_BIG;
	if (git_objects_read(s->r->objects, a, f->id, max_bytes, bytes))
		return LOAD_OK;
	*why = S("git");
	return LOAD_DENIED;
}

static bool
is_plain_path(str path)
{
	int depth = 0;

	for (str rest = path, part; rest.p; depth++) {
		part = str_cut(rest, '/', &rest);
		if (!part.n || part.p[0] == '.' || part.n > NAME_MAX)
			return false;
	}
	return path.n && depth <= MAX_DEPTH + 1 && utf_invalid(path) == STR_NONE;
}

/* "100644 blob ID    SIZE\tPATH" */
static bool
read_entry(str line, struct file *f)
{
	str rest, mode = str_cut(line, ' ', &rest), type = str_cut(rest, ' ', &rest), size;
	uint32_t n = 0;

	f->id = str_cut(rest, ' ', &rest);
	size = str_trim(str_cut(rest, '\t', &f->path));
	if (!str_is(type, "blob") || !f->path.p || !is_plain_path(f->path))
		return false;
	f->size = str_uint(size, &n) ? n : SIZE_MAX; /* what is that big is not read */
	f->link = str_is(mode, "120000");
	return true;
}

static int
compare(const void *x, const void *y)
{
	return str_cmp(((const struct file *)x)->path, ((const struct file *)y)->path);
}

static bool
list_files(struct stored *s, struct arena *a, str commit, str folder)
{
	const char *tree = str_cz(a, str_fmt(a, "%.*s:%.*s", STR_ARG(commit), STR_ARG(folder)));
	const char *const args[] = { "ls-tree", "-r", "-z", "-l", "--full-tree", tree, NULL };
	VEC(struct file) v = { 0 };
	struct buf b;
	str rest;
	bool found;

	buf_init(&b);
	found = git_ask(s->r->dir, args, &b) == 0;
	rest = buf_take(&b, a);
	buf_free(&b);
	while (found && rest.n) {
		struct file f;

		if (read_entry(str_cut(rest, '\0', &rest), &f))
			VEC_PUSH(a, &v, f);
	}
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, compare);
	s->files = v.v;
	s->n = v.n;
	return found;
}

/* The tree of a folder of the commit; before: what its paths begin with, or empty. */
static bool
open_tree(
    struct tree *t, struct arena *a, const struct repository *r, str commit, str folder, str before)
{
	struct stored *s = NEW(a, struct stored);
	str *paths;

	s->r = r;
	s->store = (struct tree_store){ s, load };
	if (!list_files(s, a, commit, folder))
		return false;
	paths = NEW_N(a, str, s->n + 1);
	for (size_t i = 0; i < s->n; i++)
		paths[i] = before.n
			       ? str_fmt(a, "%.*s/%.*s", STR_ARG(before), STR_ARG(s->files[i].path))
			       : s->files[i].path;
	tree_open_store(t, a, paths, s->n, &s->store);
	return true;
}

static struct layer_tree *
open_templates(
    struct arena *a, const struct repository *r, str commit, str folder, const char *name)
{
	struct layer_tree *l = NEW(a, struct layer_tree);

	if (!open_tree(&l->tree, a, r, commit, folder, str_z(name)) || !l->tree.n_files)
		return NULL;
	sources_open(&l->sources, a, &l->tree);
	return l;
}

bool
snapshot_open(struct snapshot *s, struct arena *a, const struct repository *r, str commit,
    const struct options *o)
{
	*s = (struct snapshot){ .base = NULL };
	if (!open_tree(&s->sources, a, r, commit, r->sources, S("")))
		return false;
	if (r->has_base)
		s->base = open_templates(a, r, commit, r->base, LAYERS_BASE);
	if (r->has_extra)
		s->extra = open_templates(a, r, commit, r->extra, o->templates);
	return true;
}
