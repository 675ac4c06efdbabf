/* check/mention_collect.c: all mentions that a document makes.
 *
 * Text is read where people type it: căn cứ, bodies with their tables and
 * footnotes, titles, "(Kèm theo …)" and notes. Runs of a paragraph are joined
 * first, since bold type may begin in the middle of a mention. What the
 * generator writes of an id is kept as a link: it can't disagree, but it may
 * name a document that is too young or no longer in force.
 *
 * A mention is placed by looking for its số/ký hiệu in the source from where its
 * run begins; a cursor that only moves forward keeps that linear. */
#include "cited.h"

#include "../base/buf.h"
#include "../base/utf.h"

enum { MAX_HOME = 4 };

/* A place in a source that only moves forward. */
struct cursor {
	const struct src *src;
	size_t off;
	uint32_t line, col;
	pos run; /* where the run begins that it was last sent to */
};

/* A run of a joined text. */
struct stretch {
	size_t start; /* in the joined text */
	pos at;
};

struct collect {
	struct arena *a;
	struct buf *out;
	const struct doc *doc;
	str home[MAX_HOME];
	size_t n_home;
	struct cursor cur;
	struct buf text; /* joined */
	VEC(struct stretch) runs;
	bool can_cu, kem_theo, in_table;
};

/* ---- Places ---------------------------------------------------------------------- */

static void
cursor_to_offset(struct cursor *c, size_t off)
{
	while (c->off < off && c->off < c->src->text.n) {
		if (utf_next(c->src->text, &c->off) == '\n') {
			c->line++;
			c->col = 1;
		} else {
			c->col++;
		}
	}
}

/* To where a run begins; not back when it is in that run already. */
static void
cursor_to(struct cursor *c, pos at)
{
	bool same = at.src == c->src && at.line == c->run.line && at.col == c->run.col;

	if (same && c->run.src == at.src)
		return;
	c->run = at;
	if (at.src == c->src && at.line == c->line && at.col >= c->col) {
		while (c->col < at.col && c->off < c->src->text.n && c->src->text.p[c->off] != '\n')
			cursor_to_offset(c, c->off + 1);
		return;
	}
	c->src = at.src;
	c->off = src_offset(at.src, at.line, at.col);
	c->line = at.line;
	c->col = at.col;
}

/* Places m, which stands `in` bytes into a run that begins at `at`. */
static void
place(struct collect *k, struct cited *c, str so, pos at, size_t in)
{
	enum { SLACK = 4096 }; /* marks and indentation that the run's text lacks */
	struct cursor *cur = &k->cur;
	size_t found;

	c->texts[CT_PATH] = at.src != NULL ? at.src->path : (str){ NULL, 0 };
	c->line = at.line;
	c->col = at.col;
	c->len = at.len;
	if (at.src == NULL || at.line == 0)
		return;
	cursor_to(cur, at);
	found = str_find(str_sub(cur->src->text, cur->off, in + so.n + SLACK), so);
	if (found == STR_NONE)
		return;
	cursor_to_offset(cur, cur->off + found);
	c->line = cur->line;
	c->col = cur->col;
	c->len = (uint32_t)utf_len(so);
	cursor_to_offset(cur, cur->off + so.n);
}

/* ---- One mention -------------------------------------------------------------------- */

void
cited_fill(
    struct cited *c, struct arena *a, const struct mention *m, const str *home, size_t n_home)
{
	str sign = str_cat(a, m->party ? S("-") : S("/"), utf_upper(a, m->ky_hieu));

	if (m->year)
		sign = str_cat(a, str_fmt(a, "/%d", m->year), sign);
	c->in_year = m->year != 0;
	c->ngay = m->ngay;
	c->says_ended = m->says_ended;
	c->texts[CT_SO] = m->so_ky_hieu;
	c->texts[CT_NUMBER] = m->number;
	c->texts[CT_SIGN] = sign;
	c->texts[CT_TYPE] = m->type;
	c->texts[CT_CLASH] = m->clash;
	c->texts[CT_ISSUER] = m->issuer;
	if (m->issuer.n) {
		c->texts[CT_AGENCY] = mention_issuer(a, m->issuer, home, n_home);
		c->by_head = str_starts(utf_fold(a, m->issuer, '-'), S("chu-tich-"));
	}
	c->texts[CT_SUBJECT] = mention_subject(a, m->subject);
}

static const struct stretch *
run_of(const struct collect *k, size_t off, size_t *hint)
{
	while (*hint + 1 < k->runs.n && k->runs.v[*hint + 1].start <= off)
		++*hint;
	return &k->runs.v[*hint];
}

/* All mentions in the joined text. */
static void
scan_text(struct collect *k)
{
	struct mention_scan scan = { .arena = k->a, .text = buf_view(&k->text) };
	struct mention m;
	size_t hint = 0;

	while (k->runs.n && mention_next(&scan, &m)) {
		struct cited c = {
			.can_cu = k->can_cu, .kem_theo = k->kem_theo, .in_table = k->in_table
		};
		const struct stretch *run = run_of(k, m.off, &hint);

		cited_fill(&c, k->a, &m, k->home, k->n_home);
		place(k, &c, m.so_ky_hieu, run->at, m.off - run->start);
		cited_write(k->out, &c);
	}
	buf_clear(&k->text);
	k->runs.n = 0;
}

static void
add_run(struct collect *k, str s, pos at)
{
	VEC_PUSH(k->a, &k->runs, (struct stretch){ k->text.n, at });
	buf_str(&k->text, s);
}

static void
scan_val(struct collect *k, const struct val *v)
{
	if (v->s.n == 0)
		return;
	add_run(k, v->s, v->at);
	scan_text(k);
}

static void
scan_lines(struct collect *k, const struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		add_run(k, lines->v[i].s, lines->v[i].at);
		buf_c(&k->text, ' ');
	}
	scan_text(k);
}

static void
link_to(struct collect *k, str id, pos at)
{
	struct cited c = { .kind = CITED_LINK, .can_cu = k->can_cu };

	c.texts[CT_TARGET] = id;
	c.texts[CT_PATH] = at.src != NULL ? at.src->path : (str){ NULL, 0 };
	c.line = at.line;
	c.col = at.col;
	c.len = at.len;
	cited_write(k->out, &c);
}

/* ---- Bodies ------------------------------------------------------------------------------ */

/* A typed citation of an id has been held against it already; a clause ends
 * with it. */
static void
scan_inl(struct collect *k, const struct inl *i)
{
	for (; i != NULL; i = i->next) {
		if (i->kind == INL_TEXT)
			add_run(k, i->text, i->at);
		else if (i->kind == INL_BREAK)
			buf_c(&k->text, ' ');
		else if (i->kind == INL_CITE) {
			link_to(k, i->target, i->at);
			buf_str(&k->text, S(" ; "));
		}
	}
	scan_text(k);
}

static void
scan_block(void *ctx, const struct block *b)
{
	struct collect *k = ctx;

	if (b->kind == BLK_HEADING || b->kind == BLK_PARA)
		scan_inl(k, b->inl);
	if (b->kind == BLK_VERBATIM) {
		add_run(k, b->text, b->at);
		scan_text(k);
	}
	if (b->kind != BLK_TABLE || b->table == NULL)
		return;
	for (size_t i = 0; i < b->table->n_cols && b->table->n_head == 0; i++)
		scan_inl(k, b->table->cols[i].ten);
	scan_lines(k, &b->table->ghi_chu);
}

/* ---- Heads -------------------------------------------------------------------------------- */

static str
joined(struct arena *a, const struct lines *lines)
{
	str *v = NEW_N(a, str, lines->n + 1);

	for (size_t i = 0; i < lines->n; i++)
		v[i] = lines->v[i].s;
	return str_join(a, v, lines->n, S(" "));
}

static void
add_home(struct collect *k, str name)
{
	if (name.n && k->n_home < MAX_HOME) {
		str form = mention_issuer(k->a, name, k->home, k->n_home);

		k->home[k->n_home++] = form;
	}
}

/* The document's own agencies: what "quận", "Thành phố", "Sở" mean in it. */
static void
find_home(struct collect *k)
{
	const struct head *h = &k->doc->head;

	add_home(k, h->tac_gia.s);
	add_home(k, h->ten_day_du.s.n ? h->ten_day_du.s : joined(k->a, &h->co_quan));
	add_home(k, joined(k->a, &h->co_quan_chu_quan));
	if (h->dia_danh.s.n)
		add_home(k, str_cat(k->a, S("- x "), h->dia_danh.s));
}

static void
scan_can_cu(struct collect *k)
{
	k->can_cu = true;
	for (size_t i = 0; i < k->doc->n_can_cu; i++) {
		const struct can_cu *c = &k->doc->can_cu[i];

		scan_val(k, &c->text);
		scan_val(k, &c->de_nghi);
		for (size_t n = 0; n < c->n_van_ban; n++)
			link_to(k, c->van_ban[n].s, c->van_ban[n].at);
	}
	k->can_cu = false;
}

static void
scan_appendices(struct collect *k, const struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		scan_lines(k, &v[i].tieu_de);
		scan_lines(k, &v[i].trich_yeu);
		k->kem_theo = true;
		scan_val(k, &v[i].kem_theo);
		k->kem_theo = false;
		if (v[i].bieu_mau)
			scan_lines(k, &v[i].head.ghi_chu);
		for (size_t m = 0; m < v[i].n_phu_luc; m++)
			scan_lines(k, &v[i].phu_luc[m].tieu_de);
	}
}

void
check_collect(const struct doc *doc, struct arena *a, struct buf *out)
{
	struct collect k = { .a = a, .out = out, .doc = doc };
	struct walk w = { .ctx = &k, .block = scan_block, .in_table = &k.in_table };

	buf_init(&k.text);
	find_home(&k);
	scan_lines(&k, &doc->trich_yeu);
	scan_can_cu(&k);
	walk_document(doc, &w);
	scan_appendices(&k, doc->phu_luc, doc->n_phu_luc);
	scan_appendices(&k, doc->kem_theo, doc->n_kem_theo);
	scan_lines(&k, &doc->head.ghi_chu);
	buf_free(&k.text);
}
