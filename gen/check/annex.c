/* check/annex.c: rules on appendices: what they are called, what leads to them, and
 * the line that says what they belong to. */
#include "check_int.h"

#include "../base/buf.h"
#include "../base/utf.h"
#include "../layout/layout.h"

static const str NONE = { NULL, 0 };

/* ---- Mentioned in the text ---------------------------------------------------------- */

/* What a body says, gathered once for all its appendices. */
struct said {
	struct arena *a;
	struct buf text;  /* in small letters in the end */
	VEC(str) targets; /* of references */
};

static void
add_inl(void *ctx, const struct inl *i)
{
	struct said *s = ctx;

	buf_str(&s->text, i->text);
	buf_c(&s->text, ' ');
	if (i->kind == INL_REF)
		VEC_PUSH(s->a, &s->targets, i->target);
}

/* By its name, by any "Phụ lục" where it has none of its own, or by [](#ma). */
static bool
is_mentioned(struct rule_run *r, const struct said *s, str low, const struct phu_luc *p)
{
	str name = p->ten_goi.s.n ? p->ten_goi.s : style_word(r->s, "phu-luc");

	if (str_find(low, utf_lower(r->a, name)) != STR_NONE)
		return true;
	for (size_t i = 0; p->ma.s.n && i < s->targets.n; i++)
		if (str_eq(s->targets.v[i], p->ma.s))
			return true;
	return false;
}

/* What it is called on the page; without a name, by its title. */
static str
shown_name(struct rule_run *r, const struct phu_luc *list, size_t n, size_t i)
{
	str name = layout_appendix_name(r->a, r->s, list, n, i);

	return name.n || list[i].tieu_de.n == 0 ? name : list[i].tieu_de.v[0].s;
}

static void
check_mentions(struct rule_run *r, const struct body *body, const struct phu_luc *list, size_t n)
{
	struct said s = { .a = r->a };
	struct walk w = { .ctx = &s, .inl = add_inl };
	str low;

	if (n == 0)
		return;
	buf_init(&s.text);
	walk_blocks(body->blocks, &w);
	for (size_t i = 0; i < r->doc->head.ghi_chu.n; i++)
		buf_str(&s.text, r->doc->head.ghi_chu.v[i].s);
	low = utf_lower(r->a, buf_view(&s.text));
	for (size_t i = 0; i < n; i++)
		if (!is_mentioned(r, &s, low, &list[i]))
			rule_find(r, list[i].at, shown_name(r, list, n, i), NONE);
	buf_free(&s.text);
}

void
rule_annex_referenced(struct rule_run *r)
{
	const struct doc *doc = r->doc;

	check_mentions(r, &doc->noi_dung, doc->phu_luc, doc->n_phu_luc);
	for (size_t i = 0; i < doc->n_kem_theo; i++)
		check_mentions(r, &doc->kem_theo[i].noi_dung, doc->kem_theo[i].phu_luc,
		    doc->kem_theo[i].n_phu_luc);
}

/* ---- What they are called --------------------------------------------------------------- */

typedef void list_fn(struct rule_run *r, const struct phu_luc *list, size_t n);

static void
each_list(struct rule_run *r, list_fn *fn)
{
	const struct doc *doc = r->doc;

	fn(r, doc->phu_luc, doc->n_phu_luc);
	for (size_t i = 0; i < doc->n_kem_theo; i++)
		fn(r, doc->kem_theo[i].phu_luc, doc->kem_theo[i].n_phu_luc);
}

/* What stands behind "Phụ lục" in a typed name; empty: nothing, or another name. */
static str
number_of(struct rule_run *r, const struct phu_luc *p)
{
	str word = style_word(r->s, "phu-luc");

	if (!text_opens(r->a, p->ten_goi.s, word))
		return NONE;
	return str_trim(str_from(p->ten_goi.s, word.n));
}

static bool
is_roman(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != 'I' && s.p[i] != 'V' && s.p[i] != 'X' && s.p[i] != 'L')
			return false;
	return s.n > 0;
}

static void
check_roman(struct rule_run *r, const struct phu_luc *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str number = number_of(r, &list[i]);

		if (n > 1 && list[i].ten_goi.s.n && !is_roman(number) &&
		    text_opens(r->a, list[i].ten_goi.s, style_word(r->s, "phu-luc")))
			rule_find(r, list[i].ten_goi.at, list[i].ten_goi.s, NONE);
		else if (n == 1 && number.n && !is_roman(number) && utf_len(number) <= 2)
			rule_find(r, list[i].ten_goi.at, list[i].ten_goi.s, NONE);
	}
}

void
rule_phuluc_roman(struct rule_run *r)
{
	each_list(r, check_roman);
}

static void
check_single(struct rule_run *r, const struct phu_luc *list, size_t n)
{
	if (n == 1 && is_roman(number_of(r, &list[0])))
		rule_find(r, list[0].ten_goi.at, list[0].ten_goi.s, NONE);
}

void
rule_phuluc_single_number(struct rule_run *r)
{
	each_list(r, check_single);
}

/* ---- "(Kèm theo …)" --------------------------------------------------------------------- */

/* Forms stand for themselves; what has no name is none that the text speaks of. */
static void
check_ref_line(struct rule_run *r, const struct phu_luc *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].kem_theo.none && !list[i].bieu_mau && !list[i].ten_goi.none)
			rule_find(r, list[i].kem_theo.at, shown_name(r, list, n, i), NONE);
}

void
rule_phuluc_ref_line(struct rule_run *r)
{
	each_list(r, check_ref_line);
}
