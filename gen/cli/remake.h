/* cli/remake.h: a file of a document, made once more in memory, to be compared. */
#ifndef CLI_REMAKE_H
#define CLI_REMAKE_H

#include "claim.h"
#include "session.h"

struct remade {
	const struct plan *plan; /* NULL: the sources do not give it */
	str text, bytes;
};

/* The file that claims to be one of document c->id, which s was opened for. False: these
 * sources do not give it. */
bool remake(struct session *s, struct arena *a, const struct claim *c, struct remade *out);
/* Whether a plan was made from the same as the file that claims, program aside: of what the
 * file says of that everything has to fit. */
bool remake_is_same(const struct claim *c, const struct plan *p);

/* Calls fn for each thing that a plan was made from and that the file names otherwise, or
 * not at all, or names alone: the name of its property, and what it is ("_mac-dinh.yaml"). */
void remake_differences(const struct claim *c, const struct plan *p,
    void (*fn)(void *ctx, str name, str what), void *ctx);

#endif
