/* cli/metadata.c: from documents to one list of records. */
#include "metadata.h"

#include "../archive/metadata.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* --so-trang says it of one document; of several nobody has counted. */
static unsigned
pages_of(struct session *s)
{
	uint32_t n = 0;
	if (s->o->page_count && (!str_uint(str_z(s->o->page_count), &n) || !n || s->n_jobs != 1))
		diag(&s->run, D_METADATA_PAGES, nowhere, str_z(s->o->page_count));
	return n;
}

static void
write_records(
    struct session *s, struct arena *a, const struct metadata *v, size_t n, struct buf *out)
{
	switch (s->o->record) {
	case RECORD_JSON: metadata_json(out, v, n); break;
	case RECORD_XML: metadata_xml(out, v, n); break;
	default: metadata_csv(out, a, v, n); break;
	}
}

int
metadata_run(struct session *s, struct report *r)
{
	struct arena *a = arena_new();
	struct metadata *v = NEW_N(a, struct metadata, s->n_jobs + 1);
	struct diags *d = &s->run;
	struct buf out;
	unsigned pages = pages_of(s);
	size_t n = 0;
	int status;
	buf_init(&out);
	session_take_loose_findings(s);
	for (size_t i = 0; i < s->n_jobs; i++) {
		const struct job *j = &s->jobs[i];
		session_head_findings(s, j, d);
		if (!j->doc || !j->style || j->doc->failed)
			continue;
		struct facts f = facts_of(a, j->doc, j->style, 0);
		v[n] = metadata_of(a, &f, j->style, pages);
		metadata_check(&v[n++], j->doc, d);
	}
	write_records(s, a, v, n, &out);
	status = report_answer(r, buf_view(&out), d);
	buf_free(&out);
	arena_free(a);
	return status;
}
