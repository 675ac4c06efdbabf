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

/* "KT." stands before the title of the head, and the deputy's own follows. */
static void
check_kt(struct rule_run *r, const struct signer *s)
{
	bool deputy = text_opens(r->a, s->chuc_vu.s, DEPUTY);

	if (s->ky_thay.s.n && text_opens(r->a, s->ky_thay.s, DEPUTY))
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
