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
prune(struct fresh *f, str path, const struct cache_output *row, struct diags *d)
{
	str shown = fresh_output_path(f->s, d->arena, path);

	if (!is_unchanged(f, path, row)) {
		diag(d, D_OUTPUT_ORPHAN_EDITED, nowhere, shown);
		return true;
	}
	if (unlinkat(f->out_fd, str_cz(d->arena, path), 0) < 0) {
		diag(d, D_WRITE_FAILED, nowhere, shown, REASON(errno));
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
	if (!is_ours_to_tell(f->s, path))
		return true;
	if (f->s->o->prune)
		return prune(f, path, row, d);
	diag(d, D_OUTPUT_ORPHAN, nowhere, fresh_output_path(f->s, d->arena, path));
	return true;
}

bool
fresh_orphans(struct fresh *f, struct diags *d)
{
	const struct cache *c = &f->cache;

	for (uint32_t i = 0; i < c->head->n_outputs; i++) {
		const struct cache_output *o = &c->outputs[i];

		if (o->doc == CACHE_NONE &&
		    (f->s->o->prune || !orphan_stays(f, cache_text(c, o->path), o, d)))
			return false;
	}
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

/* A document makes ID.docx and ID_….docx; one that fails keeps its old files. */
static bool
has_source(const struct session *s, str path)
{
	str stem = str_first(path, path.n - 5);
	size_t slash = str_rfind_c(stem, '/'), from = slash == STR_NONE ? 0 : slash + 1;
	size_t under = str_find_c(str_from(stem, from), '_');
	str id = under == STR_NONE ? stem : str_first(stem, from + under);

	for (size_t i = 0; i < s->corpus->n_docs; i++)
		if (str_eq(s->corpus->docs[i]->id, id))
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
	    was_made_here(dir, name) && !has_source(s, path))
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

	if (f->out_fd >= 0 && !f->s->o->n_wanted)
		search_folder(
		    &v, openat(f->out_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), S(""), 0);
}
