/* check/places.c: names of places and agencies that are no more. Provinces were
 * merged and the district level ended on 01/7/2025, ministries were merged on
 * 01/3/2025; a document is judged by its own date, and one without a date is not.
 * Old and new names are data (dia-danh.yaml). */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* Dated in that month of 2025 or later; a year alone counts when all of it is. */
static bool
dated_from(const struct doc *doc, int month)
{
	const struct date *d = &doc->head.ngay;

	return d->year > 2025 || (d->year == 2025 && d->month >= month);
}

/* Text that speaks of the old name as one. */
static bool
speaks_of_past(str low)
{
	return text_has(low, "cũ)") || text_has(low, " cũ") || text_has(low, "trước đây") ||
	       text_has(low, "nguyên là") || text_has(low, "trước sáp nhập") ||
	       text_has(low, "trước khi sáp nhập");
}

static bool
is_among(str key, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(key, keys[i]))
			return true;
	return false;
}

/* ---- Provinces -------------------------------------------------------------------- */

/* The former province that is named from word i on; words it has: *n. */
static const struct style_pair *
former_at(
    struct rule_run *r, const struct style_table *t, const struct passage *p, size_t i, size_t *n)
{
	str s = str_from(p->low, i < p->n_words ? p->words[i].off : p->low.n);

	for (size_t k = 0; k < t->n; k++) {
		str name = utf_lower(r->a, t->v[k].name);
		size_t off = name.n;

		if (!str_starts(s, name) || (off < s.n && utf_is_letter(utf_next(s, &off))))
			continue;
		*n = name.n;
		return &t->v[k];
	}
	return NULL;
}

static bool
is_capital(const struct passage *p, size_t i)
{
	size_t off = 0;
	str s = passage_word(p, i);

	return s.n && utf_is_upper(utf_next(s, &off));
}

/* "tỉnh Hà Giang" in what says who writes and to whom. */
static void
check_province(struct rule_run *r, const struct style_table *t, const struct passage *p)
{
	for (size_t i = 0; i + 1 < p->n_words; i++) {
		const struct style_pair *old;
		size_t n;

		if (!str_is(passage_low(p, i), "tỉnh") || !passage_joined(p, i) ||
		    !is_capital(p, i + 1))
			continue;
		old = former_at(r, t, p, i + 1, &n);
		if (old != NULL)
			passage_find(r, p, p->words[i + 1].off, n, old->name, old->value);
	}
}

/* A phường or xã may bear the name of a former province. */
static bool
issued_by_commune(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	const struct lines *both[] = { &h->co_quan, &h->co_quan_chu_quan };

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->n; i++) {
			str low = utf_lower(r->a, both[k]->v[i].s);

			if (text_has(low, "phường") || text_has(low, "xã") ||
			    text_has(low, "đặc khu"))
				return true;
		}
	return false;
}

static void
check_place(struct rule_run *r, const struct style_table *t)
{
	const struct val *v = &r->doc->head.dia_danh;
	const struct style_pair *old = style_table_find(t, v->s);

	if (old != NULL && !issued_by_commune(r))
		rule_find(r, v->at, old->name, old->value);
}

static const char *const ADDRESSES[] = { "co_quan_chu_quan", "co_quan", "ten_day_du", "tac_gia",
	"kinh_gui", "noi_nhan", "tham_quyen" };
enum { N_ADDRESSES = sizeof ADDRESSES / sizeof *ADDRESSES };

void
rule_province_2025(struct rule_run *r)
{
	const struct style_table *table = style_table(r->s, "dia-danh", "tinh-2025", r->d);
	const struct typed *t;

	if (!dated_from(r->doc, 7))
		return;
	t = typed_of(r);
	check_place(r, table);
	for (size_t i = 0; i < t->n; i++)
		if (is_among(t->v[i].key, ADDRESSES, N_ADDRESSES) && !speaks_of_past(t->v[i].low))
			check_province(r, table, &t->v[i]);
}

/* ---- The district level ------------------------------------------------------------- */

/* "huyện", "quận", "thị xã" as words, and not of what lay above or beside them. */
static size_t
district_word(const struct passage *p, size_t i)
{
	str low = passage_low(p, i), before = i > 0 ? passage_low(p, i - 1) : NONE;

	if (str_is(before, "liên") || str_is(before, "nguyên") || str_is(before, "chỉ"))
		return 0;
	if (str_is(low, "huyện") || str_is(low, "quận"))
		return 1;
	return str_is(low, "thị") && str_is(passage_low(p, i + 1), "xã") ? 2 : 0;
}

static void
check_district(struct rule_run *r, const struct passage *p)
{
	for (size_t i = 0; i < p->n_words; i++) {
		size_t n = district_word(p, i), last = i + n;

		if (n == 0)
			continue;
		/* With the name behind it, as far as it is one. */
		while (passage_joined(p, last - 1) && is_capital(p, last) && last < i + n + 3)
			last++;
		passage_find(r, p, p->words[i].off,
		    p->words[last - 1].off + p->words[last - 1].n - p->words[i].off,
		    str_sub(p->s, p->words[i].off,
			p->words[last - 1].off + p->words[last - 1].n - p->words[i].off),
		    NONE);
		return;
	}
}

/* The issuer's names mostly stand in the defaults of its folder. */
static void
check_inherited(struct rule_run *r, const struct lines *v)
{
	for (size_t i = 0; i < v->n; i++) {
		str low = utf_lower(r->a, v->v[i].s);
		bool own = v->v[i].at.src != NULL && str_eq(v->v[i].at.src->path, r->doc->path);

		if (!own && !speaks_of_past(low) &&
		    (text_opens(r->a, low, S("ubnd huyện")) || text_has(low, " huyện ") ||
			text_has(low, " quận ") || text_has(low, " thị xã ")))
			rule_find(r, v->v[i].at, v->v[i].s, NONE);
	}
}

void
rule_issuer_district_2025(struct rule_run *r)
{
	static const char *const keys[] = { "dia_danh" };
	const struct typed *t;

	if (!dated_from(r->doc, 7))
		return;
	t = typed_of(r);
	check_inherited(r, &r->doc->head.co_quan);
	check_inherited(r, &r->doc->head.co_quan_chu_quan);
	for (size_t i = 0; i < t->n; i++)
		if ((is_among(t->v[i].key, ADDRESSES, N_ADDRESSES) ||
			is_among(t->v[i].key, keys, 1)) &&
		    !speaks_of_past(t->v[i].low))
			check_district(r, &t->v[i]);
}

/* ---- Ministries and sở ----------------------------------------------------------------------- */

static bool
opens_office(str low)
{
	return str_is(low, "bộ") || str_is(low, "sở") || str_is(low, "tổng") || str_is(low, "ủy") ||
	       str_is(low, "uỷ");
}

void
rule_office_2025(struct rule_run *r)
{
	const struct style_table *table = style_table(r->s, "dia-danh", "co-quan-2025", r->d);
	const struct typed *t;

	if (!dated_from(r->doc, 3))
		return;
	t = typed_of(r);
	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		if (!is_among(p->key, ADDRESSES, N_ADDRESSES) || speaks_of_past(p->low))
			continue;
		for (size_t k = 0; k < p->n_words; k++) {
			const struct style_pair *old;
			size_t n;

			if (p->words[k].capital && opens_office(passage_low(p, k)) &&
			    (old = former_at(r, table, p, k, &n)) != NULL)
				passage_find(r, p, p->words[k].off, n, old->name, old->value);
		}
	}
}

/* ---- TP.HCM ------------------------------------------------------------------------------ */

/* In sentences; who receives it may be short, and a name that is told is known. */
void
rule_place_abbrev_text(struct rule_run *r)
{
	static const char *const short_keys[] = { "noi_nhan", "ghi_chu", "co_quan_chu_quan",
		"dia_danh" };
	static const str forms[] = { STR_INIT("TP.HCM"), STR_INIT("TP. HCM"), STR_INIT("Tp.HCM"),
		STR_INIT("Tp. HCM"), STR_INIT("TPHCM"), STR_INIT("TP HCM"),
		STR_INIT("TP.Hồ Chí Minh"), STR_INIT("TP. Hồ Chí Minh") };
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		if (p->kind == PASSAGE_CELL || is_among(p->key, short_keys, 4))
			continue;
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
			size_t at = str_find(p->s, forms[k]);

			if (at != STR_NONE && (at == 0 || strchr("-/(", p->s.p[at - 1]) == NULL))
				passage_find(r, p, at, forms[k].n, forms[k], NONE);
		}
	}
}
