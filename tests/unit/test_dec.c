/* tests/unit/test_dec.c: numbers as offices write them, exact. */
#include "check.h"

#include "../../gen/base/arena.h"
#include "../../gen/base/dec.h"

static void
reads(const char *typed, enum dec_form form, long long v, int places)
{
	struct dec x;

	CHECK_INT(dec_read(str_z(typed), &x), form);
	if (form > DEC_BIG) {
		CHECK_INT(x.v, v);
		CHECK_INT(x.places, places);
	}
}

static void
reading(void)
{
	reads("0", DEC_PLAIN, 0, 0);
	reads("007", DEC_PLAIN, 7, 0);
	reads(" 1234 ", DEC_PLAIN, 1234, 0);
	reads("1 234 567", DEC_PLAIN, 1234567, 0);
	reads("1\xC2\xA0"
	      "234",
	    DEC_PLAIN, 1234, 0);
	reads("-5", DEC_PLAIN, -5, 0);
	reads("\xE2\x88\x92"
	      "5",
	    DEC_PLAIN, -5, 0);
	reads("+5", DEC_PLAIN, 5, 0);
	reads("1.234", DEC_DOT3, 1234, 0);
	reads("999.000", DEC_DOT3, 999000, 0);
	reads("1,234", DEC_COMMA3, 1234, 3);
	reads("0,123", DEC_OURS, 123, 3);
	reads("0.123", DEC_POINT, 123, 3);
	reads("12,5", DEC_OURS, 125, 1);
	reads("12.5", DEC_POINT, 125, 1);
	reads("1234.567", DEC_POINT, 1234567, 3);
	reads("1.234.567", DEC_OURS, 1234567, 0);
	reads("1,234,567", DEC_POINT, 1234567, 0);
	reads("1.234,5", DEC_OURS, 12345, 1);
	reads("1,234.5", DEC_POINT, 12345, 1);
	reads("1 234,5", DEC_OURS, 12345, 1);
	reads("999999999999999999", DEC_PLAIN, 999999999999999999, 0);
	reads("1000000000000000000", DEC_BIG, 0, 0);
	reads("0,1234567", DEC_BIG, 0, 0);
	reads("", DEC_NONE, 0, 0);
	reads("-", DEC_NONE, 0, 0);
	reads("1,", DEC_NONE, 0, 0);
	reads(",5", DEC_NONE, 0, 0);
	reads("1..2", DEC_NONE, 0, 0);
	reads("1.23.4", DEC_NONE, 0, 0);
	reads("12.34,5", DEC_NONE, 0, 0);
	reads("1,5 %", DEC_NONE, 0, 0);
	reads("1,234 567", DEC_NONE, 0, 0);
	reads("một", DEC_NONE, 0, 0);
}

static void
printing(struct arena *a)
{
	CHECK_STR(dec_show(a, (struct dec){ 0, 0 }), "0");
	CHECK_STR(dec_show(a, (struct dec){ -1234567, 0 }), "-1.234.567");
	CHECK_STR(dec_show(a, (struct dec){ 123450, 2 }), "1.234,50");
	CHECK_STR(dec_show(a, (struct dec){ -5, 3 }), "-0,005");
}

static void
reckoning(void)
{
	struct dec x = { 1, 1 }, most = { 999999999999999999, 0 };

	for (int i = 0; i < 2; i++)
		CHECK(dec_add(&x, (struct dec){ 1, 1 }));
	CHECK(x.v == 3 && x.places == 1);
	CHECK(dec_add(&x, (struct dec){ 25, 2 }) && x.v == 55 && x.places == 2);
	CHECK(dec_sub(&x, (struct dec){ 1, 0 }) && x.v == -45);
	CHECK(!dec_add(&most, (struct dec){ 1, 0 }) && most.v == 999999999999999999);
	CHECK(!dec_add(&most, (struct dec){ 1, 1 }));
	CHECK(dec_ratio((struct dec){ 1, 0 }, (struct dec){ 3, 0 }, 100, 1, &x) && x.v == 333);
	CHECK(dec_ratio((struct dec){ 2, 0 }, (struct dec){ 3, 0 }, 100, 1, &x) && x.v == 667);
	CHECK(dec_ratio((struct dec){ 1, 0 }, (struct dec){ 8, 0 }, 1, 2, &x) && x.v == 13);
	CHECK(dec_ratio((struct dec){ -1, 0 }, (struct dec){ 8, 0 }, 1, 2, &x) && x.v == -13);
	CHECK(!dec_ratio((struct dec){ 1, 0 }, (struct dec){ 0, 3 }, 1, 2, &x));
	CHECK(!dec_ratio(most, (struct dec){ 1, 6 }, 100, 6, &x));
	x = (struct dec){ 25, 1 };
	CHECK(dec_mul(&x, (struct dec){ 1250000, 0 }) && x.v == 3125000 && x.places == 0);
	x = (struct dec){ 186000000, 0 };
	CHECK(dec_mul(&x, (struct dec){ 10, 2 }) && x.v == 18600000 && x.places == 0);
	x = (struct dec){ -1234567, 6 };
	CHECK(dec_mul(&x, (struct dec){ 15, 6 }) && x.v == -19 && x.places == 6);
	x = most;
	CHECK(!dec_mul(&x, most) && dec_cmp(x, most) == 0);
	CHECK(dec_mul(&x, (struct dec){ 0, 6 }) && x.v == 0 && x.places == 0);
	CHECK(dec_round((struct dec){ 25, 1 }, 0, &x) && x.v == 3);
	CHECK_INT(dec_cmp((struct dec){ 10, 1 }, (struct dec){ 1, 0 }), 0);
	CHECK_INT(dec_cmp((struct dec){ 11, 1 }, (struct dec){ 1, 0 }), 1);
}

int
main(void)
{
	struct arena *a = arena_new();

	reading();
	printing(a);
	reckoning();
	arena_free(a);
	return check_result();
}
