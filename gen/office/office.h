/* office/office.h: LibreOffice: pages laid out, and PDF. The only room that knows
 * how it is found, started, asked and outlived.
 *
 * Documents go in as DOCX files in a folder of ours under $TMPDIR and come out
 * beside them. A start of LibreOffice takes many documents, since it costs more
 * than dozens of them; several run at once, each with a profile of its own.
 * A document that brings it down, or that it never finishes, is named and costs no
 * other: the rest of its batch goes to a new start. */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "../base/arena.h"
#include "../base/str.h"

struct office;

/* Looks for soffice or libreoffice in PATH and makes the folder; sweeps away those
 * of runs that were killed. workers: starts at once; seconds: how long one document
 * may take. NULL: *error is why there is no folder, or 0: there is no LibreOffice. */
struct office *office_open(struct arena *a, unsigned workers, unsigned seconds, int *error);
/* Removes the folder with all that is in it. NULL is fine. */
void office_close(struct office *o);
/* The folder, for its own files: readable by nobody else. */
const char *office_folder(const struct office *o);

/* What else than the document decides how it lays out pages: which LibreOffice it is, and
 * the fonts that are installed. One number, the same as long as they are; never 0.
 * It starts no LibreOffice. */
uint64_t office_sum(struct arena *a);

/* Is there a font that the pages can be set in: `font` itself or one with the same
 * widths, with the letters of Vietnamese? What
 * fontconfig can't say (no fc-list) counts as there. */
bool office_has_font(const struct office *o, str font);

enum office_make {
	OFFICE_PDF,
	OFFICE_PDF_A, /* PDF/A-2b, ISO 19005-2 */
	OFFICE_RTF    /* for office_pages() */
};
enum office_end {
	OFFICE_MADE,
	OFFICE_REFUSED, /* no file came of it, or none that is whole */
	OFFICE_CRASHED, /* twice */
	OFFICE_HUNG,
	OFFICE_NOT_STARTED /* LibreOffice itself does not run */
};
struct office_job {
	const char *name; /* of name.docx in the folder: letters, digits, '-' */
	enum office_end end;
	str why; /* what LibreOffice said last, or how it ended; may be empty */
};
/* Makes name.pdf or name.rtf of each. tick (or NULL) is called with the number of
 * those that are settled. Returns 0, or the signal (SIGINT, SIGTERM, SIGHUP) that
 * came meanwhile: everything started is stopped then, and some jobs are not done. */
int office_make(struct office *o, enum office_make what, struct office_job *jobs, size_t n,
    void (*tick)(void *ctx, size_t done), void *ctx);

/* The pages that an RTF made of layout_page_probe() gives for marks: false when one
 * is missing. They live in a. */
bool office_pages(struct arena *a, str rtf, const str *marks, size_t n, str *pages);

/* How many pages a PDF made here has; 0: it does not say so. */
unsigned office_pdf_pages(str pdf);

/* Takes out of a PDF what LibreOffice puts in of the clock and of chance: the date of
 * creation becomes `created` (W3CDTF, as plan->created; empty: none), that of the colour
 * profile of a PDF/A none, the ids follow from the bytes. pdf, which is in a, is written
 * over; the answer is it or lives in a. */
str office_settle_pdf(struct arena *a, str pdf, str created);
/* Whether those are the bytes that office_settle_pdf() left: nobody has signed or edited
 * the file since. */
bool office_is_ours(str pdf);

#endif
