/* archive/diff.c: Myers' difference by furthest reaching paths ("An O(ND) Difference
 * Algorithm and Its Variations", 1986), forwards, with the way kept for each number
 * of changes. Past a bound on the changes what is left in the middle is one place. */
#include "diff.h"

#include <string.h>

enum { MAX_CHANGES = 600 };

typedef VEC(struct hunk) hunks;

size_t
diff_lines(struct arena *a, str text, str **lines)
{
	VEC(str) v = { 0 };
	str line;

	while (str_line(&text, &line))
		VEC_PUSH(a, &v, line);
	*lines = v.v;
	return v.n;
}

static void
add(struct arena *a, hunks *h, struct hunk one)
{
	struct hunk *last = h->n ? &h->v[h->n - 1] : NULL;

	if (!one.old_n && !one.new_n)
		return;
	if (last && last->old_at + last->old_n == one.old_at &&
	    last->new_at + last->new_n == one.new_at) {
		last->old_n += one.old_n;
		last->new_n += one.new_n;
	} else {
		VEC_PUSH(a, h, one);
	}
}

/* What is different between (x0, y0) and (x1, y1), one step of a path: equal lines
 * first or last, and a line gone or come. */
struct step {
	long x, y;
	bool gone;
};

/* The way of d changes back from the end, as steps in order. */
static void
take_way(struct arena *a, hunks *out, long **kept, long d, long n, long m, size_t base)
{
	struct step *steps = NEW_N(a, struct step, (size_t)d + 1);
	long x = n, y = m;

	for (long k = d; k > 0; k--) {
		const long *v = kept[k - 1] + k; /* its middle; it was kept before step k */
		long diag = x - y;
		bool down = diag == -k || (diag != k && v[diag - 1] < v[diag + 1]);
		long from = down ? diag + 1 : diag - 1;
		long fx = v[from], fy = fx - from;

		steps[k - 1] = (struct step){ fx, fy, !down };
		x = fx;
		y = fy;
	}
	for (long k = 0; k < d; k++)
		add(a, out,
		    (struct hunk){ base + (size_t)steps[k].x, steps[k].gone,
			base + (size_t)steps[k].y, !steps[k].gone });
}

static bool
find_way(struct arena *a, hunks *out, const str *b, long n, const str *c, long m, size_t base)
{
	long max = n + m < MAX_CHANGES ? n + m : MAX_CHANGES;
	long **kept = NEW_N(a, long *, (size_t)max + 1);
	long *v = NEW_N(a, long, 2 * (size_t)max + 3);
	long *mid = v + max + 1;

	for (long d = 0; d <= max; d++) {
		for (long k = -d; k <= d; k += 2) {
			bool down = k == -d || (k != d && mid[k - 1] < mid[k + 1]);
			long x = down ? mid[k + 1] : mid[k - 1] + 1, y = x - k;

			while (x < n && y < m && x >= 0 && y >= 0 && str_eq(b[x], c[y])) {
				x++;
				y++;
			}
			mid[k] = x;
			if (x >= n && y >= m) {
				take_way(a, out, kept, d, n, m, base);
				return true;
			}
		}
		/* What step d + 1 looks back at: d + 1 places on either side. */
		kept[d] = NEW_N(a, long, 2 * (size_t)d + 3);
		memcpy(kept[d], mid - d - 1, (2 * (size_t)d + 3) * sizeof *mid);
	}
	return false;
}

size_t
diff_of(struct arena *a, const str *before, size_t n_before, const str *after, size_t n_after,
    struct hunk **out)
{
	hunks h = { 0 };
	size_t head = 0, tail = 0, n, m;

	while (head < n_before && head < n_after && str_eq(before[head], after[head]))
		head++;
	while (tail < n_before - head && tail < n_after - head &&
	       str_eq(before[n_before - tail - 1], after[n_after - tail - 1]))
		tail++;
	n = n_before - head - tail;
	m = n_after - head - tail;
	if ((n || m) &&
	    (!n || !m || !find_way(a, &h, before + head, (long)n, after + head, (long)m, head)))
		add(a, &h, (struct hunk){ head, n, head, m });
	*out = h.v;
	return h.n;
}
