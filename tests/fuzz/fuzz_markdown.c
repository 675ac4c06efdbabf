/* tests/fuzz/fuzz_markdown.c: Markdown → model → plan, in a document that is sound beside
 * it. The first byte: 1 the rules of check, 2 the dumps, 4 twice. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;

	if (size < 1)
		return 0;
	a = arena_new();
	fuzz_body(a, (str){ (const char *)data + 1, size - 1 }, S("so-lieu.csv"),
	    S("STT,Nội dung\n1,\"a\nb\"\n2,c\n"), data[0]);
	arena_free(a);
	return 0;
}
