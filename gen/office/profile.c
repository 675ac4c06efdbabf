/* office/profile.c: the colour profile of a PDF/A.
 *
 * PDF/A names the colours it means by an ICC profile (ISO 19005-2, 6.2.3), which
 * LibreOffice makes anew for each file, with the time of that moment in its header (ICC.1,
 * 7.2.8), and deflates. How long that comes out depends on the time, so the profile is put
 * back as it is, with a date that does not change: that costs some hundred bytes, since
 * tables of colours are hardly smaller deflated. What stands behind it moves, and the
 * cross-reference table (ISO 32000-1, 7.5.4) says so. */
#include "office_int.h"

#include "../pack/inflate.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 1 << 20, HEADER = 128, DATE = 24, SIGNATURE = 36 };

/* Bytes [at, at + n) become `by`. */
struct change {
	size_t at, n;
	str by;
};

/* The profile's stream, and the number that says how long it is. */
struct profile {
	struct change filter, stream, length;
};

/* ---- Where it stands ------------------------------------------------------------- */

/* The unsigned number at *at, which moves behind it; 0: none. */
static size_t
number_at(str pdf, size_t *at)
{
	size_t n = 0;

	while (*at < pdf.n && pdf.p[*at] >= '0' && pdf.p[*at] <= '9' && n < SIZE_MAX / 100)
		n = n * 10 + (size_t)(pdf.p[(*at)++] - '0');
	return n;
}

/* The number that stands behind `key` in [from, to); *at is behind it. */
static size_t
number_behind(str pdf, const char *key, size_t from, size_t to, size_t *at)
{
	size_t found = str_find(str_sub(pdf, from, to - from), str_z(key));

	if (found == STR_NONE)
		return 0;
	*at = from + found + strlen(key);
	return number_at(pdf, at);
}

/* Behind "N 0 obj", or 0. */
static size_t
find_object(struct arena *a, str pdf, size_t number)
{
	str head = str_fmt(a, "\n%zu 0 obj\n", number);
	size_t at = number ? str_find(pdf, head) : STR_NONE;

	return at == STR_NONE ? 0 : at + head.n;
}

/* As LibreOffice writes it: "<</N 3/Length 69 0 R/Filter/FlateDecode>>\nstream\n". */
static bool
find_profile(struct arena *a, str pdf, struct profile *out)
{
	static const str filter = STR_INIT("/Filter/FlateDecode"), open = STR_INIT(">>\nstream\n");
	size_t unused, dict, data, found, length;

	dict = find_object(a, pdf, number_behind(pdf, "/DestOutputProfile ", 0, pdf.n, &unused));
	found = dict ? str_find(str_from(pdf, dict), open) : STR_NONE;
	if (found == STR_NONE)
		return false;
	data = dict + found + open.n;
	found = str_find(str_sub(pdf, dict, data - dict), filter);
	length = find_object(a, pdf, number_behind(pdf, "/Length ", dict, data, &unused));
	if (found == STR_NONE || length == 0)
		return false;
	out->filter = (struct change){ dict + found, filter.n, S("") };
	out->length.at = length;
	out->stream = (struct change){ data, number_at(pdf, &length), S("") };
	out->length.n = length - out->length.at;
	return data + out->stream.n < pdf.n;
}

/* ---- A date that does not change ---------------------------------------------------- */

static bool
make_profile(struct arena *a, str pdf, struct profile *p)
{
	static const unsigned char date[] = { 1980 >> 8, 1980 & 0xFF, 0, 1, 0, 1, 0, 0, 0, 0, 0,
		0 };
	str raw;

	if (!pack_inflate(a, str_sub(pdf, p->stream.at, p->stream.n), MOST, &raw) ||
	    raw.n < HEADER || memcmp(raw.p + SIGNATURE, "acsp", 4) != 0)
		return false;
	memcpy((char *)raw.p + DATE, date, sizeof date);
	p->stream.by = raw;
	p->length.by = str_fmt(a, "%zu", raw.n);
	return true;
}

/* ---- What moves ------------------------------------------------------------------------- */

/* By how far a place of the old file has moved on. */
static size_t
moved(const struct change *v, size_t n, size_t at)
{
	size_t to = at;

	for (size_t i = 0; i < n; i++)
		if (v[i].at < at)
			to += v[i].by.n - v[i].n; /* may wrap around, and back */
	return to;
}

/* Sections of the table begin "xref\n0 118\n"; an entry has twenty bytes. */
static bool
move_entries(char *p, size_t n, size_t at, const struct change *v, size_t n_changes)
{
	enum { ENTRY = 20, DIGITS = 10 };
	str pdf = { p, n };
	size_t count;
	char digits[DIGITS + 1];

	at += strlen("xref\n");
	if (number_at(pdf, &at) != 0 || at >= n || p[at++] != ' ')
		return false;
	count = number_at(pdf, &at);
	if (at++ >= n || count > (n - at) / ENTRY)
		return false;
	for (; count-- > 0; at += ENTRY) {
		size_t from = at;

		if (p[at + ENTRY - 3] != 'n')
			continue;
		snprintf(digits, sizeof digits, "%010zu",
		    moved(v, n_changes, number_at(pdf, &from)) % 10000000000u);
		memcpy(p + at, digits, DIGITS);
	}
	return true;
}

/* The file with the changes, which are in order, its table and the place of that right. */
static bool
apply(struct arena *a, str pdf, const struct change *v, size_t n, str *out)
{
	static const str start = STR_INIT("startxref\n");
	struct buf b;
	size_t from = 0, at = pdf.n, old, behind;
	bool ok;

	while (at-- > 0 && !str_starts(str_from(pdf, at), start))
		;
	if (at == SIZE_MAX)
		return false;
	behind = at + start.n;
	old = number_at(pdf, &behind);
	buf_init(&b);
	for (size_t i = 0; i < n; i++) {
		buf_str(&b, str_sub(pdf, from, v[i].at - from));
		buf_str(&b, v[i].by);
		from = v[i].at + v[i].n;
	}
	buf_str(&b, str_sub(pdf, from, at + start.n - from));
	buf_fmt(&b, "%zu", moved(v, n, old));
	buf_str(&b, str_from(pdf, behind));
	*out = buf_dup(&b, a);
	buf_free(&b);
	ok = str_starts(str_from(pdf, old), S("xref\n")) && old < pdf.n;
	return ok && move_entries((char *)out->p, out->n, moved(v, n, old), v, n);
}

str
office_settle_profile(struct arena *a, str pdf)
{
	struct profile p;
	str out;

	if (!find_profile(a, pdf, &p) || !make_profile(a, pdf, &p))
		return pdf;
	/* The length stands behind the stream or before it. */
	const struct change behind[] = { p.filter, p.stream, p.length };
	const struct change before[] = { p.length, p.filter, p.stream };
	return apply(a, pdf, p.length.at > p.stream.at ? behind : before, 3, &out) ? out : pdf;
}
