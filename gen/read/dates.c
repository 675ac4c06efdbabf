/* read/dates.c: `2022-05-11`, `11/5/2022`, and what leaves the rest blank:
 * `2022-05`, `5/2022`, `2022`.
 *
 * Only these: 11-05-2022 or 11.5.22 can be meant in more than one way, and a
 * date that is guessed wrong is signed wrong. Where the three numbers can be
 * made out all the same, the message offers them in the form that is read. */
#include "keys.h"

/* Digits of one part, with spaces around them let pass. */
static bool
part_number(str s, size_t digits_min, size_t digits_max, int *out)
{
	uint32_t number;

	s = str_trim(s);
	if (s.n < digits_min || s.n > digits_max || !str_uint(s, &number))
		return false;
	*out = (int)number;
	return true;
}

/* The parts of s between seps, at most three; 0 when there are more. */
static size_t
split(str s, char sep, str parts[3])
{
	size_t n = 0;

	while (s.p) {
		if (n == 3)
			return 0;
		parts[n++] = str_cut(s, sep, &s);
	}
	return n;
}

static bool
parse(str s, struct date *out)
{
	bool slashes = str_find_c(s, '/') != STR_NONE;
	int *const fields[] = { &out->year, &out->month, &out->day };
	str parts[3];
	size_t n = split(s, slashes ? '/' : '-', parts);

	if (n == 0 || (slashes && n == 1))
		return false;
	for (size_t i = 0; i < n; i++) {
		str part = slashes ? parts[n - 1 - i] : parts[i];

		if (!part_number(part, i ? 1 : 4, i ? 2 : 4, fields[i]))
			return false;
	}
	return true;
}

static int
days_in(int month, int year)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* n: how many of year, month, day were given. */
static bool
possible(const struct date *d, size_t n)
{
	if (d->year < 1000)
		return false;
	if (n > 1 && (d->month < 1 || d->month > 12))
		return false;
	return n < 3 || (d->day >= 1 && d->day <= days_in(d->month, d->year));
}

static size_t
count_parts(str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '-' || s.p[i] == '/';
	return n;
}

/* "ngày 11 tháng 5 năm 2022", "11.5.2022": the numbers in it as a date. */
static str
guess(struct arena *a, str s)
{
	int number[3] = { 0 };
	size_t n = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		if (digit && digits == 0 && n++ == 3)
			return (str){ 0 };
		if (digit && digits++ < 4)
			number[n - 1] = number[n - 1] * 10 + (s.p[i] - '0');
		else if (digit)
			return (str){ 0 };
		else
			digits = 0;
	}
	struct date d = { .year = number[2], .month = number[1], .day = number[0] };

	if (number[0] > 31)
		d = (struct date){ .year = number[0], .month = number[1], .day = number[2] };
	if (n != 3 || !possible(&d, 3))
		return (str){ 0 };
	return str_fmt(a, "%d-%02d-%02d", d.year, d.month, d.day);
}

void
read_date(struct reader *r, const struct key *k, const struct yval *v, void *base)
{
	struct date *out = KEY_FIELD(struct date, k, base), date = { .given = true, .at = v->at };
	str key = str_z(k->name);
	struct val typed;

	if (value_is_khong(r, v)) {
		date.none = true;
		*out = date;
		return;
	}
	if (value_text(r, key, v, &typed) && date_read(r, key, typed.s, v->at, &date))
		*out = date;
}

bool
date_read(struct reader *r, str key, str s, pos at, struct date *out)
{
	s = str_trim(s);
	if (!parse(s, out))
		diag(r->diags, D_DATE_FORM, at, key, s)->suggest = guess(r->arena, s);
	else if (!possible(out, count_parts(s)))
		diag(r->diags, D_DATE_IMPOSSIBLE, at, key, s);
	else
		return true;
	return false;
}

bool
read_whole_date(str typed, struct date *out)
{
	*out = (struct date){ .given = true };
	return parse(str_trim(typed), out) && out->month && out->day && possible(out, 3);
}
