/* ooxml/section.c: w:sectPr. Each section says everything of itself: what it
 * leaves out Word would take from the section before. */
#include "ooxml_int.h"

static void
write_reference(struct writer *w, xnode *sect_pr, int hf, const char *type)
{
	const struct hf *h;
	xnode *n;

	if (hf < 0)
		return;
	h = &w->hfs.v[hf];
	n = xml_el(sect_pr, h->footer ? "w:footerReference" : "w:headerReference");
	xml_attr(n, "w:type", type);
	xml_attr_str(n, "r:id", h->rel);
}

static void
write_pg_sz(xnode *sect_pr, const struct psection *s)
{
	xnode *n = xml_el(sect_pr, "w:pgSz");

	xml_attr_int(n, "w:w", s->width);
	xml_attr_int(n, "w:h", s->height);
	if (s->landscape)
		xml_attr(n, "w:orient", "landscape");
}

static void
write_pg_mar(xnode *sect_pr, const struct psection *s)
{
	xnode *n = xml_el(sect_pr, "w:pgMar");

	xml_attr_int(n, "w:top", s->top);
	xml_attr_int(n, "w:right", s->right);
	xml_attr_int(n, "w:bottom", s->bottom);
	xml_attr_int(n, "w:left", s->left);
	xml_attr_int(n, "w:header", s->header);
	xml_attr_int(n, "w:footer", s->footer);
	xml_attr_int(n, "w:gutter", 0);
}

xnode *
ooxml_write_sect_pr(struct writer *w, xnode *parent, size_t section)
{
	const struct psection *s = &w->p->sections[section];
	const struct section_hfs *h = &w->section_hfs[section];
	xnode *n = xml_el(parent, "w:sectPr");

	write_reference(w, n, h->header, "default");
	write_reference(w, n, h->header_first, "first");
	write_reference(w, n, h->footer_first, "first");
	xml_val(n, "w:type", "nextPage");
	write_pg_sz(n, s);
	write_pg_mar(n, s);
	if (s->page_start)
		xml_attr_int(xml_el(n, "w:pgNumType"), "w:start", s->page_start);
	if (s->hide_first || s->header_first || s->footer_first)
		xml_el(n, "w:titlePg");
	return n;
}
