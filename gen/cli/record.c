/* cli/record.c: writer and reader are the same program on the same machine, so
 * rows are written as they lie in memory, with the lengths of their texts. */
#include "record.h"

#include <string.h>

/* ---- Bytes ------------------------------------------------------------------------- */

static void
put_n(struct buf *out, size_t n)
{
	uint32_t v = (uint32_t)n;

	buf_add(out, &v, sizeof v);
}

static void
put_str(struct buf *out, str s)
{
	put_n(out, s.n);
	buf_str(out, s);
}

static bool
get(str *bytes, void *to, size_t n)
{
	bool there = bytes->n >= n;

	memset(to, 0, n);
	if (there)
		memcpy(to, bytes->p, n);
	*bytes = str_from(*bytes, n);
	return there;
}

static uint32_t
get_n(str *bytes)
{
	uint32_t v;

	get(bytes, &v, sizeof v);
	return v;
}

static str
get_str(str *bytes)
{
	uint32_t n = get_n(bytes);
	str s = str_first(*bytes, n);

	*bytes = str_from(*bytes, n);
	return s;
}

/* ---- Records ------------------------------------------------------------------------ */

struct flags {
	uint8_t lasting, written, portable, staged;
	uint32_t errors, warnings;
};

void
record_write(struct buf *out, const struct record *r)
{
	struct flags flags = { r->lasting, r->written, r->portable, r->staged, r->errors,
		r->warnings };

	buf_add(out, &flags, sizeof flags);
	put_n(out, r->uses.list.n);
	for (size_t i = 0; i < r->uses.list.n; i++) {
		const struct use *u = &r->uses.list.v[i];

		put_n(out, u->kind);
		put_str(out, u->name);
		put_str(out, u->where);
		buf_add(out, &u->digest, sizeof u->digest);
	}
	put_n(out, r->n_made);
	for (size_t i = 0; i < r->n_made; i++) {
		put_str(out, r->made[i].path);
		buf_add(out, &r->made[i].stamp, sizeof r->made[i].stamp);
		buf_add(out, &r->made[i].sum, sizeof r->made[i].sum);
		buf_add(out, &r->made[i].size, sizeof r->made[i].size);
	}
	put_str(out, r->findings);
}

void
record_read(struct record *r, struct arena *a, str bytes)
{
	struct flags flags;

	*r = (struct record){ 0 };
	get(&bytes, &flags, sizeof flags);
	r->lasting = flags.lasting;
	r->written = flags.written;
	r->portable = flags.portable;
	r->staged = flags.staged;
	r->errors = flags.errors;
	r->warnings = flags.warnings;
	uses_init(&r->uses, a);
	for (uint32_t n = get_n(&bytes); n && bytes.n; n--) {
		struct use u = { .kind = (enum use_kind)get_n(&bytes) };

		u.name = get_str(&bytes);
		u.where = get_str(&bytes);
		get(&bytes, &u.digest, sizeof u.digest);
		VEC_PUSH(a, &r->uses.list, u);
	}
	uint32_t n = get_n(&bytes);

	r->made = NEW_N(a, struct made, bytes.n && n ? n : 1);
	for (; r->n_made < n && bytes.n; r->n_made++) {
		struct made *m = &r->made[r->n_made];

		m->path = get_str(&bytes);
		get(&bytes, &m->stamp, sizeof m->stamp);
		get(&bytes, &m->sum, sizeof m->sum);
		get(&bytes, &m->size, sizeof m->size);
	}
	r->findings = get_str(&bytes);
}

/* ---- Findings ------------------------------------------------------------------------- */

static void
put_pos(struct buf *out, pos at)
{
	uint32_t v[4] = { at.src != NULL, at.line, at.col, at.len };

	buf_add(out, v, sizeof v);
	put_str(out, at.src ? at.src->path : S(""));
}

static pos
get_pos(str *bytes, struct arena *a, const struct findings_source *from)
{
	uint32_t v[4];

	get(bytes, v, sizeof v);
	str path = get_str(bytes);
	pos at = { NULL, v[1], v[2], v[3] };

	if (!v[0])
		return at;
	if (from->source)
		at.src = from->source(from->ctx, path);
	if (!at.src) { /* a file as a whole, or one that is no text */
		struct src *empty = NEW(a, struct src);

		empty->path = str_dup(a, path);
		at.src = empty;
	}
	return at;
}

void
findings_write(struct buf *out, const struct diags *d)
{
	for (size_t i = 0; i < d->list.n; i++) {
		const struct diag *f = &d->list.v[i];

		if (f->level == DIAG_SYSTEM)
			continue;
		put_n(out, f->code);
		put_n(out, f->level);
		put_pos(out, f->at);
		put_pos(out, f->also);
		for (size_t k = 0; k < DIAG_ARGS; k++)
			put_str(out, f->args[k]);
		put_str(out, f->suggest);
	}
}

void
findings_read(str bytes, const struct findings_source *from, struct diags *d)
{
	while (bytes.n) {
		uint32_t code = get_n(&bytes), level = get_n(&bytes);
		pos at = get_pos(&bytes, d->arena, from), also = get_pos(&bytes, d->arena, from);
		str args[DIAG_ARGS];

		for (size_t k = 0; k < DIAG_ARGS; k++)
			args[k] = get_str(&bytes);
		str suggest = get_str(&bytes);

		if (code >= D__COUNT || level > DIAG_ERROR)
			return;
		struct diag *f = diag_add(d, (enum diag_code)code, at, args, DIAG_ARGS);

		d->counts[f->level]--;
		f->level = (enum diag_level)level;
		d->counts[f->level]++;
		f->also = also;
		f->suggest = suggest;
	}
}
