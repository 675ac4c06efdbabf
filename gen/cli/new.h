/* cli/new.h: `vanban new`: a source to begin with: of a document, of last year's
 * document (--tu), or the defaults of an office (--office). It asks for what it cannot
 * know, and never overwrites. */
#ifndef CLI_NEW_H
#define CLI_NEW_H

#include "../read/format.h"
#include "ask.h"
#include "report.h"
#include "session.h"

/* Both return the exit status; what is wrong is printed. id: of the new document. */
int new_document(struct session *s, struct report *r, str *id);
/* s: NULL where there is no source tree yet. */
int new_office(struct session *s, struct arena *a, const struct options *o, struct report *r);

/* --- for the files of `new` only ------------------------------------------------ */

/* A document in the making. */
struct draft {
	struct session *s;
	struct report *r;
	struct ask *q;
	struct arena *a;
	struct diags *d;
	const struct style *style;
	const struct yval *inherited; /* NULL: nothing */
	const struct type *type;
	str dir, id; /* its folder ("" for the root), its id */
	int year;
};

/* draft.c: asks for what the type needs and makes the text of the source. */
str draft_text(struct draft *w);
/* The first line of a source in folder dir: where editors find its schema. */
str draft_schema_line(struct arena *a, str dir, enum schema_kind kind);
/* copy.c: the text of --tu, made ready for the new document. Empty: reported. */
bool copy_document(struct draft *w, const struct doc *old);
/* new.c: writes a new file below the sources; reported when that fails. */
bool new_write(struct draft *w, str path, str text);
/* --dat must name keys that a document has; reported. */
bool new_check_given(struct draft *w);
/* Prints what is to tell; the exit status. */
int new_finish(struct draft *w, bool done);
/* new_id.c: settles w->id, w->dir, w->inherited: what was given with the call, what the
 * person types, else the next number of the type in the office. has_folder: w->dir is
 * the folder already. False: reported, or stopped. */
bool new_settle_id(struct draft *w, str word, bool has_folder, const struct inherited_list *all);
bool new_is_id(str s);
/* s may be NULL: nothing is there yet. */
bool new_has_file(const struct session *s, str path);
/* Tells that a source was written, and how to go on. */
void new_say_done(struct draft *w, str path);
/* `[?…]`, in quotes: what a key holds until it is known. */
str draft_gap(struct arena *a, const char *label);

#endif
