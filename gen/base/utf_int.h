/* base/utf_int.h: what the files of Unicode share. */
#ifndef BASE_UTF_INT_H
#define BASE_UTF_INT_H

#include "utf.h"

struct buf;

void utf_add(struct buf *b, uint32_t cp);
/* Starters that no normal form changes and that compose with nothing before them; far
 * from all. */
bool utf_surely_nfc(uint32_t cp);
/* The small letter, when it is one character. */
uint32_t utf_simple_lower(uint32_t cp);
/* Canonical decomposition of one character; at least 1. */
size_t utf_decompose(uint32_t cp, uint32_t out[8]);

#endif
