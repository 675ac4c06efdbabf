/* cli/orphan.c: a file is known by its sum, a stranger's by its first bytes. */
#include "orphan.h"

#include "../pack/pack.h"
#include "reason.h"
#include "shard.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 256 << 20, MAX_DEPTH = 32, HEAD = 64 };

static const pos nowhere = { NULL, 0, 0, 0 };

str
fresh_output_path(const struct session *s, struct arena *a, str path)
{
	return str_fmt(a, "%s/%.*s", s->o->out, STR_ARG(path));
}

/* "a/b_phu-luc-1.docx" → "a/b_phu-luc-1" */
static str
stem_of(str path)
{
	size_t dot = str_rfind_c(path, '.'), slash = str_rfind_c(path, '/');

	return dot == STR_NONE || (slash != STR_NONE && dot < slash) ? path : str_first(path, dot);
}

/* ID.docx and ID_….docx; behind: the sign that what is behind the id begins with. */
static bool
is_named(str stem, str id, char behind)
{
	return str_starts(stem, id) && stem.n > id.n && stem.p[id.n] == behind &&
	       str_find_c(str_from(stem, id.n + 1), '/') == STR_NONE;
}

static bool
is_file_of(str stem, str id)
{
	return str_eq(stem, id) || is_named(stem, id, '_');
}

bool
orphan_may_be_of(str path, str id)
{
	str stem = stem_of(path);

	return is_file_of(stem, id) || is_named(stem, id, '/');
}

/* What was issued is told as gone, and stays. */
static bool
is_of_gone(const struct session *s, str path)
{
	for (size_t i = 0; i < s->gone.n; i++)
		if (is_file_of(stem_of(path), s->gone.v[i]))
			return true;
	return false;
}

/* Whether this run has a say: each file is one shard's. */
static bool
is_ours_to_tell(const struct session *s, str path)
{
	return !s->o->n_wanted && shard_has(s->o, path);
}

static bool
is_unchanged(struct fresh *f, str path, const struct cache_output *row)
{
	struct arena *a = arena_new();
	str bytes, why;
	bool same = tree_read_at(f->out_fd, a, path, MOST_BYTES, &bytes, &why, NULL) == LOAD_OK &&
		    bytes.n == row->size && cache_sum(bytes) == row->sum;

	arena_free(a);
	return same;
}

static bool
prune(struct fresh *f, str path, struct diags *d)
{
	if (unlinkat(f->out_fd, str_cz(d->arena, path), 0) < 0) {
		diag(d, D_WRITE_FAILED, nowhere, fresh_output_path(f->s, d->arena, path),
		    REASON(errno));
		return true;
	}
	str folder = tree_dir(path); /* and it, when nothing is left in it */

	while (folder.n && unlinkat(f->out_fd, str_cz(d->arena, folder), AT_REMOVEDIR) == 0)
		folder = tree_dir(folder);
	VEC_PUSH(f->s->arena, &f->pruned, str_dup(f->s->arena, path));
	return false;
}

bool
orphan_stays(struct fresh *f, str path, const struct cache_output *row, struct diags *d)
{
	struct stat st;

	if (f->out_fd < 0 ||
	    fstatat(f->out_fd, str_cz(d->arena, path), &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	if (!is_ours_to_tell(f->s, path) || is_of_gone(f->s, path) || f->s->tree.partial)
		return true;
	VEC_PUSH(f->s->arena, &f->told, str_dup(f->s->arena, path));
	bool unchanged = is_unchanged(f, path, row);
	if (unchanged && f->s->o->prune)
		return prune(f, path, d);
	diag(d, unchanged ? D_OUTPUT_ORPHAN : D_OUTPUT_ORPHAN_EDITED, nowhere,
	    fresh_output_path(f->s, d->arena, path));
	return true;
}

/* ---- Searching ---------------------------------------------------------------------- */

struct search {
	struct fresh *f;
	struct diags *d;
};

static bool
was_made_here(int dir, const char *name)
{
	char head[HEAD];
	int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof head);

	if (fd >= 0)
		close(fd);
	return n > 0 && pack_is_ours((str){ head, (size_t)n });
}

/* A document that fails keeps its old files; nobody knows which documents a list made
 * that can't be read. */
static bool
has_source(const struct session *s, str path)
{
	const struct corpus *c = s->corpus;
	str stem = stem_of(path);

	for (size_t i = 0; i < c->n_docs; i++)
		if (is_file_of(stem, c->docs[i]->id) ||
		    (c->docs[i]->failed && orphan_may_be_of(path, c->docs[i]->id)))
			return true;
	for (size_t i = 0; i < s->n_jobs; i++)
		if (!s->jobs[i].doc && orphan_may_be_of(path, s->jobs[i].id))
			return true;
	return is_of_gone(s, path);
}

static bool
is_told(const struct fresh *f, str path)
{
	for (size_t i = 0; i < f->told.n; i++)
		if (str_eq(f->told.v[i], path))
			return true;
	return false;
}

static void search_folder(struct search *v, int fd, str folder, int depth);

static void
search_entry(struct search *v, int dir, str folder, const char *name, int depth)
{
	struct session *s = v->f->s;
	struct stat st;
	str path = folder.n ? str_fmt(v->d->arena, "%.*s/%s", STR_ARG(folder), name)
			    : str_dup(v->d->arena, str_z(name));

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return;
	if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
		search_folder(v, openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
		    path, depth + 1);
	if (S_ISREG(st.st_mode) && str_ends(path, S(".docx")) && is_ours_to_tell(s, path) &&
	    !is_told(v->f, path) && was_made_here(dir, name) && !has_source(s, path))
		diag(v->d, D_OUTPUT_UNKNOWN, nowhere, fresh_output_path(s, v->d->arena, path));
}

static void
search_folder(struct search *v, int fd, str folder, int depth)
{
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (struct dirent *e; (e = readdir(dir));)
		if (e->d_name[0] != '.')
			search_entry(v, dirfd(dir), folder, e->d_name, depth);
	closedir(dir);
}

void
orphan_search(struct fresh *f, struct diags *d)
{
	struct search v = { .f = f, .d = d };

	if (f->out_fd >= 0 && !f->s->o->n_wanted && !f->s->tree.partial)
		search_folder(
		    &v, openat(f->out_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), S(""), 0);
}
