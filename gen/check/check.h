/* check/check.h: rules. Rules on sources run before the layout, rules on the
 * page after it. A rule is one function and one row of the table in rules.c.
 *
 * Two sorts: breaches of the *format* (ERROR in diag_list.h) stop the document;
 * breaches of the *decree* are findings that never stop a build. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "../base/diag.h"
#include "../layout/plan.h"
#include "../model/doc.h"
#include "../style/style.h"

/* What the format asks that only the templates know: known types, required
 * keys, what the state asks (so, ngay of an issued document; no gaps). Must
 * run, and find no error, before layout. Bodies are read. */
bool check_format(
    const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d);
/* The decree: rules on the sources. */
void check_source(
    const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d);
/* The decree: rules on how it will print. */
void check_page(
    const struct doc *doc, const struct plan *p, const struct style *s, struct diags *d);

#endif
