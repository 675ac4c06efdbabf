/* check/explain.c: what each rule asks, in words. The words are explain.def. */
#include "check_int.h"

static const struct rule_text TEXTS[] = {
#define EXPLAIN(name, vi, en, wrong, right) { D_##name, vi, en, wrong, right },
#include "explain.def"
#include "explain_typing.def"
#include "explain_left.def"
#undef EXPLAIN
};

const struct rule_text *
check_explain(enum diag_code code)
{
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		if (TEXTS[i].code == code)
			return &TEXTS[i];
	return NULL;
}

/* The advice of a rule ends in "(Phụ lục I, %4)": what stands in the brackets. */
str
check_clause(struct arena *a, enum diag_code code)
{
	const struct rule *rule = rule_by_code(code);
	str fix = str_z(diag_info(code)->fix_vi);
	size_t at = str_find(fix, S("%4")), open, close;

	if (rule == NULL || *rule->clause == '\0' || at == STR_NONE)
		return S("");
	open = str_rfind_c(str_first(fix, at), '(');
	close = str_find_c(str_from(fix, at), ')');
	if (open == STR_NONE || close == STR_NONE)
		return S("");
	return str_replace(
	    a, str_sub(fix, open + 1, at + close - open - 1), S("%4"), str_z(rule->clause));
}
