/* cli/baseline.h: findings that were there before and are accepted.
 *
 * The file is JSON lines as --format json writes them; of a line, code, path and
 * message count. Where a document has the same finding more often than the
 * file, what is too many is new. Messages match in either language. */
#ifndef CLI_BASELINE_H
#define CLI_BASELINE_H

#include "../base/diag.h"

struct baseline;

/* NULL: it can't be read or understood; the reason is in d. */
struct baseline *baseline_read(struct arena *a, const char *path, struct diags *d);
/* Before the findings of a document: all lines may be used again. */
void baseline_restart(struct baseline *b);
/* Takes a line for f. False: there is none left, f is new. */
bool baseline_takes(struct baseline *b, const struct diag *f);
/* Writes the file anew. False: errno. */
bool baseline_write(struct arena *a, const char *path, str lines);

#endif
