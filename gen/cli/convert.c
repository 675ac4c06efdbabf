/* cli/convert.c: from documents laid aside to their files.
 *
 * Page numbers change the lines that hold them, and so might change the pages. So a
 * document is laid out, built again with the numbers found, and laid out again,
 * until they are those it holds. Documents that wait go through LibreOffice
 * together, round by round. PDF is made last, of the DOCX that is then final, and
 * all files of a document are written at once. */
#include "convert.h"

#include "converter.h"
#include "deliver.h"
#include "pipeline.h"
#include "reason.h"
#include "staged.h"

#include <errno.h>

enum { ROUNDS = 6 };

static const pos nowhere = { NULL, 0, 0, 0 };

struct convert {
	struct converter to;
	struct session *s;
	struct diags *d;
	struct arena *a;
	bool *failed;
	struct buf *const *records;
	struct staged *staged; /* by job; n 0: nothing laid aside */
};

/* ---- Before ---------------------------------------------------------------------- */

static bool
has_toc(const struct doc *doc)
{
	bool any = doc && doc->muc_luc.co;
	for (size_t i = 0; doc && i < doc->n_kem_theo; i++)
		any |= doc->kem_theo[i].muc_luc.co;
	return any;
}

static bool
is_needed(const struct session *s)
{
	if (s->o->command != CMD_BUILD)
		return false;
	if (s->o->to & 1u << TO_PDF)
		return true;
	for (size_t i = 0; s->o->pages && i < s->n_jobs; i++)
		if (has_toc(s->jobs[i].doc))
			return true;
	return false;
}

/* Tables of contents have page numbers from the first laying out on: any, so that
 * their lines look as they will. */
static void
ask_for_pages(struct session *s)
{
	static const struct lay_pages unknown = { NULL, 0 };
	if (!s->o->pages)
		return;
	s->pages = NEW_N(s->arena, const struct lay_pages *, s->n_jobs + 1);
	for (size_t i = 0; i < s->n_jobs; i++)
		s->pages[i] = &unknown;
}

bool
convert_open(struct session *s)
{
	if (!is_needed(s))
		return true;
	if (!converter_open(s))
		return false;
	ask_for_pages(s);
	return true;
}

/* ---- Page numbers -------------------------------------------------------------------- */

/* A file that LibreOffice is to make, and whose it is. */
struct task {
	size_t job;
	struct staged_file *file;
};
typedef VEC(struct task) tasks;

static void
make(struct convert *c, enum office_make what, const tasks *t, const char *suffix)
{
	struct convert_task *v = NEW_N(c->a, struct convert_task, t->n + 1);
	for (size_t i = 0; i < t->n; i++)
		v[i] = (struct convert_task){ t->v[i].job,
			str_cz(c->a, str_fmt(c->a, "%s%s", t->v[i].file->name, suffix)) };
	converter_make(&c->to, what, v, t->n);
}

static tasks
unnumbered(struct convert *c)
{
	tasks t = { 0 };
	for (size_t i = 0; i < c->s->n_jobs; i++)
		for (size_t k = 0; !c->failed[i] && k < c->staged[i].n; k++)
			if (c->staged[i].v[k].n_marks)
				VEC_PUSH(c->a, &t, (struct task){ i, &c->staged[i].v[k] });
	return t;
}

static bool
same_pages(const struct lay_pages *x, const struct lay_pages *y)
{
	bool same = x->n == y->n;
	for (size_t i = 0; same && i < x->n; i++)
		same = str_eq(x->v[i], y->v[i]);
	return same;
}

/* The pages that LibreOffice found; NULL: it did not, which is told. */
static const struct lay_pages *
found_pages(struct convert *c, const struct task *t)
{
	struct arena *a = arena_new();
	struct lay_pages *p = NEW(c->a, struct lay_pages);
	const char *name = str_cz(a, str_fmt(a, "%s-p", t->file->name));
	str *v = NEW_N(c->a, str, t->file->n_marks);
	str rtf;
	bool ok = staged_load(c->s, name, "rtf", a, &rtf) &&
		  office_pages(c->a, rtf, t->file->marks, t->file->n_marks, v);
	staged_remove(c->s, name, "rtf");
	arena_free(a);
	*p = (struct lay_pages){ v, t->file->n_marks };
	if (!ok) {
		c->failed[t->job] = true;
		converter_refused(&c->to, c->s->jobs[t->job].id, S("PAGEREF"));
	}
	return ok ? p : NULL;
}

/* Builds the document once more, with the pages it has now. Its findings were told. */
static void
build_again(struct convert *c, size_t job)
{
	struct arena *a = arena_new();
	struct diags d;
	struct record unkept; /* that of the worker is kept */
	struct output unused;
	output_init(&unused, a, c->s->o->out);
	diags_init(&d, a);
	pipeline_run(c->s, &c->s->jobs[job], &unused, a, &unkept, &d);
	if (diags_failed(&d)) {
		c->failed[job] = true;
		diags_append(c->d, &d);
	}
	arena_free(a);
}

/* Those whose numbers have changed stay in t. */
static void
take_pages(struct convert *c, tasks *t)
{
	size_t kept = 0;
	for (size_t i = 0; i < t->n; i++) {
		size_t job = t->v[i].job;
		const struct lay_pages *p = c->failed[job] ? NULL : found_pages(c, &t->v[i]);
		if (!p || same_pages(p, c->s->pages[job]))
			continue;
		c->s->pages[job] = p;
		build_again(c, job);
		if (!c->failed[job])
			t->v[kept++] = t->v[i];
	}
	t->n = kept;
}

static void
number_pages(struct convert *c)
{
	tasks t = unnumbered(c);
	for (int round = 0; t.n && round < ROUNDS; round++) {
		make(c, OFFICE_RTF, &t, "-p");
		take_pages(c, &t);
	}
	for (size_t i = 0; i < t.n; i++) {
		c->failed[t.v[i].job] = true;
		diag(c->d, D_PAGES_UNSTABLE, nowhere, c->s->jobs[t.v[i].job].id,
		    str_fmt(c->a, "%d", ROUNDS));
	}
}

/* ---- Files ----------------------------------------------------------------------------- */

static void
make_pdf(struct convert *c)
{
	tasks t = { 0 };
	for (size_t i = 0; i < c->s->n_jobs; i++)
		for (size_t k = 0; !c->failed[i] && k < c->staged[i].n; k++)
			VEC_PUSH(c->a, &t, (struct task){ i, &c->staged[i].v[k] });
	make(c, c->s->o->pdf_a ? OFFICE_PDF_A : OFFICE_PDF, &t, "");
}

static bool
load_file(struct convert *c, const struct staged_file *f, enum target to, struct arena *a,
    struct out_file *out)
{
	const char *ending = target_names[to];
	*out = (struct out_file){ .path = str_fmt(a, "%.*s.%s", STR_ARG(f->path), ending) };
	if (!staged_load(c->s, f->name, ending, a, &out->bytes))
		return false;
	if (to == TO_PDF)
		out->bytes = office_settle_pdf(a, out->bytes, f->created);
	return true;
}

/* The record of the worker, with the files that LibreOffice had a part in. */
static bool
deliver(struct convert *c, struct output *o, size_t job, struct out_file *files, size_t n,
    struct arena *a)
{
	struct record r;
	record_read(&r, a, buf_dup(c->records[job], a));
	if (!deliver_files(c->s, &c->s->jobs[job], o, a, files, n, &r, c->d))
		return false;
	r.lasting = true;
	buf_clear(c->records[job]);
	record_write(c->records[job], &r);
	return true;
}

/* The files of a document from the folder of LibreOffice; false: one can't be read, which is
 * told. */
static bool
load_files(
    struct convert *c, const struct staged *v, struct arena *a, struct out_file *files, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < v->n; i++)
		for (size_t to = 0; to < TO__COUNT; to++) {
			struct out_file *f = &files[*n];
			if (!(c->s->o->to & 1u << to))
				continue;
			if (!load_file(c, &v->v[i], (enum target)to, a, f)) {
				diag(c->d, D_WRITE_FAILED, nowhere,
				    fresh_output_path(c->s, c->a, f->path), REASON(errno));
				return false;
			}
			++*n;
		}
	return true;
}

static void
write_document(struct convert *c, struct output *o, size_t job, struct arena *a)
{
	const struct staged *v = &c->staged[job];
	struct out_file *files = NEW_N(a, struct out_file, v->n * TO__COUNT);
	size_t n;
	if (!load_files(c, v, a, files, &n) || !deliver(c, o, job, files, n, a))
		c->failed[job] = true;
}

static void
write_documents(struct convert *c)
{
	struct output o;
	output_init(&o, c->a, c->s->o->out);
	for (size_t i = 0; i < c->s->n_jobs; i++) {
		struct arena *a;
		if (c->failed[i] || !c->staged[i].n)
			continue;
		a = arena_new();
		write_document(c, &o, i, a);
		arena_free(a);
	}
}

void
convert_all(
    struct session *s, struct report *r, bool *failed, struct buf *const *records, struct diags *d)
{
	struct convert c = { .to = { .s = s, .r = r, .d = d, .a = s->arena, .failed = failed },
		.s = s,
		.d = d,
		.a = s->arena,
		.failed = failed,
		.records = records };
	if (!s->office)
		return;
	c.staged = NEW_N(c.a, struct staged, s->n_jobs + 1);
	for (size_t i = 0; i < s->n_jobs; i++)
		if (!failed[i])
			staged_read(s, i, c.a, &c.staged[i]);
	if (s->o->pages)
		number_pages(&c);
	if (s->o->to & 1u << TO_PDF)
		make_pdf(&c);
	converter_end(&c.to);
	write_documents(&c);
}
