/* archive/origin.c */
#include "origin.h"

#include <stdlib.h>

enum { SHORT = 12, VALUES = 16, TEXT = 32 };

struct maker {
	struct arena *a;
	VEC(struct pprop) v;
	struct digester *all; /* of every property but the program's version */
};

static void
add(struct maker *m, str name, str value)
{
	if (!value.n)
		return;
	VEC_PUSH(m->a, &m->v, (struct pprop){ name, value });
	digester_str(m->all, name);
	digester_str(m->all, value);
}

static void
add_numbered(struct maker *m, const char *name, size_t number, str what, str digest)
{
	add(m, str_fmt(m->a, "%s.%zu", name, number),
	    str_join(m->a, (str[]){ what, digest }, 2, S(" ")));
}

/* ---- What was used -------------------------------------------------------------- */

static void
add_files(struct maker *m, const struct uses *u)
{
	size_t n = 0;

	for (size_t i = 0; i < u->list.n; i++) {
		const struct use *f = &u->list.v[i];

		/* A lock says what came of it, not what it was made of. */
		if (f->kind == USE_FILE && !use_is_nothing(f) && !str_ends(f->name, S(".khoa")))
			add_numbered(m, "vanban.tep", ++n, f->name, use_blob(m->a, &f->digest));
	}
}

static bool
is_later(const struct uses *u, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (u->list.v[k].kind == USE_DEFAULT &&
		    str_eq(u->list.v[k].where, u->list.v[i].where))
			return true;
	return false;
}

static str
shortened(struct maker *m, struct digester *g)
{
	struct digest d;

	digester_end(g, &d);
	return digest_hex(m->a, &d, VALUES);
}

static void
take(struct digester *g, const struct use *u)
{
	digester_str(g, u->name);
	digester_str(g, (str){ (const char *)u->digest.v, DIGEST_SIZE });
}

/* One property for each _mac-dinh.yaml: of the values that were taken from it. */
static void
add_defaults(struct maker *m, const struct uses *u)
{
	size_t n = 0;

	for (size_t i = 0; i < u->list.n; i++) {
		const struct use *first = &u->list.v[i];
		struct digester *g;

		if (first->kind != USE_DEFAULT || is_later(u, i))
			continue;
		g = digester_new(m->a);
		for (size_t k = i; k < u->list.n; k++)
			if (u->list.v[k].kind == USE_DEFAULT &&
			    str_eq(u->list.v[k].where, first->where))
				take(g, &u->list.v[k]);
		add_numbered(m, "vanban.mac-dinh", ++n, first->where, shortened(m, g));
	}
}

/* A file of rows is shared by its documents: each has one row of it. */
static void
add_row(struct maker *m, const struct uses *u)
{
	for (size_t i = 0; i < u->list.n; i++)
		if (u->list.v[i].kind == USE_ROW)
			add_numbered(m, "vanban.dong", 1, u->list.v[i].name,
			    digest_hex(m->a, &u->list.v[i].digest, VALUES));
}

static void
add_cited(struct maker *m, const struct uses *u)
{
	size_t n = 0;

	for (size_t i = 0; i < u->list.n; i++)
		if (u->list.v[i].kind == USE_CITED)
			add_numbered(m, "vanban.vien-dan", ++n, u->list.v[i].name,
			    digest_hex(m->a, &u->list.v[i].digest, VALUES));
}

static void
add_templates(struct maker *m, const struct uses *u, str set)
{
	struct digester *g = digester_new(m->a);

	for (size_t i = 0; i < u->list.n; i++)
		if (u->list.v[i].kind == USE_TEMPLATE)
			take(g, &u->list.v[i]);
	add(m, S("vanban.mau"), str_join(m->a, (str[]){ set, shortened(m, g) }, 2, S(" ")));
}

/* ---- The text -------------------------------------------------------------------- */

/* Bytes that are no white space; a no-break space is two. */
static size_t
squeeze(str s, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == 0xC2 && i + 1 < s.n && s.p[i + 1] == '\xA0')
			i++;
		else if (c > ' ' || (c != ' ' && c != '\n' && c != '\t' && c != '\r'))
			out[n++] = s.p[i];
	}
	return n;
}

str
origin_text_digest(struct arena *a, str text)
{
	char *p = xmalloc(text.n);
	struct digest d;

	digest_bytes((str){ p, squeeze(text, p) }, &d);
	free(p);
	return digest_hex(a, &d, TEXT);
}

/* Results of fields (a table of contents) are Word's to renew. */
static void
add_para(struct buf *b, const struct para *p, int *fields)
{
	for (const struct run *r = p->runs; r; r = r->next) {
		*fields += r->kind == RUN_FIELD;
		*fields -= r->kind == RUN_FIELD_END;
		if (r->kind == RUN_TEXT && *fields == 0)
			buf_str(b, r->text);
	}
	buf_c(b, '\n');
}

static void
add_blocks(struct buf *b, const struct pblock *blocks, int *fields)
{
	for (; blocks; blocks = blocks->next) {
		const struct ptable *t = blocks->table;

		if (blocks->kind == PB_PARA) {
			add_para(b, blocks->para, fields);
			continue;
		}
		for (size_t r = 0; r < t->n_rows; r++)
			for (size_t c = 0; c < t->rows[r].n; c++)
				if (t->rows[r].cells[c].vmerge != VM_GOES_ON)
					add_blocks(b, t->rows[r].cells[c].blocks, fields);
	}
}

static str
text_digest(struct arena *a, const struct plan *p)
{
	struct buf b;
	int fields = 0;
	str digest;

	buf_init(&b);
	for (size_t i = 0; i < p->n_sections; i++)
		add_blocks(&b, p->sections[i].blocks, &fields);
	for (size_t i = 0; i < p->n_notes; i++)
		add_blocks(&b, p->notes[i].blocks, &fields);
	digest = origin_text_digest(a, buf_view(&b));
	buf_free(&b);
	return digest;
}

/* ---- The whole --------------------------------------------------------------------- */

static str
file_code(struct arena *a, const struct doc *doc)
{
	const str v[] = { doc->ho_so.nam.s, doc->ho_so.ky_hieu.s, doc->ho_so.thu_tu.s };
	str kept[3];
	size_t n = 0;

	for (size_t i = 0; i < 3; i++)
		if (v[i].n)
			kept[n++] = v[i];
	return str_join(a, kept, n, S(" / "));
}

void
origin_mark(struct arena *a, struct plan *p, const struct uses *u, const char *version)
{
	struct maker m = { .a = a, .all = digester_new(a) };
	struct uses sorted = { .arena = a };
	struct digest all;

	for (size_t i = 0; i < u->list.n; i++)
		VEC_PUSH(a, &sorted.list, u->list.v[i]);
	uses_sort(&sorted);
	VEC_PUSH(a, &m.v, (struct pprop){ S("vanban.phien-ban"), str_z(version) });
	add(&m, S("vanban.ma"), p->doc->id);
	if (!str_eq(p->file, p->doc->id))
		add(&m, S("vanban.tep-ra"), p->file);
	add_files(&m, &sorted);
	add_row(&m, &sorted);
	add_defaults(&m, &sorted);
	add_cited(&m, &sorted);
	add_templates(&m, &sorted, p->doc->the_thuc.s);
	add(&m, S("vanban.ho-so"), file_code(a, p->doc));
	add(&m, S("vanban.thoi-han-luu-tru"), p->doc->thoi_han_luu_tru.s);
	add(&m, S("vanban.chu"), text_digest(a, p));
	digester_end(m.all, &all);
	p->custom = m.v.v;
	p->n_custom = m.v.n;
	p->identifier =
	    str_fmt(a, "vanban=%.*s@%.*s", STR_ARG(p->file), STR_ARG(digest_hex(a, &all, SHORT)));
}

str
origin_value(const struct pprop *v, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].name, name))
			return v[i].value;
	return S("");
}

bool
origin_token(str text, str *id, str *digest)
{
	str rest = text;

	for (size_t at; (at = str_find(rest, S("vanban="))) != STR_NONE;) {
		size_t n = 0;

		rest = str_from(rest, at + sizeof "vanban=" - 1);
		while (n < rest.n && n < 512 &&
		       ((rest.p[n] >= 'a' && rest.p[n] <= 'z') ||
			   (rest.p[n] >= '0' && rest.p[n] <= '9') || rest.p[n] == '-' ||
			   rest.p[n] == '/' || rest.p[n] == '.' || rest.p[n] == '_'))
			n++;
		*id = str_first(rest, n);
		if (n == 0 || n >= rest.n || rest.p[n] != '@')
			continue;
		*digest = str_sub(rest, n + 1, SHORT);
		n = 0;
		while (n < digest->n && ((digest->p[n] >= 'a' && digest->p[n] <= 'f') ||
					    (digest->p[n] >= '0' && digest->p[n] <= '9')))
			n++;
		if (n == SHORT)
			return true;
	}
	return false;
}
