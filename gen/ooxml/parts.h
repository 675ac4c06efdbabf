/* ooxml/parts.h: plan → the parts of a DOCX (ISO/IEC 29500-1, transitional).
 * The only room that knows Mini-XML and the namespaces. */
#ifndef OOXML_PARTS_H
#define OOXML_PARTS_H

#include "../base/arena.h"
#include "../base/str.h"

struct plan;
struct style;

struct part {
	str name; /* "word/document.xml", no leading slash */
	str bytes;
	bool constant; /* the same for many documents: worth compressing once */
	bool stored;   /* media: already compressed, stored as it is */
};

struct parts {
	struct part *v; /* in the order they are zipped: [Content_Types].xml first */
	size_t n;
};

/* Parts of one plan, in the style it was laid with (p->style; s when that is
 * NULL). Bytes live in a; those that are the same for every document of the
 * style are made once and live with it (style->arena). */
void ooxml_parts(struct arena *a, const struct plan *p, const struct style *s, struct parts *out);
/* Our own gate (peers.md 6.4): every relation has its target, ids are unique,
 * cells end in a paragraph, rows fill the grid … Returns NULL, or what is
 * wrong: a bug of ours, the caller refuses to write. g remembers the styles that it
 * found right, by their bytes; NULL: nothing is remembered. */
struct gate;
struct gate *ooxml_gate_new(void);
void ooxml_gate_free(struct gate *g); /* NULL is fine */
const char *ooxml_verify(struct gate *g, struct arena *a, const struct parts *p);
const char *ooxml_mxml_version(void); /* of Mini-XML */

#endif
