/* ooxml/custom.c: docProps/custom.xml: what the file was made from
 * (ISO/IEC 29500-1, 15.2.12.2; property ids start at 2). */
#include "ooxml_int.h"

#define NS_CUSTOM "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
#define NS_VT "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#define FMTID "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

void
ooxml_part_custom(struct writer *w, size_t i)
{
	xnode *root = xml_el(NULL, "Properties");

	(void)i;
	xml_declare(&w->out);
	xml_attr(root, "xmlns", NS_CUSTOM);
	xml_attr(root, "xmlns:vt", NS_VT);
	for (size_t k = 0; k < w->p->n_custom; k++) {
		const struct pprop *p = &w->p->custom[k];
		xnode *n = xml_el(root, "property");

		xml_attr(n, "fmtid", FMTID);
		xml_attr_int(n, "pid", (long)k + 2);
		xml_attr_str(n, "name", p->name);
		xml_text(xml_el(n, "vt:lpwstr"), p->value);
	}
	xml_save(&w->out, root);
}
