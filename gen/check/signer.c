/* check/signer.c: rules on who signs, and on the Lưu line. */
#include "check_int.h"

#include "../base/utf.h"

static const str NONE = { NULL, 0 };

static const str DEPUTY = STR_INIT("Phó");

/* The title that a name opens with; empty: none. */
static str
title_before(struct rule_run *r, str name)
{
	const str *titles;
	size_t n = style_words(r->s, "hoc-ham", &titles);

	for (size_t i = 0; i < n; i++)
		if (text_opens(r->a, name, titles[i]))
			return titles[i];
	return NONE;
}

void
rule_ky_name_hocham(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++) {
		const struct signer *s = &h->ky[i];

		if (s->hoc_ham.s.n)
			rule_find(r, s->hoc_ham.at, s->hoc_ham.s, NONE);
		else if (title_before(r, s->ho_ten.s).n)
			rule_find(r, s->ho_ten.at, title_before(r, s->ho_ten.s), NONE);
	}
}

void
rule_ky_name_case(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++)
		if (text_all_capitals(r->a, h->ky[i].ho_ten.s))
			rule_find(r, h->ky[i].ho_ten.at, h->ky[i].ho_ten.s, NONE);
}

/* An agency or a body, and not the title of a person. */
static bool
is_collective(struct rule_run *r, str s)
{
	static const str words[] = { STR_INIT("Ủy ban"), STR_INIT("Uỷ ban"), STR_INIT("UBND"),
		STR_INIT("Hội đồng"), STR_INIT("HĐND"), STR_INIT("Ban Chỉ đạo"), STR_INIT("Sở"),
		STR_INIT("Đoàn"), STR_INIT("Trung tâm"), STR_INIT("Văn phòng") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_opens(r->a, s, words[i]))
			return true;
	return false;
}

/* The title of a head. */
static bool
is_title(struct rule_run *r, str s)
{
	static const str words[] = { STR_INIT("Chủ tịch"), STR_INIT("Giám đốc"),
		STR_INIT("Bộ trưởng"), STR_INIT("Trưởng"), STR_INIT("Hiệu trưởng"),
		STR_INIT("Cục trưởng"), STR_INIT("Chi cục trưởng"), STR_INIT("Chánh"),
		STR_INIT("Viện trưởng"), STR_INIT("Tổng Giám đốc"), STR_INIT("Thủ trưởng") };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_opens(r->a, s, words[i]))
			return true;
	return text_opens(r->a, s, DEPUTY);
}

/* "TM." stands before a body or an agency. */
void
rule_ky_tm_target(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++)
		if (is_title(r, h->ky[i].thay_mat.s))
			rule_find(r, h->ky[i].thay_mat.at, h->ky[i].thay_mat.s, NONE);
}

/* "T/M", "TM ", "K/T": the program writes them, from the keys. */
static void
check_power(struct rule_run *r, const struct val *v)
{
	static const char *const forms[] = { "T/M", "K/T", "T/L", "T.M", "K.T", "T.L", "TM ", "KT ",
		"TL ", "TUQ ", "TM/", "KT/", "TL/" };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (str_starts(v->s, str_z(forms[i]))) {
			rule_find(r, v->at, v->s, str_trim(str_z(forms[i])));
			return;
		}
}

/* In a title no such word belongs at all. */
static void
check_title(struct rule_run *r, const struct val *v)
{
	static const char *const words[] = { "thay-mat", "thua-lenh", "thua-uy-quyen", "ky-thay",
		"giao-quyen" };
	str word;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		word = style_word(r->s, words[i]);
		if (str_starts(v->s, word)) {
			rule_find(r, v->at, v->s, word);
			return;
		}
	}
	check_power(r, v);
}

void
rule_ky_abbr_dot(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++) {
		const struct signer *s = &h->ky[i];

		check_power(r, &s->thay_mat);
		check_power(r, &s->thua_lenh);
		check_power(r, &s->thua_uy_quyen);
		check_power(r, &s->ky_thay);
		check_title(r, &s->chuc_vu);
	}
}

/* "(Ký, ghi rõ họ tên)", "Đã ký": what a form says where the name goes. A gap
 * (`[?họ và tên]`) is told as one. */
void
rule_ky_placeholder(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++) {
		const struct val *v = &h->ky[i].ho_ten;
		str low = utf_lower(r->a, v->s);

		if (text_has(low, "[?"))
			continue;
		if (str_starts(low, S("(")) || text_has(low, "ký tên") || text_has(low, "họ tên") ||
		    text_has(low, "họ và tên") || str_is(low, "đã ký"))
			rule_find(r, v->at, v->s, NONE);
	}
}

/* A biên bản is signed by who wrote it and who took the chair. */
void
rule_bienban_two_sign(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	if (r->type->n_vai_ky > 1 && r->doc->n_lien_tich == 0 && h->n_ky == 1)
		rule_find(r, h->ky[0].at, r->type->vai_ky[0], r->type->vai_ky[1]);
}

/* The unit in the ký hiệu of a công văn keeps a copy. */
void
rule_noinhan_luu_unit(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	str unit = h->don_vi_soan_thao.s;

	if (!r->type->ky_hieu_don_vi || unit.n == 0 || h->n_luu == 0 || h->ky_hieu.s.n)
		return;
	for (size_t i = 0; i < h->n_luu; i++)
		if (str_find(h->luu[i].s, unit) != STR_NONE)
			return;
	rule_find(r, h->luu[0].at, unit, NONE);
}

/* "KT." stands before the title of the head, and the deputy's own follows. */
static void
check_kt(struct rule_run *r, const struct signer *s)
{
	bool deputy = text_opens(r->a, s->chuc_vu.s, DEPUTY);

	if (s->ky_thay.s.n &&
	    (text_opens(r->a, s->ky_thay.s, DEPUTY) || is_collective(r, s->ky_thay.s)))
		rule_find(r, s->ky_thay.at, s->ky_thay.s, NONE);
	else if (s->ky_thay.s.n && s->chuc_vu.s.n == 0)
		rule_find(r, s->ky_thay.at, s->ky_thay.s, NONE);
	else if (deputy && !s->ky_thay.s.n && !s->thua_lenh.s.n && !s->thua_uy_quyen.s.n)
		rule_find(r, s->chuc_vu.at, s->chuc_vu.s, NONE);
}

void
rule_ky_kt_target(struct rule_run *r)
{
	for (size_t i = 0; i < r->doc->head.n_ky; i++)
		check_kt(r, &r->doc->head.ky[i]);
}

void
rule_ky_tuq_chain(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++)
		if (h->ky[i].thua_uy_quyen.s.n && h->ky[i].ky_thay.s.n)
			rule_find(r, h->ky[i].ky_thay.at, NONE, NONE);
}

static bool
is_abbreviated(str title)
{
	static const char *const abbreviations[] = { "PGĐ", "PCT", "GĐ", "P.", "TP.", "CVP" };

	for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
		if (text_has(title, abbreviations[i]))
			return true;
	return false;
}

void
rule_ky_title_abbrev(struct rule_run *r)
{
	const struct head *h = &r->doc->head;

	for (size_t i = 0; i < h->n_ky; i++) {
		if (is_abbreviated(h->ky[i].chuc_vu.s))
			rule_find(r, h->ky[i].chuc_vu.at, h->ky[i].chuc_vu.s, NONE);
		if (is_abbreviated(h->ky[i].ky_thay.s))
			rule_find(r, h->ky[i].ky_thay.at, h->ky[i].ky_thay.s, NONE);
	}
}

void
rule_noinhan_luu_vt(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	str vt = style_word(r->s, "van-thu");

	if (h->n_luu == 0)
		return; /* by default văn thư keeps it; `khong` is the writer's word */
	for (size_t i = 0; i < h->n_luu; i++)
		if (str_find(h->luu[i].s, vt) != STR_NONE)
			return;
	rule_find(r, h->luu[0].at, vt, NONE);
}
