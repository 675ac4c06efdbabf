/* cli/since.h: which lines of the sources changed since a revision of git. */
#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "../base/diag.h"

struct since;

/* Compares the files below dir, as they lie there now, with revision rev. NULL:
 * no git, no repository, no such revision; the reason is in d. */
struct since *since_read(struct arena *a, const char *dir, const char *rev, struct diags *d);
/* Whether f stands on a changed line, or its other place does; a finding on a
 * whole file, when anything in the file changed; one without a place, always. */
bool since_touches(const struct since *s, const struct diag *f);

#endif
