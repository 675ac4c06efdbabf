/* cli/program.h: which program this is. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "../base/digest.h"

/* A digest of all that makes the same sources come out the same besides them: the
 * program's sources and compiler, the versions of the libraries that --version
 * prints. */
void program_digest(struct arena *a, struct digest *out);

#endif
