/* check/format.c: what the format asks that only the templates know. These are
 * errors: without its type a document can't be laid out, and what its state
 * asks (a number, a date, no gap left) is the writer's own word. */
#include "check_int.h"

#include "../base/utf.h"

/* ---- Types and their keys -------------------------------------------------- */

static const char *const NEEDS[] = {
#define NEED(name, key) [NEED_##name] = (key),
#include "../style/need_list.h"
#undef NEED
};

/* `ky: {}` signs nothing. */
static bool
has_signer(const struct head *h)
{
	for (size_t i = 0; i < h->n_ky; i++)
		if (h->ky[i].chuc_vu.s.n || h->ky[i].ho_ten.s.n)
			return true;
	return false;
}

static bool
has_key(const struct doc *doc, enum need_id need)
{
	const struct head *h = &doc->head;

	switch (need) {
	case NEED_CO_QUAN: return h->co_quan.n > 0;
	case NEED_VIET_TAT: return h->viet_tat.s.n > 0;
	case NEED_DIA_DANH: return h->dia_danh.s.n > 0 || h->ngay.none;
	case NEED_TRICH_YEU: return doc->trich_yeu.n > 0;
	case NEED_KINH_GUI: return h->kinh_gui.n > 0;
	case NEED_CAN_CU: return doc->n_can_cu > 0;
	case NEED_THAM_QUYEN: return doc->tham_quyen.n > 0;
	case NEED_NOI_DUNG: return doc->noi_dung.given;
	case NEED_NOI_NHAN: return h->n_noi_nhan > 0;
	case NEED_KY: return has_signer(h);
	case NEED_VAN_BAN_KEM_THEO: return doc->n_kem_theo > 0;
	case NEED_LIEN_HE: return doc->lien_he.n > 0;
	case NEED_BEN: return doc->n_ben > 0;
	case NEED_BAN_GOC: return doc->ban_goc.s.n > 0;
	case NEED__COUNT: break;
	}
	return true;
}

static void
unknown_type(const struct val *loai, const struct style *s, struct diags *d)
{
	str *ids;
	size_t n;
	struct diag *f;

	style_types(s, d->arena, &ids, &n);
	f = diag(d, D_TYPE_UNKNOWN, loai->at, loai->s);
	f->args[1] = str_join(d->arena, ids, n, S(", ")); /* all of them, however many */
	f->suggest = diag_nearest(loai->s, ids, n);
}

static const struct type *
check_type(const struct doc *doc, const struct style *s, struct diags *d)
{
	const struct type *t;

	if (doc->loai.s.n == 0)
		return NULL; /* read/ said so */
	t = style_type(s, doc->loai.s, d);
	if (t == NULL)
		unknown_type(&doc->loai, s, d);
	else if (t->ngoai)
		diag(d, D_TYPE_CITED_ONLY, doc->loai.at, t->ten);
	return t != NULL && !t->ngoai ? t : NULL;
}

static void
check_needs(const struct doc *doc, const struct type *t, struct diags *d)
{
	for (size_t i = 0; i < NEED__COUNT; i++)
		if ((t->needs & 1u << i) && !has_key(doc, (enum need_id)i) &&
		    !doc_is_hurt(doc, str_z(NEEDS[i])))
			diag(d, D_TYPE_KEY_MISSING, doc->at, t->ten, str_z(NEEDS[i]));
}

/* ---- Keys of some types only --------------------------------------------------- */

static void
check_needed_fields(const struct doc *doc, const struct type *t, struct diags *d)
{
	for (int i = 0; i < FIELD__COUNT; i++) {
		str key = str_z(field_key((enum field_id)i));

		if ((t->needs_fields & 1u << i) && !doc_has_field(doc, (enum field_id)i) &&
		    !doc_is_hurt(doc, key))
			diag(d, D_TYPE_KEY_MISSING, doc->at, t->ten, key);
	}
}

/* Keys of `can_mot` for a message; true when one of them is there. */
static bool
has_one_of(const struct doc *doc, const struct type *t, struct arena *a, str *names)
{
	VEC(str) v = { 0 };
	bool has = false;

	for (int i = 0; i < NEED__COUNT; i++)
		if (t->one_of & 1u << i) {
			has = has || has_key(doc, (enum need_id)i) ||
			      doc_is_hurt(doc, str_z(NEEDS[i]));
			VEC_PUSH(a, &v, str_z(NEEDS[i]));
		}
	for (int i = 0; i < FIELD__COUNT; i++)
		if (t->one_of_fields & 1u << i) {
			str key = str_z(field_key((enum field_id)i));

			has = has || doc_has_field(doc, (enum field_id)i) || doc_is_hurt(doc, key);
			VEC_PUSH(a, &v, key);
		}
	*names = str_join(a, v.v, v.n, S(", "));
	return has;
}

/* A key that the type prints nowhere would be lost. In a _mac-dinh.yaml it may
 * be meant for others. */
static void
check_unused(const struct doc *doc, const struct type *t, str key, pos at, struct diags *d)
{
	if (at.src != NULL && str_eq(at.src->path, doc->path))
		diag(d, D_TYPE_KEY_UNUSED, at, t->ten, key);
}

static void
check_fields(const struct doc *doc, const struct type *t, struct diags *d)
{
	str names;

	check_needed_fields(doc, t, d);
	if ((t->one_of || t->one_of_fields) && !has_one_of(doc, t, d->arena, &names))
		diag(d, D_TYPE_KEY_ONE_OF, doc->at, t->ten, names);
	for (int i = 0; i < FIELD__COUNT; i++)
		if (!(t->fields & 1u << i) && doc_has_field(doc, (enum field_id)i))
			check_unused(doc, t, str_z(field_key((enum field_id)i)),
			    field_is_date((enum field_id)i) ? doc->fields[i].date.at
							    : doc->fields[i].text.at,
			    d);
	if (doc->n_ben && !t->has_ben)
		check_unused(doc, t, S("ben"), doc->ben_at, d);
	if (doc->ban_goc.s.n && !(t->needs & 1u << NEED_BAN_GOC))
		check_unused(doc, t, S("ban_goc"), doc->ban_goc.at, d);
}

static void
check_attached(const struct doc *doc, const struct style *s, struct diags *d)
{
	for (size_t i = 0; i < doc->n_kem_theo; i++) {
		const struct phu_luc *p = &doc->kem_theo[i];
		const struct type *t;

		if (p->loai.s.n == 0)
			continue; /* read/ said so */
		t = style_type(s, p->loai.s, d);
		if (t == NULL)
			unknown_type(&p->loai, s, d);
		else if ((t->needs & 1u << NEED_TRICH_YEU) && p->trich_yeu.n == 0)
			diag(d, D_TYPE_KEY_MISSING, p->at, t->ten, S("trich_yeu"));
	}
}

/* ---- The state ---------------------------------------------------------------- */

static void
check_issued(const struct doc *doc, const struct type *t, struct diags *d)
{
	const struct date *on = &doc->head.ngay;

	if (doc->trang_thai != TT_BAN_HANH)
		return;
	if (doc->head.so.s.n == 0 && !doc->head.so.none && (t == NULL || !t->khong_so))
		diag(d, D_ISSUED_NO_NUMBER, doc->at);
	if (on->year == 0 || on->month == 0 || on->day == 0)
		diag(d, D_ISSUED_NO_DATE, on->at.src ? on->at : doc->at);
}

/* A thousand are told, as of a file: each looks for its place in its line. */
static void
report_gap(void *ctx, const struct inl *i)
{
	enum { MOST = 1000 };
	struct diags *d = ctx;

	if (i->kind == INL_GAP && d->counts[DIAG_ERROR] < MOST)
		diag(d, D_GAP_LEFT, i->at, i->text);
}

static void
check_gaps(const struct doc *doc, struct diags *d)
{
	struct walk w = { .ctx = d, .inl = report_gap };

	if (doc->trang_thai != TT_DU_THAO)
		walk_document(doc, &w);
}

/* ---- Numbering patterns -------------------------------------------------------- */

static void
check_patterns(const struct val *v, size_t n, const struct style *s, struct diags *d)
{
	str known[NUM__COUNT];

	for (size_t i = 0; i < NUM__COUNT; i++)
		known[i] = s->patterns[i].typed;
	for (size_t i = 0; i < n; i++)
		if (style_pattern(s, v[i].s) == NULL)
			diag(d, D_PATTERN_UNKNOWN, v[i].at, v[i].s, style_pattern_list(s, d->arena))
			    ->suggest = diag_nearest(v[i].s, known, NUM__COUNT);
}

static void
check_all_patterns(const struct doc *doc, const struct style *s, struct diags *d)
{
	check_patterns(doc->danh_so, doc->n_danh_so, s, d);
	for (size_t i = 0; i < doc->n_phu_luc; i++)
		check_patterns(doc->phu_luc[i].danh_so, doc->phu_luc[i].n_danh_so, s, d);
	for (size_t i = 0; i < doc->n_kem_theo; i++) {
		const struct phu_luc *p = &doc->kem_theo[i];

		check_patterns(p->danh_so, p->n_danh_so, s, d);
		for (size_t k = 0; k < p->n_phu_luc; k++)
			check_patterns(p->phu_luc[k].danh_so, p->phu_luc[k].n_danh_so, s, d);
	}
}

/* ---- Citations ------------------------------------------------------------------- */

struct citer {
	const struct doc *doc;
	const struct corpus *corpus;
	const struct style *style;
	struct diags *d;
};

/* A catalogue may name a type that no template has, but not by an id: nobody
 * could tell how that is written. */
static void
check_cited_type(const struct citer *c, const struct doc *doc)
{
	struct diags unheard; /* of the type's own file */
	str *ids;
	size_t n;

	diags_init(&unheard, c->d->arena);
	if (!doc->outside || doc->ten_loai.n || style_type(c->style, doc->loai.s, &unheard) != NULL)
		return;
	style_types(c->style, c->d->arena, &ids, &n);
	diag(c->d, D_ENTRY_TYPE_UNKNOWN, doc->loai.at, doc->loai.s)->suggest =
	    diag_nearest(doc->loai.s, ids, n);
}

static void
check_id(const struct citer *c, str id, pos at)
{
	str broken = corpus_broken(c->corpus, c->doc, id);
	const struct doc *doc = corpus_cite(c->corpus, c->doc, id);

	if (broken.n)
		diag(c->d, D_CITE_BROKEN, at, id, broken);
	else if (doc == NULL)
		diag(c->d, D_CITE_UNKNOWN, at, id)->suggest = corpus_nearest(c->corpus, c->doc, id);
	else
		check_cited_type(c, doc);
}

static void
check_cite(void *ctx, const struct inl *i)
{
	if (i->kind == INL_CITE)
		check_id(ctx, i->target, i->at);
}

static void
check_citations(
    const struct doc *doc, const struct corpus *corpus, const struct style *s, struct diags *d)
{
	struct citer c = { doc, corpus, s, d };
	struct walk w = { .ctx = &c, .inl = check_cite };

	for (size_t i = 0; i < doc->n_can_cu; i++) {
		const struct val *text = &doc->can_cu[i].text;

		/* Most are sentences. */
		if (text->s.n && str_find_c(text->s, ' ') == STR_NONE &&
		    corpus_cite(corpus, doc, text->s) != NULL)
			diag(d, D_CAN_CU_BARE_ID, text->at, text->s);
		for (size_t k = 0; k < doc->can_cu[i].n_van_ban; k++)
			check_id(&c, doc->can_cu[i].van_ban[k].s, doc->can_cu[i].van_ban[k].at);
	}
	if (doc->ban_goc_is_id && doc->ban_goc.s.n)
		check_id(&c, doc->ban_goc.s, doc->ban_goc.at);
	walk_document(doc, &w);
}

bool
check_format(const struct doc *doc, const struct corpus *c, const struct style *s, struct diags *d)
{
	unsigned before = d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM];
	const struct type *t = check_type(doc, s, d);

	if (t != NULL) {
		check_needs(doc, t, d);
		check_fields(doc, t, d);
	}
	check_attached(doc, s, d);
	check_issued(doc, t, d);
	check_gaps(doc, d);
	check_all_patterns(doc, s, d);
	check_citations(doc, c, s, d);
	return t != NULL && d->counts[DIAG_ERROR] + d->counts[DIAG_SYSTEM] == before;
}
