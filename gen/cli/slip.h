/* cli/slip.h: `check --phieu`: the slip that goes to the leader with a file. */
#ifndef CLI_SLIP_H
#define CLI_SLIP_H

#include "../base/buf.h"
#include "output.h"
#include "session.h"

/* The findings of a document as bytes, since they are found in a worker and told on
 * the slip by the parent. */
void slip_take(const struct diags *d, struct buf *out);
/* Makes and writes the slip of j: of records, and of those in more (may be NULL) that
 * stand in j's own files. *path is its file below the output folder. False: not
 * written, and why is in d. */
bool slip_write(struct session *s, const struct job *j, str records, const struct diags *more,
    struct output *o, str *path, struct diags *d);

#endif
