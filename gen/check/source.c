/* check/source.c: rules on the head of a document: trích yếu, Kính gửi, names,
 * ký hiệu, orientation. */
#include "check_int.h"

#include "../base/utf.h"

static const str NONE = { NULL, 0 };

static bool
has_name(const struct type *t)
{
	for (size_t i = 0; i < t->n_khoi; i++)
		if (t->blocks[i] == BLOCK_TEN_LOAI)
			return true;
	return false;
}

/* The type says what it takes; no list at all takes everything. */
static bool
takes(const struct type *t, enum need_id key)
{
	return t->takes == 0 || ((t->takes | t->needs) & 1u << key);
}

void
rule_trich_yeu_period(struct rule_run *r)
{
	const struct lines *v = &r->doc->trich_yeu;
	str last = v->n ? v->v[v->n - 1].s : NONE;

	if (str_ends(last, S(".")) && !str_ends(last, S("..")) && !str_ends(last, S("v.v.")))
		rule_find(r, v->v[v->n - 1].at, NONE, NONE);
}

void
rule_trich_yeu_vv(struct rule_run *r)
{
	const struct lines *v = &r->doc->trich_yeu;

	if (v->n && has_name(r->type) && text_opens(r->a, v->v[0].s, S("V/v")))
		rule_find(r, v->v[0].at, NONE, NONE);
}

/* "V/v" itself may have been typed, and a colon: it is printed once, without. */
void
rule_cv_vv_form(struct rule_run *r)
{
	const struct lines *v = &r->doc->trich_yeu;
	str vv = style_word(r->s, "vv"), first = v->n ? v->v[0].s : NONE;

	if (first.n == 0 || has_name(r->type))
		return;
	if (text_opens(r->a, first, vv))
		first = str_trim(str_from(first, vv.n));
	if (str_starts(first, S(":")))
		first = str_trim(str_from(first, 1));
	if (text_opens(r->a, first, S("Về việc")) || !str_eq(utf_lower_first(r->a, first), first))
		rule_find(r, v->v[0].at, first, NONE);
}

void
rule_ten_loai_cong_van(struct rule_run *r)
{
	if (r->doc->ten_loai.n && !has_name(r->type))
		rule_find(r, r->doc->ten_loai.at, r->type->ten, NONE);
}

/* Types that must have one are the format's business; here those that should
 * where they go to a higher level. */
void
rule_kinhgui_required(struct rule_run *r)
{
	unsigned bit = 1u << NEED_KINH_GUI;

	if ((r->type->takes & bit) && !(r->type->needs & bit) && r->doc->head.kinh_gui.n == 0)
		rule_find(r, r->doc->loai.at, utf_lower(r->a, r->type->ten), NONE);
}

void
rule_kinhgui_forbidden(struct rule_run *r)
{
	if (r->doc->head.kinh_gui.n && !takes(r->type, NEED_KINH_GUI))
		rule_find(r, r->doc->head.kinh_gui.at, utf_lower(r->a, r->type->ten), NONE);
}

void
rule_place_abbrev(struct rule_run *r)
{
	const struct val *v = &r->doc->head.dia_danh;

	if (text_has(v->s, ".") || text_has(v->s, "HCM"))
		rule_find(r, v->at, v->s, NONE);
}

void
rule_ban_hanh_abbrev(struct rule_run *r)
{
	static const char *const abbreviations[] = { "UBND", "HĐND", "&", "TTYT" };
	const struct lines *v = &r->doc->head.co_quan;

	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < sizeof abbreviations / sizeof *abbreviations; k++)
			if (text_has(v->v[i].s, abbreviations[k]))
				rule_find(r, v->v[i].at, v->v[i].s, str_z(abbreviations[k]));
}

void
rule_kyhieu_cong_van(struct rule_run *r)
{
	const struct val *v = &r->doc->head.ky_hieu;

	if (r->type->ky_hieu_don_vi && str_starts(v->s, S("CV-")))
		rule_find(r, v->at, v->s, NONE);
}

void
rule_kyhieu_spaces(struct rule_run *r)
{
	const struct val *v = &r->doc->head.ky_hieu;

	if (text_has(v->s, " ") || text_has(v->s, "–"))
		rule_find(r, v->at, v->s, NONE);
}

static void
find_table(void *ctx, const struct block *b)
{
	bool *found = ctx;

	*found = *found || b->kind == BLK_TABLE;
}

void
rule_page_orientation(struct rule_run *r)
{
	bool table = false;
	struct walk w = { .ctx = &table, .block = find_table };

	walk_blocks(r->doc->noi_dung.blocks, &w);
	if (r->doc->ngang && !table)
		rule_find(r, r->doc->noi_dung.at, NONE, NONE);
}
