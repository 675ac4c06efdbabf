/* tests/fuzz/fuzz_csv.c: CSV → rows of a table. The first byte chooses the columns. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const str tables[] = {
		STR_INIT("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\ntep: a.csv\n```\n"),
		STR_INIT("```bang\ncot:\n  - {ten: STT, tu_dong: stt}\n  - {ten: Nội dung}\ntep: "
			 "a.csv\n```\n"),
		STR_INIT(
		    "```bang\ncot:\n  - {ten: A, rong: 30}\n  - {ten: A B, rong: 70}\nso_cot: co\n"
		    "tep: a.csv\n```\n"),
		STR_INIT("```bang\ncot:\n  - {ten: A}\ntep: a.csv\nhang:\n  - [x]\n```\n")
	};
	struct arena *a;

	if (size < 1)
		return 0;
	a = arena_new();
	fuzz_body(a, tables[data[0] % 4], S("a.csv"), (str){ (const char *)data + 1, size - 1 },
	    RUN_DUMPS);
	arena_free(a);
	return 0;
}
