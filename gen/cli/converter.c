/* cli/converter.c */
#include "converter.h"

#include "reason.h"

#include <signal.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* ---- Before ---------------------------------------------------------------------- */

/* Each font once. */
static bool
has_fonts(struct session *s)
{
	VEC(str) seen = { 0 };
	for (size_t i = 0; i < s->n_jobs; i++) {
		size_t k = 0;
		if (!s->jobs[i].style)
			continue;
		str font = s->jobs[i].style->font;
		while (k < seen.n && !str_eq(seen.v[k], font))
			k++;
		if (k < seen.n)
			continue;
		VEC_PUSH(s->arena, &seen, font);
		if (!office_has_font(s->office, font))
			diag(&s->run, D_OFFICE_FONT, nowhere, font);
	}
	return !s->run.counts[DIAG_SYSTEM];
}

static unsigned
workers(const struct session *s)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return s->o->jobs ? s->o->jobs : cores > 0 ? (unsigned)cores : 1;
}

bool
converter_open(struct session *s)
{
	int error;
	s->office = office_open(s->arena, workers(s), s->o->office_seconds, &error);
	if (!s->office && error)
		diag(&s->run, D_OFFICE_FOLDER, nowhere, REASON(error));
	else if (!s->office)
		diag(&s->run, D_OFFICE_MISSING, nowhere);
	return s->office && has_fonts(s);
}

/* ---- LibreOffice ------------------------------------------------------------------- */

void
converter_refused(struct converter *c, str id, str why)
{
	if (why.n)
		diag(c->d, D_OFFICE_REFUSED, nowhere, id, why, why);
	else
		diag(c->d, D_OFFICE_REFUSED, nowhere, id, S("tệp không có, hoặc không trọn vẹn"),
		    S("there is none, or it is not whole"));
}

static void
report_end(struct converter *c, const struct convert_task *t, const struct office_job *j)
{
	str id = c->s->jobs[t->job].id;
	c->failed[t->job] |= j->end != OFFICE_MADE;
	switch (j->end) {
	case OFFICE_MADE: break;
	case OFFICE_NOT_STARTED:
		c->not_started++;
		c->not_started_why = j->why;
		break;
	case OFFICE_REFUSED: converter_refused(c, id, j->why); break;
	case OFFICE_CRASHED: diag(c->d, D_OFFICE_CRASHED, nowhere, id, j->why); break;
	case OFFICE_HUNG:
		diag(
		    c->d, D_OFFICE_HUNG, nowhere, id, str_fmt(c->a, "%u", c->s->o->office_seconds));
		break;
	}
}

static void
tick(void *ctx, size_t done)
{
	struct converter *c = ctx;
	report_progress(c->r, done, c->s->n_jobs, S("LibreOffice"));
}

/* Whoever stopped us is to see that we did. */
static void
leave_by(struct converter *c, int number)
{
	office_close(c->s->office);
	report_progress_end(c->r);
	signal(number, SIG_DFL);
	raise(number);
}

void
converter_make(struct converter *c, enum office_make what, const struct convert_task *t, size_t n)
{
	struct office_job *jobs = NEW_N(c->a, struct office_job, n + 1);
	for (size_t i = 0; i < n; i++)
		jobs[i].name = t[i].name;
	int number = office_make(c->s->office, what, jobs, n, tick, c);
	if (number)
		leave_by(c, number);
	for (size_t i = 0; i < n; i++)
		report_end(c, &t[i], &jobs[i]);
}

void
converter_end(struct converter *c)
{
	report_progress_end(c->r);
	if (c->not_started)
		diag(c->d, D_OFFICE_NOT_STARTED, nowhere, c->not_started_why,
		    str_fmt(c->a, "%zu", c->not_started));
}
