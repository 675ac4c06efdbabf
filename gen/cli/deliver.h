/* cli/deliver.h: the files of a document go to their places, and what stands there is
 * looked at first: the same bytes stay untouched, somebody's work takes another name. */
#ifndef CLI_DELIVER_H
#define CLI_DELIVER_H

#include "output.h"
#include "record.h"
#include "session.h"

/* Puts the n files of j in place, all or none, and notes them in r (made, written). Files
 * whose bytes are there already, all of them, keep their time: whoever watches them has
 * nothing to do. False: D_WRITE_FAILED is in d. What was edited by hand is kept and told
 * (D_OUTPUT_KEPT). */
bool deliver_files(struct session *s, const struct job *j, struct output *o, struct arena *a,
    struct out_file *files, size_t n, struct record *r, struct diags *d);

#endif
