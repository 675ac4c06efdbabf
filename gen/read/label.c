/* read/label.c: lines that open with a number or letter typed by hand (`a)`,
 * `1.1.`, `I.`, `Điều 1.`), which the program would make itself, and other
 * lines that mean something the format does not have. */
#include "markdown_int.h"

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

/* A label ends at the line's end, at a space (Word likes to put one that does not
 * break), or where its bold ends. */
static bool
ends_label(str s, size_t i)
{
	return i >= s.n || is_space(s.p[i]) || s.p[i] == '*' || s.p[i] == '_' ||
	       str_starts(str_from(s, i), S("\u00a0"));
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
	static const char *const numbers[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII",
		"IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
		"XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX" };
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
		if (n && len < s.n && (s.p[len] == '.' || s.p[len] == ':') &&
		    ends_label(s, len + 1))
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

/* ---- What only looks like a label or a mark of a list ------------------------------- */

/* A further sign of such a line: text behind a space. */
static size_t
before_text(str s, size_t n)
{
	bool space = n < s.n && (is_space(s.p[n]) || str_starts(str_from(s, n), S("\u00a0")));

	return space && str_trim(str_from(s, n)).n ? n : 0;
}

/* A letter as of a điểm: a–h, đ, and those behind it that no word is. */
static size_t
one_letter(str s)
{
	static const str d_bar = STR_INIT("đ");

	if (str_starts(s, d_bar))
		return d_bar.n;
	return s.n && s.p[0] >= 'a' && s.p[0] <= 'z' ? 1 : 0;
}

size_t
md_label_like(str s)
{
	bool bracket = str_starts(s, S("("));
	size_t from = bracket, n = digits(str_from(s, from));

	n = n > 2 ? 0 : n ? n : one_letter(str_from(s, from));
	if (n == 0)
		return 0;
	n += from;
	if (bracket)
		return n < s.n && s.p[n] == ')' ? before_text(s, n + 1) : 0;
	if (n < s.n && s.p[n] == '/')
		return before_text(s, n + 1);
	/* "a. Điểm"; a number with a stop is a label or an item of a list. */
	if (n < s.n && s.p[n] == '.' && !is_digit(s.p[0]))
		return before_text(s, n + 1);
	/* "1 - Khoản", "1- Khoản" */
	if (is_digit(s.p[0]) && str_starts(str_from(s, n), S(" - ")))
		return before_text(s, n + 2);
	if (is_digit(s.p[0]) && str_starts(str_from(s, n), S("- ")))
		return before_text(s, n + 1);
	return 0;
}

size_t
md_bullet_like(str s)
{
	/* Dashes that Word makes of '-', the dots of its lists, and those of its fonts of signs. */
	static const str dashes[] = { STR_INIT("–"), STR_INIT("—"), STR_INIT("−"), STR_INIT("‐"),
		STR_INIT("‑") };
	static const str dots[] = { STR_INIT("•"), STR_INIT("·"), STR_INIT("●"), STR_INIT("○"),
		STR_INIT("▪"), STR_INIT("■"), STR_INIT("◦"), STR_INIT("►"), STR_INIT("➢"),
		STR_INIT("\uf0b7"), STR_INIT("\uf0a7"), STR_INIT("\uf0d8"), STR_INIT("\uf0fc"),
		STR_INIT("\uf02d") };

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (str_starts(s, dashes[i]))
			return before_text(s, dashes[i].n);
	for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
		if (str_starts(s, dots[i]) && str_trim(str_from(s, dots[i].n)).n)
			return dots[i].n;
	return 0;
}

bool
md_is_link_definition(str s)
{
	static const str targets[] = { STR_INIT("http://"), STR_INIT("https://"),
		STR_INIT("mailto:"), STR_INIT("vb:"), STR_INIT("#"), STR_INIT("<"), STR_INIT("/"),
		STR_INIT("www.") };
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
