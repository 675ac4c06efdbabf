/* cli/since.c: asks git, without a shell.
 *
 * `git diff -U0` names each file and, for every hunk, the lines as they are now:
 * nothing else of it is read. Files that git does not know yet are new as a
 * whole. The revision is resolved first, behind --end-of-options, and only its
 * hash is handed on. */
#include "since.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "git.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
	int status = git_ask(dir, inside, &out);
	if (status < 0)
		diag(d, D_GIT_MISSING, nowhere, REASON(errno));
	else if (status > 0)
		diag(d, D_SINCE_NO_REPOSITORY, nowhere, str_z(dir));
	buf_clear(&out);
	if (status == 0 && git_ask(dir, verify, &out) == 0)
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
	int status = git_ask(dir, diff, &out);
	if (status == 0)
		read_diff(s, buf_view(&out));
	buf_clear(&out);
	if (status == 0)
		status = git_ask(dir, others, &out);
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
