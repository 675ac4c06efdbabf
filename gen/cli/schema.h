/* cli/schema.h: `vanban schema`: the source format as JSON Schema (draft 7), for
 * editors that complete and check YAML. Keys and values come from read/format.h, types
 * from the templates, ids and signers from the tree.
 *
 * It never refuses what the program takes: keys and words in another spelling pass,
 * signers and ids are suggestions, a key that some _mac-dinh.yaml gives is not asked
 * for. */
#ifndef CLI_SCHEMA_H
#define CLI_SCHEMA_H

#include "report.h"
#include "session.h"

/* Prints one schema on stdout, or with --out writes all into its folder _schema/.
 * Returns the exit status. */
int schema_run(struct session *s, struct report *r);

/* Where a schema lies below --out, for the first line of a source: "_schema/van-ban.json". */
str schema_path(enum schema_kind kind);

#endif
