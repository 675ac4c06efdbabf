/* check/citing.c: how other documents, their parts, dates and sums are written in
 * prose (Phụ lục I, II.4 and II.6.b; Phụ lục II, V.7). Everything here looks at a
 * few words in a row, so it is linear in the text. */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Words in a row ------------------------------------------------------------- */

static bool
is_number(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static bool
number_at(const struct passage *p, size_t i)
{
	return is_number(passage_word(p, i));
}

static bool
low_is(const struct passage *p, size_t i, const char *z)
{
	return str_is(passage_low(p, i), z);
}

/* The bytes from word i to word last. */
static str
row(const struct passage *p, size_t i, size_t last)
{
	return str_sub(
	    p->s, p->words[i].off, p->words[last].off + p->words[last].n - p->words[i].off);
}

static char
byte_behind(const struct passage *p, size_t i)
{
	size_t end = p->words[i].off + p->words[i].n;

	return end < p->s.n ? p->s.p[end] : '\0';
}

typedef void word_fn(struct rule_run *r, const struct passage *p, size_t i);

/* Calls fn for every place of a word, given in small letters. */
static void
each(struct rule_run *r, const char *low, word_fn *fn)
{
	const struct typed *t = typed_of(r);
	uint32_t hash = word_hash(str_z(low));

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; passage_may_have(&t->v[i], hash) && k < t->v[i].n_words; k++)
			if (t->v[i].words[k].hash == hash && low_is(&t->v[i], k, low))
				fn(r, &t->v[i], k);
}

/* Puts `with` in place of word i. */
static void
mend_word(struct rule_run *r, const struct passage *p, size_t i, str with)
{
	passage_mend(r, p, p->words[i].off, p->words[i].n, with, passage_word(p, i), with);
}

/* ---- Phần, Chương, Điều, khoản, điểm ---------------------------------------------- */

static bool
is_roman(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("IVXLC", s.p[i]) == NULL)
			return false;
	return s.n > 0;
}

/* "gồm 5 điều 20 khoản" counts; "khoản 2 điều 5", "Điều 5, chương II" cite. */
static bool
is_counted(const struct passage *p, size_t i)
{
	return i > 0 && number_at(p, i - 1) &&
	       !(i > 1 && (low_is(p, i - 2, "khoản") || low_is(p, i - 2, "điều")));
}

static void
check_small(struct rule_run *r, const struct passage *p, size_t i)
{
	bool dieu = str_is(passage_word(p, i), "điều") && number_at(p, i + 1);
	bool chuong = str_is(passage_word(p, i), "chương") && is_roman(passage_word(p, i + 1));

	if ((!dieu && !chuong) || !passage_joined(p, i) || is_counted(p, i))
		return;
	mend_word(r, p, i, dieu ? S("Điều") : S("Chương"));
}

static bool
is_letter_label(str s)
{
	return s.n > 0 && utf_len(s) == 1 && (s.p[0] < '0' || s.p[0] > '9');
}

/* "tại Khoản 2", "Điểm a khoản 1". */
static void
check_large(struct rule_run *r, const struct passage *p, size_t i)
{
	bool khoan = str_is(passage_word(p, i), "Khoản") && number_at(p, i + 1);
	bool diem = str_is(passage_word(p, i), "Điểm") && is_letter_label(passage_word(p, i + 1)) &&
		    low_is(p, i + 2, "khoản");

	if ((khoan || diem) && passage_joined(p, i) && passage_mid_sentence(p, i))
		mend_word(r, p, i, khoan ? S("khoản") : S("điểm"));
}

static void
check_citation_case(struct rule_run *r, const struct passage *p, size_t i)
{
	if (p->capitals)
		return;
	check_small(r, p, i);
	check_large(r, p, i);
}

void
rule_cap_citation(struct rule_run *r)
{
	static const char *const parts[] = { "điều", "chương", "khoản", "điểm" };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		each(r, parts[i], check_citation_case);
}

/* "Điều 5 khoản 2 [điểm a]" with no further Điều behind, to which they could
 * belong. */
static void
check_order(struct rule_run *r, const struct passage *p, size_t i)
{
	size_t last = i + 3, k;

	if (!low_is(p, i, "điều") || !number_at(p, i + 1) || !low_is(p, i + 2, "khoản") ||
	    !number_at(p, i + 3) || !passage_joined(p, i) || !passage_joined(p, i + 2))
		return;
	if (p->words[i + 2].off > p->words[i + 1].off + p->words[i + 1].n + 2)
		return;
	if (low_is(p, i + 4, "điểm") && is_letter_label(passage_word(p, i + 5)))
		last = i + 5;
	for (k = last + 1; k < p->n_words && k < last + 12; k++) {
		if (byte_behind(p, k - 1) == ';' || byte_behind(p, k - 1) == '.')
			break;
		if (low_is(p, k, "điều") && number_at(p, k + 1))
			return;
	}
	passage_find(r, p, p->words[i].off, row(p, i, last).n, row(p, i, last),
	    last == i + 5
		? str_fmt(r->a, "điểm %.*s khoản %.*s Điều %.*s", STR_ARG(passage_word(p, i + 5)),
		      STR_ARG(passage_word(p, i + 3)), STR_ARG(passage_word(p, i + 1)))
		: str_fmt(r->a, "khoản %.*s Điều %.*s", STR_ARG(passage_word(p, i + 3)),
		      STR_ARG(passage_word(p, i + 1))));
}

void
rule_cite_order(struct rule_run *r)
{
	each(r, "điều", check_order);
}

/* ---- "số" ------------------------------------------------------------------------- */

/* 15/QĐ-BNV, 30/2020/NĐ-CP: a number, '/', [a year, '/',] a code in capitals. */
static bool
is_number_and_code(const struct passage *p, size_t i)
{
	size_t off = 0, k = i + 1;

	if (!number_at(p, i) || passage_word(p, i).n > 5 || byte_behind(p, i) != '/')
		return false;
	if (number_at(p, k) && passage_word(p, k).n == 4 && byte_behind(p, k) == '/')
		k++;
	if (k >= p->n_words || p->words[k].off != p->words[k - 1].off + p->words[k - 1].n + 1)
		return false;
	return utf_is_upper(utf_next(passage_word(p, k), &off)) && byte_behind(p, k) == '-';
}

/* The type's name that ends at word i; empty: none. */
static str
type_before(const struct rule_run *r, const struct passage *p, size_t i)
{
	const struct style_table *types = style_table(r->s, "chinh-ta", "loai-van-ban", r->d);

	for (size_t n = 2; n <= 4 && n <= i + 1; n++)
		if (style_table_find(types, row(p, i + 1 - n, i)) != NULL)
			return row(p, i + 1 - n, i);
	return NONE;
}

static void
check_so(struct rule_run *r, const struct passage *p, size_t i)
{
	str type;

	if (i == 0 || p->capitals || !passage_joined(p, i - 1) || !is_number_and_code(p, i))
		return;
	type = type_before(r, p, i - 1);
	if (type.n)
		passage_mend(r, p, p->words[i].off, 0, S("số "), type, passage_word(p, i));
}

void
rule_cite_so(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 1; k < t->v[i].n_words; k++)
			if (byte_behind(&t->v[i], k) == '/' && number_at(&t->v[i], k))
				check_so(r, &t->v[i], k);
}

/* ---- Dates ---------------------------------------------------------------------------- */

/* "ngày 5 tháng 3": the words at i … i + 3, numbers of one or two digits. */
static bool
is_date(const struct passage *p, size_t i)
{
	return i < p->n_words && p->low.p[p->words[i].off] == 'n' && low_is(p, i, "ngày") &&
	       number_at(p, i + 1) && passage_word(p, i + 1).n <= 2 && low_is(p, i + 2, "tháng") &&
	       number_at(p, i + 3) && passage_word(p, i + 3).n <= 2 && passage_joined(p, i) &&
	       passage_joined(p, i + 1) && passage_joined(p, i + 2);
}

static void
check_day(struct rule_run *r, const struct passage *p, size_t i)
{
	if (is_date(p, i) && passage_word(p, i + 1).n == 1)
		mend_word(r, p, i + 1, str_cat(r->a, S("0"), passage_word(p, i + 1)));
}

static void
check_month(struct rule_run *r, const struct passage *p, size_t i)
{
	if (is_date(p, i) &&
	    (str_is(passage_word(p, i + 3), "1") || str_is(passage_word(p, i + 3), "2")))
		mend_word(r, p, i + 3, str_cat(r->a, S("0"), passage_word(p, i + 3)));
}

static void
check_extra_zero(struct rule_run *r, const struct passage *p, size_t i)
{
	str month = is_date(p, i) ? passage_word(p, i + 3) : NONE;

	if (month.n == 2 && month.p[0] == '0' && month.p[1] >= '3')
		mend_word(r, p, i + 3, str_from(month, 1));
}

void
rule_date_zero_day(struct rule_run *r)
{
	each(r, "ngày", check_day);
}

void
rule_date_zero_month(struct rule_run *r)
{
	each(r, "ngày", check_month);
}

void
rule_date_extra_zero(struct rule_run *r)
{
	each(r, "ngày", check_extra_zero);
}

/* "ngày 5/3/2026" in a sentence or căn cứ; tables are short on purpose. */
static void
check_short_date(struct rule_run *r, const struct passage *p, size_t i)
{
	if (p->kind == PASSAGE_CELL || !low_is(p, i, "ngày") || !passage_joined(p, i) ||
	    !number_at(p, i + 1) || !number_at(p, i + 2) || !number_at(p, i + 3))
		return;
	if (byte_behind(p, i + 1) == '/' && byte_behind(p, i + 2) == '/' &&
	    passage_word(p, i + 3).n == 4 &&
	    row(p, i + 1, i + 3).n == passage_word(p, i + 1).n + passage_word(p, i + 2).n + 4 + 2)
		passage_find(r, p, p->words[i].off, row(p, i, i + 3).n, row(p, i, i + 3), NONE);
}

void
rule_date_in_body(struct rule_run *r)
{
	each(r, "ngày", check_short_date);
}

/* ---- Money ------------------------------------------------------------------------------ */

/* The number in groups of three digits. */
static str
grouped(struct arena *a, str digits)
{
	char out[32];
	size_t n = 0;

	for (size_t i = 0; i < digits.n && n < sizeof out - 1; i++) {
		if (i && (digits.n - i) % 3 == 0)
			out[n++] = '.';
		out[n++] = digits.p[i];
	}
	return str_dup(a, (str){ out, n });
}

/* "1500000 đồng", "1,500,000 đồng" */
static void
check_money(struct rule_run *r, const struct passage *p, size_t i)
{
	size_t from = i;
	str typed, digits;

	if (i == 0 || !passage_joined(p, i - 1) || !number_at(p, i - 1))
		return;
	for (from = i - 1; from > 0 && number_at(p, from - 1) && byte_behind(p, from - 1) == ',' &&
			   p->words[from].off == p->words[from - 1].off + p->words[from - 1].n + 1;)
		from--;
	typed = row(p, from, i - 1);
	digits = str_replace(r->a, typed, S(","), S(""));
	if (from > 0 && (byte_behind(p, from - 1) == '.' || byte_behind(p, from - 1) == '/') &&
	    p->words[from].off == p->words[from - 1].off + p->words[from - 1].n + 1)
		return;
	/* One comma may be a fraction: "1,500 đồng". */
	if (digits.n >= 5 && digits.n <= 15 && (from == i - 1 || i - 1 - from >= 2))
		passage_find(r, p, p->words[from].off, typed.n, typed, grouped(r->a, digits));
}

void
rule_money_form(struct rule_run *r)
{
	each(r, "đồng", check_money);
	each(r, "vnđ", check_money);
	each(r, "vnd", check_money);
}
