/* layout/signers.c: who signs, where that is more than `ky` says.
 *
 * Each agency of `lien_tich` has a column, each party of an agreement, and the
 * secretary and the chair of a meeting. What stands above a signer's titles then
 * (`vai`) comes from the agency's name or from the type's template; a column
 * that nobody was named for is left to be filled in. */
#include "layout_int.h"

typedef VEC(struct signer) signers;

static void
of_agencies(struct layout *l, signers *out)
{
	for (size_t i = 0; i < l->doc->n_lien_tich; i++) {
		const struct head *h = &l->doc->lien_tich[i];

		for (size_t k = 0; k < h->n_ky || k == 0; k++) {
			struct signer s = k < h->n_ky ? h->ky[k] : (struct signer){ 0 };

			/* "TM. ỦY BAN NHÂN DÂN" says whose it is. */
			if (s.thay_mat.s.n == 0)
				s.vai = (struct val){ .s = lay_joined(l->a, &h->co_quan),
					.at = h->co_quan.at };
			VEC_PUSH(l->a, out, s);
		}
	}
}

/* A party that is a person: named as one ("Ông …"), or with an identity card. */
static bool
is_person(struct layout *l, const struct party *p)
{
	for (size_t i = 0; i < l->type->n_xung_ho; i++)
		if (lay_opens_with(l->a, p->v[PARTY_TEN].s, l->type->xung_ho[i]))
			return true;
	return p->v[PARTY_CAN_CUOC].s.n > 0;
}

/* A person is their own representative. "Ông" goes with the name in the text, not
 * below the signature. */
static struct signer
of_party(struct layout *l, const struct party *p)
{
	struct signer s = { .at = p->at };

	s.chuc_vu = p->v[PARTY_CHUC_VU];
	s.ho_ten = p->v[PARTY_DAI_DIEN];
	if (s.ho_ten.s.n == 0 && is_person(l, p))
		s.ho_ten = p->v[PARTY_TEN];
	for (size_t i = 0; i < l->type->n_xung_ho; i++)
		s.ho_ten.s = lay_drop_word(l->a, s.ho_ten.s, l->type->xung_ho[i]);
	return s;
}

/* `ky` of the document itself goes before what its party says; an inherited one
 * is there for a party that names nobody. */
static bool
signs_for(const struct layout *l, size_t i)
{
	const struct head *h = &l->doc->head;
	const struct src *src = i < h->n_ky ? h->ky[i].at.src : NULL;

	if (i >= h->n_ky || i >= l->doc->n_ben)
		return i < h->n_ky;
	return l->doc->ben[i].v[PARTY_DAI_DIEN].s.n == 0 ||
	       (src != NULL && str_eq(src->path, l->doc->path));
}

static void
of_parties(struct layout *l, signers *out)
{
	const struct doc *doc = l->doc;

	for (size_t i = 0; i < doc->n_ben || i < doc->head.n_ky; i++) {
		struct signer s = signs_for(l, i) ? doc->head.ky[i] : of_party(l, &doc->ben[i]);

		if (i < doc->n_ben)
			s.vai =
			    (struct val){ .s = lay_line_text(l, &l->type->ky_ben, &doc->ben[i], i),
				    .at = doc->ben[i].at };
		VEC_PUSH(l->a, out, s);
	}
}

static void
of_meeting(struct layout *l, signers *out)
{
	const struct head *h = &l->doc->head;
	size_t n = h->n_ky > l->type->n_vai_ky ? h->n_ky : l->type->n_vai_ky;

	for (size_t i = 0; i < n; i++) {
		struct signer s = { 0 };

		if (i < h->n_ky)
			s = h->ky[i];
		if (i < l->type->n_vai_ky)
			s.vai = (struct val){ .s = l->type->vai_ky[i], .at = s.at };
		VEC_PUSH(l->a, out, s);
	}
}

struct head
lay_signing_head(struct layout *l, const struct head *h)
{
	struct head with = *h;
	signers all = { NULL, 0, 0 };

	if (h != &l->doc->head)
		return with;
	if (l->doc->n_lien_tich)
		of_agencies(l, &all);
	else if (l->type->has_ben && l->doc->n_ben)
		of_parties(l, &all);
	else if (l->type->n_vai_ky)
		of_meeting(l, &all);
	else
		return with;
	with.ky = all.v;
	with.n_ky = all.n;
	return with;
}
