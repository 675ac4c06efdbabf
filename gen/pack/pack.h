/* pack/pack.h: parts → one zip in memory. The only room that knows libzip
 * and libdeflate.
 * Same parts, same bytes: fixed order, 1980-01-01 on every entry, no extra
 * fields. Constant parts are deflated once per packer and copied after that. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "../ooxml/parts.h"

struct packer;
struct packer *packer_new(void);
void packer_free(struct packer *k);
/* The zip's bytes in *out (in the arena a). False: *why says what libzip said. */
bool packer_zip(struct packer *k, struct arena *a, const struct parts *p, str *out, str *why);
/* Are these the first bytes (some sixty are enough) of a package that was made here
 * and not written by another program since? Word, LibreOffice and the like set
 * other flags, times or extra fields in its first header. */
bool pack_is_ours(str head);
const char *pack_version(void);         /* of libzip */
const char *pack_deflate_version(void); /* of libdeflate */

#endif
