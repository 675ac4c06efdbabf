/* cli/issued.h: an issued document does not change. */
#ifndef CLI_ISSUED_H
#define CLI_ISSUED_H

#include "../layout/plan.h"
#include "session.h"

/* Holds what the document prints now against its lock and the registers. What is
 * told in d stops it: a file that differs from what was issued is not written. */
void issued_check(struct session *s, const struct job *j, struct plan *const *plans, size_t n,
    struct arena *a, struct diags *d);

/* A document that is issued by half: what stands of it, in the register or the lock at
 * `also`, and the call that finishes it. numbers: "15,22", as --so takes them. */
void issued_tell_half(const struct doc *doc, pos at, str so_ky_hieu, str numbers, str ngay,
    pos also, struct diags *d);
/* The numbers that the registers have of a document, one for each agency; "…": none. */
str issued_booked_numbers(struct session *s, struct arena *a, const struct doc *doc);

/* The document that a line of a register names by its id, or a former one; NULL: the
 * sources do not have it. */
const struct doc *issued_document(const struct session *s, str id);

/* Registers against sources, for check: what stands in the one and not in the other. */
void issued_check_books(struct session *s, struct diags *d);

#endif
