/* layout/balance.c: where the lines of a title, a name, an agency break.
 *
 * Word breaks them itself, at the last space that fits; the text keeps no breaks
 * of its own, so that it can be searched and copied. What is chosen here is the
 * width that it has to break them in, given as indents: of all widths that cost
 * no further line the one whose breaks a reader would make, which is not within
 * "ủy ban nhân dân" nor between "năm" and "2026", and rather before "của" than
 * before it; among equals the one whose lines come out about equal. */
#include "layout_int.h"

#include "../base/utf.h"

enum {
	SLACK = 40, /* twips by which a line may come out wider than measured */
	/* What a break costs, in percent of width that may be added to avoid it. */
	COST_PLAIN = 30,
	COST_BAD = 100
};

struct word {
	str text;
	int width, cost; /* of a break before it */
	bool opens;      /* begins a typed line */
};

struct words {
	VEC(struct word) w;
	int space;
};

/* What comes out of one width: lines, the longest, what their breaks cost, and
 * the next width at which they would break elsewhere. */
struct outcome {
	int lines, longest, cost, next;
};

/* ---- Words ------------------------------------------------------------------- */

static void
split(struct layout *l, struct words *out, const struct lay_face *face, str line)
{
	bool opens = true;
	str rest = line, word;

	while (rest.n > 0) {
		word = str_cut(rest, ' ', &rest);
		VEC_PUSH(l->a, &out->w,
		    (struct word){ word, lay_face_width(face, word), COST_PLAIN, opens });
		opens = false;
	}
}

static bool
has_digit_first(str s)
{
	return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
}

static bool
ends_part(str s)
{
	return str_ends(s, S(",")) || str_ends(s, S(";")) || str_ends(s, S(":"));
}

/* The lists are long: most of their phrases are passed by their first letters. */
static inline bool
may_open(str word, str phrase)
{
	return word.n > 1 && phrase.n > 1 && word.p[0] == phrase.p[0] && word.p[1] == phrase.p[1];
}

/* Does phrase stand at words i …? */
static bool
stands_at(const struct words *w, const str *lower, size_t i, str phrase, size_t *n)
{
	*n = 0;
	while (phrase.n > 0) {
		str piece = str_cut(phrase, ' ', &phrase), word;

		if (i + *n >= w->w.n)
			return false;
		word = lower[i + *n];
		if (phrase.n == 0)
			while (word.n > piece.n && (ends_part(word) || str_ends(word, S(")"))))
				word = str_first(word, word.n - 1);
		if (!str_eq(word, piece))
			return false;
		++*n;
	}
	return *n > 0;
}

/* "năm" and "2026", "05" and "tháng", "2026", "-" and "2030" belong together. */
static bool
is_number_apart(struct layout *l, const str *lower, size_t i)
{
	const str *v;
	size_t n = style_words(l->s, "truoc-so", &v);

	if (has_digit_first(lower[i]) && str_among(v, n, lower[i - 1]))
		return true;
	if (has_digit_first(lower[i - 1]) && !ends_part(lower[i - 1]) && str_among(v, n, lower[i]))
		return true;
	return str_is(lower[i], "-") || str_is(lower[i - 1], "-");
}

static void
judge(struct layout *l, struct words *w)
{
	str *lower = NEW_N(l->a, str, w->w.n + 1);
	const str *good, *whole;
	size_t n_good = style_words(l->s, "ngat-truoc", &good), n;
	size_t n_whole = style_words(l->s, "khong-ngat", &whole);

	for (size_t i = 0; i < w->w.n; i++)
		lower[i] = utf_lower(l->a, w->w.v[i].text);
	for (size_t i = 1; i < w->w.n; i++) {
		if (ends_part(lower[i - 1]))
			w->w.v[i].cost = 0;
		for (size_t k = 0; k < n_good; k++)
			if (may_open(lower[i], good[k]) && stands_at(w, lower, i, good[k], &n))
				w->w.v[i].cost = 0;
	}
	for (size_t i = 1; i < w->w.n; i++)
		if (is_number_apart(l, lower, i))
			w->w.v[i].cost = COST_BAD;
	for (size_t i = 0; i < w->w.n; i++)
		for (size_t k = 0; k < n_whole; k++)
			if (may_open(lower[i], whole[k]) && stands_at(w, lower, i, whole[k], &n))
				while (n-- > 1)
					w->w.v[i + n].cost = COST_BAD;
}

/* ---- Widths -------------------------------------------------------------------- */

static struct outcome
try_width(const struct words *w, int width)
{
	struct outcome o = { 0, 0, 0, INT32_MAX };
	int x = 0;

	for (size_t i = 0; i < w->w.n; i++) {
		const struct word *word = &w->w.v[i];
		int to = x + (x > 0 ? w->space : 0) + word->width;

		if (i == 0 || word->opens) {
			o.lines++;
			to = word->width;
		} else if (to > width) {
			o.lines++;
			o.cost += word->cost;
			o.next = to < o.next ? to : o.next;
			to = word->width;
		}
		for (; width > 0 && to > width; to -= width) /* a word longer than a line */
			o.lines++;
		o.longest = to > o.longest ? to : o.longest;
		x = to;
	}
	return o;
}

/* The least width in which the text takes no more lines than in avail. */
static int
least_width(const struct words *w, int avail, int lines)
{
	int low = 0, high = avail;

	while (high - low > 1) {
		int mid = low + (high - low) / 2;

		if (try_width(w, mid).lines > lines)
			low = mid;
		else
			high = mid;
	}
	return high;
}

static struct outcome
best(const struct words *w, int avail)
{
	int lines = try_width(w, avail).lines, least = least_width(w, avail, lines), cost;
	struct outcome o = try_width(w, least), found = o;
	int lowest = o.cost;

	while (o.next <= avail) {
		o = try_width(w, o.next);
		cost = o.cost + (int)((long)(o.longest - least) * 100 / (least > 0 ? least : 1));
		if (cost < lowest) {
			lowest = cost;
			found = o;
		}
	}
	return found;
}

/* LibreOffice 7.4 draws a no-break space some 37 % wider than the font has it:
 * room for that in a line full of blanks to fill in. */
int
lay_blanks_slack(const struct lay_face *face, str text)
{
	static const str blank = STR_INIT("\xc2\xa0");
	int n = 0;

	for (str rest = text; str_find(rest, blank) != STR_NONE; n++)
		rest = str_from(rest, str_find(rest, blank) + blank.n);
	return n * lay_face_width(face, blank) * 2 / 5;
}

/* The width to set for an outcome: what it needs and some slack, but less than
 * what would break it elsewhere. */
static int
width_for(const struct outcome *o, int blanks)
{
	if (blanks == 0 && o->next - o->longest < 2 * SLACK)
		return o->longest + (o->next - o->longest) / 2;
	return o->longest + SLACK + blanks;
}

/* ---- Paragraphs ------------------------------------------------------------------ */

int
lay_balance(struct layout *l, struct para *p, const struct lines *v, int avail, int inset)
{
	struct lay_face face = lay_face(l, p->role, 0);
	struct role r = face.role;
	int room = avail - r.left - r.right - 2 * inset, width;
	struct words w = { .space = lay_face_width(&face, S(" ")) };
	int blanks = 0;
	struct outcome o;

	for (size_t i = 0; i < v->n; i++) {
		str text = v->v[i].s, line;

		blanks += lay_blanks_slack(&face, text);
		while (str_line(&text, &line))
			split(l, &w, &face, line);
	}
	o = try_width(&w, room);
	if (o.next == INT32_MAX)
		return o.longest; /* each typed line fits */
	judge(l, &w);
	o = best(&w, room);
	width = width_for(&o, blanks);
	width = width < room ? width : room;
	if (width < room + 2 * inset) {
		p->set |= PS_LEFT | PS_RIGHT;
		p->left = r.left + inset + (room - width) / 2;
		p->right = avail - width - p->left;
	}
	return o.longest;
}

int
lay_add_balanced(struct layout *l, struct flow *f, int role, const struct lines *v, int avail)
{
	struct para *p = lay_para(l, role);
	int longest = lay_balance(l, p, v, avail, 0);

	for (size_t i = 0; i < v->n; i++) {
		if (i > 0)
			lay_run(l, p, RUN_BREAK);
		lay_text(l, p, v->v[i].s, 0);
	}
	lay_add_para(l, f, p, v->at);
	return longest;
}
