/* ooxml/styles.c: word/styles.xml, the template's roles as Word's styles.
 *
 * Ids, names, sizes and measures are the template's. What is written here by
 * name is Word's own: the three defaults that every document has (Default
 * Paragraph Font, Table Normal, No List) and the table of names that Word
 * knows, which are not to be marked as custom. The font and the language
 * stand once, in docDefaults; no theme is named, since a theme's fonts win
 * over those that are. */
#include "ooxml_int.h"

#define DEFAULT_CHAR_ID "DefaultParagraphFont"
#define DEFAULT_TABLE_ID "TableNormal"

static const char *const kind_names[] = {
	[ROLE_PARA] = "paragraph",
	[ROLE_CHAR] = "character",
	[ROLE_TABLE] = "table",
};

/* ---- docDefaults, latentStyles ------------------------------------------- */

static void
save_doc_defaults(struct writer *w)
{
	const struct style *s = w->s;
	struct r_pr r = { .font = s->font, .lang = s->lang };
	xnode *n = xml_el(NULL, "w:docDefaults");

	r.size_hp = style_resolved(s, ROLE_NORMAL).size_hp;
	ooxml_write_r_pr(xml_el(n, "w:rPrDefault"), &r);
	xml_el(n, "w:pPrDefault");
	xml_save(&w->out, n);
}

static void
write_lsd_exception(xnode *parent, const char *name, int priority)
{
	xnode *n = xml_el(parent, "w:lsdException");

	xml_attr(n, "w:name", name);
	xml_attr_int(n, "w:uiPriority", priority);
	xml_attr(n, "w:qFormat", "1");
}

/* How Word shows the built-in styles that are not defined here: hidden until
 * used, so that the list shows the template's. */
static void
save_latent_styles(struct writer *w)
{
	static const char *const off[] = { "w:defLockedState", "w:defQFormat" };
	xnode *n = xml_el(NULL, "w:latentStyles");

	xml_attr(n, off[0], "0");
	xml_attr(n, "w:defUIPriority", "99");
	xml_attr(n, "w:defSemiHidden", "1");
	xml_attr(n, "w:defUnhideWhenUsed", "1");
	xml_attr(n, off[1], "0");
	xml_attr(n, "w:count", "376");
	write_lsd_exception(n, "Normal", 0);
	write_lsd_exception(n, "heading 1", 9);
	xml_save(&w->out, n);
}

/* ---- Word's own defaults --------------------------------------------------- */

static xnode *
style_element(const char *type, const char *id, const char *name, bool is_default)
{
	xnode *n = xml_el(NULL, "w:style");

	xml_attr(n, "w:type", type);
	if (is_default)
		xml_attr(n, "w:default", "1");
	xml_attr(n, "w:styleId", id);
	xml_val(n, "w:name", name);
	return n;
}

static void
write_hidden(xnode *style, int priority)
{
	xml_val_int(style, "w:uiPriority", priority);
	xml_el(style, "w:semiHidden");
	xml_el(style, "w:unhideWhenUsed");
}

static void
write_margin(xnode *parent, const char *side, int twips)
{
	xnode *n = xml_el(parent, side);

	xml_attr_int(n, "w:w", twips);
	xml_attr(n, "w:type", "dxa");
}

static void
write_tbl_cell_mar(xnode *tbl_pr, int left, int right)
{
	xnode *n = xml_el(tbl_pr, "w:tblCellMar");

	write_margin(n, "w:top", 0);
	write_margin(n, "w:left", left);
	write_margin(n, "w:bottom", 0);
	write_margin(n, "w:right", right);
}

static void
save_word_defaults(struct writer *w)
{
	enum { WORDS_CELL_MARGIN = 108, LAST = 99, BEFORE_LAST = 1 };
	xnode *n = style_element("character", DEFAULT_CHAR_ID, "Default Paragraph Font", true);
	xnode *tbl_pr;

	write_hidden(n, BEFORE_LAST);
	xml_save(&w->out, n);
	n = style_element("table", DEFAULT_TABLE_ID, "Normal Table", true);
	write_hidden(n, LAST);
	tbl_pr = xml_el(n, "w:tblPr");
	write_margin(tbl_pr, "w:tblInd", 0);
	write_tbl_cell_mar(tbl_pr, WORDS_CELL_MARGIN, WORDS_CELL_MARGIN);
	xml_save(&w->out, n);
	n = style_element("numbering", "NoList", "No List", true);
	write_hidden(n, LAST);
	xml_save(&w->out, n);
}

/* ---- Roles ------------------------------------------------------------------ */

/* Names of Word's own that a template may use ("heading 1" …, "toc 1" … aside). */
static bool
is_word_name(str name)
{
	static const char *const known[] = { "Normal", "Title", "Subtitle", "Body Text",
		"Signature", "Quote", "caption", "header", "footer", "page number", "footnote text",
		"footnote reference", "Hyperlink", "Table Grid", "List Bullet", "List Bullet 2",
		"List Bullet 3", "List Number", "List Paragraph", "Plain Text", "Date",
		"Body Text Indent", "Body Text First Indent", "Strong", "Emphasis", "TOC Heading" };

	if (str_starts(name, S("heading ")) || str_starts(name, S("toc ")))
		return true;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(name, known[i]))
			return true;
	return false;
}

static enum toggle
toggle_if(const struct role *r, unsigned bit, bool value)
{
	return r->set & bit ? ooxml_toggle(value) : T_INHERIT;
}

/* No highlight: Word has none in styles, and the validators refuse it. It stands
 * on the runs instead (paragraph.c). */
static struct r_pr
r_pr_of(const struct role *r)
{
	struct r_pr p = { 0 };

	p.bold = toggle_if(r, RS_BOLD, r->bold);
	p.italic = toggle_if(r, RS_ITALIC, r->italic);
	p.superscript = toggle_if(r, RS_SUPER, r->superscript);
	if (r->set & RS_SIZE)
		p.size_hp = r->size_hp;
	return p;
}

static void
set_measures(struct p_pr *p, const struct role *r)
{
	static const struct {
		unsigned role, p_pr;
	} bits[] = { { RS_FIRST, P_FIRST }, { RS_LEFT, P_LEFT }, { RS_RIGHT, P_RIGHT },
		{ RS_BEFORE, P_BEFORE }, { RS_AFTER, P_AFTER }, { RS_LINE, P_LINE },
		{ RS_OUTLINE, P_OUTLINE } };

	for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
		if (r->set & bits[i].role)
			p->has |= bits[i].p_pr;
	p->first = r->first;
	p->left = r->left;
	p->right = r->right;
	p->before = r->before;
	p->after = r->after;
	p->line = r->line;
	p->line_exact = r->line_exact;
	p->outline = r->outline;
}

static struct p_pr
p_pr_of(const struct role *r)
{
	struct p_pr p = { 0 };

	p.keep_next = toggle_if(r, RS_KEEP_NEXT, r->keep_next);
	p.keep_lines = toggle_if(r, RS_KEEP_LINES, r->keep_lines);
	p.widow = toggle_if(r, RS_WIDOW, r->widow);
	if (r->set & RS_ALIGN)
		p.align = r->align;
	set_measures(&p, r);
	return p;
}

static void
write_tbl_borders(xnode *tbl_pr)
{
	/* Half a point; Word counts in eighths. */
	static const char *const sides[] = { "w:top", "w:left", "w:bottom", "w:right", "w:insideH",
		"w:insideV" };
	xnode *n = xml_el(tbl_pr, "w:tblBorders");

	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
		xnode *side = xml_val(n, sides[i], "single");

		xml_attr(side, "w:sz", "4");
		xml_attr(side, "w:space", "0");
		xml_attr(side, "w:color", "auto");
	}
}

static void
write_tbl_pr(xnode *style, const struct role *r)
{
	xnode *n = xml_el(style, "w:tblPr");

	if (r->set & RS_BORDERS && r->borders)
		write_tbl_borders(n);
	if (r->set & RS_CELLS)
		write_tbl_cell_mar(n, r->cell_left, r->cell_right);
	xml_prune(n);
}

static void
write_based_on(struct writer *w, xnode *style, const struct role *r)
{
	if (r->based_on >= 0)
		xml_val_str(style, "w:basedOn", ooxml_role_id(w, r->based_on));
	else if (r->kind == ROLE_CHAR)
		xml_val(style, "w:basedOn", DEFAULT_CHAR_ID);
	else if (r->kind == ROLE_TABLE)
		xml_val(style, "w:basedOn", DEFAULT_TABLE_ID);
}

static xnode *
open_style(const struct role *r, bool is_default)
{
	xnode *n = xml_el(NULL, "w:style");

	xml_attr(n, "w:type", kind_names[r->kind]);
	if (is_default)
		xml_attr(n, "w:default", "1");
	if (!is_word_name(r->style_name))
		xml_attr(n, "w:customStyle", "1");
	xml_attr_str(n, "w:styleId", r->style_id);
	xml_val_str(n, "w:name", r->style_name);
	return n;
}

static void
save_style(struct writer *w, int role)
{
	const struct role *r = &w->s->roles[role];
	xnode *n = open_style(r, role == ROLE_NORMAL);
	struct p_pr p = p_pr_of(r);
	struct r_pr run = r_pr_of(r);

	write_based_on(w, n, r);
	if (r->kind == ROLE_PARA && r->next >= 0)
		xml_val_str(n, "w:next", ooxml_role_id(w, r->next));
	if (r->kind == ROLE_PARA)
		xml_el(n, "w:qFormat");
	if (r->kind != ROLE_CHAR)
		ooxml_write_p_pr(w, n, &p);
	ooxml_write_r_pr(n, &run);
	if (r->kind == ROLE_TABLE)
		write_tbl_pr(n, r);
	xml_save(&w->out, n);
}

void
ooxml_part_styles(struct writer *w, size_t i)
{
	(void)i;
	ooxml_open_root(w, "w:styles");
	save_doc_defaults(w);
	save_latent_styles(w);
	save_style(w, ROLE_NORMAL);
	save_word_defaults(w);
	for (int role = 0; role < (int)w->s->n_roles; role++)
		if (role != ROLE_NORMAL)
			save_style(w, role);
	xml_close(&w->out, "w:styles");
}
