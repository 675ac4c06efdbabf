/* cli/metadata.h: `vanban metadata`. */
#ifndef CLI_METADATA_H
#define CLI_METADATA_H

#include "report.h"
#include "session.h"

/* The fields of Phụ lục VI of the documents asked for, on stdout. Returns the exit
 * status. */
int metadata_run(struct session *s, struct report *r);

#endif
