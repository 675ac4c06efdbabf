/* check/words.c: whole words: typed twice, and abbreviations that the reader is
 * not told of, too late, or twice.
 *
 * Vietnamese doubles words on purpose (luôn luôn), and two compounds may meet in
 * one syllable (cơ quan quan trọng). So single words are only taken for a slip
 * when they are of those that never double; of pairs (thực hiện thực hiện) all
 * are, but for those that are listed. */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Doubled words ------------------------------------------------------------------- */

static const struct style_table *
table(const struct rule_run *r, const char *key)
{
	return style_table(r->s, "chinh-ta", key, r->d);
}

static bool
same_words(const struct passage *p, size_t i, size_t k)
{
	return p->words[i].hash == p->words[k].hash && str_eq(passage_low(p, i), passage_low(p, k));
}

/* The bytes of words i to last. */
static str
words_text(const struct passage *p, size_t i, size_t last, str s)
{
	return str_sub(s, p->words[i].off, p->words[last].off + p->words[last].n - p->words[i].off);
}

static bool
may_double(const struct rule_run *r, const struct passage *p, size_t i, size_t last)
{
	return style_table_find(table(r, "lap-dung"), words_text(p, i, last, p->low)) != NULL;
}

/* "của của cải": the second one belongs to what follows. */
static bool
is_single_slip(const struct rule_run *r, const struct passage *p, size_t i)
{
	if (!same_words(p, i, i + 1) || !passage_joined(p, i) ||
	    style_table_find(table(r, "tu-khong-lap"), passage_low(p, i)) == NULL)
		return false;
	return !may_double(r, p, i, i + 1) && !str_is(passage_low(p, i + 2), "cải");
}

static bool
is_prose_word(const struct passage *p, size_t i)
{
	str s = passage_word(p, i);

	return utf_len(s) > 1 && str_eq(s, passage_low(p, i)) && !(s.p[0] >= '0' && s.p[0] <= '9');
}

/* "thực hiện thực hiện" */
static bool
is_pair_slip(const struct rule_run *r, const struct passage *p, size_t i)
{
	if (i + 3 >= p->n_words || !same_words(p, i, i + 2) || !same_words(p, i + 1, i + 3))
		return false;
	if (!passage_joined(p, i) || !passage_joined(p, i + 1) || !passage_joined(p, i + 2))
		return false;
	return is_prose_word(p, i + 2) && is_prose_word(p, i + 3) && !same_words(p, i, i + 1) &&
	       !may_double(r, p, i, i + 3);
}

/* The last word of what is doubled from word i on; 0: nothing is. */
static size_t
last_of_slip(const struct rule_run *r, const struct passage *p, size_t i)
{
	if (same_words(p, i, i + 1))
		return is_single_slip(r, p, i) ? i + 1 : 0;
	return is_pair_slip(r, p, i) ? i + 3 : 0;
}

void
rule_word_doubled(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k + 1 < t->v[i].n_words; k++) {
			const struct passage *p = &t->v[i];
			size_t last = last_of_slip(r, p, k);
			str twice = last ? words_text(p, k, last, p->s) : NONE;

			if (last)
				passage_find(r, p, p->words[k].off, twice.n, twice, NONE);
		}
}

/* ---- Abbreviations ------------------------------------------------------------------- */

struct abbreviation {
	str s;
	const struct passage *used, *told; /* where first; NULL: nowhere */
	size_t used_at;                    /* the word there */
	size_t used_no, told_no;           /* their order in the document */
};

/* A place where one is explained that has been before. */
struct told_again {
	const struct passage *p;
	size_t word;
	str s;
};

struct abbreviations {
	VEC(struct abbreviation) v;
	VEC(struct told_again) again;
	size_t no;
};

static bool
is_roman(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("IVXLCDM", s.p[i]) == NULL)
			return false;
	return true;
}

/* "CN. Trần Bảo An": a title before a name. */
static bool
is_title(struct rule_run *r, const struct passage *p, size_t i)
{
	size_t end = p->words[i].off + p->words[i].n;

	return end < p->s.n && p->s.p[end] == '.' &&
	       style_table_find(table(r, "cham-khong-het-cau"), passage_low(p, i)) != NULL;
}

/* Two to eight capitals, and no part of a code: no digit, '/', '-', '.' beside. */
static bool
is_abbreviation(struct rule_run *r, const struct passage *p, size_t i)
{
	static const char code[] = "/-.&_@";
	str s = passage_word(p, i);
	size_t from = p->words[i].off, to = from + s.n, off = 0, n = 0;

	if (s.n < 2 || (s.p[0] >= '0' && s.p[0] <= '9') || (s.p[0] >= 'a' && s.p[0] <= 'z') ||
	    (s.p[1] >= 'a' && s.p[1] <= 'z'))
		return false;
	for (; off < s.n; n++)
		if (!utf_is_upper(utf_next(s, &off)))
			return false;
	if (n < 2 || n > 8 || is_roman(s))
		return false;
	if (from > 0 && strchr(code, p->s.p[from - 1]) != NULL)
		return false;
	if (to < p->s.n && strchr("/-&_@", p->s.p[to]) != NULL)
		return false;
	return !is_title(r, p, i);
}

/* A heading's words in capitals, or a name in capitals, is no row of abbreviations. */
static bool
among_capitals(struct rule_run *r, const struct passage *p, size_t i)
{
	return (i > 0 && passage_joined(p, i - 1) && is_abbreviation(r, p, i - 1)) ||
	       (passage_joined(p, i) && i + 1 < p->n_words && is_abbreviation(r, p, i + 1));
}

/* The first letter of a word as abbreviations have it: its capital. */
static str
initial(struct rule_run *r, str word)
{
	size_t off = 0;

	if (word.n)
		utf_next(word, &off);
	return utf_upper(r->a, str_first(word, off));
}

/* "cải cách hành chính (CCHC)": the words before begin with these letters. */
static bool
has_initials_before(struct rule_run *r, const struct passage *p, size_t i)
{
	str s = passage_word(p, i);
	size_t n = utf_len(s), off = 0;

	if (i < n)
		return false;
	for (size_t k = i - n; k < i; k++) {
		size_t at = off;

		utf_next(s, &off);
		if (!str_eq(initial(r, passage_word(p, k)), str_sub(s, at, off - at)))
			return false;
	}
	return true;
}

enum { NEAR = 200 }; /* bytes */

/* Stands in brackets, behind what it stands for or behind "sau đây gọi là". */
static bool
is_told(struct rule_run *r, const struct passage *p, size_t i)
{
	size_t from = p->words[i].off, to = from + p->words[i].n;
	str before = str_first(p->low, from);
	size_t open;

	/* Not far back: a paragraph may be as long as its writer likes. */
	before = str_from(before, before.n > NEAR ? before.n - NEAR : 0);
	open = str_rfind_c(before, '(');

	if (open == STR_NONE || to >= p->s.n || p->s.p[to] != ')')
		return false;
	before = str_from(before, open + 1);
	if (before.n == 0)
		return has_initials_before(r, p, i);
	return text_has(before, "gọi") || text_has(before, "viết tắt");
}

static struct abbreviation *
find_abbreviation(struct rule_run *r, struct abbreviations *all, str s)
{
	for (size_t i = 0; i < all->v.n; i++)
		if (str_eq(all->v.v[i].s, s))
			return &all->v.v[i];
	VEC_PUSH(r->a, &all->v, (struct abbreviation){ .s = s });
	return &all->v.v[all->v.n - 1];
}

static bool
opens_bracket(const struct passage *p, size_t i)
{
	size_t from = p->words[i].off;

	return from > 0 && p->s.p[from - 1] == '(';
}

enum { MOST = 200 }; /* abbreviations of one document that are looked after */

static void
note_told(struct rule_run *r, struct abbreviations *all, struct abbreviation *a,
    const struct passage *p, size_t i)
{
	if (a->told == NULL) {
		a->told = p;
		a->told_no = all->no;
	} else if (is_told(r, p, i)) {
		VEC_PUSH(r->a, &all->again, (struct told_again){ p, i, a->s });
	}
}

static void
take_abbreviation(struct rule_run *r, struct abbreviations *all, const struct passage *p, size_t i)
{
	struct abbreviation *a;

	if (all->v.n >= MOST)
		return;
	a = find_abbreviation(r, all, passage_word(p, i));
	all->no++;
	/* "(PAR Index)" too tells something, if not in our initials. */
	if (is_told(r, p, i) || opens_bracket(p, i)) {
		note_told(r, all, a, p, i);
	} else if (a->used == NULL) {
		a->used = p;
		a->used_at = i;
		a->used_no = all->no;
	}
}

/* Prose and căn cứ; nơi nhận, Lưu and cells are short on purpose. */
static bool
explains(const struct passage *p)
{
	return !p->capitals && (p->kind == PASSAGE_BODY || str_is(p->key, "can_cu"));
}

static void
gather_abbreviations(struct rule_run *r, struct abbreviations *all)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; explains(&t->v[i]) && k < t->v[i].n_words; k++) {
			const struct passage *p = &t->v[i];

			if (p->words[k].capital && is_abbreviation(r, p, k) &&
			    !among_capitals(r, p, k))
				take_abbreviation(r, all, p, k);
		}
}

/* Made once for the rules below. */
static const struct abbreviations *
abbreviations_of(struct rule_run *r)
{
	struct abbreviations *all;

	if (r->abbreviations == NULL) {
		all = NEW(r->a, struct abbreviations);
		gather_abbreviations(r, all);
		r->abbreviations = all;
	}
	return r->abbreviations;
}

void
rule_abbrev_twice(struct rule_run *r)
{
	const struct abbreviations *all = abbreviations_of(r);

	for (size_t i = 0; i < all->again.n; i++) {
		const struct told_again *t = &all->again.v[i];

		passage_find(r, t->p, t->p->words[t->word].off, t->s.n, t->s, NONE);
	}
}

static void
find_used(struct rule_run *r, const struct abbreviation *a)
{
	passage_find(r, a->used, a->used->words[a->used_at].off, a->s.n, a->s, NONE);
}

static bool
is_common(struct rule_run *r, const struct abbreviation *a)
{
	return style_table_find(table(r, "viet-tat"), a->s) != NULL;
}

void
rule_abbrev_late(struct rule_run *r)
{
	const struct abbreviations *all = abbreviations_of(r);

	for (size_t i = 0; i < all->v.n; i++) {
		const struct abbreviation *a = &all->v.v[i];

		if (a->used != NULL && a->told != NULL && a->used_no < a->told_no &&
		    !is_common(r, a))
			find_used(r, a);
	}
}

void
rule_abbrev_unexplained(struct rule_run *r)
{
	const struct abbreviations *all = abbreviations_of(r);

	for (size_t i = 0; i < all->v.n; i++) {
		const struct abbreviation *a = &all->v.v[i];

		if (a->used != NULL && a->told == NULL && !is_common(r, a))
			find_used(r, a);
	}
}
