/* cli/format.h: findings for other programs: JSON lines, SARIF 2.1.0, workflow
 * commands of GitHub, Code Quality of GitLab.
 *
 * A finding is formatted where it is found, in a worker; the whole is put
 * together in the parent. Paths of JSON lines are relative to the source tree,
 * as in text; those of the others to where the program runs, so that a forge
 * finds the file. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "../base/buf.h"
#include "args.h"
#include "tree.h"

/* One finding. ordinal: how many of the same format_mark() came before it in its
 * document. tree (may be NULL) tells the files of the source tree from others. */
void format_finding(const struct options *o, const struct tree *tree, struct arena *a,
    const struct diag *f, unsigned ordinal, struct buf *out);
/* One finding as a JSON line, whatever the format. */
void format_json_line(
    const struct options *o, struct arena *a, const struct diag *f, struct buf *out);
/* All findings, one behind the other → what goes to stdout. */
void format_whole(
    const struct options *o, struct arena *a, str findings, bool machine_failed, struct buf *out);
/* What stays the same when lines move: of code, path and message. */
uint64_t format_mark(const struct diag *f);
/* f without what the writer typed: arguments that are no plain keys, ids or small
 * numbers are "…". */
struct diag format_redacted(const struct diag *f);

#endif
