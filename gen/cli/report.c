/* cli/report.c: findings, progress, summary.
 *
 * A build of a few documents is over before anybody could read a progress
 * line, so it appears only after a third of a second. Piped, nothing but the
 * findings is ever printed. */
#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PROGRESS_AFTER = 300, PROGRESS_EVERY = 80 }; /* milliseconds */

static long long
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
report_init(struct report *r, const struct options *o)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");
	bool screen = isatty(STDERR_FILENO) && !(term && !strcmp(term, "dumb"));
	*r = (struct report){ .o = o,
		.colour = screen && !(no_color && *no_color),
		.progress = screen && (o->command == CMD_BUILD || o->command == CMD_CHECK),
		.start = screen ? now() : 0 };
}

bool
report_write(int fd, str s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

/* build tells what stops a document or may spoil its page; check tells all. */
static bool
is_shown(const struct report *r, const struct diag *f)
{
	return f->level > DIAG_NOTE || r->o->notes;
}

void
report_findings(const struct report *r, struct diags *d, struct buf *out)
{
	diags_sort(d);
	for (size_t i = 0; i < d->list.n; i++)
		if (is_shown(r, &d->list.v[i]))
			diag_print(out, &d->list.v[i], r->o->lang, r->colour);
}

void
report_print(struct report *r, str text)
{
	if (!text.n)
		return;
	report_progress_end(r);
	report_write(STDERR_FILENO, text);
}

void
report_progress(struct report *r, size_t done, size_t total, str id)
{
	long long t = r->progress ? now() : 0;
	if (!r->progress || t - r->start < PROGRESS_AFTER || t - r->last < PROGRESS_EVERY)
		return;
	struct buf b;
	buf_init(&b);
	buf_fmt(&b, "\r\033[K[%zu/%zu] %.*s", done, total, STR_ARG(str_first(id, 60)));
	report_write(STDERR_FILENO, buf_view(&b));
	buf_free(&b);
	r->drawn = true;
	r->last = t;
}

void
report_progress_end(struct report *r)
{
	if (r->drawn)
		report_write(STDERR_FILENO, S("\r\033[K"));
	r->drawn = false;
}

static void
summary_vi(const struct options *o, const struct tally *t, struct buf *b)
{
	const char *done = o->command == CMD_BUILD ? "Đã dựng" : "Đã kiểm tra";
	size_t n = o->command == CMD_BUILD ? t->documents - t->failed : t->documents;
	buf_fmt(b, "%s %zu văn bản", done, n);
	if (t->failed)
		buf_fmt(b, "; %zu văn bản có lỗi (%zu lỗi)", t->failed, t->errors);
	if (t->warnings)
		buf_fmt(b, "; %zu cảnh báo", t->warnings);
	buf_z(b, ".\n");
}

static void
plural(struct buf *b, const char *before, size_t n, const char *noun)
{
	buf_fmt(b, "%s%zu %s%s", before, n, noun, n == 1 ? "" : "s");
}

static void
summary_en(const struct options *o, const struct tally *t, struct buf *b)
{
	size_t n = o->command == CMD_BUILD ? t->documents - t->failed : t->documents;
	plural(b, o->command == CMD_BUILD ? "built " : "checked ", n, "document");
	if (t->failed) {
		plural(b, "; ", t->failed, "document");
		plural(b, " with errors (", t->errors, "error");
		buf_c(b, ')');
	}
	if (t->warnings)
		plural(b, "; ", t->warnings, "warning");
	buf_c(b, '\n');
}

void
report_summary(const struct report *r, const struct tally *t)
{
	if (!isatty(STDOUT_FILENO))
		return;
	struct buf b;
	buf_init(&b);
	if (r->o->lang == DIAG_EN)
		summary_en(r->o, t, &b);
	else
		summary_vi(r->o, t, &b);
	report_write(STDOUT_FILENO, buf_view(&b));
	buf_free(&b);
}
