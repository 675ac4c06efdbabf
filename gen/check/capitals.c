/* check/capitals.c: viết hoa, Phụ lục II of the decree, where a machine can
 * decide.
 *
 * Names with one right form are data (chinh-ta.yaml) and found by forms.c: where
 * their words are typed with other capitals, the form is what is wrong. All in
 * capitals is a matter of layout, and a small first letter in the table leaves
 * that of the text free. names.c has the rules that look at words around. */
#include "typed.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Names with one right form -------------------------------------------------- */

static void
find_forms(struct rule_run *r, enum form_table table)
{
	const struct form_hits *hits = form_hits(r);

	for (size_t i = 0; i < hits->n; i++) {
		const struct form_hit *h = &hits->v[i];

		if (h->table == table)
			passage_find(
			    r, h->p, h->p->words[h->word].off, h->typed.n, h->typed, h->right);
	}
}

void
rule_cap_org(struct rule_run *r)
{
	find_forms(r, FORMS_ORG);
	find_forms(r, FORMS_ORG_CAPITAL);
}

void
rule_cap_org_special(struct rule_run *r)
{
	find_forms(r, FORMS_ORG_SPECIAL);
}

void
rule_cap_org_foreign(struct rule_run *r)
{
	find_forms(r, FORMS_ORG_FOREIGN);
}

void
rule_cap_foreign_hyphen(struct rule_run *r)
{
	find_forms(r, FORMS_FOREIGN);
}

void
rule_cap_terrain(struct rule_run *r)
{
	find_forms(r, FORMS_TERRAIN);
}

void
rule_cap_direction(struct rule_run *r)
{
	find_forms(r, FORMS_DIRECTION);
}

/* "cơ quan đảng, nhà nước" are bodies of a kind, as the decree itself writes them. */
void
rule_cap_nhan_dan(struct rule_run *r)
{
	const struct form_hits *hits = form_hits(r);

	for (size_t i = 0; i < hits->n; i++) {
		const struct form_hit *h = &hits->v[i];

		if (h->table == FORMS_NHAN_DAN &&
		    !(h->word > 0 && str_is(passage_low(h->p, h->word - 1), "quan")))
			passage_find(
			    r, h->p, h->p->words[h->word].off, h->typed.n, h->typed, h->right);
	}
}

void
rule_cap_award(struct rule_run *r)
{
	find_forms(r, FORMS_AWARD);
}

void
rule_cap_dang(struct rule_run *r)
{
	find_forms(r, FORMS_DANG);
}

void
rule_cap_doc_name(struct rule_run *r)
{
	find_forms(r, FORMS_DOC_NAME);
}

void
rule_cap_holiday(struct rule_run *r)
{
	find_forms(r, FORMS_HOLIDAY);
}

void
rule_cap_weekday(struct rule_run *r)
{
	find_forms(r, FORMS_WEEKDAY);
}

void
rule_cap_history(struct rule_run *r)
{
	find_forms(r, FORMS_HISTORY);
}

void
rule_cap_work(struct rule_run *r)
{
	find_forms(r, FORMS_WORK);
}

void
rule_cap_overuse(struct rule_run *r)
{
	find_forms(r, FORMS_OVERUSE);
}

/* "dịp tết" means one tết, "dịp tết Trung thu" is its name. */
void
rule_cap_tet(struct rule_run *r)
{
	const struct form_hits *hits = form_hits(r);

	for (size_t i = 0; i < hits->n; i++) {
		const struct form_hit *h = &hits->v[i];
		size_t last = h->word + h->n_words - 1;

		if (h->table != FORMS_TET ||
		    (passage_joined(h->p, last) && h->p->words[last + 1].capital))
			continue;
		passage_find(r, h->p, h->p->words[h->word].off, h->typed.n, h->typed, h->right);
	}
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
	for (size_t i = 0; i + 1 < p->n_words; i++)
		if (p->words[i].small && is_numbered_unit(p, i)) {
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

	find_forms(r, FORMS_ADMIN_SPECIAL);
	for (size_t i = 0; i < t->n; i++)
		check_numbered_units(r, &t->v[i]);
}

/* ---- A new sentence --------------------------------------------------------------- */

static bool
is_small_word(const struct passage *p, size_t i)
{
	str s = passage_word(p, i);

	return p->words[i].small && utf_len(s) > 1 && !(s.p[0] >= '0' && s.p[0] <= '9');
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
	return is_small_word(p, i) && is_small_word(p, i + 1) &&
	       style_table_find(style_table(r->s, "chinh-ta", "cham-khong-het-cau", r->d),
		   passage_low(p, i)) == NULL;
}

static void
find_small_start(struct rule_run *r, const struct passage *p, size_t i)
{
	passage_find(r, p, p->words[i].off, p->words[i].n, passage_word(p, i),
	    utf_upper_first(r->a, passage_word(p, i)));
}

/* A paragraph of the body behind another that ended a sentence; items of lists are
 * left to their writers. */
static bool
opens_small(const struct passage *p, const struct passage *before)
{
	const struct block *b = p->block;

	if (p->kind != PASSAGE_BODY || b == NULL || b->kind != BLK_PARA || b->parent != NULL ||
	    before == NULL || before->block == NULL || before->block->next != b)
		return false;
	return p->n_words > 2 && p->words[0].off == 0 && is_small_word(p, 0) &&
	       before->block->kind == BLK_PARA && str_ends(before->s, S("."));
}

void
rule_cap_sentence(struct rule_run *r)
{
	const struct typed *t = typed_of(r);

	for (size_t i = 0; i < t->n; i++) {
		const struct passage *p = &t->v[i];

		if (opens_small(p, i > 0 ? &t->v[i - 1] : NULL))
			find_small_start(r, p, 0);
		for (size_t k = 0; k + 1 < p->n_words; k++)
			if (sentence_between(r, p, k))
				find_small_start(r, p, k + 1);
	}
}
