/* cli/tree.c: the source root as a list of files and a way to read them.
 *
 * The walk is made once, by folder descriptors: hidden names are left out,
 * links to folders are reported and not entered (they could form rings). A
 * read goes down from the root one component at a time with O_NOFOLLOW, so no
 * link can lead out between a check and its use; only when that meets a link
 * is the whole path resolved, compared with the root, and gone down again. */
#include "tree.h"

#include "reason.h"

#include "../base/buf.h"
#include "../base/utf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 32 };

struct found {
	str path;
	struct stamp stamp;
};

struct walk {
	struct arena *a;
	struct diags *d;
	VEC(struct found) files;
	VEC(str) mau;
	bool flat;   /* folders are not entered */
	bool linked; /* there is a file of several names, or a link */
	bool partial;
};

static const pos nowhere = { NULL, 0, 0, 0 };

str
tree_dir(str path)
{
	size_t slash = str_rfind_c(path, '/');
	return slash == STR_NONE ? S("") : str_first(path, slash);
}

bool
tree_is_above(str folder, str dir)
{
	return !folder.n ||
	       (str_starts(dir, folder) && (dir.n == folder.n || dir.p[folder.n] == '/'));
}

/* ---- The walk --------------------------------------------------------- */

static int
compare_paths(const void *x, const void *y)
{
	return str_cmp(((const struct found *)x)->path, ((const struct found *)y)->path);
}

/* Of folders that lie on one way up, the longest is the nearest. */
static int
compare_nearest(const void *x, const void *y)
{
	const str *p = x, *q = y;
	return p->n != q->n ? (p->n < q->n) - (p->n > q->n) : str_cmp(*p, *q);
}

static bool add_folder(struct walk *w, int parent, str path, const char *name, int depth);

/* Bytes that are no UTF-8 can't stand in a message: shown as '?'. */
static str
printable(struct arena *a, str path)
{
	char *p = arena_alloc(a, path.n + 1);
	for (size_t i = 0; i < path.n; i++)
		p[i] = path.p[i] & (char)0x80 ? '?' : path.p[i];
	return (str){ p, path.n };
}

static str
join(struct arena *a, str folder, const char *name)
{
	size_t n = strlen(name), at = folder.n ? folder.n + 1 : 0;
	char *p = arena_alloc(a, at + n + 1);
	if (at) {
		memcpy(p, folder.p, folder.n);
		p[folder.n] = '/';
	}
	memcpy(p + at, name, n);
	return (str){ p, at + n };
}

/* The errno of what stands in the way; 0: nothing does. */
static int
add_entry(struct walk *w, int dir, str folder, const char *name, int depth)
{
	str path = join(w->a, folder, name);
	struct found file = { .path = path };
	struct stat st;
	if (utf_invalid(path) != STR_NONE) {
		diag(w->d, D_NAME_NOT_UTF8, nowhere, printable(w->a, path));
		return 0;
	}
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0 : errno; /* gone since it was listed */
	if (S_ISDIR(st.st_mode)) {
		if (!w->flat)
			add_folder(w, dir, path, name, depth + 1);
		return 0;
	}
	w->linked |= S_ISLNK(st.st_mode) || st.st_nlink > 1;
	if (S_ISLNK(st.st_mode) && fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode)) {
		diag(w->d, D_LINK_SKIPPED, nowhere, path);
		return 0;
	}
	stamp_take(&file.stamp, &st);
	VEC_PUSH(w->a, &w->files, file);
	return 0;
}

/* False: it is not read to its end; errno says why. */
static bool
add_entries(struct walk *w, int fd, str path, int depth)
{
	DIR *dir = fdopendir(fd);
	if (!dir) {
		close(fd);
		return false;
	}
	int error = 0, met;
	errno = 0;
	for (struct dirent *e; (e = readdir(dir)); errno = 0)
		if (e->d_name[0] != '.' && (met = add_entry(w, dirfd(dir), path, e->d_name, depth)))
			error = met;
	error = errno ? errno : error;
	closedir(dir);
	errno = error;
	return !error;
}

static bool
add_folder(struct walk *w, int parent, str path, const char *name, int depth)
{
	if (depth > MAX_DEPTH) {
		diag(w->d, D_TREE_TOO_DEEP, nowhere, path);
		w->partial = true;
		return false;
	}
	if (!strcmp(name, "_mau"))
		VEC_PUSH(w->a, &w->mau, path);
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || !add_entries(w, fd, path, depth)) {
		diag(w->d, D_TREE_UNREADABLE, nowhere, path, REASON(errno));
		w->partial = true;
		return false;
	}
	return true;
}

/* What the walk has met, in order. */
static void
take_files(struct tree *t, struct walk *w)
{
	if (w->files.n)
		qsort(w->files.v, w->files.n, sizeof *w->files.v, compare_paths);
	t->n_files = w->files.n;
	t->files = NEW_N(w->a, str, t->n_files + 1);
	t->stamps = NEW_N(w->a, struct stamp, t->n_files + 1);
	for (size_t i = 0; i < t->n_files; i++) {
		t->files[i] = w->files.v[i].path;
		t->stamps[i] = w->files.v[i].stamp;
	}
}

static bool
list_root(struct tree *t, struct arena *a, const char *dir, struct diags *d)
{
	struct walk w = { .a = a, .d = d };
	size_t told = d->list.n;
	int fd = openat(t->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || !add_entries(&w, fd, S(""), 0)) {
		diag(d, D_TREE_UNREADABLE, nowhere, str_z(dir), REASON(errno));
		return false;
	}
	take_files(t, &w);
	if (w.mau.n)
		qsort(w.mau.v, w.mau.n, sizeof(str), compare_nearest);
	t->mau = w.mau.v;
	t->n_mau = w.mau.n;
	t->partial = w.partial;
	t->plain = !w.linked && d->list.n == told;
	return true;
}

/* False: the whole must be walked. */
static bool
list_again(struct tree *t, struct arena *a, const struct tree *before, const str *folders, size_t n)
{
	struct diags unheard;
	struct walk w = { .a = a, .d = &unheard, .flat = true };
	diags_init(&unheard, a);
	if (!before->plain || !before->real || strcmp(before->real, t->real) != 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *path = folders[i].n ? str_cz(a, folders[i]) : ".";
		int fd = openat(t->fd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0 || !add_entries(&w, fd, folders[i], 0))
			return false;
	}
	if (unheard.list.n || w.linked)
		return false;
	for (size_t i = 0; i < before->n_files; i++)
		if (!str_among(folders, n, tree_dir(before->files[i])))
			VEC_PUSH(
			    a, &w.files, (struct found){ before->files[i], before->stamps[i] });
	take_files(t, &w);
	t->mau = before->mau;
	t->n_mau = before->n_mau;
	t->plain = true;
	return true;
}

static bool
open_root(struct tree *t, struct arena *a, const char *dir, struct diags *d)
{
	*t = (struct tree){ .fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (t->fd < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			diag(d, D_SOURCES_MISSING, nowhere, str_z(dir));
		else
			diag(d, D_TREE_UNREADABLE, nowhere, str_z(dir), REASON(errno));
		return false;
	}
	char real[PATH_MAX];
	if (!realpath(dir, real)) {
		diag(d, D_TREE_UNREADABLE, nowhere, str_z(dir), REASON(errno));
		return false;
	}
	t->real = str_cz(a, str_z(real));
	return true;
}

bool
tree_open(struct tree *t, struct arena *a, const char *dir, struct diags *d)
{
	return open_root(t, a, dir, d) && list_root(t, a, dir, d);
}

bool
tree_open_again(struct tree *t, struct arena *a, const char *dir, const struct tree *before,
    const str *folders, size_t n, struct diags *d)
{
	return open_root(t, a, dir, d) &&
	       (list_again(t, a, before, folders, n) || list_root(t, a, dir, d));
}

typedef VEC(str) paths;

static bool
has_path(const paths *v, str path)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->v[i], path))
			return true;
	return false;
}

/* The folders called _mau that files lie in. */
static void
find_mau(struct tree *t, struct arena *a)
{
	paths v = { 0 };
	for (size_t i = 0; i < t->n_files; i++)
		for (str dir = tree_dir(t->files[i]); dir.n; dir = tree_dir(dir))
			if ((str_is(dir, "_mau") || str_ends(dir, S("/_mau"))) &&
			    !has_path(&v, dir))
				VEC_PUSH(a, &v, dir);
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, compare_nearest);
	t->mau = v.v;
	t->n_mau = v.n;
}

void
tree_open_store(
    struct tree *t, struct arena *a, const str *files, size_t n, const struct tree_store *store)
{
	*t = (struct tree){ .fd = -1, .n_files = n, .store = store };
	t->files = NEW_N(a, str, n + 1);
	t->stamps = NEW_N(a, struct stamp, n + 1);
	for (size_t i = 0; i < n; i++)
		t->files[i] = files[i];
	find_mau(t, a);
}

void
tree_close(struct tree *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

/* ---- Reading ---------------------------------------------------------- */

static enum load_result
failure(struct arena *a, int error, str *why)
{
	switch (error) {
	case ENOENT:
	case ENAMETOOLONG: return LOAD_MISSING;
	case ENOTDIR: return LOAD_MISSING; /* a file stands where a folder is named */
	case EISDIR:
	case ENXIO: return LOAD_NOT_FILE;
	default: *why = str_dup(a, str_z(strerror(error))); return LOAD_DENIED;
	}
}

static enum load_result
read_fd(int fd, struct arena *a, size_t max_bytes, str *bytes, str *why, struct stamp *stamp,
    int64_t then)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return failure(a, errno, why);
	if (stamp) {
		stamp_take(stamp, &st);
		stamp_settle(stamp, then);
	}
	if (!S_ISREG(st.st_mode))
		return LOAD_NOT_FILE;
	if ((uintmax_t)st.st_size > max_bytes)
		return LOAD_TOO_BIG;
	size_t size = (size_t)st.st_size, n = 0;
	char *p = arena_alloc(a, size + 1);
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failure(a, errno, why);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*bytes = (str){ p, n };
	return LOAD_OK;
}

/* Opens path below root without following any link; -1 and errno. A link is
 * ELOOP, wherever it stands. */
static int
open_beneath(int root, str path)
{
	int dir = root;
	char name[NAME_MAX + 1];
	for (;;) {
		str rest, part = str_cut(path, '/', &rest);
		bool last = !rest.p;
		if (!part.n || part.n > NAME_MAX) {
			errno = ENOENT;
			part.n = 0;
		}
		memcpy(name, part.p, part.n);
		name[part.n] = '\0';
		int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
		int fd = part.n ? openat(dir, name, last ? flags : flags | O_DIRECTORY) : -1;
		int error = errno;
		struct stat st;
		if (fd < 0 && part.n && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISLNK(st.st_mode))
			error = ELOOP;
		if (dir != root)
			close(dir);
		errno = error;
		if (fd < 0 || last)
			return fd;
		dir = fd;
		path = rest;
	}
}

/* A path with a link in it: what it stands for, relative to the root. False
 * when that lies outside (*result) or nowhere. */
static bool
resolve_link(const struct tree *t, struct arena *a, str path, str *inside, enum load_result *result)
{
	char real[PATH_MAX];
	const char *full = str_cz(a, str_fmt(a, "%s/%.*s", t->real, STR_ARG(path)));
	str root = str_z(t->real);
	if (!realpath(full, real)) {
		*result = LOAD_MISSING;
		return false;
	}
	str target = str_z(real);
	bool below = str_starts(target, root) &&
		     (str_is(root, "/") || (target.n > root.n && target.p[root.n] == '/'));
	if (!below) {
		*result = LOAD_OUTSIDE;
		return false;
	}
	*inside = str_dup(a, str_from(target, root.n + !str_is(root, "/")));
	return true;
}

str
tree_real_path(const struct tree *t, struct arena *a, str path)
{
	enum load_result result;
	str inside;
	return resolve_link(t, a, path, &inside, &result) ? inside : path;
}

static int
compare_names(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

size_t
tree_find(const struct tree *t, str path)
{
	const str *found =
	    t->n_files ? bsearch(&path, t->files, t->n_files, sizeof *t->files, compare_names)
		       : NULL;
	return found ? (size_t)(found - t->files) : t->n_files;
}

static enum load_result
load_stored(const struct tree *t, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	size_t at = tree_find(t, path);
	if (at == t->n_files)
		return LOAD_MISSING;
	return t->store->load(t->store->ctx, a, at, max_bytes, bytes, why);
}

enum load_result
tree_load(const struct tree *t, struct arena *a, str path, size_t max_bytes, str *bytes, str *why,
    struct stamp *stamp)
{
	enum load_result result;
	int64_t then = stamp ? stamp_now() : 0;
	if (stamp)
		*stamp = (struct stamp){ 0 };
	*bytes = S("");
	if (t->patch && str_eq(t->patch->path, path)) {
		*bytes = t->patch->bytes;
		return LOAD_OK;
	}
	if (t->store)
		return load_stored(t, a, path, max_bytes, bytes, why);
	int fd = open_beneath(t->fd, path);
	if (fd < 0 && errno == ELOOP) {
		if (!resolve_link(t, a, path, &path, &result))
			return result;
		fd = open_beneath(t->fd, path);
	}
	if (fd < 0)
		return failure(a, errno, why);
	result = read_fd(fd, a, max_bytes, bytes, why, stamp, then);
	close(fd);
	return result;
}

enum load_result
tree_read_at(int dir_fd, struct arena *a, str path, size_t max_bytes, str *bytes, str *why,
    struct stamp *stamp)
{
	int64_t then = stamp ? stamp_now() : 0;
	if (stamp)
		*stamp = (struct stamp){ 0 };
	*bytes = S("");
	int fd = openat(dir_fd, str_cz(a, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return failure(a, errno, why);
	enum load_result result = read_fd(fd, a, max_bytes, bytes, why, stamp, then);
	close(fd);
	return result;
}
