/* base/dec.h: exact decimal numbers, read and printed as Vietnamese offices
 * write them: 1.234,5. No floating point; what does not fit is said. */
#ifndef BASE_DEC_H
#define BASE_DEC_H

#include "str.h"

struct arena;

enum { DEC_PLACES = 6, DEC_DIGITS = 18 };

/* v / 10^places */
struct dec {
	int64_t v;
	int places;
};

/* What a text can be read as. A dot before the last three digits groups
 * thousands here and divides decimals elsewhere, a comma the other way round. */
enum dec_form {
	DEC_NONE,   /* no number */
	DEC_BIG,    /* more than DEC_DIGITS digits, or DEC_PLACES decimals */
	DEC_PLAIN,  /* 1234: no separator, or only spaces between thousands */
	DEC_OURS,   /* 12,5  1.234.567  1.234,5 */
	DEC_POINT,  /* 12.5  1,234,567  1,234.5: the other way */
	DEC_DOT3,   /* 1.234: 1234 here, 1,234 elsewhere */
	DEC_COMMA3, /* 1,234: 1,234 here, 1234 elsewhere */
};

/* Reads all of s; a sign may come first. In the last two forms *out is the
 * number as it is written here. */
enum dec_form dec_read(str s, struct dec *out);
/* 1.234,5 */
str dec_show(struct arena *a, struct dec x);

/* False: it does not fit; *to stays as it was. */
bool dec_add(struct dec *to, struct dec x);
bool dec_sub(struct dec *to, struct dec x);
/* Exact, without the zeros at its end; rounded where it has more than DEC_PLACES. */
bool dec_mul(struct dec *to, struct dec x);
/* x / y × times, rounded to that many places, half away from zero. False: y is
 * zero, or it does not fit. */
bool dec_ratio(struct dec x, struct dec y, int times, int places, struct dec *out);
/* x with that many places, rounded the same way when it has more. */
bool dec_round(struct dec x, int places, struct dec *out);
int dec_cmp(struct dec x, struct dec y);

#endif
