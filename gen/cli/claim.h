/* cli/claim.h: what a finished file says of itself: which document it is, what it was made
 * from (archive/origin.h), and its text.
 *
 * The file is from outside: sizes are bounded, nothing is expanded, no path of it is
 * opened, and nothing of what it says is believed before it is compared. */
#ifndef CLI_CLAIM_H
#define CLI_CLAIM_H

#include "../archive/origin.h"
#include "../ooxml/parts.h"

struct claim {
	bool pdf;        /* no text is read of one */
	struct pprop *v; /* custom properties; n 0: gone */
	size_t n;
	str id;     /* of the document; empty: it says nothing */
	str file;   /* of it this one: "a/b_phu-luc-1" */
	str digest; /* in short; empty: gone */
	str text;   /* a paragraph a line */
	/* What its digest does not tell, each line once and sorted: */
	str margins;  /* text of headers and footers, numbers of pages aside */
	str pictures; /* digests */
};

/* bytes: a DOCX or a PDF. False: it is neither, or damaged; *why says which part. */
bool claim_read(struct arena *a, str bytes, struct claim *c, str *why);

/* The visible text of some parts of a DOCX, notes behind the body. */
str claim_text(struct arena *a, const struct parts *p);

#endif
