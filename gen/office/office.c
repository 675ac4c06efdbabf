/* office/office.c: where LibreOffice is, and the folder that is ours.
 *
 * The folder's name holds the process id, as the temporary files of out/ do: one
 * whose process is gone is rubbish of a run that was killed. */
#include "office_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "vanban-office-"

const char *
office_find_program(struct arena *a, const char *name)
{
	const char *path = getenv("PATH");
	str rest = str_z(path), dir;
	bool more = path != NULL;
	while (more) {
		size_t colon = str_find_c(rest, ':');
		more = colon != STR_NONE;
		dir = more ? str_first(rest, colon) : rest;
		rest = more ? str_from(rest, colon + 1) : rest;
		const char *file =
		    str_cz(a, str_fmt(a, "%.*s%s%s", STR_ARG(dir), dir.n ? "/" : "./", name));
		struct stat st;
		if (stat(file, &st) == 0 && S_ISREG(st.st_mode) && access(file, X_OK) == 0)
			return file;
	}
	return NULL;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	remove(path);
	return 0;
}

void
office_remove(const char *path)
{
	enum { OPEN_FOLDERS = 16 };
	nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

static const char *
tmp_root(void)
{
	const char *dir = getenv("TMPDIR");
	return dir && dir[0] == '/' ? dir : "/tmp";
}

/* Is e a folder of ours whose process is gone? */
static bool
is_rubbish(int dir, const char *name)
{
	char *end;
	struct stat st;
	if (strncmp(name, PREFIX, sizeof PREFIX - 1) != 0)
		return false;
	long pid = strtol(name + sizeof PREFIX - 1, &end, 10);
	return pid > 0 && *end == '-' && kill((pid_t)pid, 0) < 0 && errno == ESRCH &&
	       fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
	       st.st_uid == getuid();
}

static void
sweep(struct arena *a, const char *root)
{
	DIR *dir = opendir(root);
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir));)
		if (is_rubbish(dirfd(dir), e->d_name))
			office_remove(str_cz(a, str_fmt(a, "%s/%s", root, e->d_name)));
	closedir(dir);
}

static char *
make_folder(struct arena *a)
{
	const char *root = tmp_root();
	str name = str_fmt(a, "%s/" PREFIX "%ld-XXXXXX", root, (long)getpid());
	char *folder = arena_alloc(a, name.n + 1);
	memcpy(folder, name.p, name.n);
	sweep(a, root);
	return mkdtemp(folder);
}

struct office *
office_open(struct arena *a, unsigned workers, unsigned seconds, int *error)
{
	struct office *o = NEW(a, struct office);
	*o = (struct office){ .a = a, .workers = workers ? workers : 1, .seconds = seconds };
	o->program = office_find_program(a, "soffice");
	if (!o->program)
		o->program = office_find_program(a, "libreoffice");
	*error = 0;
	if (!o->program)
		return NULL;
	o->folder = make_folder(a);
	*error = o->folder ? 0 : errno;
	return o->folder ? o : NULL;
}

void
office_close(struct office *o)
{
	if (o)
		office_remove(o->folder);
}

const char *
office_folder(const struct office *o)
{
	return o->folder;
}
