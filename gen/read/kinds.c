/* read/kinds.c: what columns of a kind hold: numbers, money, percents, dates.
 *
 * Offices write 1.234,5; what comes out of an English spreadsheet has it the
 * other way round. A dot or comma before three last digits can be either:
 * 1.234 is read as it is written here unless another number of the same file
 * can only be of the other sort; 1,234 is read only when another number of the
 * file shows that it is written as here. Everything that stays unclear is an
 * error: a number that is read wrong is signed wrong. */
#include "bang_int.h"
#include "../base/buf.h"
#include "../base/utf.h"

bool
kinds_is_number(enum kind kind)
{
	return kind == KIND_NUMBER || kind == KIND_MONEY || kind == KIND_PERCENT;
}

bool
kinds_is_ordered(enum kind kind)
{
	return kinds_is_number(kind) || kind == KIND_DATE;
}

str
datum_value(const struct datum *d)
{
	return str_trim(d->text.s);
}

str
kinds_show(struct arena *a, enum kind kind, struct dec x)
{
	str s = dec_show(a, x);

	return kind == KIND_PERCENT ? str_cat(a, s, S("%")) : s;
}

static bool
is_nothing(str s)
{
	return s.n == 0 || str_is(s, "-") || str_is(s, "–") || str_is(s, "—");
}

void
datum_set_text(struct datum *d, str s)
{
	d->text = (struct text){ .s = s, .at = d->text.at, .how = TEXT_POINT };
	d->blocks = NULL;
}

/* ---- Numbers ---------------------------------------------------------------------- */

/* What a share of one would be: 0,963 for 96,3%? */
static bool
may_be_share(struct dec x)
{
	return x.v != 0 && dec_cmp(x, (struct dec){ 1, 0 }) <= 0 &&
	       dec_cmp(x, (struct dec){ -1, 0 }) >= 0;
}

static bool
read_number(struct bang *b, const struct bcol *c, struct datum *d)
{
	str s = str_trim(d->text.s), typed = s;
	bool sign = c->kind == KIND_PERCENT && str_ends(s, S("%"));

	if (sign)
		s = str_trim(str_first(s, s.n - 1));
	d->form = dec_read(s, &d->num);
	if (d->form == DEC_NONE)
		md_report(b->md, D_CELL_NUMBER, d->text.at, typed, c->name);
	else if (d->form == DEC_BIG)
		md_report(b->md, D_CELL_NUMBER_BIG, d->text.at, typed);
	else if (c->kind == KIND_PERCENT && !sign && may_be_share(d->num))
		md_report(b->md, D_CELL_PERCENT, d->text.at, typed);
	else
		return true;
	return false;
}

/* ---- Dates ------------------------------------------------------------------------- */

/* Days below 10 and the months 1 and 2 have a zero before them (II.4.b). */
static str
show_date(struct arena *a, const struct date *d)
{
	str month = d->month > 2 ? str_fmt(a, "%d", d->month) : str_fmt(a, "%02d", d->month);

	if (d->month == 0)
		return str_fmt(a, "%d", d->year);
	if (d->day == 0)
		return str_fmt(a, "%.*s/%d", STR_ARG(month), d->year);
	return str_fmt(a, "%02d/%.*s/%d", d->day, STR_ARG(month), d->year);
}

static bool
read_day(struct bang *b, const struct bcol *c, struct datum *d)
{
	struct date date = { .year = 0 };

	if (!md_may_report(b->md) || !date_read(&b->r, c->name, d->text.s, d->text.at, &date))
		return false;
	d->num.v = date.year * 10000 + date.month * 100 + date.day;
	d->has_num = true;
	datum_set_text(d, show_date(b->md->arena, &date));
	return true;
}

/* ---- Roman numerals ------------------------------------------------------------------ */

/* One decimal digit of a numeral off the front of *s; signs: of one, five and ten. */
static unsigned
roman_digit(str *s, const char *signs)
{
	static const char *const forms[] = { "", "0", "00", "000", "01", "1", "10", "100", "1000",
		"02" };
	unsigned best = 0;
	size_t most = 0;

	for (unsigned d = 1; d < 10; d++) {
		size_t n = 0;

		while (forms[d][n] && n < s->n && s->p[n] == signs[forms[d][n] - '0'])
			n++;
		if (forms[d][n] == '\0' && n > most) {
			most = n;
			best = d;
		}
	}
	*s = str_from(*s, most);
	return best;
}

/* The number that a word is: XIV; 0: it is no numeral (IIX). */
static unsigned
read_roman(str s)
{
	unsigned n = 0;

	for (; s.n && s.p[0] == 'M' && n < 3000; s = str_from(s, 1))
		n += 1000;
	n += 100 * roman_digit(&s, "CDM");
	n += 10 * roman_digit(&s, "XLC");
	n += roman_digit(&s, "IVX");
	return s.n ? 0 : n;
}

/* "Quý IV" → "Quý 4", by which it is sorted. */
static str
without_roman(struct arena *a, str s)
{
	struct buf out;
	size_t from = 0, to = 0;
	str sorted;

	buf_init(&out);
	while (from < s.n) {
		size_t next = to;
		unsigned n;

		if (to < s.n && utf_is_letter(utf_next(s, &next))) {
			to = next;
			continue;
		}
		n = read_roman(str_sub(s, from, to - from));
		if (n)
			buf_fmt(&out, "%u", n);
		else
			buf_str(&out, str_sub(s, from, to - from));
		buf_str(&out, str_sub(s, to, next - to));
		from = to = next;
	}
	sorted = buf_dup(&out, a);
	buf_free(&out);
	return sorted;
}

/* ---- Cells ------------------------------------------------------------------------- */

static bool
read_datum(struct bang *b, const struct bcol *c, struct datum *d)
{
	if (c->kind == KIND_ROMAN)
		d->sort = without_roman(b->md->arena, datum_value(d));
	if (is_nothing(str_trim(d->text.s)))
		return true;
	if (c->kind == KIND_DATE)
		return read_day(b, c, d);
	if (kinds_is_number(c->kind))
		d->has_num = read_number(b, c, d);
	return d->has_num || !kinds_is_number(c->kind);
}

bool
kinds_value(struct bang *b, const struct bcol *col, struct datum *d)
{
	if (!read_datum(b, col, d))
		return false;
	if (d->form != DEC_COMMA3)
		return true;
	md_report(b->md, D_CELL_NUMBER_UNCLEAR, d->text.at, str_trim(d->text.s),
	    dec_show(b->md->arena, d->num), dec_show(b->md->arena, (struct dec){ d->num.v, 0 }),
	    col->name);
	return false;
}

/* The two ways of writing, where each was seen for sure. */
struct seen {
	const struct datum *ours, *point;
};

static void
look(struct seen *seen, const struct datum *d)
{
	if (d->has_num && d->form == DEC_OURS && seen->ours == NULL)
		seen->ours = d;
	if (d->has_num && d->form == DEC_POINT && seen->point == NULL)
		seen->point = d;
}

/* The number as it would be the other way round. */
static struct dec
other_way(const struct datum *d)
{
	return (struct dec){ d->num.v, d->form == DEC_DOT3 ? 3 : 0 };
}

/* Either way is read, both in one file are a slip of somebody. */
static void
report_mixed(struct bang *b, const struct bcol *c, const struct seen *seen, const struct datum *d)
{
	struct diag *f = md_report(b->md, D_CELL_NUMBER_MIXED, d->text.at, datum_value(d),
	    kinds_show(b->md->arena, c->kind, d->num), c->name);

	if (f)
		f->also = seen->ours->text.at;
}

/* Prints a number as it is written here, once the file has shown how it writes. */
static void
settle(struct bang *b, const struct bcol *c, const struct seen *seen, struct datum *d)
{
	struct arena *a = b->md->arena;
	bool unclear = (d->form == DEC_DOT3 && seen->point) ||
		       (d->form == DEC_COMMA3 && (seen->point || !seen->ours));
	struct diag *f;

	if (!d->has_num || !kinds_is_number(c->kind))
		return;
	if (!unclear) {
		if (d->form == DEC_POINT && seen->ours)
			report_mixed(b, c, seen, d);
		datum_set_text(d, kinds_show(a, c->kind, d->num));
		return;
	}
	f = md_report(b->md, D_CELL_NUMBER_UNCLEAR, d->text.at, str_trim(d->text.s),
	    dec_show(a, d->num), dec_show(a, other_way(d)), c->name);
	if (f && seen->point)
		f->also = seen->point->text.at;
}

void
kinds_read(struct bang *b, size_t from)
{
	struct seen seen = { NULL, NULL };

	for (size_t i = from; i < b->records.n; i++)
		for (size_t k = 0; k < b->n_cols; k++) {
			struct datum *d = &b->records.v[i].v[k];

			if (b->cols[k].kind > KIND_TEXT && b->cols[k].kind != KIND_NAME)
				read_datum(b, &b->cols[k], d);
			if (kinds_is_number(b->cols[k].kind))
				look(&seen, d);
		}
	for (size_t i = from; i < b->records.n; i++) {
		for (size_t k = 0; k < b->n_cols; k++)
			settle(b, &b->cols[k], &seen, &b->records.v[i].v[k]);
		formulas_fill(b, b->records.v[i].v, b->records.v[i].at, false);
	}
}
