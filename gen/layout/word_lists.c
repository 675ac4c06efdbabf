/* layout/word_lists.c: the numbers of a body as lists of Word's.
 *
 * Our own counters are the truth. Word counts too, by rules of its own, so that
 * one edit there renumbers; this file keeps a model of Word's counters and hands
 * a paragraph to a list only where that list would print the very same number.
 *
 * A `domain` is one list of Word's: an abstract numbering with a single num.
 * Phần, Chương, Mục, Tiểu mục have one, Điều and what is below it another (all
 * share one where danh_so has no Điều below others). Where no domain would come
 * to the number wanted (4.3 then 4.7, a second list under one heading, a level
 * left out) a new one is made, good from that level on, which starts there.
 *
 * Facts this rests on, tried with LibreOffice 7.4:
 * - Nums that share an abstract share counters in Word; lists that take turns
 *   would disturb each other. Hence an abstract for each domain.
 * - "4.7." where the list has no paragraph for the 4: LibreOffice takes the 4
 *   from w:start of the abstract and not from a startOverride. Hence start in
 *   plevel, for the parents too.
 * - A level left out counts differently in each program (was the Mục that is
 *   missing above Tiểu mục 1 the first one?). Hence no domain is ever used
 *   below a level that it has not printed, but for those above its base. */
#include "numbering_int.h"

#include <string.h>

int
numbering_add_list(struct layout *l, const struct pabstract *abs)
{
	struct pnum num = { .abstract = (int)l->abstracts.n };

	VEC_PUSH(l->a, &l->abstracts, *abs);
	VEC_PUSH(l->a, &l->nums, num);
	return (int)l->nums.n - 1;
}

static const char *
word_format(enum num_kind kind)
{
	switch (kind) {
	case NUM_PHAN:
	case NUM_CHUONG:
	case NUM_ROMAN: return "upperRoman";
	case NUM_UPPER: return "upperLetter";
	case NUM_LETTER: return "lowerLetter";
	default: return "decimal";
	}
}

/* "Điều %1.", "%2.%3." */
static str
level_text(const struct numbering *n, int level, int first)
{
	struct arena *a = n->l->a;
	str number = str_fmt(a, "%%%d", level - first + 1);
	int j;

	if (n->pats[level]->kind == NUM_NESTED)
		for (j = level - 1; j >= numbering_root(n, level); j--)
			number = str_fmt(a, "%%%d.%.*s", j - first + 1, STR_ARG(number));
	return str_replace(a, n->pats[level]->label, S("%"), number);
}

/* Levels of the list that begins at body level `first`. */
static int
list_depth(const struct numbering *n, int first)
{
	return (first < n->dieu ? n->dieu : n->n_pats) - first;
}

static int
new_domain(struct numbering *n, int first, int base, const uint32_t start[WORD_LEVELS])
{
	struct pabstract abs = { .n = list_depth(n, first) };
	struct domain d = { .first = first, .base = base };
	int i;

	for (i = 0; i < abs.n; i++) {
		const struct pattern *p = n->pats[first + i];
		struct role r =
		    style_resolved(n->l->s, p->may_skip ? p->heading_role : p->item_role);

		abs.lvl[i] = (struct plevel){ .fmt = word_format(p->kind),
			.text = level_text(n, first + i, first),
			.bold = p->label_bold,
			.newline = p->title_below,
			.left = r.left,
			.first = r.first,
			.start = (int)start[i] };
		d.start[i] = start[i];
	}
	d.num = numbering_add_list(n->l, &abs);
	VEC_PUSH(n->l->a, &n->domains, d);
	return (int)n->domains.n - 1;
}

static bool
in_second_list(const struct numbering *n, int level)
{
	return n->dieu > 0 && level >= n->dieu;
}

/* A domain that says `number` next at level, whose parents read n->count. */
static int
domain_from(struct numbering *n, int level, uint32_t number)
{
	int *main = &n->mains[in_second_list(n, level)], d, i;
	int first = in_second_list(n, level) ? n->dieu : 0, base = level - first;
	uint32_t start[WORD_LEVELS];

	for (i = 0; i < WORD_LEVELS; i++)
		start[i] = i < base && n->count[first + i] ? n->count[first + i] : 1;
	start[base] = number;
	d = new_domain(n, first, base, start);
	if (base == 0 && *main < 0)
		*main = d;
	return d;
}

/* Would Word print that number, and those of the parents, from this domain? */
static bool
says(const struct numbering *n, const struct domain *d, int level, uint32_t number)
{
	int i = level - d->first, root, j;

	if (i < d->base || level >= d->first + list_depth(n, d->first))
		return false;
	for (j = d->base; j < i; j++)
		if (d->seen[j] == 0)
			return false;
	if ((d->seen[i] ? d->seen[i] + 1 : d->start[i]) != number)
		return false;
	if (n->pats[level]->kind != NUM_NESTED)
		return true;
	root = numbering_root(n, level);
	for (j = root; j < level; j++) {
		int k = j - d->first;

		if ((k < d->base ? d->start[k] : d->seen[k]) != n->count[j])
			return false;
	}
	return true;
}

static void
say(struct domain *d, int level, uint32_t number)
{
	int i = level - d->first, j;

	d->seen[i] = number;
	for (j = i + 1; j < WORD_LEVELS; j++)
		d->seen[j] = 0;
}

/* The first of the candidates that comes to the number, or a new one; -1: there
 * are too many already. */
static int
choose_domain(struct numbering *n, const struct numbered *e, const int *cands, size_t n_cands)
{
	size_t i;

	for (i = 0; i < n_cands; i++)
		if (cands[i] >= 0 && says(n, &n->domains.v[cands[i]], e->level, e->number))
			return cands[i];
	if (n->l->nums.n >= MAX_DOMAINS)
		return -1;
	return domain_from(n, e->level, e->number);
}

/* The domain of the list or heading that e goes on with or stands under. */
static int
near_domain(const struct numbering *n, const struct numbered *e, int heading_domain)
{
	const struct numbered *p;

	if (n->groups.v[e->group].domain >= 0)
		return n->groups.v[e->group].domain;
	if (e->block->kind == BLK_HEADING || e->parent < 0)
		return heading_domain;
	p = &n->list.v[e->parent];
	return p->typed ? -1 : n->groups.v[p->group].domain;
}

static void
count_again(struct numbering *n, const struct numbered *e)
{
	int j;

	n->count[e->level] = e->number;
	for (j = e->level + 1; j < n->n_pats; j++) {
		if (n->pats[j]->runs_on)
			continue;
		n->last_domain[j] = -1;
		n->count[j] = 0;
	}
}

/* Gives each entry a list of Word's. */
void
numbering_choose_lists(struct numbering *n)
{
	int heading_domain = -1;
	size_t i;

	memset(n->count, 0, sizeof n->count);
	for (i = 0; i < n->list.n; i++) {
		struct numbered *e = &n->list.v[i];
		struct group *g = &n->groups.v[e->group];
		int cands[3], d;

		count_again(n, e);
		e->typed = (numbering_is_letters(e->pattern) && g->max >= FIRST_NOT_WORD) ||
			   e->number > MAX_NUMBER;
		if (e->typed)
			continue;
		cands[0] = near_domain(n, e, heading_domain);
		cands[1] = n->last_domain[e->level];
		cands[2] = n->mains[in_second_list(n, e->level)];
		d = choose_domain(n, e, cands, 3);
		e->typed = d < 0;
		if (d < 0)
			continue;
		say(&n->domains.v[d], e->level, e->number);
		e->num = n->domains.v[d].num;
		e->ilvl = e->level - n->domains.v[d].first;
		n->last_domain[e->level] = g->domain = d;
		if (e->block->kind == BLK_HEADING)
			heading_domain = d;
	}
}
