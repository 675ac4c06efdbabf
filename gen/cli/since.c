/* cli/since.c: asks git, without a shell.
 *
 * `git diff -U0` names each file and, for every hunk, the lines as they are now:
 * nothing else of it is read. Files that git does not know yet are new as a
 * whole. The revision is resolved first, behind --end-of-options, and only its
 * hash is handed on. */
#include "since.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_STARTED = 126, MAX_ARGS = 24 };

struct lines {
	uint32_t first, last;
};

struct changed {
	str path;
	bool whole;
	VEC(struct lines) v; /* as they come: upwards */
};

struct since {
	struct arena *a;
	VEC(struct changed) files; /* by path */
};

static const pos nowhere = { NULL, 0, 0, 0 };

/* ---- Running git ------------------------------------------------------------ */

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

/* git -C dir … with settings under which nothing of the repository runs. */
static int
ask_git(const char *dir, const char *const *more, struct buf *out)
{
	const char *args[MAX_ARGS] = { "git", "-C", dir, "-c", "core.quotePath=false", "-c",
		"core.fsmonitor=false", "--no-pager" };
	size_t n = 8;
	while (*more && n + 1 < MAX_ARGS)
		args[n++] = *more++;
	args[n] = NULL;
	return run_git(args, out);
}

/* ---- What changed -------------------------------------------------------------- */

/* "a\tb" in quotes, as git writes unusual names. */
static str
unquoted(struct arena *a, str s)
{
	static const char from[] = "abfnrtv\"\\", to[] = "\a\b\f\n\r\t\v\"\\";
	struct buf b;
	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		return s;
	s = str_sub(s, 1, s.n - 2);
	buf_init(&b);
	for (size_t i = 0; i < s.n; i++) {
		const char *known;
		if (s.p[i] != '\\' || i + 1 == s.n) {
			buf_c(&b, s.p[i]);
		} else if ((known = strchr(from, s.p[i + 1])) != NULL) {
			buf_c(&b, to[known - from]);
			i++;
		} else if (i + 3 < s.n) {
			buf_c(&b, (char)((s.p[i + 1] - '0') * 64 + (s.p[i + 2] - '0') * 8 +
					 (s.p[i + 3] - '0')));
			i += 3;
		}
	}
	s = buf_dup(&b, a);
	buf_free(&b);
	return s;
}

static uint32_t
leading_number(str *s)
{
	uint32_t n = 0;
	for (; s->n && s->p[0] >= '0' && s->p[0] <= '9'; *s = str_from(*s, 1))
		n = n * 10 + (uint32_t)(s->p[0] - '0');
	return n;
}

/* "@@ -5,2 +4,3 @@": lines 4 to 6 are new; "+4,0": lines were only taken out. */
static void
add_hunk(struct since *s, struct changed *file, str line)
{
	size_t plus = str_find(line, S(" +"));
	if (plus == STR_NONE)
		return;
	line = str_from(line, plus + 2);
	uint32_t first = leading_number(&line), n = 1;
	if (str_starts(line, S(","))) {
		line = str_from(line, 1);
		n = leading_number(&line);
	}
	if (n)
		VEC_PUSH(s->a, &file->v, (struct lines){ first, first + n - 1 });
}

/* Paths are compared composed, as everything that was read is. */
static struct changed *
add_file(struct since *s, str path, bool whole)
{
	path = utf_invalid(path) == STR_NONE ? utf_nfc(s->a, path) : path;
	VEC_PUSH(s->a, &s->files, (struct changed){ .path = str_dup(s->a, path), .whole = whole });
	return &s->files.v[s->files.n - 1];
}

/* Lines of the file itself begin with '+', '-' or '\' between the hunk heads; a
 * line that was taken out may look like a head ("--- x"), so hunks are counted. */
static void
read_diff(struct since *s, str diff)
{
	struct changed *file = NULL;
	uint32_t body = 0;
	str line;
	while (str_line(&diff, &line)) {
		if (body && (str_starts(line, S("+")) || str_starts(line, S("-")))) {
			body--;
			continue;
		}
		if (str_starts(line, S("+++ "))) {
			str path = unquoted(s->a, str_trim_end(str_from(line, 4)));
			file = str_starts(path, S("b/")) ? add_file(s, str_from(path, 2), false)
							 : NULL;
		} else if (file && str_starts(line, S("@@ -"))) {
			str old = str_from(line, 4);
			leading_number(&old);
			uint32_t gone = 1;
			if (str_starts(old, S(","))) {
				old = str_from(old, 1);
				gone = leading_number(&old);
			}
			size_t before = file->v.n;
			add_hunk(s, file, line);
			body = gone;
			if (file->v.n > before)
				body += file->v.v[before].last - file->v.v[before].first + 1;
		}
	}
}

static void
read_untracked(struct since *s, str names)
{
	while (names.n) {
		str name = str_cut(names, '\0', &names);
		if (name.n)
			add_file(s, name, true);
	}
}

static int
compare_files(const void *x, const void *y)
{
	return str_cmp(((const struct changed *)x)->path, ((const struct changed *)y)->path);
}

/* ---- Asking ---------------------------------------------------------------------- */

/* The hash that rev stands for; empty: the reason is in d. */
static str
resolve(struct arena *a, const char *dir, const char *rev, struct diags *d)
{
	struct buf out;
	str name = str_fmt(a, "%s^{commit}", rev), hash = S("");
	const char *const verify[] = { "rev-parse", "--verify", "--quiet", "--end-of-options",
		str_cz(a, name), NULL };
	const char *const inside[] = { "rev-parse", "--git-dir", NULL };
	buf_init(&out);
	int status = ask_git(dir, inside, &out);
	if (status < 0)
		diag(d, D_GIT_MISSING, nowhere, REASON(errno));
	else if (status > 0)
		diag(d, D_SINCE_NO_REPOSITORY, nowhere, str_z(dir));
	buf_clear(&out);
	if (status == 0 && ask_git(dir, verify, &out) == 0)
		hash = str_trim(buf_dup(&out, a));
	else if (status == 0)
		diag(d, D_SINCE_REVISION, nowhere, str_z(rev));
	buf_free(&out);
	/* Older versions of git repeat --end-of-options before the hash. */
	return str_rfind_c(hash, '\n') == STR_NONE ? hash
						   : str_from(hash, str_rfind_c(hash, '\n') + 1);
}

struct since *
since_read(struct arena *a, const char *dir, const char *rev, struct diags *d)
{
	struct since *s = NEW(a, struct since);
	struct buf out;
	str hash = resolve(a, dir, rev, d);
	if (!hash.n)
		return NULL;
	const char *const diff[] = { "diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv",
		"--no-renames", "--text", "--relative", "--src-prefix=a/", "--dst-prefix=b/",
		str_cz(a, hash), "--", ".", NULL };
	const char *const others[] = { "ls-files", "--others", "-z", "--", ".", NULL };
	s->a = a;
	buf_init(&out);
	int status = ask_git(dir, diff, &out);
	if (status == 0)
		read_diff(s, buf_view(&out));
	buf_clear(&out);
	if (status == 0)
		status = ask_git(dir, others, &out);
	if (status == 0)
		read_untracked(s, buf_view(&out));
	buf_free(&out);
	if (status)
		diag(d, D_SINCE_FAILED, nowhere, str_z(rev), str_fmt(a, "git: %d", status));
	if (s->files.n)
		qsort(s->files.v, s->files.n, sizeof *s->files.v, compare_files);
	return status ? NULL : s;
}

static bool
touches(const struct since *s, pos at)
{
	struct changed key = { .path = at.src ? at.src->path : S("") };
	const struct changed *file =
	    at.src && s->files.n ? bsearch(&key, s->files.v, s->files.n, sizeof key, compare_files)
				 : NULL;
	if (!file)
		return false;
	if (file->whole || !at.line)
		return true;
	for (size_t i = 0; i < file->v.n; i++)
		if (at.line >= file->v.v[i].first && at.line <= file->v.v[i].last)
			return true;
	return false;
}

bool
since_touches(const struct since *s, const struct diag *f)
{
	return !f->at.src || touches(s, f->at) || touches(s, f->also);
}
