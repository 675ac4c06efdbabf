/* pack/inflate.c */
#include "inflate.h"

#include <libdeflate.h>

bool
pack_inflate(struct arena *a, str stream, size_t most, str *out)
{
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	char *p = arena_alloc(a, most);
	size_t n = 0;
	bool ok = z && libdeflate_zlib_decompress(z, stream.p, stream.n, p, most, &n) ==
			   LIBDEFLATE_SUCCESS;

	libdeflate_free_decompressor(z);
	*out = (str){ p, n };
	return ok;
}
