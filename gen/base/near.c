/* base/near.c: which of the known words was meant. Words are compared as keys are:
 * without marks, capitals and spaces.
 *
 * A short list is compared word by word. For a long one that is asked often the words
 * stand in a tree of letters, along which the distances are reckoned: what begins alike
 * is reckoned once, and a branch that can't come near any more is left alone. Thousands
 * of words make even that long, if none is near; so there is a limit to the letters
 * looked at, which are taken in the order of what is likely: few faults before many,
 * the letter that was typed before others. */
#include "near.h"

#include "diag.h"
#include "utf.h"

#include <stdlib.h>

enum {
	MAX_WORD = 48,        /* characters; what is longer is no slip of the finger */
	MAX_LETTERS = 1 << 13 /* of a long list looked at; a short one has fewer */
};

struct word {
	uint32_t v[MAX_WORD];
	size_t n;
};

/* The folded letters of s; false when it is too long to be a slip. */
static bool
spell(struct arena *a, str s, struct word *w)
{
	str f;

	w->n = 0;
	if (s.n > 4 * MAX_WORD)
		return false;
	f = utf_fold(a, s, '_');
	for (size_t i = 0; i < f.n;) {
		if (w->n == MAX_WORD)
			return false;
		w->v[w->n++] = utf_next(f, &i);
	}
	return w->n > 0;
}

static size_t
min3(size_t x, size_t y, size_t z)
{
	size_t m = x < y ? x : y;

	return m < z ? m : z;
}

/* The first distance that is too far. */
static size_t
limit_of(const struct word *w)
{
	return w->n > 2 ? w->n / 3 + 1 : 1;
}

/* Damerau-Levenshtein: letters put in, left out, changed, or two swapped. One line of the
 * table: how far the first j letters of w are from the i letters that a candidate has so
 * far, of which the last two are given; from the two lines before. Its least number: no
 * line after it has one that is less. */
static size_t
next_line(const struct word *w, size_t i, const uint32_t *last_two, const uint8_t *old,
    const uint8_t *last, uint8_t *now)
{
	size_t least = i;

	now[0] = (uint8_t)i;
	for (size_t j = 1; j <= w->n; j++) {
		bool same = last_two[1] == w->v[j - 1];
		size_t d = min3((size_t)last[j] + 1, (size_t)now[j - 1] + 1, last[j - 1] + !same);

		if (i > 1 && j > 1 && last_two[1] == w->v[j - 2] && last_two[0] == w->v[j - 1] &&
		    old[j - 2] + 1u < d)
			d = old[j - 2] + 1u;
		now[j] = (uint8_t)d;
		least = d < least ? d : least;
	}
	return least;
}

static void
first_line(const struct word *w, uint8_t *line)
{
	for (size_t j = 0; j <= w->n; j++)
		line[j] = (uint8_t)j;
}

/* The distance, or `enough` when it is not less. */
static size_t
edit_distance(const struct word *w, const struct word *c, size_t enough)
{
	uint8_t lines[3][MAX_WORD + 1];
	size_t gap = w->n > c->n ? w->n - c->n : c->n - w->n;

	if (gap >= enough)
		return enough;
	first_line(w, lines[0]);
	for (size_t i = 1; i <= c->n; i++) {
		uint32_t last_two[2] = { i > 1 ? c->v[i - 2] : 0, c->v[i - 1] };

		if (next_line(w, i, last_two, lines[(i + 1) % 3], lines[(i + 2) % 3],
			lines[i % 3]) >= enough)
			return enough;
	}
	return lines[c->n % 3][w->n];
}

str
diag_nearest(str word, const str *cands, size_t n)
{
	struct arena *a = arena_new();
	struct word w, c;
	size_t best = 0, distance;
	str found = { NULL, 0 };

	if (spell(a, word, &w)) {
		best = limit_of(&w);
		for (size_t i = 0; i < n; i++) {
			if (!spell(a, cands[i], &c))
				continue;
			distance = edit_distance(&w, &c, best);
			if (distance < best) {
				best = distance;
				found = cands[i];
			}
		}
	}
	arena_free(a);
	return found;
}

/* ---- A tree of letters ------------------------------------------------------------ */

struct letter {
	uint32_t letter;
	uint32_t child, next; /* places in near->v; 0: none */
	uint32_t word;        /* the first word that ends here, + 1; 0: none does */
};

struct near {
	struct arena *arena;
	VEC(struct letter) v; /* v[0] stands before all words */
};

struct spelt {
	struct word word;
	uint32_t place;
};

static int
compare_spelt(const void *x, const void *y)
{
	const struct spelt *a = x, *b = y;

	for (size_t i = 0; i < a->word.n && i < b->word.n; i++)
		if (a->word.v[i] != b->word.v[i])
			return a->word.v[i] < b->word.v[i] ? -1 : 1;
	if (a->word.n != b->word.n)
		return a->word.n < b->word.n ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

/* Words come sorted: path[] are the letters of the one before. */
static void
add_word(struct near *n, const struct spelt *s, uint32_t *path, size_t *depth)
{
	size_t k = 0;

	while (k < *depth && k < s->word.n && n->v.v[path[k + 1]].letter == s->word.v[k])
		k++;
	for (; k < s->word.n; k++) {
		uint32_t place = (uint32_t)n->v.n, older = k < *depth ? path[k + 1] : 0;

		VEC_PUSH(n->arena, &n->v, (struct letter){ .letter = s->word.v[k] });
		if (older)
			n->v.v[older].next = place;
		else
			n->v.v[path[k]].child = place;
		path[k + 1] = place;
		*depth = k; /* what was deeper is of another branch */
	}
	*depth = s->word.n;
	if (n->v.v[path[s->word.n]].word == 0)
		n->v.v[path[s->word.n]].word = s->place + 1;
}

struct near *
near_new(struct arena *a, const str *words, size_t n)
{
	struct near *near = NEW(a, struct near);
	struct spelt *v = n ? xmalloc(n * sizeof *v) : NULL;
	struct arena *scratch = arena_new();
	uint32_t path[MAX_WORD + 1] = { 0 };
	size_t kept = 0, depth = 0;

	near->arena = a;
	VEC_PUSH(a, &near->v, (struct letter){ .letter = 0 });
	for (size_t i = 0; i < n && i < UINT32_MAX; i++) {
		v[kept].place = (uint32_t)i;
		kept += spell(scratch, words[i], &v[kept].word);
	}
	if (kept)
		qsort(v, kept, sizeof *v, compare_spelt);
	for (size_t i = 0; i < kept; i++)
		add_word(near, &v[i], path, &depth);
	arena_free(scratch);
	free(v);
	return near;
}

/* ---- Looking ---------------------------------------------------------------------- */

struct looking {
	const struct near *n;
	struct word w;
	uint8_t lines[MAX_WORD + 2][MAX_WORD + 1]; /* by letters of the branch */
	uint32_t typed[MAX_WORD + 1];              /* its letters */
	size_t far;                                /* more than that is too far */
	uint32_t found;                            /* a word + 1; 0: none yet */
	size_t left;                               /* letters that may be looked at yet */
};

static void look_below(struct looking *l, uint32_t at, size_t depth);

static void
look_at(struct looking *l, uint32_t at, size_t depth)
{
	const struct letter *letter = &l->n->v.v[at];
	uint32_t last_two[2] = { depth ? l->typed[depth - 1] : 0, letter->letter };
	uint8_t *line = l->lines[depth + 1];
	size_t least, distance;

	if (l->left == 0)
		return;
	l->left--;
	l->typed[depth] = letter->letter;
	least = next_line(
	    &l->w, depth + 1, last_two, depth ? l->lines[depth - 1] : NULL, l->lines[depth], line);
	distance = line[l->w.n];
	if (letter->word &&
	    (distance < l->far ||
		(distance == l->far && (l->found == 0 || letter->word < l->found)))) {
		l->far = distance;
		l->found = letter->word;
	}
	if (least <= l->far && depth + 1 < MAX_WORD)
		look_below(l, at, depth + 1);
}

/* The letter that was typed there comes first. */
static void
look_below(struct looking *l, uint32_t at, size_t depth)
{
	uint32_t wanted = depth < l->w.n ? l->w.v[depth] : 0;

	for (uint32_t k = l->n->v.v[at].child; k; k = l->n->v.v[k].next)
		if (l->n->v.v[k].letter == wanted)
			look_at(l, k, depth);
	for (uint32_t k = l->n->v.v[at].child; k; k = l->n->v.v[k].next)
		if (l->n->v.v[k].letter != wanted)
			look_at(l, k, depth);
}

size_t
near_limit(str word)
{
	struct arena *a = arena_new();
	struct word w;
	size_t limit = spell(a, word, &w) ? limit_of(&w) : 0;

	arena_free(a);
	return limit;
}

/* Few faults first: each more makes the branches that may be right many times as many. */
size_t
near_find(const struct near *n, str word, size_t *closer)
{
	struct arena *a = arena_new();
	struct looking l = { .n = n, .left = MAX_LETTERS };
	bool all = n->v.n <= MAX_LETTERS;

	if (*closer && spell(a, word, &l.w)) {
		first_line(&l.w, l.lines[0]);
		for (size_t far = all ? *closer - 1 : 0; far < *closer && !l.found && l.left;
		     far++) {
			l.far = far;
			look_below(&l, 0, 0);
		}
	}
	arena_free(a);
	if (l.found == 0)
		return SIZE_MAX;
	*closer = l.far;
	return l.found - 1;
}
