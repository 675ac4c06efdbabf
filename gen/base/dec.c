/* base/dec.c: see dec.h. A number is 64 bits; what is multiplied on the way has
 * 128, which hold any product of two that is made here. */
#include "dec.h"
#include "arena.h"

__extension__ typedef __int128 wide;

static int64_t
power(int n)
{
	int64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

static bool
fits(wide v)
{
	const wide most = (wide)1000000000 * 1000000000; /* DEC_DIGITS digits */

	return v > -most && v < most;
}

/* ---- Reading ------------------------------------------------------------------ */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* U+00A0 and U+202F beside the space; the bytes that it takes, or 0. */
static size_t
space_at(str s)
{
	if (s.n && s.p[0] == ' ')
		return 1;
	if (str_starts(s, S("\xC2\xA0")))
		return 2;
	return str_starts(s, S("\xE2\x80\xAF")) ? 3 : 0;
}

/* A number cut up: digits, and where the separators stand among them. */
struct shape {
	char digits[DEC_DIGITS + 1];
	int n; /* digits */
	struct {
		char what; /* '.', ',' or ' ' */
		int at;    /* digits before it */
	} sep[DEC_DIGITS];
	int n_sep, dots, commas, spaces;
	bool bad, big;
};

static void
take_digit(struct shape *h, char c)
{
	if (h->n == 1 && h->digits[0] == '0' && h->n_sep == 0)
		h->n = 0; /* 007 */
	if (h->n >= DEC_DIGITS)
		h->big = true;
	else
		h->digits[h->n++] = c;
}

static void
take_separator(struct shape *h, char c)
{
	if (h->n_sep >= DEC_DIGITS || h->n == 0 || (h->n_sep && h->sep[h->n_sep - 1].at == h->n)) {
		h->bad = true;
		return;
	}
	h->sep[h->n_sep].what = c;
	h->sep[h->n_sep++].at = h->n;
	h->dots += c == '.';
	h->commas += c == ',';
	h->spaces += c == ' ';
}

static struct shape
cut_up(str s)
{
	struct shape h = { .n = 0 };

	while (s.n && !h.bad && !h.big) {
		size_t space = space_at(s);

		if (is_digit(s.p[0]))
			take_digit(&h, s.p[0]);
		else if (space || s.p[0] == '.' || s.p[0] == ',')
			take_separator(&h, space ? ' ' : s.p[0]);
		else
			h.bad = true;
		s = str_from(s, space ? space : 1);
	}
	h.bad = h.bad || h.n == 0 || (h.n_sep && h.sep[h.n_sep - 1].at == h.n);
	return h;
}

/* The first n separators cut the digits before `end` into threes. */
static bool
in_threes(const struct shape *h, int n, int end)
{
	if (n && (h->sep[0].at > 3 || h->digits[0] == '0'))
		return false;
	for (int i = 0; i < n; i++)
		if (h->sep[i].what != h->sep[0].what ||
		    (i + 1 < n ? h->sep[i + 1].at : end) - h->sep[i].at != 3)
			return false;
	return true;
}

/* All separators group. */
static bool
is_grouped(const struct shape *h)
{
	return in_threes(h, h->n_sep, h->n);
}

/* The last separator divides decimals off, those before it group. */
static bool
has_decimals(const struct shape *h)
{
	int last = h->n_sep - 1;

	return h->sep[last].what != ' ' && (last == 0 || h->sep[0].what != h->sep[last].what) &&
	       in_threes(h, last, h->sep[last].at);
}

static enum dec_form
form_of(const struct shape *h, int *places)
{
	bool one = h->n_sep == 1 && h->spaces == 0;
	char last = h->n_sep ? h->sep[h->n_sep - 1].what : ' ';

	*places = 0;
	if (h->n_sep == h->spaces)
		return is_grouped(h) ? DEC_PLAIN : DEC_NONE;
	if (one && is_grouped(h)) {
		*places = last == ',' ? 3 : 0;
		return last == ',' ? DEC_COMMA3 : DEC_DOT3;
	}
	if (h->n_sep > 1 && is_grouped(h))
		return last == '.' ? DEC_OURS : DEC_POINT;
	if (!has_decimals(h))
		return DEC_NONE;
	*places = h->n - h->sep[h->n_sep - 1].at;
	return last == ',' ? DEC_OURS : DEC_POINT;
}

/* Also U+2212. */
static str
without_sign(str s, bool *minus)
{
	*minus = str_starts(s, S("-")) || str_starts(s, S("\xE2\x88\x92"));
	if (!*minus)
		return str_starts(s, S("+")) ? str_from(s, 1) : s;
	return str_from(s, s.p[0] == '-' ? 1 : 3);
}

enum dec_form
dec_read(str s, struct dec *out)
{
	bool minus;
	struct shape h = cut_up(without_sign(str_trim(s), &minus));
	enum dec_form form;

	*out = (struct dec){ 0, 0 };
	if (h.bad || h.big)
		return h.bad ? DEC_NONE : DEC_BIG;
	form = form_of(&h, &out->places);
	if (out->places > DEC_PLACES)
		form = DEC_BIG;
	for (int i = 0; i < h.n; i++)
		out->v = out->v * 10 + (h.digits[i] - '0');
	out->v = minus ? -out->v : out->v;
	return form;
}

/* ---- Printing ------------------------------------------------------------------ */

str
dec_show(struct arena *a, struct dec x)
{
	uint64_t v = x.v < 0 ? (uint64_t)-x.v : (uint64_t)x.v, unit = (uint64_t)power(x.places);
	str whole = str_fmt(a, "%llu", (unsigned long long)(v / unit)), out = S("");

	for (; whole.n > 3; whole.n -= 3)
		out = str_fmt(a, ".%.*s%.*s", STR_ARG(str_from(whole, whole.n - 3)), STR_ARG(out));
	out = str_fmt(a, "%s%.*s%.*s", x.v < 0 ? "-" : "", STR_ARG(whole), STR_ARG(out));
	if (x.places == 0)
		return out;
	return str_fmt(a, "%.*s,%0*llu", STR_ARG(out), x.places, (unsigned long long)(v % unit));
}

/* ---- Reckoning ------------------------------------------------------------------ */

bool
dec_add(struct dec *to, struct dec x)
{
	int places = to->places > x.places ? to->places : x.places;
	wide v = (wide)to->v * power(places - to->places) + (wide)x.v * power(places - x.places);

	if (!fits(v))
		return false;
	*to = (struct dec){ (int64_t)v, places };
	return true;
}

bool
dec_sub(struct dec *to, struct dec x)
{
	x.v = -x.v;
	return dec_add(to, x);
}

/* over / under to the nearest, half away from zero. */
static wide
divide(wide over, wide under)
{
	bool minus = (over < 0) != (under < 0);

	over = over < 0 ? -over : over;
	under = under < 0 ? -under : under;
	over = (2 * over + under) / (2 * under);
	return minus ? -over : over;
}

bool
dec_mul(struct dec *to, struct dec x)
{
	wide v = (wide)to->v * x.v;
	int places = to->places + x.places;

	for (; places > 0 && v % 10 == 0; places--)
		v /= 10;
	if (places > DEC_PLACES) {
		v = divide(v, power(places - DEC_PLACES));
		places = DEC_PLACES;
	}
	if (!fits(v))
		return false;
	*to = (struct dec){ (int64_t)v, places };
	return true;
}

bool
dec_ratio(struct dec x, struct dec y, int times, int places, struct dec *out)
{
	wide over = (wide)x.v * power(y.places) * times * power(places);
	wide under = (wide)y.v * power(x.places), v;

	if (under == 0)
		return false;
	v = divide(over, under);
	if (!fits(v))
		return false;
	*out = (struct dec){ (int64_t)v, places };
	return true;
}

bool
dec_round(struct dec x, int places, struct dec *out)
{
	return dec_ratio(x, (struct dec){ 1, 0 }, 1, places, out);
}

int
dec_cmp(struct dec x, struct dec y)
{
	wide a = (wide)x.v * power(y.places), b = (wide)y.v * power(x.places);

	return (a > b) - (a < b);
}
