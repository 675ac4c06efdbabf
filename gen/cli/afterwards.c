/* cli/afterwards.c: what a build does when all documents are there: what only the whole
 * can say, what LibreOffice makes of it, and what is remembered for the next time. */
#include "build_int.h"

#include "../base/utf.h"
#include "citations.h"
#include "convert.h"
#include "mend.h"
#include "orphan.h"
#include "outcome.h"
#include "reason.h"
#include "select.h"
#include "slip.h"
#include "whole.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* Behind everything else; a waiver is no reason to fail. */
void
build_print_waivers(struct build *b)
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

/* Citations are judged when all documents have been read. */
void
build_judge_citations(struct build *b)
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
void
build_write_slips(struct build *b)
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
void
build_mend(struct build *b)
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
void
build_convert(struct build *b)
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
		if (!fd_write(STDOUT_FILENO, utf_plain(b->s->arena, buf_view(&out))))
			diag(d, D_STDOUT_FAILED, nowhere, REASON(errno));
	}
	buf_free(&out);
	outcomes_write(o, d);
	b->tally.unchanged = o->counts[OUTCOME_UNCHANGED];
}

void
build_remember(struct build *b)
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
	if (s->corpus || s->fresh->touched)
		fresh_save(s->fresh, records, is_quiet(s), &d);
	if (s->corpus && (!s->fresh->cache.head || s->o->prune))
		orphan_search(s->fresh, &d);
	tell(b, &d);
	diags_init(&d, s->arena);
	tell_outcomes(b, &o, &d);
	tell(b, &d);
}
