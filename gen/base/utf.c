/* base/utf.c: Unicode by its rules. Decoding and the fast checks are our own,
 * since every byte of every source goes through them; properties, case and
 * normal forms come from utf8proc, and only for the few texts that need them.
 *
 * Vietnamese in NFC lives below U+0300 and in U+1E00…U+1EFF. What keeps to
 * those blocks and to punctuation is composed already and needs no table. */
#include "utf.h"
#include "arena.h"
#include "buf.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

const char *
utf_version(void)
{
	return utf8proc_version();
}

static bool
is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Decodes one sequence of at most n > 0 bytes: its length, or 0 when it is
 * ill-formed (overlong, surrogate, beyond U+10FFFF, cut short). */
static size_t
decode(const unsigned char *p, size_t n, uint32_t *cp)
{
	uint32_t c = p[0];

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c < 0xE0) {
		if (c < 0xC2 || n < 2 || !is_tail(p[1]))
			return 0;
		*cp = (c & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		return 2;
	}
	if (c < 0xF0) {
		if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
			return 0;
		*cp = (c & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		return *cp < 0x800 || (*cp >= 0xD800 && *cp < 0xE000) ? 0 : 3;
	}
	if (c > 0xF4 || n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
		return 0;
	*cp = (c & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	return *cp < 0x10000 || *cp > 0x10FFFF ? 0 : 4;
}

uint32_t
utf_next_wide(str s, size_t *off)
{
	uint32_t cp;
	size_t n = decode((const unsigned char *)s.p + *off, s.n - *off, &cp);

	*off += n ? n : 1;
	return n ? cp : REPLACEMENT;
}

size_t
utf_put(char out[4], uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

static void
add_cp(struct buf *b, uint32_t cp)
{
	b->n += utf_put(buf_reserve(b, 4), cp);
}

static const uint64_t ONES = 0x0101010101010101, TOPS = 0x8080808080808080;

/* Length of the ASCII run at the start of p, by eights; the last few bytes of
 * it may be left out. */
static size_t
ascii_run(const char *p, size_t n)
{
	size_t i = 0;
	uint64_t w;

	for (; n - i >= 8; i += 8) {
		memcpy(&w, p + i, 8);
		if (w & TOPS)
			break;
	}
	return i;
}

size_t
utf_invalid(str s)
{
	size_t i = 0, n;
	uint32_t cp;

	while (i < s.n) {
		i += ascii_run(s.p + i, s.n - i);
		if (i == s.n)
			break;
		n = decode((const unsigned char *)s.p + i, s.n - i, &cp);
		if (n == 0)
			return i;
		i += n;
	}
	return STR_NONE;
}

bool
utf_xml_char(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' || cp == '\r';
	return cp < 0xD800 || (cp >= 0xE000 && cp < 0xFFFE) || (cp >= 0x10000 && cp <= 0x10FFFF);
}

/* Starters that no normal form changes and that compose with nothing before
 * them. Far from all of them: just the blocks that offices type. */
static bool
is_surely_nfc(uint32_t cp)
{
	if (cp < 0x300)
		return true;
	if (cp >= 0x1E00 && cp < 0x1F00)
		return true;
	if (cp >= 0x2002 && cp < 0x2126) /* U+20D0… are combining marks */
		return cp < 0x20D0 || cp >= 0x2100;
	return (cp >= 0x2190 && cp < 0x2329) || (cp >= 0x232B && cp < 0x2ADC);
}

/* Length of the run of bytes from U+0020 to U+007F at the start of p, by eights. */
static size_t
printable_run(const char *p, size_t n)
{
	size_t i = 0;
	uint64_t w;

	for (; n - i >= 8; i += 8) {
		memcpy(&w, p + i, 8);
		if ((w | ((w - ONES * 0x20) & ~w)) & TOPS)
			break;
	}
	return i;
}

/* The length of a letter of U+0080 to U+02FF or U+1E00 to U+1EFF at p, or 0: those
 * that Vietnamese has are among them, and each is_surely_nfc(). */
static size_t
vietnamese(const unsigned char *p, size_t n)
{
	if (p[0] >= 0xC2 && p[0] < 0xCC)
		return n > 1 && is_tail(p[1]) ? 2 : 0;
	return p[0] == 0xE1 && n > 2 && p[1] >= 0xB8 && p[1] < 0xBC && is_tail(p[2]) ? 3 : 0;
}

bool
utf_is_clean(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, n;
	uint32_t cp;

	while (i < s.n) {
		if (p[i] < 0x80) {
			n = printable_run(s.p + i, s.n - i);
			i += n;
			for (; n == 0 && i < s.n && p[i] < 0x80; i++)
				if (p[i] < 0x20 && p[i] != '\n' && p[i] != '\t')
					return false;
			continue;
		}
		if ((n = vietnamese(p + i, s.n - i)) > 0) {
			i += n;
			continue;
		}
		n = decode(p + i, s.n - i, &cp);
		if (n == 0 || !is_surely_nfc(cp))
			return false;
		i += n;
	}
	return true;
}

/* Is every character surely NFC? Of well-formed text. */
static bool
is_composed(str s)
{
	size_t i = 0;

	while (i < s.n) {
		i += ascii_run(s.p + i, s.n - i);
		if (i < s.n && !is_surely_nfc(utf_next(s, &i)))
			return false;
	}
	return true;
}

static void
add_composed(struct buf *b, str line)
{
	utf8proc_uint8_t *out;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)line.p,
	    (utf8proc_ssize_t)line.n, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (n == UTF8PROC_ERROR_NOMEM)
		out_of_memory();
	if (n < 0) { /* ill-formed: never a source; as it stands */
		buf_str(b, line);
		return;
	}
	buf_add(b, out, (size_t)n);
	free(out);
}

/* Line by line: nothing composes across a newline, utf8proc takes four bytes a
 * character, and most lines are composed already. */
str
utf_nfc(struct arena *a, str s)
{
	struct buf b;
	str rest = s, line, result;

	if (is_composed(s))
		return s;
	buf_init(&b);
	while (str_line(&rest, &line)) {
		if (is_composed(line))
			buf_str(&b, line);
		else
			add_composed(&b, line);
		if (rest.p)
			buf_c(&b, '\n');
	}
	result = str_eq(buf_view(&b), s) ? s : buf_dup(&b, a);
	buf_free(&b);
	return result;
}

/* ---- Case ------------------------------------------------------------ */

/* Capitals of more than one letter that no canonical decomposition gives
 * (SpecialCasing.txt, unconditional rows). */
static const struct {
	uint32_t cp;
	const char *upper;
} LONG_UPPER[] = {
	{ 0x00DF, "SS" },
	{ 0x0149, "\u02BCN" },
	{ 0x0587, "\u0535\u0552" },
	{ 0x1E9A, "A\u02BE" },
	{ 0xFB00, "FF" },
	{ 0xFB01, "FI" },
	{ 0xFB02, "FL" },
	{ 0xFB03, "FFI" },
	{ 0xFB04, "FFL" },
	{ 0xFB05, "ST" },
	{ 0xFB06, "ST" },
	{ 0xFB13, "\u0544\u0546" },
	{ 0xFB14, "\u0544\u0535" },
	{ 0xFB15, "\u0544\u053B" },
	{ 0xFB16, "\u054E\u0546" },
	{ 0xFB17, "\u0544\u053D" },
};

static uint32_t
simple_upper(uint32_t cp)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

/* Letters of Vietnamese stand in pairs: a capital, and behind it its small one, or
 * 32 behind it. All text goes through here, so these need no table. */
static uint32_t
simple_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	if (cp >= 0x1EA0 && cp < 0x1F00)
		return cp | 1;
	if (cp >= 0xC0 && cp < 0x100)
		return cp < 0xDF && cp != 0xD7 ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* Canonical decomposition of one character; at least 1. */
static size_t
decompose(uint32_t cp, uint32_t out[8])
{
	utf8proc_int32_t v[8];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
	    (utf8proc_int32_t)cp, v, 8, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, &boundary);

	if (n < 1 || n > 8) {
		out[0] = cp;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		out[i] = (uint32_t)v[i];
	return (size_t)n;
}

static void
add_upper(struct buf *b, uint32_t cp)
{
	uint32_t up, parts[8];
	size_t n;

	for (size_t i = 0; i < sizeof LONG_UPPER / sizeof *LONG_UPPER; i++) {
		if (LONG_UPPER[i].cp == cp) {
			buf_z(b, LONG_UPPER[i].upper);
			return;
		}
	}
	up = simple_upper(cp);
	if (up != cp && (cp < 0x1F80 || cp >= 0x2000)) {
		add_cp(b, up);
		return;
	}
	/* ΐ, ǰ and Greek with iota: the capitals of the parts. */
	n = decompose(cp, parts);
	for (size_t i = 0; i < n; i++)
		add_cp(b, simple_upper(parts[i]));
}

static str
map_case(struct arena *a, str s, void (*add)(struct buf *b, uint32_t cp))
{
	struct buf b;
	str result;

	buf_init(&b);
	for (size_t i = 0; i < s.n;)
		add(&b, utf_next(s, &i));
	result = str_eq(buf_view(&b), s) ? s : utf_nfc(a, buf_dup(&b, a));
	buf_free(&b);
	return result;
}

str
utf_upper(struct arena *a, str s)
{
	return map_case(a, s, add_upper);
}

/* Of the letters that offices type the small ones are as long and as composed as the
 * capitals; *plain says that all were such. */
static void
add_lower(struct buf *b, str s, bool *plain)
{
	size_t i = 0;

	*plain = true;
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t cp;

		if (c < 0x80) {
			buf_c(b, (char)simple_lower(c));
			i++;
			continue;
		}
		cp = utf_next(s, &i);
		*plain = *plain && is_surely_nfc(cp);
		add_cp(b, simple_lower(cp));
	}
}

static bool
has_capital(str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = utf_next(s, &i);

		if (simple_lower(cp) != cp)
			return true;
	}
	return false;
}

str
utf_lower(struct arena *a, str s)
{
	struct buf b;
	bool plain;
	str result;

	if (!has_capital(s))
		return s;
	buf_init(&b);
	buf_reserve(&b, s.n);
	add_lower(&b, s, &plain);
	result = buf_dup(&b, a);
	buf_free(&b);
	return plain ? result : utf_nfc(a, result);
}

str
utf_lower_first(struct arena *a, str s)
{
	size_t first = 0, second;

	if (s.n == 0 || !utf_is_upper(utf_next(s, &first)))
		return s;
	second = first;
	if (second < s.n && utf_is_upper(utf_next(s, &second)))
		return s;
	return str_cat(a, utf_lower(a, str_first(s, first)), str_from(s, first));
}

str
utf_upper_first(struct arena *a, str s)
{
	size_t first = 0;
	uint32_t cp;

	if (s.n == 0)
		return s;
	cp = utf_next(s, &first);
	if (simple_upper(cp) == cp)
		return s;
	return str_cat(a, utf_upper(a, str_first(s, first)), str_from(s, first));
}

/* ---- The folded form -------------------------------------------------- */

static bool
is_folded(str s, char sep)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == sep && (i == 0 || i + 1 == s.n || s.p[i - 1] == sep))
			return false;
		if (c == sep || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			continue;
		return false;
	}
	return true;
}

static bool
is_separator(uint32_t cp)
{
	return cp == '-' || cp == '_' || cp == 0x2010 || cp == 0x2011 || utf_is_space(cp);
}

static void
add_folded(struct buf *b, uint32_t cp)
{
	uint32_t parts[8];
	size_t n = 1;

	parts[0] = cp;
	if (cp >= 0x80)
		n = decompose(cp, parts);
	for (size_t i = 0; i < n; i++) {
		if (parts[i] == 0x110 || parts[i] == 0x111)
			buf_c(b, 'd');
		else if (parts[i] < 0x80 || !utf_is_mark(parts[i]))
			add_cp(b, simple_lower(parts[i]));
	}
}

str
utf_fold(struct arena *a, str s, char sep)
{
	struct buf b;
	bool gap = false;
	str result;
	uint32_t cp;

	if (is_folded(s, sep))
		return s;
	buf_init(&b);
	for (size_t i = 0; i < s.n;) {
		cp = utf_next(s, &i);
		if (is_separator(cp)) {
			gap = true;
			continue;
		}
		if (gap && b.n)
			buf_c(&b, sep);
		gap = false;
		add_folded(&b, cp);
	}
	result = buf_dup(&b, a);
	buf_free(&b);
	return result;
}

/* ---- Measures and classes ---------------------------------------------- */

size_t
utf_len(str s)
{
	size_t i = 0, tails = 0;
	uint64_t w;

	for (; s.n - i >= 8; i += 8) {
		memcpy(&w, s.p + i, 8);
		tails += ((w >> 7 & ~(w >> 6) & ONES) * ONES) >> 56; /* 10xxxxxx */
	}
	for (; i < s.n; i++)
		tails += is_tail((unsigned char)s.p[i]);
	return s.n - tails;
}

size_t
utf_width(str s)
{
	size_t width = 0;
	uint32_t cp;

	for (size_t i = 0; i < s.n;) {
		cp = utf_next(s, &i);
		if (cp >= 0x20 && cp < 0x300)
			width += cp < 0x7F || cp >= 0xA0;
		else
			width += (size_t)utf8proc_charwidth((utf8proc_int32_t)cp);
	}
	return width;
}

static utf8proc_category_t
category(uint32_t cp)
{
	return utf8proc_category((utf8proc_int32_t)cp);
}

bool
utf_is_upper(uint32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	if (cp >= 0x1EA0 && cp < 0x1F00)
		return !(cp & 1);
	c = category(cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool
utf_is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
	if (cp >= 0xC0 && cp < 0x250)
		return cp != 0xD7 && cp != 0xF7;
	if (cp >= 0x1E00 && cp < 0x1F00)
		return true;
	switch (category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO: return true;
	default: return false;
	}
}

bool
utf_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	switch (category(cp)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP: return true;
	default: return cp == 0x85;
	}
}

bool
utf_is_mark(uint32_t cp)
{
	if (cp < 0x300)
		return false;
	switch (category(cp)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME: return true;
	default: return false;
	}
}

/* ---- Vietnamese order --------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What a character weighs at the three levels. A letter of the alphabet is its
 * base and the mark that makes it one (ă, â, đ, ê, ô, ơ, ư); the tone is a
 * level below, capitals another. */
struct weight {
	uint32_t letter;
	int tone, upper;
};

static void
weigh_mark(struct weight *w, uint32_t mark)
{
	switch (mark) {
	case 0x306: w->letter += 1; break; /* ă */
	case 0x302: w->letter += 2; break; /* â ê ô */
	case 0x31B: w->letter += 3; break; /* ơ ư */
	case 0x300: w->tone = 1; break;    /* huyền */
	case 0x309: w->tone = 2; break;    /* hỏi */
	case 0x303: w->tone = 3; break;    /* ngã */
	case 0x301: w->tone = 4; break;    /* sắc */
	case 0x323: w->tone = 5; break;    /* nặng */
	default: w->tone = w->tone ? w->tone : 6; break;
	}
}

/* Takes the next letter with its marks; a zero letter at the end. */
static struct weight
next_weight(str s, size_t *off)
{
	struct weight w = { 0, 0, 0 };
	uint32_t cp, parts[8];
	size_t n;

	if (*off >= s.n)
		return w;
	cp = utf_next(s, off);
	n = decompose(cp, parts);
	w.upper = utf_is_upper(cp);
	w.letter = simple_lower(parts[0]) * 4;
	if (w.letter == 0x111 * 4)
		w.letter = 'd' * 4 + 1;
	for (size_t i = 1; i < n; i++)
		weigh_mark(&w, parts[i]);
	return w;
}

/* Digits weigh what their number is: 2 stands before 10. Of the two numbers at the
 * places, passed over; 0: equal, also where one has zeros before it. */
static int
compare_digits(str a, size_t *i, str b, size_t *j)
{
	size_t from[2], len[2];
	int c;

	while (*i < a.n && a.p[*i] == '0')
		++*i;
	while (*j < b.n && b.p[*j] == '0')
		++*j;
	from[0] = *i;
	from[1] = *j;
	while (*i < a.n && is_digit(a.p[*i]))
		++*i;
	while (*j < b.n && is_digit(b.p[*j]))
		++*j;
	len[0] = *i - from[0];
	len[1] = *j - from[1];
	if (len[0] != len[1])
		return len[0] < len[1] ? -1 : 1;
	c = memcmp(a.p + from[0], b.p + from[1], len[0]);
	return (c > 0) - (c < 0);
}

int
utf_collate(str a, str b)
{
	size_t i = 0, j = 0;
	int tone = 0, upper = 0;

	while (i < a.n || j < b.n) {
		struct weight x, y;

		if (i < a.n && j < b.n && is_digit(a.p[i]) && is_digit(b.p[j])) {
			int c = compare_digits(a, &i, b, &j);

			if (c)
				return c;
			continue;
		}
		x = next_weight(a, &i);
		y = next_weight(b, &j);
		if (x.letter != y.letter)
			return x.letter < y.letter ? -1 : 1;
		if (tone == 0)
			tone = x.tone - y.tone;
		if (upper == 0)
			upper = x.upper - y.upper;
	}
	return tone ? tone : upper ? upper : str_cmp(a, b);
}
