/* read/mask.c: the copy of a source that cmark gets, with bytes masked that it
 * would take for markup which the format, or a table cell, does not have. Each
 * mask is one byte for one byte, so places stay what they are. */
#include "markdown_int.h"

#include <string.h>

bool
md_is_blank(str s)
{
	return str_trim(s).n == 0;
}

bool
md_has_control(str s)
{
	for (size_t i; (i = str_find_control(s)) != STR_NONE; s = str_from(s, i + 1))
		if (s.p[i] != '\n' && s.p[i] != '\t')
			return true;
	return false;
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

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

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
	[MASK_LESS] = '<',
	[MASK_BANG] = '!',
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

str
md_definition(str line)
{
	size_t start = text_start(line), i = start + 2;

	if (start + 1 >= line.n || line.p[start] != '[' || line.p[start + 1] != '^')
		return (str){ NULL, 0 };
	while (i < line.n && line.p[i] != ']' && !is_space(line.p[i]))
		i++;
	if (i == start + 2 || i + 1 >= line.n || line.p[i] != ']' || line.p[i + 1] != ':')
		return (str){ NULL, 0 };
	return str_sub(line, start + 2, i - start - 2);
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

/* `(*)` marks what a remark below explains, and `3*4*5` multiplies: two of them
 * would make italics of what stands between, and the stars would be gone. */
static void
mask_lone_stars(char *s, size_t n)
{
	char *at = s;

	while ((at = memchr(at, '*', n - (size_t)(at - s))) != NULL) {
		bool inside = at > s && at + 1 < s + n;
		bool remark = inside && at[-1] == '(' && at[1] == ')';
		bool times = inside && digits((str){ at - 1, 1 }) && digits((str){ at + 1, 1 });

		if (remark || times)
			*at = MASK_STAR;
		at++;
	}
}

/* All but the start of a footnote definition, whose label cmark would not know
 * again if it had a `_`. */
static void
mask_body_line(char *s, size_t n)
{
	str label;
	size_t done = 0;

	if (memchr(s, ']', n) == NULL && memchr(s, '^', n) == NULL)
		return;
	label = md_definition((str){ s, n });
	if (label.n) {
		done = (size_t)(label.p - s) + label.n + 2;
		for (char *c = s + (done - label.n - 2); c < s + done; c++)
			if (*c == '_')
				*c = MASK_UNDER;
	}
	mask_brackets(s + done, n - done);
}

/* At each `<?`, `<!D` and `<![CDATA[` cmark-gfm 0.29.0.gfm.6 looks for the end in all
 * that is left of the paragraph, and at each link for the `![` that stand open in it:
 * a file made of them takes hours. The format has none of the former (the first of
 * them are reported) and no thousand pictures to a paragraph: the rest is text. */
static void
mask_many(char *s, size_t n)
{
	enum { MOST_HTML = 100, MOST_IMAGES = 1000 };
	size_t html = 0, images = 0;

	if (!memchr(s, '<', n) && !memchr(s, '!', n))
		return;
	for (size_t i = 0; i + 1 < n; i++) {
		if (s[i] == '<' &&
		    (s[i + 1] == '?' || (s[i + 1] == '!' && (i + 2 >= n || s[i + 2] != '-')))) {
			if (++html > MOST_HTML)
				s[i] = MASK_LESS;
		} else if (s[i] == '!' && s[i + 1] == '[') {
			if (++images > MOST_IMAGES)
				s[i] = MASK_BANG;
		} else if (s[i] == '\n' && s[i + 1] == '\n') {
			images = 0;
		}
	}
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
	mask_lone_stars(s, n);
	mask_many(s, n);
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
	mask_lone_stars(s, n);
	mask_many(s, n);
}
