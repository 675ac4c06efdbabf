/* cli/json.h: strings of JSON. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "../base/buf.h"

/* s in quotes, what JSON wants escaped so. */
void json_string(struct buf *out, str s);

#endif
