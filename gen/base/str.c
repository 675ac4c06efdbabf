/* base/str.c: slices of text. Nothing here owns memory or knows Unicode; a
 * function that makes new text takes the arena it goes to. */
#include "str.h"
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

str
str_z(const char *z)
{
	return (str){ z, z ? strlen(z) : 0 };
}

bool
str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(str a, const char *z)
{
	return str_eq(a, str_z(z));
}

bool
str_among(const str *v, size_t n, str s)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i], s))
			return true;
	return false;
}

int
str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(str s, str prefix)
{
	return s.n >= prefix.n && str_eq(str_first(s, prefix.n), prefix);
}

bool
str_ends(str s, str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

str
str_from(str s, size_t off)
{
	if (off > s.n)
		off = s.n;
	return (str){ s.p ? s.p + off : NULL, s.n - off };
}

str
str_first(str s, size_t n)
{
	return (str){ s.p, n < s.n ? n : s.n };
}

str
str_sub(str s, size_t off, size_t n)
{
	return str_first(str_from(s, off), n);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

str
str_trim(str s)
{
	size_t i = 0;

	while (i < s.n && is_blank(s.p[i]))
		i++;
	return str_trim_end(str_from(s, i));
}

str
str_trim_end(str s)
{
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

size_t
str_find(str s, str what)
{
	size_t off = 0, hit;

	if (what.n == 0)
		return 0;
	while (s.n - off >= what.n) {
		hit = str_find_c(str_sub(s, off, s.n - off - what.n + 1), what.p[0]);
		if (hit == STR_NONE)
			return STR_NONE;
		off += hit;
		if (memcmp(s.p + off, what.p, what.n) == 0)
			return off;
		off++;
	}
	return STR_NONE;
}

size_t
str_find_c(str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;

	return hit ? (size_t)(hit - s.p) : STR_NONE;
}

size_t
str_rfind_c(str s, char c)
{
	for (size_t i = s.n; i > 0; i--) {
		if (s.p[i - 1] == c)
			return i - 1;
	}
	return STR_NONE;
}

/* Is one of eight bytes below 0x20? Each is compared in its own lane; a borrow
 * can make a lane look small only when one below it is small. */
static bool
has_control(uint64_t x)
{
	const uint64_t ones = 0x0101010101010101U;

	return ((x - ones * 0x20) & ~x & ones * 0x80) != 0;
}

size_t
str_find_control(str s)
{
	size_t i = 0;
	uint64_t eight;

	for (; s.n - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, s.p + i, sizeof eight);
		if (has_control(eight))
			break;
	}
	for (; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20)
			return i;
	return STR_NONE;
}

str
str_cut(str s, char sep, str *rest)
{
	size_t at = str_find_c(s, sep);

	if (at == STR_NONE) {
		*rest = (str){ NULL, 0 };
		return s;
	}
	*rest = str_from(s, at + 1);
	return str_first(s, at);
}

bool
str_line(str *rest, str *line)
{
	if (rest->n == 0)
		return false;
	*line = str_cut(*rest, '\n', rest);
	return true;
}

bool
str_uint(str s, uint32_t *out)
{
	uint32_t v = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (uint32_t)(s.p[i] - '0');
		if (v >= 1000000000)
			return false;
	}
	*out = v;
	return true;
}

/* Fresh text of n bytes, and a NUL behind it for whoever looks in a debugger. */
static char *
room_for(struct arena *a, size_t n)
{
	return arena_alloc(a, n + 1);
}

str
str_dup(struct arena *a, str s)
{
	return (str){ str_cz(a, s), s.n };
}

const char *
str_cz(struct arena *a, str s)
{
	char *p = room_for(a, s.n);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

str
str_cat(struct arena *a, str x, str y)
{
	return str_join(a, (const str[]){ x, y }, 2, (str){ NULL, 0 });
}

str
str_join(struct arena *a, const str *v, size_t n, str sep)
{
	size_t total = n > 1 ? sep.n * (n - 1) : 0, at = 0;
	char *p;

	for (size_t i = 0; i < n; i++)
		total += v[i].n;
	p = room_for(a, total);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && sep.n) {
			memcpy(p + at, sep.p, sep.n);
			at += sep.n;
		}
		if (v[i].n)
			memcpy(p + at, v[i].p, v[i].n);
		at += v[i].n;
	}
	return (str){ p, total };
}

str
str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	int n;
	char *p;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort(); /* a bad format is a fault of ours */
	p = room_for(a, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (str){ p, (size_t)n };
}

static size_t
count(str s, str what)
{
	size_t n = 0, at;

	while ((at = str_find(s, what)) != STR_NONE) {
		s = str_from(s, at + what.n);
		n++;
	}
	return n;
}

str
str_replace(struct arena *a, str s, str what, str with)
{
	size_t hits = what.n ? count(s, what) : 0, at, w = 0, total;
	char *p;

	if (hits == 0)
		return s;
	total = s.n - hits * what.n + hits * with.n;
	p = room_for(a, total);
	while ((at = str_find(s, what)) != STR_NONE) {
		memcpy(p + w, s.p, at);
		if (with.n)
			memcpy(p + w + at, with.p, with.n);
		w += at + with.n;
		s = str_from(s, at + what.n);
	}
	if (s.n)
		memcpy(p + w, s.p, s.n);
	return (str){ p, total };
}
