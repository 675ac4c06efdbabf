/* ooxml/app.c: docProps/app.xml: what made the file. */
#include "ooxml_int.h"

#define NS_APP "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

void
ooxml_part_app(struct writer *w, size_t i)
{
	xnode *n = xml_el(NULL, "Properties");

	(void)i;
	xml_declare(&w->out);
	xml_attr(n, "xmlns", NS_APP);
	xml_text(xml_el(n, "Application"), S("vanban"));
	xml_save(&w->out, n);
}
