/* cli/left.c: the older document is read for this alone; what is wrong with it is told
 * where it is checked itself. */
#include "left.h"

#include "../check/check.h"

void
left_check(struct session *s, const struct job *j, struct arena *a, struct diags *d)
{
	const struct doc *old;
	struct doc copy;
	struct diags unused;

	if (!j->doc->soan_tu.s.n)
		return;
	old = corpus_find(s->corpus, j->doc, j->doc->soan_tu.s);
	if (!old || old == j->doc)
		return;
	copy = *old;
	diags_init(&unused, a);
	read_bodies(a, a, &s->loader, &copy, &unused);
	check_left(j->doc, &copy, j->style, d);
}
