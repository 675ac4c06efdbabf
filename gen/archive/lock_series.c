/* archive/lock_series.c: the lock of a text that is made for many (lap_theo): what the
 * first of its documents printed, and of each the values, the digests, and where its text
 * and looks are not the first one's. So the text of each is there, and the file hardly
 * longer than what differs.
 *
 *	[an]                 the last part of its id
 *	so_ky_hieu: 15/GM-SGT
 *	…
 *	chu: …
 *	hinh: …
 *	@ chu 5 1            line 5 of the first one's text, one line, is here:
 *	+ kinh-gui: Bà Lê Thị Bình
 */
#include "lock_int.h"

#include "diff.h"

#define TEXT_HUNK "@ chu "
#define LOOKS_HUNK "@ hinh "

/* ---- Making --------------------------------------------------------------------- */

static void
add_hunks(struct buf *out, struct arena *a, const char *head, str first, str own)
{
	str *old, *now;
	struct hunk *h;
	size_t n_old = diff_lines(a, first, &old), n_now = diff_lines(a, own, &now);
	size_t n = diff_of(a, old, n_old, now, n_now, &h);

	for (size_t i = 0; i < n; i++) {
		buf_fmt(out, "%s%zu %zu\n", head, h[i].old_at + 1, h[i].old_n);
		for (size_t k = 0; k < h[i].new_n; k++)
			buf_fmt(out, "+ %.*s\n", STR_ARG(now[h[i].new_at + k]));
	}
}

void
lock_series_add(
    struct arena *a, struct buf *copies, const struct lock *first, str name, const struct lock *own)
{
	buf_fmt(copies, "[%.*s]\n%.*schu: %.*s\nhinh: %.*s\n", STR_ARG(name), STR_ARG(own->values),
	    STR_ARG(own->chu), STR_ARG(own->hinh));
	add_hunks(copies, a, TEXT_HUNK, first->text, own->text);
	add_hunks(copies, a, LOOKS_HUNK, first->looks, own->looks);
}

struct lock
lock_series(const struct lock *first, str id, str copies)
{
	struct lock l = *first;

	l.van_ban = id;
	l.series = true;
	l.copies = copies;
	return l;
}

/* ---- Reading -------------------------------------------------------------------- */

bool
lock_series_next(str *rest, struct lock_copy *out)
{
	str line, after = *rest;
	size_t end;

	if (!str_line(&after, &line) || !str_starts(line, S("[")) || !str_ends(line, S("]")))
		return false;
	out->name = str_sub(line, 1, line.n - 2);
	end = str_find(after, S("\n["));
	out->lines = end == STR_NONE ? after : str_first(after, end + 1);
	*rest = str_from(after, out->lines.n);
	return true;
}

/* A hunk's head behind the kind of its text: "5 1". */
static bool
hunk_place(str s, size_t *at, size_t *n)
{
	str count;
	uint32_t x, y;

	if (!str_uint(str_cut(s, ' ', &count), &x) || !str_uint(count, &y) || x == 0)
		return false;
	*at = x - 1;
	*n = y;
	return true;
}

/* Lines of `first` from *done up to `to`; false: there are not so many. */
static bool
copy_lines(struct buf *out, str *first, size_t *done, size_t to)
{
	str line;

	for (; *done < to; ++*done) {
		if (!str_line(first, &line))
			return false;
		buf_fmt(out, "%.*s\n", STR_ARG(line));
	}
	return true;
}

/* The text that these hunks make of the first one's; false: they don't fit. */
static bool
apply_hunks(struct arena *a, str hunks, const char *head, str first, str *out)
{
	struct buf b;
	str line;
	size_t done = 0, at, n;
	bool fits = true, own = false;

	buf_init(&b);
	while (fits && str_line(&hunks, &line)) {
		if (str_starts(line, S("@ "))) {
			own = str_starts(line, str_z(head));
			if (!own)
				continue;
			fits = hunk_place(str_from(line, str_z(head).n), &at, &n) && at >= done &&
			       copy_lines(&b, &first, &done, at);
			for (; fits && n; n--, done++)
				fits = str_line(&first, &line);
		} else if (own && str_starts(line, S("+ "))) {
			buf_fmt(&b, "%.*s\n", STR_ARG(str_from(line, 2)));
		}
	}
	buf_str(&b, first);
	*out = buf_take(&b, a);
	buf_free(&b);
	return fits;
}

static str
value_of(str lines, const char *key)
{
	str line, value;

	while (str_line(&lines, &line))
		if (str_is(str_cut(line, ':', &value), key))
			return str_trim(value);
	return S("");
}

/* What stands in front of its digests. */
static str
values_of(str lines)
{
	size_t at = str_starts(lines, S("chu: ")) ? 0 : str_find(lines, S("\nchu: "));

	return at == STR_NONE ? lines : str_first(lines, at ? at + 1 : 0);
}

static void
take_copy(struct arena *a, struct lock *l, const struct lock *series, const struct lock_copy *c)
{
	*l = *series;
	l->series = false;
	l->copies = S("");
	l->values = values_of(c->lines);
	l->chu = value_of(c->lines, "chu");
	l->hinh = value_of(c->lines, "hinh");
	l->broken =
	    series->broken || !apply_hunks(a, c->lines, TEXT_HUNK, series->text, &l->text) ||
	    !apply_hunks(a, c->lines, LOOKS_HUNK, series->looks, &l->looks) ||
	    !str_eq(l->chu, lock_sha256(a, l->text)) || !str_eq(l->hinh, lock_sha256(a, l->looks));
}

bool
lock_series_copy(struct arena *a, const struct lock *series, str name, struct lock *out)
{
	str rest = series->copies;
	struct lock_copy c;

	while (lock_series_next(&rest, &c))
		if (str_eq(c.name, name)) {
			take_copy(a, out, series, &c);
			return true;
		}
	return false;
}
