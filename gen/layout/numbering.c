/* layout/numbering.c: numbers, ours and Word's.
 *
 * Our own counters are the truth: the contract says what each heading and item
 * is called. Word counts too, by rules of its own, so that one edit there
 * renumbers; this file keeps a model of Word's counters and hands a paragraph
 * to a list of Word's only where that list would print the very same number.
 *
 * A `domain` is one list of Word's: an abstract numbering with a single num.
 * Phần, Chương, Mục, Tiểu mục have one, Điều and what is below it another (all
 * share one where danh_so has no Điều below others). Where no domain would come to the number
 * wanted (4.3 then 4.7, a second list under one heading, a level left out) a new one is made, good
 * from that level on, which starts at that number.
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
#include "numbering.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/utf.h"

enum {
	WORD_LEVELS = 9,    /* ilvl 0…8 */
	LEVELS = 18,        /* two lists of them */
	FIRST_NOT_WORD = 5, /* a, b, c, d, then Word says e and we say đ */
	MAX_NUMBER = 32767, /* where Word lets a list start */
	MAX_DOMAINS = 1500  /* Word gets slow, then lost, with thousands; the rest is typed */
};

struct domain {
	int first;                  /* level of the body that is its ilvl 0 */
	int base;                   /* lowest ilvl it may print */
	int num;                    /* in the plan */
	uint32_t seen[WORD_LEVELS]; /* Word's counters; 0: not yet under its parent */
	uint32_t start[WORD_LEVELS];
};

struct group {
	uint32_t max; /* greatest number in it */
	int domain;   /* of its last item, or -1 */
};

struct numbering {
	struct layout *l;
	const struct pattern *pats[LEVELS];
	int n_pats;
	int dieu; /* level of Điều where a second list begins, or 0 */
	VEC(struct numbered) list;
	size_t next; /* for numbering_next() */
	VEC(struct group) groups;
	VEC(struct domain) domains;
	/* While numbers are settled: */
	uint32_t count[LEVELS];    /* the last number, 0: none under this parent */
	bool open[LEVELS];         /* is the paragraph at hand under one of that level? */
	int heading_level;         /* of the last heading, or -1 */
	int heading;               /* its entry, or -1 */
	int heading_group[LEVELS]; /* or -1 */
	/* While domains are chosen: */
	int mains[2];            /* that begin at ilvl 0: above Điều, and from it on; or -1 */
	int last_domain[LEVELS]; /* last used at that level under this parent, or -1 */
};

/* Patterns --------------------------------------------------------------- */

static bool
is_letters(const struct pattern *p)
{
	return p->kind == NUM_LETTER || p->kind == NUM_UPPER;
}

/* The level whose number a `1.1.` at level k begins with, or -1. */
static int
nested_root(const struct numbering *n, int k)
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
	if (p->kind == NUM_NESTED && nested_root(n, n->n_pats) < 0) {
		diag(n->l->d, D_PATTERN_NESTED_ALONE, at, typed);
		return false;
	}
	return true;
}

static void
take_patterns(struct numbering *n, const struct body *b, const struct body_opts *o)
{
	size_t i;

	for (i = 0; i < o->n_danh_so; i++) {
		const struct pattern *p = style_pattern(n->l->s, o->danh_so[i]);
		pos at = pattern_place(o, b, i);

		if (!fits(n, p, o->danh_so[i], at))
			continue;
		if (n->n_pats - n->dieu == WORD_LEVELS || n->n_pats == LEVELS - 1) {
			diag(n->l->d, D_PATTERNS_TOO_MANY, at);
			return;
		}
		if (p->kind == NUM_DIEU)
			n->dieu = n->n_pats;
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
		for (j = level - 1; j >= nested_root(n, level); j--)
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
			j = nested_root(n, j); /* "điểm 2.1" has said the 2 */
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
	e.parent = parent;
	e.num = -1;
	if (is_letters(e.pattern) && numbering_letter(n->l, number).n == 0)
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

/* Word's lists ----------------------------------------------------------- */

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
		for (j = level - 1; j >= nested_root(n, level); j--)
			number = str_fmt(a, "%%%d.%.*s", j - first + 1, STR_ARG(number));
	return str_replace(a, n->pats[level]->label, S("%"), number);
}

static int
add_num(struct layout *l, const struct pabstract *abs)
{
	struct pnum num = { .abstract = (int)l->abstracts.n };

	VEC_PUSH(l->a, &l->abstracts, *abs);
	VEC_PUSH(l->a, &l->nums, num);
	return (int)l->nums.n - 1;
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
	d.num = add_num(n->l, &abs);
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
	root = nested_root(n, level);
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
static void
choose_domains(struct numbering *n)
{
	int heading_domain = -1;
	size_t i;

	for (i = 0; i < n->list.n; i++) {
		struct numbered *e = &n->list.v[i];
		struct group *g = &n->groups.v[e->group];
		int cands[3], d;

		count_again(n, e);
		e->typed =
		    (is_letters(e->pattern) && g->max >= FIRST_NOT_WORD) || e->number > MAX_NUMBER;
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
	memset(n->count, 0, sizeof n->count);
	choose_domains(n);
	return n;
}

const struct numbered *
numbering_next(struct numbering *n, const struct block *b)
{
	if (n->next >= n->list.n || n->list.v[n->next].block != b)
		return NULL;
	return &n->list.v[n->next++];
}

/* Cells ------------------------------------------------------------------ */

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
	return add_num(l, &abs);
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
	*num = add_num(l, &abs);
	return *num;
}
