/* cli/citations.c: gathers what check/ needs to hold citations against each
 * other. Documents that were not asked for are witnesses: their heads are known
 * and what their căn cứ cite, but nothing is told of them, and their bodies are
 * not read. Sources are loaded once more for the excerpts of what is found, since
 * the texts that workers read are gone with them. */
#include "citations.h"

#include "../check/check.h"

#include <stdlib.h>

/* What is read again, by path. */
struct reread {
	str path;
	const struct src *src; /* NULL: it can't be read any more */
};
struct excerpts {
	struct session *s;
	struct arena *a;
	VEC(struct reread) v;
};

void
citations_collect(const struct session *s, const struct job *j, struct arena *a, struct buf *out)
{
	if (s->o->command == CMD_CHECK && j->doc)
		check_collect(j->doc, a, out);
}

static const struct src *
load(struct excerpts *v, str path)
{
	enum { MAX_BYTES = 64 << 20 };
	struct diags unheard; /* what is wrong in it was told when it was read */
	str bytes, why;
	diags_init(&unheard, v->a);
	if (v->s->loader.load(v->s->loader.ctx, v->a, path, MAX_BYTES, &bytes, &why) != LOAD_OK)
		return NULL;
	return src_load(v->a, str_dup(v->a, path), bytes, &unheard);
}

/* Findings come by number, not by place, but few files have any. */
static const struct src *
source(void *ctx, str path)
{
	struct excerpts *v = ctx;
	for (size_t i = v->v.n; i > 0; i--)
		if (str_eq(v->v.v[i - 1].path, path))
			return v->v.v[i - 1].src;
	VEC_PUSH(v->a, &v->v, (struct reread){ str_dup(v->a, path), load(v, path) });
	return v->v.v[v->v.n - 1].src;
}

static int
by_pointer(const void *x, const void *y)
{
	uintptr_t a = (uintptr_t) * (const struct doc *const *)x;
	uintptr_t b = (uintptr_t) * (const struct doc *const *)y;
	return (a > b) - (a < b);
}

static const struct doc **
asked_for(const struct session *s, struct arena *a)
{
	const struct doc **v = NEW_N(a, const struct doc *, s->n_jobs + 1);
	for (size_t i = 0; i < s->n_jobs; i++)
		v[i] = s->jobs[i].doc;
	qsort(v, s->n_jobs, sizeof *v, by_pointer);
	return v;
}

static const struct style *
any_style(const struct session *s)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].style)
			return s->jobs[i].style;
	return NULL;
}

static str
collected(const struct doc *doc, struct arena *a)
{
	struct buf b;
	buf_init(&b);
	check_collect(doc, a, &b);
	str records = buf_dup(&b, a);
	buf_free(&b);
	return records;
}

static size_t
add_witnesses(const struct session *s, struct arena *a, struct cited_from *from, size_t n)
{
	const struct doc **asked = asked_for(s, a);
	for (size_t i = 0; i < s->corpus->n_docs; i++) {
		const struct doc *doc = s->corpus->docs[i];
		if (!bsearch(&doc, asked, s->n_jobs, sizeof *asked, by_pointer))
			from[n++] =
			    (struct cited_from){ doc, any_style(s), collected(doc, a), true, 0 };
	}
	return n;
}

/* An entry of a catalogue speaks of others in its subject; nobody builds it. */
static size_t
add_entries(const struct session *s, struct arena *a, struct cited_from *from, size_t n)
{
	for (size_t i = 0; i < s->corpus->n_catalogues; i++)
		for (size_t k = 0; k < s->corpus->catalogues[i].n; k++) {
			const struct doc *doc = s->corpus->catalogues[i].entries[k];
			from[n++] = (struct cited_from){ doc, NULL, collected(doc, a),
				s->o->n_wanted > 0, 0 };
		}
	return n;
}

static size_t
most(const struct session *s)
{
	size_t n = s->n_jobs + s->corpus->n_docs;
	for (size_t i = 0; i < s->corpus->n_catalogues; i++)
		n += s->corpus->catalogues[i].n;
	return n;
}

void
citations_judge(struct session *s, const str *records, unsigned *errors, struct diags *d)
{
	struct excerpts v = { .s = s, .a = d->arena };
	struct cited_loader loader = { &v, source };
	struct cited_from *from = NEW_N(d->arena, struct cited_from, most(s) + 1);
	size_t n = 0;
	for (; n < s->n_jobs; n++)
		from[n] =
		    (struct cited_from){ s->jobs[n].doc, s->jobs[n].style, records[n], false, 0 };
	n = add_witnesses(s, d->arena, from, n);
	n = add_entries(s, d->arena, from, n);
	check_cited(s->corpus, from, n, &loader, d);
	for (size_t i = 0; i < s->n_jobs; i++)
		errors[i] = from[i].errors;
}
