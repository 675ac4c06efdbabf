/* base/near.h: which of many known words was meant, asked many times over: the same
 * answers as diag_nearest(), at a cost that does not grow with the list. */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "arena.h"
#include "str.h"

struct near;

/* An index of the words, in a, which must live as long. */
struct near *near_new(struct arena *a, const str *words, size_t n);
/* The first distance that is too far for word: what *closer begins with. */
size_t near_limit(str word);
/* The place of the nearest of the words that is closer than *closer, of several the first;
 * *closer is then how far it is. SIZE_MAX: none is, or, among thousands of words, none
 * was found where it is worth looking. The same for the same words, always. */
size_t near_find(const struct near *n, str word, size_t *closer);

#endif
