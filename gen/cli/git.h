/* cli/git.h: asking git, without a shell. */
#ifndef CLI_GIT_H
#define CLI_GIT_H

#include "../base/buf.h"

/* git -C dir, with the arguments up to NULL, under settings with which nothing of
 * the repository runs. What it prints goes behind out. Returns its exit status; -1: it
 * could not be started (errno). */
int git_ask(const char *dir, const char *const *more, struct buf *out);

#endif
