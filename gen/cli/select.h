/* cli/select.h: ids and paths on the command line → documents. */
#ifndef CLI_SELECT_H
#define CLI_SELECT_H

#include "session.h"

/* Fills s->jobs. False when some word names nothing (reported in s->run). */
bool select_jobs(struct session *s);
/* The same without heads: from the names of files alone. False: some word needs
 * them, or names nothing; nothing is reported. */
bool select_by_name(struct session *s);
/* Is path (relative to the root) that of a document's YAML, by its name? */
bool select_is_document(str path);
/* The id of a document by the place of its file. */
str select_id_of(str path);

#endif
