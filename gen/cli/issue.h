/* cli/issue.h: `vanban ban-hanh`. */
#ifndef CLI_ISSUE_H
#define CLI_ISSUE_H

#include "report.h"

/* Issues the one document that o names: its source, its lock and the registers are
 * written together or not at all. Returns the exit status. */
int issue_run(struct arena *a, const struct options *o, struct report *r);

#endif
