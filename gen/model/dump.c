/* model/dump.c: a document as text, for people and for tests.
 *
 * One fact a line, indented by depth, in a fixed order; text in quotes with \n,
 * \" and \\ escaped, words of the format bare. What is absent is left out, what
 * was unset is `khong`. No places: a dump changes only when the meaning does. */
#include "dump_int.h"

/* ---- lines ------------------------------------------------------------- */

void
dump_start(struct dump *d, const char *name)
{
	for (int i = 0; i < d->depth; i++)
		buf_z(d->out, "  ");
	buf_z(d->out, name);
}

void
dump_title(struct dump *d, const char *name)
{
	dump_start(d, name);
	buf_c(d->out, '\n');
}

void
dump_quoted(struct dump *d, str s)
{
	buf_c(d->out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			buf_z(d->out, "\\n");
			continue;
		}
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_c(d->out, '\\');
		buf_c(d->out, s.p[i]);
	}
	buf_c(d->out, '"');
}

void
dump_str(struct dump *d, const char *name, str s)
{
	if (!s.n)
		return;
	dump_start(d, name);
	buf_z(d->out, ": ");
	dump_quoted(d, s);
	buf_c(d->out, '\n');
}

void
dump_word(struct dump *d, const char *name, const char *word)
{
	dump_start(d, name);
	buf_fmt(d->out, ": %s\n", word);
}

void
dump_val(struct dump *d, const char *name, const struct val *v)
{
	if (v->none)
		dump_word(d, name, "khong");
	else
		dump_str(d, name, v->s);
}

void
dump_flag(struct dump *d, const char *name, bool on)
{
	if (on)
		dump_word(d, name, "co");
}

void
dump_number(struct dump *d, const char *name, long n)
{
	if (!n)
		return;
	dump_start(d, name);
	buf_fmt(d->out, ": %ld\n", n);
}

void
dump_vals(struct dump *d, const char *name, const struct val *v, size_t n)
{
	if (n)
		dump_title(d, name);
	d->depth++;
	for (size_t i = 0; i < n; i++) {
		dump_start(d, "- ");
		dump_quoted(d, v[i].s);
		buf_c(d->out, '\n');
	}
	d->depth--;
}

void
dump_lines(struct dump *d, const char *name, const struct lines *l)
{
	if (l->none)
		dump_word(d, name, "khong");
	else
		dump_vals(d, name, l->v, l->n);
}

static void
dump_date(struct dump *d, const char *name, const struct date *date)
{
	if (date->none)
		dump_word(d, name, "khong");
	if (!date->given || date->none)
		return;
	dump_start(d, name);
	buf_fmt(d->out, ": %04d", date->year);
	if (date->month)
		buf_fmt(d->out, "-%02d", date->month);
	if (date->day)
		buf_fmt(d->out, "-%02d", date->day);
	buf_c(d->out, '\n');
}

/* ---- the head -------------------------------------------------------------- */

static void
dump_signers(struct dump *d, const struct signer *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dump_title(d, "ky");
		d->depth++;
		dump_val(d, "thay_mat", &v[i].thay_mat);
		dump_val(d, "thua_lenh", &v[i].thua_lenh);
		dump_val(d, "thua_uy_quyen", &v[i].thua_uy_quyen);
		dump_val(d, "ky_thay", &v[i].ky_thay);
		dump_flag(d, "giao_quyen", v[i].giao_quyen);
		dump_val(d, "chuc_vu", &v[i].chuc_vu);
		dump_val(d, "chuc_vu_khac", &v[i].chuc_vu_khac);
		dump_val(d, "hoc_ham", &v[i].hoc_ham);
		dump_val(d, "ho_ten", &v[i].ho_ten);
		d->depth--;
	}
}

static void
dump_noi_nhan(struct dump *d, const struct head *h)
{
	if (h->noi_nhan_given && h->n_noi_nhan == 0)
		dump_word(d, "noi_nhan", "khong");
	for (size_t i = 0; i < h->n_noi_nhan; i++) {
		const struct noi_nhan *e = &h->noi_nhan[i];

		dump_val(d, "noi_nhan", &e->ten);
		d->depth++;
		dump_val(d, "de", &e->de);
		dump_val(d, "so_ban", &e->so_ban);
		dump_val(d, "ma_dinh_danh", &e->ma_dinh_danh);
		d->depth--;
	}
}

static void
dump_head(struct dump *d, const struct head *h)
{
	dump_lines(d, "co_quan_chu_quan", &h->co_quan_chu_quan);
	dump_lines(d, "co_quan", &h->co_quan);
	dump_val(d, "ten_day_du", &h->ten_day_du);
	dump_val(d, "tac_gia", &h->tac_gia);
	dump_val(d, "viet_tat", &h->viet_tat);
	dump_val(d, "don_vi_soan_thao", &h->don_vi_soan_thao);
	dump_val(d, "so", &h->so);
	dump_val(d, "ky_hieu", &h->ky_hieu);
	dump_val(d, "dia_danh", &h->dia_danh);
	dump_date(d, "ngay", &h->ngay);
	dump_lines(d, h->kinh_gui_list ? "kinh_gui (list)" : "kinh_gui", &h->kinh_gui);
	dump_noi_nhan(d, h);
	if (h->luu_given && h->n_luu == 0)
		dump_word(d, "luu", "khong");
	dump_vals(d, "luu", h->luu, h->n_luu);
	dump_val(d, "ky_hieu_nguoi_soan", &h->ky_hieu_nguoi_soan);
	dump_val(d, "so_luong_ban", &h->so_luong_ban);
	dump_lines(d, "ghi_chu", &h->ghi_chu);
	dump_signers(d, h->ky, h->n_ky);
}

/* ---- appendices and the document ---------------------------------------------- */

static void
dump_appendices(struct dump *d, const struct phu_luc *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct phu_luc *p = &v[i];

		dump_title(d, p->kem_theo_qd ? "van_ban_kem_theo" : "phu_luc");
		d->depth++;
		dump_val(d, "loai", &p->loai);
		dump_lines(d, "trich_yeu", &p->trich_yeu);
		dump_val(d, "ten_goi", &p->ten_goi);
		dump_lines(d, "tieu_de", &p->tieu_de);
		dump_val(d, "kem_theo", &p->kem_theo);
		dump_flag(d, "de_trong", p->de_trong);
		dump_flag(d, "ngang", p->ngang);
		dump_flag(d, "muc_luc", p->muc_luc.co);
		dump_number(d, "muc_luc_cap", p->muc_luc.cap);
		dump_vals(d, "danh_so", p->danh_so, p->n_danh_so);
		dump_val(d, "ket_thuc", &p->ket_thuc);
		dump_val(d, "ma", &p->ma);
		dump_flag(d, "tep_rieng", p->tep_rieng);
		dump_flag(d, "bieu_mau", p->bieu_mau);
		if (p->bieu_mau)
			dump_head(d, &p->head);
		dump_body(d, &p->noi_dung);
		dump_appendices(d, p->phu_luc, p->n_phu_luc);
		d->depth--;
	}
}

static void
dump_can_cu(struct dump *d, const struct doc *doc)
{
	for (size_t i = 0; i < doc->n_can_cu; i++) {
		const struct can_cu *c = &doc->can_cu[i];

		if (c->kind == CC_TEXT) {
			dump_val(d, "can_cu", &c->text);
			continue;
		}
		dump_title(d, "can_cu");
		d->depth++;
		dump_val(d, "mo_dau", &c->mo_dau);
		dump_val(d, "de_nghi", &c->de_nghi);
		dump_vals(d, "van_ban", c->van_ban, c->n_van_ban);
		d->depth--;
	}
}

static void
dump_relations(struct dump *d, const struct doc *doc)
{
	dump_vals(d, "thay_the", doc->thay_the.ids, doc->thay_the.n);
	dump_vals(d, "bai_bo", doc->bai_bo.ids, doc->bai_bo.n);
	dump_vals(d, "sua_doi", doc->sua_doi.ids, doc->sua_doi.n);
	dump_vals(d, "dinh_chinh", doc->dinh_chinh.ids, doc->dinh_chinh.n);
	dump_vals(d, "thu_hoi", doc->thu_hoi.ids, doc->thu_hoi.n);
	dump_date(d, "hieu_luc_tu", &doc->hieu_luc_tu);
	dump_date(d, "het_hieu_luc", &doc->het_hieu_luc);
	dump_date(d, "han_tra_loi", &doc->han_tra_loi);
}

static void
dump_chu_ky_so(struct dump *d, const struct doc *doc)
{
	if (!doc->chu_ky_so.given)
		return;
	dump_title(d, "chu_ky_so");
	d->depth++;
	dump_val(d, "nguoi_ky", &doc->chu_ky_so.nguoi_ky);
	dump_val(d, "email", &doc->chu_ky_so.email);
	dump_val(d, "co_quan", &doc->chu_ky_so.co_quan);
	dump_val(d, "thoi_gian", &doc->chu_ky_so.thoi_gian);
	d->depth--;
}

/* What is kept for the archive and for check. */
static void
dump_archive(struct dump *d, const struct doc *doc)
{
	dump_val(d, "ho_so.ky_hieu", &doc->ho_so.ky_hieu);
	dump_val(d, "ho_so.nam", &doc->ho_so.nam);
	dump_val(d, "ho_so.thu_tu", &doc->ho_so.thu_tu);
	dump_val(d, "thoi_han_luu_tru", &doc->thoi_han_luu_tru);
	dump_val(d, "ma_dinh_danh", &doc->ma_dinh_danh);
	dump_vals(d, "tu_khoa", doc->tu_khoa, doc->n_tu_khoa);
	dump_vals(d, "ma_cu", doc->ma_cu, doc->n_ma_cu);
	dump_val(d, "soan_tu", &doc->soan_tu);
	dump_vals(d, "da_xem", doc->da_xem, doc->n_da_xem);
	for (size_t i = 0; i < doc->n_bo_qua; i++) {
		dump_start(d, "bo_qua ");
		buf_fmt(d->out, "%.*s: ", STR_ARG(doc->bo_qua_rule[i].s));
		dump_quoted(d, doc->bo_qua_why[i].s);
		buf_c(d->out, '\n');
	}
}

/* How it is to be printed. */
static void
dump_form(struct dump *d, const struct doc *doc)
{
	dump_flag(d, "ngang", doc->ngang);
	dump_flag(d, "dien_tu", doc->dien_tu);
	dump_number(d, "co_chu", doc->co_chu);
	dump_flag(d, "muc_luc", doc->muc_luc.co);
	dump_number(d, "muc_luc_cap", doc->muc_luc.cap);
	dump_val(d, "do_khan", &doc->do_khan);
	dump_val(d, "do_mat", &doc->do_mat);
	dump_val(d, "pham_vi_luu_hanh", &doc->pham_vi_luu_hanh);
	dump_lines(d, "lien_he", &doc->lien_he);
	dump_chu_ky_so(d, doc);
	dump_vals(d, "danh_so", doc->danh_so, doc->n_danh_so);
	dump_val(d, "ket_thuc", &doc->ket_thuc);
}

/* Labelled lines, and what copies and documents of several have. */
static void
dump_typed(struct dump *d, const struct doc *doc)
{
	for (int i = 0; i < FIELD__COUNT; i++) {
		dump_lines(d, field_key((enum field_id)i), &doc->fields[i].text);
		dump_date(d, field_key((enum field_id)i), &doc->fields[i].date);
	}
	for (size_t i = 0; i < doc->n_ben; i++) {
		dump_title(d, "ben");
		d->depth++;
		for (int k = 0; k < PARTY__COUNT; k++)
			dump_val(d, party_key((enum party_id)k), &doc->ben[i].v[k]);
		d->depth--;
	}
	dump_val(d, doc->ban_goc_is_id ? "ban_goc (id)" : "ban_goc", &doc->ban_goc);
	for (size_t i = 0; i < doc->n_lien_tich; i++) {
		dump_title(d, "lien_tich");
		d->depth++;
		dump_head(d, &doc->lien_tich[i]);
		d->depth--;
	}
}

void
doc_dump(struct buf *out, const struct doc *doc)
{
	static const char *const states[] = { "trinh-ky", "du-thao", "ban-hanh", "phuc-che" };
	struct dump d = { out, 0 };

	buf_fmt(out, "%s %.*s%s\n", doc->outside ? "entry" : "document", STR_ARG(doc->id),
	    doc->failed ? " (failed)" : "");
	d.depth = 1;
	dump_val(&d, "the_thuc", &doc->the_thuc);
	dump_val(&d, "loai", &doc->loai);
	if (!doc->outside)
		dump_word(&d, "trang_thai", states[doc->trang_thai]);
	dump_number(&d, "lan", (long)doc->lan);
	dump_val(&d, "so_ky_hieu", &doc->so_ky_hieu);
	dump_val(&d, "ten", &doc->ten);
	dump_head(&d, &doc->head);
	dump_lines(&d, "ten_loai", &doc->ten_loai);
	dump_lines(&d, "trich_yeu", &doc->trich_yeu);
	dump_val(&d, "vien_dan", &doc->vien_dan);
	dump_lines(&d, "tham_quyen", &doc->tham_quyen);
	dump_typed(&d, doc);
	dump_form(&d, doc);
	dump_relations(&d, doc);
	dump_archive(&d, doc);
	dump_can_cu(&d, doc);
	dump_body(&d, &doc->noi_dung);
	dump_appendices(&d, doc->phu_luc, doc->n_phu_luc);
	dump_appendices(&d, doc->kem_theo, doc->n_kem_theo);
}
