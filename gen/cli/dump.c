/* cli/dump.c: every stage can be printed.
 *
 * model: what the writer meant; plan: what the page will say, word for word,
 * with its measures; text: the words alone; part: one XML part of the DOCX.
 * For people who wonder, and for the tests. */
#include "dump.h"

#include "pipeline.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* The names of all parts in one line, and the nearest to what was typed. */
static void
unknown_part(const struct parts *parts, struct arena *a, str name, struct diags *d)
{
	str *names = NEW_N(a, str, parts->n + 1);
	for (size_t i = 0; i < parts->n; i++)
		names[i] = parts->v[i].name;
	str all = str_join(a, names, parts->n, S(", "));
	str nearest = diag_nearest(name, names, parts->n);
	struct diag *f = diag(d, D_PART_UNKNOWN, nowhere, name, S(""));
	f->args[1] = all; /* whole, however long */
	f->suggest = nearest;
}

static void
dump_part(struct session *s, const struct job *j, const struct plan *p, struct arena *a,
    struct buf *out, struct diags *d)
{
	struct parts parts;
	str name = str_z(s->o->part);
	if (!pipeline_parts(s, j, p, a, &parts, d))
		return;
	for (size_t i = 0; i < parts.n; i++) {
		if (str_eq(parts.v[i].name, name)) {
			buf_str(out, parts.v[i].bytes);
			return;
		}
	}
	unknown_part(&parts, a, name, d);
}

static void
dump_plan(struct session *s, const struct job *j, const struct plan *p, struct arena *a,
    struct buf *out, struct diags *d)
{
	switch (s->o->dump) {
	case DUMP_MODEL: break;
	case DUMP_PLAN: plan_dump(out, p, j->style); break;
	case DUMP_TEXT: plan_text(out, p); break;
	case DUMP_PART: dump_part(s, j, p, a, out, d); break;
	}
}

/* Is plan i what the person asked for? Files of a document are dumped one after
 * the other, unless one of them is named; a part is of one file only. */
static bool
is_asked_for(const struct session *s, struct plan **plans, size_t n, size_t i)
{
	str word = str_z(s->o->wanted[0]);
	for (size_t k = 1; k < n; k++)
		if (str_eq(plans[k]->file, word))
			return i == k;
	return i == 0 || s->o->dump != DUMP_PART;
}

static void
dump_plans(
    struct session *s, const struct job *j, struct arena *a, struct buf *out, struct diags *d)
{
	size_t n;
	struct plan **plans;
	if (s->o->dump == DUMP_MODEL) {
		pipeline_lay(s, j, false, a, a, &n, d);
		if (j->doc)
			doc_dump(out, j->doc);
		return;
	}
	plans = pipeline_plans(s, j, false, a, &n, d);
	for (size_t i = 0; plans && i < n; i++)
		if (is_asked_for(s, plans, n, i))
			dump_plan(s, j, plans[i], a, out, d);
}

int
dump_run(struct session *s, struct report *r)
{
	struct arena *a = arena_new();
	struct buf out;
	buf_init(&out);
	session_take_loose_findings(s);
	struct diags *d = &s->run;
	for (size_t i = 0; i < s->n_jobs; i++)
		dump_plans(s, &s->jobs[i], a, &out, d);
	int status = report_answer(r, buf_view(&out), d);
	for (size_t i = 0; i < d->list.n; i++)
		if (d->list.v[i].code == D_PART_UNKNOWN)
			status = STATUS_USAGE;
	buf_free(&out);
	arena_free(a);
	return status;
}
