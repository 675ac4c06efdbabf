/* tests/fuzz/fuzz_image.c: a picture's bytes. The first byte chooses its name. */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	bool png;

	if (size < 1)
		return 0;
	a = arena_new();
	png = data[0] % 2 == 0;
	fuzz_body(a, png ? S("![Hình](a.png)\n") : S("![Hình](a.jpg)\n"),
	    png ? S("a.png") : S("a.jpg"), (str){ (const char *)data + 1, size - 1 }, RUN_DUMPS);
	arena_free(a);
	return 0;
}
