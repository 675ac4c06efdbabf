/* archive/keep.h: what an issued source has to say itself.
 *
 * A document takes its agency, place and signers from `_mac-dinh.yaml`. When these change
 * after it was issued, its source must keep the old values by its own keys, so that it
 * prints again what was issued. The lock knows them: values as they were typed where it
 * holds them, else as they were printed (in capitals, which print the same). */
#ifndef ARCHIVE_KEEP_H
#define ARCHIVE_KEEP_H

#include "lock.h"

struct keep {
	const char *key; /* "ky" */
	str was, is;     /* for people: what was issued, what it would be now */
	str line;        /* "ky: {chuc_vu: Giám đốc, ho_ten: …}" */
	pos at;          /* in the source: what is replaced, or the line that it goes behind */
	struct edit fix; /* not given: the source has no place for a line of its own */
};

/* The keys that would bring back what doc was issued with. Only of values that its source
 * takes from elsewhere: what it says itself is for its writer to put back. now: the facts
 * of doc, is: its lock as it would print now. In *out; their number. */
size_t keep_find(struct arena *a, const struct doc *doc, const struct style *s,
    const struct facts *now, const struct lock *was, const struct lock *is, struct keep **out);
/* That a line of the lock's text changes comes from one of these keys. */
bool keep_explains(const struct keep *v, size_t n, str line);

#endif
