/* cli/whole.c: rules that need more than one document, run once. */
#include "whole.h"

#include "../check/check.h"
#include "issued.h"

#include <stdlib.h>

/* Documents are sorted by id; two with one id (a fault, told elsewhere) by path. */
static int
compare_docs(const void *x, const void *y)
{
	const struct doc *a = *(struct doc *const *)x, *b = *(struct doc *const *)y;
	int c = str_cmp(a->id, b->id);
	return c ? c : str_cmp(a->path, b->path);
}

void
whole_check(struct session *s)
{
	const struct corpus *c = s->corpus;
	const struct style **styles = NEW_N(s->arena, const struct style *, c->n_docs + 1);
	for (size_t i = 0; i < s->n_jobs; i++) {
		struct doc *doc = s->jobs[i].doc, **found = NULL;
		if (doc && s->jobs[i].style)
			found = bsearch(&doc, c->docs, c->n_docs, sizeof *c->docs, compare_docs);
		if (found)
			styles[found - c->docs] = s->jobs[i].style;
	}
	check_corpus(c, styles, &s->heads);
	issued_check_books(s, &s->run);
}

void
whole_waivers(const struct session *s, struct diags *d)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].doc)
			check_waived(s->jobs[i].doc, d);
}
