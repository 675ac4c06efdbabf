/* check/capitals.c: viết hoa, Phụ lục II of the decree, where a machine can
 * decide.
 *
 * Names with one right form are data (chinh-ta.yaml): where their words are typed
 * with other capitals, the form is what is wrong. All in capitals is a matter of
 * layout, and a small first letter in the table leaves that of the text free. */
#include "typed.h"

#include "../base/utf.h"

#include <stdlib.h>
#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Names with one right form -------------------------------------------------- */

struct form {
	str low, right;
};

struct forms {
	struct form *v; /* by low */
	size_t n;
	bool first[256]; /* bytes that one begins with */
};

/* May a name that begins with a small letter at word i be meant? */
typedef bool small_fn(const struct passage *p, size_t i);

static int
compare_forms(const void *a, const void *b)
{
	return str_cmp(((const struct form *)a)->low, ((const struct form *)b)->low);
}

static struct forms
load_forms(struct rule_run *r, const char *key)
{
	const struct style_table *t = style_table(r->s, "chinh-ta", key, r->d);
	struct forms forms = { .v = NEW_N(r->a, struct form, t->n + 1), .n = t->n };

	for (size_t i = 0; i < t->n; i++)
		forms.v[i] = (struct form){ utf_lower(r->a, t->v[i].name), t->v[i].name };
	for (size_t i = 0; i < t->n; i++)
		if (forms.v[i].low.n)
			forms.first[(unsigned char)forms.v[i].low.p[0]] = true;
	qsort(forms.v, forms.n, sizeof *forms.v, compare_forms);
	return forms;
}

/* The first form that does not come before s. */
static size_t
lower_bound(const struct forms *f, str s)
{
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_cmp(f->v[mid].low, s) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* s opens with form and a word ends there. */
static bool
opens_with(str s, str form)
{
	size_t off = form.n;

	return str_starts(s, form) && (off >= s.n || !utf_is_letter(utf_next(s, &off)));
}

/* The longest form at word i; NULL: none. */
static const struct form *
form_at(const struct forms *f, const struct passage *p, size_t i)
{
	str rest = str_from(p->low, p->words[i].off), word = passage_low(p, i);
	const struct form *best = NULL;

	for (size_t k = lower_bound(f, word); k < f->n && str_starts(f->v[k].low, word); k++)
		if (opens_with(rest, f->v[k].low) && (best == NULL || f->v[k].low.n > best->low.n))
			best = &f->v[k];
	return best;
}

/* Other capitals than the form has; its first letter may be a capital anyway. */
static bool
differs(str typed, str right)
{
	size_t i = 0, k = 0;
	uint32_t first_typed = utf_next(typed, &i), first_right = utf_next(right, &k);

	if (first_typed != first_right && utf_is_upper(first_right))
		return true;
	return !str_eq(str_from(typed, i), str_from(right, k));
}

static bool
begins_small(str s)
{
	size_t off = 0;

	return !utf_is_upper(utf_next(s, &off));
}

/* Words of the form behind word i. */
static size_t
words_in(const struct passage *p, size_t i, size_t n)
{
	size_t end = p->words[i].off + n, k = i;

	while (k < p->n_words && p->words[k].off < end)
		k++;
	return k - i;
}

static void
check_forms(struct rule_run *r, const struct forms *f, const struct passage *p, small_fn *small)
{
	for (size_t i = 0; i < p->n_words; i++) {
		const struct form *form = NULL;
		str typed;

		if (f->first[(unsigned char)p->low.p[p->words[i].off]])
			form = form_at(f, p, i);
		if (form == NULL)
			continue;
		typed = str_sub(p->s, p->words[i].off, form->low.n);
		if (differs(typed, form->right) && !text_all_capitals(r->a, typed) &&
		    (!begins_small(typed) || begins_small(form->right) || small(p, i)))
			passage_find(r, p, p->words[i].off, typed.n, typed, form->right);
		i += words_in(p, i, form->low.n) - 1;
	}
}

static void
run_forms(struct rule_run *r, const char *key, small_fn *small)
{
	const struct typed *t = typed_of(r);
	struct forms f = load_forms(r, key);

	for (size_t i = 0; i < t->n; i++)
		if (!t->v[i].capitals && t->v[i].low.p != t->v[i].s.p)
			check_forms(r, &f, &t->v[i], small);
}

static bool
always(const struct passage *p, size_t i)
{
	(void)p;
	(void)i;
	return true;
}

static bool
never(const struct passage *p, size_t i)
{
	(void)p;
	(void)i;
	return false;
}

/* "pháp luật đất đai", "kỷ luật cán bộ" are no names of laws. */
static bool
names_law(const struct passage *p, size_t i)
{
	str before = i > 0 ? passage_low(p, i - 1) : NONE;

	return str_is(before, "theo") || str_is(before, "cứ") || str_is(before, "tại");
}

void
rule_cap_org(struct rule_run *r)
{
	run_forms(r, "cap-org", always);
	run_forms(r, "cap-org-dau-hoa", never);
}

void
rule_cap_doc_name(struct rule_run *r)
{
	run_forms(r, "cap-doc-name", names_law);
}

void
rule_cap_holiday(struct rule_run *r)
{
	run_forms(r, "cap-holiday", always);
}

void
rule_cap_weekday(struct rule_run *r)
{
	run_forms(r, "cap-weekday", always);
}

/* ---- Districts and wards with a number ------------------------------------------ */

static bool
is_number(str s)
{
	uint32_t n;

	return str_uint(s, &n);
}

/* "quận 1"; not "các quận 1, 3", where the numbers are several, nor "3 quận 5 xã". */
static bool
is_numbered_unit(const struct passage *p, size_t i)
{
	str before = i > 0 ? passage_low(p, i - 1) : NONE, word = passage_word(p, i);

	if (!str_is(word, "quận") && !str_is(word, "phường"))
		return false;
	if (!passage_joined(p, i) || !is_number(passage_word(p, i + 1)) ||
	    passage_word(p, i + 1).n > 2)
		return false;
	return !str_is(before, "các") && !str_is(before, "những") && !is_number(before);
}

static void
check_numbered_units(struct rule_run *r, const struct passage *p)
{
	for (size_t i = 0; i < p->n_words; i++)
		if (is_numbered_unit(p, i)) {
			size_t from = p->words[i].off;
			str typed =
			    str_sub(p->s, from, p->words[i + 1].off + p->words[i + 1].n - from);

			passage_find(r, p, from, typed.n, typed, utf_upper_first(r->a, typed));
		}
}

void
rule_cap_admin_special(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	run_forms(r, "cap-admin-special", always);
	for (size_t i = 0; i < t->n; i++)
		check_numbered_units(r, &t->v[i]);
}

/* ---- A new sentence --------------------------------------------------------------- */

static bool
is_small_word(const struct passage *p, size_t i)
{
	str s = passage_word(p, i);

	return utf_len(s) > 1 && str_eq(s, passage_low(p, i)) && !(s.p[0] >= '0' && s.p[0] <= '9');
}

/* One mark and one space between words i and i + 1, and the first is no
 * abbreviation. */
static bool
sentence_between(struct rule_run *r, const struct passage *p, size_t i)
{
	size_t end = p->words[i].off + p->words[i].n;

	if (p->words[i + 1].off != end + 2 || strchr(".?!", p->s.p[end]) == NULL ||
	    p->s.p[end + 1] != ' ')
		return false;
	return style_table_find(style_table(r->s, "chinh-ta", "cham-khong-het-cau", r->d),
		   passage_low(p, i)) == NULL;
}

void
rule_cap_sentence(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k + 1 < t->v[i].n_words; k++) {
			const struct passage *p = &t->v[i];

			if (is_small_word(p, k) && is_small_word(p, k + 1) &&
			    sentence_between(r, p, k))
				passage_find(r, p, p->words[k + 1].off, p->words[k + 1].n,
				    passage_word(p, k + 1),
				    utf_upper_first(r->a, passage_word(p, k + 1)));
		}
}
