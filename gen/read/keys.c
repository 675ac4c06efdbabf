/* read/keys.c: the keys of the source format, one table for each sort of map.
 *
 * The tables are the format: what a map may hold, who reads it, where it goes.
 * A pair is looked up by its folded key. What is not found is judged in this
 * order: a key of another map (most often a line indented too much or too
 * little), then a misspelt one, then an unknown one. */
#include "../base/utf.h"
#include "keys.h"

#define ROW(T, key, fn, field)                                        \
	{                                                             \
		.name = (key), .read = (fn), .at = offsetof(T, field) \
	}
#define ROW_N(T, key, fn, field, count)                                                           \
	{                                                                                         \
		.name = (key), .read = (fn), .at = offsetof(T, field), .n_at = offsetof(T, count) \
	}
#define ROW_IF(T, key, fn, field, need)                                                \
	{                                                                              \
		.name = (key), .read = (fn), .at = offsetof(T, field), .flags = (need) \
	}
#define ROW_N_IF(T, key, fn, field, count, need)                                                   \
	{                                                                                          \
		.name = (key), .read = (fn), .at = offsetof(T, field), .n_at = offsetof(T, count), \
		.flags = (need)                                                                    \
	}
/* Read by a function that fills more than one field. */
#define ROW_WHOLE(key, fn, need)                             \
	{                                                    \
		.name = (key), .read = (fn), .flags = (need) \
	}
#define RESERVED(key)                                \
	{                                            \
		.name = (key), .flags = KEY_RESERVED \
	}

/* A head and a signature, in struct head; of a document, or of a form. */
static const struct key head_keys[] = {
	ROW_IF(struct head, "co_quan_chu_quan", read_lines, co_quan_chu_quan, KEY_FORM_ONLY),
	ROW_IF(struct head, "co_quan", read_lines, co_quan, KEY_FORM_ONLY),
	ROW_IF(struct head, "ten_day_du", read_text, ten_day_du, KEY_FORM_ONLY),
	ROW_IF(struct head, "tac_gia", read_text, tac_gia, KEY_FORM_ONLY),
	ROW_IF(struct head, "viet_tat", read_text, viet_tat, KEY_FORM_ONLY),
	ROW_IF(struct head, "don_vi_soan_thao", read_text, don_vi_soan_thao, KEY_FORM_ONLY),
	ROW_IF(struct head, "so", read_so, so, KEY_FORM_ONLY),
	ROW_IF(struct head, "ky_hieu", read_text, ky_hieu, KEY_FORM_ONLY),
	ROW_IF(struct head, "dia_danh", read_text, dia_danh, KEY_FORM_ONLY),
	ROW_IF(struct head, "ngay", read_date, ngay, KEY_FORM_ONLY),
	ROW_IF(struct head, "kinh_gui", read_kinh_gui, kinh_gui, KEY_FORM_ONLY),
	ROW_WHOLE("noi_nhan", read_noi_nhan, KEY_FORM_ONLY),
	ROW_N_IF(struct head, "luu", read_luu, luu, n_luu, KEY_FORM_ONLY),
	ROW_IF(struct head, "ky_hieu_nguoi_soan", read_text, ky_hieu_nguoi_soan, KEY_FORM_ONLY),
	ROW_IF(struct head, "so_luong_ban", read_count, so_luong_ban, KEY_FORM_ONLY),
	ROW_IF(struct head, "ghi_chu", read_lines, ghi_chu, KEY_FORM_ONLY),
	ROW_WHOLE("ky", read_ky, KEY_FORM_ONLY),
};

static const struct key document_keys[] = {
	ROW(struct doc, "loai", read_word, loai),
	ROW(struct doc, "trang_thai", read_trang_thai, trang_thai),
	ROW(struct doc, "lan", read_lan, lan),
	ROW(struct doc, "ten_loai", read_lines, ten_loai),
	ROW(struct doc, "trich_yeu", read_lines, trich_yeu),
	ROW(struct doc, "vien_dan", read_text, vien_dan),
	ROW(struct doc, "tham_quyen", read_lines, tham_quyen),
	ROW_N(struct doc, "can_cu", read_can_cu, can_cu, n_can_cu),
	ROW_IF(struct doc, "noi_dung", read_noi_dung, noi_dung, KEY_NOT_IN_DEFAULTS),
	ROW_N(struct doc, "danh_so", read_list, danh_so, n_danh_so),
	ROW(struct doc, "ket_thuc", read_text, ket_thuc),
	ROW_WHOLE("nguoi_ky", read_nguoi_ky, 0),
	ROW_N(struct doc, "phu_luc", read_phu_luc, phu_luc, n_phu_luc),
	ROW_N(struct doc, "van_ban_kem_theo", read_van_ban_kem_theo, kem_theo, n_kem_theo),
	ROW(struct doc, "huong", read_huong, ngang),
	ROW(struct doc, "hinh_thuc", read_hinh_thuc, dien_tu),
	ROW(struct doc, "co_chu", read_co_chu, co_chu),
	ROW_IF(struct doc, "muc_luc", read_muc_luc, muc_luc, KEY_NOT_IN_DEFAULTS),
	ROW(struct doc, "do_khan", read_do_khan, do_khan),
	ROW(struct doc, "do_mat", read_do_mat, do_mat),
	ROW(struct doc, "pham_vi_luu_hanh", read_text, pham_vi_luu_hanh),
	ROW(struct doc, "lien_he", read_lines, lien_he),
	ROW_WHOLE("chu_ky_so", read_chu_ky_so, 0),
	ROW_N(struct doc, "lien_tich", read_lien_tich, lien_tich, n_lien_tich),
	ROW_WHOLE("ben", read_ben, 0),
	ROW_WHOLE("ban_goc", read_ban_goc, 0),
#define FIELD_TEXT(name, key) ROW(struct doc, key, read_lines, fields[FIELD_##name].text)
#define FIELD_DATE(name, key) ROW(struct doc, key, read_date, fields[FIELD_##name].date)
#define FIELD(name, key, kind) FIELD_##kind(name, key),
#define PARTY(name, key)
#include "../model/field_list.h"
#undef FIELD
#undef PARTY
	ROW_N(struct doc, "thay_the", read_ids, thay_the.ids, thay_the.n),
	ROW_N(struct doc, "bai_bo", read_ids, bai_bo.ids, bai_bo.n),
	ROW_N(struct doc, "sua_doi", read_ids, sua_doi.ids, sua_doi.n),
	ROW_N(struct doc, "dinh_chinh", read_ids, dinh_chinh.ids, dinh_chinh.n),
	ROW_N(struct doc, "thu_hoi", read_ids, thu_hoi.ids, thu_hoi.n),
	ROW(struct doc, "hieu_luc_tu", read_date, hieu_luc_tu),
	ROW(struct doc, "het_hieu_luc", read_date, het_hieu_luc),
	ROW(struct doc, "han_tra_loi", read_date, han_tra_loi),
	ROW_WHOLE("ho_so", read_ho_so, 0),
	ROW(struct doc, "thoi_han_luu_tru", read_thoi_han, thoi_han_luu_tru),
	ROW(struct doc, "ma_dinh_danh", read_text, ma_dinh_danh),
	ROW_N(struct doc, "tu_khoa", read_list, tu_khoa, n_tu_khoa),
	ROW_N_IF(struct doc, "ma_cu", read_ids, ma_cu, n_ma_cu, KEY_NOT_IN_DEFAULTS),
	ROW_IF(struct doc, "soan_tu", read_id, soan_tu, KEY_NOT_IN_DEFAULTS),
	ROW_N_IF(struct doc, "da_xem", read_list, da_xem, n_da_xem, KEY_NOT_IN_DEFAULTS),
	ROW_WHOLE("bo_qua", read_bo_qua, 0),
	ROW_WHOLE("lap_theo", read_lap_theo, KEY_NOT_IN_DEFAULTS),
	ROW_WHOLE("bien", read_bien, KEY_NOT_IN_DEFAULTS),
	ROW_IF(struct doc, "the_thuc", read_word, the_thuc, KEY_DEFAULTS_ONLY),
	ROW_WHOLE("he_so", read_he_so, KEY_DEFAULTS_ONLY),
	RESERVED("ban_hanh_boi"),
	RESERVED("ban_chinh"),
};

static const struct key phu_luc_keys[] = {
	ROW(struct phu_luc, "ten_goi", read_text, ten_goi),
	ROW(struct phu_luc, "tieu_de", read_lines, tieu_de),
	ROW(struct phu_luc, "kem_theo", read_text, kem_theo),
	ROW(struct phu_luc, "de_trong", read_yes_no, de_trong),
	ROW(struct phu_luc, "noi_dung", read_noi_dung, noi_dung),
	ROW(struct phu_luc, "huong", read_huong, ngang),
	ROW_N(struct phu_luc, "danh_so", read_list, danh_so, n_danh_so),
	ROW(struct phu_luc, "ket_thuc", read_text, ket_thuc),
	ROW(struct phu_luc, "ma", read_ma, ma),
	ROW(struct phu_luc, "tep_rieng", read_yes_no, tep_rieng),
	ROW(struct phu_luc, "bieu_mau", read_yes_no, bieu_mau),
};

static const struct key kem_theo_keys[] = {
	ROW(struct phu_luc, "loai", read_word, loai),
	ROW(struct phu_luc, "trich_yeu", read_lines, trich_yeu),
	ROW(struct phu_luc, "noi_dung", read_noi_dung, noi_dung),
	ROW_N(struct phu_luc, "danh_so", read_list, danh_so, n_danh_so),
	ROW_N(struct phu_luc, "phu_luc", read_phu_luc, phu_luc, n_phu_luc),
	ROW(struct phu_luc, "muc_luc", read_muc_luc, muc_luc),
};

static const struct key signer_keys[] = {
	ROW(struct signer, "thay_mat", read_text, thay_mat),
	ROW(struct signer, "thua_lenh", read_text, thua_lenh),
	ROW(struct signer, "thua_uy_quyen", read_text, thua_uy_quyen),
	ROW(struct signer, "ky_thay", read_text, ky_thay),
	ROW(struct signer, "giao_quyen", read_yes_no, giao_quyen),
	ROW(struct signer, "chuc_vu", read_text, chuc_vu),
	ROW(struct signer, "chuc_vu_khac", read_text, chuc_vu_khac),
	ROW(struct signer, "hoc_ham", read_text, hoc_ham),
	ROW(struct signer, "ho_ten", read_text, ho_ten),
};

static const struct key noi_nhan_keys[] = {
	ROW(struct noi_nhan, "ten", read_text, ten),
	ROW(struct noi_nhan, "de", read_text, de),
	ROW(struct noi_nhan, "so_ban", read_count, so_ban),
	ROW(struct noi_nhan, "ma_dinh_danh", read_text, ma_dinh_danh),
};

static const struct key can_cu_keys[] = {
	ROW_N(struct can_cu, "van_ban", read_ids, van_ban, n_van_ban),
	ROW(struct can_cu, "mo_dau", read_text, mo_dau),
	ROW(struct can_cu, "de_nghi", read_text, de_nghi),
};

static const struct key chu_ky_so_keys[] = {
	ROW(struct doc, "nguoi_ky", read_text, chu_ky_so.nguoi_ky),
	ROW(struct doc, "email", read_text, chu_ky_so.email),
	ROW(struct doc, "co_quan", read_text, chu_ky_so.co_quan),
	ROW(struct doc, "thoi_gian", read_text, chu_ky_so.thoi_gian),
};

static const struct key ho_so_keys[] = {
	ROW(struct doc, "ky_hieu", read_text, ho_so.ky_hieu),
	ROW(struct doc, "nam", read_count, ho_so.nam),
	ROW(struct doc, "thu_tu", read_count, ho_so.thu_tu),
};

static const struct key lien_tich_keys[] = {
	ROW(struct head, "co_quan_chu_quan", read_lines, co_quan_chu_quan),
	ROW(struct head, "co_quan", read_lines, co_quan),
	ROW(struct head, "viet_tat", read_text, viet_tat),
	ROW(struct head, "so", read_so, so),
	ROW_N(struct head, "luu", read_luu, luu, n_luu),
	ROW_WHOLE("ky", read_ky, 0),
};

static const struct key ben_keys[] = {
#define FIELD(name, key, kind)
#define PARTY(name, key) ROW(struct party, key, read_text, v[PARTY_##name]),
#include "../model/field_list.h"
#undef FIELD
#undef PARTY
};

static const struct key lap_theo_keys[] = {
	ROW(struct lap_theo, "tep", read_text, tep),
	ROW(struct lap_theo, "so_tu", read_count, so_tu),
	ROW(struct lap_theo, "ma", read_text, ma),
};

static const struct key catalogue_keys[] = {
	ROW(struct doc, "loai", read_word, loai),
	ROW(struct doc, "ten", read_text, ten),
	ROW(struct doc, "so_ky_hieu", read_text, so_ky_hieu),
	ROW(struct doc, "ngay", read_date, head.ngay),
	ROW(struct doc, "tac_gia", read_text, head.tac_gia),
	ROW(struct doc, "trich_yeu", read_lines, trich_yeu),
	ROW_N(struct doc, "thay_the", read_ids, thay_the.ids, thay_the.n),
	ROW_N(struct doc, "bai_bo", read_ids, bai_bo.ids, bai_bo.n),
	ROW_N(struct doc, "sua_doi", read_ids, sua_doi.ids, sua_doi.n),
	ROW_N(struct doc, "dinh_chinh", read_ids, dinh_chinh.ids, dinh_chinh.n),
	ROW_N(struct doc, "thu_hoi", read_ids, thu_hoi.ids, thu_hoi.n),
	ROW(struct doc, "hieu_luc_tu", read_date, hieu_luc_tu),
	ROW(struct doc, "het_hieu_luc", read_date, het_hieu_luc),
};

#define PART(keys, base)                                      \
	{                                                     \
		(keys), sizeof(keys) / sizeof *(keys), (base) \
	}

static const struct key_set sets[SET__COUNT] = {
	[SET_DOCUMENT] = { "văn bản", "the document",
	    { PART(document_keys, 0), PART(head_keys, offsetof(struct doc, head)) } },
	[SET_PHU_LUC] = { "một phụ lục ('phu_luc')", "an appendix ('phu_luc')",
	    { PART(phu_luc_keys, 0), PART(head_keys, offsetof(struct phu_luc, head)) } },
	[SET_KEM_THEO] = { "một văn bản kèm theo ('van_ban_kem_theo')",
	    "an attached text ('van_ban_kem_theo')", { PART(kem_theo_keys, 0) } },
	[SET_SIGNER] = { "người ký ('ky', 'nguoi_ky')", "a signer ('ky', 'nguoi_ky')",
	    { PART(signer_keys, 0) } },
	[SET_NOI_NHAN] = { "một nơi nhận ('noi_nhan')", "an entry of 'noi_nhan'",
	    { PART(noi_nhan_keys, 0) } },
	[SET_CAN_CU] = { "một căn cứ ('can_cu')", "an entry of 'can_cu'",
	    { PART(can_cu_keys, 0) } },
	[SET_CHU_KY_SO] = { "'chu_ky_so'", "'chu_ky_so'", { PART(chu_ky_so_keys, 0) } },
	[SET_HO_SO] = { "'ho_so'", "'ho_so'", { PART(ho_so_keys, 0) } },
	[SET_LIEN_TICH] = { "một cơ quan của 'lien_tich'", "an agency of 'lien_tich'",
	    { PART(lien_tich_keys, 0) } },
	[SET_BEN] = { "một bên ('ben')", "a party ('ben')", { PART(ben_keys, 0) } },
	[SET_LAP_THEO] = { "'lap_theo'", "'lap_theo'", { PART(lap_theo_keys, 0) } },
	[SET_CATALOGUE] = { "một mục của danh mục '_van-ban.yaml'", "an entry of '_van-ban.yaml'",
	    { PART(catalogue_keys, 0) } },
};

const struct key_set *
key_set(enum key_set_id id)
{
	return &sets[id];
}

const struct key *
key_find(const struct key_set *set, str fold, size_t *base_off)
{
	for (size_t p = 0; p < 2; p++)
		for (size_t i = 0; i < set->parts[p].n; i++)
			if (str_is(fold, set->parts[p].keys[i].name)) {
				*base_off = set->parts[p].base;
				return &set->parts[p].keys[i];
			}
	return NULL;
}

const struct yval *
key_value(const struct yval *map, const char *name)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_is(map->pairs[i].fold, name))
			return value_is_absent(map->pairs[i].val) ? NULL : map->pairs[i].val;
	return NULL;
}

/* The map, other than id's own, whose key this is; NULL: none. */
static const struct key_set *
elsewhere(enum key_set_id id, str fold)
{
	size_t unused;

	for (int i = 0; i < SET__COUNT; i++)
		if (i != (int)id && key_find(&sets[i], fold, &unused))
			return &sets[i];
	return NULL;
}

/* The nearest key of the map that could stand here. */
static str
nearest_key(struct reader *r, enum key_set_id id, str fold, unsigned except)
{
	VEC(str) names = { 0 };

	for (size_t p = 0; p < 2; p++)
		for (size_t i = 0; i < sets[id].parts[p].n; i++) {
			const struct key *k = &sets[id].parts[p].keys[i];

			if (!(k->flags & (except | KEY_RESERVED)))
				VEC_PUSH(r->arena, &names, str_z(k->name));
		}
	return diag_nearest(fold, names.v, names.n);
}

static void
report_unknown(struct reader *r, enum key_set_id id, const struct ypair *p, unsigned except)
{
	const struct key_set *other = elsewhere(id, p->fold);

	if (other)
		diag(r->diags, D_KEY_ELSEWHERE, p->at, p->key, str_z(other->where),
		    str_z(other->where_en));
	else
		diag(r->diags, D_KEY_UNKNOWN, p->at, p->key, str_z(sets[id].where),
		    str_z(sets[id].where_en))
		    ->suggest = nearest_key(r, id, p->fold, except);
}

/* A key that is known, but not at this place or not yet: reported, false. */
static bool
may_stand(struct reader *r, const struct key *k, const struct ypair *p, unsigned except)
{
	bool defaults = r->defaults || r->inherited;

	if (k->flags & KEY_RESERVED)
		diag(r->diags, D_KEY_RESERVED, p->at, p->key);
	else if (k->flags & except & KEY_FORM_ONLY)
		diag(r->diags, D_KEY_FORM_ONLY, p->at, p->key);
	else if (defaults && (k->flags & KEY_NOT_IN_DEFAULTS))
		diag(r->diags, D_KEY_NOT_IN_DEFAULTS, p->at, p->key);
	else if (!defaults && (k->flags & KEY_DEFAULTS_ONLY))
		diag(r->diags, D_KEY_DEFAULTS_ONLY, p->at, p->key);
	else
		return true;
	return false;
}

void
key_read_pair(
    struct reader *r, enum key_set_id id, const struct ypair *p, unsigned except, void *base)
{
	size_t off = 0;
	const struct key *k = key_find(&sets[id], p->fold, &off);

	if (!k) {
		if (p->fold.n) /* else yaml has said that there is no key */
			report_unknown(r, id, p, except);
		return;
	}
	note_spelling(r, p->at, D_KEY_SPELLING, p->key, str_z(k->name));
	if (!may_stand(r, k, p, except) || value_is_absent(p->val))
		return;
	k->read(r, k, p->val, (char *)base + off);
}

void
key_read_map(
    struct reader *r, enum key_set_id id, const struct yval *map, unsigned except, void *base)
{
	for (size_t i = 0; i < map->n; i++)
		key_read_pair(r, id, &map->pairs[i], except, base);
}

void
key_missing(struct reader *r, enum key_set_id id, pos at, const char *name)
{
	diag(r->diags, D_KEY_MISSING, at, str_z(name), str_z(sets[id].where),
	    str_z(sets[id].where_en));
}

void
key_require(struct reader *r, enum key_set_id id, const struct yval *map, const char *name)
{
	if (!key_value(map, name))
		key_missing(r, id, map->at, name);
}

str
key_glued(str text)
{
	size_t colon = str_find_c(text, ':'), unused;
	str key = colon == STR_NONE ? S("") : str_first(text, colon);

	if (key.n == 0 || colon + 1 == text.n || text.p[colon + 1] == ' ')
		return S("");
	for (int i = 0; i < SET__COUNT; i++)
		if (key_find(&sets[i], key, &unused))
			return key;
	return S("");
}

bool
key_is_text_with_colon(const struct yval *v, enum key_set_id id)
{
	size_t unused;
	str key, names[32];
	size_t n = 0;

	if (v->kind != Y_MAP || v->n != 1)
		return false;
	key = v->pairs[0].fold;
	for (size_t i = 0; i < sets[id].parts[0].n && n < 32; i++)
		names[n++] = str_z(sets[id].parts[0].keys[i].name);
	return !key_find(&sets[id], key, &unused) && diag_nearest(key, names, n).n == 0;
}
