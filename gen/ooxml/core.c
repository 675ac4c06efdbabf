/* ooxml/core.c: docProps/core.xml, title, author and dates as archives read
 * them. Each property at most once, empty ones not at all; the dates are the
 * document's own, never the clock's. */
#include "ooxml_int.h"

#define NS_CP "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
#define NS_DC "http://purl.org/dc/elements/1.1/"
#define NS_DCTERMS "http://purl.org/dc/terms/"
#define NS_XSI "http://www.w3.org/2001/XMLSchema-instance"

/* A title of several lines becomes one. */
static str
one_line(struct writer *w, str s)
{
	return str_replace(w->a, str_replace(w->a, s, S("\n"), S(" ")), S("\t"), S(" "));
}

static void
write_property(struct writer *w, xnode *root, const char *name, str value)
{
	if (value.n)
		xml_text(xml_el(root, name), one_line(w, value));
}

/* Readers differ in which short forms of W3CDTF they take; all take a date
 * with a time. */
static str
with_time(struct writer *w, str date)
{
	enum { DATE_LENGTH = 10 }; /* 2022-05-11 */

	return date.n == DATE_LENGTH ? str_cat(w->a, date, S("T00:00:00Z")) : date;
}

static void
write_date(struct writer *w, xnode *root, const char *name, str date)
{
	xnode *n;

	if (date.n == 0)
		return;
	n = xml_el(root, name);
	xml_attr(n, "xsi:type", "dcterms:W3CDTF");
	xml_text(n, with_time(w, date));
}

/* The identifier stands here too: it survives Word's Save and the way to PDF. */
static str
keywords(struct writer *w)
{
	const struct plan *p = w->p;

	if (p->keywords.n == 0 || p->identifier.n == 0)
		return p->keywords.n ? p->keywords : p->identifier;
	return str_join(w->a, (str[]){ p->keywords, p->identifier }, 2, S(", "));
}

void
ooxml_part_core(struct writer *w, size_t i)
{
	const struct plan *p = w->p;
	xnode *n = xml_el(NULL, "cp:coreProperties");

	(void)i;
	xml_declare(&w->out);
	xml_attr(n, "xmlns:cp", NS_CP);
	xml_attr(n, "xmlns:dc", NS_DC);
	xml_attr(n, "xmlns:dcterms", NS_DCTERMS);
	xml_attr(n, "xmlns:xsi", NS_XSI);
	write_property(w, n, "dc:title", p->title);
	write_property(w, n, "dc:subject", p->subject);
	write_property(w, n, "dc:creator", p->author);
	write_property(w, n, "dc:identifier", p->identifier);
	write_property(w, n, "cp:keywords", keywords(w));
	write_property(w, n, "cp:category", p->category);
	write_property(w, n, "dc:language", w->s->lang);
	write_date(w, n, "dcterms:created", p->created);
	write_date(w, n, "dcterms:modified", p->created);
	xml_save(&w->out, n);
}
