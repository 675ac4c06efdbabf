/* check/text.c: looking into typed text, for the rules. Letters compare without
 * case where people mix it; all text is NFC. */
#include "check_int.h"

#include "../base/utf.h"

bool
text_opens(struct arena *a, str s, str word)
{
	size_t end = 0, chars = utf_len(word);

	for (size_t i = 0; i < chars; i++) {
		if (end >= s.n)
			return false;
		utf_next(s, &end);
	}
	if (!str_eq(utf_lower(a, str_first(s, end)), utf_lower(a, word)))
		return false;
	return end == s.n || !utf_is_letter(utf_next(s, &end));
}

bool
text_has(str s, const char *what)
{
	return str_find(s, str_z(what)) != STR_NONE;
}

/* word, spaces, a digit; word in small letters and as a sentence opens. */
static bool
digit_behind(str s, str word)
{
	for (size_t at = str_find(s, word); at != STR_NONE; at = str_find(s, word)) {
		s = str_trim(str_from(s, at + word.n));
		if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
			return true;
	}
	return false;
}

bool
text_has_number(str s)
{
	return digit_behind(s, S("số "));
}

bool
text_has_sign(str s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		size_t off = i + 2;

		if (s.p[i] >= '0' && s.p[i] <= '9' && s.p[i + 1] == '/' &&
		    utf_is_upper(utf_next(s, &off)))
			return true;
	}
	return false;
}

bool
text_has_date(str s)
{
	return digit_behind(s, S("ngày ")) || digit_behind(s, S("Ngày "));
}

bool
text_all_capitals(struct arena *a, str s)
{
	return str_eq(utf_upper(a, s), s) && !str_eq(utf_lower(a, s), s);
}
