/* check/gaps.c: gaps (`[?…]`) in the values of keys, as `vanban new` writes them.
 *
 * Text of keys is plain and prints as typed, so nothing shows such a gap for one on the
 * page, and nothing but this rule stops it. Values of defaults count where the document
 * prints them. */
#include "check_int.h"

struct gaps {
	struct rule_run *r;
	bool variables; /* those of `bien` are looked at */
	VEC(pos) told;  /* forms and agencies repeat values of the document */
};

static bool
is_told(const struct gaps *g, pos at)
{
	for (size_t i = 0; i < g->told.n; i++)
		if (g->told.v[i].src == at.src && g->told.v[i].line == at.line &&
		    g->told.v[i].col == at.col)
			return true;
	return false;
}

/* A gap that came into the text with a variable is told where the variable stands. */
static bool
is_variable(const struct gaps *g, str gap)
{
	const struct doc *doc = g->r->doc;

	for (size_t i = 0; !g->variables && i < doc->n_bien; i++)
		if (str_find(doc->bien[i].value.s, gap) != STR_NONE)
			return true;
	return false;
}

/* The gap of s from off on, its brackets too; empty: there is none. */
static str
gap_at(str s, size_t off)
{
	size_t open = str_find(str_from(s, off), S("[?")), close;

	if (open == STR_NONE)
		return S("");
	s = str_from(s, off + open);
	close = str_find_c(s, ']');
	return close == STR_NONE ? S("") : str_first(s, close + 1);
}

static void
look(struct gaps *g, const struct val *v)
{
	str gap = gap_at(v->s, 0);

	if (gap.n == 0 || is_told(g, v->at))
		return;
	VEC_PUSH(g->r->a, &g->told, v->at);
	for (; gap.n; gap = gap_at(v->s, (size_t)(gap.p - v->s.p) + gap.n)) {
		struct diag *f = is_variable(g, gap) ? NULL : rule_find(g->r, v->at, gap, S(""));

		if (f && g->r->doc->trang_thai == TT_DU_THAO)
			rule_lower(g->r->d, f);
	}
}

static void
look_all(struct gaps *g, const struct val *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		look(g, &v[i]);
}

static void
look_lines(struct gaps *g, const struct lines *v)
{
	look_all(g, v->v, v->n);
}

/* ---- Parts of a document ---------------------------------------------------------- */

static void
look_signer(struct gaps *g, const struct signer *k)
{
	const struct val *v[] = { &k->thay_mat, &k->thua_lenh, &k->thua_uy_quyen, &k->ky_thay,
		&k->chuc_vu, &k->chuc_vu_khac, &k->hoc_ham, &k->ho_ten };

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		look(g, v[i]);
}

static void
look_head(struct gaps *g, const struct head *h)
{
	const struct val *v[] = { &h->ten_day_du, &h->tac_gia, &h->viet_tat, &h->don_vi_soan_thao,
		&h->so, &h->ky_hieu, &h->dia_danh, &h->ky_hieu_nguoi_soan, &h->so_luong_ban };

	look_lines(g, &h->co_quan_chu_quan);
	look_lines(g, &h->co_quan);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		look(g, v[i]);
	look_lines(g, &h->kinh_gui);
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		look(g, &h->noi_nhan[i].ten);
		look(g, &h->noi_nhan[i].de);
		look(g, &h->noi_nhan[i].so_ban);
	}
	look_all(g, h->luu, h->n_luu);
	look_lines(g, &h->ghi_chu);
	for (size_t i = 0; i < h->n_ky; i++)
		look_signer(g, &h->ky[i]);
}

static void
look_basis(struct gaps *g, const struct can_cu *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		look(g, &c[i].text);
		look_all(g, c[i].van_ban, c[i].n_van_ban);
		look(g, &c[i].mo_dau);
		look(g, &c[i].de_nghi);
	}
}

/* No deeper than an attached text's own appendices. */
static void
look_appendices(struct gaps *g, const struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		look_lines(g, &v[i].trich_yeu);
		look(g, &v[i].ten_goi);
		look_lines(g, &v[i].tieu_de);
		look(g, &v[i].kem_theo);
		look(g, &v[i].ket_thuc);
		if (v[i].bieu_mau)
			look_head(g, &v[i].head);
		look_appendices(g, v[i].phu_luc, v[i].n_phu_luc);
	}
}

static void
look_fields(struct gaps *g, const struct doc *doc)
{
	for (int i = 0; i < FIELD__COUNT; i++)
		look_lines(g, &doc->fields[i].text);
	for (size_t i = 0; i < doc->n_ben; i++)
		look_all(g, doc->ben[i].v, PARTY__COUNT);
}

/* Values that texts take by their names: the gap is mended here, for all of them. */
static void
look_variables(struct gaps *g, const struct doc *doc)
{
	g->variables = true;
	for (size_t i = 0; i < doc->n_bien; i++)
		look(g, &(struct val){ .s = doc->bien[i].value.s, .at = doc->bien[i].value.at });
	g->variables = false;
}

/* What a digital signature says. */
static void
look_seal(struct gaps *g, const struct doc *doc)
{
	look(g, &doc->chu_ky_so.nguoi_ky);
	look(g, &doc->chu_ky_so.email);
	look(g, &doc->chu_ky_so.co_quan);
	look(g, &doc->chu_ky_so.thoi_gian);
}

/* What tables say beside their cells. */
static void
look_table(void *ctx, const struct block *b)
{
	if (b->kind != BLK_TABLE || b->table == NULL)
		return;
	look(ctx, &b->table->don_vi_tinh);
	look_lines(ctx, &b->table->ghi_chu);
}

void
rule_gap_in_key(struct rule_run *r)
{
	const struct doc *doc = r->doc;
	struct gaps g = { .r = r };
	struct walk tables = { .ctx = &g, .block = look_table };

	look_variables(&g, doc);
	look_lines(&g, &doc->ten_loai);
	look_lines(&g, &doc->trich_yeu);
	look(&g, &doc->vien_dan);
	look_lines(&g, &doc->tham_quyen);
	look_seal(&g, doc);
	look_basis(&g, doc->can_cu, doc->n_can_cu);
	look_head(&g, &doc->head);
	for (size_t i = 0; i < doc->n_lien_tich; i++)
		look_head(&g, &doc->lien_tich[i]);
	look_fields(&g, doc);
	look(&g, &doc->ban_goc);
	look(&g, &doc->ket_thuc);
	look_lines(&g, &doc->lien_he);
	look_appendices(&g, doc->phu_luc, doc->n_phu_luc);
	look_appendices(&g, doc->kem_theo, doc->n_kem_theo);
	walk_document(doc, &tables);
}
