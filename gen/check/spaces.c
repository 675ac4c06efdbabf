/* check/spaces.c: spaces around words and marks. Lines to fill in ("……", "____"),
 * web addresses and codes are no prose; where a space may be meant, nothing is said. */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* A character that belongs to a line to fill in. */
static bool
is_leader(str s, size_t off)
{
	return off < s.n && (s.p[off] == '.' || s.p[off] == '_' || s.p[off] == '-' ||
				str_starts(str_from(s, off), S("…")));
}

static bool
follows_leader(str s, size_t off)
{
	return off > 0 && (is_leader(s, off - 1) || str_ends(str_first(s, off), S("…")));
}

static size_t
space_run(str s, size_t off)
{
	size_t n = 0;

	while (off + n < s.n && s.p[off + n] == ' ')
		n++;
	return n;
}

enum { PLACING = 4 }; /* so many spaces put text somewhere */

/* "số   /KH-…", "ngày   tháng   năm": room for what is still to be filled in. */
static bool
is_blank_to_fill(const struct passage *p, size_t off, size_t n)
{
	static const char *const words[] = { "số", "ngày", "tháng", "năm" };
	str before = str_first(p->low, off);

	if (p->s.p[off + n] == '/')
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ends(before, str_z(words[i])))
			return true;
	return false;
}

typedef void gap_fn(struct rule_run *r, const struct passage *p, size_t off, size_t n);

/* Calls found for every run of two or more spaces between words. */
static void
each_gap(struct rule_run *r, gap_fn *found)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		str s = t->v[i].s;
		size_t at = 0, hit, n;

		if (!t->v[i].gaps)
			continue;
		for (; (hit = str_find(str_from(s, at), S("  "))) != STR_NONE; at += n) {
			at += hit;
			n = space_run(s, at);
			if (at > 0 && at + n < s.n && !follows_leader(s, at) &&
			    !is_leader(s, at + n) && !is_blank_to_fill(&t->v[i], at, n))
				found(r, &t->v[i], at, n);
		}
	}
}

static void
found_double(struct rule_run *r, const struct passage *p, size_t off, size_t n)
{
	if (n < PLACING)
		passage_mend(r, p, off, n, S(" "), NONE, NONE);
}

static void
found_placing(struct rule_run *r, const struct passage *p, size_t off, size_t n)
{
	if (n >= PLACING)
		passage_find(r, p, off, n, str_fmt(r->a, "%zu", n), NONE);
}

void
rule_double_space(struct rule_run *r)
{
	each_gap(r, found_double);
}

void
rule_manual_spaces(struct rule_run *r)
{
	each_gap(r, found_placing);
}

/* ---- Before a mark ----------------------------------------------------------------- */

/* Two letters or more end here: no digit ("1 : 2"), no label ("a )"). */
static bool
word_ends(str s, size_t end)
{
	size_t at = end, letters = 0;

	while (at > 0 && letters < 2) {
		size_t from = at - 1, next;

		while (from > 0 && ((unsigned char)s.p[from] & 0xC0) == 0x80)
			from--;
		next = from;
		if (!utf_is_letter(utf_next(s, &next)))
			break;
		letters++;
		at = from;
	}
	return letters == 2;
}

static bool
ends_after_mark(str s, size_t off)
{
	return off + 1 >= s.n || s.p[off + 1] == ' ' || s.p[off + 1] == '\n';
}

void
rule_space_before_punct(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		str s = t->v[i].s;

		for (size_t k = 1; k + 1 < s.n; k++)
			if (s.p[k] == ' ' && strchr(",;:.!?", s.p[k + 1]) != NULL &&
			    s.p[k - 1] != ' ' && word_ends(s, k) && ends_after_mark(s, k + 1))
				passage_mend(r, &t->v[i], k, 1, S(""), str_sub(s, k + 1, 1), NONE);
	}
}

/* ---- Behind a mark ------------------------------------------------------------------ */

/* Letters, all small, at least two: neither a code nor an abbreviation. */
static bool
is_small_word(const struct passage *p, size_t i)
{
	return utf_len(passage_word(p, i)) > 1 && str_eq(passage_word(p, i), passage_low(p, i));
}

static bool
is_number(str s)
{
	return s.n && s.p[0] >= '0' && s.p[0] <= '9';
}

/* Words i and i + 1 with one mark between them. */
static bool
lacks_space(const struct rule_run *r, const struct passage *p, size_t i)
{
	size_t end = p->words[i].off + p->words[i].n, off = p->words[i + 1].off;
	uint32_t first;

	if (off != end + 1 || strchr(",;.", p->s.p[end]) == NULL || !is_small_word(p, i) ||
	    is_number(passage_word(p, i)) || is_number(passage_word(p, i + 1)))
		return false;
	if (p->s.p[end] != '.')
		return is_small_word(p, i + 1);
	first = utf_next(p->s, &off);
	return utf_is_upper(first) && utf_len(passage_word(p, i + 1)) > 1 &&
	       !str_eq(passage_word(p, i + 1), utf_upper(r->a, passage_word(p, i + 1))) &&
	       style_table_find(style_table(r->s, "chinh-ta", "cham-khong-het-cau", r->d),
		   passage_low(p, i)) == NULL;
}

void
rule_space_after_punct(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k + 1 < t->v[i].n_words; k++) {
			const struct passage *p = &t->v[i];
			size_t from = p->words[k].off, to = p->words[k + 1].off + p->words[k + 1].n;

			if (lacks_space(r, p, k))
				passage_find(
				    r, p, from, to - from, str_sub(p->s, from, to - from), NONE);
		}
}
