/* check/letters.c: single letters: where the tone stands, letters of other
 * alphabets that look like ours, and letters made of a base and marks.
 *
 * Open syllables in oa, oe, uy are written in two ways, hòa and hoà; both are
 * right, but one text keeps to one. The commoner one wins. */
#include "typed.h"

#include "../base/buf.h"
#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Where the tone stands ------------------------------------------------------ */

/* The same syllable end in both ways; of two words one is the other's twin. */
static const struct {
	str first, second;
} TONES[] = {
#define T(a, b)                          \
	{                                \
		STR_INIT(a), STR_INIT(b) \
	}
	T("òa", "oà"), T("óa", "oá"), T("ỏa", "oả"), T("õa", "oã"), T("ọa", "oạ"), T("òe", "oè"),
	T("óe", "oé"), T("ỏe", "oẻ"), T("õe", "oẽ"), T("ọe", "oẹ"), T("ùy", "uỳ"), T("úy", "uý"),
	T("ủy", "uỷ"), T("ũy", "uỹ"), T("ụy", "uỵ")
#undef T
};
enum { N_TONES = sizeof TONES / sizeof *TONES };

/* How a word in small letters ends: its row; *second says which way. N_TONES: not so. */
static size_t
tone_row(str low, bool *second)
{
	for (size_t i = 0; i < N_TONES; i++)
		if (str_ends(low, TONES[i].first) || str_ends(low, TONES[i].second)) {
			*second = str_ends(low, TONES[i].second);
			return i;
		}
	return N_TONES;
}

/* Cheap: nearly every word ends in something else than a marked vowel and a plain one,
 * or the other way about. */
static bool
may_end_so(str low)
{
	size_t last = low.n;

	if (low.n < 3)
		return false;
	if ((unsigned char)low.p[low.n - 1] < 0x80)
		return (unsigned char)low.p[low.n - 2] >= 0x80 &&
		       (low.p[low.n - 1] == 'a' || low.p[low.n - 1] == 'e' ||
			   low.p[low.n - 1] == 'y');
	while (last > 0 && ((unsigned char)low.p[last - 1] & 0xC0) == 0x80)
		last--;
	return last > 1 && (low.p[last - 2] == 'o' || low.p[last - 2] == 'u');
}

/* A name is written as its bearer writes it; of words in capitals only these are
 * surely none. */
static bool
may_be_name(const struct passage *p, size_t i)
{
	str s = passage_word(p, i), low = passage_low(p, i);
	size_t off = 0;

	if (!utf_is_upper(utf_next(s, &off)))
		return false;
	if (str_is(low, "ủy") || str_is(low, "uỷ"))
		return !str_is(passage_low(p, i + 1), "ban") &&
		       !str_is(passage_low(p, i + 1), "viên");
	return !(str_is(low, "tòa") || str_is(low, "toà")) || !str_is(passage_low(p, i + 1), "án");
}

static size_t
tone_of_word(const struct passage *p, size_t i, bool *second)
{
	str low = passage_low(p, i);
	size_t row;

	if (!may_end_so(low) || p->capitals)
		return N_TONES;
	row = tone_row(low, second);
	if (row == N_TONES || may_be_name(p, i))
		return N_TONES;
	/* In "quý" the u belongs to the q. */
	low = str_first(low, low.n - (*second ? TONES[row].second.n : TONES[row].first.n));
	return str_ends(low, S("q")) ? N_TONES : row;
}

static void
mend_tone(struct rule_run *r, const struct passage *p, size_t i, size_t row, bool second)
{
	str word = passage_word(p, i);
	str from = second ? TONES[row].second : TONES[row].first;
	str to = second ? TONES[row].first : TONES[row].second, twin;

	/* "ỦY" in capitals and the like are left alone; "Ủy" has its capital on the mark. */
	if (str_ends(word, from)) {
		twin = str_cat(r->a, str_first(word, word.n - from.n), to);
	} else if (word.n == from.n && utf_len(word) == 2) {
		twin = utf_upper_first(r->a, to);
		if (!str_eq(word, utf_upper_first(r->a, from)))
			return;
	} else {
		return;
	}
	passage_mend(r, p, p->words[i].off, p->words[i].n, twin, word, twin);
}

/* A word whose tone may stand in two ways. */
struct toned {
	const struct passage *p;
	size_t word, row;
	bool second;
};

void
rule_tone_placement(struct rule_run *r)
{
	const struct typed *t = typed_of(r);
	VEC(struct toned) v = { 0 };
	size_t count[2] = { 0, 0 };
	bool second, minor;

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->v[i].n_words; k++) {
			size_t row = tone_of_word(&t->v[i], k, &second);

			if (row == N_TONES)
				continue;
			count[second]++;
			VEC_PUSH(r->a, &v, (struct toned){ &t->v[i], k, row, second });
		}
	if (count[0] == 0 || count[1] == 0)
		return;
	minor = count[1] <= count[0];
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].second == minor)
			mend_tone(r, v.v[i].p, v.v[i].word, v.v[i].row, minor);
}

/* ---- Look-alikes ------------------------------------------------------------------ */

static const struct {
	uint32_t cp;
	const char *latin;
} LOOK_ALIKES[] = {
	/* by code point */
	{ 0xD0, "Đ" }, { 0xF0, "đ" }, { 0x189, "Đ" }, { 0x391, "A" }, { 0x392, "B" },
	{ 0x395, "E" }, { 0x396, "Z" }, { 0x397, "H" }, { 0x399, "I" }, { 0x39A, "K" },
	{ 0x39C, "M" }, { 0x39D, "N" }, { 0x39F, "O" }, { 0x3A1, "P" }, { 0x3A4, "T" },
	{ 0x3A5, "Y" }, { 0x3A7, "X" }, { 0x3BF, "o" }, { 0x405, "S" }, { 0x406, "I" },
	{ 0x408, "J" }, { 0x410, "A" }, { 0x412, "B" }, { 0x415, "E" }, { 0x41A, "K" },
	{ 0x41C, "M" }, { 0x41D, "H" }, { 0x41E, "O" }, { 0x420, "P" }, { 0x421, "C" },
	{ 0x422, "T" }, { 0x423, "Y" }, { 0x425, "X" }, { 0x430, "a" }, { 0x435, "e" },
	{ 0x43E, "o" }, { 0x440, "p" }, { 0x441, "c" }, { 0x443, "y" }, { 0x445, "x" },
	{ 0x455, "s" }, { 0x456, "i" }, { 0x458, "j" }, { 0x4BB, "h" }, { 0x501, "d" }
};

static const char *
looks_like(uint32_t cp)
{
	for (size_t i = 0; i < sizeof LOOK_ALIKES / sizeof *LOOK_ALIKES; i++)
		if (LOOK_ALIKES[i].cp == cp)
			return LOOK_ALIKES[i].latin;
	return NULL;
}

static bool
is_latin(uint32_t cp)
{
	return utf_is_letter(cp) && cp != 0xD0 && cp != 0xF0 &&
	       (cp < 0x250 || (cp >= 0x1E00 && cp < 0x1F00));
}

/* The word with our letters in place of the others; empty: it is all right, or of
 * another language. */
static str
latin_twin(struct rule_run *r, str word)
{
	struct buf b;
	size_t latin = 0, alike = 0, other = 0;
	str twin = NONE;

	buf_init(&b);
	for (size_t i = 0; i < word.n;) {
		size_t at = i;
		uint32_t cp = utf_next(word, &i);
		const char *same = cp < 0x80 ? NULL : looks_like(cp);

		latin += is_latin(cp);
		alike += same != NULL;
		other += same == NULL && cp >= 0x250 && !is_latin(cp) && utf_is_letter(cp);
		if (same != NULL)
			buf_z(&b, same);
		else
			buf_str(&b, str_sub(word, at, i - at));
	}
	if (alike && latin && other == 0)
		twin = buf_dup(&b, r->a);
	buf_free(&b);
	return twin;
}

/* Lead bytes of Greek and Cyrillic, and those of Ð, ð, Ɖ. */
static bool
may_be_alike(str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char lead = (unsigned char)s.p[i], next = (unsigned char)s.p[i + 1];

		if ((lead >= 0xCE && lead <= 0xD4) || (lead == 0xC3 && (next & 0x1F) == 0x10) ||
		    (lead == 0xC6 && next == 0x89))
			return true;
	}
	return false;
}

void
rule_look_alike(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->v[i].n_words; k++) {
			const struct passage *p = &t->v[i];
			str word = passage_word(p, k), twin;

			twin = may_be_alike(word) ? latin_twin(r, word) : NONE;
			if (twin.n)
				passage_mend(r, p, p->words[k].off, word.n, twin, word, twin);
		}
}

/* ---- Composed letters --------------------------------------------------------------- */

static void
find_recomposed(struct rule_run *r, const struct src *src)
{
	struct diag *f = rule_find(r, (pos){ src, 0, 0, 0 }, NONE, NONE);

	f->fix.given = true;
}

void
rule_unicode_nfc(struct rule_run *r)
{
	const struct typed *t = typed_of(r);
	const struct src *last = r->doc->at.src;

	if (last != NULL && last->recomposed)
		find_recomposed(r, last);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->v[i].n_segs; k++) {
			const struct src *src = t->v[i].segs[k].at.src;

			if (src != last && src != NULL && src->recomposed)
				find_recomposed(r, src);
			last = src != NULL ? src : last;
		}
}
