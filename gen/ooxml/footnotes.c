/* ooxml/footnotes.c: word/footnotes.xml.
 *
 * Word wants two notes that are no notes: the lines it draws between text and
 * notes. settings.xml lists them. Each real note opens with its number in the
 * character style of note numbers, and a space. */
#include "ooxml_int.h"

static void
save_separator(struct writer *w, int id, const char *type, const char *element)
{
	enum { SINGLE = 240 };
	xnode *n = xml_el(NULL, "w:footnote");
	xnode *p;
	struct p_pr pp = { .has = P_BEFORE | P_AFTER | P_LINE | P_FIRST, .line = SINGLE };

	xml_attr(n, "w:type", type);
	xml_attr_int(n, "w:id", id);
	p = xml_el(n, "w:p");
	ooxml_write_p_pr(w, p, &pp);
	xml_el(xml_el(p, "w:r"), element);
	xml_save(&w->out, n);
}

static void
save_note(struct writer *w, size_t i)
{
	const struct pblock *b = w->p->notes[i].blocks;
	struct p_extra first = { .note_mark = true };
	struct para empty = { .role = ROLE_CHU_THICH, .num = -1 };
	xnode *n = xml_el(NULL, "w:footnote");

	xml_attr_int(n, "w:id", (long)i + FIRST_NOTE);
	if (!b || b->kind != PB_PARA)
		ooxml_write_p(w, n, &empty, &first);
	if (b)
		ooxml_write_blocks(w, n, b, b->kind == PB_PARA ? &first : NULL);
	xml_save(&w->out, n);
}

void
ooxml_part_footnotes(struct writer *w, size_t i)
{
	(void)i;
	ooxml_open_root(w, "w:footnotes");
	save_separator(w, NOTE_SEPARATOR, "separator", "w:separator");
	save_separator(w, NOTE_CONTINUATION, "continuationSeparator", "w:continuationSeparator");
	for (size_t note = 0; note < w->p->n_notes; note++)
		save_note(w, note);
	xml_close(&w->out, "w:footnotes");
}
