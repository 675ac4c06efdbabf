/* cli/orphan.h: files in out/ that no document makes any more. */
#ifndef CLI_ORPHAN_H
#define CLI_ORPHAN_H

#include "fresh.h"

/* Tells of such a file, or removes it with --prune. False: it is gone. Only what was
 * written here and is unchanged since is ever removed, and nothing of an issued document,
 * and nothing while a folder of the sources can't be read.
 * A run of some documents only says nothing; of shards, one each. */
bool orphan_stays(struct fresh *f, str path, const struct cache_output *row, struct diags *d);
/* Whether a document of that id may have made the file, or one that was made for a row of
 * it (lap_theo). */
bool orphan_may_be_of(str path, str id);
/* Tells of DOCX that were made here, as their packing shows, but that nothing is
 * remembered of: after the cache was lost, and with --prune. They stay. */
void orphan_search(struct fresh *f, struct diags *d);

#endif
