/* cli/gone.h: issued documents that the tree has no more. */
#ifndef CLI_GONE_H
#define CLI_GONE_H

#include "session.h"

/* Tells in d of locks without their source, and of rows that a lock has and its list has
 * no more. Both are somebody's mistake: what was issued stays. Their ids are in s->gone
 * from then on, so that what they made once is not taken for a file of nobody. */
void gone_find(struct session *s, struct diags *d);

#endif
