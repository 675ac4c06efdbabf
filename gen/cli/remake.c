/* cli/remake.c */
#include "remake.h"

#include "pipeline.h"

/* The id of a document may be that of a folder with more of them, too. */
static const struct job *
find_job(const struct session *s, str id)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (str_eq(s->jobs[i].id, id))
			return &s->jobs[i];
	return NULL;
}

bool
remake(struct session *s, struct arena *a, const struct claim *c, struct remade *out)
{
	const struct job *j = find_job(s, c->id);
	struct diags unheard; /* build tells what is wrong with sources */
	struct plan **plans;
	struct parts parts;
	str why;
	size_t n;

	*out = (struct remade){ .plan = NULL };
	diags_init(&unheard, a);
	plans = j ? pipeline_plans(s, j, false, a, &n, &unheard) : NULL;
	for (size_t i = 0; plans && i < n; i++)
		if (str_eq(plans[i]->file, c->file))
			out->plan = plans[i];
	if (!out->plan || !pipeline_parts(s, j, out->plan, a, &parts, &unheard)) {
		out->plan = NULL;
		return false;
	}
	out->text = claim_text(a, &parts);
	packer_zip(s->packer, a, &parts, &out->bytes, &why);
	return true;
}

static bool
counts(const struct pprop *p)
{
	return str_starts(p->name, S("vanban.")) && !str_is(p->name, "vanban.phien-ban");
}

void
remake_differences(const struct claim *c, const struct plan *p,
    void (*fn)(void *ctx, str name, str what), void *ctx)
{
	str rest;

	for (size_t i = 0; i < c->n; i++) {
		const struct pprop *said = &c->v[i];

		if (counts(said) &&
		    !str_eq(origin_value(p->custom, p->n_custom, said->name), said->value))
			fn(ctx, said->name, str_cut(said->value, ' ', &rest));
	}
	for (size_t i = 0; i < p->n_custom; i++) {
		const struct pprop *now = &p->custom[i];

		if (counts(now) && !origin_value(c->v, c->n, now->name).n)
			fn(ctx, now->name, str_cut(now->value, ' ', &rest));
	}
}

static void
differs(void *ctx, str name, str what)
{
	bool *same = ctx;

	(void)name;
	(void)what;
	*same = false;
}

bool
remake_is_same(const struct claim *c, const struct plan *p)
{
	str file, digest;
	bool same = c->n || c->digest.n;

	if (c->n)
		remake_differences(c, p, differs, &same);
	return same && (!c->digest.n || (origin_token(p->identifier, &file, &digest) &&
					    str_eq(file, c->file) && str_eq(digest, c->digest)));
}
