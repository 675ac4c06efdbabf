/* base/utf_case.c: capitals and small letters by Unicode's rules, and the folded form
 * that keys are compared in. */
#include "utf_int.h"
#include "arena.h"
#include "buf.h"

#include <utf8proc.h>

/* Letters of Vietnamese stand in pairs: a capital, and behind it its small one, or
 * 32 behind it. All text goes through here, so these need no table. */
uint32_t
utf_simple_lower(uint32_t cp)
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
size_t
utf_decompose(uint32_t cp, uint32_t out[8])
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
		utf_add(b, up);
		return;
	}
	/* ΐ, ǰ and Greek with iota: the capitals of the parts. */
	n = utf_decompose(cp, parts);
	for (size_t i = 0; i < n; i++)
		utf_add(b, simple_upper(parts[i]));
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
			buf_c(b, (char)utf_simple_lower(c));
			i++;
			continue;
		}
		cp = utf_next(s, &i);
		*plain = *plain && utf_surely_nfc(cp);
		utf_add(b, utf_simple_lower(cp));
	}
}

static bool
has_capital(str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = utf_next(s, &i);

		if (utf_simple_lower(cp) != cp)
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
		n = utf_decompose(cp, parts);
	for (size_t i = 0; i < n; i++) {
		if (parts[i] == 0x110 || parts[i] == 0x111)
			buf_c(b, 'd');
		else if (parts[i] < 0x80 || !utf_is_mark(parts[i]))
			utf_add(b, utf_simple_lower(parts[i]));
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
