/* layout/leader.c: lines to be filled in by hand.
 *
 * Writers of forms type dots until the line looks full; how many that takes
 * nobody can know before the page is laid. Five or more of them at the end of a
 * line of a form become a tab that fills the line with dots; elsewhere they print
 * as typed. Either way the paragraph is set to the left: justified, the words
 * before the line that the dots fall over to would be stretched. */
#include "body_int.h"

enum { LEAST_DOTS = 5 };

/* Bytes of s that come before the dots it ends in; s.n: there are too few. */
static size_t
before_dots(str s)
{
	static const str ellipsis = STR_INIT("\xe2\x80\xa6");
	size_t end = str_trim_end(s).n, i = end, n = 0;

	for (;; n++)
		if (i > 0 && s.p[i - 1] == '.')
			i--;
		else if (str_ends(str_first(s, i), ellipsis))
			i -= ellipsis.n;
		else
			break;
	return n >= LEAST_DOTS ? i : s.n;
}

/* Does the line go on behind r with something that prints? */
static bool
ends_line(const struct run *r)
{
	for (r = r->next; r != NULL && r->kind != RUN_BREAK; r = r->next)
		if (r->kind != RUN_MARK && r->kind != RUN_MARK_END && r->kind != RUN_LINK_END)
			return false;
	return true;
}

static void
put_tab(struct layout *l, struct run *r, size_t keep)
{
	struct run *tab = NEW(l->a, struct run);

	tab->kind = RUN_TAB;
	tab->fmt = r->fmt;
	tab->next = r->next;
	r->text = str_first(r->text, keep);
	r->next = tab;
}

static bool
is_justified(const struct para *p, const struct role *role)
{
	return (p->set & PS_ALIGN ? p->align : role->align) == ALIGN_BOTH;
}

void
body_leaders(struct layout *l, struct para *p, int right_edge)
{
	bool any = false;
	struct role role = style_resolved(l->s, p->role);

	for (struct run *r = p->runs; r != NULL; r = r->next) {
		size_t keep =
		    r->kind == RUN_TEXT && ends_line(r) ? before_dots(r->text) : r->text.n;

		if (r->kind != RUN_TEXT || keep == r->text.n)
			continue;
		if (l->in_form || is_justified(p, &role)) {
			p->set |= PS_ALIGN;
			p->align = ALIGN_LEFT;
		}
		if (!l->in_form)
			return;
		if (!any && r == p->runs && keep == 0 && p->num < 0) { /* a line of dots alone */
			p->set |= PS_FIRST;
			p->first = 0;
		}
		put_tab(l, r, keep);
		any = true;
	}
	if (!any)
		return;
	p->set |= PS_LEADER;
	p->leader = right_edge - role.right;
}
