/* base/diag_near.c: which of the known words was meant. Words are compared as
 * keys are: without marks, capitals and spaces. */
#include "diag.h"
#include "utf.h"

enum { MAX_WORD = 48 }; /* characters; what is longer is no slip of the finger */

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

/* Damerau-Levenshtein: letters put in, left out, changed, or two swapped. */
static size_t
edit_distance(const struct word *x, const struct word *y)
{
	size_t rows[3][MAX_WORD + 1], *old = rows[0], *last = rows[1], *now = rows[2], *spare;

	for (size_t j = 0; j <= y->n; j++)
		now[j] = j;
	for (size_t i = 1; i <= x->n; i++) {
		spare = old, old = last, last = now, now = spare;
		now[0] = i;
		for (size_t j = 1; j <= y->n; j++) {
			bool same = x->v[i - 1] == y->v[j - 1];

			now[j] = min3(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && x->v[i - 1] == y->v[j - 2] &&
			    x->v[i - 2] == y->v[j - 1] && old[j - 2] + 1 < now[j])
				now[j] = old[j - 2] + 1;
		}
	}
	return now[y->n];
}

str
diag_nearest(str word, const str *cands, size_t n)
{
	struct arena *a = arena_new();
	struct word w, c;
	size_t best = 0, distance;
	str found = { NULL, 0 };

	if (spell(a, word, &w)) {
		best = w.n > 2 ? w.n / 3 + 1 : 1; /* the first distance that is too far */
		for (size_t i = 0; i < n; i++) {
			if (!spell(a, cands[i], &c))
				continue;
			distance = edit_distance(&w, &c);
			if (distance < best) {
				best = distance;
				found = cands[i];
			}
		}
	}
	arena_free(a);
	return found;
}
