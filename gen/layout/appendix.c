/* layout/appendix.c: appendices, forms, and the text that a quyết định issues
 * (Phụ lục I, III.1; mẫu 1.3, 2.1, 2.2).
 *
 * Each is a section with page numbers of its own. An appendix opens with its
 * name, its title and "(Kèm theo …)"; a form has a head before that and may be
 * signed; an issued text has the agency's head without number and date, and is
 * followed by appendices of its own. */
#include "layout_int.h"

/* ---- Names ------------------------------------------------------------------ */

static bool
is_counted(const struct phu_luc *p)
{
	return p->ten_goi.s.n == 0 && !p->ten_goi.none;
}

str
lay_appendix_name(
    struct arena *a, const struct style *s, const struct phu_luc *list, size_t n, size_t i)
{
	size_t counted = 0, mine = 0;

	if (!is_counted(&list[i]))
		return list[i].ten_goi.s;
	for (size_t k = 0; k < n; k++) {
		counted += is_counted(&list[k]);
		if (k == i)
			mine = counted;
	}
	if (counted == 1)
		return style_word(s, "phu-luc");
	return str_join(a, (str[]){ style_word(s, "phu-luc"), lay_roman(a, mine) }, 2, S(" "));
}

str
layout_appendix_name(
    struct arena *a, const struct style *s, const struct phu_luc *list, size_t n, size_t i)
{
	return lay_appendix_name(a, s, list, n, i);
}

/* ---- The opening lines --------------------------------------------------------- */

/* "(Kèm theo Kế hoạch số 819/KH-SYT ngày … của …)"; empty: none is wanted. An
 * electronic document leaves the number and the date blank (mẫu 2.2). */
static str
kem_theo(struct layout *l, const struct phu_luc *p)
{
	str cited = lay_kem_theo_cite(l, p->de_trong || l->doc->dien_tu);

	if (p->kem_theo.none)
		return (str){ NULL, 0 };
	if (p->kem_theo.s.n)
		return str_replace(l->a, p->kem_theo.s, S("{van_ban}"), cited);
	return str_fmt(l->a, "(%.*s %.*s)", STR_ARG(style_word(l->s, "kem-theo")), STR_ARG(cited));
}

/* A paragraph of the opening: the last one added to the section. */
static struct para *
centred(struct layout *l, int role, const struct lines *v)
{
	lay_add_balanced(l, &l->flow, role, v, lay_text_area(l));
	return l->flow.last->para;
}

static struct para *
title(struct layout *l, const struct phu_luc *p)
{
	struct lines upper = p->tieu_de;

	upper.v = NEW_N(l->a, struct val, upper.n);
	for (size_t i = 0; i < upper.n; i++) {
		upper.v[i] = p->tieu_de.v[i];
		upper.v[i].s = lay_upper(l, upper.v[i].s);
	}
	return centred(l, ROLE_PHU_LUC_TIEU_DE, &upper);
}

static void
kem_theo_line(struct layout *l, const struct phu_luc *p)
{
	struct val text = { .s = kem_theo(l, p) };
	struct lines one = { &text, 1, p->kem_theo.at, false };

	if (text.s.n)
		centred(l, ROLE_KEM_THEO, &one);
}

/* A body paragraph brings the space above itself; a table has none. */
static void
short_rule(struct layout *l, const struct body *under)
{
	struct para *rule;

	lay_rule(l, &l->flow, style_measure(l->s, "ke-kem-theo"), lay_text_area(l));
	rule = l->flow.last->para;
	if (under->blocks == NULL || under->blocks->kind != BLK_TABLE)
		return;
	rule->set |= PS_AFTER;
	rule->after = style_resolved(l->s, ROLE_THAN).before;
}

/* Under a form's head the name stands as far as a title would. */
static void
below_head(struct layout *l, struct para *p)
{
	p->set |= PS_BEFORE;
	p->before = style_resolved(l->s, ROLE_TEN_LOAI).before;
}

/* In Word's navigation pane, as an appendix's name is by its style. */
static void
top_level(struct para *p)
{
	p->set |= PS_OUTLINE;
	p->outline = 0;
}

/* Name, title and "(Kèm theo …)", and the rule under what there is of them. The
 * place that [](#ma) leads to is the first. */
static void
opening(struct layout *l, const struct phu_luc *p, str name)
{
	struct val text = { .s = name };
	struct lines one = { &text, 1, p->ten_goi.s.n ? p->ten_goi.at : p->at, false };
	struct pblock *before = l->flow.last;
	struct para *first = NULL;

	if (name.n)
		first = centred(l, ROLE_PHU_LUC, &one);
	if (p->tieu_de.n && first != NULL)
		first->goes_on = title(l, p);
	else if (p->tieu_de.n)
		top_level(first = title(l, p));
	if (first != NULL && p->ma.s.n)
		lay_mark(
		    l, first, p->ma.s, name.n ? name : lay_joined(l->a, &p->tieu_de), p->ma.at);
	if (first != NULL && p->bieu_mau)
		below_head(l, first);
	kem_theo_line(l, p);
	if (l->flow.last != before)
		short_rule(l, &p->noi_dung);
}

/* ---- The body --------------------------------------------------------------------- */

/* Điều are the articles of a decision: an appendix that says nothing is
 * numbered like a text with a name. */
static bool
has_dieu(const struct style *s, const str *v, size_t n)
{
	const struct pattern *p;

	for (size_t i = 0; i < n; i++)
		if ((p = style_pattern(s, v[i])) != NULL && p->kind == NUM_DIEU)
			return true;
	return false;
}

static void
typed_patterns(struct layout *l, const struct val *v, size_t n, struct body_opts *o)
{
	str *names = NEW_N(l->a, str, n);
	pos *places = NEW_N(l->a, pos, n);

	for (size_t i = 0; i < n; i++) {
		names[i] = v[i].s;
		places[i] = v[i].at;
	}
	o->danh_so = names;
	o->danh_so_at = places;
	o->n_danh_so = n;
}

void
lay_patterns(struct layout *l, const struct val *v, size_t n, const struct type *otherwise,
    struct body_opts *o)
{
	if (n > 0) {
		typed_patterns(l, v, n, o);
		return;
	}
	o->danh_so = otherwise->danh_so;
	o->n_danh_so = otherwise->n_danh_so;
}

static void
appendix_patterns(struct layout *l, const struct phu_luc *p, struct body_opts *o)
{
	if (p->n_danh_so || l->doc->n_danh_so == 0)
		lay_patterns(l, p->danh_so, p->n_danh_so, l->type, o);
	else
		lay_patterns(l, l->doc->danh_so, l->doc->n_danh_so, l->type, o);
	if (o->danh_so_at == NULL && has_dieu(l->s, o->danh_so, o->n_danh_so))
		o->n_danh_so = style_words(l->s, "danh-so-phu-luc", &o->danh_so);
}

str
lay_ket_thuc(const struct val *typed, str otherwise)
{
	if (typed->none)
		return (str){ NULL, 0 };
	return typed->s.n ? typed->s : otherwise;
}

/* A body that opens with a landscape table: its title goes on that page too. */
static bool
opens_landscape(const struct phu_luc *p)
{
	const struct block *b = p->noi_dung.blocks;

	return !p->bieu_mau && !p->ngang && b != NULL && b->kind == BLK_TABLE && b->table->ngang;
}

static void
appendix_body(struct layout *l, const struct phu_luc *p, str name)
{
	struct body_opts o = { .in_appendix = true,
		.in_form = p->bieu_mau,
		.outline = name.n || p->tieu_de.n,
		.part_name = name,
		.opens_landscape = opens_landscape(p) };

	appendix_patterns(l, p, &o);
	if (!p->bieu_mau || p->ket_thuc.s.n)
		o.ket_thuc =
		    lay_ket_thuc(&p->ket_thuc, lay_ket_thuc(&l->doc->ket_thuc, l->type->ket_thuc));
	if (p->noi_dung.given)
		lay_body(l, &p->noi_dung, &o);
}

void
lay_appendix(struct layout *l, const struct phu_luc *p, str name)
{
	lay_section_begin(l, p->ngang || opens_landscape(p), 1, true);
	if (p->bieu_mau)
		lay_head(l, &p->head, false, false);
	opening(l, p, name);
	if (p->bieu_mau)
		lay_kinh_gui(l, &p->head, style_word(l->s, "kinh-gui"));
	appendix_body(l, p, name);
	if (p->bieu_mau)
		lay_signature(l, &p->head);
}

/* ---- The text that a decision issues ----------------------------------------------- */

void
lay_attached(struct layout *l, const struct phu_luc *p)
{
	const struct type *type = style_type(l->s, p->loai.s, l->d);
	struct body_opts o = { 0 };
	struct lines none = { NULL, 0, { 0 }, false };

	if (type == NULL)
		return; /* check/ has refused it */
	o.part_name = type->ten;
	lay_section_begin(l, p->ngang, 1, true);
	lay_head(l, &l->doc->head, false, true);
	lay_title(l, &none, type->ten, &p->trich_yeu, false);
	kem_theo_line(l, p);
	short_rule(l, &p->noi_dung);
	if (p->muc_luc.co)
		lay_toc(l, &p->muc_luc, true);
	lay_patterns(l, p->danh_so, p->n_danh_so, type, &o);
	if (o.n_danh_so == 0)
		o.n_danh_so = style_words(l->s, "danh-so-phu-luc", &o.danh_so);
	o.ket_thuc = lay_ket_thuc(&p->ket_thuc, type->ket_thuc);
	if (p->noi_dung.given)
		lay_body(l, &p->noi_dung, &o);
}

/* ---- All of them --------------------------------------------------------------------- */

static void
lay_list(struct layout *l, const struct phu_luc *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!list[i].tep_rieng)
			lay_appendix(l, &list[i], lay_appendix_name(l->a, l->s, list, n, i));
}

void
lay_appendices(struct layout *l)
{
	const struct doc *doc = l->doc;

	lay_list(l, doc->phu_luc, doc->n_phu_luc);
	for (size_t i = 0; i < doc->n_kem_theo; i++) {
		if (!doc->kem_theo[i].tep_rieng)
			lay_attached(l, &doc->kem_theo[i]);
		lay_list(l, doc->kem_theo[i].phu_luc, doc->kem_theo[i].n_phu_luc);
		lay_toc_end(l);
	}
}
