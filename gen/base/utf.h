/* base/utf.h: Unicode by its rules; the only room that knows utf8proc. */
#ifndef BASE_UTF_H
#define BASE_UTF_H

#include "str.h"

struct arena;

/* utf_next() of what is not ASCII. */
uint32_t utf_next_wide(str s, size_t *off);
/* Decodes the code point at byte off, moves *off behind it. Text is valid UTF-8;
 * should it not be (a file name), a bad byte is U+FFFD. */
static inline uint32_t
utf_next(str s, size_t *off)
{
	unsigned char c = (unsigned char)s.p[*off];

	if (c >= 0x80)
		return utf_next_wide(s, off);
	++*off;
	return c;
}
size_t utf_put(char out[4], uint32_t cp); /* bytes written */
/* Byte offset of the first ill-formed sequence, or STR_NONE. */
size_t utf_invalid(str s);
bool utf_xml_char(uint32_t cp); /* allowed by XML 1.0 (production 2) */
/* Fast: well-formed, only XML characters, no '\r', surely NFC. False says nothing. */
bool utf_is_clean(str s);
str utf_nfc(struct arena *a, str s);   /* s itself when it is composed already */
str utf_upper(struct arena *a, str s); /* full Unicode capitals, NFC */
str utf_lower(struct arena *a, str s);
/* "Về việc" → "về việc"; leaves "UBND …" (two capitals) alone. */
str utf_lower_first(struct arena *a, str s);
str utf_upper_first(struct arena *a, str s);
/* The form in which keys are compared: marks off, đ → d, lower case, runs of
 * spaces, '-' and '_' as one sep ('_' for keys, '-' for values), trimmed; s
 * itself when it has that form already. */
str utf_fold(struct arena *a, str s, char sep);
/* A text from outside as it may be printed for people, line by line: control characters and
 * those that turn the direction of what stands behind them, or are no UTF-8, are U+FFFD; s itself
 * when it has none. Line ends stay. */
str utf_plain(struct arena *a, str s);
size_t utf_len(str s);   /* code points */
size_t utf_width(str s); /* columns on a terminal */
bool utf_is_upper(uint32_t cp);
bool utf_is_letter(uint32_t cp);
bool utf_is_space(uint32_t cp); /* incl. U+00A0 */
bool utf_is_mark(uint32_t cp);  /* combining */
/* Vietnamese order: letters, then tones, then case; digits by the number they make. */
int utf_collate(str a, str b);
const char *utf_version(void); /* of utf8proc */

#endif
