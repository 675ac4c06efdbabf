/* layout/wording.c: typed text, made ready for the fixed words around it.
 *
 * The generator adds the punctuation and the fixed words of the decree; writers
 * who type them too ("- Như trên;", "Kính gửi: …") get them once. Nothing else
 * is touched: what is not such a twin is printed as typed. */
#include "layout_int.h"

#include "../base/utf.h"

#define NBSP "\xC2\xA0"

str
lay_blank(struct arena *a, const struct style *s, const char *measure)
{
	str v = { NULL, 0 };
	int n = style_measure(s, measure);

	for (int i = 0; i < n; i++)
		v = str_cat(a, v, S(NBSP));
	return v;
}

str
lay_joined(struct arena *a, const struct lines *v)
{
	str *parts = NEW_N(a, str, v->n ? v->n : 1);

	for (size_t i = 0; i < v->n; i++)
		parts[i] = v->v[i].s;
	return str_join(a, parts, v->n, S(" "));
}

str
lay_drop_end(str s)
{
	for (s = str_trim(s); s.n > 0; s = str_trim(str_first(s, s.n - 1))) {
		char last = s.p[s.n - 1];

		if (last != ';' && last != ',' && last != '.')
			break;
		if (last == '.' && (str_ends(s, S("..")) || str_ends(s, S("v.v."))))
			break;
	}
	return s;
}

str
lay_item(str s)
{
	static const str dashes[] = { STR_INIT("- "), STR_INIT("– "), STR_INIT("+ ") };

	s = str_trim(s);
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (str_starts(s, dashes[i]))
			return lay_drop_end(str_from(s, dashes[i].n));
	return lay_drop_end(s);
}

/* Bytes of s that are word, whatever their case; 0: it opens otherwise. */
static size_t
opening(struct arena *a, str s, str word)
{
	size_t end = 0, chars = utf_len(word);

	for (size_t i = 0; i < chars; i++) {
		if (end >= s.n)
			return 0;
		utf_next(s, &end);
	}
	return str_eq(utf_lower(a, str_first(s, end)), utf_lower(a, word)) ? end : 0;
}

bool
lay_opens_with(struct arena *a, str s, str word)
{
	size_t end = opening(a, s, word);

	if (end == 0)
		return false;
	return end == s.n || !utf_is_letter(utf_next(s, &end));
}

str
lay_drop_word(struct arena *a, str s, str word)
{
	size_t end;

	s = str_trim(s);
	if (word.n == 0 || !lay_opens_with(a, s, word))
		return s;
	end = opening(a, s, word);
	s = str_trim(str_from(s, end));
	return str_starts(s, S(":")) ? str_trim(str_from(s, 1)) : s;
}

bool
lay_same_text(struct arena *a, str x, str y)
{
	return str_eq(utf_lower(a, str_trim(x)), utf_lower(a, str_trim(y)));
}

str
lay_agency(struct arena *a, const struct head *h)
{
	return h->ten_day_du.s.n ? h->ten_day_du.s : lay_joined(a, &h->co_quan);
}

str
lay_author(struct arena *a, const struct style *s, const struct doc *doc)
{
	size_t n = doc->n_lien_tich;
	str all = lay_agency(a, &doc->head), and;

	if (doc->head.tac_gia.s.n || n < 2)
		return doc->head.tac_gia.s.n ? doc->head.tac_gia.s : all;
	and = str_join(a, (str[]){ S(" "), style_word(s, "va"), S(" ") }, 3, S(""));
	for (size_t i = 1; i < n; i++)
		all = str_join(a, (str[]){ all, lay_agency(a, &doc->lien_tich[i]) }, 2,
		    i + 1 < n ? S(", ") : and);
	return all;
}

str
lay_padded(struct arena *a, str number)
{
	uint32_t n;

	if (number.n == 1 && str_uint(number, &n))
		return str_cat(a, S("0"), number);
	return number;
}

str
lay_roman(struct arena *a, size_t n)
{
	static const struct {
		size_t value;
		str sign;
	} steps[] = { { 100, STR_INIT("C") }, { 90, STR_INIT("XC") }, { 50, STR_INIT("L") },
		{ 40, STR_INIT("XL") }, { 10, STR_INIT("X") }, { 9, STR_INIT("IX") },
		{ 5, STR_INIT("V") }, { 4, STR_INIT("IV") }, { 1, STR_INIT("I") } };
	str v = { NULL, 0 };

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			v = str_cat(a, v, steps[i].sign);
	return v;
}

/* Ký hiệu: what the writer typed, or the codes of type, agency and unit. */
static str
ky_hieu(struct arena *a, const struct type *t, const struct head *h)
{
	str parts[2];
	size_t n = 0;

	if (h->ky_hieu.s.n)
		return str_starts(h->ky_hieu.s, S("/")) ? str_from(h->ky_hieu.s, 1) : h->ky_hieu.s;
	if (h->ky_hieu.none)
		return (str){ NULL, 0 };
	if (t != NULL && t->viet_tat.n)
		parts[n++] = t->viet_tat;
	if (h->viet_tat.s.n)
		parts[n++] = h->viet_tat.s;
	if (t != NULL && t->ky_hieu_don_vi && h->don_vi_soan_thao.s.n && n < 2)
		parts[n++] = h->don_vi_soan_thao.s;
	return str_join(a, parts, n, S("-"));
}

str
lay_so_ky_hieu(struct arena *a, const struct style *s, const struct type *t, const struct head *h,
    bool de_trong)
{
	str number, sign = ky_hieu(a, t, h);

	if (h->so.none || (t != NULL && t->khong_so && h->so.s.n == 0))
		return (str){ NULL, 0 };
	if (de_trong || h->so.s.n == 0)
		number = lay_blank(a, s, "cach-so");
	else
		number = lay_padded(a, h->so.s);
	if (sign.n == 0)
		return number;
	return str_cat(a, str_cat(a, number, S("/")), sign);
}
