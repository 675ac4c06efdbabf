/* cli/metadata.c: from documents to one list of records. */
#include "metadata.h"

#include "../archive/metadata.h"
#include "pages.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* --so-trang says it of one document, --pages has LibreOffice count those of each; else
 * nobody has. */
static const unsigned *
pages_of(struct session *s, struct arena *a, struct report *r)
{
	unsigned *stated = NEW_N(a, unsigned, s->n_jobs + 1);
	uint32_t n = 0;
	if (s->o->pages)
		return pages_count(s, a, r, &s->run);
	if (s->o->page_count && (!str_uint(str_z(s->o->page_count), &n) || !n || s->n_jobs != 1))
		diag(&s->run, D_METADATA_PAGES, nowhere, str_z(s->o->page_count));
	if (s->n_jobs == 1)
		stated[0] = n;
	return stated;
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

/* What building the documents finds holds what their heads have to say. */
static size_t
take_records(struct session *s, struct arena *a, const unsigned *pages, struct metadata *v)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_jobs; i++) {
		const struct job *j = &s->jobs[i];
		if (!s->o->pages)
			session_head_findings(s, j, &s->run);
		if (!j->doc || !j->style || j->doc->failed)
			continue;
		struct facts f = facts_of(a, j->doc, j->style, 0);
		v[n] = metadata_of(a, &f, j->style, pages[i]);
		metadata_check(&v[n++], j->doc, &s->run);
	}
	return n;
}

int
metadata_run(struct session *s, struct report *r)
{
	struct arena *a = arena_new();
	struct metadata *v = NEW_N(a, struct metadata, s->n_jobs + 1);
	const unsigned *pages;
	struct buf out;
	int status;
	buf_init(&out);
	session_take_loose_findings(s);
	pages = pages_of(s, a, r);
	if (pages)
		write_records(s, a, v, take_records(s, a, pages, v), &out);
	status = report_answer(r, buf_view(&out), &s->run);
	buf_free(&out);
	arena_free(a);
	return status;
}
