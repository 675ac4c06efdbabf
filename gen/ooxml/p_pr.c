/* ooxml/p_pr.c: w:pPr, of paragraphs, of styles and of numbering levels.
 *
 * As in r_pr.c: one struct, one function per element, in the order of the
 * schema: pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr
 * tabs spacing ind jc outlineLvl rPr sectPr. */
#include "ooxml_int.h"

/* Room between a frame and the text above and below it, points. None at the
 * sides: the frame is as wide as the indents say. */
enum { BOX_SPACE_PT = 1 }; /* where the plan asks for none */

static void
write_num_pr(xnode *p_pr, const struct p_pr *pp)
{
	xnode *n;

	if (!(pp->has & P_NUM))
		return;
	n = xml_el(p_pr, "w:numPr");
	xml_val_int(n, "w:ilvl", pp->ilvl);
	xml_val_int(n, "w:numId", pp->num_id);
}

static void
write_border(xnode *p_bdr, const char *side, int eighths, int space_pt, str ink)
{
	xnode *n = xml_val(p_bdr, side, "single");

	xml_attr_int(n, "w:sz", eighths);
	xml_attr_int(n, "w:space", space_pt);
	xml_attr_str(n, "w:color", ink.n ? ink : S("auto"));
}

static void
write_p_bdr(xnode *p_pr, const struct p_pr *pp)
{
	int space = pp->box_space ? pp->box_space : BOX_SPACE_PT;
	xnode *n;

	if (pp->box == 0 && pp->rule == 0)
		return;
	n = xml_el(p_pr, "w:pBdr");
	if (pp->box) {
		write_border(n, "w:top", pp->box, space, pp->ink);
		write_border(n, "w:left", pp->box, 0, pp->ink);
		write_border(n, "w:bottom", pp->box, space, pp->ink);
		write_border(n, "w:right", pp->box, 0, pp->ink);
	} else {
		write_border(n, "w:bottom", pp->rule, 0, pp->ink);
	}
}

/* Lines to fill in: the tab that ends one brings the dots. */
static void
write_tabs(xnode *p_pr, const struct p_pr *pp)
{
	xnode *n;

	if (pp->leader == 0)
		return;
	n = xml_val(xml_el(p_pr, "w:tabs"), "w:tab", "right");
	xml_attr(n, "w:leader", "dot");
	xml_attr_int(n, "w:pos", pp->leader);
}

static void
write_spacing(xnode *p_pr, const struct p_pr *pp)
{
	xnode *n;

	if (!(pp->has & (P_BEFORE | P_AFTER | P_LINE)))
		return;
	n = xml_el(p_pr, "w:spacing");
	if (pp->has & P_BEFORE)
		xml_attr_int(n, "w:before", pp->before);
	if (pp->has & P_AFTER)
		xml_attr_int(n, "w:after", pp->after);
	if (pp->has & P_LINE) {
		xml_attr_int(n, "w:line", pp->line);
		xml_attr(n, "w:lineRule", pp->line_exact ? "exact" : "auto");
	}
}

static void
write_ind(xnode *p_pr, const struct p_pr *pp)
{
	xnode *n;

	if (!(pp->has & (P_LEFT | P_RIGHT | P_FIRST)))
		return;
	n = xml_el(p_pr, "w:ind");
	if (pp->has & P_LEFT)
		xml_attr_int(n, "w:left", pp->left);
	if (pp->has & P_RIGHT)
		xml_attr_int(n, "w:right", pp->right);
	if (!(pp->has & P_FIRST))
		return;
	if (pp->first < 0)
		xml_attr_int(n, "w:hanging", -pp->first);
	else
		xml_attr_int(n, "w:firstLine", pp->first);
}

static void
write_jc(xnode *p_pr, enum align align)
{
	static const char *const names[] = {
		[ALIGN_LEFT] = "left",
		[ALIGN_CENTER] = "center",
		[ALIGN_RIGHT] = "right",
		[ALIGN_BOTH] = "both",
	};

	if (align != ALIGN_DEFAULT)
		xml_val(p_pr, "w:jc", names[align]);
}

/* 9 is Word's "body text", which takes an inherited level away. */
static void
write_outline_lvl(xnode *p_pr, const struct p_pr *pp)
{
	enum { BODY_TEXT = 9 };

	if (pp->has & P_OUTLINE)
		xml_val_int(p_pr, "w:outlineLvl", pp->outline < 0 ? BODY_TEXT : pp->outline);
}

void
ooxml_write_p_pr(struct writer *w, xnode *p, const struct p_pr *pp)
{
	xnode *n = xml_el(p, "w:pPr");

	if (pp->style.n)
		xml_val_str(n, "w:pStyle", pp->style);
	ooxml_write_toggle(n, "w:keepNext", pp->keep_next);
	ooxml_write_toggle(n, "w:keepLines", pp->keep_lines);
	ooxml_write_toggle(n, "w:pageBreakBefore", pp->page_break_before);
	ooxml_write_toggle(n, "w:widowControl", pp->widow);
	write_num_pr(n, pp);
	write_p_bdr(n, pp);
	write_tabs(n, pp);
	write_spacing(n, pp);
	write_ind(n, pp);
	write_jc(n, pp->align);
	write_outline_lvl(n, pp);
	ooxml_write_r_pr(n, &pp->mark);
	if (pp->has_section)
		ooxml_write_sect_pr(w, n, pp->section);
	xml_prune(n);
}
