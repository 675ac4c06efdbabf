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

/* ---- The sign says the type ------------------------------------------------------- */

/* The part of a ký hiệu before its first '-'. */
static str
first_part(str sign)
{
	return str_first(sign, str_find_c(sign, '-'));
}

/* "QĐ-SYT" on a thông báo; "QYĐ" for "QyĐ". A công văn has no code of a type. */
void
rule_kyhieu_type_code(struct rule_run *r)
{
	const struct val *v = &r->doc->head.ky_hieu;
	str code = first_part(v->s);

	if (v->s.n == 0 || r->type->viet_tat.n == 0 || str_find_c(v->s, '-') == STR_NONE ||
	    str_find_c(code, '/') != STR_NONE)
		return;
	code = str_trim(code); /* spaces are another rule's */
	if (!str_eq(code, r->type->viet_tat))
		rule_find(r, v->at, v->s, r->type->viet_tat);
}

/* "2026/QĐ-UBND": the year belongs to legal documents. */
void
rule_kyhieu_year(struct rule_run *r)
{
	const struct val *v = &r->doc->head.ky_hieu;
	uint32_t year;

	if (str_uint(str_first(v->s, str_find_c(v->s, '/')), &year) && year > 1944 && year < 2200)
		rule_find(r, v->at, v->s, NONE);
}

/* `ten_loai` prints "Báo cáo sơ kết" for a báo cáo; another type has its own `loai`.
 * A thư công, which has no code, is called by what it says: "Thư khen". */
void
rule_ten_loai_known(struct rule_run *r)
{
	const struct lines *v = &r->doc->ten_loai;

	if (v->n && has_name(r->type) && r->type->viet_tat.n &&
	    !text_opens(r->a, v->v[0].s, r->type->ten))
		rule_find(r, v->at, v->v[0].s, r->type->ten);
}

void
rule_end_mark(struct rule_run *r)
{
	const struct val *v = &r->doc->ket_thuc;

	if (v->given && r->type->ket_thuc.n && !str_eq(v->s, r->type->ket_thuc))
		rule_find(r, v->at, r->type->ket_thuc, NONE);
}

void
rule_nested_decimal(struct rule_run *r)
{
	for (size_t i = 0; i < r->doc->n_danh_so; i++) {
		const struct val *v = &r->doc->danh_so[i];
		const struct pattern *p = style_pattern(r->s, v->s);

		/* Those of defaults are many documents'. */
		if (p != NULL && p->kind == NUM_NESTED && v->at.src != NULL &&
		    str_eq(v->at.src->path, r->doc->path))
			rule_find(r, v->at, v->s, NONE);
	}
}

/* "Điều 1. Phê duyệt …" under "Ban hành …", or the other way about. */
void
rule_title_body_agree(struct rule_run *r)
{
	static const str words[] = { STR_INIT("Ban hành"), STR_INIT("Phê duyệt") };
	const struct block *b = r->doc->noi_dung.blocks;
	const struct inl *first;
	str subject = r->doc->trich_yeu.n ? r->doc->trich_yeu.v[0].s : NONE;

	while (b != NULL && b->inl == NULL)
		b = b->child;
	if (b == NULL || b->inl->kind != INL_TEXT || !r->type->nhu_dieu)
		return;
	first = b->inl;
	for (size_t i = 0; i < 2; i++)
		if (text_opens(r->a, subject, words[i]) &&
		    text_opens(r->a, str_trim(first->text), words[1 - i]))
			rule_find(r, first->at, words[1 - i], words[i]);
}

/* ---- The place --------------------------------------------------------------------- */

/* The province that a name of an agency ends in: "… TỈNH LÂM ĐỒNG". */
static str
province_of(struct rule_run *r, const struct lines *v)
{
	for (size_t i = 0; i < v->n; i++) {
		str low = utf_lower(r->a, v->v[i].s);
		size_t at = str_find(low, S("tỉnh "));

		if (at != STR_NONE)
			return str_trim(str_from(v->v[i].s, at + sizeof "tỉnh " - 1));
	}
	return NONE;
}

static bool
is_province(struct rule_run *r, str name)
{
	const struct style_table *t = style_table(r->s, "dia-danh", "ten-goi", r->d);

	for (size_t i = 0; i < t->n; i++)
		if (str_eq(utf_lower(r->a, t->v[i].name), utf_lower(r->a, name)))
			return true;
	return false;
}

/* Only where both are names of provinces: a seat may be any commune. */
void
rule_place_vs_issuer(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	str issuer = province_of(r, &h->co_quan);

	if (issuer.n == 0)
		issuer = province_of(r, &h->co_quan_chu_quan);
	if (issuer.n == 0 || h->dia_danh.s.n == 0 ||
	    str_eq(utf_lower(r->a, issuer), utf_lower(r->a, h->dia_danh.s)))
		return;
	if (is_province(r, issuer) && is_province(r, h->dia_danh.s))
		rule_find(r, h->dia_danh.at, h->dia_danh.s, issuer);
}

/* ---- Turned pages -------------------------------------------------------------------- */

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
