/* cli/completion.h: `vanban completion`: the script that completes calls in bash, made
 * from the lists of commands and options, and what it asks for while one types: ids and
 * folders, types, codes of findings. */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "session.h"

/* Prints the script, or all codes; needs no sources. Returns the exit status. */
int completion_print(const struct options *o);
/* Prints what the tree and its templates have: ids, or types. */
int completion_run(struct session *s);

#endif
