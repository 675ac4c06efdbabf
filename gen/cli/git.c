/* cli/git.c: a child with two pipes: what git says, and why it could not be started. */
#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 126, MAX_ARGS = 24 };

/* In the child. A hook of git has variables that speak of another folder. The
 * reason why git could not be started goes to the parent through `failed`. */
static void
become_git(const char *const *args, int out, int failed)
{
	static const char *const foreign[] = { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
		"GIT_PREFIX", "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS" };
	int null = open("/dev/null", O_RDWR);
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		unsetenv(foreign[i]);
	dup2(null, STDIN_FILENO);
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
		become_git(args, answer[1], failed[1]);
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

int
git_ask(const char *dir, const char *const *more, struct buf *out)
{
	const char *args[MAX_ARGS] = { "git", "-C", dir, "-c", "core.quotePath=false", "-c",
		"core.fsmonitor=false", "--no-pager" };
	size_t n = 8;
	while (*more && n + 1 < MAX_ARGS)
		args[n++] = *more++;
	args[n] = NULL;
	return run_git(args, out);
}
