/* txt/txt.h: plan → plain text that reads well in a mail.
 *
 * Lines of at most 72 columns, paragraphs apart by an empty line, items indented
 * by their level, notes at the end. The words and their order are the plan's.
 * A table whose rows fit on a line has its columns side by side; in any other
 * each cell stands on lines of its own, behind the name of its column. */
#ifndef TXT_TXT_H
#define TXT_TXT_H

#include "../layout/plan.h"
#include "../style/style.h"

/* The text of p, in the style it was laid with (p->style; s when that is NULL).
 * The bytes live in a, and the same plan gives the same ones. */
str txt_page(struct arena *a, const struct plan *p, const struct style *s);

#endif
