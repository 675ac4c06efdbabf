/* cli/pipeline.c: the stages in their order.
 *
 * Each stage runs as long as there is sense in it, so that one run reports all
 * it can find; files are made in memory and handed out when all are whole. */
#include "pipeline.h"

#include "../archive/origin.h"
#include "../check/check.h"
#include "../html/html.h"
#include "../layout/layout.h"
#include "../txt/txt.h"
#include "deliver.h"
#include "help.h"
#include "issued.h"
#include "left.h"
#include "staged.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* Is a finding of the layout the echo of one that was told before? References
 * may miss a place that a fault hid. */
static bool
is_echo(enum diag_code code)
{
	return code == D_REF_UNKNOWN || code == D_MARK_TWICE || code == D_PATTERN_UNKNOWN;
}

/* Lays out also what is not sound, for the findings that only the layout has:
 * one run tells all. */
static struct plan **
lay_out(
    struct session *s, const struct job *j, bool sound, struct arena *a, size_t *n, struct diags *d)
{
	struct diags said, late;
	diags_init(&said, a);
	diags_init(&late, a);
	const struct type *t = style_type(j->style, j->doc->loai.s, &said);
	if (!t || t->ngoai)
		return NULL;
	struct plan **plans = layout_document(
	    a, j->doc, s->corpus, j->style, s->pages ? s->pages[j - s->jobs] : NULL, n, &late);
	size_t kept = 0;
	for (size_t i = 0; i < late.list.n; i++)
		if (sound || !is_echo(late.list.v[i].code))
			late.list.v[kept++] = late.list.v[i];
	late.list.n = kept;
	diags_append(d, &late);
	return plans;
}

struct plan **
pipeline_lay(struct session *s, const struct job *j, bool decree, struct arena *a,
    struct arena *nodes, size_t *n, struct diags *d)
{
	session_record(s, j, a);
	session_head_findings(s, j, d);
	if (!j->doc || !j->style)
		return NULL;
	bool whole = read_bodies(a, nodes, &s->loader, j->doc, d);
	whole = check_format(j->doc, s->corpus, j->style, d) && whole;
	if (decree) {
		check_source(j->doc, s->corpus, j->style, d);
		left_check(s, j, a, d);
	}
	bool sound = whole && !j->doc->failed && !diags_failed(d);
	struct plan **plans = lay_out(s, j, sound, a, n, d);
	for (size_t i = 0; decree && plans && i < *n; i++)
		check_page(j->doc, plans[i], j->style, d);
	return sound && !diags_failed(d) ? plans : NULL;
}

struct plan **
pipeline_plans(struct session *s, const struct job *j, bool decree, struct arena *a, size_t *n,
    struct diags *d)
{
	struct arena *nodes = decree ? a : arena_new();
	struct plan **plans = pipeline_lay(s, j, decree, a, nodes, n, d);
	if (!decree) {
		if (j->doc)
			forget_bodies(j->doc);
		arena_give_back(nodes);
	}
	/* What the files would say of where they come from no rule asks. */
	for (size_t i = 0; !decree && plans && i < *n; i++)
		origin_mark(a, plans[i], s->uses, VANBAN_VERSION);
	return plans;
}

bool
pipeline_parts(struct session *s, const struct job *j, const struct plan *p, struct arena *a,
    struct parts *parts, struct diags *d)
{
	ooxml_parts(a, p, j->style, parts);
	const char *wrong = ooxml_verify(s->gate, a, parts);
	if (wrong)
		diag(d, D_PARTS_BROKEN, nowhere, j->id, str_z(wrong));
	return !wrong;
}

void
pipeline_refuse_secret(const struct session *s, const struct job *j, struct diags *d)
{
	if (!j->doc || !j->doc->do_mat.given || j->doc->do_mat.none)
		return;
	if (s->under_ci)
		diag(d, D_SECRET_CI, j->doc->do_mat.at);
	else if (s->remote.n)
		diag(d, D_SECRET_REMOTE, j->doc->do_mat.at, s->remote);
}

/* ---- Files: one function for each sort of --to ----------------------------- */

static bool
make_docx(struct session *s, const struct job *j, const struct plan *p, struct arena *a, str *bytes,
    struct diags *d)
{
	struct parts parts;
	str why = S("");
	if (!pipeline_parts(s, j, p, a, &parts, d))
		return false;
	if (!packer_zip(s->packer, a, &parts, bytes, &why))
		diag(d, D_PACK_FAILED, nowhere, str_cat(a, p->file, S(".docx")), why);
	return !diags_failed(d);
}

static bool
make_html(struct session *s, const struct job *j, const struct plan *p, struct arena *a, str *bytes,
    struct diags *d)
{
	(void)s;
	str sheet = style_file(j->style, "trang-web.css", d);
	*bytes = html_page(a, p, j->style, sheet, S("vanban"));
	return !diags_failed(d);
}

static bool
make_txt(struct session *s, const struct job *j, const struct plan *p, struct arena *a, str *bytes,
    struct diags *d)
{
	(void)s;
	(void)d;
	*bytes = txt_page(a, p, j->style);
	return true;
}

/* No PDF: LibreOffice makes that, of the DOCX (convert.c). */
static bool (*const makers[TO__COUNT])(struct session *, const struct job *, const struct plan *,
    struct arena *, str *,
    struct diags *) = { [TO_DOCX] = make_docx, [TO_HTML] = make_html, [TO_TXT] = make_txt };

bool
pipeline_file(struct session *s, const struct job *j, const struct plan *p, enum target to,
    struct arena *a, str *bytes, struct diags *d)
{
	return makers[to](s, j, p, a, bytes, d);
}

/* The files of a plan, one for each sort that was asked for, behind f[*n]. */
static bool
make_files(struct session *s, const struct job *j, const struct plan *p, struct arena *a,
    struct out_file *f, size_t *n, struct diags *d)
{
	for (size_t to = 0; to < TO__COUNT; to++) {
		if (!(s->o->to & 1u << to))
			continue;
		f[*n].path = str_fmt(a, "%.*s.%s", STR_ARG(p->file), target_names[to]);
		if (!makers[to](s, j, p, a, &f[(*n)++].bytes, d))
			return false;
	}
	return true;
}

/* ---- Documents of one text -------------------------------------------- */

/* What the first document of j's source has to say, kept while its others follow:
 * what is wrong with their text is told with it. NULL: j is the first itself. */
static const struct diags *
common_findings(struct session *s, const struct job *j)
{
	const struct job *first = session_first_of(s, j);
	struct common *c = &s->common;
	struct plan **plans;
	size_t n;

	if (first == j)
		return NULL;
	if (c->of == first)
		return &c->found;
	arena_free(c->arena);
	*c = (struct common){ .of = first, .arena = arena_new() };
	diags_init(&c->found, c->arena);
	pipeline_refuse_secret(s, first, &c->found);
	plans = pipeline_plans(s, first, s->o->command == CMD_CHECK, c->arena, &n, &c->found);
	if (plans)
		issued_check(s, first, plans, n, c->arena, &c->found);
	return &c->found;
}

static bool
is_same_finding(const struct diag *f, const struct diag *g)
{
	str f_path = f->at.src ? f->at.src->path : S("");
	str g_path = g->at.src ? g->at.src->path : S("");
	if (f->code != g->code || f->at.line != g->at.line || f->at.col != g->at.col ||
	    !str_eq(f_path, g_path))
		return false;
	for (size_t i = 0; i < DIAG_ARGS; i++)
		if (!str_eq(f->args[i], g->args[i]))
			return false;
	return true;
}

void
pipeline_leave_out(const struct diags *common, struct diags *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *f = &d->list.v[i];
		bool told = false;
		for (size_t k = 0; !told && k < common->list.n; k++)
			told = is_same_finding(f, &common->list.v[k]);
		if (told)
			d->counts[f->level]--;
		else
			d->list.v[kept++] = *f;
	}
	d->list.n = kept;
}

/* Findings that can be told again from the tree alone. */
static bool
is_portable(const struct session *s, const struct diags *d)
{
	for (size_t i = 0; i < d->list.n; i++) {
		const struct src *at = d->list.v[i].at.src, *also = d->list.v[i].also.src;
		if ((at && !sources_find(&s->sources, 0, at->path)) ||
		    (also && !sources_find(&s->sources, 0, also->path)))
			return false;
	}
	return true;
}

/* Before anything is written: of what happens then nothing is told again. */
static void
record_findings(const struct session *s, const struct diags *d, struct arena *a, struct record *r)
{
	struct buf b;
	buf_init(&b);
	findings_write(&b, d);
	r->findings = buf_dup(&b, a);
	buf_free(&b);
	r->portable = is_portable(s, d);
	r->errors = d->counts[DIAG_ERROR];
	r->warnings = d->counts[DIAG_WARNING];
	if (s->uses) {
		r->uses = *s->uses;
		uses_sort(&r->uses);
	}
}

/* The files of a document, made in memory. NULL: something stops it, or, with
 * *staged, LibreOffice comes first. */
static struct out_file *
make_all(struct session *s, const struct job *j, struct arena *a, size_t *n, bool *staged,
    struct diags *d)
{
	size_t n_plans;
	bool check = s->o->command == CMD_CHECK;
	pipeline_refuse_secret(s, j, d);
	struct plan **plans = pipeline_plans(s, j, check, a, &n_plans, d);
	if (!plans)
		return NULL;
	issued_check(s, j, plans, n_plans, a, d);
	/* What is wrong with a document shows before its parts are made: those can only
	 * be wrong by a fault of ours. */
	if (check || diags_failed(d))
		return NULL;
	if (staged_wants(s, plans, n_plans)) {
		staged_put(s, j, plans, n_plans, a, d);
		*staged = true;
		return NULL;
	}
	struct out_file *files = NEW_N(a, struct out_file, n_plans * TO__COUNT);
	for (size_t i = 0; i < n_plans; i++)
		if (!make_files(s, j, plans[i], a, files, n, d))
			return NULL;
	return files;
}

void
pipeline_run(struct session *s, const struct job *j, struct output *o, struct arena *a,
    struct record *r, struct diags *d)
{
	size_t n = 0;
	*r = (struct record){ 0 };
	const struct diags *common = common_findings(s, j);
	struct out_file *files = make_all(s, j, a, &n, &r->staged, d);
	if (common && diags_failed(d))
		j->doc->failed = true;
	if (common)
		pipeline_leave_out(common, d);
	bool stopped = !j->doc || !j->style || j->doc->failed;
	if (s->o->command == CMD_BUILD) {
		record_findings(s, d, a, r);
		r->errors += stopped && !r->errors; /* what stops it is told elsewhere */
		if (files)
			deliver_files(s, j, o, a, files, n, r, d);
	}
	r->lasting = !d->counts[DIAG_SYSTEM] && !r->staged;
	session_record_end(s, j);
}
