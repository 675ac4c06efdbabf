/* cli/pages.h: how many pages documents have, as LibreOffice lays them out. */
#ifndef CLI_PAGES_H
#define CLI_PAGES_H

#include "report.h"
#include "session.h"

/* Builds the documents asked for and has LibreOffice lay them out, many at a start. Returns
 * the number of pages of each job, all its files together; 0: it could not be made, which is
 * told in d with all that building it finds. NULL: LibreOffice can't be had; d says why. */
const unsigned *pages_count(struct session *s, struct arena *a, struct report *r, struct diags *d);

#endif
