/* base/utf_order.c: Vietnamese order. */
#include "utf_int.h"

#include <string.h>

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
	n = utf_decompose(cp, parts);
	w.upper = utf_is_upper(cp);
	w.letter = utf_simple_lower(parts[0]) * 4;
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
