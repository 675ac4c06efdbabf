/* layout/cell_lists.c: lists without indents, in the cells of a table; bullets.
 *
 * Cells like "2. Công tác …" are lists, too; where their numbers run down a
 * column they are one list of Word's. */
#include "numbering_int.h"

#include <string.h>

enum { CELL_LEVELS = 2 };

struct cell_domain {
	int num;  /* or -1: none yet */
	int base; /* its first level that is printed */
	uint32_t seen[CELL_LEVELS];
};

struct cell_lists {
	struct layout *l;
	struct cell_domain *cols;
};

struct cell_lists *
cell_lists_new(struct layout *l, size_t n_cols)
{
	struct cell_lists *c = NEW(l->a, struct cell_lists);
	size_t i;

	c->l = l;
	c->cols = NEW_N(l->a, struct cell_domain, n_cols ? n_cols : 1);
	for (i = 0; i < n_cols; i++)
		c->cols[i].num = -1;
	return c;
}

static int
new_cell_list(struct layout *l, const uint32_t start[CELL_LEVELS])
{
	struct pabstract abs = { .n = CELL_LEVELS };

	abs.lvl[0] = (struct plevel){ .fmt = "decimal", .text = S("%1."), .start = (int)start[0] };
	abs.lvl[1] =
	    (struct plevel){ .fmt = "lowerLetter", .text = S("%2)"), .start = (int)start[1] };
	return numbering_add_list(l, &abs);
}

bool
numbering_reaches_dd(const struct block *list)
{
	const struct block *it;

	for (it = list->child; it != NULL; it = it->next)
		if (it->number >= FIRST_NOT_WORD)
			return true;
	return false;
}

void
cell_lists_item(struct cell_lists *c, size_t col, int depth, bool letters_typed, uint32_t number,
    struct numbered *out)
{
	struct cell_domain *d = &c->cols[col];
	uint32_t start[CELL_LEVELS] = { 1, 1 };
	bool says_it;

	memset(out, 0, sizeof *out);
	out->num = -1;
	out->number = number;
	out->label = depth == 0
			 ? str_fmt(c->l->a, "%u.", number)
			 : str_fmt(c->l->a, "%.*s)", STR_ARG(numbering_letter(c->l, number)));
	out->typed = (depth > 0 && letters_typed) || number > MAX_NUMBER;
	if (out->typed)
		return;
	says_it = d->num >= 0 && depth >= d->base && (depth == d->base || d->seen[0] > 0) &&
		  d->seen[depth] + 1 == number;
	if (!says_it && c->l->nums.n >= MAX_DOMAINS) {
		out->typed = true;
		return;
	}
	if (!says_it) {
		start[depth] = number;
		*d = (struct cell_domain){ new_cell_list(c->l, start), depth, { 0 } };
	}
	d->seen[depth] = number;
	if (depth == 0)
		d->seen[1] = 0;
	out->num = d->num;
	out->ilvl = depth;
}

/* Bullets ---------------------------------------------------------------- */

static const char *const bullets[] = { "-", "+", "•" };

str
numbering_bullet(int depth)
{
	return str_z(bullets[depth]);
}

int
numbering_bullets(struct layout *l, bool in_cell)
{
	static const int roles[] = { ROLE_GACH_1, ROLE_GACH_2, ROLE_GACH_3 };
	struct pabstract abs = { .n = 3 };
	int *num = in_cell ? &l->cell_bullet_num : &l->bullet_num;
	int i;

	if (*num >= 0)
		return *num;
	for (i = 0; i < abs.n; i++) {
		struct role r = style_resolved(l->s, roles[i]);

		abs.lvl[i] = (struct plevel){ .fmt = "bullet", .text = numbering_bullet(i) };
		abs.lvl[i].left = in_cell ? 0 : r.left;
		abs.lvl[i].first = in_cell ? 0 : r.first;
	}
	*num = numbering_add_list(l, &abs);
	return *num;
}
