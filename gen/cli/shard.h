/* cli/shard.h: --shard K/N: which documents are this machine's.
 *
 * By a digest of the id alone: the same on every machine, whatever else the tree
 * holds, so that machines need not talk to each other, and a new document moves no
 * old one. */
#ifndef CLI_SHARD_H
#define CLI_SHARD_H

#include "args.h"

bool shard_has(const struct options *o, str id);

#endif
