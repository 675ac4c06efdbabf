/* cli/explain.h: `vanban check --explain`: what a finding means. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "args.h"

/* Prints what o->wanted (codes) mean, or the list of all codes; on stdout.
 * Returns the exit status; d says which codes there are not. */
int explain_run(const struct options *o, struct arena *a, struct diags *d);

/* The message of a code, its arguments left open ("…"). */
str explain_message(struct arena *a, enum diag_code code, enum diag_lang lang);
/* What is asked, what to do, a wrong and a right form: some lines. */
str explain_text(struct arena *a, enum diag_code code, enum diag_lang lang);

#endif
