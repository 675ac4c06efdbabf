/* cli/build.c: a parent, and workers forked from it.
 *
 * The parent has read every head and loaded every template, so a worker starts
 * with all of that in shared pages. It sends a worker the numbers of two
 * documents, and a further one whenever a result comes back, so fast and slow
 * documents even out and nobody waits for the parent. A worker answers with
 * counts and finished text; the parent prints it in source order.
 *
 * A process of its own means that a document which brings a worker down costs
 * no other: the parent knows what the worker was at, says so, and starts a new
 * one for the rest. A document that is alone is worked on right here. */
#include "build.h"

#include "citations.h"
#include "convert.h"
#include "mend.h"
#include "orphan.h"
#include "outcome.h"
#include "pipeline.h"
#include "reason.h"
#include "select.h"
#include "slip.h"
#include "whole.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUEUE = 2, MAX_WORKERS = 256 };

static const pos nowhere = { NULL, 0, 0, 0 };

/* What a worker sends back, followed by the bytes of so many lengths. */
enum answer_part {
	ANSWER_TEXT,    /* findings, as they are printed */
	ANSWER_CITED,   /* citations_collect() */
	ANSWER_MENDS,   /* mend_take() */
	ANSWER_SLIP,    /* slip_take(): findings of --phieu */
	ANSWER_RECORD,  /* record_write() */
	ANSWER_SOURCES, /* sources_take() */
	ANSWER__PARTS
};
struct answer {
	uint32_t job;
	uint32_t n[ANSWER__PARTS];
	uint32_t failed; /* it is not built, though its faults may be told with another */
	uint32_t counts[DIAG_SYSTEM + 1];
};

struct worker {
	pid_t pid;
	int to, from;          /* pipes, -1 when closed */
	struct buf in;         /* what has come so far of its answers */
	uint32_t queue[QUEUE]; /* jobs sent and not answered, oldest first */
	size_t n_queue;
	int64_t since; /* it is at the oldest one since then, milliseconds */
	bool hung;     /* … for too long, and was killed */
};

struct result {
	bool done;
	unsigned counts[DIAG_SYSTEM + 1];
	struct buf text;
	struct buf cited;  /* as citations_collect() wrote them */
	struct buf found;  /* as slip_take() wrote it */
	struct buf record; /* as record_write() wrote it; empty: nobody knows */
};

struct build {
	struct session *s;
	struct report *r;
	struct worker *workers;
	size_t n_workers;
	struct result *results; /* by job */
	uint32_t *todo;         /* jobs that nobody has yet, the next one last */
	size_t n_todo, n_done, n_printed;
	struct tally tally;
	struct buf mends;    /* edits of --fix, as mend_take() wrote them */
	struct diags judged; /* findings on citations */
};

/* ---- In a worker ------------------------------------------------------ */

static bool
read_all(int fd, void *p, size_t n)
{
	for (char *at = p; n;) {
		ssize_t got = read(fd, at, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

/* Made from a row of a file (lap_theo). */
static bool
is_copy(const struct job *j)
{
	return j->doc && j->doc->lap.goc.n > 0;
}

/* All that was found, before anything is left out for whoever reads the messages. */
static void
take_for_slip(const struct build *b, struct diags *d, struct buf *out)
{
	if (!b->s->o->slip)
		return;
	diags_sort(d);
	slip_take(d, out);
}

/* One document, and all that is to be told of it. */
static void
work_on(struct build *b, struct output *o, const struct job *j, struct arena *a,
    struct buf parts[ANSWER__PARTS], struct diags *d)
{
	struct record r;
	pipeline_run(b->s, j, o, a, &r, d);
	citations_collect(b->s, j, a, &parts[ANSWER_CITED]);
	if (b->s->o->fix)
		mend_take(d, &parts[ANSWER_MENDS]);
	take_for_slip(b, d, &parts[ANSWER_SLIP]);
	report_findings(b->r, d, &parts[ANSWER_TEXT]);
	record_write(&parts[ANSWER_RECORD], &r);
}

static bool
answer_job(struct build *b, struct output *o, uint32_t job, int to)
{
	struct arena *a = arena_new();
	struct diags d;
	struct buf parts[ANSWER__PARTS];
	struct answer head = { .job = job };
	diags_init(&d, a);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		buf_init(&parts[i]);
	work_on(b, o, &b->s->jobs[job], a, parts, &d);
	sources_take(&b->s->sources, &parts[ANSWER_SOURCES]);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		head.n[i] = (uint32_t)parts[i].n;
	head.failed = is_copy(&b->s->jobs[job]) && b->s->jobs[job].doc->failed;
	for (size_t i = 0; i <= DIAG_SYSTEM; i++)
		head.counts[i] = d.counts[i];
	bool sent = report_write(to, (str){ (const char *)&head, sizeof head });
	for (size_t i = 0; i < ANSWER__PARTS; i++) {
		sent = sent && report_write(to, buf_view(&parts[i]));
		buf_free(&parts[i]);
	}
	arena_free(a);
	return sent;
}

static void
work(struct build *b, int from, int to)
{
	struct output o;
	uint32_t job;
	output_init(&o, b->s->arena, b->s->o->out);
	b->s->sources.fresh.n = 0; /* what the parent read it knows */
	while (read_all(from, &job, sizeof job))
		if (!answer_job(b, &o, job, to))
			break;
}

/* The sanitizer looks for leaks at exit(); otherwise there is nothing to do
 * there that the parent will not do. */
static void
leave(void)
{
#ifdef VANBAN_ASAN
	exit(0);
#else
	_exit(0);
#endif
}

/* ---- Workers, as the parent sees them --------------------------------- */

static void
close_pipe(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
close_all_pipes(struct build *b)
{
	for (size_t i = 0; i < b->n_workers; i++) {
		close_pipe(&b->workers[i].to);
		close_pipe(&b->workers[i].from);
	}
}

static int64_t
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
start_worker(struct build *b, struct worker *w)
{
	int to[2], from[2];
	if (pipe(to) < 0)
		return false;
	if (pipe(from) < 0) {
		close(to[0]);
		close(to[1]);
		return false;
	}
	w->pid = fork();
	if (w->pid == 0) {
		close_all_pipes(b);
		close(to[1]);
		close(from[0]);
		work(b, to[0], from[1]);
		leave();
	}
	int error = errno;
	close(to[0]);
	close(from[1]);
	w->to = to[1];
	w->from = from[0];
	w->n_queue = 0;
	w->hung = false;
	buf_clear(&w->in);
	if (w->pid < 0) {
		close_pipe(&w->to);
		close_pipe(&w->from);
		errno = error;
	}
	return w->pid > 0;
}

static void
feed(struct build *b, struct worker *w)
{
	while (w->n_queue < QUEUE && b->n_todo && w->to >= 0) {
		uint32_t job = b->todo[--b->n_todo];
		if (!w->n_queue)
			w->since = now();
		w->queue[w->n_queue++] = job;
		/* A worker that is gone is noticed when its pipe is read. */
		report_write(w->to, (str){ (const char *)&job, sizeof job });
	}
	if (!b->n_todo && !w->n_queue)
		close_pipe(&w->to);
}

/* ---- Results ---------------------------------------------------------- */

/* A document is not built either when what is wrong stands in its defaults. */
static void
count(struct tally *t, const struct job *j, const unsigned *counts)
{
	bool stopped = j->read && (!j->doc || !j->style || j->doc->failed);
	unsigned errors = counts[DIAG_ERROR] + counts[DIAG_SYSTEM];
	t->errors += errors;
	t->warnings += counts[DIAG_WARNING];
	t->notes += counts[DIAG_NOTE];
	t->failed += errors > 0 || stopped;
	t->machine |= counts[DIAG_SYSTEM] > 0;
}

static void
print_ready(struct build *b)
{
	while (b->n_printed < b->s->n_jobs && b->results[b->n_printed].done) {
		struct result *result = &b->results[b->n_printed++];
		report_print(b->r, buf_view(&result->text));
		buf_free(&result->text);
	}
}

static struct result *
finish(struct build *b, uint32_t job, const unsigned *counts)
{
	struct result *result = &b->results[job];
	result->done = true;
	memcpy(result->counts, counts, sizeof result->counts);
	count(&b->tally, &b->s->jobs[job], counts);
	b->n_done++;
	return result;
}

static void
take_answer(struct build *b, const struct answer *head, str bytes)
{
	struct result *result = finish(b, head->job, head->counts);
	str parts[ANSWER__PARTS];
	for (size_t i = 0; i < ANSWER__PARTS; i++) {
		parts[i] = str_first(bytes, head->n[i]);
		bytes = str_from(bytes, head->n[i]);
	}
	buf_str(&result->text, parts[ANSWER_TEXT]);
	buf_str(&result->cited, parts[ANSWER_CITED]);
	buf_str(&result->found, parts[ANSWER_SLIP]);
	buf_str(&result->record, parts[ANSWER_RECORD]);
	buf_str(&b->mends, parts[ANSWER_MENDS]);
	sources_give(&b->s->sources, parts[ANSWER_SOURCES]);
}

/* Takes the finished answers off what w has sent. */
static void
take_answers(struct build *b, struct worker *w)
{
	struct answer head;
	size_t used = 0;
	for (;;) {
		str rest = str_from(buf_view(&w->in), used);
		if (rest.n < sizeof head)
			break;
		memcpy(&head, rest.p, sizeof head);
		size_t size = sizeof head;
		for (size_t i = 0; i < ANSWER__PARTS; i++)
			size += head.n[i];
		if (rest.n < size)
			break;
		if (head.failed)
			b->s->jobs[head.job].doc->failed = true;
		take_answer(b, &head, str_sub(rest, sizeof head, size - sizeof head));
		used += size;
		memmove(w->queue, w->queue + 1, --w->n_queue * sizeof *w->queue);
		w->since = now();
		report_progress(b->r, b->n_done, b->s->n_jobs, b->s->jobs[head.job].id);
	}
	memmove(w->in.p, w->in.p + used, w->in.n - used + 1);
	w->in.n -= used;
}

/* How a process ended, for the finding about it. */
static str
ending(struct arena *a, int status)
{
	if (WIFSIGNALED(status))
		return str_fmt(a, "signal %d", WTERMSIG(status));
	return str_fmt(a, "status %d", WEXITSTATUS(status));
}

static void
report_no_fork(struct build *b, int error)
{
	struct buf text;
	struct diags d;
	struct arena *a = arena_new();
	buf_init(&text);
	diags_init(&d, a);
	diag(&d, D_FORK_FAILED, nowhere, REASON(error));
	b->tally.machine = true;
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	arena_free(a);
}

static void
report_death(struct build *b, uint32_t job, bool hung, int status)
{
	struct arena *a = arena_new();
	struct diags d;
	str id = b->s->jobs[job].id;
	diags_init(&d, a);
	if (hung)
		diag(&d, D_WORKER_HUNG, nowhere, id, str_fmt(a, "%u", b->s->o->timeout));
	else
		diag(&d, D_WORKER_DIED, nowhere, id, ending(a, status));
	report_findings(b->r, &d, &finish(b, job, d.counts)->text);
	arena_free(a);
}

/* Its pipe is at its end: it is done, or it died at the oldest job it had. */
static void
bury(struct build *b, struct worker *w)
{
	int status = 0;
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	close_pipe(&w->to);
	close_pipe(&w->from);
	if (!w->n_queue)
		return;
	report_death(b, w->queue[0], w->hung, status);
	while (w->n_queue > 1)
		b->todo[b->n_todo++] = w->queue[--w->n_queue];
	w->n_queue = 0;
	if (!b->n_todo)
		return;
	if (start_worker(b, w))
		feed(b, w);
	else
		report_no_fork(b, errno);
}

static void
listen_to(struct build *b, struct worker *w)
{
	enum { CHUNK = 65536 };
	ssize_t got = read(w->from, buf_reserve(&w->in, CHUNK), CHUNK);
	if (got < 0 && errno == EINTR)
		return;
	if (got <= 0) {
		bury(b, w);
		return;
	}
	w->in.n += (size_t)got;
	w->in.p[w->in.n] = '\0';
	take_answers(b, w);
	feed(b, w);
}

/* ---- Workers that take too long ---------------------------------------- */

static bool
is_busy(const struct worker *w)
{
	return w->from >= 0 && w->n_queue && !w->hung;
}

/* Milliseconds until the first of them has had its time; -1: no limit. */
static int
time_left(const struct build *b)
{
	int64_t limit = (int64_t)b->s->o->timeout * 1000, t = now(), least = limit;
	if (!limit)
		return -1;
	for (size_t i = 0; i < b->n_workers; i++)
		if (is_busy(&b->workers[i]) && b->workers[i].since + limit - t < least)
			least = b->workers[i].since + limit - t;
	return least > 0 ? (int)least : 0;
}

/* Its pipe ends when it is gone, and bury() does the rest. */
static void
kill_hung(struct build *b)
{
	int64_t limit = (int64_t)b->s->o->timeout * 1000, t = now();
	for (size_t i = 0; limit && i < b->n_workers; i++) {
		struct worker *w = &b->workers[i];
		if (!is_busy(w) || t - w->since < limit)
			continue;
		w->hung = true;
		kill(w->pid, SIGKILL);
	}
}

/* Who was stopped (Ctrl-Z) and goes on was not slow for that long. */
static void
forgive(struct build *b, int64_t lost)
{
	for (size_t i = 0; i < b->n_workers; i++)
		b->workers[i].since += lost;
}

/* Waits until some worker has something to say. False: nobody is left. */
static bool
listen_once(struct build *b)
{
	enum { SLACK = 1000 };
	struct pollfd fds[MAX_WORKERS];
	size_t at[MAX_WORKERS];
	nfds_t n = 0;
	for (size_t i = 0; i < b->n_workers; i++) {
		if (b->workers[i].from < 0)
			continue;
		fds[n] = (struct pollfd){ .fd = b->workers[i].from, .events = POLLIN };
		at[n++] = i;
	}
	if (!n)
		return false;
	int wait = time_left(b);
	int64_t before = now();
	int ready = poll(fds, n, wait);
	if (wait >= 0 && now() - before > wait + SLACK)
		forgive(b, now() - before);
	if (ready < 0)
		return errno == EINTR;
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].revents)
			listen_to(b, &b->workers[at[i]]);
	kill_hung(b);
	return true;
}

/* ---- One document ----------------------------------------------------- */

/* The sanitizer reports faults better. */
#ifdef VANBAN_ASAN
enum { CATCH_FAULTS = 0 };
#else
enum { CATCH_FAULTS = 1 };
#endif

/* What to say when the program itself fails, or takes too long, made beforehand: a
 * handler may do little more than write it. The only variable of this program that
 * changes. */
static struct {
	str died, hung;
} last_words;

static void
fall_silent(int number)
{
	report_write(STDERR_FILENO, number == SIGALRM ? last_words.hung : last_words.died);
	_exit(STATUS_MACHINE);
}

static str
words(struct build *b, const struct diag *f)
{
	struct buf text;
	buf_init(&text);
	diag_print(&text, f, b->r->o->lang, b->r->colour);
	str said = buf_dup(&text, b->s->arena);
	buf_free(&text);
	return said;
}

/* Faults are caught on a stack of their own: the usual one may be used up. */
static void
catch_faults(struct build *b)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	enum { STACK = 1 << 16 };
	struct diags d;
	stack_t stack = { .ss_sp = arena_alloc(b->s->arena, STACK), .ss_size = STACK };
	struct sigaction act = { .sa_handler = fall_silent, .sa_flags = SA_ONSTACK };
	str id = b->s->jobs[0].id, limit = str_fmt(b->s->arena, "%u", b->s->o->timeout);

	diags_init(&d, b->s->arena);
	last_words.died = words(b, diag(&d, D_WORKER_DIED, nowhere, id, S("signal")));
	last_words.hung = words(b, diag(&d, D_WORKER_HUNG, nowhere, id, limit));
	sigemptyset(&act.sa_mask);
	sigaltstack(&stack, NULL);
	sigaction(SIGALRM, &act, NULL);
	for (size_t i = 0; CATCH_FAULTS && i < sizeof faults / sizeof *faults; i++)
		sigaction(faults[i], &act, NULL);
}

/* A single document needs no worker: starting one would cost it a tenth of its
 * time, and there is no other to protect. */
static void
work_alone(struct build *b)
{
	struct output o;
	struct diags d;
	struct buf parts[ANSWER__PARTS];
	struct result *result = &b->results[0];

	output_init(&o, b->s->arena, b->s->o->out);
	diags_init(&d, b->s->arena);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		buf_init(&parts[i]);
	catch_faults(b);
	alarm(b->s->o->timeout);
	work_on(b, &o, &b->s->jobs[0], b->s->arena, parts, &d);
	alarm(0);
	finish(b, 0, d.counts);
	buf_str(&result->text, buf_view(&parts[ANSWER_TEXT]));
	buf_str(&result->cited, buf_view(&parts[ANSWER_CITED]));
	buf_str(&result->found, buf_view(&parts[ANSWER_SLIP]));
	buf_str(&result->record, buf_view(&parts[ANSWER_RECORD]));
	buf_str(&b->mends, buf_view(&parts[ANSWER_MENDS]));
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		buf_free(&parts[i]);
}

/* ---- Documents that are as they were ------------------------------------- */

/* What was found then is told again. */
static void
repeat(struct build *b, size_t job)
{
	struct arena *a = arena_new();
	struct diags d;
	diags_init(&d, a);
	fresh_findings(b->s->fresh, job, &d);
	unsigned counts[DIAG_SYSTEM + 1];
	memcpy(counts, d.counts, sizeof counts);
	size_t failed = b->tally.failed;
	report_findings(b->r, &d, &finish(b, (uint32_t)job, counts)->text);
	if (b->s->fresh->fates[job].was->errors && b->tally.failed == failed)
		b->tally.failed++; /* its fault is told with another document */
	arena_free(a);
}

static void
repeat_clean(struct build *b)
{
	for (size_t i = 0; b->s->fresh && i < b->s->n_jobs; i++)
		if (b->s->fresh->fates[i].clean)
			repeat(b, i);
}

/* ---- The whole -------------------------------------------------------- */

static size_t
worker_count(const struct session *s)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = s->o->jobs ? s->o->jobs : cores > 0 ? (size_t)cores : 1;
	if (n > s->n_jobs)
		n = s->n_jobs;
	return n < MAX_WORKERS ? n : MAX_WORKERS;
}

static void
print_run_findings(struct build *b)
{
	struct buf text;
	buf_init(&text);
	session_take_loose_findings(b->s);
	if (b->s->o->fix)
		mend_take(&b->s->run, &b->mends);
	report_findings(b->r, &b->s->run, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	b->tally.errors += b->s->run.counts[DIAG_ERROR];
	b->tally.warnings += b->s->run.counts[DIAG_WARNING];
	b->tally.notes += b->s->run.counts[DIAG_NOTE];
	b->tally.machine |= b->s->run.counts[DIAG_SYSTEM] > 0;
}

static bool
is_clean(const struct build *b, size_t job)
{
	return b->s->fresh && b->s->fresh->fates[job].clean;
}

static void
prepare(struct build *b)
{
	size_t n = b->s->n_jobs;
	buf_init(&b->mends);
	diags_init(&b->judged, b->s->arena);
	b->results = NEW_N(b->s->arena, struct result, n + 1);
	b->todo = NEW_N(b->s->arena, uint32_t, n + 1);
	for (size_t i = n; i-- > 0;) {
		buf_init(&b->results[i].text);
		buf_init(&b->results[i].cited);
		buf_init(&b->results[i].found);
		buf_init(&b->results[i].record);
		if (!is_clean(b, i))
			b->todo[b->n_todo++] = (uint32_t)i;
	}
	b->tally.documents = n;
	b->n_workers = b->n_todo ? worker_count(b->s) : 0;
	b->workers = NEW_N(b->s->arena, struct worker, b->n_workers + 1);
	for (size_t i = 0; i < b->n_workers; i++) {
		buf_init(&b->workers[i].in);
		b->workers[i].to = b->workers[i].from = -1;
	}
}

static void
start_workers(struct build *b)
{
	for (size_t i = 0; i < b->n_workers && b->n_todo; i++) {
		if (!start_worker(b, &b->workers[i])) {
			report_no_fork(b, errno);
			return;
		}
		feed(b, &b->workers[i]);
	}
}

/* Behind everything else; a waiver is no reason to fail. */
static void
print_waivers(struct build *b)
{
	struct diags d;
	struct buf text;
	if (b->s->o->command != CMD_CHECK || b->s->o->write_baseline)
		return;
	diags_init(&d, b->s->arena);
	buf_init(&text);
	whole_waivers(b->s, &d);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
}

/* Whether something was found at the level of --fail-on or above. */
static bool
fails(const struct build *b)
{
	const struct options *o = b->s->o;
	const struct tally *t = &b->tally;
	return !o->write_baseline && (t->errors || (o->fail_on <= DIAG_WARNING && t->warnings) ||
					 (o->fail_on <= DIAG_NOTE && t->notes));
}

/* Citations are judged when all documents have been read. */
static void
judge_citations(struct build *b)
{
	size_t n = b->s->n_jobs;
	str *records = NEW_N(b->s->arena, str, n + 1);
	unsigned *errors = NEW_N(b->s->arena, unsigned, n + 1);
	struct diags d;
	struct buf text;
	if (b->s->o->command != CMD_CHECK)
		return;
	for (size_t i = 0; i < n; i++)
		records[i] = buf_view(&b->results[i].cited);
	diags_init(&d, b->s->arena);
	buf_init(&text);
	citations_judge(b->s, records, errors, &d);
	diags_sort(&d);
	diags_append(&b->judged, &d);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	for (size_t i = 0; i < n; i++)
		b->tally.failed += errors[i] && !b->results[i].counts[DIAG_ERROR];
	b->tally.errors += d.counts[DIAG_ERROR];
	b->tally.warnings += d.counts[DIAG_WARNING];
	b->tally.notes += d.counts[DIAG_NOTE];
}

static void
write_slip(struct build *b, size_t job, struct output *o)
{
	struct arena *a = arena_new();
	struct diags d;
	struct buf text;
	str path;
	diags_init(&d, a);
	buf_init(&text);
	if (slip_write(
		b->s, &b->s->jobs[job], buf_view(&b->results[job].found), &b->judged, o, &path, &d))
		report_made(b->r, path);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	b->tally.machine |= d.counts[DIAG_SYSTEM] > 0;
	buf_free(&text);
	arena_free(a);
}

/* A document whose head could not be read has none; nor has one that may not be
 * built here, since the slip tells of it. */
static void
write_slips(struct build *b)
{
	struct output o;
	if (!b->s->o->slip)
		return;
	output_init(&o, b->s->arena, b->s->o->out);
	for (size_t i = 0; i < b->s->n_jobs; i++) {
		const struct job *j = &b->s->jobs[i];
		bool secret = j->doc && j->doc->do_mat.given && !j->doc->do_mat.none;
		if (j->doc && j->style && b->results[i].done && j->doc->loai.s.n &&
		    !(secret && (b->s->under_ci || b->s->remote.n)))
			write_slip(b, i, &o);
	}
}

/* Only now, when nobody reads the sources any more. */
static void
mend_all(struct build *b)
{
	struct diags d;
	struct buf text;
	diags_init(&d, b->s->arena);
	buf_init(&text);
	mend_apply(b->r, &b->s->tree, b->s->arena, buf_view(&b->mends), &d);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	buf_free(&b->mends);
	b->tally.warnings += d.counts[DIAG_WARNING];
	b->tally.machine |= d.counts[DIAG_SYSTEM] > 0;
}

/* What LibreOffice has to see waits until all documents are made. */
static void
convert(struct build *b)
{
	size_t n = b->s->n_jobs;
	bool *failed = NEW_N(b->s->arena, bool, n + 1), *before;
	struct buf **records = NEW_N(b->s->arena, struct buf *, n + 1);
	struct diags d;
	struct buf text;
	if (!b->s->office)
		return;
	for (size_t i = 0; i < n; i++)
		records[i] = &b->results[i].record;
	for (size_t i = 0; i < n; i++)
		failed[i] = !b->results[i].done || b->results[i].counts[DIAG_ERROR] ||
			    b->results[i].counts[DIAG_SYSTEM];
	before = NEW_N(b->s->arena, bool, n + 1);
	memcpy(before, failed, n * sizeof *failed);
	diags_init(&d, b->s->arena);
	buf_init(&text);
	convert_all(b->s, b->r, failed, records, &d);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	for (size_t i = 0; i < n; i++) {
		b->tally.failed += failed[i] && !before[i];
		if (failed[i] && !before[i])
			buf_clear(&b->results[i].record);
	}
	b->tally.errors += d.counts[DIAG_ERROR] + d.counts[DIAG_SYSTEM];
	b->tally.machine |= d.counts[DIAG_SYSTEM] > 0;
}

/* ---- What is remembered, and told of the whole ---------------------------- */

/* Nothing is wrong with what documents share. */
static bool
is_quiet(const struct session *s)
{
	for (size_t i = 0; i < s->heads.list.n; i++) {
		const struct diag *f = &s->heads.list.v[i];
		if (f->level > DIAG_NOTE && (!f->at.src || !select_is_document(f->at.src->path)))
			return false;
	}
	return true;
}

static void
tell(struct build *b, struct diags *d)
{
	struct buf text;
	buf_init(&text);
	report_findings(b->r, d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	b->tally.warnings += d->counts[DIAG_WARNING];
	b->tally.machine |= d->counts[DIAG_SYSTEM] > 0;
}

static void
tell_outcomes(struct build *b, const struct outcomes *o, struct diags *d)
{
	struct buf out;
	buf_init(&out);
	if (b->s->o->format == FORMAT_JSON) {
		outcomes_json(o, &out);
		report_print(b->r, buf_view(&out));
	} else if (b->s->o->why && !report_collects(b->r)) {
		outcomes_why(o, &out);
		report_progress_end(b->r);
		if (!report_write(STDOUT_FILENO, buf_view(&out)))
			diag(d, D_STDOUT_FAILED, nowhere, REASON(errno));
	}
	buf_free(&out);
	outcomes_write(o, d);
	b->tally.unchanged = o->counts[OUTCOME_UNCHANGED];
}

static void
remember(struct build *b)
{
	struct session *s = b->s;
	str *records = NEW_N(s->arena, str, s->n_jobs + 1);
	struct outcomes o;
	struct diags d;
	if (!s->fresh)
		return;
	diags_init(&d, s->arena);
	for (size_t i = 0; i < s->n_jobs; i++)
		records[i] = buf_view(&b->results[i].record);
	outcomes_take(&o, s, records, s->arena);
	if (s->o->depfile)
		outcomes_touch(&o);
	bool nothing = !s->corpus && !s->fresh->touched && fresh_orphans(s->fresh, &d);
	if (!nothing)
		fresh_save(s->fresh, records, is_quiet(s), &d);
	if (s->corpus && (!s->fresh->cache.head || s->o->prune))
		orphan_search(s->fresh, &d);
	tell(b, &d);
	diags_init(&d, s->arena);
	tell_outcomes(b, &o, &d);
	tell(b, &d);
}

static int
finish_all(struct build *b)
{
	print_ready(b);
	convert(b);
	judge_citations(b);
	write_slips(b);
	print_waivers(b);
	mend_all(b);
	remember(b);
	report_progress_end(b->r);
	for (size_t i = 0; i < b->n_workers; i++)
		buf_free(&b->workers[i].in);
	for (size_t i = b->n_printed; i < b->s->n_jobs; i++)
		buf_free(&b->results[i].text);
	for (size_t i = 0; i < b->s->n_jobs; i++) {
		buf_free(&b->results[i].cited);
		buf_free(&b->results[i].found);
		buf_free(&b->results[i].record);
	}
	bool failed = b->tally.machine || b->n_done < b->s->n_jobs;
	failed = !report_hand_out(b->r, b->s->arena, failed) || failed;
	report_summary(b->r, &b->tally);
	if (failed)
		return STATUS_MACHINE;
	return fails(b) ? STATUS_ERRORS : STATUS_BUILT;
}

int
build_run(struct session *s, struct report *r)
{
	struct build b = { .s = s, .r = r };
	signal(SIGPIPE, SIG_IGN);
	if (s->o->command == CMD_CHECK)
		whole_check(s);
	prepare(&b);
	repeat_clean(&b);
	if (s->n_jobs == 1 && b.n_todo)
		work_alone(&b);
	else
		start_workers(&b);
	print_run_findings(&b);
	while (b.n_done < s->n_jobs && listen_once(&b))
		print_ready(&b);
	while (listen_once(&b))
		;
	return finish_all(&b);
}
