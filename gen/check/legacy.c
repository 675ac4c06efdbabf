/* check/legacy.c: text of the fonts before Unicode. Pasted from a document in
 * .VnTime (TCVN3, "ABC") or VNI-Times, its bytes come out as other letters:
 * "Céng hßa x· héi", "Coäng hoøa xaõ hoäi".
 *
 * A piece of text is suspicious when letters stand in it that Vietnamese does
 * not have, and it counts when what one of the two fonts would have shown is a
 * Vietnamese syllable. One such piece may be a foreign name; two in a document
 * are not. */
#include "typed.h"

#include "../base/buf.h"
#include "../base/utf.h"

#include <string.h>

/* ---- The two fonts --------------------------------------------------------------- */

/* TCVN3: one letter each, from U+00A1 on; "" is none. */
static const char *const TCVN3[] = { "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ", "ă", "â", "ê", "ô", "ơ",
	"ư", "đ", "", "", "", "", "", "", "à", "ả", "ã", "á", "ạ", "", "ằ", "ẳ", "ẵ", "ắ", "", "",
	"", "", "", "", "", "ặ", "ầ", "ẩ", "ẫ", "ấ", "ậ", "è", "", "ẻ", "ẽ", "é", "ẹ", "ề", "ể",
	"ễ", "ế", "ệ", "ì", "ỉ", "", "", "", "ĩ", "í", "ị", "ò", "", "ỏ", "õ", "ó", "ọ", "ồ", "ổ",
	"ỗ", "ố", "ộ", "ờ", "ở", "ỡ", "ớ", "ợ", "ù", "", "ủ", "ũ", "ú", "ụ", "ừ", "ử", "ữ", "ứ",
	"ự", "ỳ", "ỷ", "ỹ", "ý", "ỵ" };

/* VNI: a vowel and a mark behind it; rows are the vowels. */
static const struct {
	const char *vowel;
	const char *marks[10]; /* as VNI_MARKS orders them */
} VNI[] = {
	{ "a", { "à", "á", "ả", "ã", "ạ", "ă", "â", "ầ", "ấ", "ẩ" } },
	{ "e", { "è", "é", "ẻ", "ẽ", "ẹ", "", "ê", "ề", "ế", "ể" } },
	{ "o", { "ò", "ó", "ỏ", "õ", "ọ", "", "ô", "ồ", "ố", "ổ" } },
	{ "ô", { "ờ", "ớ", "ở", "ỡ", "ợ", "", "", "", "", "" } },
	{ "ö", { "ừ", "ứ", "ử", "ữ", "ự", "", "", "", "", "" } },
	{ "u", { "ù", "ú", "ủ", "ũ", "ụ", "", "", "", "", "" } },
	{ "y", { "ỳ", "ý", "ỷ", "ỹ", "", "", "", "", "", "" } },
};
static const char *const VNI_MARKS[] = { "ø", "ù", "û", "õ", "ï", "ê", "â", "à", "á", "å" };
/* Behind vowels with a hook of their own: â-tilde, â-dot, and those of ă. */
static const char *const VNI_MORE[][3] = { { "a", "ã", "ẫ" }, { "a", "ä", "ậ" }, { "a", "è", "ằ" },
	{ "a", "é", "ắ" }, { "a", "ú", "ẳ" }, { "a", "ü", "ẵ" }, { "a", "ë", "ặ" },
	{ "e", "ã", "ễ" }, { "e", "ä", "ệ" }, { "o", "ã", "ỗ" }, { "o", "ä", "ộ" } };
static const char *const VNI_ALONE[][2] = { { "ô", "ơ" }, { "ö", "ư" }, { "ñ", "đ" }, { "Ñ", "Đ" },
	{ "æ", "ỉ" }, { "ó", "ĩ" }, { "ò", "ị" }, { "î", "ỵ" }, { "Ö", "Ư" } };

static bool
next_is(str s, size_t off, const char *z)
{
	return str_starts(str_from(s, off), str_z(z));
}

static void
decode_tcvn3(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t cp = utf_next(s, &i), k = cp - 0xA1;

		if (cp >= 0xA1 && k < sizeof TCVN3 / sizeof *TCVN3 && *TCVN3[k])
			buf_z(out, TCVN3[k]);
		else
			buf_str(out, str_sub(s, at, i - at));
	}
}

/* The letter of a vowel and its mark at off; *used: bytes of both. NULL: none. */
static const char *
vni_pair(str s, size_t off, size_t *used)
{
	for (size_t v = 0; v < sizeof VNI / sizeof *VNI; v++)
		for (size_t m = 0; next_is(s, off, VNI[v].vowel) && m < 10; m++) {
			*used = strlen(VNI[v].vowel) + strlen(VNI_MARKS[m]);
			if (*VNI[v].marks[m] &&
			    next_is(s, off + strlen(VNI[v].vowel), VNI_MARKS[m]))
				return VNI[v].marks[m];
		}
	for (size_t i = 0; i < sizeof VNI_MORE / sizeof *VNI_MORE; i++) {
		*used = strlen(VNI_MORE[i][0]) + strlen(VNI_MORE[i][1]);
		if (next_is(s, off, VNI_MORE[i][0]) &&
		    next_is(s, off + strlen(VNI_MORE[i][0]), VNI_MORE[i][1]))
			return VNI_MORE[i][2];
	}
	for (size_t i = 0; i < sizeof VNI_ALONE / sizeof *VNI_ALONE; i++) {
		*used = strlen(VNI_ALONE[i][0]);
		if (next_is(s, off, VNI_ALONE[i][0]))
			return VNI_ALONE[i][1];
	}
	return NULL;
}

static void
decode_vni(struct buf *out, str s)
{
	for (size_t i = 0, used; i < s.n; i += used) {
		const char *letter = vni_pair(s, i, &used);

		if (letter == NULL) {
			size_t next = i;

			utf_next(s, &next);
			used = next - i;
			buf_str(out, str_sub(s, i, used));
		} else {
			buf_z(out, letter);
		}
	}
}

/* ---- Syllables -------------------------------------------------------------------- */

static bool
among(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, list[i]))
			return true;
	return false;
}

static size_t
count_of(str s, size_t off, const char *letters, bool of_them)
{
	size_t n = 0;

	while (off + n < s.n && (strchr(letters, s.p[off + n]) != NULL) == of_them)
		n++;
	return n;
}

/* Of Vietnamese letters only, and built like a syllable. */
static bool
is_syllable(struct arena *a, str s)
{
	static const char *const onsets[] = { "", "b", "c", "ch", "d", "g", "gh", "h", "k", "kh",
		"l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q", "r", "s", "t", "th", "tr", "v",
		"x" };
	static const char *const nuclei[] = { "a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay",
		"eo", "eu", "ia", "ie", "io", "iu", "oa", "oe", "oi", "ua", "ue", "ui", "uo", "uu",
		"uy", "ye", "iai", "iao", "iau", "iay", "ieu", "ioi", "iua", "iuo", "oai", "oao",
		"oay", "oeo", "uai", "uau", "uay", "uoi", "uou", "uya", "uye", "uyu", "yeu" };
	static const char *const codas[] = { "", "c", "ch", "m", "n", "ng", "nh", "p", "t" };
	str f = utf_fold(a, s, '-');
	size_t onset = count_of(f, 0, "aeiouy", false);
	size_t vowels = count_of(f, onset, "aeiouy", true);

	for (size_t i = 0; i < f.n; i++)
		if (f.p[i] < 'a' || f.p[i] > 'z')
			return false;
	return among(str_sub(f, onset, vowels), nuclei, sizeof nuclei / sizeof *nuclei) &&
	       among(str_first(f, onset), onsets, sizeof onsets / sizeof *onsets) &&
	       among(str_from(f, onset + vowels), codas, sizeof codas / sizeof *codas);
}

/* ---- Suspicion ----------------------------------------------------------------------- */

/* Letters and signs from U+00A1 to U+00FF that Vietnamese text has:
 * ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ, their small ones, and °²³«»·±§×÷. A bit each. */
static bool
is_ours(uint32_t cp)
{
	static const uint64_t ours[2] = { 0x88f088000000000ULL,
		0x26bc370f26bc370fULL }; /* U+0080, U+00C0 */

	return cp < 0xA1 || cp > 0xFF || (ours[(cp - 0x80) / 64] >> (cp & 63) & 1);
}

static bool
is_suspicious(str piece)
{
	bool strange = false, ascii = false;

	for (size_t i = 0; i < piece.n;) {
		uint32_t cp = utf_next(piece, &i);

		if (cp > 0xFF || (cp >= '0' && cp <= '9'))
			return false;
		ascii = ascii || (cp < 0x80 && utf_is_letter(cp));
		strange = strange || !is_ours(cp);
	}
	return strange && ascii;
}

enum font { FONT_TCVN3, FONT_VNI };

static str
decode(struct arena *a, enum font font, str s)
{
	struct buf b;
	str out;

	buf_init(&b);
	if (font == FONT_TCVN3)
		decode_tcvn3(&b, s);
	else
		decode_vni(&b, s);
	out = buf_dup(&b, a);
	buf_free(&b);
	return out;
}

/* The next piece between spaces and common marks. */
static str
next_piece(str *rest)
{
	static const char between[] = " \n,.;:()\"/-";
	size_t n = 0;

	while (rest->n && strchr(between, rest->p[0]) != NULL)
		*rest = str_from(*rest, 1);
	while (n < rest->n && strchr(between, rest->p[n]) == NULL)
		n++;
	str piece = str_first(*rest, n);
	*rest = str_from(*rest, n);
	return piece;
}

/* Pieces of s that are syllables in that font. */
static size_t
count_syllables(struct arena *a, enum font font, str s)
{
	size_t count = 0;

	for (str rest = s, piece; (piece = next_piece(&rest)).n;)
		if (is_suspicious(piece))
			count += is_syllable(a, decode(a, font, piece));
	return count;
}

/* Nearly all text has no such letter: two bytes tell. */
static bool
has_strange(str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned lead = (unsigned char)s.p[i], next = (unsigned char)s.p[i + 1];

		if ((lead == 0xC2 || lead == 0xC3) && !is_ours((lead & 3) << 6 | (next & 0x3F)))
			return true;
	}
	return false;
}

/* In a passage as in a document, the font that makes more sense of it. */
static enum font
likely_font(struct arena *a, str s, size_t *count)
{
	size_t tcvn3 = has_strange(s) ? count_syllables(a, FONT_TCVN3, s) : 0;
	size_t vni = has_strange(s) ? count_syllables(a, FONT_VNI, s) : 0;

	*count = vni > tcvn3 ? vni : tcvn3;
	return vni > tcvn3 ? FONT_VNI : FONT_TCVN3;
}

void
rule_legacy_encoding(struct rule_run *r)
{
	const struct typed *t = typed_of(r);
	size_t total = 0, count;

	for (size_t i = 0; i < t->n; i++) {
		likely_font(r->a, t->v[i].s, &count);
		total += count;
	}
	for (size_t i = 0; total > 1 && i < t->n; i++) {
		const struct passage *p = &t->v[i];
		enum font font = likely_font(r->a, p->s, &count);

		if (count)
			passage_find(r, p, 0, p->s.n,
			    font == FONT_VNI ? S("VNI") : S("TCVN3 (ABC)"),
			    decode(r->a, font, p->s));
	}
}
