/* cli/output.c: temporary name, rename.
 *
 * A document may be several files (appendices of their own): all are written
 * under temporary names first, so that a full disk leaves every old file as it
 * was. The names hold the process id; one whose process is gone is rubbish. */
#include "output.h"

#include "../base/fd.h"
#include "../cache/cache.h"
#include "../html/html.h"
#include "../office/office.h"
#include "../pack/pack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TMP_PREFIX ".vanban-"
#define TMP_SUFFIX ".tmp"

void
output_init(struct output *o, struct arena *a, const char *root)
{
	*o = (struct output){ .root = root, .arena = a };
}

/* The process that left a temporary file, or 0 when name is none of ours. */
static pid_t
tmp_owner(const char *name)
{
	char *end;
	if (strncmp(name, TMP_PREFIX, sizeof TMP_PREFIX - 1) != 0)
		return 0;
	long pid = strtol(name + sizeof TMP_PREFIX - 1, &end, 10);
	return pid > 0 && *end == '-' && strstr(end, TMP_SUFFIX) ? (pid_t)pid : 0;
}

/* A killed process may stay in the table until somebody asks for its status;
 * Linux tells such a one by the letter Z behind its name in /proc. */
static bool
is_zombie(pid_t pid)
{
	char path[40], stat[512];
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, stat, sizeof stat - 1);
	if (fd >= 0)
		close(fd);
	stat[n > 0 ? n : 0] = '\0';
	const char *name_end = strrchr(stat, ')');
	return name_end && (name_end[1] == ' ') && (name_end[2] == 'Z' || name_end[2] == 'X');
}

static bool
is_gone(pid_t pid)
{
	return (kill(pid, 0) < 0 && errno == ESRCH) || is_zombie(pid);
}

static void
sweep(const char *folder)
{
	DIR *dir = opendir(folder);
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir));) {
		pid_t owner = tmp_owner(e->d_name);
		if (owner && is_gone(owner))
			unlinkat(dirfd(dir), e->d_name, 0);
	}
	closedir(dir);
}

/* Makes folder and those above it, cutting path short at each '/' for a moment. */
static bool
make_folders(char *path)
{
	for (char *p = path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
		*p = '/';
		if (!made)
			return false;
	}
	return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* The folder of a file that is about to be written: there, and swept. */
static bool
ready_folder(struct output *o, char *folder)
{
	for (size_t i = 0; i < o->swept.n; i++)
		if (str_is(o->swept.v[i], folder))
			return true;
	if (access(folder, F_OK) < 0 && !make_folders(folder))
		return false;
	sweep(folder);
	VEC_PUSH(o->arena, &o->swept, str_dup(o->arena, str_z(folder)));
	return true;
}

/* A file that may not be lost: synced, and as open to others as the one before. */
static bool
keep(struct output *o, struct arena *a, const struct out_file *f, int fd)
{
	struct stat st;
	const char *final = str_cz(a, str_fmt(a, "%s/%.*s", o->root, STR_ARG(f->path)));
	if (stat(final, &st) == 0 && fchmod(fd, st.st_mode & 07777) < 0)
		return false;
	return fsync(fd) == 0;
}

/* Writes f under a temporary name in its folder. On failure errno is set and
 * nothing is left. */
static bool
write_tmp(struct output *o, struct arena *a, struct out_file *f, size_t number)
{
	size_t slash = str_rfind_c(f->path, '/');
	str sub = slash == STR_NONE ? S("") : str_first(f->path, slash);
	str folder = str_fmt(a, "%s%s%.*s", o->root, sub.n ? "/" : "", STR_ARG(sub));
	char *tmp = arena_alloc(a, folder.n + 64);
	memcpy(tmp, folder.p, folder.n);
	if (!ready_folder(o, tmp))
		return false;
	snprintf(tmp + folder.n, 64, "/" TMP_PREFIX "%ld-%zu" TMP_SUFFIX, (long)getpid(), number);
	int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	f->tmp = tmp;
	struct stat st;
	bool written =
	    fd_write(fd, f->bytes) && (!o->durable || keep(o, a, f, fd)) && fstat(fd, &st) == 0;
	if (written)
		stamp_take(&f->stamp, &st);
	int error = errno;
	if (close(fd) < 0 && written) {
		error = errno;
		written = false;
	}
	errno = error;
	return written;
}

/* The regular file of that name, or empty. */
static str
read_all(struct arena *a, const char *name, size_t size)
{
	str bytes = { NULL, 0 };
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return bytes;
	char *p = arena_alloc(a, size + 1);
	ssize_t n;
	while (bytes.n < size && (n = read(fd, p + bytes.n, size - bytes.n)) > 0)
		bytes.n += (size_t)n;
	close(fd);
	bytes.p = p;
	return bytes;
}

/* A package, but not one of ours: what Word saved. */
static bool
is_foreign_package(const char *name)
{
	enum { HEAD = 64 };
	struct arena *a = arena_new();
	str head = read_all(a, name, HEAD);
	bool foreign = str_starts(head, S("PK\3\4")) && !pack_is_ours(head);
	arena_free(a);
	return foreign;
}

/* Neither what was written last, nor what is written now, nor what says of itself that
 * it was made here and is as it was. */
static bool
is_foreign_bytes(const struct out_file *f, const char *name, size_t size)
{
	struct arena *a = arena_new();
	str bytes = read_all(a, name, size);
	bool ours = str_eq(bytes, f->bytes) ||
		    (f->was.known && bytes.n == f->was.size && cache_sum(bytes) == f->was.sum) ||
		    (str_ends(f->path, S(".html")) && html_is_ours(bytes)) ||
		    (str_ends(f->path, S(".pdf")) && office_is_ours(bytes));
	arena_free(a);
	return !ours;
}

/* Is the file that is there somebody's work? */
static bool
is_foreign(const struct out_file *f, const char *name)
{
	struct stat st;
	struct stamp now;
	if (lstat(name, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return false;
	if (str_ends(f->path, S(".docx")))
		return is_foreign_package(name);
	if (!f->made)
		return false;
	stamp_take(&now, &st);
	return !(f->was.known && stamp_same(&now, &f->was.stamp)) &&
	       is_foreign_bytes(f, name, (size_t)st.st_size);
}

/* A name that no document can have: ids have no spaces. False: errno. */
static bool
keep_foreign(struct output *o, struct arena *a, struct out_file *f, const char *final)
{
	enum { MOST = 1000 };
	size_t dot = str_rfind_c(f->path, '.');
	for (int i = 1; i <= MOST; i++) {
		str name = str_fmt(a, "%.*s (sua tay %d)%.*s", STR_ARG(str_first(f->path, dot)), i,
		    STR_ARG(str_from(f->path, dot)));
		const char *aside = str_cz(a, str_fmt(a, "%s/%.*s", o->root, STR_ARG(name)));
		if (access(aside, F_OK) == 0)
			continue;
		if (link(final, aside) < 0 && (errno == EEXIST || rename(final, aside) < 0))
			return false;
		f->kept = name;
		return true;
	}
	errno = EEXIST;
	return false;
}

/* Without this a power cut might leave the second name and not the first. A file system
 * that does not sync folders has its own way. */
static bool
sync_folder(struct arena *a, const char *final)
{
	str folder = str_first(str_z(final), str_rfind_c(str_z(final), '/'));
	int fd = open(str_cz(a, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
	int error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	return synced;
}

/* The stamp of the file that has taken its name: only the ctime is another. What another
 * build has put in its place since is not what was written, and gets none. */
static void
renew_stamp(struct out_file *f, const char *final)
{
	struct stamp own = f->stamp;
	struct stat st;
	f->stamp = (struct stamp){ 0 };
	if (lstat(final, &st) < 0)
		return;
	struct stamp now;
	stamp_take(&now, &st);
	if (now.inode == own.inode && now.size == own.size && now.mtime == own.mtime)
		f->stamp = now;
}

static bool
take_name(struct output *o, struct arena *a, struct out_file *f)
{
	const char *final = str_cz(a, str_fmt(a, "%s/%.*s", o->root, STR_ARG(f->path)));
	if (is_foreign(f, final) && !keep_foreign(o, a, f, final))
		return false;
	if (rename(f->tmp, final) < 0)
		return false;
	f->tmp = NULL;
	f->written = true;
	if (o->durable && !sync_folder(a, final))
		return false;
	renew_stamp(f, final);
	return true;
}

static bool
write_and_rename(struct output *o, struct arena *a, struct out_file *files, size_t n, str *failed)
{
	for (size_t i = 0; i < n; i++) {
		*failed = files[i].path;
		if (!write_tmp(o, a, &files[i], i))
			return false;
	}
	for (size_t i = 0; i < n; i++) {
		*failed = files[i].path;
		if (!take_name(o, a, &files[i]))
			return false;
	}
	return true;
}

bool
output_write(
    struct output *o, struct arena *a, struct out_file *files, size_t n, str *failed, int *error)
{
	sigset_t ending, before;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &ending, &before);
	bool ok = write_and_rename(o, a, files, n, failed);
	*error = errno;
	for (size_t i = 0; i < n; i++)
		if (files[i].tmp)
			unlink(files[i].tmp);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ok;
}
