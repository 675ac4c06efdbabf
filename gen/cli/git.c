/* cli/git.c: a child with two pipes: what git says, and why it could not be started;
 * and children that are asked one question after another. */
#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 126, MAX_ARGS = 24 };

/* In the child. A hook of git has variables that speak of another folder. No lock is
 * taken for what git would like to write down; an object that a partial clone lacks is
 * not fetched (old versions of git know only that no protocol is allowed). */
static void
set_environment(void)
{
	static const char *const foreign[] = { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
		"GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_NAMESPACE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS" };
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		unsetenv(foreign[i]);
	setenv("GIT_OPTIONAL_LOCKS", "0", 1);
	setenv("GIT_NO_LAZY_FETCH", "1", 1);
	setenv("GIT_ALLOW_PROTOCOL", "none", 1);
	setenv("GIT_TERMINAL_PROMPT", "0", 1);
}

/* In the child. The reason why git could not be started goes to the parent through
 * `failed`. in < 0: nothing is told to it. */
static void
become_git(const char *const *args, int in, int out, int failed)
{
	int null = open("/dev/null", O_RDWR);
	set_environment();
	dup2(in < 0 ? null : in, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(out, STDOUT_FILENO);
	execvp("git", (char *const *)(uintptr_t)args);
	int error = errno;
	while (write(failed, &error, sizeof error) < 0 && errno == EINTR)
		;
	_exit(NOT_STARTED);
}

static void
read_pipe(int fd, struct buf *out)
{
	enum { CHUNK = 65536 };
	for (;;) {
		ssize_t got = read(fd, buf_reserve(out, CHUNK), CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return;
		out->n += (size_t)got;
		out->p[out->n] = '\0';
	}
}

/* git's exit status; -1: it could not be started (errno). */
static int
run_git(const char *const *args, struct buf *out)
{
	int answer[2], failed[2], status = 0, error = 0;
	if (pipe(answer) < 0)
		return -1;
	if (pipe(failed) < 0) {
		close(answer[0]);
		close(answer[1]);
		return -1;
	}
	fcntl(failed[1], F_SETFD, FD_CLOEXEC);
	pid_t pid = fork();
	if (pid == 0)
		become_git(args, -1, answer[1], failed[1]);
	if (pid < 0)
		error = errno;
	close(answer[1]);
	close(failed[1]);
	read_pipe(answer[0], out);
	if (pid > 0 && read(failed[0], &error, sizeof error) < (ssize_t)sizeof error)
		error = 0;
	close(answer[0]);
	close(failed[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	errno = error;
	return error ? -1 : WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void
set_arguments(const char *args[MAX_ARGS], const char *dir, const char *const *more)
{
	static const char *const settings[] = { "core.quotePath=false", "core.fsmonitor=false",
		"log.showSignature=false" };
	size_t n = 0;
	args[n++] = "git";
	args[n++] = "-C";
	args[n++] = dir;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		args[n++] = "-c";
		args[n++] = settings[i];
	}
	args[n++] = "--no-pager";
	while (*more && n + 1 < MAX_ARGS)
		args[n++] = *more++;
	args[n] = NULL;
}

int
git_ask(const char *dir, const char *const *more, struct buf *out)
{
	const char *args[MAX_ARGS];
	set_arguments(args, dir, more);
	return run_git(args, out);
}

/* ---- Objects ------------------------------------------------------------------- */

/* git cat-file, which answers a line with a line, or with a line and bytes. */
struct asked {
	const char *how;
	pid_t pid; /* 0: not started yet; -1: gone */
	int to, from;
	struct buf said; /* of it `taken` bytes are dealt with */
	size_t taken;
};

struct git_objects {
	const char *dir;
	struct asked find, read;
};

struct git_objects *
git_objects_open(struct arena *a, const char *dir)
{
	struct git_objects *g = NEW(a, struct git_objects);
	g->dir = str_cz(a, str_z(dir));
	g->find.how = "--batch-check";
	g->read.how = "--batch";
	buf_init(&g->find.said);
	buf_init(&g->read.said);
	return g;
}

static void
end(struct asked *k)
{
	int status;
	if (k->pid > 0) {
		close(k->to);
		close(k->from);
		while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	k->pid = -1;
}

void
git_objects_close(struct git_objects *g)
{
	if (!g)
		return;
	end(&g->find);
	end(&g->read);
	buf_free(&g->find.said);
	buf_free(&g->read.said);
}

/* What is told to it goes through a socket: that it has died is no signal then. */
static bool
begin(const struct git_objects *g, struct asked *k)
{
	const char *args[MAX_ARGS], *const more[] = { "cat-file", k->how, NULL };
	int to[2], from[2];
	if (k->pid)
		return k->pid > 0;
	k->pid = -1;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, to) < 0)
		return false;
	if (pipe(from) < 0) {
		close(to[0]);
		close(to[1]);
		return false;
	}
	fcntl(from[0], F_SETFD, FD_CLOEXEC);
	fcntl(from[1], F_SETFD, FD_CLOEXEC);
	set_arguments(args, g->dir, more);
	pid_t pid = fork();
	if (pid == 0)
		become_git(args, to[1], from[1], -1);
	close(to[1]);
	close(from[1]);
	if (pid < 0) {
		close(to[0]);
		close(from[0]);
		return false;
	}
	k->pid = pid;
	k->to = to[0];
	k->from = from[0];
	return true;
}

static bool
tell(struct asked *k, str s)
{
	while (s.n) {
		ssize_t n = send(k->to, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

static bool
hear(struct asked *k)
{
	enum { CHUNK = 65536 };
	for (;;) {
		ssize_t n = read(k->from, buf_reserve(&k->said, CHUNK), CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0)
			k->said.n += (size_t)n;
		return n > 0;
	}
}

static bool
hear_line(struct asked *k, struct arena *a, str *line)
{
	for (size_t from = 0;;) {
		str there = str_from(buf_view(&k->said), k->taken);
		size_t at = str_find_c(str_from(there, from), '\n');
		if (at != STR_NONE) {
			*line = str_dup(a, str_first(there, from + at));
			k->taken += from + at + 1;
			return true;
		}
		from = there.n;
		if (!hear(k))
			return false;
	}
}

/* "ID TYPE SIZE"; what is missing or has several meanings is told otherwise, and what
 * was asked for stands in that line: ids are digits, names of ours have a colon. */
static bool
read_answer(str line, struct git_object *o)
{
	str rest, size;
	size_t value = 0;
	o->id = str_cut(line, ' ', &rest);
	o->type = str_cut(rest, ' ', &size);
	for (size_t i = 0; i < o->id.n; i++)
		if (!strchr("0123456789abcdef", o->id.p[i]))
			return false;
	for (size_t i = 0; i < size.n; i++) {
		if (size.p[i] < '0' || size.p[i] > '9' || value > SIZE_MAX / 16)
			return false;
		value = value * 10 + (size_t)(size.p[i] - '0');
	}
	o->size = value;
	return o->id.n >= 40 && size.n;
}

static bool
ask(struct git_objects *g, struct asked *k, struct arena *a, str name, struct git_object *out)
{
	str line;
	if (!name.n || str_find_c(name, '\n') != STR_NONE || !begin(g, k))
		return false;
	buf_clear(&k->said);
	k->taken = 0;
	if (tell(k, str_cat(a, name, S("\n"))) && hear_line(k, a, &line))
		return read_answer(line, out);
	end(k);
	return false;
}

bool
git_objects_find(struct git_objects *g, struct arena *a, str name, struct git_object *out)
{
	return ask(g, &g->find, a, name, out);
}

/* The size is known before the bytes are asked for. */
bool
git_objects_read(struct git_objects *g, struct arena *a, str id, size_t max, str *bytes)
{
	struct git_object o;
	if (!ask(g, &g->find, a, id, &o) || o.size > max || !ask(g, &g->read, a, o.id, &o))
		return false;
	while (g->read.said.n - g->read.taken < o.size + 1) /* and a line end */
		if (!hear(&g->read)) {
			end(&g->read);
			return false;
		}
	*bytes = str_dup(a, str_sub(buf_view(&g->read.said), g->read.taken, o.size));
	return true;
}
