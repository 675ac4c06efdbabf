/* cli/whole.h: what `check` says of all documents together. */
#ifndef CLI_WHOLE_H
#define CLI_WHOLE_H

#include "session.h"

/* Runs the rules on the corpus. What they find joins the findings on heads, so
 * that it is told with the document it is about. Before workers are forked. */
void whole_check(struct session *s);
/* The rules that the documents asked for waive, with their reasons, into d. */
void whole_waivers(const struct session *s, struct diags *d);

#endif
