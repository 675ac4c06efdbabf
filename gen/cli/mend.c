/* cli/mend.c: edits, from findings to files.
 *
 * Offsets are into the text as it was loaded; base/edit.h puts the edits into the
 * bytes of the file. */
#include "mend.h"

#include "output.h"
#include "reason.h"

#include "../base/edit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* A record, followed by the bytes of path, old and with. */
struct record {
	uint64_t off, len;
	uint32_t code, line, col;
	uint32_t path_n, with_n; /* old has len bytes */
};

struct mend {
	struct record r;
	str path, old, with;
};
typedef VEC(struct mend) mend_vec;

/* ---- In a worker ------------------------------------------------------------- */

static void
put_record(const struct diag *f, struct buf *out)
{
	str path = f->at.src->path;
	struct record r = { f->fix.off, f->fix.len, (uint32_t)f->code, f->at.line, f->at.col,
		(uint32_t)path.n, (uint32_t)f->fix.with.n };

	buf_add(out, &r, sizeof r);
	buf_str(out, path);
	buf_str(out, str_sub(f->at.src->text, f->fix.off, f->fix.len));
	buf_str(out, f->fix.with);
}

void
mend_take(struct diags *d, struct buf *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *f = &d->list.v[i];

		if (f->fix.given && f->at.src != NULL) {
			put_record(f, out);
			d->counts[f->level]--;
		} else {
			d->list.v[kept++] = *f;
		}
	}
	d->list.n = kept;
}

/* ---- The list of edits --------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const struct mend *x = a, *y = b;
	int c = str_cmp(x->path, y->path);

	c = c ? c : (x->r.off > y->r.off) - (x->r.off < y->r.off);
	c = c ? c : (x->r.len > y->r.len) - (x->r.len < y->r.len);
	c = c ? c : str_cmp(x->with, y->with);
	return c ? c : (x->r.code > y->r.code) - (x->r.code < y->r.code);
}

static str
take_bytes(str *rest, size_t n)
{
	str s = str_first(*rest, n);

	*rest = str_from(*rest, n);
	return s;
}

/* By file and place; what two documents ask for alike is asked for once. */
static void
read_records(struct arena *a, str rest, mend_vec *v)
{
	size_t kept = 0;

	while (rest.n >= sizeof(struct record)) {
		struct mend m;

		memcpy(&m.r, rest.p, sizeof m.r);
		rest = str_from(rest, sizeof m.r);
		m.path = take_bytes(&rest, m.r.path_n);
		m.old = take_bytes(&rest, m.r.len);
		m.with = take_bytes(&rest, m.r.with_n);
		VEC_PUSH(a, v, m);
	}
	if (v->n < 2)
		return;
	qsort(v->v, v->n, sizeof *v->v, compare);
	for (size_t i = 1; i < v->n; i++)
		if (compare(&v->v[kept], &v->v[i]) != 0)
			v->v[++kept] = v->v[i];
	v->n = kept + 1;
}

/* ---- One file ---------------------------------------------------------------------- */

struct file {
	struct report *r;
	struct arena *a;
	struct diags *d;
	const struct src *src;
	struct editing edit;
	struct buf out; /* the file as it will be */
	struct buf told;
};

static bool
is_rewrite(const struct mend *m)
{
	return m->r.len == 0 && m->r.with_n == 0;
}

/* A whole line that is new; behind a last line without an end the end goes before it. */
static bool
is_line(const struct mend *m)
{
	return m->r.len == 0 && (str_ends(m->with, S("\n")) || str_starts(m->with, S("\n")));
}

static void
tell(struct file *f, const struct mend *m)
{
	const char *code = diag_info((enum diag_code)m->r.code)->code;
	bool vi = f->r->o->lang == DIAG_VI;

	buf_str(&f->told, m->path);
	if (m->r.line)
		buf_fmt(&f->told, ":%u:%u", m->r.line, m->r.col);
	if (is_line(m))
		buf_z(&f->told, vi ? ": đã thêm dòng" : ": a line was added");
	else
		buf_z(&f->told, vi ? ": đã sửa" : ": mended");
	if (is_line(m) && !f->r->o->no_excerpt)
		buf_fmt(&f->told, " '%.*s'", STR_ARG(str_trim(m->with)));
	else if (!is_rewrite(m) && !f->r->o->no_excerpt)
		buf_fmt(&f->told, " '%.*s' → '%.*s'", STR_ARG(m->old), STR_ARG(m->with));
	buf_fmt(&f->told, " [%s]\n", code);
}

static void
skip(struct file *f, const struct mend *m)
{
	pos at = { f->src, m->r.line, m->r.col, 0 };

	diag(f->d, D_MEND_SKIPPED, f->src != NULL ? at : nowhere, m->old, m->with);
}

/* New lines end as those of the file. */
static str
with_line_ends(const struct file *f, str with)
{
	bool crlf = str_find(f->edit.raw, S("\r\n")) != STR_NONE;

	return crlf ? str_replace(f->a, with, S("\n"), S("\r\n")) : with;
}

/* Two lines that go to one place stand below one another. */
static bool
are_lines(const struct mend *x, const struct mend *y)
{
	return x->r.code == y->r.code && is_line(x) && is_line(y);
}

static void
put_edits(struct file *f, const struct mend *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct mend *m = &v[i];
		size_t off = m->r.off;
		bool twice = i && m->r.len == 0 && v[i - 1].r.len == 0 && off == v[i - 1].r.off &&
			     !is_rewrite(&v[i - 1]) && !are_lines(m, &v[i - 1]);

		if (off < f->edit.at || twice ||
		    !str_eq(str_sub(f->src->text, off, m->old.n), m->old)) {
			skip(f, m);
			continue;
		}
		editing_put(&f->edit, off, m->old.n, with_line_ends(f, m->with));
		tell(f, m);
	}
	editing_end(&f->edit);
}

/* False: it can't be, which is told; or it is not what it was, and mending is for another
 * time. */
static bool
load(struct file *f, struct tree *t, const struct mend *first)
{
	enum { MOST = 64 << 20 };
	struct diags unused;
	str bytes, why;
	enum load_result got = tree_load(t, f->a, first->path, MOST, &bytes, &why, NULL);

	diags_init(&unused, f->a);
	if (got == LOAD_OK)
		f->src = src_load(f->a, first->path, bytes, &unused);
	if (got == LOAD_DENIED)
		diag(f->d, D_FILE_DENIED, nowhere, first->path, why);
	else if (f->src == NULL)
		skip(f, first);
	else
		editing_begin(&f->edit, f->a, f->src, bytes, &f->out);
	return f->src != NULL;
}

static bool
replace(struct arena *a, const struct tree *t, str path, str bytes)
{
	struct out_file file = { .path = tree_real_path(t, a, path), .bytes = bytes };
	struct output o;
	str failed;
	int error;
	bool ok;

	output_init(&o, a, t->real);
	o.durable = true;
	ok = output_write(&o, a, &file, 1, &failed, &error);
	errno = error;
	return ok;
}

static void
mend_file(struct file *f, struct tree *t, const struct mend *v, size_t n)
{
	if (!load(f, t, v))
		return;
	put_edits(f, v, n);
	if (f->told.n && !replace(f->a, t, v->path, buf_view(&f->out))) {
		int error = errno;

		buf_clear(&f->told);
		diag(f->d, D_WRITE_FAILED, nowhere, v->path, REASON(error));
	}
	fd_write(report_collects(f->r) ? STDERR_FILENO : STDOUT_FILENO, buf_view(&f->told));
}

void
mend_apply(struct report *r, struct tree *t, struct arena *a, str records, struct diags *d)
{
	mend_vec v = { 0 };
	size_t n;

	read_records(a, records, &v);
	for (size_t i = 0; i < v.n; i += n) {
		struct file f = { .r = r, .a = a, .d = d };

		for (n = 1; i + n < v.n && str_eq(v.v[i + n].path, v.v[i].path);)
			n++;
		buf_init(&f.out);
		buf_init(&f.told);
		mend_file(&f, t, &v.v[i], n);
		buf_free(&f.out);
		buf_free(&f.told);
	}
}
