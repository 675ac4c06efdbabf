/* cli/report.c: findings, progress, summary.
 *
 * A build of a few documents is over before anybody could read a progress
 * line, so it appears only after a third of a second. Piped, nothing but the
 * findings is ever printed. */
#include "report.h"

#include "baseline.h"
#include "format.h"
#include "reason.h"
#include "since.h"

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
		.screen = screen,
		.colour = screen && !(no_color && *no_color),
		.progress = screen && (o->command == CMD_BUILD || o->command == CMD_CHECK),
		.start = screen ? now() : 0 };
	buf_init(&r->collected);
}

/* build tells what stops a document or may spoil its page; check tells all. */
static bool
is_shown(const struct report *r, const struct diag *f)
{
	return f->level > DIAG_NOTE || r->o->notes;
}

bool
report_narrow(struct report *r, struct arena *a, const char *dir, struct diags *d)
{
	if (r->o->baseline)
		r->baseline = baseline_read(a, r->o->baseline, d);
	if (r->o->since)
		r->since = since_read(a, dir, r->o->since, d);
	return (!r->o->baseline || r->baseline) && (!r->o->since || r->since);
}

bool
report_collects(const struct report *r)
{
	return r->o->format != FORMAT_TEXT || r->o->write_baseline;
}

/* That the machine failed is always told. */
static bool
is_new(const struct report *r, const struct diag *f)
{
	if (f->level == DIAG_SYSTEM)
		return true;
	if (r->since && !since_touches(r->since, f))
		return false;
	return !r->baseline || !baseline_takes(r->baseline, f);
}

static void
drop_known(const struct report *r, struct diags *d)
{
	size_t kept = 0;
	if (!r->baseline && !r->since)
		return;
	if (r->baseline)
		baseline_restart(r->baseline);
	for (size_t i = 0; i < d->list.n; i++) {
		if (is_new(r, &d->list.v[i]))
			d->list.v[kept++] = d->list.v[i];
		else
			d->counts[d->list.v[i].level]--;
	}
	d->list.n = kept;
}

static void
add_text(const struct report *r, const struct diag *f, struct buf *out)
{
	if (r->o->no_excerpt)
		diag_print_short(out, f, r->o->lang, r->colour);
	else
		diag_print(out, f, r->o->lang, r->colour);
}

/* A new baseline takes all there is; only a failing machine is not to be accepted. */
static void
add_to_baseline(const struct report *r, const struct diags *d, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	for (size_t i = 0; i < d->list.n; i++) {
		if (d->list.v[i].level == DIAG_SYSTEM)
			add_text(r, &d->list.v[i], &text);
		else
			format_json_line(r->o, d->arena, &d->list.v[i], out);
	}
	fd_write(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
}

/* How many findings with that mark came before. */
static unsigned
ordinal_of(const uint64_t *marks, size_t n, uint64_t mark)
{
	unsigned same = 0;
	for (size_t i = 0; i < n; i++)
		same += marks[i] == mark;
	return same;
}

void
report_findings(const struct report *r, struct diags *d, struct buf *out)
{
	diags_sort(d);
	if (r->o->write_baseline) {
		add_to_baseline(r, d, out);
		return;
	}
	drop_known(r, d);
	uint64_t *marks = NEW_N(d->arena, uint64_t, d->list.n + 1);
	for (size_t i = 0, n = 0; i < d->list.n; i++) {
		struct diag f = r->o->no_excerpt ? format_redacted(&d->list.v[i]) : d->list.v[i];
		if (!is_shown(r, &f))
			continue;
		if (r->o->format == FORMAT_TEXT) {
			add_text(r, &f, out);
			continue;
		}
		marks[n] = format_mark(&f);
		format_finding(r->o, r->tree, d->arena, &f, ordinal_of(marks, n, marks[n]), out);
		n++;
	}
}

void
report_print(struct report *r, str text)
{
	if (!text.n)
		return;
	if (report_collects(r)) {
		buf_str(&r->collected, text);
		return;
	}
	report_progress_end(r);
	fd_write(STDERR_FILENO, text);
}

int
report_answer(struct report *r, str out, struct diags *d)
{
	struct buf text;
	if (!fd_write(STDOUT_FILENO, out))
		diag(d, D_STDOUT_FAILED, (pos){ 0 }, REASON(errno));
	buf_init(&text);
	report_findings(r, d, &text);
	report_print(r, buf_view(&text));
	buf_free(&text);
	return d->counts[DIAG_SYSTEM]  ? STATUS_MACHINE
	       : d->counts[DIAG_ERROR] ? STATUS_ERRORS
				       : STATUS_BUILT;
}

void
report_made(struct report *r, str path)
{
	struct buf b;
	buf_init(&b);
	buf_fmt(&b, r->o->lang == DIAG_EN ? "written: %s/%.*s\n" : "đã ghi: %s/%.*s\n", r->o->out,
	    STR_ARG(path));
	report_progress_end(r);
	fd_write(report_collects(r) ? STDERR_FILENO : STDOUT_FILENO, buf_view(&b));
	buf_free(&b);
}

static bool
hand_over(struct report *r, struct arena *a, bool machine_failed, struct diags *d)
{
	struct buf out;
	bool written;
	if (r->o->write_baseline) {
		written = baseline_write(a, r->o->write_baseline, buf_view(&r->collected));
		if (!written)
			diag(d, D_WRITE_FAILED, (pos){ 0 }, str_z(r->o->write_baseline),
			    REASON(errno));
		return written;
	}
	buf_init(&out);
	format_whole(r->o, a, buf_view(&r->collected), machine_failed, &out);
	written = fd_write(STDOUT_FILENO, buf_view(&out));
	if (!written)
		diag(d, D_STDOUT_FAILED, (pos){ 0 }, REASON(errno));
	buf_free(&out);
	return written;
}

bool
report_hand_out(struct report *r, struct arena *a, bool machine_failed)
{
	struct diags d;
	struct buf text;
	diags_init(&d, a);
	buf_init(&text);
	bool done = !report_collects(r) || hand_over(r, a, machine_failed, &d);
	for (size_t i = 0; i < d.list.n; i++)
		add_text(r, &d.list.v[i], &text);
	fd_write(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
	buf_free(&r->collected);
	return done;
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
	fd_write(STDERR_FILENO, buf_view(&b));
	buf_free(&b);
	r->drawn = true;
	r->last = t;
}

void
report_progress_end(struct report *r)
{
	if (r->drawn)
		fd_write(STDERR_FILENO, S("\r\033[K"));
	r->drawn = false;
}

static void
summary_vi(const struct options *o, const struct tally *t, struct buf *b)
{
	const char *done = o->command == CMD_BUILD ? "Đã dựng" : "Đã kiểm tra";
	size_t n = o->command == CMD_BUILD ? t->documents - t->failed : t->documents;
	buf_fmt(b, "%s %zu văn bản", done, n);
	if (o->command == CMD_BUILD && n)
		buf_fmt(b, " vào %s/", o->out);
	if (t->unchanged)
		buf_fmt(b, " (trong đó %zu văn bản không có gì thay đổi)", t->unchanged);
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
	if (o->command == CMD_BUILD && n)
		buf_fmt(b, " into %s/", o->out);
	if (t->unchanged)
		buf_fmt(b, " (%zu unchanged)", t->unchanged);
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
report_summary(struct report *r, const struct tally *t)
{
	r->tally = *t;
	r->told = true;
	if (r->quiet)
		return;
	if (!isatty(STDOUT_FILENO) || report_collects(r))
		return;
	struct buf b;
	buf_init(&b);
	if (r->o->lang == DIAG_EN)
		summary_en(r->o, t, &b);
	else
		summary_vi(r->o, t, &b);
	fd_write(STDOUT_FILENO, buf_view(&b));
	buf_free(&b);
}

void
report_plainly(struct report *r, struct diags *d)
{
	struct buf text;
	buf_init(&text);
	diags_sort(d);
	for (size_t i = 0; i < d->list.n; i++)
		diag_print(&text, &d->list.v[i], r->o->lang, r->colour);
	fd_write(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
}
