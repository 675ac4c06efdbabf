/* cli/converter.h: documents that LibreOffice is to see: asked together, and each that comes
 * to nothing named. */
#ifndef CLI_CONVERTER_H
#define CLI_CONVERTER_H

#include "report.h"
#include "session.h"

struct converter {
	struct session *s;
	struct report *r; /* progress is drawn on it */
	struct diags *d;
	struct arena *a;
	bool *failed; /* by job */
	size_t not_started;
	str not_started_why;
};

/* A file in the folder of s->office, NAME.docx, and whose it is. */
struct convert_task {
	size_t job;
	const char *name;
};

/* Opens s->office: LibreOffice is there, and the fonts that the documents asked for are set
 * in. False: s->run says what is not. session_close() closes it. */
bool converter_open(struct session *s);
/* Makes a file of each. What can't be made is told in c->d and marked in c->failed. When a
 * signal comes it does not return: all is cleaned up, and we end by it. */
void converter_make(
    struct converter *c, enum office_make what, const struct convert_task *t, size_t n);
/* Tells that nothing of document id came of it; why: what is said of it, or empty. */
void converter_refused(struct converter *c, str id, str why);
/* Tells what is told once, of all together. */
void converter_end(struct converter *c);

#endif
