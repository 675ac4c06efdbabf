/* ooxml/document.c: word/document.xml, block by block.
 *
 * A section's w:sectPr stands in the properties of its last paragraph, the
 * last section's behind everything. A section that ends in a table gets a
 * small paragraph to carry it; so does the end of the body, where a table may
 * not touch the w:sectPr. */
#include "ooxml_int.h"

void
ooxml_open_root(struct writer *w, const char *name)
{
	xnode *root = xml_el(NULL, name);

	xml_attr(root, "xmlns:w", NS_W);
	xml_attr(root, "xmlns:r", NS_R);
	xml_declare(&w->out);
	xml_open(&w->out, root);
}

static void
save_after_table(struct writer *w, const struct p_extra *x)
{
	xml_save(&w->out, ooxml_write_p_after_table(w, NULL, x));
}

/* Blocks; the last paragraph gets `last`, made when they end in a table or are
 * none at all. */
static void
save_blocks(struct writer *w, const struct pblock *b, const struct p_extra *last)
{
	bool after_table = false, done = false;

	for (; b; b = b->next) {
		if (b->kind == PB_PARA) {
			xml_save(&w->out, ooxml_write_p(w, NULL, b->para, b->next ? NULL : last));
			after_table = false;
			done = !b->next;
			continue;
		}
		/* Two tables in a row would become one. */
		if (after_table)
			save_after_table(w, NULL);
		ooxml_save_tbl(w, b->table);
		after_table = true;
	}
	if (!done)
		save_after_table(w, last);
}

void
ooxml_save_blocks(struct writer *w, const struct pblock *b)
{
	save_blocks(w, b, NULL);
}

void
ooxml_part_document(struct writer *w, size_t i)
{
	const struct plan *p = w->p;

	(void)i;
	ooxml_open_root(w, "w:document");
	xml_open(&w->out, xml_el(NULL, "w:body"));
	for (size_t s = 0; s + 1 < p->n_sections; s++)
		save_blocks(w, p->sections[s].blocks,
		    &(struct p_extra){ .has_section = true, .section = s });
	save_blocks(w, p->sections[p->n_sections - 1].blocks, NULL);
	xml_save(&w->out, ooxml_write_sect_pr(w, NULL, p->n_sections - 1));
	xml_close(&w->out, "w:body");
	xml_close(&w->out, "w:document");
}
