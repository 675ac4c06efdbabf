/* ooxml/r_pr.c: w:rPr, and the toggles of both sorts of properties.
 *
 * Everything a run's properties may be is in one struct, and the elements are
 * written here in the order of the schema's sequence, one function each: the
 * order can't be got wrong elsewhere. Toggles stand without w:val when on, as
 * the validators want. What Word keeps twice, for Latin and for complex
 * scripts, is written twice. */
#include "ooxml_int.h"

enum toggle
ooxml_toggle(bool on)
{
	return on ? T_ON : T_OFF;
}

void
ooxml_write_toggle(xnode *parent, const char *name, enum toggle t)
{
	if (t == T_ON)
		xml_el(parent, name);
	else if (t == T_OFF)
		xml_val(parent, name, "0");
}

static void
write_r_fonts(xnode *r_pr, str font)
{
	static const char *const slots[] = { "w:ascii", "w:hAnsi", "w:eastAsia", "w:cs" };
	xnode *n;

	if (font.n == 0)
		return;
	n = xml_el(r_pr, "w:rFonts");
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
		xml_attr_str(n, slots[i], font);
}

static void
write_sz(xnode *r_pr, int size_hp)
{
	if (size_hp == 0)
		return;
	xml_val_int(r_pr, "w:sz", size_hp);
	xml_val_int(r_pr, "w:szCs", size_hp);
}

static void
write_vert_align(xnode *r_pr, enum toggle superscript)
{
	if (superscript != T_INHERIT)
		xml_val(r_pr, "w:vertAlign", superscript == T_ON ? "superscript" : "baseline");
}

static void
write_lang(xnode *r_pr, str lang)
{
	xnode *n;

	if (lang.n == 0)
		return;
	n = xml_val_str(r_pr, "w:lang", lang);
	xml_attr_str(n, "w:eastAsia", lang);
	xml_attr(n, "w:bidi", "ar-SA");
}

static bool
is_empty(const struct r_pr *r)
{
	return r->style.n == 0 && r->font.n == 0 && !r->bold && !r->italic && r->size_hp == 0 &&
	       r->ink.n == 0 && r->highlight.n == 0 && !r->superscript && r->lang.n == 0;
}

void
ooxml_write_r_pr(xnode *parent, const struct r_pr *r)
{
	xnode *n;

	if (is_empty(r))
		return;
	n = xml_el(parent, "w:rPr");
	if (r->style.n)
		xml_val_str(n, "w:rStyle", r->style);
	write_r_fonts(n, r->font);
	ooxml_write_toggle(n, "w:b", r->bold);
	ooxml_write_toggle(n, "w:bCs", r->bold);
	ooxml_write_toggle(n, "w:i", r->italic);
	ooxml_write_toggle(n, "w:iCs", r->italic);
	if (r->ink.n)
		xml_val_str(n, "w:color", r->ink);
	write_sz(n, r->size_hp);
	if (r->highlight.n)
		xml_val_str(n, "w:highlight", r->highlight);
	write_vert_align(n, r->superscript);
	write_lang(n, r->lang);
}
