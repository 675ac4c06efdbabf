/* read/version.c: which cmark-gfm this is, for `vanban --version`. */
#include "read.h"

#include <cmark-gfm.h>

const char *
read_cmark_version(void)
{
	return cmark_version_string();
}
