/* cli/issue_try.c: what would come out, seen before anything is written. */
#include "issue_int.h"

#include "../model/walk.h"
#include "help.h"
#include "issued.h"
#include "pipeline.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* A citation that is open still would print otherwise one day. */
struct citing {
	struct issuing *i;
	const struct job *job;
	struct diags *d;
};

static void
check_cited(struct citing *c, str id, pos at)
{
	struct diags unheard;
	const struct doc *cited = corpus_find(c->i->will.corpus, c->job->doc, id);
	const struct type *t;
	diags_init(&unheard, c->i->a);
	if (!cited || cited->outside || cited == c->job->doc || cited->trang_thai == TT_PHUC_CHE)
		return;
	t = style_type(c->job->style, cited->loai.s, &unheard);
	if ((!cited->head.so.s.n && !cited->head.so.none && !(t && t->khong_so)) ||
	    (!cited->head.ngay.none && !facts_date(c->i->a, &cited->head.ngay).n))
		diag(c->d, D_ISSUE_CITES_OPEN, at, id);
}

static void
check_inl(void *ctx, const struct inl *inl)
{
	if (inl->kind == INL_CITE)
		check_cited(ctx, inl->target, inl->at);
}

static void
check_citations(struct issuing *i, const struct job *j, struct diags *d)
{
	const struct doc *doc = j->doc;
	struct citing c = { i, j, d };
	struct walk w = { .ctx = &c, .inl = check_inl };
	for (size_t k = 0; k < doc->n_can_cu; k++)
		for (size_t n = 0; n < doc->can_cu[k].n_van_ban; n++)
			check_cited(&c, doc->can_cu[k].van_ban[n].s, doc->can_cu[k].van_ban[n].at);
	if (doc->ban_goc_is_id)
		check_cited(&c, doc->ban_goc.s, doc->ban_goc.at);
	walk_document(doc, &w);
}

/* ---- The documents of a series ------------------------------------------------- */

static str
signers(struct arena *a, const struct facts *f)
{
	struct buf b;
	str s;
	buf_init(&b);
	for (size_t i = 0; i < f->n_nguoi_ky; i++)
		buf_fmt(&b, "%.*s\t%.*s\n", STR_ARG(f->nguoi_ky[i].chuc_vu),
		    STR_ARG(f->nguoi_ky[i].ho_ten));
	s = buf_dup(&b, a);
	buf_free(&b);
	return s;
}

static void
must_be_one(struct issuing *i, const struct facts *x, const struct facts *y, str xs, str ys,
    const char *vi, const char *en)
{
	if (!str_eq(xs, ys))
		diag(&i->d, D_ISSUE_COPIES_DIFFER, y->doc->at, x->doc->id, y->doc->id, str_z(vi),
		    str_z(en));
}

/* What has one number is one in the register: it has one date, one subject, one signer. */
static void
check_alike(struct issuing *i, const struct facts *x, const struct facts *y, struct arena *a)
{
	must_be_one(i, x, y, x->ngay, y->ngay, "ngày", "date");
	if (i->own) {
		if (!y->number)
			diag(&i->d, D_ISSUE_COPY_NUMBER, y->doc->at, y->doc->id, y->doc->lap.tep);
		return;
	}
	must_be_one(i, x, y, x->so_ky_hieu, y->so_ky_hieu, "số, ký hiệu", "number and sign");
	must_be_one(i, x, y, x->ten_loai, y->ten_loai, "tên loại", "type");
	must_be_one(i, x, y, x->trich_yeu, y->trich_yeu, "trích yếu", "subject");
	must_be_one(i, x, y, x->co_quan, y->co_quan, "cơ quan", "agency");
	must_be_one(i, x, y, signers(a, x), signers(a, y), "người ký", "signer");
}

/* ---- Trying ---------------------------------------------------------------------- */

struct trying {
	struct issuing *i;
	struct facts first_facts;
	struct lock first;
	struct diags told; /* of the first document: what is wrong with the text */
	struct buf copies;
	size_t wrong;
};

/* The document's plans, and what is wrong with them; NULL: they can't be had. */
static struct plan **
build(struct trying *t, const struct job *j, struct arena *a, size_t *n, struct diags *d)
{
	struct issuing *i = t->i;
	struct plan **plans = pipeline_plans(&i->will, j, true, a, n, d);
	if (!plans)
		return NULL;
	check_citations(i, j, d);
	/* What was issued before and is only to be locked may have changed since. */
	if (i->job->doc->trang_thai == TT_BAN_HANH && issue_has_file(i, lock_path(a, i->job->path)))
		issued_check(&i->will, j, plans, *n, a, d);
	return plans;
}

static void
take_copy(struct trying *t, const struct job *j, struct plan **plans, size_t n, struct arena *a)
{
	struct issuing *i = t->i;
	struct facts f = facts_of(a, j->doc, j->style, 0);
	struct lock l = lock_of(a, &f, plans, n, VANBAN_VERSION);
	if (!i->n_after) {
		t->first = l;
		t->first_facts = f;
	}
	if (i->series) {
		check_alike(i, &t->first_facts, &f, a);
		lock_series_add(a, &t->copies, &t->first, doc_row_name(j->doc), &l);
	}
	i->after[i->n_after++] = (struct issued){ j, str_dup(i->a, str_first(l.chu, 12)) };
}

static void
try_one(struct trying *t, const struct job *j)
{
	struct issuing *i = t->i;
	bool first = j == i->will.jobs;
	struct arena *a = first ? i->a : arena_new();
	struct diags d;
	struct plan **plans;
	size_t n;
	diags_init(&d, a);
	plans = build(t, j, a, &n, &d);
	if (first)
		diags_append(&t->told, &d);
	else
		pipeline_leave_out(&t->told, &d);
	diags_append(&i->d, &d);
	if (plans)
		take_copy(t, j, plans, n, a);
	else
		t->wrong++;
	session_record_end(&i->will, j);
	if (!first)
		arena_free(a);
}

void
issue_try(struct issuing *i)
{
	struct trying t = { .i = i };
	int status = session_open_patched(&i->will, i->a, i->o, &i->patch);
	if (issue_machine_failed(i, &i->will))
		return;
	if (status != STATUS_BUILT || i->will.n_jobs != i->was.n_jobs) {
		diags_append(&i->d, &i->will.run);
		diag(&i->d, D_ISSUE_CHANGED, nowhere, i->job->path);
		return;
	}
	diags_init(&t.told, i->a);
	buf_init(&t.copies);
	i->after = NEW_N(i->a, struct issued, i->will.n_jobs);
	for (size_t k = 0; k < i->will.n_jobs; k++)
		try_one(&t, &i->will.jobs[k]);
	if (t.wrong) {
		i->n_after = 0;
		session_take_loose_findings(&i->will);
		diags_append(&i->d, &i->will.run);
	}
	i->lock = i->series ? lock_series(&t.first, i->id, buf_dup(&t.copies, i->a)) : t.first;
	buf_free(&t.copies);
}
