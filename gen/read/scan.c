/* read/scan.c: the source beside the tree. What cmark would lose or reshape in
 * silence is seen here first, byte by byte: masks for markup that the format
 * does not have, labels typed by hand, link definitions. Nothing here knows
 * the tree; a line is a line, without what its containers put before it. */
#include "markdown_int.h"
#include "../base/utf.h"

#include <string.h>

bool
md_is_blank(str s)
{
	return str_trim(s).n == 0;
}

bool
md_has_control(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\t')
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Digits at the start of s. */
static size_t
digits(str s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/* ---- Labels typed by hand ------------------------------------------------- */

/* A label ends at the line's end, at a space, or where its bold ends. */
static bool
ends_label(str s, size_t i)
{
	return i >= s.n || is_space(s.p[i]) || s.p[i] == '*' || s.p[i] == '_';
}

/* `1.`, `1)`, `1.1.`; more than three digits are a year or an amount. */
static size_t
number_label(str s)
{
	size_t n = digits(s), parts = 0, len = 0;

	while (n > 0 && n <= 3) {
		len += n;
		if (len < s.n && s.p[len] == ')' && parts == 0)
			return ends_label(s, len + 1) ? len + 1 : 0;
		if (len >= s.n || s.p[len] != '.')
			return 0;
		len++;
		parts++;
		if (ends_label(s, len))
			return len;
		n = digits(str_from(s, len));
	}
	return 0;
}

/* `a)`, `đ)`. */
static size_t
letter_label(str s)
{
	static const str d_bar = STR_INIT("đ");
	size_t n = str_starts(s, d_bar) ? d_bar.n : 1;

	if (s.n < n + 1 || (n == 1 && (s.p[0] < 'a' || s.p[0] > 'z')))
		return 0;
	return s.p[n] == ')' && ends_label(s, n + 1) ? n + 1 : 0;
}

/* Roman digits at the start of s, of a number that people count chapters to. */
static size_t
roman(str s)
{
	static const char *const numbers[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
		"X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
		"XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX" };
	size_t n = 0;

	while (n < s.n && (s.p[n] == 'I' || s.p[n] == 'V' || s.p[n] == 'X'))
		n++;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (str_is(str_first(s, n), numbers[i]))
			return n;
	return 0;
}

/* `I.`, `A.`; letters behind H are rather the start of a name (`P. Tân Bình`). */
static size_t
capital_label(str s)
{
	size_t n = roman(s);

	if (n == 0 && s.n && s.p[0] >= 'A' && s.p[0] <= 'H')
		n = 1;
	if (n == 0 || n >= s.n || (s.p[n] != '.' && s.p[n] != ')'))
		return 0;
	return ends_label(s, n + 1) ? n + 1 : 0;
}

/* `Điều 1.`, `Chương II`. A sentence may well open with "Chương II của Luật",
 * so these need a stop, or the line to themselves. */
static size_t
word_label(str s)
{
	static const struct {
		str word;
		bool article;
	} words[] = {
		{ STR_INIT("Điều "), true },
		{ STR_INIT("ĐIỀU "), true },
		{ STR_INIT("Phần "), false },
		{ STR_INIT("PHẦN "), false },
		{ STR_INIT("Chương "), false },
		{ STR_INIT("CHƯƠNG "), false },
		{ STR_INIT("Mục "), false },
		{ STR_INIT("MỤC "), false },
		{ STR_INIT("Tiểu mục "), false },
		{ STR_INIT("TIỂU MỤC "), false },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t len = words[i].word.n, n;

		if (!str_starts(s, words[i].word))
			continue;
		n = digits(str_from(s, len));
		if (n == 0 && !words[i].article)
			n = roman(str_from(s, len));
		len += n;
		if (n && len < s.n && (s.p[len] == '.' || s.p[len] == ':') && ends_label(s, len + 1))
			return len + 1;
		if (n && !words[i].article && md_is_blank(str_from(s, len)))
			return len;
	}
	return 0;
}

size_t
md_label(str s)
{
	size_t marks = 0, n;

	while (marks < s.n && (s.p[marks] == '*' || s.p[marks] == '_'))
		marks++;
	s = str_from(s, marks);
	n = number_label(s);
	n = n ? n : letter_label(s);
	n = n ? n : capital_label(s);
	n = n ? n : word_label(s);
	return n ? marks + n : 0;
}

bool
md_is_link_definition(str s)
{
	static const str targets[] = { STR_INIT("http://"), STR_INIT("https://"), STR_INIT("mailto:"),
		STR_INIT("vb:"), STR_INIT("#"), STR_INIT("<"), STR_INIT("/"), STR_INIT("www.") };
	static const char bytes[] = { ']', MASK_COLON };
	static const str close = { bytes, sizeof bytes };
	size_t end;
	str target;

	if (s.n == 0 || s.p[0] != '[' || (end = str_find(s, close)) == STR_NONE)
		return false;
	target = str_trim(str_from(s, end + close.n));
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		if (str_starts(target, targets[i]))
			return true;
	return false;
}

/* ---- Masks ---------------------------------------------------------------- */

static const char UNMASK[0x20] = {
	[MASK_QUOTE] = '>',
	[MASK_HASH] = '#',
	[MASK_MINUS] = '-',
	[MASK_PAREN] = ')',
	[MASK_COLON] = ':',
	[MASK_PIPE] = '|',
	[MASK_UNDER] = '_',
	[MASK_EQUAL] = '=',
	[MASK_TICK] = '`',
	[MASK_TILDE] = '~',
	[MASK_STAR] = '*',
	[MASK_PLUS] = '+',
	[MASK_DOT] = '.',
	[MASK_CARET] = '^',
};

str
md_unmask(struct md *md, str masked)
{
	char *out;
	size_t n = 0;

	if (!md_has_control(masked))
		return masked;
	out = arena_alloc(md->arena, masked.n);
	for (size_t i = 0; i < masked.n; i++) {
		unsigned char c = (unsigned char)masked.p[i];

		if (c < 0x20 && UNMASK[c])
			out[n++] = UNMASK[c];
		else if (c >= 0x20 || c == '\n' || c == '\t')
			out[n++] = masked.p[i];
	}
	return (str){ out, n };
}

static void
mask_at(char *s, char as)
{
	for (char m = 1; m < 0x20; m++)
		if (UNMASK[(size_t)m] == as)
			*s = m;
}

/* The marker of a list item at the start of s, with its space, or 0. */
static size_t
marker(str s)
{
	size_t n = digits(s);

	if (n == 0 && s.n && (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '*'))
		return s.n > 1 && is_space(s.p[1]) ? 2 : 0;
	if (n == 0 || n > 9 || n + 1 >= s.n || (s.p[n] != '.' && s.p[n] != ')'))
		return 0;
	return is_space(s.p[n + 1]) ? n + 2 : 0;
}

/* Where the text of a line begins, behind the marks of quotes and items. */
static size_t
text_start(str line)
{
	size_t i = 0, n;

	for (;;) {
		while (i < line.n && (is_space(line.p[i]) || line.p[i] == '>'))
			i++;
		n = marker(str_from(line, i));
		if (n == 0)
			return i;
		i += n;
	}
}

/* `[^label]:` at the start of a line's text: the end of its label, or 0. */
static size_t
definition_label(str line, size_t start)
{
	size_t i = start + 2;

	if (start + 1 >= line.n || line.p[start] != '[' || line.p[start + 1] != '^')
		return 0;
	while (i < line.n && line.p[i] != ']' && !is_space(line.p[i]))
		i++;
	return i > start + 2 && i + 1 < line.n && line.p[i] == ']' && line.p[i + 1] == ':' ? i : 0;
}

/* Link definitions would vanish from the text: `]:` is never one. Footnote
 * calls are ours: cmark-gfm 0.29.0.gfm.6 loses the text of `[^ a` when its `]`
 * stands on the next line. */
static void
mask_brackets(char *s, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] == ']' && s[i + 1] == ':')
			s[i + 1] = MASK_COLON;
		else if (s[i] == '[' && s[i + 1] == '^')
			s[i + 1] = MASK_CARET;
	}
}

/* All but the start of a footnote definition, whose label cmark would not know
 * again if it had a `_`. */
static void
mask_body_line(char *s, size_t n)
{
	size_t start, end;

	if (memchr(s, ']', n) == NULL && memchr(s, '^', n) == NULL)
		return;
	start = text_start((str){ s, n });
	end = definition_label((str){ s, n }, start);
	for (size_t i = start; i < end; i++)
		if (s[i] == '_')
			s[i] = MASK_UNDER;
	end = end ? end + 2 : 0;
	mask_brackets(s + end, n - end);
}

void
md_mask_body(char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		char *eol = memchr(s + i, '\n', n - i);
		size_t len = eol ? (size_t)(eol - s) - i : n - i;

		mask_body_line(s + i, len);
		i += len + 1;
	}
}

/* A line of one mark only, as `-`, `---`, `* * *`: in a cell that is text. */
static bool
mask_rule(char *s, size_t n)
{
	char c = n ? s[0] : 0;

	if (c == 0 || strchr("-=*_+", c) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] != c && !is_space(s[i]))
			return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] == c)
			mask_at(&s[i], c);
	return true;
}

/* Headings, quotes and fences. */
static void
mask_opening(char *s, size_t n)
{
	size_t run = 1;

	while (run < n && s[run] == s[0])
		run++;
	if (s[0] == '>')
		mask_at(s, '>');
	else if (s[0] == '#' && run <= 6 && (run == n || is_space(s[run])))
		mask_at(s, '#');
	else if ((s[0] == '`' || s[0] == '~') && run >= 3)
		for (size_t i = 0; i < run; i++)
			mask_at(&s[i], s[0]);
}

/* `1.` alone is a number, and `1)` opens no list. */
static bool
mask_number(char *s, size_t n)
{
	size_t d = digits((str){ s, n });

	if (d == 0 || d >= n || (s[d] != '.' && s[d] != ')'))
		return false;
	if (!md_is_blank((str){ s + d + 1, n - d - 1 }) && s[d] == '.')
		return false;
	mask_at(&s[d], s[d]);
	return true;
}

static void
mask_cell_line(char *s, size_t n)
{
	size_t i = 0, m;

	for (;;) {
		while (i < n && is_space(s[i]))
			i++;
		while (n > i && is_space(s[n - 1]))
			n--;
		if (i == n || mask_rule(s + i, n - i) || mask_number(s + i, n - i))
			return;
		m = marker((str){ s + i, n - i });
		if (m == 0)
			break;
		i += m;
	}
	mask_opening(s + i, n - i);
}

/* The length of a `<br>` at the start of s, or 0. */
static size_t
br(const char *s, size_t n)
{
	size_t i = 3;

	if (n < 4 || s[0] != '<' || (s[1] | 0x20) != 'b' || (s[2] | 0x20) != 'r')
		return 0;
	while (i < n && is_space(s[i]))
		i++;
	if (i < n && s[i] == '/')
		i++;
	return i < n && s[i] == '>' ? i + 1 : 0;
}

/* The end of the code span that opens at s[i], or i when none does. */
static size_t
skip_code(const char *s, size_t n, size_t i)
{
	size_t ticks = 0, run = 0, k;

	while (i + ticks < n && s[i + ticks] == '`')
		ticks++;
	for (k = i + ticks; k < n; k++) {
		run = s[k] == '`' ? run + 1 : 0;
		if (run == ticks && (k + 1 == n || s[k + 1] != '`'))
			return k + 1;
	}
	return i + ticks;
}

/* `<br>` becomes the two spaces and newline of a hard break, so that a list may
 * begin behind it. */
static void
mask_breaks(char *s, size_t n)
{
	size_t len;

	for (size_t i = 0; i < n;) {
		if (s[i] == '`') {
			i = skip_code(s, n, i);
		} else if (s[i] == '\\') {
			i += 2;
		} else if ((len = br(s + i, n - i)) > 0) {
			memset(s + i, ' ', len - 1);
			s[i + len - 1] = '\n';
			i += len;
		} else {
			i++;
		}
	}
}

void
md_mask_cell(char *s, size_t n)
{
	if (memchr(s, '<', n))
		mask_breaks(s, n);
	for (size_t i = 0; i < n;) {
		char *eol = memchr(s + i, '\n', n - i);
		size_t len = eol ? (size_t)(eol - s) - i : n - i;

		mask_cell_line(s + i, len);
		i += len + 1;
	}
	mask_brackets(s, n);
}

/* ---- Footnote definitions ------------------------------------------------- */

void
md_notes_scan(struct md *md, str src)
{
	str rest = src, line;
	uint32_t number = 0;

	while (str_line(&rest, &line)) {
		size_t start, end;

		number++;
		if (memchr(line.p ? line.p : "", '^', line.n) == NULL)
			continue;
		start = text_start(line);
		end = definition_label(line, start);
		if (end) {
			struct note note = { .label = str_sub(line, start + 2, end - start - 2),
				.line = number };

			note.fold = utf_lower(md->arena, note.label);
			note.at = md_place(md, md->text, (size_t)(line.p - src.p) + start, end + 1 - start);
			VEC_PUSH(md->arena, &md->notes, note);
		}
	}
}
