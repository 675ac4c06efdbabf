/* layout/numbering.c: what each heading and item is called, by the contract.
 *
 * One walk over the blocks counts: headings 1, 2, 3 under their parent, items by
 * what was typed, Điều running on through the body. Whether Word could count
 * the same is asked afterwards (word_lists.c). */
#include "numbering_int.h"

#include "../base/buf.h"

/* Patterns --------------------------------------------------------------- */

/* The level whose number a `1.1.` at level k begins with, or -1. */
int
numbering_root(const struct numbering *n, int k)
{
	while (k > 0 && n->pats[k]->kind == NUM_NESTED)
		k--;
	return n->pats[k]->kind == NUM_DECIMAL || n->pats[k]->kind == NUM_DIEU ? k : -1;
}

static pos
pattern_place(const struct body_opts *o, const struct body *b, size_t i)
{
	return o->danh_so_at != NULL ? o->danh_so_at[i] : b->at;
}

/* False when p can't stand at this level; reported. */
static bool
fits(struct numbering *n, const struct pattern *p, str typed, pos at)
{
	int i;

	if (p == NULL) {
		diag(n->l->d, D_PATTERN_UNKNOWN, at, typed, style_pattern_list(n->l->s, n->l->a));
		return false;
	}
	for (i = 0; i < n->n_pats; i++)
		if (n->pats[i] == p && p->kind != NUM_NESTED) {
			diag(n->l->d, D_PATTERN_TWICE, at, typed);
			return false;
		}
	n->pats[n->n_pats] = p;
	if (p->kind == NUM_NESTED && numbering_root(n, n->n_pats) < 0) {
		diag(n->l->d, D_PATTERN_NESTED_ALONE, at, typed);
		return false;
	}
	return true;
}

/* The role's level of a heading, but below that of the pattern above: `I.` is
 * at the top, unless it stands in a Phần or an appendix. */
static int
outline_below(const struct numbering *n, int k, int top)
{
	enum { DEEPEST = 8 };
	int own = style_resolved(n->l->s, n->pats[k]->heading_role).outline;
	int least = k > 0 ? n->outline[k - 1] + 1 : top;

	if (own >= 0 && own < least)
		own = least;
	return own < DEEPEST ? own : DEEPEST;
}

static void
take_patterns(struct numbering *n, const struct body *b, const struct body_opts *o)
{
	size_t i;

	for (i = 0; i < o->n_danh_so; i++) {
		const struct pattern *p = style_pattern(n->l->s, o->danh_so[i]);
		pos at = pattern_place(o, b, i);

		if (!fits(n, p, o->danh_so[i], at)) {
			n->hurt = true;
			continue;
		}
		if (n->n_pats - n->dieu == WORD_LEVELS || n->n_pats == LEVELS - 1) {
			diag(n->l->d, D_PATTERNS_TOO_MANY, at);
			return;
		}
		if (p->kind == NUM_DIEU)
			n->dieu = n->n_pats;
		n->outline[n->n_pats] = outline_below(n, n->n_pats, o->outline);
		n->n_pats++;
	}
}

/* "I.", "1.", "a)": what danh_so holds, for messages. */
static str
patterns_shown(const struct numbering *n)
{
	str all = { 0 };
	int i;

	for (i = 0; i < n->n_pats; i++)
		all = str_fmt(
		    n->l->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(n->pats[i]->typed));
	return all;
}

/* Numbers as text -------------------------------------------------------- */

static str
roman(struct arena *a, uint32_t number)
{
	static const struct {
		uint32_t value;
		const char *text;
	} parts[] = { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" },
		{ 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" },
		{ 4, "IV" }, { 1, "I" } };
	struct buf b;
	str s;
	size_t i;

	if (number > 3999) /* no Roman numeral: Word prints it as it likes, too */
		return str_fmt(a, "%u", number);
	buf_init(&b);
	for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			buf_z(&b, parts[i].text);
	s = buf_dup(&b, a);
	buf_free(&b);
	return s;
}

str
numbering_letter(struct layout *l, uint32_t n)
{
	const str *letters;
	size_t n_letters = style_words(l->s, "chu-cai", &letters);

	return n >= 1 && n <= n_letters ? letters[n - 1] : (str){ 0 };
}

/* The number alone: "II", "5", "2.1", "đ". */
static str
number_text(const struct numbering *n, int level, uint32_t number)
{
	struct arena *a = n->l->a;
	int j;
	str s;

	switch (n->pats[level]->kind) {
	case NUM_PHAN:
	case NUM_CHUONG:
	case NUM_ROMAN: return roman(a, number);
	case NUM_LETTER: return numbering_letter(n->l, number);
	case NUM_UPPER: return lay_upper(n->l, numbering_letter(n->l, number));
	case NUM_NESTED:
		s = str_fmt(a, "%u", number);
		for (j = level - 1; j >= numbering_root(n, level); j--)
			s = str_fmt(a, "%u.%.*s", n->count[j] ? n->count[j] : 1, STR_ARG(s));
		return s;
	default: return str_fmt(a, "%u", number);
	}
}

/* "điểm a khoản 2 Điều 5": from the inside out, up to Điều, whose number is
 * the only one of its body. */
static str
refer_text(const struct numbering *n, int level)
{
	str all = { 0 };
	int j;

	for (j = level; j >= 0; j--) {
		const struct pattern *p = n->pats[j];
		str one;

		if (!n->open[j])
			continue;
		one = str_replace(n->l->a, p->refer, S("%"), number_text(n, j, n->count[j]));
		all = all.n ? str_fmt(n->l->a, "%.*s %.*s", STR_ARG(all), STR_ARG(one)) : one;
		if (p->runs_on)
			break;
		if (p->kind == NUM_NESTED)
			j = numbering_root(n, j); /* "điểm 2.1" has said the 2 */
		if (n->pats[j]->runs_on)
			break;
	}
	return all;
}

/* Settling --------------------------------------------------------------- */

static int
new_group(struct numbering *n)
{
	VEC_PUSH(n->l->a, &n->groups, (struct group){ 0, -1 });
	return (int)n->groups.n - 1;
}

/* Counts, and adds the entry. */
static int
settle(
    struct numbering *n, const struct block *b, int level, uint32_t number, int group, int parent)
{
	struct numbered e = { .block = b, .level = level, .number = number, .group = group };
	int j;

	n->count[level] = number;
	n->open[level] = true;
	for (j = level + 1; j < n->n_pats; j++) {
		n->open[j] = false;
		n->heading_group[j] = -1;
		if (!n->pats[j]->runs_on)
			n->count[j] = 0;
	}
	e.pattern = n->pats[level];
	e.outline = n->outline[level];
	e.parent = parent;
	e.num = -1;
	if (numbering_is_letters(e.pattern) && numbering_letter(n->l, number).n == 0)
		diag(n->l->d, D_LETTERS_USED_UP, b->at, str_fmt(n->l->a, "%u", number));
	e.label = str_replace(n->l->a, e.pattern->label, S("%"), number_text(n, level, number));
	e.refer = refer_text(n, level);
	if (n->groups.v[group].max < number)
		n->groups.v[group].max = number;
	VEC_PUSH(n->l->a, &n->list, e);
	return (int)n->list.n - 1;
}

/* The first level between the heading above and this one that may not be left
 * out, or -1. */
static int
skipped_level(const struct numbering *n, int level)
{
	int j;

	for (j = n->heading_level + 1; j < level; j++)
		if (!n->pats[j]->may_skip)
			return j;
	return -1;
}

/* Above this heading, which level is the enclosing heading's? */
static void
close_headings(struct numbering *n, int level)
{
	int j;

	n->heading_level = -1;
	for (j = 0; j < level; j++)
		if (n->heading_group[j] >= 0)
			n->heading_level = j;
}

static void
settle_heading(struct numbering *n, const struct block *b)
{
	int level = b->level - 1, skipped;
	struct arena *a = n->l->a;

	if (level >= n->n_pats) {
		if (!n->hurt)
			diag(n->l->d, D_HEADING_TOO_DEEP, b->at, str_fmt(a, "%d", b->level),
			    str_fmt(a, "%d", n->n_pats), patterns_shown(n));
		return;
	}
	close_headings(n, level);
	skipped = skipped_level(n, level);
	if (skipped >= 0)
		diag(n->l->d, D_HEADING_SKIPS, b->at, n->pats[skipped]->typed,
		    n->pats[level]->typed, str_fmt(a, "%d", skipped + 1));
	if (n->heading_group[level] < 0)
		n->heading_group[level] = new_group(n);
	n->heading = settle(n, b, level, n->count[level] + 1, n->heading_group[level], -1);
	n->heading_level = level;
}

/* The level of a list inside one of level `above` (-1: nothing above). */
static int
list_level(const struct numbering *n, int above)
{
	static const enum num_kind tops[] = { NUM_DIEU, NUM_DECIMAL };
	size_t t;
	int j;

	if (above < 0)
		for (t = 0; t < sizeof tops / sizeof tops[0]; t++)
			for (j = 0; j < n->n_pats; j++)
				if (n->pats[j]->kind == tops[t])
					return j;
	for (j = above + 1; j < n->n_pats; j++)
		if (!n->pats[j]->may_skip)
			return j;
	return -1;
}

/* How much the typed numbers of a list of Điều are moved up, since Điều run on:
 * one that starts anew at 1 goes on after the last. */
static uint32_t
run_on_offset(struct numbering *n, const struct block *list, int level)
{
	uint32_t first = list->child != NULL ? list->child->number : 1;

	if (!n->pats[level]->runs_on || first > n->count[level])
		return 0;
	if (first <= 1)
		return n->count[level];
	diag(n->l->d, D_DIEU_REPEATS, list->child->at, str_fmt(n->l->a, "%u", first),
	    str_fmt(n->l->a, "%u", n->count[level]));
	return 0;
}

static void settle_blocks(struct numbering *n, const struct block *b, int item);

static void
settle_list(struct numbering *n, const struct block *list, int item)
{
	int above = item >= 0 ? n->list.v[item].level : n->heading_level;
	int level = list_level(n, above), group = new_group(n);
	int parent = item >= 0 ? item : n->heading;
	const struct block *it;
	uint32_t offset;

	if (level < 0) {
		if (!n->hurt)
			diag(n->l->d, D_LIST_TOO_DEEP, list->at,
			    above >= 0 ? n->pats[above]->typed : S("?"), patterns_shown(n));
		return;
	}
	offset = run_on_offset(n, list, level);
	for (it = list->child; it != NULL; it = it->next) {
		int e = settle(n, it, level, it->number + offset, group, parent);

		settle_blocks(n, it->child, e);
	}
}

/* item: the entry of the numbered item that these blocks are in, or -1. */
static void
settle_blocks(struct numbering *n, const struct block *b, int item)
{
	for (; b != NULL; b = b->next) {
		switch (b->kind) {
		case BLK_HEADING: settle_heading(n, b); break;
		case BLK_LIST:
			if (b->ordered)
				settle_list(n, b, item);
			else
				settle_blocks(n, b->child, item);
			break;
		case BLK_ITEM:
		case BLK_QUOTE: settle_blocks(n, b->child, item); break;
		case BLK_PARA:
		case BLK_TABLE:
		case BLK_VERBATIM:
		case BLK_PAGE_BREAK: break;
		}
	}
}

struct numbering *
numbering_of_body(struct layout *l, const struct body *b, const struct body_opts *o)
{
	struct numbering *n = NEW(l->a, struct numbering);
	int j;

	n->l = l;
	n->heading_level = n->heading = n->mains[0] = n->mains[1] = -1;
	take_patterns(n, b, o);
	for (j = 0; j < LEVELS; j++)
		n->heading_group[j] = n->last_domain[j] = -1;
	settle_blocks(n, b->blocks, -1);
	numbering_choose_lists(n);
	return n;
}

const struct numbered *
numbering_next(struct numbering *n, const struct block *b)
{
	if (n->next >= n->list.n || n->list.v[n->next].block != b)
		return NULL;
	return &n->list.v[n->next++];
}
