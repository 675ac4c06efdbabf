/* base/edit.h: changes to a loaded text, put into the bytes of its file.
 *
 * Offsets are into src->text: NFC, '\n', no byte order mark. A file that differs
 * from that only in '\r' and the mark is walked beside its text, so that it keeps
 * both; one that was not NFC is written from its text, with the file's line ends.
 *
 *	editing_begin(&e, a, src, bytes, &out);
 *	editing_put(&e, off, len, S("70"));      // places go upwards
 *	editing_end(&e);
 */
#ifndef BASE_EDIT_H
#define BASE_EDIT_H

#include "buf.h"
#include "src.h"

struct editing {
	str raw;         /* what the edits are put into */
	struct buf *out; /* the file as it will be */
	size_t at, done; /* bytes of the text and of raw that were copied */
};

/* file: the bytes that src was loaded from. */
void editing_begin(
    struct editing *e, struct arena *a, const struct src *src, str file, struct buf *out);
/* `with` in place of len bytes at off; off is not below where the last one ended. */
void editing_put(struct editing *e, size_t off, size_t len, str with);
void editing_end(struct editing *e); /* the rest, as it is */

#endif
