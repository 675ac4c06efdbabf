/* cli/issued.c: locks and registers against what there is now.
 *
 * vanban ban-hanh writes register, lock and source in this order. Whatever a crash
 * between them leaves is recognised here and told with the call that finishes it. */
#include "issued.h"

#include "../archive/keep.h"
#include "help.h"

#include <stdlib.h>

enum { MAX_LOCK = 64 << 20, MAX_TOLD = 5, MAX_CHANGES = 1000 };

/* ---- By half ------------------------------------------------------------ */

/* "07/TB-SKHCN" → "7" */
static str
number_part(str so_ky_hieu)
{
	str rest, number = str_cut(so_ky_hieu, '/', &rest);
	while (number.n > 1 && number.p[0] == '0')
		number = str_from(number, 1);
	return number;
}

/* What --so takes: nothing where the numbers of a series stand in its list. */
static str
number_option(struct arena *a, const struct doc *doc, str numbers)
{
	bool listed = doc->lap.goc.n && doc->lap.so_rieng && !doc->lap.so_dem;
	return numbers.n && !listed ? str_fmt(a, "--so %.*s ", STR_ARG(numbers)) : S("");
}

void
issued_tell_half(
    const struct doc *doc, pos at, str so_ky_hieu, str numbers, str ngay, pos also, struct diags *d)
{
	diag(d, D_ISSUE_HALF, at, doc_text_id(doc), so_ky_hieu.n ? so_ky_hieu : S("…"), ngay,
	    number_option(d->arena, doc, numbers))
	    ->also = also;
}

/* Of a series its first document, which speaks for all. */
static const struct doc *
first_row(const struct session *s, const struct doc *doc)
{
	for (size_t i = 0; doc->lap.goc.n && i < s->corpus->n_docs; i++) {
		const struct doc *other = s->corpus->docs[i];
		if (other->lap.row == 0 && str_eq(other->lap.goc, doc->lap.goc) &&
		    str_eq(other->path, doc->path))
			return other;
	}
	return doc;
}

/* Its line in that register. */
static const struct entry *
entry_in(const struct book *b, struct arena *a, const struct doc *doc)
{
	bool row = doc->lap.goc.n && doc->lap.so_rieng;
	const struct entry *e = book_of(b, row ? doc->id : doc_text_id(doc));
	for (size_t i = 0; !e && doc->n_ma_cu && i < b->n; i++)
		if (books_is_former(a, doc, b->v[i].van_ban))
			e = &b->v[i];
	return e;
}

static str
booked_number(struct session *s, struct arena *a, const struct doc *doc, size_t which)
{
	const struct doc *office = facts_office(a, s->corpus, doc, which);
	for (size_t i = 0; office && i < s->books.n; i++) {
		const struct book *b = &s->books.v[i];
		const struct entry *e =
		    str_eq(b->office, office->office) ? entry_in(b, a, doc) : NULL;
		if (e)
			return str_fmt(a, "%u", e->number);
	}
	return S("…");
}

str
issued_booked_numbers(struct session *s, struct arena *a, const struct doc *doc)
{
	size_t n = facts_agencies(doc);
	str *v = NEW_N(a, str, n + 1);
	doc = first_row(s, doc);
	for (size_t i = 0; i < n; i++)
		v[i] = booked_number(s, a, doc, i);
	return str_join(a, v, n, S(","));
}

/* ---- The lock ----------------------------------------------------------- */

struct locked {
	struct lock lock;      /* of the document; of a series that of its row */
	struct lock file;      /* as it stands there */
	const struct src *src; /* of its file, for places; NULL: it is no text */
	str path;
	str row; /* "an"; empty: it is of no series */
	struct arena *arena;
};

/* The first value of that key in the lock. */
static str
lock_value(const struct lock *l, const char *key)
{
	str rest = l->values, line, value;
	while (str_line(&rest, &line))
		if (str_is(str_cut(line, ':', &value), key))
			return str_trim(value);
	return S("");
}

static pos
lock_pos(const struct locked *l, str section, size_t line)
{
	size_t at;
	if (!l->src)
		return (pos){ 0 };
	at = str_find(l->src->text, section);
	if (at == STR_NONE)
		return src_pos(l->src, 0, 0);
	pos p = src_pos(l->src, at, 0);
	p.line += (uint32_t)line;
	p.col = 1;
	p.len = 0;
	return p;
}

static bool
is_former(const struct doc *doc, str id)
{
	for (size_t i = 0; i < doc->n_ma_cu; i++)
		if (str_eq(doc->ma_cu[i].s, id))
			return true;
	return false;
}

/* The numbers of all agencies, which stand in it in their order. */
static str
locked_numbers(struct arena *a, const struct lock *l)
{
	VEC(str) v = { 0 };
	str rest = l->values, line, value;
	while (str_line(&rest, &line))
		if (str_is(str_cut(line, ':', &value), "so_ky_hieu"))
			VEC_PUSH(a, &v, number_part(str_trim(value)));
	return str_join(a, v.v, v.n, S(","));
}

/* A lock whose document says that it is not issued: undone by hand, or half done. */
static void
report_open(const struct locked *l, const struct doc *doc, const struct facts *f, struct diags *d)
{
	if (str_eq(lock_value(&l->lock, "so_ky_hieu"), f->so_ky_hieu) &&
	    str_eq(lock_value(&l->lock, "ngay"), f->ngay))
		diag(d, D_LOCK_STATE, doc->at, l->path);
	else
		issued_tell_half(doc, doc->at, lock_value(&l->file, "so_ky_hieu"),
		    locked_numbers(d->arena, &l->file), lock_value(&l->file, "ngay"),
		    lock_pos(l, S("van_ban:"), 0), d);
}

/* The line of a text, from 1; 0: it is not there. */
static size_t
line_in(str text, str wanted)
{
	str line;
	for (size_t n = 1; str_line(&text, &line); n++)
		if (str_eq(line, wanted))
			return n;
	return 0;
}

/* Of a row's text only what is its own stands in its place in the lock; all else in the
 * first one's, so that it is told of once. */
static pos
change_pos(const struct locked *l, const char *section, str first, const struct lock_change *c)
{
	size_t line = l->row.n && c->before.n ? line_in(first, c->before) : c->line;
	if (line)
		return lock_pos(l, str_z(section), line);
	return lock_pos(l, str_fmt(l->arena, "\n[%.*s]\n", STR_ARG(l->row)), 1);
}

static void
report_changes(const struct locked *l, enum diag_code code, const char *section, str first,
    const struct lock_change *v, size_t n, struct diags *d)
{
	for (size_t i = 0; i < n && i < MAX_TOLD; i++) {
		str none = S("…");
		diag(d, code, change_pos(l, section, first, &v[i]),
		    v[i].before.n ? v[i].before : none, v[i].after.n ? v[i].after : none);
	}
	if (n > MAX_TOLD) {
		pos last = change_pos(l, section, first, &v[MAX_TOLD - 1]);
		last.line++;
		diag(d, D_LOCK_MORE, last, str_fmt(d->arena, "%zu", n - MAX_TOLD));
	}
}

/* What the source must say itself since defaults have changed. */
static void
report_kept(const struct keep *v, size_t n, struct diags *d)
{
	for (size_t i = 0; i < n; i++) {
		struct diag *f = diag(d, D_LOCK_KEEP, v[i].at, str_z(v[i].key), v[i].was, v[i].is);
		f->args[3] = str_dup(d->arena, v[i].line); /* whole: it is to be copied */
		f->fix = v[i].fix;
		f->fix.with = str_dup(d->arena, f->fix.with);
	}
}

static void
compare_text(const struct locked *l, const struct job *j, const struct facts *f,
    const struct lock *now, struct arena *a, struct diags *d)
{
	struct keep *kept;
	size_t n_kept = keep_find(a, j->doc, j->style, f, &l->lock, now, &kept), left = 0;
	struct lock_change *v = NEW_N(a, struct lock_change, MAX_CHANGES);
	size_t n = lock_changes(a, l->lock.text, now->text, v, MAX_CHANGES);

	report_kept(kept, n_kept, d);
	for (size_t i = 0; i < n && i < MAX_CHANGES; i++)
		if (!keep_explains(kept, n_kept, v[i].before.n ? v[i].before : v[i].after))
			v[left++] = v[i];
	report_changes(l, D_LOCK_TEXT, "== chu\n", l->file.text, v, n > MAX_CHANGES ? n : left, d);
}

static void
compare(const struct locked *l, const struct job *j, const struct facts *f,
    struct plan *const *plans, size_t n, struct arena *a, struct diags *d)
{
	struct lock now = lock_of(a, f, plans, n, VANBAN_VERSION);
	struct lock_change v[MAX_TOLD];
	if (!str_eq(l->lock.chu, now.chu))
		compare_text(l, j, f, &now, a, d);
	if (!str_eq(l->lock.hinh, now.hinh)) {
		size_t places = lock_look_changes(a, l->lock.looks, now.looks, v, MAX_TOLD);
		report_changes(l, D_LOCK_LOOKS, "== hinh thuc\n", l->file.looks, v, places, d);
	}
}

static enum load_result
load_lock(struct session *s, const struct job *j, struct arena *a, struct locked *l, str *why)
{
	struct diags unheard; /* a lock that is no text is broken, and told so */
	str bytes;
	diags_init(&unheard, a);
	*l = (struct locked){ .path = lock_path(a, j->path), .arena = a };
	enum load_result result = s->loader.load(s->loader.ctx, a, l->path, MAX_LOCK, &bytes, why);
	if (result != LOAD_OK)
		return result;
	l->lock = l->file = lock_read(a, bytes);
	l->src = src_load(a, l->path, bytes, &unheard);
	return result;
}

/* No lock: fine, unless the register says that there must be one. */
static void
check_unlocked(
    struct session *s, const struct job *j, const struct facts *f, str path, struct diags *d)
{
	const struct booked *b = books_of(&s->books, j->doc), *first;
	struct digest answer;
	if (b)
		books_digest(d->arena, b, &answer);
	uses_add(
	    s->uses, USE_BOOKED, j->id, b ? b->entry->at.src->path : S(""), b ? &answer : NULL);
	if (!b || !b->entry->chu.n)
		return;
	bool same =
	    j->doc->trang_thai == TT_BAN_HANH || str_eq(b->entry->so_ky_hieu, f->so_ky_hieu);
	first = books_of(&s->books, first_row(s, j->doc));
	b = first ? first : b; /* a series is told of once */
	if (same)
		diag(d, D_LOCK_MISSING, j->doc->at, b->entry->so_ky_hieu, path, doc_text_id(j->doc))
		    ->also = b->entry->at;
	else
		issued_tell_half(j->doc, j->doc->at, b->entry->so_ky_hieu,
		    issued_booked_numbers(s, d->arena, j->doc), b->entry->ngay, b->entry->at, d);
}

/* The part of a series' lock that is of this document. False: there is none. */
static bool
take_row(struct locked *l, const struct doc *doc, struct arena *a)
{
	if (!l->file.series && !doc->lap.goc.n)
		return true;
	l->row = doc->lap.goc.n ? doc_row_name(doc) : S("");
	return l->file.series && lock_series_copy(a, &l->file, l->row, &l->lock);
}

void
issued_check(struct session *s, const struct job *j, struct plan *const *plans, size_t n,
    struct arena *a, struct diags *d)
{
	struct locked l;
	struct facts f = facts_of(a, j->doc, j->style, 0);
	pos at = { 0 };
	str why = S("");
	enum load_result found = load_lock(s, j, a, &l, &why);

	if (found == LOAD_MISSING) {
		check_unlocked(s, j, &f, l.path, d);
		return;
	}
	if (found == LOAD_DENIED) {
		diag(d, D_FILE_DENIED, j->doc->at, l.path, why);
		return;
	}
	if (l.src)
		at = src_pos(l.src, 0, 0);
	if (found != LOAD_OK || l.file.broken)
		diag(d, D_LOCK_BROKEN, l.src ? at : j->doc->at, l.path);
	else if (!str_eq(l.file.van_ban, doc_text_id(j->doc)) && !is_former(j->doc, l.file.van_ban))
		diag(d, D_LOCK_FOREIGN, at, l.file.van_ban);
	else if (!take_row(&l, j->doc, a))
		diag(d, D_LOCK_COPY_NEW, j->doc->at, j->id, l.path)->also = at;
	else if (l.lock.broken)
		diag(d, D_LOCK_BROKEN, at, l.path);
	else if (j->doc->trang_thai != TT_BAN_HANH)
		report_open(&l, j->doc, &f, d);
	else
		compare(&l, j, &f, plans, n, a, d);
}

/* ---- Registers against sources ------------------------------------------ */

static const struct style *
style_of(const struct session *s, const struct doc *doc)
{
	const struct style *any = NULL;
	for (size_t i = 0; i < s->n_jobs; i++) {
		if (s->jobs[i].doc == doc && s->jobs[i].style)
			return s->jobs[i].style;
		if (s->jobs[i].style)
			any = s->jobs[i].style;
	}
	return any;
}

static bool
is_asked(const struct session *s, const struct doc *doc)
{
	if (!s->o->n_wanted)
		return true;
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].doc == doc)
			return true;
	return false;
}

const struct doc *
issued_document(const struct session *s, str id)
{
	struct doc nobody = { .id = S(""), .dir = S("") };
	bool root = str_find_c(id, '/') == STR_NONE; /* else it means one of a catalogue */
	const struct doc *found = root ? NULL : corpus_find(s->corpus, &nobody, id);
	for (size_t i = 0; root && !found && i < s->corpus->n_docs; i++)
		if (str_eq(doc_text_id(s->corpus->docs[i]), id))
			found = s->corpus->docs[i];
	/* A row of a text that had another id. */
	for (size_t i = 0; !found && i < s->corpus->n_docs; i++) {
		const struct doc *doc = s->corpus->docs[i];
		if (doc->lap.goc.n && doc->n_ma_cu && books_is_former(s->arena, doc, id))
			found = doc;
	}
	return found;
}

static void
differ(const struct doc *doc, const struct entry *e, const char *what, str in_book, str in_source,
    struct diags *d)
{
	if (!in_book.n || str_eq(in_book, in_source))
		return;
	diag(d, D_REGISTER_DIFFERS, e->at, str_z(what), in_book, in_source.n ? in_source : S("…"),
	    doc->id)
	    ->also = doc->at;
}

/* The facts of the agency that keeps this register. */
static struct facts
facts_for(struct session *s, const struct doc *doc, const struct book *b, const struct style *style)
{
	for (size_t i = 1; i < doc->n_lien_tich; i++) {
		const struct doc *office = facts_office(s->arena, s->corpus, doc, i);
		if (office && str_eq(office->office, b->office))
			return facts_of(s->arena, doc, style, i);
	}
	return facts_of(s->arena, doc, style, 0);
}

/* Who signed, as the lock has it: where defaults have another by now, the document tells
 * that. Empty: several did, or nobody knows. */
static str
locked_signer(struct session *s, const struct doc *doc)
{
	struct arena *a = arena_new();
	str bytes, why, signer = S(""), line, value;
	enum load_result got =
	    doc->n_lien_tich
		? LOAD_MISSING
		: s->loader.load(s->loader.ctx, a, lock_path(a, doc->path), MAX_LOCK, &bytes, &why);
	struct lock l = { .broken = true };
	size_t n = 0;

	if (got == LOAD_OK)
		l = lock_read(a, bytes);
	for (str rest = l.broken ? S("") : l.values; str_line(&rest, &line);)
		if (str_is(str_cut(line, ':', &value), "nguoi_ky") && ++n)
			signer = str_dup(s->arena, str_trim(value));
	arena_free(a);
	return n == 1 ? signer : S("");
}

static void
check_entry(struct session *s, const struct book *b, const struct entry *e, struct diags *d)
{
	const struct doc *doc = issued_document(s, e->van_ban);
	const struct style *style;
	struct facts f;

	if (!doc && !s->o->n_wanted)
		diag(d, D_REGISTER_NO_SOURCE, e->at, e->so_ky_hieu, e->van_ban);
	if (!doc || doc->failed || !is_asked(s, doc) || !(style = style_of(s, doc)))
		return;
	/* The document itself tells when it is issued by half (issued_check()). */
	if (doc->trang_thai != TT_BAN_HANH)
		return;
	f = facts_for(s, doc, b, style);
	differ(doc, e, "so_ky_hieu", e->so_ky_hieu, f.so_ky_hieu, d);
	differ(doc, e, "ngay", e->ngay, f.ngay, d);
	differ(doc, e, "trich_yeu", e->trich_yeu, f.trich_yeu, d);
	str signer = locked_signer(s, doc);
	if (signer.n)
		differ(doc, e, "nguoi_ky", e->nguoi_ky, signer, d);
}

static void
check_order(const struct book *b, struct diags *d)
{
	for (size_t i = 1; i < b->n; i++) {
		const struct entry *x = &b->v[i - 1], *y = &b->v[i];
		if (str_eq(x->series, y->series) && str_cmp(y->ngay, x->ngay) < 0)
			diag(d, D_REGISTER_ORDER, y->at, y->so_ky_hieu, y->ngay, x->ngay)->also =
			    x->at;
	}
}

static bool
has_lock(const struct session *s, struct arena *a, const struct doc *doc)
{
	str path = lock_path(a, doc->path);
	for (size_t i = 0; i < s->tree.n_files; i++)
		if (str_eq(s->tree.files[i], path))
			return true;
	return false;
}

/* An issued document without a line: its line is gone, or it was never registered. */
static void
check_registered(struct session *s, const struct job *j, struct diags *d)
{
	struct facts f = facts_of(s->arena, j->doc, j->style, 0);
	bool told = session_first_of(s, j) != j;
	if (j->doc->trang_thai != TT_BAN_HANH || books_of(&s->books, j->doc))
		return;
	bool locked = has_lock(s, s->arena, j->doc);
	/* An office that keeps no register here has nothing to miss. */
	if (!locked && !told && books_find(&s->books, j->doc->office, j->doc->head.ngay.year))
		diag(d, D_UNLOCKED, j->doc->at, doc_text_id(j->doc));
	else if (locked && f.number && (!told || j->doc->lap.so_rieng))
		diag(d, D_REGISTER_LACKS, j->doc->at, f.so_ky_hieu,
		    book_path(s->arena, j->doc->office, j->doc->head.ngay.year),
		    doc_text_id(j->doc));
}

static bool
is_above_a_job(const struct session *s, const struct book *b)
{
	for (size_t i = 0; i < s->n_jobs; i++)
		if (tree_is_above(b->office, tree_dir(s->jobs[i].path)))
			return true;
	return !s->o->n_wanted;
}

void
issued_check_books(struct session *s, struct diags *d)
{
	for (size_t i = 0; i < s->books.n; i++) {
		const struct book *b = &s->books.v[i];
		if (!is_above_a_job(s, b))
			continue;
		for (size_t k = 0; k < b->n; k++)
			if (b->v[k].van_ban.n)
				check_entry(s, b, &b->v[k], d);
		if (!b->broken)
			check_order(b, d);
	}
	for (size_t i = 0; i < s->n_jobs; i++)
		if (s->jobs[i].doc && s->jobs[i].style && !s->jobs[i].doc->failed)
			check_registered(s, &s->jobs[i], d);
}
