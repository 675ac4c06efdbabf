/* cli/outcome.h: what became of each document, for people and programs: --why,
 * --format json, --summary, --depfile. */
#ifndef CLI_OUTCOME_H
#define CLI_OUTCOME_H

#include "fresh.h"
#include "report.h"

enum outcome_kind { OUTCOME_BUILT, OUTCOME_UNCHANGED, OUTCOME_FAILED, OUTCOME__COUNT };

struct outcome {
	const struct job *job;
	const struct fate *fate;
	enum outcome_kind kind;
	str *files; /* below out/ */
	size_t n_files;
	unsigned errors, warnings;
	struct uses uses;
	struct diags findings; /* of one that failed */
};

struct outcomes {
	struct session *s;
	struct outcome *v; /* beside s->jobs */
	size_t counts[OUTCOME__COUNT];
};

/* records: beside s->jobs, as fresh_save() takes them. */
void outcomes_take(struct outcomes *o, struct session *s, const str *records, struct arena *a);
/* --why: a line a document, on stdout. */
void outcomes_why(const struct outcomes *o, struct buf *out);
/* --format json: a line a document, and one for all. */
void outcomes_json(const struct outcomes *o, struct buf *out);
/* --summary: Markdown. */
void outcomes_summary(const struct outcomes *o, struct buf *out);
/* --depfile: rules for make and ninja (depfile.c). */
void outcomes_depfile(const struct outcomes *o, struct buf *out);
/* With --depfile a result is no older than what it was made of, or make would ask
 * again and again: those that did not change get the time of now. */
void outcomes_touch(const struct outcomes *o);
/* What --summary and --depfile ask for. False: D_WRITE_FAILED is in d. */
bool outcomes_write(const struct outcomes *o, struct diags *d);

#endif
