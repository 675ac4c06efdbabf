/* check/forms.c: names with one right form.
 *
 * All tables are one index, by the first word of a name, so that a text is gone
 * through once, and a word that no name begins with costs one look at a bucket.
 * The index is made when first asked for and lives with the style. */
#include "typed.h"

#include "../base/utf.h"

#include <stdlib.h>

enum { BUCKETS = 1024 };
enum scope { ALWAYS, NEVER, LAW };

static const struct {
	const char *key;
	enum scope scope;
} TABLES[] = {
#define FORMS(name, key, scope) { key, scope },
#include "forms.def"
#undef FORMS
};

struct form {
	str low, right;
	uint32_t first; /* hash of its first word */
	enum form_table table;
};

struct check_forms {
	struct form *v; /* by bucket */
	uint32_t start[BUCKETS + 1];
};

/* ---- The index --------------------------------------------------------------------- */

static uint32_t
bucket_of(uint32_t hash)
{
	return (hash ^ hash >> 16) % BUCKETS;
}

static int
compare_forms(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	uint32_t i = bucket_of(x->first), k = bucket_of(y->first);

	return i != k ? (i > k) - (i < k) : str_cmp(x->low, y->low);
}

static str
first_word(str s)
{
	size_t end = 0;

	for (size_t i = 0; i < s.n; end = i)
		if (!utf_is_letter(utf_next(s, &i)))
			break;
	return str_first(s, end);
}

static struct check_forms *
make_index(struct rule_run *r, struct arena *a)
{
	struct check_forms *f = NEW(a, struct check_forms);
	size_t n = 0, at = 0;

	for (int k = 0; k < FORMS__COUNT; k++)
		n += style_table(r->s, "chinh-ta", TABLES[k].key, r->d)->n;
	f->v = NEW_N(a, struct form, n + 1);
	for (int k = 0; k < FORMS__COUNT; k++) {
		const struct style_table *t = style_table(r->s, "chinh-ta", TABLES[k].key, r->d);

		for (size_t i = 0; i < t->n; i++) {
			str low = utf_lower(a, t->v[i].name);

			f->v[at++] = (struct form){ low, t->v[i].name, word_hash(first_word(low)),
				(enum form_table)k };
		}
	}
	qsort(f->v, n, sizeof *f->v, compare_forms);
	for (size_t b = 0, i = 0; b < BUCKETS; b++) {
		f->start[b] = (uint32_t)i;
		while (i < n && bucket_of(f->v[i].first) == b)
			i++;
		f->start[b + 1] = (uint32_t)i;
	}
	return f;
}

static const struct check_forms *
index_of(struct rule_run *r)
{
	/* What the style is does not change by what is kept beside it. */
	struct style *keeper = (struct style *)r->s;

	if (r->s->arena == NULL)
		return make_index(r, r->a);
	if (r->s->forms == NULL)
		keeper->forms = make_index(r, r->s->arena);
	return r->s->forms;
}

/* ---- Names in a text ----------------------------------------------------------------- */

/* s opens with form and a word ends there. */
static bool
opens_with(str s, str form)
{
	size_t off = form.n;

	return str_starts(s, form) && (off >= s.n || !utf_is_letter(utf_next(s, &off)));
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

/* "pháp luật đất đai", "kỷ luật cán bộ" are no names of laws. */
static bool
names_law(const struct passage *p, size_t i)
{
	str before = i > 0 ? passage_low(p, i - 1) : (str){ NULL, 0 };

	return str_is(before, "theo") || str_is(before, "cứ") || str_is(before, "tại");
}

static bool
is_meant(const struct form *f, const struct passage *p, size_t i, str typed)
{
	enum scope scope = TABLES[f->table].scope;

	if (!begins_small(typed) || begins_small(f->right))
		return true;
	return scope == ALWAYS || (scope == LAW && names_law(p, i));
}

struct finder {
	struct rule_run *r;
	const struct check_forms *forms;
	VEC(struct form_hit) v;
	size_t behind[FORMS__COUNT]; /* in the passage: the word behind the last name */
};

/* Words of a name of n bytes from word i on. */
static size_t
words_in(const struct passage *p, size_t i, size_t n)
{
	size_t end = p->words[i].off + n, k = i;

	while (k < p->n_words && p->words[k].off < end)
		k++;
	return k - i;
}

static void
add_hit(struct finder *f, const struct passage *p, size_t i, const struct form *form)
{
	str typed = str_sub(p->s, p->words[i].off, form->low.n), right = form->right;
	size_t n = words_in(p, i, form->low.n);

	f->behind[form->table] = i + n;
	if (!differs(typed, right) || text_all_capitals(f->r->a, typed) ||
	    !is_meant(form, p, i, typed))
		return;
	if (begins_small(right) && !begins_small(typed))
		right = utf_upper_first(f->r->a, right);
	VEC_PUSH(f->r->a, &f->v, (struct form_hit){ form->table, p, i, n, typed, right });
}

/* The longest name of each table at word i. */
static void
look_at(struct finder *f, const struct passage *p, size_t i)
{
	uint32_t hash = p->words[i].hash, b = bucket_of(hash);
	str rest = str_from(p->low, p->words[i].off);
	const struct form *best[FORMS__COUNT] = { NULL };
	bool any = false;

	for (uint32_t k = f->forms->start[b]; k < f->forms->start[b + 1]; k++) {
		const struct form *form = &f->forms->v[k];

		if (form->first != hash || f->behind[form->table] > i ||
		    !opens_with(rest, form->low))
			continue;
		any = true;
		if (best[form->table] == NULL || form->low.n > best[form->table]->low.n)
			best[form->table] = form;
	}
	for (int t = 0; any && t < FORMS__COUNT; t++)
		if (best[t] != NULL)
			add_hit(f, p, i, best[t]);
}

static void
search_passage(struct finder *f, const struct passage *p)
{
	for (int t = 0; t < FORMS__COUNT; t++)
		f->behind[t] = 0;
	for (size_t i = 0; i < p->n_words; i++) {
		uint32_t b = bucket_of(p->words[i].hash);

		if (f->forms->start[b] != f->forms->start[b + 1])
			look_at(f, p, i);
	}
}

const struct form_hits *
form_hits(struct rule_run *r)
{
	struct finder f = { .r = r };
	struct form_hits *hits;
	const struct typed *t;

	if (r->hits != NULL)
		return r->hits;
	t = typed_of(r);
	f.forms = index_of(r);
	/* All in capitals is a matter of layout; all small has no place for a fault of
	 * capitals but what ought to have one. */
	for (size_t i = 0; i < t->n; i++)
		if (!t->v[i].capitals)
			search_passage(&f, &t->v[i]);
	hits = NEW(r->a, struct form_hits);
	*hits = (struct form_hits){ f.v.v, f.v.n };
	r->hits = hits;
	return hits;
}
