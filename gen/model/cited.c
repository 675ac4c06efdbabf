/* model/cited.c: a document as others see it.
 *
 * The copy is made of the same rows as the digest, so nothing can be printed of a
 * cited document that its digest does not tell. */
#include "../base/diag.h"
#include "doc.h"

struct cited {
	struct doc doc;
	struct digest digest;
};

static void
add_val(struct digester *g, const struct val *v)
{
	digester_uint(g, (uint64_t)v->given << 1 | v->none);
	digester_str(g, v->s);
}

static void
add_lines(struct digester *g, const struct lines *l)
{
	digester_uint(g, (uint64_t)l->n << 1 | l->none);
	for (size_t i = 0; i < l->n; i++)
		add_val(g, &l->v[i]);
}

static void
add_date(struct digester *g, const struct date *d)
{
	digester_uint(g, (uint64_t)d->given << 1 | d->none);
	digester_uint(g, (uint64_t)((d->year * 13L + d->month) * 32L + d->day));
}

/* Keys that could not be read: an id is not to be cited for some of them. */
static void
add_hurt(struct digester *g, const struct doc *doc)
{
	digester_uint(g, doc->n_hurt);
	for (size_t i = 0; i < doc->n_hurt; i++)
		digester_str(g, doc->hurt[i]);
}

/* Of the agencies that issue together only their names are seen. */
static void
add_agencies(struct digester *g, const struct doc *doc)
{
	for (size_t i = 1; i < doc->n_lien_tich; i++) {
		add_val(g, &doc->lien_tich[i].ten_day_du);
		add_lines(g, &doc->lien_tich[i].co_quan);
	}
}

static void
copy_agencies(struct arena *a, struct doc *copy, const struct doc *doc)
{
	copy->n_lien_tich = doc->n_lien_tich;
	copy->lien_tich = NEW_N(a, struct head, doc->n_lien_tich + 1);
	for (size_t i = 0; i < doc->n_lien_tich; i++) {
		copy->lien_tich[i].ten_day_du = doc->lien_tich[i].ten_day_du;
		copy->lien_tich[i].co_quan = doc->lien_tich[i].co_quan;
	}
}

static void
make_digest(struct arena *a, const struct doc *doc, struct digest *out)
{
	struct digester *g = digester_new(a);

	digester_str(g, doc->id);
	/* What corpus_broken() goes by. A document's `failed` is not: it also tells of
	 * bodies, which are read later, or in another process. */
	digester_uint(g, doc->outside && doc->failed);
	add_hurt(g, doc);
#define VAL(member) add_val(g, &doc->member);
#define LINES(member) add_lines(g, &doc->member);
#define DATE(member) add_date(g, &doc->member);
#define FLAG(member) digester_uint(g, doc->member);
#include "cited_list.h"
#undef VAL
#undef LINES
#undef DATE
#undef FLAG
	add_agencies(g, doc);
	digester_end(g, out);
}

static struct cited *
make_copy(struct arena *a, const struct doc *doc)
{
	struct cited *copy = NEW(a, struct cited);

	copy->doc.id = doc->id;
	copy->doc.path = doc->path;
	copy->doc.dir = doc->dir;
	copy->doc.at = doc->at;
	copy->doc.hurt = doc->hurt;
	copy->doc.n_hurt = doc->n_hurt;
#define VAL(member) copy->doc.member = doc->member;
#define LINES(member) copy->doc.member = doc->member;
#define DATE(member) copy->doc.member = doc->member;
#define FLAG(member) copy->doc.member = doc->member;
#include "cited_list.h"
#undef VAL
#undef LINES
#undef DATE
#undef FLAG
	copy_agencies(a, &copy->doc, doc);
	make_digest(a, doc, &copy->digest);
	return copy;
}

const struct doc *
corpus_cite(const struct corpus *c, const struct doc *from, str id)
{
	struct doc *found = (struct doc *)corpus_find(c, from, id); /* to keep the copy in */

	if (found && !found->cited)
		found->cited = make_copy(c->arena, found);
	uses_add(c->uses, USE_CITED, id, found ? found->path : S(""),
	    found ? &found->cited->digest : NULL);
	return found ? &found->cited->doc : NULL;
}

const struct digest *
corpus_cited_digest(const struct doc *answer)
{
	return answer ? &((const struct cited *)(const void *)answer)->digest : NULL;
}
