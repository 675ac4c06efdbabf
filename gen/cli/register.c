/* cli/register.c: which register is meant, and in which form it is given.
 *
 * Lines come in the order in which the documents were issued: by date, then by
 * number, whatever series they are of. */
#include "register.h"

#include "../archive/book_out.h"
#include "../archive/lock.h"
#include "../base/utf.h"
#include "issued.h"
#include "output.h"
#include "pipeline.h"
#include "reason.h"

#include <stdlib.h>
#include <string.h>

static const pos nowhere = { NULL, 0, 0, 0 };

struct asked {
	struct session *s;
	struct arena *a;
	const struct book *book;
	const struct job *office; /* a document of the office, for its names; NULL: none */
};

/* ---- Which register ------------------------------------------------------- */

static const struct job *
office_job(const struct session *s, str office)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].doc && s->jobs[i].style && str_eq(s->jobs[i].doc->office, office))
			return &s->jobs[i];
	return NULL;
}

/* The offices of the documents that were asked for. */
static size_t
offices(const struct session *s, struct arena *a, str **out)
{
	VEC(str) v = { 0 };
	for (size_t i = 0; i < s->n_jobs; i++) {
		str office = s->jobs[i].doc ? s->jobs[i].doc->office : S("");
		bool known = !s->jobs[i].doc;
		for (size_t k = 0; k < v.n; k++)
			known = known || str_eq(v.v[k], office);
		if (!known)
			VEC_PUSH(a, &v, office);
	}
	*out = v.v;
	return v.n;
}

static bool
has_book(const struct session *s, str office)
{
	for (size_t i = 0; i < s->books.n; i++)
		if (str_eq(s->books.v[i].office, office))
			return true;
	return false;
}

/* Of offices in a folder that was named, the one that the others stand below. */
static bool
is_above_all(const str *v, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (!tree_is_above(v[i], v[k]))
			return false;
	return true;
}

/* The one office that is meant; of several, the one that has a register. */
static bool
choose_office(struct session *s, struct arena *a, bool next, str *office)
{
	str *v;
	size_t n = offices(s, a, &v), kept = 0;
	for (size_t i = 0; i < n && s->o->n_wanted; i++)
		if (is_above_all(v, n, i)) {
			*office = v[i];
			return true;
		}
	if (n > 1 && !next)
		for (size_t i = 0; i < n; i++)
			if (has_book(s, v[i]))
				v[kept++] = v[i];
	n = kept ? kept : n;
	if (n == 1)
		*office = v[0];
	else
		diag(&s->run, D_REGISTER_WHICH, nowhere, str_join(a, v, n, S(", ")));
	return n == 1;
}

static bool
choose_year(struct session *s, uint32_t *year)
{
	*year = 0;
	if (!s->o->year || (str_uint(str_z(s->o->year), year) && *year >= 1900 && *year < 10000))
		return true;
	diag(&s->run, D_REGISTER_YEAR_FORM, nowhere, str_z(s->o->year));
	return false;
}

static const struct book *
newest(const struct session *s, str office)
{
	const struct book *found = NULL;
	for (size_t i = 0; i < s->books.n; i++)
		if (str_eq(s->books.v[i].office, office))
			found = &s->books.v[i];
	return found;
}

/* ---- The next number --------------------------------------------------------- */

static void
unknown_type(struct session *s, const struct style *style, str typed)
{
	str *ids;
	size_t n;
	style_types(style, s->arena, &ids, &n);
	struct diag *f = diag(&s->run, D_TYPE_UNKNOWN, nowhere, typed);
	f->args[1] = str_join(s->arena, ids, n, S(", ")); /* all of them, however many */
	f->suggest = diag_nearest(typed, ids, n);
}

/* Of sources that were issued without the register. */
static uint32_t
highest_source(struct asked *q, str series, int year)
{
	struct diags unheard;
	uint32_t highest = 0, number;
	diags_init(&unheard, q->a);
	for (size_t i = 0; i < q->s->corpus->n_docs; i++) {
		const struct doc *doc = q->s->corpus->docs[i];
		const struct type *t = style_type(q->office->style, doc->loai.s, &unheard);
		if (str_eq(doc->office, q->office->doc->office) && doc->head.ngay.year == year &&
		    doc->trang_thai == TT_BAN_HANH && str_uint(doc->head.so.s, &number) &&
		    number > highest && str_eq(style_series(q->a, t, doc, q->office->doc), series))
			highest = number;
	}
	return highest;
}

static void
print_next(struct asked *q, int year, struct buf *out)
{
	struct diags unheard;
	str type = utf_fold(q->a, str_z(q->s->o->next), '-');
	diags_init(&unheard, q->a);
	const struct type *t = style_type(q->office->style, type, &unheard);
	if (!t || t->ngoai) {
		unknown_type(q->s, q->office->style, type);
		return;
	}
	str series = style_series_of_type(t, type, q->office->doc);
	const struct entry *last = q->book ? book_below(q->book, series, UINT32_MAX) : NULL;
	uint32_t highest = highest_source(q, series, year);
	if (last && last->number > highest)
		highest = last->number;
	buf_fmt(out, "%u\n", highest + 1);
}

/* ---- The register -------------------------------------------------------------- */

static int
by_date(const void *x, const void *y)
{
	const struct book_line *a = x, *b = y;
	int c = str_cmp(a->entry->ngay, b->entry->ngay);
	c = c ? c : str_cmp(a->entry->series, b->entry->series);
	return c ? c
		 : (a->entry->number > b->entry->number) - (a->entry->number < b->entry->number);
}

static const struct doc *
doc_for(const struct asked *q, const struct entry *e)
{
	return issued_document(q->s, e->van_ban);
}

/* What its document says now, as the agency of this register sees it. */
static struct facts
facts_now(struct asked *q, const struct doc *doc)
{
	size_t which = 0;
	for (size_t i = 1; i < doc->n_lien_tich; i++) {
		const struct doc *office = facts_office(q->a, q->s->corpus, doc, i);
		if (office && str_eq(office->office, q->book->office))
			which = i;
	}
	return facts_of(q->a, doc, q->office->style, which);
}

/* What it said when it was issued, in a lock at that path. */
static bool
take_locked(struct asked *q, const struct entry *e, str path, struct facts *f)
{
	enum { MAX_LOCK = 64 << 20 };
	const struct loader *ld = &q->s->loader;
	struct lock l;
	str bytes, why;
	if (ld->load(ld->ctx, q->a, path, MAX_LOCK, &bytes, &why) != LOAD_OK)
		return false;
	l = lock_read(q->a, bytes);
	return !l.broken && lock_facts(q->a, &l, e->so_ky_hieu, f);
}

/* The lock first: defaults and sources may have changed since. */
static bool
take_issued(struct asked *q, const struct entry *e, const struct doc *doc, struct facts *f)
{
	if (doc)
		return take_locked(q, e, lock_path(q->a, doc->path), f);
	/* One of a series has the lock of its text. */
	const str ids[] = { e->van_ban, tree_dir(e->van_ban) };
	for (size_t i = 0; i < 2 && ids[i].n; i++)
		if (take_locked(q, e, str_cat(q->a, ids[i], S("/van-ban.khoa")), f) ||
		    take_locked(q, e, str_cat(q->a, ids[i], S(".khoa")), f))
			return true;
	return false;
}

static struct facts
facts_for(struct asked *q, const struct entry *e)
{
	struct facts f = { .luu = S("") };
	const struct doc *doc = doc_for(q, e);
	if (doc && q->office)
		f = facts_now(q, doc);
	if (!e->van_ban.n || (e->noi_nhan.n && e->ban_luu.n))
		return f;
	if (!take_issued(q, e, doc, &f) && (!doc || doc->failed))
		diag(&q->s->run, D_REGISTER_BLANK, e->at, e->so_ky_hieu, e->van_ban);
	return f;
}

static struct book_line *
all_lines(struct asked *q)
{
	struct book_line *v = NEW_N(q->a, struct book_line, q->book->n + 1);
	for (size_t i = 0; i < q->book->n; i++) {
		struct facts f = facts_for(q, &q->book->v[i]);
		v[i] = book_line_of(q->a, &q->book->v[i], &f);
	}
	if (q->book->n)
		qsort(v, q->book->n, sizeof *v, by_date);
	return v;
}

/* Pages go through the same writer, gate and packer as every document. */
static void
write_docx(struct asked *q, const struct book_line *v)
{
	struct session *s = q->s;
	struct facts f = facts_of(q->a, q->office->doc, q->office->style, 0);
	struct register_page page = book_page(q->a, q->book, &f, v, q->book->n);
	struct out_file file;
	struct output out;
	struct parts parts;
	str why = S(""), failed;
	int error;
	/* "_so-van-ban-di-2026" is the sources' name for it. */
	page.file = str_replace(q->a, page.file, S("_so-van-ban-di"), S("so-van-ban-di"));
	struct plan *plan = layout_register(q->a, q->office->style, &page, &s->run);
	if (!pipeline_parts(s, q->office, plan, q->a, &parts, &s->run))
		return;
	file = (struct out_file){ .path = str_cat(q->a, plan->file, S(".docx")) };
	if (!packer_zip(s->packer, q->a, &parts, &file.bytes, &why)) {
		diag(&s->run, D_PACK_FAILED, nowhere, file.path, why);
		return;
	}
	output_init(&out, q->a, s->o->out);
	if (!output_write(&out, q->a, &file, 1, &failed, &error))
		diag(&s->run, D_WRITE_FAILED, nowhere,
		    str_fmt(q->a, "%s/%.*s", s->o->out, STR_ARG(failed)), REASON(error));
}

static void
hand_out(struct asked *q, struct buf *out)
{
	const struct book_line *v = all_lines(q);
	switch (q->s->o->record) {
	case RECORD_CSV: book_csv(out, q->office->style, v, q->book->n, &q->s->run); break;
	case RECORD_JSON: book_json(out, q->book, v, q->book->n); break;
	case RECORD_DOCX: write_docx(q, v); break;
	case RECORD_XML: break; /* args.c refuses it */
	}
}

static void
answer(struct session *s, struct arena *a, struct buf *out)
{
	struct asked q = { .s = s, .a = a };
	str office;
	uint32_t year;
	if (!choose_year(s, &year) || !choose_office(s, a, s->o->next, &office))
		return;
	q.office = office_job(s, office);
	q.book = year ? books_find(&s->books, office, (int)year) : newest(s, office);
	if (!q.office || (!q.book && !s->o->next)) {
		diag(&s->run, D_REGISTER_NONE, nowhere, office,
		    year ? str_fmt(a, " năm %u", year) : S(""),
		    year ? str_fmt(a, " of %u", year) : S(""));
		return;
	}
	if (q.book && q.book->broken)
		return; /* its faults are told */
	if (s->o->next)
		print_next(&q, q.book ? q.book->year : (int)year, out);
	else
		hand_out(&q, out);
}

/* What is wrong in registers; of documents and their defaults build tells. */
static void
take_findings(struct session *s)
{
	for (size_t i = 0; i < s->heads.list.n; i++) {
		struct diag *f = &s->heads.list.v[i];
		struct diags one = { .list = { f, 1, 1 } };
		int year;
		if (f->at.src && book_is_path(f->at.src->path, &year))
			diags_append(&s->run, &one);
	}
}

int
register_run(struct session *s, struct report *r)
{
	struct arena *a = arena_new();
	struct diags *d = &s->run;
	struct buf out;
	int status;
	buf_init(&out);
	take_findings(s);
	answer(s, a, &out);
	status = report_answer(r, buf_view(&out), d);
	buf_free(&out);
	arena_free(a);
	return status;
}
