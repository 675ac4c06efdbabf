/* archive/book_out.h: a register for people and for other programs: the ten columns
 * of Phụ lục IV, I. */
#ifndef ARCHIVE_BOOK_OUT_H
#define ARCHIVE_BOOK_OUT_H

#include "../base/buf.h"
#include "../layout/layout.h"
#include "register.h"

struct book_line {
	const struct entry *entry;
	str column[REGISTER_COLUMNS];
};

/* The line of an entry; f: the facts of its document, or NULL when there are none. */
struct book_line book_line_of(struct arena *a, const struct entry *e, const struct facts *f);

void book_csv(
    struct buf *out, const struct style *s, const struct book_line *v, size_t n, struct diags *d);
void book_json(struct buf *out, const struct book *b, const struct book_line *v, size_t n);
/* The pages of Phụ lục IV; office: a document of it, or NULL. */
struct register_page book_page(struct arena *a, const struct book *b, const struct facts *office,
    const struct book_line *v, size_t n);

/* A field of CSV (RFC 4180), quoted where it must be. */
void csv_field(struct buf *out, str s);

#endif
