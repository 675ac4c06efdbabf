/* cli/mend.h: `check --fix`: what findings say can be mended, put into the files.
 *
 * Findings that carry an edit are taken out of the list where they were found (a
 * worker), as records of bytes that can go through a pipe; the parent gathers
 * them, and when all documents are done it mends file by file: a new file beside
 * the old one, then renamed. Bytes that no edit touches stay as they are, line
 * ends and byte order mark too. */
#ifndef CLI_MEND_H
#define CLI_MEND_H

#include "report.h"
#include "tree.h"

/* Moves the findings of d that can be mended to out. */
void mend_take(struct diags *d, struct buf *out);
/* Mends what the records ask for and tells it. An edit that overlaps an earlier one,
 * or whose text is not in the file any more, is left out and told in d, and so is a
 * file that can't be written. */
void mend_apply(struct report *r, struct tree *t, struct arena *a, str records, struct diags *d);

#endif
