/* tests/unit/test_check.c: every rule of the check can be explained: what is
 * asked in both languages, a wrong and a right form; and where its advice names
 * a clause, that clause is known. */
#include "check.h"

#include "../../gen/check/check.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 256 };

static void
check_one(enum diag_code code)
{
	const struct rule_text *t = check_explain(code);
	const struct diag_info *info = diag_info(code);

	if (t == NULL) {
		check_that(false, __FILE__, __LINE__, info->code);
		return;
	}
	check_that(*t->vi && *t->en, __FILE__, __LINE__, info->code);
	check_that(*t->wrong && *t->right, __FILE__, __LINE__, info->code);
	check_that(strcmp(t->wrong, t->right) != 0, __FILE__, __LINE__, info->code);
}

static void
check_clause_of(struct arena *a, enum diag_code code)
{
	const struct diag_info *info = diag_info(code);
	str clause = check_clause(a, code);
	bool names_one = strstr(info->fix_vi, "%4") != NULL;

	check_that((clause.n > 0) == names_one, __FILE__, __LINE__, info->code);
	check_that(str_find_c(clause, '%') == STR_NONE, __FILE__, __LINE__, info->code);
	check_that(
	    names_one == (strstr(info->fix_en, "%4") != NULL), __FILE__, __LINE__, info->code);
}

int
main(void)
{
	enum diag_code codes[MOST];
	size_t n = check_rules(codes, MOST);
	struct arena *a = arena_new();

	CHECK(n > 0 && n <= MOST);
	for (size_t i = 0; i < n && i < MOST; i++) {
		check_one(codes[i]);
		check_clause_of(a, codes[i]);
		for (size_t k = 0; k < i; k++)
			CHECK(codes[i] != codes[k]);
	}
	CHECK(check_explain(D_KEY_UNKNOWN) == NULL);
	CHECK_STR(check_clause(a, D_KEY_UNKNOWN), "");
	CHECK_STR(check_clause(a, D_TRICH_YEU_PERIOD), "Phụ lục I, II.5.b");
	CHECK_STR(check_clause(a, D_TABLE_SUM), "");
	arena_free(a);
	return check_result();
}
