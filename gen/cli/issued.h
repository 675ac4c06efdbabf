/* cli/issued.h: an issued document does not change. */
#ifndef CLI_ISSUED_H
#define CLI_ISSUED_H

#include "../layout/plan.h"
#include "session.h"

/* Holds what the document prints now against its lock and the registers. What is
 * told in d stops it: a file that differs from what was issued is not written. */
void issued_check(struct session *s, const struct job *j, struct plan *const *plans, size_t n,
    struct arena *a, struct diags *d);

/* Registers against sources, for check: what stands in the one and not in the other. */
void issued_check_books(struct session *s, struct diags *d);

#endif
