/* cli/build.h: `vanban build` and `vanban check`: many documents over several
 * worker processes. */
#ifndef CLI_BUILD_H
#define CLI_BUILD_H

#include "report.h"
#include "session.h"

/* Works on every job of s and prints what was found in their order. Returns
 * the exit status. */
int build_run(struct session *s, struct report *r);

#endif
