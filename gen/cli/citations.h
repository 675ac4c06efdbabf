/* cli/citations.h: citations of all documents held against each other: workers
 * collect, the parent judges when all have answered. */
#ifndef CLI_CITATIONS_H
#define CLI_CITATIONS_H

#include "../base/buf.h"
#include "session.h"

/* Appends the mentions that j makes to out, its bodies read. Only `check` asks
 * for them; for other commands nothing is added. */
void citations_collect(
    const struct session *s, const struct job *j, struct arena *a, struct buf *out);
/* Judges: records[i] is what was collected for job i, errors[i] gets the number
 * of findings on it that are errors. */
void citations_judge(struct session *s, const str *records, unsigned *errors, struct diags *d);

#endif
