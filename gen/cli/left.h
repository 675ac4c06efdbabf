/* cli/left.h: what is left of the document that another was made from. */
#ifndef CLI_LEFT_H
#define CLI_LEFT_H

#include "session.h"

/* For a document with `soan_tu`: reads the bodies of that one and reports what both
 * have. Only `check` asks. */
void left_check(struct session *s, const struct job *j, struct arena *a, struct diags *d);

#endif
