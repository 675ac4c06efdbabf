/* base/utf.c: Unicode by its rules. Decoding and the fast checks are our own,
 * since every byte of every source goes through them; properties, case and
 * normal forms come from utf8proc, and only for the few texts that need them.
 *
 * Vietnamese in NFC lives below U+0300 and in U+1E00…U+1EFF. What keeps to
 * those blocks and to punctuation is composed already and needs no table. */
#include "utf_int.h"
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
bool
utf_surely_nfc(uint32_t cp)
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
 * that Vietnamese has are among them, and each utf_surely_nfc(). */
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
		if (n == 0 || !utf_surely_nfc(cp))
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
		if (i < s.n && !utf_surely_nfc(utf_next(s, &i)))
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

void
utf_add(struct buf *b, uint32_t cp)
{
	b->n += utf_put(buf_reserve(b, 4), cp);
}

/* ---- Measures and classes ---------------------------------------------- */

/* Controls (Cc), the separators of lines and paragraphs, and the directional embeddings,
 * overrides and isolates of Unicode's bidirectional algorithm. */
static bool
is_plain(uint32_t cp)
{
	return cp == '\n' ||
	       (cp >= ' ' && (cp < 0x7F || cp > 0x9F) && cp != 0x200E && cp != 0x200F &&
		   (cp < 0x2028 || cp > 0x202E) && (cp < 0x2066 || cp > 0x2069));
}

str
utf_plain(struct arena *a, str s)
{
	struct buf b;
	bool same = utf_invalid(s) == STR_NONE;

	for (size_t at = 0; same && at < s.n;)
		same = is_plain(utf_next(s, &at));
	if (same)
		return s;
	buf_init(&b);
	for (size_t at = 0; at < s.n;) {
		uint32_t cp = utf_next(s, &at);

		b.n += utf_put(buf_reserve(&b, 4), is_plain(cp) ? cp : REPLACEMENT);
	}
	s = buf_dup(&b, a);
	buf_free(&b);
	return s;
}

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
