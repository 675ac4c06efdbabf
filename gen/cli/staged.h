/* cli/staged.h: documents laid aside for LibreOffice.
 *
 * Those that it has to see, for PDF or for page numbers, are not written where they
 * belong by the worker that makes them: they go into the folder of the office, with
 * a list of what is to become of them, and the parent goes on from there when all
 * are made (convert.c). So the files of a document still appear together or not at
 * all. Names: JOB.list, JOB-N.docx … (plan N), JOB-N-p.docx (its page probe). */
#ifndef CLI_STAGED_H
#define CLI_STAGED_H

#include "../layout/plan.h"
#include "session.h"

/* Whether these plans have to wait for LibreOffice. */
bool staged_wants(const struct session *s, struct plan *const *plans, size_t n);
void staged_put(struct session *s, const struct job *j, struct plan *const *plans, size_t n,
    struct arena *a, struct diags *d);

struct staged_file {
	const char *name; /* of name.docx … in the folder */
	str path;         /* below out/, without ending: "a/b" */
	str created;      /* plan->created */
	str *marks;       /* what its tables of contents list; with --pages */
	size_t n_marks;
};
struct staged {
	struct staged_file *v;
	size_t n;
};
/* What was laid aside of a job; false: nothing. */
bool staged_read(const struct session *s, size_t job, struct arena *a, struct staged *out);
/* Writes a file into the folder. False: the reason is in d. */
bool staged_save(const struct session *s, struct arena *a, const char *name, const char *ending,
    str bytes, struct diags *d);
/* The bytes of a file in the folder; false: errno. */
bool staged_load(
    const struct session *s, const char *name, const char *ending, struct arena *a, str *bytes);
void staged_remove(const struct session *s, const char *name, const char *ending);

#endif
