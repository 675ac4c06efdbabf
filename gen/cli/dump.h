/* cli/dump.h: `vanban dump`: what a document is at some stage, as text. */
#ifndef CLI_DUMP_H
#define CLI_DUMP_H

#include "report.h"
#include "session.h"

/* Prints on stdout; findings go to stderr. Returns the exit status. */
int dump_run(struct session *s, struct report *r);

#endif
