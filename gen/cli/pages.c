/* cli/pages.c: each document goes as DOCX into the folder of the office, and what is counted
 * is the pages of the PDF that comes of it. */
#include "pages.h"

#include "converter.h"
#include "pipeline.h"
#include "staged.h"

struct counting {
	struct session *s;
	struct arena *a;
	struct diags *d;
	bool *failed; /* by job */
	VEC(struct convert_task) tasks;
};

/* The text of documents of one list (lap_theo) is the same: what is wrong with it is told
 * with the first of them. */
static bool
is_told(const struct counting *c, const struct job *j)
{
	const struct job *first = session_first_of(c->s, j);

	return first != j && c->failed[first - c->s->jobs];
}

static bool
put_files(struct counting *c, const struct job *j, struct arena *a, struct diags *d)
{
	size_t n = 0, job = (size_t)(j - c->s->jobs);

	pipeline_refuse_secret(c->s, j, d); /* what LibreOffice is given lies in a file */
	if (diags_failed(d))
		return false;
	struct plan **plans = pipeline_plans(c->s, j, false, a, &n, d);

	for (size_t i = 0; plans && i < n; i++) {
		const char *name = str_cz(c->a, str_fmt(a, "%zu-%zu", job, i));
		str bytes;

		if (!pipeline_file(c->s, j, plans[i], TO_DOCX, a, &bytes, d) ||
		    !staged_save(c->s, a, name, target_names[TO_DOCX], bytes, d))
			return false;
		VEC_PUSH(c->a, &c->tasks, (struct convert_task){ job, name });
	}
	return plans != NULL;
}

static void
put_document(struct counting *c, const struct job *j)
{
	struct arena *a = arena_new();
	struct diags d;
	bool ok;

	diags_init(&d, a);
	ok = put_files(c, j, a, &d);
	if (ok || !is_told(c, j))
		diags_append(c->d, &d);
	c->failed[j - c->s->jobs] = !ok;
	session_record_end(c->s, j);
	arena_free(a);
}

static void
take_count(struct counting *c, struct converter *to, const struct convert_task *t, unsigned *counts)
{
	struct arena *a = arena_new();
	unsigned n = 0;
	str pdf;

	if (staged_load(c->s, t->name, target_names[TO_PDF], a, &pdf))
		n = office_pdf_pages(pdf);
	if (!n) {
		c->failed[t->job] = true;
		converter_refused(to, c->s->jobs[t->job].id, S("PDF"));
	}
	counts[t->job] += n;
	arena_free(a);
}

const unsigned *
pages_count(struct session *s, struct arena *a, struct report *r, struct diags *d)
{
	struct counting c = { .s = s, .a = a, .d = d, .failed = NEW_N(a, bool, s->n_jobs + 1) };
	struct converter to = { .s = s, .r = r, .d = d, .a = a, .failed = c.failed };
	unsigned *counts = NEW_N(a, unsigned, s->n_jobs + 1);

	if (!converter_open(s))
		return NULL;
	for (size_t i = 0; i < s->n_jobs; i++)
		put_document(&c, &s->jobs[i]);
	converter_make(&to, OFFICE_PDF, c.tasks.v, c.tasks.n);
	for (size_t i = 0; i < c.tasks.n; i++)
		if (!c.failed[c.tasks.v[i].job])
			take_count(&c, &to, &c.tasks.v[i], counts);
	converter_end(&to);
	/* A part of a document is no number of its pages. */
	for (size_t i = 0; i < s->n_jobs; i++)
		if (c.failed[i])
			counts[i] = 0;
	return counts;
}
