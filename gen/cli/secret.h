/* cli/secret.h: where a document with do_mat must not be built. */
#ifndef CLI_SECRET_H
#define CLI_SECRET_H

#include "../base/arena.h"
#include "../base/str.h"

/* On a machine of continuous integration (the variable CI). */
bool secret_under_ci(void);
/* The name of a remote of the git repository that folder lies in, or empty. */
str secret_git_remote(struct arena *a, const char *folder);

#endif
