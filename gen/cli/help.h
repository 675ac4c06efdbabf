/* cli/help.h: --help and --version. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "args.h"

#define VANBAN_VERSION "0.1.0"

int help_print(const struct options *o);
int help_version(void);

#endif
