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
#include "help.h"
#include "issue_int.h"
#include "issued.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { MAX_SOURCE = 64 << 20 };

static const pos nowhere = { NULL, 0, 0, 0 };

bool
issue_machine_failed(struct issuing *i, const struct session *s)
{
	const struct diags *lists[] = { &s->run, &s->heads };
	for (size_t k = 0; k < 2; k++)
		for (size_t n = 0; n < lists[k]->list.n; n++) {
			struct diag *f = &lists[k]->list.v[n];
			struct diags one = { .list = { f, 1, 1 } };
			if (f->level == DIAG_SYSTEM)
				diags_append(&i->d, &one);
		}
	return issue_failed(i);
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
		diag(&i->d, D_ISSUE_NUMBERS, nowhere, str_fmt(i->a, "%zu", n), i->id,
		    str_fmt(i->a, "%zu", i->n_agencies));
}

/* Each document of the series has its number from the list, or they are counted. */
static void
choose_own_numbers(struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	if (i->n_agencies > 1)
		diag(&i->d, D_ISSUE_COPIES_AGENCIES, doc->at, i->id);
	else if (i->o->number && !doc->lap.so_dem)
		diag(&i->d, D_ISSUE_COPIES_NUMBER, nowhere, i->id, doc->lap.tep);
	else if (i->o->number)
		read_numbers(i);
	if (doc->lap.so_dem)
		i->so_tu = i->so[0].n ? i->so[0] : doc->head.so.s;
	i->so[0] = S("");
}

static void
choose_numbers(struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	i->n_agencies = facts_agencies(doc);
	i->so = NEW_N(i->a, str, i->n_agencies);
	if (i->own) {
		choose_own_numbers(i);
		return;
	}
	if (numberless(i)) {
		if (i->o->number)
			diag(&i->d, D_ISSUE_WITHOUT_NUMBER, doc->head.so.at, i->id);
		return;
	}
	if (i->o->number) {
		read_numbers(i);
		return;
	}
	for (size_t k = 0; k < i->n_agencies; k++)
		i->so[k] = k < doc->n_lien_tich ? doc->lien_tich[k].so.s : doc->head.so.s;
	if (!i->so[0].n)
		diag(&i->d, D_ISSUE_NO_NUMBER, doc->at, i->id, next_number(i));
}

/* The date of the source; documents of a series are of one. */
static struct date
date_there(struct issuing *i)
{
	struct date first = i->job->doc->head.ngay;
	for (size_t k = 1; k < i->was.n_jobs; k++) {
		const struct doc *doc = i->was.jobs[k].doc;
		if (!str_eq(facts_date(i->a, &doc->head.ngay), facts_date(i->a, &first))) {
			diag(&i->d, D_ISSUE_COPIES_DIFFER, doc->at, i->job->id, doc->id, S("ngày"),
			    S("date"));
			break;
		}
	}
	return first;
}

static void
choose_date(struct issuing *i)
{
	struct date date = { 0 };
	if (!i->o->date)
		date = date_there(i);
	if (i->o->date && !read_whole_date(str_z(i->o->date), &date)) {
		diag(&i->d, D_ISSUE_DATE, nowhere, str_z(i->o->date));
		return;
	}
	i->ngay = facts_date(i->a, &date);
	if (!i->ngay.n)
		diag(&i->d, D_ISSUE_NO_DATE, i->job->doc->at, i->id);
}

/* ---- The document as it is ----------------------------------------------------- */

bool
issue_has_file(const struct issuing *i, str path)
{
	for (size_t k = 0; k < i->was.tree.n_files; k++)
		if (str_eq(i->was.tree.files[k], path))
			return true;
	return false;
}

/* Every document of it has its line. */
static bool
is_booked(const struct issuing *i)
{
	for (size_t k = 0; k < i->was.n_jobs; k++) {
		const struct job *j = &i->was.jobs[k];
		if (facts_of(i->a, j->doc, j->style, 0).number && !books_of(&i->was.books, j->doc))
			return false;
	}
	return true;
}

/* The numbers that were asked for are those that it has. */
static bool
same_numbers(const struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	bool same = true;
	for (size_t k = 0; k < i->n_agencies && i->o->number; k++) {
		uint32_t x, y = facts_of(i->a, doc, i->job->style, k).number;
		same = same && str_uint(i->own ? i->so_tu : i->so[k], &x) && x == y;
	}
	return same;
}

/* Issued and whole: there is nothing left to do, and nothing may be changed. An issued
 * document without lock or line may get them, with the number that it has. */
static void
refuse_issued(struct issuing *i)
{
	const struct doc *doc = i->job->doc;
	struct facts f = facts_of(i->a, doc, i->job->style, 0);
	bool locked = issue_has_file(i, lock_path(i->a, i->job->path));
	bool same;
	if (doc->trang_thai != TT_BAN_HANH && doc->trang_thai != TT_PHUC_CHE)
		return;
	same = same_numbers(i) && (!i->ngay.n || str_eq(i->ngay, f.ngay));
	if (doc->trang_thai == TT_PHUC_CHE || (locked && is_booked(i)) || !same)
		diag(&i->d, D_ISSUE_DONE, doc->at, i->id, f.so_ky_hieu.n ? f.so_ky_hieu : S("…"),
		    f.ngay.n ? f.ngay : S("…"));
}

/* The documents that were asked for are those of one source, all of them. */
static bool
is_one_source(const struct issuing *i)
{
	const struct session *s = &i->was;
	size_t n = 0;
	for (size_t k = 0; k < s->corpus->n_docs; k++)
		n += str_eq(s->corpus->docs[k]->path, i->job->path);
	for (size_t k = 0; k < s->n_jobs; k++)
		if (!str_eq(s->jobs[k].path, i->job->path))
			return false;
	return i->series ? n == s->n_jobs : s->n_jobs == 1;
}

static bool
is_readable(const struct session *s)
{
	for (size_t k = 0; k < s->n_jobs; k++)
		if (!s->jobs[k].doc || !s->jobs[k].style || s->jobs[k].doc->failed)
			return false;
	return true;
}

static void
find_document(struct issuing *i)
{
	const struct doc *doc = i->was.n_jobs ? i->was.jobs[0].doc : NULL;
	if (!i->was.n_jobs) {
		diag(&i->d, D_ISSUE_ONE, nowhere);
		return;
	}
	i->job = &i->was.jobs[0];
	i->series = doc && doc->lap.goc.n;
	i->own = i->series && doc->lap.so_rieng;
	i->id = i->series ? doc->lap.goc : i->job->id;
	if (is_one_source(i))
		return;
	if (i->series && i->was.n_jobs == 1)
		diag(&i->d, D_ISSUE_COPIES, doc->at, i->job->id, i->id);
	else
		diag(&i->d, D_ISSUE_ONE, nowhere);
}

static void
find_job(struct issuing *i)
{
	enum load_result got;
	str why;
	if (issue_machine_failed(i, &i->was))
		return;
	find_document(i);
	if (issue_failed(i))
		return;
	session_head_findings(&i->was, i->job, &i->d);
	if (issue_failed(i) || !is_readable(&i->was)) {
		session_take_loose_findings(&i->was);
		diags_append(&i->d, &i->was.run);
		i->job = NULL;
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
	struct issue what = {
		.so = i->so, .n_so = i->n_agencies, .so_tu = i->so_tu, .ngay = i->ngay
	};
	const struct src *src;
	diags_init(&unheard, i->a);
	src = src_load(i->a, i->job->path, i->file, &unheard);
	i->patch.path = i->job->path;
	if (src)
		issue_edit(i->a, src, i->file, &what, &i->patch.bytes, &i->d);
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
			str numbers =
			    i->own ? i->so_tu : str_join(i->a, i->so, i->n_agencies, S(","));
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
	/* A lock stands beside the name that the document has, be it a link. */
	i->files[i->n_files++] = (struct out_file){ .path = lock_path(i->a, i->job->path),
		.bytes = lock_write(i->a, &i->lock) };
	i->files[i->n_files++] = (struct out_file){ .path = path, .bytes = i->patch.bytes };
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
add_number(struct buf *out, const struct facts *f, const char *before)
{
	if (f->number)
		buf_fmt(out, "%s%.*s", before, STR_ARG(f->so_ky_hieu));
}

/* Of each agency; or the first and the last of a series with numbers of its own. */
static void
add_numbers(struct issuing *i, struct buf *out)
{
	const struct job *first = i->after[0].job, *last = i->after[i->n_after - 1].job;
	bool vi = i->o->lang == DIAG_VI;
	struct facts f;
	if (i->series)
		buf_fmt(out, vi ? " (%zu bản)" : " (%zu documents)", i->n_after);
	for (size_t k = 0; k < i->n_agencies; k++) {
		f = facts_of(i->a, first->doc, first->style, k);
		add_number(out, &f, k ? ", " : vi ? ": số " : ": number ");
	}
	if (i->own && i->n_after > 1) {
		f = facts_of(i->a, last->doc, last->style, 0);
		add_number(out, &f, " … ");
	}
}

static void
tell(struct issuing *i)
{
	struct buf out;
	bool vi = i->o->lang == DIAG_VI;
	buf_init(&out);
	buf_fmt(&out, vi ? "đã ban hành %.*s" : "issued %.*s", STR_ARG(i->id));
	add_numbers(i, &out);
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
	if (issue_failed(i) || !i->job)
		return;
	choose_numbers(i);
	choose_date(i);
	refuse_issued(i);
	if (!issue_failed(i))
		edit_source(i);
	if (issue_failed(i) || !i->patch.bytes.p)
		return;
	issue_try(i);
	if (!issue_failed(i) && i->n_after)
		issue_book(i);
	if (!issue_failed(i) && i->n_after)
		write_all(i);
	if (!issue_failed(i) && i->n_after)
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
	return issue_failed(i) ? STATUS_ERRORS : STATUS_BUILT;
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
