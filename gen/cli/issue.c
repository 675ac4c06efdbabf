/* cli/issue.c: a document gets its number and date, and is locked.
 *
 * What would come out is tried first: the tree is read a second time with the
 * edited source in the place of the one on disk, and built with all rules. Only
 * when that is sound are files written: registers, then the lock, then the source,
 * each under a temporary name first and renamed in this order. A number that stands
 * in the register is never given again, whatever happens behind it; what a crash
 * leaves is told by the next build (issued.c) and finished by the same call. */
#include "issue.h"

#include "../archive/issue.h"
#include "../archive/lock.h"
#include "../model/walk.h"
#include "help.h"
#include "issued.h"
#include "output.h"
#include "pipeline.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { MAX_SOURCE = 64 << 20 };

static const pos nowhere = { NULL, 0, 0, 0 };

struct issuing {
	struct arena *a;
	const struct options *o;
	struct report *r;
	struct diags d;
	/* Of the document as it is: */
	struct session was;
	const struct job *job;
	str file; /* its YAML, byte for byte */
	/* What it gets: */
	str *so; /* of each agency; empty: it has no number */
	size_t n_agencies;
	str ngay;
	/* Of the document as it will be: */
	struct session will;
	struct patch patch;
	const struct job *after;
	struct plan **plans;
	size_t n_plans;
	struct lock lock;
	struct out_file *files; /* registers, then the lock, then the source */
	str *was_there;         /* of registers: as they were read; p NULL: none was there */
	size_t n_files;
};

static bool
failed(const struct issuing *i)
{
	return diags_failed(&i->d);
}

/* A file that can't be read may be a register, a lock, or the defaults of an office that has
 * one: what is not seen is not taken for what is not there. */
static bool
take_machine_failures(struct issuing *i, const struct session *s)
{
	const struct diags *lists[] = { &s->run, &s->heads };
	for (size_t k = 0; k < 2; k++)
		for (size_t n = 0; n < lists[k]->list.n; n++) {
			struct diag *f = &lists[k]->list.v[n];
			struct diags one = { .list = { f, 1, 1 } };
			if (f->level == DIAG_SYSTEM)
				diags_append(&i->d, &one);
		}
	return failed(i);
}

static void
report_unread(struct issuing *i, str path, enum load_result got, str why)
{
	if (got == LOAD_DENIED)
		diag(&i->d, D_FILE_DENIED, nowhere, path, why);
	else
		diag(&i->d, D_ISSUE_CHANGED, nowhere, path);
}

/* ---- What was asked for ----------------------------------------------------- */

static bool
numberless(const struct issuing *i)
{
	struct diags unheard;
	const struct type *t;
	diags_init(&unheard, i->a);
	t = style_type(i->job->style, i->job->doc->loai.s, &unheard);
	return i->job->doc->head.so.none ||
	       (t && t->khong_so && !i->job->doc->head.so.s.n && !i->o->number);
}

static str
next_number(const struct issuing *i)
{
	struct diags unheard;
	const struct doc *doc = i->job->doc;
	const struct book *newest = NULL;
	const struct entry *last;
	diags_init(&unheard, i->a);
	str series = style_series(i->a, style_type(i->job->style, doc->loai.s, &unheard), doc, doc);
	for (size_t k = 0; k < i->was.books.n; k++)
		if (str_eq(i->was.books.v[k].office, doc->office))
			newest = &i->was.books.v[k];
	last = newest ? book_below(newest, series, UINT32_MAX) : NULL;
	return str_fmt(i->a, "%u", last ? last->number + 1 : 1);
}

/* The numbers of --so, one for each agency. */
static void
read_numbers(struct issuing *i)
{
	str rest = str_z(i->o->number), part;
	size_t n = 0;
	uint32_t number;
	while (rest.p) {
		part = str_trim(str_cut(rest, ',', &rest));
		if (!str_uint(part, &number) || !number) {
			diag(&i->d, D_ISSUE_NUMBER, nowhere, str_z(i->o->number));
			return;
		}
		if (n < i->n_agencies)
			i->so[n] = str_fmt(i->a, "%u", number);
		n++;
	}
	if (n != i->n_agencies)
		diag(&i->d, D_ISSUE_NUMBERS, nowhere, str_fmt(i->a, "%zu", n), i->job->id,
		    str_fmt(i->a, "%zu", i->n_agencies));
}

static void
choose_numbers(struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	i->n_agencies = facts_agencies(doc);
	i->so = NEW_N(i->a, str, i->n_agencies);
	if (numberless(i)) {
		if (i->o->number)
			diag(&i->d, D_ISSUE_WITHOUT_NUMBER, doc->head.so.at, i->job->id);
		return;
	}
	if (i->o->number) {
		read_numbers(i);
		return;
	}
	for (size_t k = 0; k < i->n_agencies; k++)
		i->so[k] = k < doc->n_lien_tich ? doc->lien_tich[k].so.s : doc->head.so.s;
	if (!i->so[0].n)
		diag(&i->d, D_ISSUE_NO_NUMBER, doc->at, i->job->id, next_number(i));
}

static void
choose_date(struct issuing *i)
{
	struct date date = i->job->doc->head.ngay;
	if (i->o->date && !read_whole_date(str_z(i->o->date), &date)) {
		diag(&i->d, D_ISSUE_DATE, nowhere, str_z(i->o->date));
		return;
	}
	i->ngay = facts_date(i->a, &date);
	if (!i->ngay.n)
		diag(&i->d, D_ISSUE_NO_DATE, i->job->doc->at, i->job->id);
}

/* ---- The document as it is ----------------------------------------------------- */

static bool
has_file(const struct session *s, str path)
{
	for (size_t i = 0; i < s->tree.n_files; i++)
		if (str_eq(s->tree.files[i], path))
			return true;
	return false;
}

/* Issued and whole: there is nothing left to do, and nothing may be changed. An issued
 * document without lock or line may get them, with the number that it has. */
static void
refuse_issued(struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	struct facts f = facts_of(i->a, doc, i->job->style, 0);
	bool locked = has_file(&i->was, lock_path(i->a, i->job->path));
	bool booked = !f.number || books_of(&i->was.books, doc);
	bool same = true;
	if (doc->trang_thai != TT_BAN_HANH && doc->trang_thai != TT_PHUC_CHE)
		return;
	for (size_t k = 0; k < i->n_agencies && i->o->number; k++) {
		uint32_t x, y = facts_of(i->a, doc, i->job->style, k).number;
		same = same && str_uint(i->so[k], &x) && x == y;
	}
	same = same && (!i->ngay.n || str_eq(i->ngay, f.ngay));
	if (doc->trang_thai == TT_PHUC_CHE || (locked && booked) || !same)
		diag(&i->d, D_ISSUE_DONE, doc->at, i->job->id,
		    f.so_ky_hieu.n ? f.so_ky_hieu : S("…"), f.ngay.n ? f.ngay : S("…"));
}

static void
find_job(struct issuing *i)
{
	enum load_result got;
	str why;
	if (take_machine_failures(i, &i->was))
		return;
	if (i->was.n_jobs && i->was.jobs[0].doc && i->was.jobs[0].doc->lap.goc.n) {
		diag(&i->d, D_ISSUE_COPIES, i->was.jobs[0].doc->at, i->was.jobs[0].doc->lap.goc);
		return;
	}
	if (i->was.n_jobs != 1) {
		diag(&i->d, D_ISSUE_ONE, nowhere);
		return;
	}
	i->job = &i->was.jobs[0];
	/* One of many that a list makes (lap_theo) has no source of its own to write to. */
	str stem = str_first(i->job->path, i->job->path.n - 5);
	if (!str_eq(stem, i->job->id) && !str_eq(stem, str_cat(i->a, i->job->id, S("/van-ban")))) {
		diag(&i->d, D_ISSUE_ONE, nowhere);
		i->job = NULL;
		return;
	}
	session_head_findings(&i->was, i->job, &i->d);
	if (failed(i) || !i->job->doc || !i->job->style || i->job->doc->failed) {
		session_take_loose_findings(&i->was);
		diags_append(&i->d, &i->was.run);
		return;
	}
	got = tree_load(&i->was.tree, i->a, i->job->path, MAX_SOURCE, &i->file, &why, NULL);
	if (got != LOAD_OK)
		report_unread(i, i->job->path, got, why);
}

/* ---- The document as it will be -------------------------------------------------- */

static void
edit_source(struct issuing *i)
{
	struct diags unheard;
	struct issue what = { .so = i->so, .n_so = i->n_agencies, .ngay = i->ngay };
	const struct src *src;
	diags_init(&unheard, i->a);
	src = src_load(i->a, i->job->path, i->file, &unheard);
	i->patch.path = i->job->path;
	if (src)
		issue_edit(i->a, src, i->file, &what, &i->patch.bytes, &i->d);
}

/* A citation that is open still would print otherwise one day. */
struct citing {
	struct issuing *i;
	const struct doc *doc;
};

static void
check_cited(struct citing *c, str id, pos at)
{
	struct diags unheard;
	const struct doc *cited = corpus_find(c->i->will.corpus, c->doc, id);
	const struct type *t;
	diags_init(&unheard, c->i->a);
	if (!cited || cited->outside || cited == c->doc || cited->trang_thai == TT_PHUC_CHE)
		return;
	t = style_type(c->i->after->style, cited->loai.s, &unheard);
	if ((!cited->head.so.s.n && !cited->head.so.none && !(t && t->khong_so)) ||
	    (!cited->head.ngay.none && !facts_date(c->i->a, &cited->head.ngay).n))
		diag(&c->i->d, D_ISSUE_CITES_OPEN, at, id);
}

static void
check_inl(void *ctx, const struct inl *inl)
{
	if (inl->kind == INL_CITE)
		check_cited(ctx, inl->target, inl->at);
}

static void
check_citations(struct issuing *i)
{
	const struct doc *doc = i->after->doc;
	struct citing c = { i, doc };
	struct walk w = { .ctx = &c, .inl = check_inl };
	for (size_t k = 0; k < doc->n_can_cu; k++)
		for (size_t n = 0; n < doc->can_cu[k].n_van_ban; n++)
			check_cited(&c, doc->can_cu[k].van_ban[n].s, doc->can_cu[k].van_ban[n].at);
	if (doc->ban_goc_is_id)
		check_cited(&c, doc->ban_goc.s, doc->ban_goc.at);
	walk_document(doc, &w);
}

/* Reads the tree with the edited source in it, and builds the document. */
static void
try_it(struct issuing *i)
{
	int status = session_open_patched(&i->will, i->a, i->o, &i->patch);
	if (status != STATUS_BUILT || i->will.n_jobs != 1) {
		diags_append(&i->d, &i->will.run);
		diag(&i->d, D_ISSUE_CHANGED, nowhere, i->job->path);
		return;
	}
	i->after = &i->will.jobs[0];
	if (take_machine_failures(i, &i->will))
		return;
	i->plans = pipeline_plans(&i->will, i->after, true, i->a, &i->n_plans, &i->d);
	if (!i->plans) {
		session_take_loose_findings(&i->will);
		diags_append(&i->d, &i->will.run);
		return;
	}
	check_citations(i);
	/* What was issued before and is only to be locked may have changed since. */
	if (i->job->doc->trang_thai == TT_BAN_HANH &&
	    has_file(&i->was, lock_path(i->a, i->job->path)))
		issued_check(&i->will, i->after, i->plans, i->n_plans, i->a, &i->d);
	struct facts f = facts_of(i->a, i->after->doc, i->after->style, 0);
	i->lock = lock_of(i->a, &f, i->plans, i->n_plans, VANBAN_VERSION);
}

/* ---- Registers -------------------------------------------------------------------- */

static bool
is_ours(const struct issuing *i, str id)
{
	const struct doc *doc = i->after->doc;
	if (str_eq(id, doc->id))
		return true;
	for (size_t k = 0; k < doc->n_ma_cu; k++)
		if (str_eq(doc->ma_cu[k].s, id))
			return true;
	return false;
}

static void
taken(struct issuing *i, const struct facts *f, str by, pos also)
{
	diag(&i->d, D_REGISTER_TAKEN, nowhere, f->so_ky_hieu, by, f->doc->loai.s)->also = also;
}

/* A document that was issued without the register may have the number too. */
static void
check_sources(struct issuing *i, const struct facts *f, const struct doc *office, str series)
{
	struct diags unheard;
	diags_init(&unheard, i->a);
	for (size_t k = 0; k < i->will.corpus->n_docs; k++) {
		const struct doc *doc = i->will.corpus->docs[k];
		uint32_t number;
		if (doc == i->after->doc || doc->trang_thai != TT_BAN_HANH ||
		    !str_eq(doc->office, office->office) ||
		    doc->head.ngay.year != i->after->doc->head.ngay.year ||
		    !str_uint(doc->head.so.s, &number) || number != f->number)
			continue;
		const struct type *t = style_type(i->after->style, doc->loai.s, &unheard);
		if (str_eq(style_series(i->a, t, doc, office), series))
			taken(i, f, doc->id, doc->head.so.at);
	}
}

static void
backwards(struct issuing *i, const struct facts *f, const struct entry *e)
{
	if (!i->o->allow_backwards)
		diag(&i->d, D_ISSUE_BACKWARDS, nowhere, f->so_ky_hieu, f->ngay, e->so_ky_hieu,
		    e->ngay)
		    ->also = e->at;
}

static void
check_neighbours(struct issuing *i, const struct book *b, const struct facts *f, str series)
{
	const struct entry *below = book_below(b, series, f->number);
	const struct entry *above = book_above(b, series, f->number);
	if (below && str_cmp(f->ngay, below->ngay) < 0)
		backwards(i, f, below);
	if (above && str_cmp(above->ngay, f->ngay) < 0)
		backwards(i, f, above);
	if (below && f->number > below->number + 1)
		diag(&i->d, D_REGISTER_GAP, nowhere, f->so_ky_hieu, below->so_ky_hieu);
}

/* The same document with another number in this register: begun before, otherwise. */
static void
check_begun(struct issuing *i, const struct book *b, const struct facts *f, str series)
{
	for (size_t k = 0; k < b->n; k++) {
		const struct entry *e = &b->v[k];
		if (is_ours(i, e->van_ban) &&
		    (e->number != f->number || !str_eq(e->series, series) ||
			!str_eq(e->ngay, f->ngay)))
			issued_tell_half(i->after->doc, nowhere, e->so_ky_hieu,
			    issued_booked_numbers(&i->will, i->a, i->after->doc), e->ngay, e->at,
			    &i->d);
	}
}

static void
add_file(struct issuing *i, str path, str bytes)
{
	i->files[i->n_files++] = (struct out_file){ .path = path, .bytes = bytes };
}

/* A line in the register of agency `which`. */
static void
book_agency(struct issuing *i, size_t which)
{
	struct diags unheard;
	const struct doc *doc = i->after->doc;
	struct facts f = facts_of(i->a, doc, i->after->style, which);
	const struct doc *office = facts_office(i->a, i->will.corpus, doc, which);
	struct book none = { .year = doc->head.ngay.year };
	diags_init(&unheard, i->a);
	if (!f.number || !office)
		return;
	const struct type *t = style_type(i->after->style, doc->loai.s, &unheard);
	str series = style_series(i->a, t, doc, office);
	const struct book *b = books_find(&i->will.books, office->office, none.year);
	none.path = book_path(i->a, office->office, none.year);
	b = b ? b : &none;
	const struct entry *there = book_find(b, series, f.number);
	if (there && !is_ours(i, there->van_ban))
		taken(i, &f, there->van_ban.n ? there->van_ban : there->trich_yeu, there->at);
	check_begun(i, b, &f, series);
	check_sources(i, &f, office, series);
	if (!failed(i))
		check_neighbours(i, b, &f, series);
	struct entry e = book_entry(i->a, &f, series, str_first(i->lock.chu, 12));
	if (there) {
		e.ngay_chuyen = there->ngay_chuyen;
		e.ghi_chu = there->ghi_chu;
	}
	struct facts own = facts_of(i->a, office, i->after->style, 0);
	str file = book_put(i->a, b, &e, which ? own.co_quan : f.co_quan);
	/* A line typed over several lines would be torn. */
	struct book again = book_read(i->a, b->path, file, &unheard);
	if (again.broken || !book_find(&again, series, f.number))
		diag(&i->d, D_REGISTER_LINE, there ? there->at : nowhere,
		    str_fmt(i->a, "%.*s/%04u", STR_ARG(series), f.number));
	i->was_there[i->n_files] = b->file;
	add_file(i, tree_real_path(&i->was.tree, i->a, b->path), file);
}

static void
book_all(struct issuing *i)
{
	struct diags *heads = &i->will.heads;
	/* A register that can't be read can't be written to. */
	for (size_t k = 0; k < heads->list.n; k++) {
		struct diag *f = &heads->list.v[k];
		struct diags one = { .list = { f, 1, 1 } };
		int year;
		if (f->at.src && f->level >= DIAG_ERROR && book_is_path(f->at.src->path, &year))
			diags_append(&i->d, &one);
	}
	i->files = NEW_N(i->a, struct out_file, i->n_agencies + 2);
	i->was_there = NEW_N(i->a, str, i->n_agencies + 2);
	for (size_t k = 0; k < i->n_agencies && !failed(i); k++)
		book_agency(i, k);
}

/* ---- Writing ---------------------------------------------------------------------- */

/* Nobody may have edited the source or a register meanwhile. */
static bool
is_as_read(struct issuing *i, str path, str was)
{
	str now, why;
	enum load_result got = tree_load(&i->was.tree, i->a, path, MAX_SOURCE, &now, &why, NULL);
	if (got == LOAD_OK ? was.p && str_eq(now, was) : got == LOAD_MISSING && !was.p)
		return true;
	report_unread(i, path, got, why);
	return false;
}

static bool
unchanged(struct issuing *i)
{
	bool same = is_as_read(i, i->job->path, i->file);
	for (size_t k = 0; k < i->n_files; k++)
		same = is_as_read(i, i->files[k].path, i->was_there[k]) && same;
	return same;
}

/* What stopped between two names is told at once, and not only by the next build. */
static void
report_half(struct issuing *i)
{
	for (size_t k = 0; k < i->n_files; k++)
		if (i->files[k].written) {
			str numbers = str_join(i->a, i->so, i->n_agencies, S(","));
			issued_tell_half(
			    i->job->doc, nowhere, numbers, numbers, i->ngay, nowhere, &i->d);
			return;
		}
}

static void
write_all(struct issuing *i)
{
	str path = tree_real_path(&i->was.tree, i->a, i->job->path);
	struct output out;
	str name;
	int error;
	if (!unchanged(i))
		return;
	add_file(i, lock_path(i->a, path), lock_write(i->a, &i->lock));
	add_file(i, path, i->patch.bytes);
	output_init(&out, i->a, i->was.tree.real);
	out.durable = true;
	if (output_write(&out, i->a, i->files, i->n_files, &name, &error))
		return;
	diag(&i->d, D_WRITE_FAILED, nowhere, str_fmt(i->a, "%s/%.*s", i->o->sources, STR_ARG(name)),
	    REASON(error));
	if (!i->files[i->n_files - 1].written)
		report_half(i);
}

static void
tell(struct issuing *i)
{
	struct buf out;
	bool vi = i->o->lang == DIAG_VI;
	buf_init(&out);
	buf_fmt(&out, vi ? "đã ban hành %.*s" : "issued %.*s", STR_ARG(i->job->id));
	for (size_t k = 0; k < i->n_agencies; k++) {
		struct facts f = facts_of(i->a, i->after->doc, i->after->style, k);
		if (f.number)
			buf_fmt(&out, "%s %.*s",
			    k    ? ","
			    : vi ? ": số"
				 : ": number",
			    STR_ARG(f.so_ky_hieu));
	}
	buf_fmt(&out, vi ? " ngày %.*s\n" : " of %.*s\n", STR_ARG(i->ngay));
	buf_z(&out, vi ? "các tệp đã ghi, lưu vào git cùng một lần:\n"
		       : "written, to be committed together:\n");
	for (size_t k = 0; k < i->n_files; k++)
		buf_fmt(&out, "  %s/%.*s\n", i->o->sources, STR_ARG(i->files[k].path));
	fd_write(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
}

/* ---- The whole ----------------------------------------------------------------------- */

/* One at a time: two who issue at once would write over each other's lines. */
static int
lock_tree(const struct options *o)
{
	int fd = open(o->sources, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (fd >= 0 && flock(fd, LOCK_EX) < 0 && errno == EINTR)
		continue;
	return fd;
}

static void
run_steps(struct issuing *i)
{
	find_job(i);
	if (failed(i) || !i->job || !i->job->doc || !i->job->style)
		return;
	choose_numbers(i);
	choose_date(i);
	refuse_issued(i);
	if (!failed(i))
		edit_source(i);
	if (failed(i) || !i->patch.bytes.p)
		return;
	try_it(i);
	if (!failed(i) && i->plans)
		book_all(i);
	if (!failed(i) && i->plans)
		write_all(i);
	if (!failed(i) && i->plans)
		tell(i);
	session_close(&i->will);
}

static int
status_of(const struct issuing *i)
{
	if (i->d.counts[DIAG_SYSTEM])
		return STATUS_MACHINE;
	for (size_t k = 0; k < i->d.list.n; k++)
		switch (i->d.list.v[k].code) {
		case D_ISSUE_ONE:
		case D_ISSUE_NUMBER:
		case D_ISSUE_DATE: return STATUS_USAGE;
		default: break;
		}
	return failed(i) ? STATUS_ERRORS : STATUS_BUILT;
}

int
issue_run(struct arena *a, const struct options *o, struct report *r)
{
	struct issuing *i = NEW(a, struct issuing);
	struct buf text;
	int fd = lock_tree(o), status;
	i->a = a;
	i->o = o;
	i->r = r;
	diags_init(&i->d, a);
	status = session_open(&i->was, a, o);
	r->tree = &i->was.tree;
	if (status == STATUS_BUILT)
		run_steps(i);
	else
		diags_append(&i->d, &i->was.run);
	buf_init(&text);
	report_findings(r, &i->d, &text);
	report_print(r, buf_view(&text));
	buf_free(&text);
	if (status == STATUS_BUILT)
		status = status_of(i);
	session_close(&i->was);
	if (fd >= 0)
		close(fd);
	return status;
}
