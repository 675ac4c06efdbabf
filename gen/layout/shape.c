/* layout/shape.c: reading the structure back out of a plan.
 *
 * A list is a row of labelled paragraphs of one role; one of another role opens
 * a list in the item, as the eye reads "a)" under "1.". The roles of further
 * paragraphs under an item are those that the numbering patterns name. */
#include "shape.h"

#include "../base/utf.h"
#include "../style/style.h"

enum { MAX_LISTS = 16, MAX_HEADING = 6 };

bool
shape_is_empty(const struct para *p)
{
	if (shape_prints_label(p))
		return false;
	for (const struct run *r = p->runs; r != NULL; r = r->next)
		if ((r->kind == RUN_TEXT && r->text.n > 0) || r->kind == RUN_NOTE ||
		    r->kind == RUN_IMAGE || r->kind == RUN_TAB)
			return false;
	return true;
}

int
shape_outline(const struct style *s, const struct para *p)
{
	struct role r;

	if (p->set & PS_OUTLINE)
		return p->outline;
	r = style_resolved(s, p->role);
	return r.set & RS_OUTLINE ? r.outline : -1;
}

/* ---- Titles and headings -------------------------------------------------- */

enum shape_title
shape_title(const struct para *p)
{
	switch (p->role) {
	case ROLE_TEN_LOAI:
	case ROLE_TRICH_YEU: return TITLE_DOCUMENT;
	case ROLE_TRICH_YEU_CONG_VAN: return TITLE_SUBJECT;
	case ROLE_PHU_LUC:
	case ROLE_PHU_LUC_TIEU_DE: return TITLE_APPENDIX;
	default: return TITLE_NONE;
	}
}

int
shape_title_level(struct shape_levels *l)
{
	l->n = 0;
	l->title = l->title == 0 ? 1 : 2;
	return l->title;
}

int
shape_heading_level(struct shape_levels *l, int outline)
{
	int level;

	while (l->n > 0 && l->open[l->n - 1] >= outline)
		l->n--;
	if (l->n < (int)(sizeof l->open / sizeof *l->open))
		l->open[l->n++] = outline;
	level = l->title + l->n;
	return level > MAX_HEADING ? MAX_HEADING : level;
}

/* ---- Lists ------------------------------------------------------------------ */

/* "1.", "a)", and not "-". */
static bool
is_ordered(str label)
{
	size_t off = 0;
	uint32_t cp = label.n ? utf_next(label, &off) : 0;

	return (cp >= '0' && cp <= '9') || utf_is_letter(cp);
}

static bool
is_item(const struct style *s, const struct para *p)
{
	return p->label.n > 0 && shape_title(p) == TITLE_NONE && shape_outline(s, p) < 0;
}

static bool
same_list(const struct shape_list *a, const struct shape_list *b)
{
	return a->role == b->role && a->level == b->level && a->ordered == b->ordered;
}

/* May a paragraph of that role go on under an item of that list? */
static bool
goes_on(const struct style *s, const struct shape_list *list, int role)
{
	if (role == ROLE_GACH_TIEP)
		return list->role == ROLE_GACH_1 || list->role == ROLE_GACH_2 ||
		       list->role == ROLE_GACH_3;
	for (int i = 0; i < NUM__COUNT; i++)
		if (s->patterns[i].more_role == role && s->patterns[i].item_role == list->role)
			return true;
	return false;
}

static enum shape_step
other_paragraph(struct shape_lists *l, const struct style *s, const struct para *p)
{
	while (l->n > 0 && !goes_on(s, &l->v[l->n - 1], p->role))
		l->n--;
	return l->n > 0 ? STEP_MORE : STEP_OUTSIDE;
}

enum shape_step
shape_list_step(struct shape_lists *l, const struct style *s, const struct para *p)
{
	struct shape_list list = { p->role, p->num >= 0 ? p->num_level : -1, is_ordered(p->label) };

	if (!is_item(s, p))
		return other_paragraph(l, s, p);
	for (int i = l->n; i-- > 0;)
		if (same_list(&l->v[i], &list)) {
			l->n = i + 1;
			return STEP_NEXT;
		}
	if (l->n == MAX_LISTS)
		l->n--;
	l->v[l->n++] = list;
	return STEP_OPEN;
}

/* ---- Tables ------------------------------------------------------------------ */

bool
shape_is_data(const struct ptable *t)
{
	return t->role != ROLE_BANG_BO_CUC;
}

static bool
has_role(const struct pcell *c, int role)
{
	return c->blocks != NULL && c->blocks->kind == PB_PARA && c->blocks->para->role == role;
}

/* A header that would leave no room for its table does not repeat: it is one
 * all the same. */
size_t
shape_head_rows(const struct ptable *t)
{
	size_t n = 0;

	while (n < t->n_rows && t->rows[n].n > 0 &&
	       (t->rows[n].header || has_role(&t->rows[n].cells[0], ROLE_BANG_DAU)))
		n++;
	return n;
}

static bool
has_words(const struct pcell *c)
{
	for (const struct pblock *b = c->blocks; b != NULL; b = b->next)
		for (const struct run *r = b->kind == PB_PARA ? b->para->runs : NULL; r != NULL;
		     r = r->next)
			for (size_t i = 0; r->kind == RUN_TEXT && i < r->text.n;)
				if (utf_is_letter(utf_next(r->text, &i)))
					return true;
	return false;
}

/* Its widest cell, or the first one of words: "1" before it is a number only. */
const struct pcell *
shape_group_cell(const struct prow *row)
{
	const struct pcell *found = NULL;

	for (size_t i = 0; i < row->n; i++) {
		const struct pcell *c = &row->cells[i];

		if (!has_role(c, ROLE_BANG_NHOM) && !has_role(c, ROLE_BANG_NHOM_2) &&
		    !has_role(c, ROLE_BANG_NHOM_3))
			return NULL;
		if (has_words(c) && (found == NULL || c->cols > found->cols))
			found = c;
	}
	return found;
}

int
shape_column(const struct prow *row, size_t i)
{
	int column = 0;

	for (size_t k = 0; k < i; k++)
		column += row->cells[k].cols;
	return column;
}

const struct pcell *
shape_cell_at(const struct prow *row, int column)
{
	int at = 0;

	for (size_t i = 0; i < row->n; i++) {
		at += row->cells[i].cols;
		if (column < at)
			return &row->cells[i];
	}
	return NULL;
}

size_t
shape_cell_rows(const struct ptable *t, size_t row, int column, size_t end)
{
	size_t n = 1;

	while (row + n < end) {
		const struct pcell *c = shape_cell_at(&t->rows[row + n], column);

		if (c == NULL || c->vmerge != VM_GOES_ON)
			break;
		n++;
	}
	return n;
}
