/* cli/build.c: all documents of a session, over a crew of workers (crew.h).
 *
 * The parent has read every head and loaded every template, so a worker starts
 * with all of that in shared pages. A worker answers with counts and finished
 * text; the parent prints it in source order. What is done when all documents are
 * there stands in afterwards.c. A document that is alone is worked on right here. */
#include "build_int.h"

#include "citations.h"
#include "crew.h"
#include "mend.h"
#include "pipeline.h"
#include "reason.h"
#include "slip.h"
#include "whole.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* What a worker answers, followed by the bytes of so many lengths. */
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
	uint32_t n[ANSWER__PARTS];
	uint32_t failed; /* it is not built, though its faults may be told with another */
	uint32_t counts[DIAG_SYSTEM + 1];
};

/* ---- In a worker ------------------------------------------------------ */

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

static void
begin_work(void *ctx)
{
	struct build *b = ctx;
	arena_reuse();
	output_init(&b->output, b->s->arena, b->s->o->out);
	b->s->sources.fresh.n = 0; /* what the parent read it knows */
}

static void
answer_job(void *ctx, uint32_t job, struct buf *out)
{
	struct build *b = ctx;
	struct arena *a = arena_new();
	struct diags d;
	struct buf parts[ANSWER__PARTS];
	struct answer head = { .failed = 0 };
	diags_init(&d, a);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		buf_init(&parts[i]);
	work_on(b, &b->output, &b->s->jobs[job], a, parts, &d);
	sources_take(&b->s->sources, &parts[ANSWER_SOURCES]);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		head.n[i] = (uint32_t)parts[i].n;
	head.failed = is_copy(&b->s->jobs[job]) && b->s->jobs[job].doc->failed;
	for (size_t i = 0; i <= DIAG_SYSTEM; i++)
		head.counts[i] = d.counts[i];
	buf_add(out, &head, sizeof head);
	for (size_t i = 0; i < ANSWER__PARTS; i++) {
		buf_str(out, buf_view(&parts[i]));
		buf_free(&parts[i]);
	}
	arena_free(a);
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
take_answer(void *ctx, uint32_t job, str bytes)
{
	struct build *b = ctx;
	struct answer head;
	str parts[ANSWER__PARTS];
	memcpy(&head, bytes.p, sizeof head);
	bytes = str_from(bytes, sizeof head);
	if (head.failed)
		b->s->jobs[job].doc->failed = true;
	struct result *result = finish(b, job, head.counts);
	for (size_t i = 0; i < ANSWER__PARTS; i++) {
		parts[i] = str_first(bytes, head.n[i]);
		bytes = str_from(bytes, head.n[i]);
	}
	buf_str(&result->text, parts[ANSWER_TEXT]);
	buf_str(&result->cited, parts[ANSWER_CITED]);
	buf_str(&result->found, parts[ANSWER_SLIP]);
	buf_str(&result->record, parts[ANSWER_RECORD]);
	buf_str(&b->mends, parts[ANSWER_MENDS]);
	sources_give(&b->s->sources, parts[ANSWER_SOURCES]);
	report_progress(b->r, b->n_done, b->s->n_jobs, b->s->jobs[job].id);
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
report_no_fork(void *ctx, int error)
{
	struct build *b = ctx;
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
report_death(void *ctx, uint32_t job, bool hung, int status)
{
	struct build *b = ctx;
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
	fd_write(STDERR_FILENO, number == SIGALRM ? last_words.hung : last_words.died);
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
	str id = b->s->jobs[b->todo[0]].id, limit = str_fmt(b->s->arena, "%u", b->s->o->timeout);

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
 * time, and there is no other to protect. Nor does the only one that has changed
 * under the watch, whose builds are processes of their own. */
static bool
is_alone(const struct build *b)
{
	return b->n_todo == 1 && (b->s->n_jobs == 1 || b->r->quiet);
}

static void
work_alone(struct build *b)
{
	struct output o;
	struct diags d;
	struct buf parts[ANSWER__PARTS];
	uint32_t job = b->todo[0];
	struct result *result = &b->results[job];

	output_init(&o, b->s->arena, b->s->o->out);
	diags_init(&d, b->s->arena);
	for (size_t i = 0; i < ANSWER__PARTS; i++)
		buf_init(&parts[i]);
	catch_faults(b);
	alarm(b->s->o->timeout);
	work_on(b, &o, &b->s->jobs[job], b->s->arena, parts, &d);
	alarm(0);
	finish(b, job, d.counts);
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
	return n < CREW_MOST ? n : CREW_MOST;
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
	for (size_t i = 0; i < n; i++) {
		buf_init(&b->results[i].text);
		buf_init(&b->results[i].cited);
		buf_init(&b->results[i].found);
		buf_init(&b->results[i].record);
		if (!is_clean(b, i))
			b->todo[b->n_todo++] = (uint32_t)i;
	}
	b->tally.documents = n;
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

static int
finish_all(struct build *b)
{
	print_ready(b);
	build_convert(b);
	build_judge_citations(b);
	build_write_slips(b);
	build_print_waivers(b);
	build_mend(b);
	build_remember(b);
	report_progress_end(b->r);
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
	const struct crew_calls calls = { &b, begin_work, answer_job, take_answer, report_death,
		report_no_fork };
	struct crew *crew = NULL;
	signal(SIGPIPE, SIG_IGN);
	if (s->o->command == CMD_CHECK)
		whole_check(s);
	prepare(&b);
	repeat_clean(&b);
	if (is_alone(&b))
		work_alone(&b);
	else if (b.n_todo)
		crew =
		    crew_start(s->arena, &calls, b.todo, b.n_todo, worker_count(s), s->o->timeout);
	print_run_findings(&b);
	while (crew && crew_listen(crew))
		print_ready(&b);
	crew_end(crew);
	return finish_all(&b);
}
