/* check/names.c: capitals that depend on the words around: names of people with
 * what they are called by, of provinces with what they are, of lunar years
 * (Phụ lục II, II, III.1.a, V.3, V.8). Who may be meant is a list (chinh-ta.yaml);
 * what is in none of them is left alone. */
#include "typed.h"

#include "../base/utf.h"

static bool
is_listed(struct rule_run *r, const char *file, const char *key, str low)
{
	return style_table_find(style_table(r->s, file, key, r->d), low) != NULL;
}

/* From word i to word last, as typed. */
static str
row(const struct passage *p, size_t i, size_t last)
{
	return str_sub(
	    p->s, p->words[i].off, p->words[last].off + p->words[last].n - p->words[i].off);
}

static void
mend_first(struct rule_run *r, const struct passage *p, size_t i, str shown, bool upper)
{
	str word = passage_word(p, i);
	str with = upper ? utf_upper_first(r->a, word) : utf_lower_first(r->a, word);
	str right = str_replace(r->a, shown, word, with);

	passage_mend(r, p, p->words[i].off, word.n, with, shown, right);
}

/* ---- People --------------------------------------------------------------------- */

/* "Nguyễn văn An": a family name, a middle name that is typed small, a given name. */
static bool
is_person(struct rule_run *r, const struct passage *p, size_t i)
{
	if (!p->words[i].capital || !p->words[i + 1].small || !p->words[i + 2].capital ||
	    !passage_joined(p, i) || !passage_joined(p, i + 1))
		return false;
	return is_listed(r, "chinh-ta", "ten-dem", passage_low(p, i + 1)) &&
	       is_listed(r, "chinh-ta", "ho", passage_low(p, i));
}

/* The signer's name is one, whatever its words are. */
static void
check_signer(struct rule_run *r, const struct passage *p)
{
	if (str_find_c(p->s, '(') != STR_NONE)
		return;
	for (size_t i = 0; i < p->n_words; i++)
		if (p->words[i].small && utf_len(passage_word(p, i)) > 1)
			mend_first(r, p, i, p->s, true);
}

void
rule_cap_person(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		if (str_is(p->key, "ho_ten")) {
			check_signer(r, p);
			continue;
		}
		for (size_t k = 0; k + 2 < p->n_words; k++)
			if (is_person(r, p, k))
				mend_first(r, p, k + 1, row(p, k, k + 2), true);
	}
}

/* Three capitals in a row, the first a family name. */
static bool
is_full_name(struct rule_run *r, const struct passage *p, size_t i)
{
	return p->words[i].capital && p->words[i + 1].capital && p->words[i + 2].capital &&
	       passage_joined(p, i) && passage_joined(p, i + 1) &&
	       is_listed(r, "chinh-ta", "ho", passage_low(p, i));
}

/* The title that ends before word i, the longest; its first word: *from. NULL: none. */
static const struct style_pair *
title_before(struct rule_run *r, const struct passage *p, size_t i, size_t *from)
{
	enum { MOST = 4 };
	const struct style_table *titles = style_table(r->s, "chinh-ta", "chuc-danh", r->d);
	const struct style_pair *found = NULL;

	for (size_t n = 1; n <= MOST && n <= i && passage_joined(p, i - n); n++) {
		size_t off = p->words[i - n].off;
		const struct style_pair *title = style_table_find(
		    titles, str_sub(p->low, off, p->words[i - 1].off + p->words[i - 1].n - off));

		if (title != NULL) {
			found = title;
			*from = i - n;
		}
	}
	return found;
}

/* "giáo sư Tôn Thất Tùng" */
void
rule_cap_title_name(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		for (size_t k = 1; k + 2 < p->n_words; k++) {
			const struct style_pair *title = NULL;
			size_t from;

			if (p->words[k - 1].small && is_full_name(r, p, k))
				title = title_before(r, p, k, &from);
			if (title != NULL && p->words[from].small)
				passage_find(r, p, p->words[from].off, row(p, from, k - 1).n,
				    row(p, from, k - 1), title->value);
		}
	}
}

/* ---- Provinces and cities --------------------------------------------------------- */

/* Words of the kind of unit that is typed with a capital at word i; 0: none. */
static size_t
unit_at(const struct passage *p, size_t i)
{
	str word = passage_word(p, i);

	if (str_is(word, "Tỉnh"))
		return 1;
	if (str_is(word, "Thành"))
		return str_is(passage_word(p, i + 1), "phố") && passage_joined(p, i) ? 2 : 0;
	return 0;
}

/* The name of one or two words that follows word `last` and is in the list. */
static size_t
name_behind(struct rule_run *r, const struct passage *p, size_t last)
{
	for (size_t n = 2; n >= 1; n--) {
		size_t to = last + n;

		if (to >= p->n_words || !p->words[last + 1].capital || !p->words[to].capital ||
		    !passage_joined(p, last) || (n == 2 && !passage_joined(p, last + 1)))
			continue;
		if (is_listed(r, "dia-danh", "ten-goi", row(p, last + 1, to)))
			return to;
	}
	return 0;
}

/* "ở Tỉnh Nam Định" */
void
rule_cap_admin_unit(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		for (size_t k = 1; !p->capitals && k + 1 < p->n_words; k++) {
			size_t n = p->words[k].capital ? unit_at(p, k) : 0;
			size_t last = n ? name_behind(r, p, k + n - 1) : 0;

			if (last && passage_mid_sentence(p, k))
				mend_first(r, p, k, row(p, k, last), false);
		}
	}
}

/* ---- Lunar years --------------------------------------------------------------------- */

/* "năm Giáp thìn": both syllables of the year have a capital. */
static bool
is_lunar_year(struct rule_run *r, const struct passage *p, size_t i)
{
	return passage_joined(p, i - 1) && passage_joined(p, i) &&
	       is_listed(r, "chinh-ta", "can", passage_low(p, i)) &&
	       is_listed(r, "chinh-ta", "chi", passage_low(p, i + 1));
}

static void
check_lunar(struct rule_run *r, const struct passage *p, size_t i)
{
	str typed, right;

	if ((p->words[i].capital && p->words[i + 1].capital) || !is_lunar_year(r, p, i))
		return;
	typed = row(p, i, i + 1);
	right = str_fmt(r->a, "%.*s %.*s", STR_ARG(utf_upper_first(r->a, passage_word(p, i))),
	    STR_ARG(utf_upper_first(r->a, passage_word(p, i + 1))));
	passage_mend(r, p, p->words[i].off, typed.n, right, typed, right);
}

void
rule_cap_lunar(struct rule_run *r)
{
	const uint32_t before[] = { word_hash(S("năm")), word_hash(S("xuân")),
		word_hash(S("đán")) };
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		for (size_t k = 1; !p->capitals && k + 1 < p->n_words; k++) {
			uint32_t hash = p->words[k - 1].hash;

			if (hash == before[0] || hash == before[1] || hash == before[2])
				check_lunar(r, p, k);
		}
	}
}
