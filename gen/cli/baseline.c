/* cli/baseline.c: accepted findings, sorted by what they are matched by. */
#include "baseline.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "reason.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_BYTES = 256 << 20 };

struct accepted {
	str code, path, message;
	unsigned times; /* in the file */
	unsigned used;  /* since restart number `since` */
	unsigned since;
};

struct baseline {
	VEC(struct accepted) v; /* sorted, each once */
	unsigned restarts;
};

static const pos nowhere = { NULL, 0, 0, 0 };

/* ---- JSON ----------------------------------------------------------------- */

struct reader {
	struct arena *a;
	str rest;
};

static char
peek(struct reader *r)
{
	while (r->rest.n && (r->rest.p[0] == ' ' || r->rest.p[0] == '\t' || r->rest.p[0] == '\r'))
		r->rest = str_from(r->rest, 1);
	return r->rest.n ? r->rest.p[0] : '\0';
}

static bool
take(struct reader *r, char c)
{
	if (peek(r) != c || !c)
		return false;
	r->rest = str_from(r->rest, 1);
	return true;
}

static bool
read_hex(struct reader *r, uint32_t *cp)
{
	*cp = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = r->rest.n > i ? r->rest.p[i] : 'x';
		if (c >= '0' && c <= '9')
			*cp = *cp * 16 + (uint32_t)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			*cp = *cp * 16 + (uint32_t)((c | 32) - 'a') + 10;
		else
			return false;
	}
	r->rest = str_from(r->rest, 4);
	return true;
}

/* \uD83D\uDE00 is one character. */
static bool
read_unicode(struct reader *r, struct buf *out)
{
	uint32_t cp, low;
	if (!read_hex(r, &cp))
		return false;
	if (cp >= 0xD800 && cp < 0xDC00 && str_starts(r->rest, S("\\u"))) {
		r->rest = str_from(r->rest, 2);
		if (!read_hex(r, &low) || low < 0xDC00 || low > 0xDFFF)
			return false;
		cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
	}
	if (cp >= 0xD800 && cp < 0xE000)
		return false;
	out->n += utf_put(buf_reserve(out, 4), cp);
	return true;
}

static bool
read_escape(struct reader *r, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char c = r->rest.n ? r->rest.p[0] : '\0';
	r->rest = str_from(r->rest, 1);
	if (c == 'u')
		return read_unicode(r, out);
	for (size_t i = 0; from[i]; i++)
		if (from[i] == c) {
			buf_c(out, to[i]);
			return true;
		}
	return false;
}

static bool
read_characters(struct reader *r, struct buf *out)
{
	while (r->rest.n) {
		char c = r->rest.p[0];
		r->rest = str_from(r->rest, 1);
		if (c == '"')
			return true;
		if (c == '\\' ? !read_escape(r, out) : (unsigned char)c < 0x20)
			return false;
		if (c != '\\')
			buf_c(out, c);
	}
	return false;
}

static bool
read_string(struct reader *r, str *s)
{
	struct buf b;
	if (!take(r, '"'))
		return false;
	buf_init(&b);
	bool whole = read_characters(r, &b);
	*s = buf_dup(&b, r->a);
	buf_free(&b);
	return whole;
}

/* A value that does not matter: text, a number, null, an object in one line. */
static bool
skip_value(struct reader *r)
{
	str ignored;
	size_t depth = 0;
	do {
		char c = peek(r);
		if (c == '"') {
			if (!read_string(r, &ignored))
				return false;
			continue;
		}
		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		else if (!c || (!depth && c == ','))
			return false;
		r->rest = str_from(r->rest, 1);
		while (!depth && r->rest.n && r->rest.p[0] != ',' && r->rest.p[0] != '}')
			r->rest = str_from(r->rest, 1);
	} while (depth);
	return true;
}

static bool
read_member(struct reader *r, struct accepted *e)
{
	str name;
	if (!read_string(r, &name) || !take(r, ':'))
		return false;
	if (str_is(name, "code"))
		return read_string(r, &e->code);
	if (str_is(name, "message"))
		return read_string(r, &e->message);
	if (str_is(name, "path") && peek(r) == '"')
		return read_string(r, &e->path);
	return skip_value(r);
}

static bool
read_finding(struct arena *a, str line, struct accepted *e)
{
	struct reader r = { a, line };
	*e = (struct accepted){ .times = 1 };
	if (!take(&r, '{'))
		return false;
	do
		if (!read_member(&r, e))
			return false;
	while (take(&r, ','));
	return take(&r, '}') && !peek(&r) && e->code.n && e->message.n;
}

/* ---- The file --------------------------------------------------------------- */

static int
compare_accepted(const void *x, const void *y)
{
	const struct accepted *a = x, *b = y;
	int c = str_cmp(a->path, b->path);
	c = c ? c : str_cmp(a->code, b->code);
	return c ? c : str_cmp(a->message, b->message);
}

static bool
load(struct arena *a, const char *path, str *bytes)
{
	enum { CHUNK = 65536 };
	struct buf b;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : 1;
	buf_init(&b);
	while (fd >= 0 && b.n < MAX_BYTES) {
		got = read(fd, buf_reserve(&b, CHUNK), CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		b.n += (size_t)got;
	}
	int error = errno;
	if (fd >= 0)
		close(fd);
	*bytes = (str){ NULL, 0 };
	if (got >= 0)
		buf_c(&b, '\n');
	if (got >= 0)
		*bytes = buf_dup(&b, a);
	buf_free(&b);
	errno = error;
	return got >= 0;
}

/* Sorts, and counts what is there more than once. */
static void
pack(struct baseline *b)
{
	size_t kept = 0;
	if (!b->v.n)
		return;
	qsort(b->v.v, b->v.n, sizeof *b->v.v, compare_accepted);
	for (size_t i = 1; i < b->v.n; i++) {
		if (compare_accepted(&b->v.v[kept], &b->v.v[i]) == 0)
			b->v.v[kept].times++;
		else
			b->v.v[++kept] = b->v.v[i];
	}
	b->v.n = kept + 1;
}

struct baseline *
baseline_read(struct arena *a, const char *path, struct diags *d)
{
	struct baseline *b = NEW(a, struct baseline);
	struct accepted e;
	str bytes, line;
	if (!load(a, path, &bytes)) {
		diag(d, D_BASELINE_UNREADABLE, nowhere, str_z(path), REASON(errno));
		return NULL;
	}
	for (unsigned n = 1; str_line(&bytes, &line); n++) {
		if (!str_trim(line).n)
			continue;
		if (!read_finding(a, line, &e)) {
			diag(d, D_BASELINE_BROKEN, nowhere, str_z(path), str_fmt(a, "%u", n));
			return NULL;
		}
		VEC_PUSH(a, &b->v, e);
	}
	pack(b);
	return b;
}

/* ---- Matching ------------------------------------------------------------------ */

void
baseline_restart(struct baseline *b)
{
	b->restarts++;
}

static bool
takes_in(struct baseline *b, const struct diag *f, enum diag_lang lang)
{
	struct buf message;
	buf_init(&message);
	diag_message(&message, f, lang);
	struct accepted key = { .code = str_z(diag_info(f->code)->code),
		.path = f->at.src ? f->at.src->path : S(""),
		.message = buf_view(&message) };
	struct accepted *e =
	    b->v.n ? bsearch(&key, b->v.v, b->v.n, sizeof key, compare_accepted) : NULL;
	buf_free(&message);
	if (!e)
		return false;
	if (e->since != b->restarts)
		e->used = 0;
	e->since = b->restarts;
	return e->used < e->times && ++e->used;
}

bool
baseline_takes(struct baseline *b, const struct diag *f)
{
	return takes_in(b, f, DIAG_VI) || takes_in(b, f, DIAG_EN);
}

/* ---- Writing -------------------------------------------------------------------- */

static bool
write_to(const char *path, str lines)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	bool whole = fd_write(fd, lines);
	int error = errno;
	if (close(fd) < 0 && whole) {
		whole = false;
		error = errno;
	}
	errno = error;
	return whole;
}

/* A file takes its name when it is whole; a pipe or a terminal is written to. */
bool
baseline_write(struct arena *a, const char *path, str lines)
{
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return write_to(path, lines);
	const char *tmp = str_cz(a, str_fmt(a, "%s.%ld", path, (long)getpid()));
	if (write_to(tmp, lines) && rename(tmp, path) == 0)
		return true;
	int error = errno;
	unlink(tmp);
	errno = error;
	return false;
}
