/* archive/place.h: where the keys and values of a source stand in its text. */
#ifndef ARCHIVE_PLACE_H
#define ARCHIVE_PLACE_H

#include "../yaml/yval.h"

/* The pair of that key (folded); NULL: there is none. */
const struct ypair *place_find(const struct yval *map, const char *key);
/* The bytes of a scalar, its quotes too. False: it is not on one line. */
bool place_scalar(const struct src *src, const struct yval *v, size_t *off, size_t *len);
/* Behind the end of the line that a place stands on. */
size_t place_next_line(const struct src *src, pos at);
/* A new line for the map's own level behind that of `after`, a pair of one line:
 * *off is where it goes. False: no line can stand there (`{…}`, a value of several lines). */
bool place_line_behind(struct arena *a, const struct src *src, const struct yval *map,
    const struct ypair *after, str line, size_t *off, str *with);

#endif
