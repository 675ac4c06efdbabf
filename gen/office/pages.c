/* office/pages.c: page numbers out of an RTF.
 *
 * LibreOffice computes a page reference when it has laid out the pages, and RTF is
 * what it then writes as one text: {\field{\*\fldinst  PAGEREF name \\h }
 * {\fldrslt 12}}. The references asked for stand behind all others, so the last of
 * each name counts. */
#include "office_int.h"

/* The first run of digits in the text of a group that begins at s, behind control
 * words ("\f4\fs28 12"). */
static str
first_digits(str s)
{
	size_t i = 0;
	int depth = 0;
	while (i < s.n) {
		char c = s.p[i];
		if (c == '\\') {
			for (i++; i < s.n && s.p[i] != '\\' && s.p[i] != ' ' && s.p[i] != '{' &&
				  s.p[i] != '}' && s.p[i] != '\n';
			     i++)
				;
			i += i < s.n && s.p[i] == ' ';
			continue;
		}
		if (c == '{')
			depth++;
		else if (c == '}' && depth-- == 0)
			break;
		if (c >= '0' && c <= '9') {
			size_t n = 1;
			while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9')
				n++;
			return str_sub(s, i, n);
		}
		i++;
	}
	return (str){ NULL, 0 };
}

/* One walk over the file takes all references that it has. */
bool
office_pages(struct arena *a, str rtf, const str *marks, size_t n, str *pages)
{
	static const str word = STR_INIT("PAGEREF ");
	static const str result = STR_INIT("\\fldrslt");
	size_t next = 0, seen = 0;
	str *found = NEW_N(a, str, n + 1), *names = NEW_N(a, str, n + 1);
	for (size_t at; (at = str_find(rtf, word)) != STR_NONE;) {
		rtf = str_from(rtf, at + word.n);
		size_t end = str_find_c(rtf, ' '), r = str_find(rtf, result);
		if (end == STR_NONE || r == STR_NONE || n == 0)
			break;
		/* A ring of the last n. */
		names[next % n] = str_first(rtf, end);
		found[next % n] = first_digits(str_from(rtf, r + result.n));
		next++;
	}
	if (next < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t slot = (next + i) % n;
		if (!str_eq(names[slot], marks[i]) || !found[slot].n)
			return false;
		pages[i] = str_dup(a, found[slot]);
		seen++;
	}
	return seen == n;
}
