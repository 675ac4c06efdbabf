/* tests/fuzz/fuzz_whole.c: a tree of sources in memory → DOCX bytes. The first byte holds
 * the options of world_run(); then files, each behind a line "=== path" (what stands
 * before the first is in.yaml). */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world w;
	struct arena *a;

	if (size < 1)
		return 0;
	a = arena_new();
	w = world_split(a, (str){ (const char *)data + 1, size - 1 });
	if (w.n)
		world_run(&w, data[0]);
	arena_free(a);
	return 0;
}
