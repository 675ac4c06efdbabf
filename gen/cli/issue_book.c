/* cli/issue_book.c: lines in the registers of the agencies. */
#include "issue_int.h"

#include "issued.h"

#include <stdlib.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* A line that is about to be written. */
struct line {
	const struct job *job;
	str id; /* what the register says: of a series under one number, that of its text */
	struct facts f;
	str series;
	const struct doc *office;
	str chu;
};

static bool
is_ours(const struct issuing *i, const struct line *l, str id)
{
	return str_eq(id, l->id) || books_is_former(i->a, l->job->doc, id);
}

static void
taken(struct issuing *i, const struct facts *f, str by, pos also)
{
	diag(&i->d, D_REGISTER_TAKEN, nowhere, f->so_ky_hieu, by, f->doc->loai.s)->also = also;
}

/* A document that was issued without the register may have the number too. */
static void
check_sources(struct issuing *i, const struct line *l)
{
	struct diags unheard;
	diags_init(&unheard, i->a);
	for (size_t k = 0; k < i->will.corpus->n_docs; k++) {
		const struct doc *doc = i->will.corpus->docs[k];
		uint32_t number;
		if (str_eq(doc->path, l->job->path) || doc->trang_thai != TT_BAN_HANH ||
		    !str_eq(doc->office, l->office->office) ||
		    doc->head.ngay.year != l->job->doc->head.ngay.year ||
		    !str_uint(doc->head.so.s, &number) || number != l->f.number)
			continue;
		const struct type *t = style_type(l->job->style, doc->loai.s, &unheard);
		if (str_eq(style_series(i->a, t, doc, l->office), l->series))
			taken(i, &l->f, doc->id, doc->head.so.at);
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
check_begun(struct issuing *i, const struct book *b, const struct line *l)
{
	for (size_t k = 0; k < b->n; k++) {
		const struct entry *e = &b->v[k];
		if (is_ours(i, l, e->van_ban) &&
		    (e->number != l->f.number || !str_eq(e->series, l->series) ||
			!str_eq(e->ngay, l->f.ngay)))
			issued_tell_half(l->job->doc, nowhere, e->so_ky_hieu,
			    issued_booked_numbers(&i->will, i->a, l->job->doc), e->ngay, e->at,
			    &i->d);
	}
}

/* The register with one line more. */
static struct book
put_line(struct issuing *i, const struct book *b, const struct line *l, str agency)
{
	struct diags unheard;
	const struct entry *there = book_find(b, l->series, l->f.number);
	struct entry e = book_entry(i->a, &l->f, l->series, l->chu);
	struct book again;
	diags_init(&unheard, i->a);
	if (there && !is_ours(i, l, there->van_ban))
		taken(i, &l->f, there->van_ban.n ? there->van_ban : there->trich_yeu, there->at);
	check_begun(i, b, l);
	check_sources(i, l);
	if (!issue_failed(i))
		check_neighbours(i, b, &l->f, l->series);
	e.van_ban = l->id;
	if (there) {
		e.ngay_chuyen = there->ngay_chuyen;
		e.ghi_chu = there->ghi_chu;
	}
	/* A line typed over several lines would be torn. */
	again = book_read(i->a, b->path, book_put(i->a, b, &e, agency), &unheard);
	if (again.broken || !book_find(&again, l->series, l->f.number))
		diag(&i->d, D_REGISTER_LINE, there ? there->at : nowhere,
		    str_fmt(i->a, "%.*s/%04u", STR_ARG(l->series), l->f.number));
	return again;
}

/* Lines of one office, sorted by number. */
static void
book_office(struct issuing *i, const struct line *v, size_t n, bool keeps_other)
{
	const struct doc *office = v->office;
	struct book none = { .year = v->job->doc->head.ngay.year };
	const struct book *was = books_find(&i->will.books, office->office, none.year);
	struct facts own = facts_of(i->a, office, v->job->style, 0);
	struct book now;
	none.path = book_path(i->a, office->office, none.year);
	none.office = office->office;
	was = was ? was : &none;
	now = *was;
	for (size_t k = 0; k < n && !issue_failed(i); k++)
		now = put_line(i, &now, &v[k], keeps_other ? own.co_quan : v[k].f.co_quan);
	i->was_there[i->n_files] = was->file;
	i->files[i->n_files++] =
	    (struct out_file){ .path = tree_real_path(&i->was.tree, i->a, was->path),
		    .bytes = now.file };
}

/* The line of a document in the register of agency `which`. False: it has none. */
static bool
line_of(struct issuing *i, const struct issued *x, size_t which, struct line *l)
{
	struct diags unheard;
	const struct doc *doc = x->job->doc;
	diags_init(&unheard, i->a);
	*l = (struct line){ .job = x->job, .id = i->own ? doc->id : i->id, .chu = x->chu };
	l->f = facts_of(i->a, doc, x->job->style, which);
	l->office = facts_office(i->a, i->will.corpus, doc, which);
	if (!l->f.number || !l->office)
		return false;
	l->series =
	    style_series(i->a, style_type(x->job->style, doc->loai.s, &unheard), doc, l->office);
	return true;
}

static int
compare_lines(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	int c = str_cmp(a->series, b->series);
	return c ? c : (a->f.number > b->f.number) - (a->f.number < b->f.number);
}

static void
book_agencies(struct issuing *i)
{
	struct line l;
	for (size_t k = 0; k < i->n_agencies && !issue_failed(i); k++)
		if (line_of(i, &i->after[0], k, &l))
			book_office(i, &l, 1, k > 0);
}

static void
book_each(struct issuing *i)
{
	struct line *v = NEW_N(i->a, struct line, i->n_after);
	size_t n = 0;
	for (size_t k = 0; k < i->n_after; k++)
		n += line_of(i, &i->after[k], 0, &v[n]);
	if (!n)
		return;
	qsort(v, n, sizeof *v, compare_lines);
	book_office(i, v, n, false);
}

void
issue_book(struct issuing *i)
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
	if (issue_failed(i))
		return;
	if (i->own)
		book_each(i);
	else
		book_agencies(i);
}
