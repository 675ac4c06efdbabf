/* pack/unpack.h: parts out of a zip from outside, which nobody trusts.
 *
 * Only the parts that are asked for are read, by their names; nothing is written
 * anywhere. What a part says of its size is not believed: reading ends at the limit. */
#ifndef PACK_UNPACK_H
#define PACK_UNPACK_H

#include "../ooxml/parts.h"

enum { UNPACK_MAX_PART = 64 << 20, UNPACK_MAX_ALL = 256 << 20 };

/* Reads the parts of that names that are there into *out, in the order of the names;
 * one that does not end in .xml means
 * all, up to a thousand, that begin so. False: it is no zip, or a
 * part is damaged or too big; *why says which. */
bool unpack_parts(
    struct arena *a, str zip, const char *const *names, size_t n, struct parts *out, str *why);

#endif
