/* base/diag_int.h: what the files of diag.h share. */
#ifndef BASE_DIAG_INT_H
#define BASE_DIAG_INT_H

#include "buf.h"
#include "diag.h"

/* One character as a terminal may see it: blanks are spaces, controls U+FFFD. */
void diag_add_safe(struct buf *b, uint32_t cp);
/* A text of the list with %1 … %4 filled in; %% is a percent sign. */
void diag_add_filled(struct buf *out, const char *text, const struct diag *f);

#endif
