/* cli/books.h: the registers of the source tree. */
#ifndef CLI_BOOKS_H
#define CLI_BOOKS_H

#include "../archive/register.h"
#include "sources.h"

/* An entry that names a document, for looking it up. */
struct booked {
	str id;
	const struct book *book;
	const struct entry *entry;
};

struct books {
	struct book *v; /* by path */
	size_t n;
	struct booked *by_id;
	size_t n_by_id;
};

/* Reads every register of the tree. What is wrong in one is told in d, at its place. */
void books_open(struct books *b, struct arena *a, struct sources *from, struct diags *d);
/* The register of an office and a year; NULL: there is none. */
const struct book *books_find(const struct books *b, str office, int year);
/* The first entry that names the document, by its id or a former one, or of a series under one
 * number that of its text; NULL: none. */
const struct booked *books_of(const struct books *b, const struct doc *doc);
/* Whether a line that names id is of the document by a former id; of one that is made from a
 * row, its text may have had another. */
bool books_is_former(struct arena *a, const struct doc *doc, str id);
/* What USE_BOOKED says of an entry. */
void books_digest(struct arena *a, const struct booked *b, struct digest *out);

#endif
