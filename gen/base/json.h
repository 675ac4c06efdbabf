/* base/json.h: text as a JSON string (RFC 8259), quotes and all. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "buf.h"

void json_string(struct buf *out, str s);

#endif
