/* cli/help.h: --help and --version. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "args.h"

int help_print(const struct options *o);
int help_version(void);

#endif
