/* cli/slip.c: findings, from where they are found to the slip of their document. */
#include "slip.h"

#include "../check/check.h"
#include "../layout/layout.h"
#include "format.h"
#include "pipeline.h"
#include "reason.h"

#include <string.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* A finding, followed by the bytes of its path and message. */
struct slip_record {
	uint32_t code, level, line;
	uint32_t path_n, message_n;
};

/* ---- In a worker -------------------------------------------------------------- */

static void
put(const struct diag *f, struct buf *out)
{
	struct buf text;
	str path = f->at.src ? f->at.src->path : S("");
	buf_init(&text);
	diag_message(&text, f, DIAG_VI); /* the slip is Vietnamese, whatever --lang says */
	struct slip_record r = { (uint32_t)f->code, (uint32_t)f->level, f->at.line,
		(uint32_t)path.n, (uint32_t)text.n };
	buf_add(out, &r, sizeof r);
	buf_str(out, path);
	buf_str(out, buf_view(&text));
	buf_free(&text);
}

void
slip_take(const struct diags *d, struct buf *out)
{
	for (size_t i = 0; i < d->list.n; i++)
		put(&d->list.v[i], out);
}

/* ---- The files of a document ----------------------------------------------------- */

/* Bodies are read in workers; here only their names are known, as typed. */
static bool
has_file(const struct job *j, const struct body *body, str path)
{
	str rest = str_from(path, j->doc->dir.n ? j->doc->dir.n + 1 : 0);
	for (size_t i = 0; i < body->n_parts; i++)
		if (body->files[i].s.n && str_starts(path, j->doc->dir) &&
		    str_eq(body->files[i].s, rest))
			return true;
	return false;
}

static bool
among(const struct job *j, const struct phu_luc *v, size_t n, str path)
{
	for (size_t i = 0; i < n; i++)
		if (has_file(j, &v[i].noi_dung, path) ||
		    among(j, v[i].phu_luc, v[i].n_phu_luc, path))
			return true;
	return false;
}

static bool
is_own(const struct job *j, str path)
{
	const struct doc *doc = j->doc;
	return str_eq(path, j->path) || has_file(j, &doc->noi_dung, path) ||
	       among(j, doc->phu_luc, doc->n_phu_luc, path) ||
	       among(j, doc->kem_theo, doc->n_kem_theo, path);
}

/* ---- The slip ------------------------------------------------------------------------ */

typedef VEC(struct slip_finding) findings;

static void
read_records(struct arena *a, str rest, findings *v)
{
	struct slip_record r;
	while (rest.n >= sizeof r) {
		memcpy(&r, rest.p, sizeof r);
		rest = str_from(rest, sizeof r);
		str path = str_first(rest, r.path_n);
		str message = str_sub(rest, r.path_n, r.message_n);
		rest = str_from(rest, (size_t)r.path_n + r.message_n);
		VEC_PUSH(a, v,
		    (struct slip_finding){
			(enum diag_code)r.code, (enum diag_level)r.level, path, r.line, message });
	}
}

static void
add_more(struct arena *a, const struct job *j, const struct diags *more, findings *v)
{
	struct buf records;
	buf_init(&records);
	for (size_t i = 0; more && i < more->list.n; i++)
		if (more->list.v[i].at.src && is_own(j, more->list.v[i].at.src->path))
			put(&more->list.v[i], &records);
	read_records(a, buf_dup(&records, a), v);
	buf_free(&records);
}

static bool
make_file(struct session *s, const struct job *j, const struct doc *slip, struct arena *a,
    struct out_file *f, struct diags *d)
{
	struct parts parts;
	str why = S("");
	size_t n;
	struct plan **plans = layout_document(a, slip, s->corpus, j->style, NULL, &n, d);
	if (!plans || !pipeline_parts(s, j, plans[0], a, &parts, d))
		return false;
	*f = (struct out_file){ .path = str_cat(a, plans[0]->file, S(".docx")) };
	if (!packer_zip(s->packer, a, &parts, &f->bytes, &why))
		diag(d, D_PACK_FAILED, nowhere, f->path, why);
	return !diags_failed(d);
}

bool
slip_write(struct session *s, const struct job *j, str records, const struct diags *more,
    struct output *o, str *path, struct diags *d)
{
	struct arena *a = d->arena;
	findings v = { 0 };
	struct out_file file;
	str failed;
	int error;
	read_records(a, records, &v);
	add_more(a, j, more, &v);
	struct doc *slip = check_slip(a, j->doc, j->style, v.v, v.n, d);
	if (!make_file(s, j, slip, a, &file, d))
		return false;
	*path = file.path;
	if (output_write(o, a, &file, 1, &failed, &error))
		return true;
	diag(d, D_WRITE_FAILED, nowhere, str_fmt(a, "%s/%.*s", s->o->out, STR_ARG(failed)),
	    REASON(error));
	return false;
}
