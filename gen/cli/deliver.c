/* cli/deliver.c: the cache remembers what was written last; where it does not, a DOCX, a
 * web page and a PDF of ours say themselves whether they are as they were made. A text
 * can't, so one that nothing is known of counts as somebody's. */
#include "deliver.h"

#include "fresh.h"
#include "reason.h"

static const pos nowhere = { NULL, 0, 0, 0 };

/* The row of what was written last under that name; NULL: nothing. */
static const struct cache_output *
find_old(const struct session *s, const struct cache_doc *was, str path)
{
	const struct cache *c = &s->fresh->cache;
	for (uint32_t i = 0; was && i < was->n_outputs; i++)
		if (str_eq(cache_text(c, c->outputs[was->first_output + i].path), path))
			return &c->outputs[was->first_output + i];
	return NULL;
}

static bool
is_there_already(const struct session *s, const struct fate *fate, const struct out_file *files,
    size_t n, struct record *r)
{
	if (!fate || !fate->was || fate->was->errors || !fate->outputs_whole || s->o->rebuild)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct cache_output *o = find_old(s, fate->was, files[i].path);
		if (!o || o->sum != r->made[i].sum || o->size != r->made[i].size)
			return false;
		r->made[i].stamp = o->stamp;
	}
	return true;
}

/* What the cache knows of the files that are about to be replaced. */
static void
take_old(const struct session *s, const struct fate *fate, struct out_file *files, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct cache_output *o = fate ? find_old(s, fate->was, files[i].path) : NULL;
		files[i].made = true;
		if (o)
			files[i].was = (struct out_was){ o->stamp, o->sum, o->size, true };
	}
}

bool
deliver_files(struct session *s, const struct job *j, struct output *o, struct arena *a,
    struct out_file *files, size_t n, struct record *r, struct diags *d)
{
	const struct fate *fate = s->fresh ? &s->fresh->fates[j - s->jobs] : NULL;
	str failed;
	int error;
	r->made = NEW_N(a, struct made, n + 1);
	r->n_made = n;
	for (size_t i = 0; i < n; i++)
		r->made[i] = (struct made){ .path = files[i].path,
			.sum = cache_sum(files[i].bytes),
			.size = files[i].bytes.n };
	if (is_there_already(s, fate, files, n, r))
		return true;
	take_old(s, fate, files, n);
	r->written = true;
	bool ok = output_write(o, a, files, n, &failed, &error);
	if (!ok)
		diag(d, D_WRITE_FAILED, nowhere, str_fmt(a, "%s/%.*s", s->o->out, STR_ARG(failed)),
		    REASON(error));
	for (size_t i = 0; i < n; i++) {
		r->made[i].stamp = files[i].stamp;
		if (files[i].kept.n)
			diag(d, D_OUTPUT_KEPT, nowhere, fresh_output_path(s, a, files[i].path),
			    fresh_output_path(s, a, files[i].kept));
	}
	return ok;
}
