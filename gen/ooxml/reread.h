/* ooxml/reread.h: what can be read out of the parts of a DOCX that anybody may have
 * made or changed: its visible text and its properties.
 *
 * A scanner, not a tree: nothing nests, nothing is expanded but the five entities and
 * character references, a part with a DOCTYPE is refused. Names count without their
 * prefixes. */
#ifndef OOXML_REREAD_H
#define OOXML_REREAD_H

#include "../base/buf.h"
#include "../layout/plan.h"

/* The text of a document or footnotes part, a paragraph a line, behind out. Results
 * of fields, deleted text and fallbacks are left out. False: it is no XML that we
 * take; what was read stays. */
bool reread_text(struct buf *out, str part);
/* Custom properties, in order. */
size_t reread_custom(struct arena *a, str part, struct pprop **out);
/* The text of the first element of that name ("identifier", "keywords"). */
str reread_element(struct arena *a, str part, const char *name);

#endif
