/* cli/report.h: what people see: findings and progress on stderr, a summary on
 * stdout when that is a terminal. Findings for programs (--format) go to stdout,
 * all at once at the end. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "../base/buf.h"
#include "../base/fd.h"
#include "args.h"

struct tally {
	size_t documents, failed; /* failed: those with errors */
	size_t unchanged;         /* not built, since nothing has changed */
	size_t errors, warnings, notes;
	bool machine; /* the machine failed somewhere */
};

struct report {
	const struct options *o;
	const struct tree *tree;   /* the sources, once they are open; else NULL */
	struct baseline *baseline; /* accepted findings, or NULL */
	const struct since *since; /* changed lines, or NULL: all */
	struct buf collected;      /* findings for programs, or for --write-baseline */
	bool screen;               /* stderr is a terminal */
	bool quiet;                /* no summary: tally is for the caller */
	bool told;                 /* tally is set */
	bool colour;               /* findings in colour: a terminal, and no NO_COLOR */
	bool progress;             /* a line of progress may be drawn */
	bool drawn;                /* it is on the screen now */
	struct tally tally;        /* of the run, with quiet */
	long long start, last;     /* of the run, of the last drawing; milliseconds */
};

void report_init(struct report *r, const struct options *o);
/* Reads what --baseline and --since name, in folder dir. False: why not is in d. */
bool report_narrow(struct report *r, struct arena *a, const char *dir, struct diags *d);
/* Whether findings are for programs: not printed as they come. */
bool report_collects(const struct report *r);
/* Sorts d, drops what is accepted or old, and appends the findings that the
 * command shows to out. */
void report_findings(const struct report *r, struct diags *d, struct buf *out);
/* Prints text that report_findings() made, above the progress line. */
void report_print(struct report *r, str text);
/* Tells that a file was made that nobody would look for: on stdout, or beside findings
 * for programs on stderr. */
void report_made(struct report *r, str path);
/* Hands out what was collected. False: it could not be written; why is said. */
bool report_hand_out(struct report *r, struct arena *a, bool machine_failed);
/* Prints findings on the call itself: for people, whatever --format says. */
void report_plainly(struct report *r, struct diags *d);
/* done of total documents are finished. Draws only now and then. */
void report_progress(struct report *r, size_t done, size_t total, str id);
void report_progress_end(struct report *r);

/* One line on a terminal: how many were built, how many were not. */
void report_summary(struct report *r, const struct tally *t);

/* The end of a command that answers with one text, and no more: out goes to stdout, what
 * was found behind it. Returns the exit status. */
int report_answer(struct report *r, str out, struct diags *d);

#endif
