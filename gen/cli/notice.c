/* cli/notice.c: inotify.
 *
 * A watch is on one folder, so every folder of the tree needs one. When folders
 * come or go the tree is walked again: watching a folder twice gives the same
 * number, so what was not met on that walk is gone or has moved out, and is
 * forgotten. Links to folders are not followed, hidden folders not entered, as
 * in tree.c. */
#include "notice.h"

#include "reason.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	EVENTS = IN_CLOSE_WRITE | IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
		 IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW,
	MAX_DEPTH = 40,
	MOST_FOLDERS = 3000 /* bytes of their paths */
};

static const pos nowhere = { NULL, 0, 0, 0 };

bool
notice_open(struct notice *n, struct diags *d)
{
	*n = (struct notice){ .fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC), .anywhere = true };
	buf_init(&n->folders);
	if (n->fd >= 0)
		return true;
	diag(d, D_WATCH_FAILED, nowhere, REASON(errno));
	return false;
}

static void
free_watched(char **watched, int n)
{
	for (int wd = 0; wd < n; wd++)
		free(watched[wd]);
	free(watched);
}

void
notice_close(struct notice *n)
{
	if (n->fd >= 0)
		close(n->fd);
	free_watched(n->watched, n->n_watched);
	buf_free(&n->folders);
	n->fd = -1;
	n->watched = NULL;
	n->n_watched = 0;
}

void
notice_add(struct notice *n, const char *path)
{
	n->roots[n->n_roots++] = path;
}

/* ---- The walk ---------------------------------------------------------------- */

static void
mark(struct notice *n, int wd, const char *path, size_t len)
{
	if (wd >= n->n_watched) {
		int size = wd + 64;

		n->watched = xrealloc(n->watched, (size_t)size * sizeof *n->watched);
		memset(n->watched + n->n_watched, 0,
		    (size_t)(size - n->n_watched) * sizeof *n->watched);
		n->n_watched = size;
	}
	free(n->watched[wd]);
	n->watched[wd] = memcpy(xmalloc(len + 1), path, len + 1);
}

static bool
is_excepted(const struct notice *n, const struct stat *st)
{
	struct stat other;

	return n->except && stat(n->except, &other) == 0 && other.st_dev == st->st_dev &&
	       other.st_ino == st->st_ino;
}

static bool
limit_reached(struct diags *d)
{
	str limit = S("?");
	char text[32];
	FILE *f = fopen("/proc/sys/fs/inotify/max_user_watches", "r");

	if (f && fgets(text, sizeof text, f))
		limit = str_trim(str_z(text));
	if (f)
		fclose(f);
	diag(d, D_WATCH_LIMIT, nowhere, limit);
	return false;
}

static bool walk(struct notice *n, char *path, size_t len, int depth, struct diags *d);

static bool
walk_entries(struct notice *n, DIR *dir, char *path, size_t len, int depth, struct diags *d)
{
	struct stat st;

	for (struct dirent *e; (e = readdir(dir));) {
		size_t name = strlen(e->d_name);

		if (e->d_name[0] == '.' || len + name + 2 > PATH_MAX)
			continue;
		if (fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISDIR(st.st_mode) || is_excepted(n, &st))
			continue;
		path[len] = '/';
		memcpy(path + len + 1, e->d_name, name + 1);
		if (!walk(n, path, len + 1 + name, depth + 1, d))
			return false;
		path[len] = '\0';
	}
	return true;
}

/* Watches the folder first and lists it then: what comes in between is told. */
static bool
walk(struct notice *n, char *path, size_t len, int depth, struct diags *d)
{
	int wd = inotify_add_watch(n->fd, path, EVENTS);
	DIR *dir;
	bool whole;

	if (wd < 0 && errno == ENOSPC)
		return limit_reached(d);
	if (wd < 0 || depth > MAX_DEPTH)
		return true; /* gone again, or not ours to see: the build tells */
	mark(n, wd, path, len);
	dir = opendir(path);
	whole = !dir || walk_entries(n, dir, path, len, depth, d);
	if (dir)
		closedir(dir);
	return whole;
}

static bool
walk_root(struct notice *n, const char *root, bool *there, struct diags *d)
{
	char path[PATH_MAX];

	if (!realpath(root, path)) {
		*there = false;
		return true;
	}
	return walk(n, path, strlen(path), 0, d);
}

bool
notice_scan(struct notice *n, bool *whole, struct diags *d)
{
	char **before = n->watched;
	int n_before = n->n_watched;
	bool ok = true;

	n->watched = NULL;
	n->n_watched = 0;
	*whole = true;
	for (size_t i = 0; ok && i < n->n_roots; i++)
		ok = walk_root(n, n->roots[i], whole, d);
	for (int wd = 0; ok && wd < n_before; wd++)
		if (before[wd] && (wd >= n->n_watched || !n->watched[wd]))
			inotify_rm_watch(n->fd, wd);
	free_watched(before, n_before);
	return ok;
}

/* ---- Events -------------------------------------------------------------------- */

/* Files of editors: swap files are hidden, 4913 is vim's try whether it may write,
 * #x# and x~ are what emacs and others keep. */
static bool
is_no_source(const char *name)
{
	size_t n = strlen(name);

	return n &&
	       (name[0] == '.' || name[0] == '#' || name[n - 1] == '~' || !strcmp(name, "4913"));
}

static unsigned
meaning(const struct inotify_event *e)
{
	const char *name = e->len ? e->name : "";

	if (e->mask & IN_Q_OVERFLOW)
		return NOTICE_CHANGED | NOTICE_FOLDERS;
	if (e->mask & (IN_DELETE_SELF | IN_MOVE_SELF))
		return NOTICE_CHANGED | NOTICE_GONE | NOTICE_FOLDERS;
	if (is_no_source(name) || e->mask & IN_IGNORED)
		return 0;
	if (e->mask & IN_ISDIR)
		return e->mask & IN_ATTRIB ? NOTICE_CHANGED : NOTICE_CHANGED | NOTICE_FOLDERS;
	if (e->mask & (IN_MOVED_FROM | IN_DELETE))
		return NOTICE_CHANGED | NOTICE_GONE;
	/* A file that is being written is told again when it is whole. So is a new one;
	 * a new link is not, and waiting costs it nothing but the moment. */
	if (e->mask & (IN_CREATE | IN_MODIFY))
		return NOTICE_CHANGED | NOTICE_GONE;
	return NOTICE_CHANGED;
}

void
notice_begin(struct notice *n)
{
	buf_clear(&n->folders);
	n->anywhere = false;
}

static bool
has_folder(const struct notice *n, const char *path)
{
	for (size_t at = 0; at < n->folders.n; at += strlen(n->folders.p + at) + 1)
		if (!strcmp(n->folders.p + at, path))
			return true;
	return false;
}

/* The folder of an event, relative to the first root; one below another root is
 * nobody's business. */
static void
note_folder(struct notice *n, int wd)
{
	char root[PATH_MAX];
	const char *path = wd >= 0 && wd < n->n_watched ? n->watched[wd] : NULL;

	if (n->anywhere)
		return;
	if (!path || !realpath(n->roots[0], root)) {
		n->anywhere = true;
		return;
	}
	size_t len = strcmp(root, "/") ? strlen(root) : 0;

	if (strncmp(path, root, len) != 0 || (path[len] && path[len] != '/'))
		return;
	path += path[len] ? len + 1 : len;
	if (has_folder(n, path))
		return;
	buf_add(&n->folders, path, strlen(path) + 1);
	n->anywhere = n->folders.n > MOST_FOLDERS;
}

unsigned
notice_take(struct notice *n)
{
	char buf[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
	unsigned found = 0;
	ssize_t got;

	while ((got = read(n->fd, buf, sizeof buf)) > 0)
		for (char *p = buf; p < buf + got;) {
			const struct inotify_event *e = (const void *)p;

			unsigned what = meaning(e);

			if (what & NOTICE_FOLDERS)
				n->anywhere = true;
			else if (!(e->mask & IN_IGNORED)) /* what is no source is listed, too */
				note_folder(n, e->wd);
			/* The last one says whether something is still missing. */
			if (what)
				found = (found & ~(unsigned)NOTICE_GONE) | what;
			p += sizeof *e + e->len;
		}
	return found;
}
