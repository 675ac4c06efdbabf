/* read/vars.h: `{ten}` in the texts of a document that has `lap_theo` or `bien`.
 *
 * A name is a letter and then letters, digits, spaces, '-' and '_', compared
 * folded as keys are. `\{` is a brace that prints as typed, and so is one with
 * anything else behind it. In a document without either key there are no names
 * at all: every brace prints as typed. A value is text, whatever it holds. */
#ifndef READ_VARS_H
#define READ_VARS_H

#include "../yaml/yval.h"
#include "read.h"

enum { VARS_LONGEST = 96 }; /* bytes of `{name}` */

/* The length of `{name}` at the start of s, and its name; 0: it is none. */
size_t vars_mark(str s, str *name);
/* Which part of a document asks. A cell that is empty is told once, with the head
 * if that needs it. */
enum vars_part { VARS_HEAD, VARS_BODY };

/* The variable that is meant; NULL, and reported at `at`: there is none, or its
 * cell is empty. */
const struct variable *vars_find(
    struct arena *a, const struct doc *doc, enum vars_part part, str name, pos at, struct diags *d);
/* v with its names filled in; v itself when there are none. Bodies are left to
 * the Markdown half (walk_mark.c). */
struct yval *vars_fill(struct arena *a, const struct doc *doc, enum vars_part part,
    const struct yval *v, struct diags *d);

#endif
