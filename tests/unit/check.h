/* tests/unit/check.h: all the framework there is. CHECK counts and prints what
 * failed; CHECK_STR and CHECK_INT print both sides. check_result() is what main
 * returns. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include "../../gen/base/str.h"

#include <stdio.h>

static unsigned check_passed, check_failed;

static inline void
check_that(bool ok, const char *file, int line, const char *what)
{
	if (ok) {
		check_passed++;
		return;
	}
	check_failed++;
	printf("%s:%d: failed: %s\n", file, line, what);
}

static inline void
check_str(str got, str want, const char *file, int line, const char *what)
{
	check_that(str_eq(got, want), file, line, what);
	if (!str_eq(got, want))
		printf("\twant '%.*s'\n\t got '%.*s'\n", STR_ARG(want), STR_ARG(got));
}

static inline void
check_int(long long got, long long want, const char *file, int line, const char *what)
{
	check_that(got == want, file, line, what);
	if (got != want)
		printf("\twant %lld, got %lld\n", want, got);
}

#define CHECK(cond) check_that((cond), __FILE__, __LINE__, #cond)
#define CHECK_STR(got, want) check_str((got), str_z(want), __FILE__, __LINE__, #got)
#define CHECK_INT(got, want) \
	check_int((long long)(got), (long long)(want), __FILE__, __LINE__, #got)

static inline int
check_result(void)
{
	printf("%u passed, %u failed\n", check_passed, check_failed);
	return check_failed ? 1 : 0;
}

#endif
