/* html/html.h: plan → one page for the web that stands by itself.
 *
 * HTML as WHATWG has it, without a script: headings, lists, tables with scopes,
 * footnotes with links back, images as data URIs. The numbers, the words and
 * their order are the plan's, as in the DOCX. Looks come from the roles of the
 * style; what a screen needs beside them is in the sheet. */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "../layout/plan.h"
#include "../style/style.h"

/* The page of p, in the style it was laid with (p->style; s when that is NULL).
 * sheet: CSS that stands behind the rules of the roles (trang-web.css of the
 * set). generator: the program's name and version. The bytes live in a, and the
 * same plan gives the same ones. */
str html_page(
    struct arena *a, const struct plan *p, const struct style *s, str sheet, str generator);
/* Whether those are the bytes of a page as html_page() made it: its last line says what
 * the others were, so that an edit shows. */
bool html_is_ours(str bytes);

#endif
