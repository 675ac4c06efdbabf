/* check/repeated.c: what the program prints by itself and was typed too, as people do who
 * come from Word: the head of the page, Kính gửi, căn cứ, Nơi nhận, the signature. It would
 * be printed twice, and in the wrong place. */
#include "typed.h"

#include "../base/utf.h"

static const str NONE = { NULL, 0 };

/* ---- Quốc hiệu, Tiêu ngữ ------------------------------------------------------------- */

static bool
is_letter(uint32_t cp)
{
	return utf_is_letter(cp) || utf_is_mark(cp);
}

/* Whether s, in small letters, has the letters of words and no others: "độc lập – tự do –
 * hạnh phúc" in any spacing, with any dashes. */
static bool
has_letters_of(str s, str words)
{
	size_t i = 0, k = 0;

	for (;;) {
		uint32_t x = 0, y = 0;

		while (i < s.n && !is_letter(x = utf_next(s, &i)))
			x = 0;
		while (k < words.n && !is_letter(y = utf_next(words, &k)))
			y = 0;
		if (x != y || x == 0)
			return x == y;
	}
}

void
rule_head_typed(struct rule_run *r)
{
	const struct typed *t = typed_of(r);
	str words[] = { utf_lower(r->a, style_word(r->s, "quoc-hieu")),
		utf_lower(r->a, style_word(r->s, "tieu-ngu")) };
	enum { LONGEST = 120 }; /* bytes: "CỘNG HÒA …" with room */

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		if (p->kind == PASSAGE_VALUE || p->s.n > LONGEST)
			continue;
		if (has_letters_of(p->low, words[0]) || has_letters_of(p->low, words[1]))
			passage_find(r, p, 0, p->s.n, str_trim(p->s), NONE);
	}
}

/* ---- Text that belongs to a key -------------------------------------------------------- */

static bool
prints(const struct rule_run *r, enum block_id block)
{
	for (size_t i = 0; i < r->type->n_khoi; i++)
		if (r->type->blocks[i] == block)
			return true;
	return false;
}

/* The line of place and date: "Sông Trà, ngày 05 tháng 3 năm 2026". */
static bool
is_date_line(struct rule_run *r, const struct passage *p)
{
	str place = r->doc->head.dia_danh.s, rest;

	if (place.n == 0 || !text_opens(r->a, p->s, place))
		return false;
	rest = str_trim(str_from(p->s, place.n));
	return str_starts(rest, S(", ngày")) && text_has(rest, "năm") && p->n_words <= 12;
}

static bool
is_signer(const struct rule_run *r, str s)
{
	for (size_t i = 0; i < r->doc->head.n_ky; i++)
		if (str_eq(s, r->doc->head.ky[i].ho_ten.s))
			return true;
	return false;
}

/* "KT. GIÁM ĐỐC" */
static bool
is_power(struct rule_run *r, const struct passage *p)
{
	static const char *const words[] = { "thay-mat", "thua-lenh", "thua-uy-quyen", "ky-thay" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (p->capitals && str_starts(p->s, style_word(r->s, words[i])))
			return true;
	return false;
}

/* The key that a paragraph of the body should stand in, and how much of it says so. */
static str
key_of(struct rule_run *r, const struct passage *p, size_t *n)
{
	str s = str_trim_end(p->s), low = str_trim_end(p->low);

	*n = s.n;
	if (str_starts(low, S("kính gửi:")) || str_starts(low, S("kính gửi :"))) {
		*n = str_find_c(s, ':') + 1;
		return S("kinh_gui");
	}
	if (str_starts(low, S("nơi nhận:")) || str_starts(low, S("nơi nhận :"))) {
		*n = str_find_c(s, ':') + 1;
		return S("noi_nhan");
	}
	if (str_starts(low, S("căn cứ ")) && str_ends(s, S(";")) && prints(r, BLOCK_CAN_CU))
		return S("can_cu");
	if (str_starts(s, S("V/v ")))
		return S("trich_yeu");
	if (str_starts(low, S("số: ")) && text_has(s, "/") && p->n_words <= 8)
		return S("so");
	if (p->capitals && str_eq(low, utf_lower(r->a, r->type->ten)))
		return S("loai");
	if (is_date_line(r, p))
		return S("ngay");
	return is_signer(r, s) || is_power(r, p) ? S("ky") : NONE;
}

void
rule_key_typed(struct rule_run *r)
{
	const struct typed *t = typed_of(r);
	size_t i = 0, n;

	for (const struct block *b = r->doc->noi_dung.blocks; b != NULL; b = b->next) {
		size_t k = i;
		str key;

		while (k < t->n && t->v[k].block != b)
			k++;
		if (k == t->n || t->v[k].kind != PASSAGE_BODY || b->kind != BLK_PARA)
			continue;
		i = k;
		key = key_of(r, &t->v[k], &n);
		if (key.n)
			passage_find(r, &t->v[k], 0, n, str_first(t->v[k].s, n), key);
	}
}

void
rule_luu_typed(struct rule_run *r)
{
	const struct head *h = &r->doc->head;
	str luu = style_word(r->s, "luu");

	for (size_t i = 0; i < h->n_noi_nhan; i++)
		if (text_opens(r->a, h->noi_nhan[i].ten.s, luu) ||
		    str_starts(h->noi_nhan[i].ten.s, S("Lưu VT")))
			rule_find(r, h->noi_nhan[i].at, h->noi_nhan[i].ten.s, NONE);
}

/* ---- Characters that nobody sees ------------------------------------------------------- */

/* What makes a passage `rare` (typed.h). Of no width, or steering how text runs: they come along
 * from Word and web pages. */
static bool
is_hidden(uint32_t cp)
{
	return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF;
}

/* Signs of Word's Symbol and Wingdings, which other fonts don't have, and what stands for a
 * letter that was lost. */
static bool
is_lost(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || cp == 0xFFFD;
}

static void
each_char(struct rule_run *r, bool (*is)(uint32_t), bool mend)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t off = 0; t->v[i].rare && off < t->v[i].s.n;) {
			size_t at = off;
			uint32_t cp = utf_next(t->v[i].s, &off);
			str name;

			if (cp < 0xAD || !is(cp))
				continue;
			name = str_fmt(r->a, "U+%04X", cp);
			if (mend)
				passage_mend(r, &t->v[i], at, off - at, S(""), name, NONE);
			else
				passage_find(r, &t->v[i], at, off - at, name, NONE);
		}
}

void
rule_char_hidden(struct rule_run *r)
{
	each_char(r, is_hidden, true);
}

void
rule_char_lost(struct rule_run *r)
{
	each_char(r, is_lost, false);
}
