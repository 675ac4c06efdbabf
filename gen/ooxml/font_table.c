/* ooxml/font_table.c: word/fontTable.xml: the one font, and what to look for
 * where it is missing: another proportional one with serifs. */
#include "ooxml_int.h"

void
ooxml_part_font_table(struct writer *w, size_t i)
{
	xnode *fonts = xml_el(NULL, "w:fonts");
	xnode *n = xml_el(fonts, "w:font");

	(void)i;
	xml_declare(&w->out);
	xml_attr(fonts, "xmlns:w", NS_W);
	xml_attr_str(n, "w:name", w->s->font);
	xml_val(n, "w:charset", "00");
	xml_val(n, "w:family", "roman");
	xml_val(n, "w:pitch", "variable");
	xml_save(&w->out, fonts);
}
