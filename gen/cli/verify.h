/* cli/verify.h: `vanban verify`. */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

#include "report.h"

/* Says of each file that o names what it was built from, what is left of that, and
 * what was changed in it by hand. Status 1 when a file differs from what it says, or
 * says nothing. */
int verify_run(struct arena *a, const struct options *o, struct report *r);

/* The same of the bytes of one file: tells it behind out, as it may be printed. *same: the
 * file is what it says. False: it is no DOCX or PDF, or is damaged, as *why says. */
bool verify_bytes(
    struct arena *a, const struct options *o, str bytes, struct buf *out, bool *same, str *why);

#endif
