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
#include "pipeline.h"
#include "reason.h"
#include "slip.h"
#include "whole.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QUEUE = 2, MAX_WORKERS = 256 };

static const pos nowhere = { NULL, 0, 0, 0 };

/* What a worker sends back, followed by the text, the mentions of documents, the
 * findings of --phieu and the edits of --fix. */
struct answer {
	uint32_t job;
	uint32_t text_n, cited_n, slip_n, mend_n;
	uint32_t failed; /* it is not built, though its faults may be told with another */
	uint32_t counts[DIAG_SYSTEM + 1];
};

struct worker {
	pid_t pid;
	int to, from;          /* pipes, -1 when closed */
	struct buf in;         /* what has come so far of its answers */
	uint32_t queue[QUEUE]; /* jobs sent and not answered, oldest first */
	size_t n_queue;
};

struct result {
	bool done;
	unsigned counts[DIAG_SYSTEM + 1];
	struct buf text;
	struct buf cited; /* as citations_collect() wrote them */
	struct buf found; /* as slip_take() wrote it */
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

static bool
answer_job(struct build *b, struct output *o, uint32_t job, int to)
{
	struct arena *a = arena_new();
	struct diags d;
	struct buf text, cited, mends, found;
	diags_init(&d, a);
	buf_init(&mends);
	buf_init(&found);
	buf_init(&text);
	buf_init(&cited);
	pipeline_run(b->s, &b->s->jobs[job], o, a, &d);
	citations_collect(b->s, &b->s->jobs[job], a, &cited);
	if (b->s->o->fix)
		mend_take(&d, &mends);
	take_for_slip(b, &d, &found);
	report_findings(b->r, &d, &text);
	struct answer head = {
		.job = job, .text_n = (uint32_t)text.n, .cited_n = (uint32_t)cited.n
	};
	head.mend_n = (uint32_t)mends.n;
	head.failed = is_copy(&b->s->jobs[job]) && b->s->jobs[job].doc->failed;
	head.slip_n = (uint32_t)found.n;
	for (size_t i = 0; i <= DIAG_SYSTEM; i++)
		head.counts[i] = d.counts[i];
	bool sent = report_write(to, (str){ (const char *)&head, sizeof head }) &&
		    report_write(to, buf_view(&text)) && report_write(to, buf_view(&cited)) &&
		    report_write(to, buf_view(&found)) && report_write(to, buf_view(&mends));
	buf_free(&mends);
	buf_free(&found);
	buf_free(&text);
	buf_free(&cited);
	arena_free(a);
	return sent;
}

static void
work(struct build *b, int from, int to)
{
	struct output o;
	uint32_t job;
	output_init(&o, b->s->arena, b->s->o->out);
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
	bool stopped = !j->doc || !j->style || j->doc->failed;
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
		size_t size = sizeof head + head.text_n + head.cited_n + head.slip_n + head.mend_n;
		if (rest.n < size)
			break;
		if (head.failed)
			b->s->jobs[head.job].doc->failed = true;
		struct result *result = finish(b, head.job, head.counts);
		buf_str(&result->text, str_sub(rest, sizeof head, head.text_n));
		buf_str(&result->cited, str_sub(rest, sizeof head + head.text_n, head.cited_n));
		buf_str(
		    &result->found, str_sub(rest, size - head.mend_n - head.slip_n, head.slip_n));
		buf_str(&b->mends, str_sub(rest, size - head.mend_n, head.mend_n));
		used += size;
		memmove(w->queue, w->queue + 1, --w->n_queue * sizeof *w->queue);
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
report_death(struct build *b, uint32_t job, int status)
{
	struct arena *a = arena_new();
	struct diags d;
	diags_init(&d, a);
	diag(&d, D_WORKER_DIED, nowhere, b->s->jobs[job].id, ending(a, status));
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
	report_death(b, w->queue[0], status);
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

/* Waits until some worker has something to say. False: nobody is left. */
static bool
listen_once(struct build *b)
{
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
	if (poll(fds, n, -1) < 0)
		return errno == EINTR;
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].revents)
			listen_to(b, &b->workers[at[i]]);
	return true;
}

/* ---- One document ----------------------------------------------------- */

/* The sanitizer reports faults better. */
#ifdef VANBAN_ASAN
enum { CATCH_FAULTS = 0 };
#else
enum { CATCH_FAULTS = 1 };
#endif

/* What to say when the program itself fails, made beforehand: a handler may do
 * little more than write it. The only variable of this program that changes. */
static str last_words;

static void
fall_silent(int number)
{
	(void)number;
	report_write(STDERR_FILENO, last_words);
	_exit(STATUS_MACHINE);
}

/* Faults are caught on a stack of their own: the usual one may be used up. */
static void
catch_faults(struct build *b)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	enum { STACK = 1 << 16 };
	struct buf text;
	struct diags d;
	stack_t stack = { .ss_sp = arena_alloc(b->s->arena, STACK), .ss_size = STACK };
	struct sigaction act = { .sa_handler = fall_silent, .sa_flags = SA_ONSTACK };

	buf_init(&text);
	diags_init(&d, b->s->arena);
	diag_print(&text, diag(&d, D_WORKER_DIED, nowhere, b->s->jobs[0].id, S("signal")),
	    b->r->o->lang, b->r->colour);
	last_words = buf_dup(&text, b->s->arena);
	buf_free(&text);
	sigemptyset(&act.sa_mask);
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		sigaction(faults[i], &act, NULL);
}

/* A single document needs no worker: starting one would cost it a tenth of its
 * time, and there is no other to protect. */
static void
work_alone(struct build *b)
{
	struct output o;
	struct diags d;
	struct buf text;

	output_init(&o, b->s->arena, b->s->o->out);
	diags_init(&d, b->s->arena);
	if (CATCH_FAULTS)
		catch_faults(b);
	pipeline_run(b->s, &b->s->jobs[0], &o, b->s->arena, &d);
	citations_collect(b->s, &b->s->jobs[0], b->s->arena, &b->results[0].cited);
	if (b->s->o->fix)
		mend_take(&d, &b->mends);
	take_for_slip(b, &d, &b->results[0].found);
	buf_init(&text);
	report_findings(b->r, &d, &text);
	buf_str(&finish(b, 0, d.counts)->text, buf_view(&text));
	buf_free(&text);
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

static void
prepare(struct build *b)
{
	size_t n = b->s->n_jobs;
	buf_init(&b->mends);
	diags_init(&b->judged, b->s->arena);
	b->results = NEW_N(b->s->arena, struct result, n + 1);
	b->todo = NEW_N(b->s->arena, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		buf_init(&b->results[i].text);
		buf_init(&b->results[i].cited);
		buf_init(&b->results[i].found);
		b->todo[n - 1 - i] = (uint32_t)i;
	}
	b->n_todo = n;
	b->tally.documents = n;
	b->n_workers = worker_count(b->s);
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
	struct diags d;
	struct buf text;
	if (!b->s->office)
		return;
	for (size_t i = 0; i < n; i++)
		failed[i] = !b->results[i].done || b->results[i].counts[DIAG_ERROR] ||
			    b->results[i].counts[DIAG_SYSTEM];
	before = NEW_N(b->s->arena, bool, n + 1);
	memcpy(before, failed, n * sizeof *failed);
	diags_init(&d, b->s->arena);
	buf_init(&text);
	convert_all(b->s, b->r, failed, &d);
	report_findings(b->r, &d, &text);
	report_print(b->r, buf_view(&text));
	buf_free(&text);
	for (size_t i = 0; i < n; i++)
		b->tally.failed += failed[i] && !before[i];
	b->tally.errors += d.counts[DIAG_ERROR] + d.counts[DIAG_SYSTEM];
	b->tally.machine |= d.counts[DIAG_SYSTEM] > 0;
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
	report_progress_end(b->r);
	for (size_t i = 0; i < b->n_workers; i++)
		buf_free(&b->workers[i].in);
	for (size_t i = b->n_printed; i < b->s->n_jobs; i++)
		buf_free(&b->results[i].text);
	for (size_t i = 0; i < b->s->n_jobs; i++)
		buf_free(&b->results[i].cited);
	for (size_t i = 0; i < b->s->n_jobs; i++)
		buf_free(&b->results[i].found);
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
	if (s->n_jobs == 1)
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
