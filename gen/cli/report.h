/* cli/report.h: what people see: findings and progress on stderr, a summary on
 * stdout when that is a terminal. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "../base/buf.h"
#include "args.h"

struct report {
	const struct options *o;
	bool colour;           /* findings in colour: a terminal, and no NO_COLOR */
	bool progress;         /* a line of progress may be drawn */
	bool drawn;            /* it is on the screen now */
	long long start, last; /* of the run, of the last drawing; milliseconds */
};

void report_init(struct report *r, const struct options *o);
/* Sorts d and appends its findings to out, those that the command shows. */
void report_findings(const struct report *r, struct diags *d, struct buf *out);
/* Prints text that report_findings() made, above the progress line. */
void report_print(struct report *r, str text);
/* done of total documents are finished. Draws only now and then. */
void report_progress(struct report *r, size_t done, size_t total, str id);
void report_progress_end(struct report *r);

struct tally {
	size_t documents, failed; /* failed: those with errors */
	size_t errors, warnings;
	bool machine; /* the machine failed somewhere */
};
/* One line on a terminal: how many were built, how many were not. */
void report_summary(const struct report *r, const struct tally *t);

/* Writes all of s to fd. False: errno. */
bool report_write(int fd, str s);

#endif
