/* tool/frozen_none.c: no templates parsed beforehand (yaml/freeze.h). */
#include "../yaml/freeze.h"

extern const struct frozen style_frozen[];
const struct frozen style_frozen[] = { { 0 } };
