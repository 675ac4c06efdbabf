/* pack/inflate.h: what others have deflated. */
#ifndef PACK_INFLATE_H
#define PACK_INFLATE_H

#include "../base/arena.h"
#include "../base/str.h"

/* The bytes of a zlib stream (RFC 1950), at most `most`, in a. False: it is none, is cut
 * off, or holds more. */
bool pack_inflate(struct arena *a, str stream, size_t most, str *out);

#endif
