/* ooxml/paragraph.c: w:p with its runs.
 *
 * The plan's runs are finished text. Neighbours of one look become one w:r
 * (and neighbouring texts one w:t), line breaks and tabs stand in the run that
 * is open: a paragraph of plain text is one run however many pieces the
 * Markdown had. */
#include <assert.h>

#include "ooxml_int.h"

struct state {
	struct writer *w;
	xnode *p;
	xnode *to;    /* where runs go: p, or the w:hyperlink that is open */
	xnode *r;     /* the open run, or NULL */
	unsigned fmt; /* of the open run */
	bool in_link;
	int size_hp; /* of every run, 0: the style's */
	str ink;     /* the same: the role's colour */
};

str
ooxml_role_id(const struct writer *w, int role)
{
	assert(role >= 0 && (size_t)role < w->s->n_roles);
	return w->s->roles[role].style_id;
}

/* ---- Properties -------------------------------------------------------- */

static void
set_spacing(struct p_pr *pp, const struct para *p)
{
	if (p->set & PS_BEFORE) {
		pp->has |= P_BEFORE;
		pp->before = p->before;
	}
	if (p->set & PS_AFTER) {
		pp->has |= P_AFTER;
		pp->after = p->after;
	}
}

static void
set_indents(struct p_pr *pp, const struct para *p)
{
	if (p->set & PS_LEFT) {
		pp->has |= P_LEFT;
		pp->left = p->left;
	}
	if (p->set & PS_RIGHT) {
		pp->has |= P_RIGHT;
		pp->right = p->right;
	}
	if (p->set & PS_FIRST) {
		pp->has |= P_FIRST;
		pp->first = p->first;
	}
}

/* The colour of a role stands on its runs, not in its style: only the documents
 * that have such a mark say anything of colours. */
static str
ink_of(const struct writer *w, const struct para *p)
{
	for (int r = p->role; r >= 0; r = w->s->roles[r].based_on)
		if (w->s->roles[r].set & RS_INK)
			return w->s->roles[r].ink;
	return S("");
}

/* A rule is the bottom border of an empty paragraph. It must not be a line of
 * text high, so where the template leaves the height open it is one point. */
static void
set_borders(const struct writer *w, struct p_pr *pp, const struct para *p)
{
	enum { ONE_POINT = 20 };

	if (p->set & PS_BOX) {
		pp->box = p->box;
		pp->box_space = p->box_space;
		pp->ink = ink_of(w, p);
	}
	if (!(p->set & PS_RULE))
		return;
	pp->rule = p->rule;
	if (p->runs || style_resolved(w->s, p->role).line_exact)
		return;
	pp->has |= P_LINE;
	pp->line = ONE_POINT;
	pp->line_exact = true;
}

static void
set_others(struct p_pr *pp, const struct para *p)
{
	if (p->set & PS_KEEP_NEXT)
		pp->keep_next = ooxml_toggle(p->keep_next);
	if (p->set & PS_PAGE_BREAK)
		pp->page_break_before = ooxml_toggle(p->page_break_before);
	if (p->set & PS_ALIGN)
		pp->align = p->align;
	if (p->set & PS_OUTLINE) {
		pp->has |= P_OUTLINE;
		pp->outline = p->outline;
	}
	if (p->set & PS_LEADER)
		pp->leader = p->leader;
	if (p->set & PS_SIZE)
		pp->mark.size_hp = p->size_hp;
	if (p->set & PS_BOLD_NUMBER && p->num >= 0)
		pp->mark.bold = ooxml_toggle(true);
	if (p->num >= 0) {
		pp->has |= P_NUM;
		pp->num_id = p->num + 1;
		pp->ilvl = p->num_level;
	}
}

static void
write_p_pr(struct writer *w, xnode *n, const struct para *p, const struct p_extra *x)
{
	struct p_pr pp = { .style = ooxml_role_id(w, p->role) };

	set_spacing(&pp, p);
	set_indents(&pp, p);
	set_borders(w, &pp, p);
	set_others(&pp, p);
	pp.has_section = x && x->has_section;
	pp.section = x ? x->section : 0;
	/* Normal is what a paragraph without a style has. */
	if (p->role == ROLE_NORMAL)
		pp.style = S("");
	ooxml_write_p_pr(w, n, &pp);
}

/* ---- Runs --------------------------------------------------------------- */

static enum toggle
toggle_of(unsigned fmt, unsigned on, unsigned off)
{
	return fmt & on ? T_ON : fmt & off ? T_OFF : T_INHERIT;
}

/* Character styles can't carry a highlight, so that of a gap stands on the run. */
static struct r_pr
r_pr_of(const struct state *st, unsigned fmt)
{
	struct r_pr r = { .size_hp = st->size_hp, .ink = st->ink };

	r.bold = toggle_of(fmt, RUN_BOLD, RUN_NOT_BOLD);
	r.italic = toggle_of(fmt, RUN_ITALIC, RUN_NOT_ITALIC);
	if (fmt & RUN_GAP) {
		r.style = ooxml_role_id(st->w, ROLE_CHO_TRONG);
		r.highlight = st->w->s->roles[ROLE_CHO_TRONG].highlight;
	} else if (st->in_link) {
		r.style = ooxml_role_id(st->w, ROLE_LIEN_KET);
	}
	return r;
}

static xnode *
new_run(struct state *st, const struct r_pr *r)
{
	xnode *n = xml_el(st->to, "w:r");

	ooxml_write_r_pr(n, r);
	return n;
}

/* The open run if it looks like fmt, or a new one. */
static xnode *
open_run(struct state *st, unsigned fmt)
{
	struct r_pr r;

	if (st->r && st->fmt == fmt)
		return st->r;
	r = r_pr_of(st, fmt);
	st->fmt = fmt;
	return st->r = new_run(st, &r);
}

static void
write_t(xnode *r, str text)
{
	xnode *t;

	if (text.n == 0)
		return;
	t = xml_el(r, "w:t");
	xml_attr(t, "xml:space", "preserve");
	xml_text(t, text);
}

/* Text whose tabs and line ends become elements. */
static void
write_text(struct state *st, unsigned fmt, str text)
{
	xnode *r;

	if (text.n == 0)
		return;
	r = open_run(st, fmt);
	for (size_t i; (i = str_find_control(text)) != STR_NONE; text = str_from(text, i + 1)) {
		write_t(r, str_first(text, i));
		xml_el(r, text.p[i] == '\t' ? "w:tab" : "w:br");
	}
	write_t(r, text);
}

/* The texts from *run on that look alike, as one. Leaves *run at the last. */
static void
write_texts(struct state *st, const struct run **run)
{
	const struct run *r = *run;
	struct buf *joined = &st->w->text;

	if (!r->next || r->next->kind != RUN_TEXT || r->next->fmt != r->fmt) {
		write_text(st, r->fmt, r->text);
		return;
	}
	buf_clear(joined);
	buf_str(joined, r->text);
	while (r->next && r->next->kind == RUN_TEXT && r->next->fmt == r->fmt) {
		r = r->next;
		buf_str(joined, r->text);
	}
	write_text(st, r->fmt, buf_view(joined));
	*run = r;
}

static void
write_hyperlink(struct state *st, const struct run *run)
{
	struct writer *w = st->w;

	st->r = NULL;
	if (run->text.n == 0 && run->anchor.n == 0)
		return;
	st->to = xml_el(st->p, "w:hyperlink");
	st->in_link = true;
	if (run->text.n)
		xml_attr_str(
		    st->to, "r:id", rels_add(w, w->rels, REL_DOC "hyperlink", run->text, true));
	else
		xml_attr_str(st->to, "w:anchor", run->anchor);
}

static void
close_hyperlink(struct state *st)
{
	st->to = st->p;
	st->r = NULL;
	st->in_link = false;
}

static void
write_bookmark(struct state *st, const struct run *run)
{
	bool start = run->kind == RUN_MARK;
	xnode *n = xml_el(st->to, start ? "w:bookmarkStart" : "w:bookmarkEnd");

	st->r = NULL;
	xml_attr_int(n, "w:id", run->id);
	if (start)
		xml_attr_str(n, "w:name", run->text);
}

static void
write_footnote_reference(struct state *st, const struct run *run)
{
	struct r_pr r = { .style = ooxml_role_id(st->w, ROLE_CHU_THICH_SO) };
	xnode *n = xml_el(new_run(st, &r), "w:footnoteReference");

	xml_attr_int(n, "w:id", run->id + FIRST_NOTE);
	st->r = NULL;
}

static void
write_image(struct state *st, const struct run *run)
{
	struct r_pr plain = { 0 };

	assert(run->id >= 0 && (size_t)run->id < st->w->p->n_images);
	ooxml_write_drawing(st->w, new_run(st, &plain), &st->w->p->images[run->id]);
	st->r = NULL;
}

static void
write_fld_char(xnode *p, const struct r_pr *r_pr, const char *type)
{
	xnode *r = xml_el(p, "w:r");

	ooxml_write_r_pr(r, r_pr);
	xml_attr(xml_el(r, "w:fldChar"), "w:fldCharType", type);
}

/* A complex field up to its result. */
static void
open_field(xnode *p, const struct r_pr *r_pr, str instruction)
{
	xnode *r, *n;

	write_fld_char(p, r_pr, "begin");
	r = xml_el(p, "w:r");
	ooxml_write_r_pr(r, r_pr);
	n = xml_el(r, "w:instrText");
	xml_attr(n, "xml:space", "preserve");
	xml_text(n, instruction);
	write_fld_char(p, r_pr, "separate");
}

/* Readers that don't compute show the result that stands there: "2", the first
 * page number that is ever shown. */
void
ooxml_write_page_number(xnode *p, const struct r_pr *r_pr)
{
	xnode *r;

	open_field(p, r_pr, S(" PAGE "));
	r = xml_el(p, "w:r");
	ooxml_write_r_pr(r, r_pr);
	write_t(r, S("2"));
	write_fld_char(p, r_pr, "end");
}

static void
write_page_number(struct state *st, const struct run *run)
{
	struct r_pr r = r_pr_of(st, run->fmt);

	ooxml_write_page_number(st->to, &r);
	st->r = NULL;
}

static void
write_field(struct state *st, const struct run *run)
{
	struct r_pr r = r_pr_of(st, run->fmt);

	if (run->kind == RUN_FIELD)
		open_field(st->to, &r, run->text);
	else
		write_fld_char(st->to, &r, "end");
	st->r = NULL;
}

/* Writes the run at *run, and those behind it that join it. */
static void
write_run(struct state *st, const struct run **run)
{
	const struct run *r = *run;

	switch (r->kind) {
	case RUN_TEXT: write_texts(st, run); break;
	case RUN_BREAK: xml_el(open_run(st, st->r ? st->fmt : r->fmt), "w:br"); break;
	case RUN_TAB: xml_el(open_run(st, st->r ? st->fmt : r->fmt), "w:tab"); break;
	case RUN_NOTE: write_footnote_reference(st, r); break;
	case RUN_IMAGE: write_image(st, r); break;
	case RUN_LINK: write_hyperlink(st, r); break;
	case RUN_LINK_END: close_hyperlink(st); break;
	case RUN_MARK:
	case RUN_MARK_END: write_bookmark(st, r); break;
	case RUN_PAGE_NUMBER: write_page_number(st, r); break;
	case RUN_FIELD:
	case RUN_FIELD_END: write_field(st, r); break;
	}
}

/* The number at the head of a footnote, and the space behind it. */
static void
write_footnote_ref(struct state *st)
{
	struct r_pr r = { .style = ooxml_role_id(st->w, ROLE_CHU_THICH_SO) };

	xml_el(new_run(st, &r), "w:footnoteRef");
	write_text(st, 0, S(" "));
}

xnode *
ooxml_write_p(struct writer *w, xnode *parent, const struct para *p, const struct p_extra *x)
{
	xnode *n = xml_el(parent, "w:p");
	struct state st = { .w = w, .p = n, .to = n };

	write_p_pr(w, n, p, x);
	st.size_hp = p->set & PS_SIZE ? p->size_hp : 0;
	st.ink = ink_of(w, p);
	if (x && x->note_mark)
		write_footnote_ref(&st);
	for (const struct run *r = p->runs; r; r = r->next)
		write_run(&st, &r);
	return n;
}

xnode *
ooxml_write_p_after_table(struct writer *w, xnode *parent, const struct p_extra *x)
{
	struct para empty = { .role = ROLE_BANG_SAU, .num = -1 };

	return ooxml_write_p(w, parent, &empty, x);
}
