/* cli/convert.h: what LibreOffice has to do with the documents of a build: page
 * numbers for tables of contents (--pages), PDF (--to pdf). */
#ifndef CLI_CONVERT_H
#define CLI_CONVERT_H

#include "../base/buf.h"
#include "report.h"
#include "session.h"

/* Before any document is made: opens s->office where the call and its documents need
 * it. False: it can't be had, and s->run says why. session_close() closes it. */
bool convert_open(struct session *s);
/* When all are made: works on those that were laid aside and writes their files.
 * failed[job], set where a document has errors already, is set for those that fail
 * here; what is wrong is in d. records[job] (record_write()) of those whose files are
 * written then says so: they are as lasting as others. */
void convert_all(struct session *s, struct report *r, bool *failed, struct buf *const *records,
    struct diags *d);

#endif
