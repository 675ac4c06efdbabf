/* tests/unit/test_style.c: template sets: what nd30 says, what an overlay
 * changes, and what each slip in a template is told. */
#include "check.h"

#include "../../gen/base/buf.h"
#include "../../gen/style/style.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Layers: the templates on disk, and one file in memory ---------------------- */

static bool
disk_load(void *ctx, struct arena *a, str path, str *shown, str *bytes)
{
	char name[256];
	struct buf b;
	snprintf(name, sizeof name, "%s/%.*s", (const char *)ctx, STR_ARG(path));
	FILE *f = fopen(name, "rb");
	if (!f)
		return false;
	buf_init(&b);
	for (int c; (c = getc(f)) != EOF;)
		buf_c(&b, (char)c);
	fclose(f);
	*shown = path;
	*bytes = buf_dup(&b, a);
	buf_free(&b);
	return true;
}

static void
disk_list(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	static str all[] = { STR_INIT("_chung"), STR_INIT("ke-hoach"), STR_INIT("cong-van") };
	(void)ctx, (void)a, (void)dir;
	*names = all;
	*n = 3;
}

struct overlay {
	const char *path, *text;
};

static bool
overlay_load(void *ctx, struct arena *a, str path, str *shown, str *bytes)
{
	const struct overlay *o = ctx;
	(void)a;
	if (!o->path || !str_is(path, o->path))
		return false;
	*shown = S("overlay");
	*bytes = str_z(o->text);
	return true;
}

static void
overlay_list(void *ctx, struct arena *a, str dir, str **names, size_t *n)
{
	static str all[] = { STR_INIT("ke-hoach"), STR_INIT("bien-lai") };
	(void)ctx, (void)a, (void)dir;
	*names = all;
	*n = 2;
}

static const char *templates = "templates";

static const struct style *
load_over(struct arena *a, int co_chu, struct overlay *o, struct diags *d)
{
	const struct style_layer layers[] = {
		{ .ctx = o, .load = overlay_load, .list = overlay_list },
		{ .ctx = (void *)templates, .load = disk_load, .list = disk_list },
	};
	diags_init(d, a);
	return style_load(a, S("nd30"), co_chu, layers, 2, d);
}

static const struct style *
load(struct arena *a, int co_chu, struct diags *d)
{
	struct overlay none = { NULL, NULL };
	/* Layers are asked again when a type is wanted, so ctx must live on. */
	struct overlay *o = NEW(a, struct overlay);
	*o = none;
	return load_over(a, co_chu, o, d);
}

/* ---- The set that comes along ------------------------------------------------------ */

static void
test_page(struct arena *a)
{
	struct diags d;
	const struct style *s = load(a, 0, &d);
	CHECK_INT(d.list.n, 0);
	CHECK(s != NULL);
	CHECK_INT(s->co_chu, 14);
	CHECK_STR(s->font, "Times New Roman");
	CHECK_STR(s->lang, "vi-VN");
	CHECK_INT(s->page.width, 11906);
	CHECK_INT(s->page.height, 16838);
	CHECK_INT(s->page.left, 1701);
	CHECK_INT(s->page.right, 850);
	CHECK_INT(s->page.top, 1134);
	CHECK_INT(s->page.header, 567);
}

static void
test_roles(struct arena *a)
{
	struct diags d;
	const struct style *s = load(a, 14, &d);
	struct role r = style_resolved(s, ROLE_CAN_CU);
	CHECK_INT(r.size_hp, 28);
	CHECK(r.italic && !r.bold && r.widow);
	CHECK_INT(r.first, 567);
	CHECK_INT(r.before, 120);
	CHECK_INT(r.line, 264);
	CHECK_INT(r.align, ALIGN_BOTH);
	CHECK_INT(r.outline, -1);
	CHECK_STR(s->roles[ROLE_NORMAL].style_id, "Normal");
	CHECK_STR(s->roles[ROLE_QUOC_HIEU].style_id, "QuocHieu");
	CHECK_STR(s->roles[ROLE_QUOC_HIEU].style_name, "Quốc hiệu");
	r = style_resolved(s, style_role(s, S("de-muc-2")));
	CHECK_STR(r.style_id, "Heading2");
	CHECK(r.bold && r.keep_next);
	CHECK_INT(r.outline, 1);
	r = style_resolved(s, ROLE_KY_CHO);
	CHECK(r.line_exact && r.line >= 1701);
	CHECK_INT(s->roles[ROLE_BANG_BO_CUC].kind, ROLE_TABLE);
	CHECK_INT(s->roles[ROLE_CHU_THICH_SO].kind, ROLE_CHAR);
	CHECK(s->roles[ROLE_BANG].borders);
	CHECK_INT(s->roles[ROLE_BANG].cell_left, 108);
}

/* Footnote 1 of the table I.V: 13/14/14 or 12/13/13. */
static void
test_sizes(struct arena *a)
{
	static const int want[2][3] = { { 24, 26, 26 }, { 26, 28, 28 } };
	struct diags d;
	for (int i = 0; i < 2; i++) {
		const struct style *s = load(a, 13 + i, &d);
		CHECK_INT(style_resolved(s, ROLE_QUOC_HIEU).size_hp, want[i][0]);
		CHECK_INT(style_resolved(s, ROLE_CO_QUAN).size_hp, want[i][0]);
		CHECK_INT(style_resolved(s, ROLE_TIEU_NGU).size_hp, want[i][1]);
		CHECK_INT(style_resolved(s, ROLE_DIA_DANH_NGAY).size_hp, want[i][2]);
		CHECK_INT(style_resolved(s, ROLE_SO_KY_HIEU).size_hp, 26);
		CHECK_INT(style_resolved(s, ROLE_THAN).size_hp, 26 + 2 * i);
		CHECK_INT(style_resolved(s, ROLE_PHU_LUC).size_hp, 28);
	}
}

static void
test_words(struct arena *a)
{
	struct diags d;
	const struct style *s = load(a, 14, &d);
	const str *v;
	CHECK_STR(style_word(s, "tieu-ngu"), "Độc lập - Tự do - Hạnh phúc");
	CHECK_STR(style_word(s, "so-dau"), "Số:");
	CHECK_INT(style_words(s, "chu-cai", &v), 23);
	CHECK_STR(v[4], "đ");
	CHECK_INT(style_measure(s, "dau-cot-trai"), 40);
	CHECK_INT(style_measure(s, "ke-day"), 6);
	CHECK_INT(style_measure(s, "khung-cao"), 454);
}

static void
test_patterns(struct arena *a)
{
	struct diags d;
	const struct style *s = load(a, 14, &d);
	CHECK_INT(style_pattern(s, S("Điều 1."))->kind, NUM_DIEU);
	CHECK_INT(style_pattern(s, S("tiểu mục 1"))->kind, NUM_TIEU_MUC);
	CHECK_INT(style_pattern(s, S("1.1."))->kind, NUM_NESTED);
	CHECK_INT(style_pattern(s, S("A."))->kind, NUM_UPPER);
	CHECK(!style_pattern(s, S("a.")));
	CHECK(!style_pattern(s, S("Điều 1")));
	CHECK(!style_pattern(s, S("")));
	const struct pattern *p = style_pattern(s, S("Chương I"));
	CHECK(p->upper && p->title_below && p->may_skip && !p->runs_on);
	CHECK(style_pattern(s, S("Điều 1."))->runs_on);
	CHECK_STR(s->roles[p->heading_role].id, "chuong");
	CHECK_STR(style_pattern_list(s, a),
	    "Phần I, Chương I, Mục 1, Tiểu mục 1, Điều 1., I., A., 1., 1.1., a)");
}

/* ---- Types ---------------------------------------------------------------------------- */

/* Phụ lục III, Mục I. */
static void
test_codes(struct arena *a)
{
	static const char *const rows[][2] = { { "nghi-quyet", "NQ" }, { "quyet-dinh", "QĐ" },
		{ "chi-thi", "CT" }, { "quy-che", "QC" }, { "quy-dinh", "QyĐ" },
		{ "thong-cao", "TC" }, { "thong-bao", "TB" }, { "huong-dan", "HD" },
		{ "chuong-trinh", "CTr" }, { "ke-hoach", "KH" }, { "phuong-an", "PA" },
		{ "de-an", "ĐA" }, { "du-an", "DA" }, { "bao-cao", "BC" }, { "to-trinh", "TTr" },
		{ "cong-van", "" }, { "cong-dien", "CĐ" }, { "giay-uy-quyen", "GUQ" },
		{ "giay-moi", "GM" }, { "giay-gioi-thieu", "GGT" }, { "phieu-gui", "PG" },
		{ "phieu-chuyen", "PC" }, { "phieu-bao", "PB" }, { "bien-ban", "BB" },
		{ "hop-dong", "HĐ" }, { "ban-ghi-nho", "BGN" }, { "ban-thoa-thuan", "BTT" },
		{ "giay-nghi-phep", "GNP" } };
	struct diags d;
	const struct style *s = load(a, 14, &d);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct type *t = style_type(s, str_z(rows[i][0]), &d);
		CHECK(t != NULL);
		if (!t)
			continue;
		CHECK_STR(t->viet_tat, rows[i][1]);
		CHECK_STR(t->ket_thuc, "./.");
		CHECK(!t->ngoai && t->n_khoi > 2);
		CHECK((t->needs | t->one_of) & 1u << NEED_NOI_DUNG || t->needs_fields);
	}
	CHECK_INT(d.list.n, 0);
}

static void
test_types(struct arena *a)
{
	struct diags d;
	const struct style *s = load(a, 14, &d);
	const struct type *t = style_type(s, S("quyet-dinh"), &d);
	CHECK_STR(t->ten, "Quyết định");
	CHECK_STR(t->lenh, "QUYẾT ĐỊNH:");
	CHECK_STR(t->tham_quyen, "auto");
	CHECK_STR(t->danh_so[0], "Điều 1.");
	CHECK_INT(t->blocks[2], BLOCK_THAM_QUYEN);
	CHECK_STR(t->khoi[2], "tham-quyen");
	CHECK(t->nhu_dieu && t->trich_yeu_rule);
	t = style_type(s, S("cong-van"), &d);
	CHECK(t->ky_hieu_don_vi && !t->trich_yeu_rule && t->nhu_tren);
	CHECK(t->needs & 1u << NEED_KINH_GUI);
	t = style_type(s, S("luat"), &d);
	CHECK(t && t->luat && t->ngoai);
	t = style_type(s, S("nghi-dinh"), &d);
	CHECK(t && !t->luat && t->ngoai);
	CHECK(t == style_type(s, S("nghi-dinh"), &d));
	CHECK(!style_type(s, S("ke-hoac"), &d));
	CHECK(!style_type(s, S("_chung"), &d));
	CHECK(!style_type(s, S("../vai"), &d));
	CHECK(!style_type(s, S(""), &d));
	CHECK_INT(d.list.n, 0);
	str *ids;
	size_t n;
	style_types(s, a, &ids, &n);
	CHECK_INT(n, 3);
	CHECK_STR(ids[0], "bien-lai");
	CHECK_STR(ids[2], "ke-hoach");
}

/* ---- What is laid over a set ------------------------------------------------------------ */

static void
test_overlay_page(struct arena *a)
{
	struct overlay o = { "nd30/the-thuc.yaml", "trang: {le: {phai: 2 cm}}\n"
						   "co_chu:\n  14: {bang: 11.5}\n"
						   "kich_thuoc: {ky-cot-trai: 50%}\n" };
	struct diags d;
	const struct style *s = load_over(a, 0, &o, &d);
	CHECK(s != NULL);
	CHECK_INT(s->page.right, 1134);
	CHECK_INT(s->page.left, 1701);
	CHECK_INT(style_resolved(s, ROLE_BANG_O).size_hp, 23);
	CHECK_INT(style_resolved(s, ROLE_THAN).size_hp, 28);
	CHECK_INT(style_measure(s, "ky-cot-trai"), 50);
	CHECK_INT(style_measure(s, "dau-cot-trai"), 40);
}

static void
test_overlay_roles(struct arena *a)
{
	struct overlay o = { "nd30/vai.yaml", "than:\n  thut_dau: 1,27 cm\n  dong: 1.5\n"
					      "trich_yeu: {dam: không}\n"
					      "rieng: {ten: Riêng, dua_tren: than}\n"
					      "trich-dan: {dua_tren: rieng}\n" };
	struct diags d;
	const struct style *s = load_over(a, 0, &o, &d);
	CHECK_INT(d.list.n, 0);
	CHECK(s != NULL);
	CHECK_INT(style_resolved(s, ROLE_CAN_CU).first, 720);
	CHECK_INT(style_resolved(s, ROLE_CAN_CU).line, 360);
	CHECK_INT(style_resolved(s, ROLE_CAN_CU).before, 120);
	CHECK(!style_resolved(s, ROLE_TRICH_YEU).bold);
	CHECK_INT(style_resolved(s, ROLE_TRICH_YEU).align, ALIGN_CENTER);
	CHECK_STR(s->roles[s->roles[ROLE_TRICH_DAN].based_on].style_id, "Rieng");
	CHECK_INT(style_resolved(s, ROLE_TRICH_DAN).first, 720);
}

static void
test_overlay_type(struct arena *a)
{
	struct overlay o = { "nd30/loai/ke-hoach.yaml", "viet_tat: KHCT\ndanh_so: [A., 1.]\n"
							"vai:\n  ten-loai: {truoc: 24 pt}\n" };
	struct diags d;
	const struct style *s = load_over(a, 0, &o, &d);
	const struct type *t = style_type(s, S("ke-hoach"), &d);
	CHECK_INT(d.list.n, 0);
	CHECK_STR(t->ten, "Kế hoạch");
	CHECK_STR(t->viet_tat, "KHCT");
	CHECK_INT(t->n_danh_so, 2);
	CHECK(t->has_roles);
	CHECK_INT(style_resolved(style_for_type(s, t), ROLE_TEN_LOAI).before, 480);
	CHECK(style_resolved(style_for_type(s, t), ROLE_TEN_LOAI).bold);
	CHECK_INT(style_resolved(s, ROLE_TEN_LOAI).before, 360);
	t = style_type(s, S("bao-cao"), &d);
	CHECK(style_for_type(s, t) == s);
}

/* A type that nobody but the archive knows. */
static void
test_overlay_new_type(struct arena *a)
{
	struct overlay o = { "nd30/loai/bien-lai.yaml", "ten: Biên lai\nviet_tat: BL\n" };
	struct diags d;
	const struct style *s = load_over(a, 0, &o, &d);
	const struct type *t = style_type(s, S("bien-lai"), &d);
	CHECK(t != NULL);
	CHECK_INT(d.list.n, 0);
	CHECK_INT(t->n_khoi, 6);
	CHECK_STR(t->danh_so[2], "a)");
}

/* ---- What is told ------------------------------------------------------------------------- */

static const struct slip {
	const char *path, *text;
	enum diag_code code;
	unsigned line, col;
	const char *arg, *suggest;
} slips[] = {
	{ "nd30/the-thuc.yaml", "fong_chu: Arial\n", D_TEMPLATE_KEY_UNKNOWN, 1, 1, "fong_chu",
	    "phong_chu" },
	{ "nd30/the-thuc.yaml", "- a\n", D_TEMPLATE_NOT_MAP, 1, 1, "nd30/the-thuc.yaml", "" },
	{ "nd30/the-thuc.yaml", "phong_chu: [a]\n", D_TEMPLATE_NOT_TEXT, 1, 12, "phong_chu", "" },
	{ "nd30/the-thuc.yaml", "trang: {rong: 210}\n", D_TEMPLATE_LENGTH, 1, 15, "210", "" },
	{ "nd30/the-thuc.yaml", "trang: {rong: 9 inch}\n", D_TEMPLATE_LENGTH, 1, 15, "9 inch", "" },
	{ "nd30/the-thuc.yaml", "trang: {rong: 600 mm}\n", D_TEMPLATE_LENGTH_RANGE, 1, 15, "600 mm",
	    "" },
	{ "nd30/the-thuc.yaml", "trang: {dau_trang: -1 mm}\n", D_TEMPLATE_LENGTH_RANGE, 1, 20,
	    "-1 mm", "" },
	{ "nd30/the-thuc.yaml", "trang: {le: {trai: 10 cm, phai: 9 cm}}\n", D_TEMPLATE_MARGINS, 1,
	    20, "trai", "" },
	{ "nd30/the-thuc.yaml", "trang: {le: {giua: 1 cm}}\n", D_TEMPLATE_KEY_UNKNOWN, 1, 14,
	    "giua", "" },
	{ "nd30/the-thuc.yaml", "co_chu:\n  14: {than: mười bốn}\n", D_TEMPLATE_NUMBER, 2, 14,
	    "mười bốn", "" },
	{ "nd30/the-thuc.yaml", "co_chu_mac_dinh: 15\n", D_TEMPLATE_SIZES_MISSING, 1, 18, "15",
	    "" },
	{ "nd30/the-thuc.yaml", "kich_thuoc: {ke-ngan: 2 cm}\n", D_TEMPLATE_PERCENT, 1, 23, "2 cm",
	    "" },
	{ "nd30/the-thuc.yaml", "kich_thuoc: {ke-day: 20 pt}\n", D_TEMPLATE_LENGTH_RANGE, 1, 22,
	    "20 pt", "" },
	{ "nd30/the-thuc.yaml", "kich_thuoc: {ke-ngang: 40%}\n", D_TEMPLATE_KEY_UNKNOWN, 1, 14,
	    "ke-ngang", "ke-ngan" },
	{ "nd30/the-thuc.yaml", "kich_thuoc: {cach-so: nhiều}\n", D_TEMPLATE_NUMBER, 1, 23, "nhiều",
	    "" },
	{ "nd30/tu-ngu.yaml", "quoc-hiu: CỘNG HÒA\n", D_TEMPLATE_KEY_UNKNOWN, 1, 1, "quoc-hiu",
	    "quoc-hieu" },
	{ "nd30/tu-ngu.yaml", "chu-cai: abc\n", D_TEMPLATE_NOT_LIST, 1, 10, "chu-cai", "" },
	{ "nd30/tu-ngu.yaml", "danh-so-phu-luc: [I., b)]\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 23, "b)",
	    "" },
	{ "nd30/vai.yaml", "thann: {ten: Thân, dam: co}\n", D_TEMPLATE_ROLE_UNUSED, 1, 1, "thann",
	    "than" },
	{ "nd30/vai.yaml", "than: {damm: co}\n", D_TEMPLATE_KEY_UNKNOWN, 1, 8, "damm", "dam" },
	{ "nd30/vai.yaml", "than: {vien: co}\n", D_TEMPLATE_KEY_UNKNOWN, 1, 8, "vien", "" },
	{ "nd30/vai.yaml", "than: {dam: yes}\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 13, "yes", "" },
	{ "nd30/vai.yaml", "than: {canh: gia}\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 14, "gia", "giua" },
	{ "nd30/vai.yaml", "than: {co: thann}\n", D_TEMPLATE_SIZE_UNKNOWN, 1, 12, "thann", "than" },
	{ "nd30/vai.yaml", "than: {co: 200}\n", D_TEMPLATE_NUMBER, 1, 12, "200", "" },
	{ "nd30/vai.yaml", "than: {dong: 9}\n", D_TEMPLATE_LINE, 1, 14, "9", "" },
	{ "nd30/vai.yaml", "than: {dua_tren: thuongg}\n", D_TEMPLATE_ROLE_UNKNOWN, 1, 18, "thuongg",
	    "thuong" },
	{ "nd30/vai.yaml", "thuong: {dua_tren: than}\n", D_TEMPLATE_ROLE_CYCLE, 1, 1, "thuong",
	    "" },
	{ "nd30/vai.yaml", "than: {dua_tren: bang}\n", D_TEMPLATE_ROLE_KIND, 1, 1, "bang", "" },
	{ "nd30/vai.yaml", "than: {ten: Căn cứ}\n", D_TEMPLATE_STYLE_TWICE, 0, 0, "can-cu", "" },
	{ "nd30/danh-so.yaml", "diu: {mau: x}\n", D_TEMPLATE_KEY_UNKNOWN, 1, 1, "diu", "dieu" },
	{ "nd30/danh-so.yaml", "dieu: {nhan: Điều}\n", D_TEMPLATE_LABEL, 1, 14, "Điều", "" },
	{ "nd30/danh-so.yaml", "dieu: {de_muc: diu}\n", D_TEMPLATE_ROLE_UNKNOWN, 1, 16, "diu",
	    "dieu" },
};

static const struct diag *
find_diag(const struct diags *d, enum diag_code code)
{
	for (size_t i = 0; i < d->list.n; i++)
		if (d->list.v[i].code == code)
			return &d->list.v[i];
	return NULL;
}

static void
check_slip(const struct slip *slip, const struct diags *d)
{
	const struct diag *f = find_diag(d, slip->code);
	CHECK(f != NULL);
	if (!f) {
		printf("\tin %s: %s", slip->path, slip->text);
		return;
	}
	if (slip->line) {
		CHECK_STR(f->at.src->path, "overlay");
		CHECK_INT(f->at.line, slip->line);
		CHECK_INT(f->at.col, slip->col);
	}
	CHECK_STR(f->args[0], slip->arg);
	CHECK_STR(f->suggest, slip->suggest);
}

static void
test_slips(struct arena *a)
{
	struct diags d;
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		struct overlay o = { slips[i].path, slips[i].text };
		CHECK(!load_over(a, 0, &o, &d));
		check_slip(&slips[i], &d);
	}
}

static const struct slip type_slips[] = {
	{ NULL, "tenn: x\n", D_TEMPLATE_KEY_UNKNOWN, 1, 1, "tenn", "ten" },
	{ NULL, "khoi: [dau, noi-dug]\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 13, "noi-dug", "noi-dung" },
	{ NULL, "danh_so: [1., b)]\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 15, "b)", "" },
	{ NULL, "can_co: trich_yeu\n", D_TEMPLATE_NOT_LIST, 1, 9, "can_co", "" },
	{ NULL, "can_co: [trich_yeuu]\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 10, "trich_yeuu",
	    "trich_yeu" },
	{ NULL, "khoi: [dau, lenh]\n", D_TEMPLATE_KEY_MISSING, 1, 1, "lenh", "" },
	{ NULL, "luat: maybe\n", D_TEMPLATE_VALUE_UNKNOWN, 1, 7, "maybe", "" },
	{ NULL, "vai: {thannn: {dam: co}}\n", D_TEMPLATE_ROLE_UNKNOWN, 1, 7, "thannn", "than" },
	{ NULL, "vai: {than: {dua_tren: can-cu}}\n", D_TEMPLATE_ROLE_CYCLE, 1, 7, "than", "" },
};

/* What is wrong with a type is told to each who asks for it. */
static void
test_type_slips(struct arena *a)
{
	struct diags d;
	for (size_t i = 0; i < sizeof type_slips / sizeof *type_slips; i++) {
		struct overlay o = { "nd30/loai/ke-hoach.yaml", type_slips[i].text };
		const struct style *s = load_over(a, 0, &o, &d);
		const struct type *t = style_type(s, S("ke-hoach"), &d);
		check_slip(&type_slips[i], &d);
		diags_init(&d, a);
		CHECK(style_type(s, S("ke-hoach"), &d) == t);
		check_slip(&type_slips[i], &d);
		CHECK(!t || style_for_type(s, t) == s);
		diags_init(&d, a);
		style_type(s, S("bao-cao"), &d);
		CHECK_INT(d.list.n, 0);
	}
}

static void
test_missing(struct arena *a)
{
	struct overlay o = { NULL, NULL };
	const struct style_layer only[] = {
		{ .ctx = &o, .load = overlay_load, .list = overlay_list }
	};
	struct diags d;
	diags_init(&d, a);
	CHECK(!style_load(a, S("nd31"), 0, only, 1, &d));
	CHECK_INT(d.list.n, 1);
	CHECK_INT(d.list.v[0].code, D_TEMPLATE_SET_MISSING);
	CHECK_STR(str_z(diag_info(d.list.v[0].code)->code), "template-set-missing");
	CHECK_STR(d.list.v[0].args[0], "nd31");
	o = (struct overlay){ "nd31/the-thuc.yaml", "kich_thuoc: {dpi: 96}\n" };
	diags_init(&d, a);
	CHECK(!style_load(a, S("nd31"), 0, only, 1, &d));
	CHECK(find_diag(&d, D_TEMPLATE_FILE_MISSING) != NULL);
	CHECK(find_diag(&d, D_TEMPLATE_KEY_MISSING) != NULL);
	CHECK(find_diag(&d, D_TEMPLATE_MEASURE_MISSING) != NULL);
	o = (struct overlay){ "nd31/tu-ngu.yaml", "quoc-hieu: x\n" };
	CHECK(!style_load(a, S("nd31"), 0, only, 1, &d));
}

/* ---- Widths ---------------------------------------------------------------------------------- */

static void
test_widths(void)
{
	CHECK_INT(style_text_width(S(""), false, false), 0);
	CHECK_INT(style_text_width(S("0123456789"), false, false), 5000);
	CHECK_INT(style_text_width(S("A"), false, false), 722);
	CHECK_INT(style_text_width(S("Ế"), true, false), 667);
	CHECK_INT(style_text_width(S("\u00a0"), false, false), 250);
	CHECK_INT(
	    style_text_width(S("e\u0323"), false, false), style_text_width(S("ẹ"), false, false));
	/* 95.7 mm in 13 pt bold, as practitioners measure it. */
	CHECK_INT(style_text_width(S("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), true, false) * 13 *
		      254 / 720 / 1000,
	    95);
}

int
main(void)
{
	struct arena *a = arena_new();
	FILE *f = fopen("templates/nd30/vai.yaml", "rb");
	if (f)
		fclose(f);
	else
		templates = "../../templates";
	test_page(a);
	test_roles(a);
	test_sizes(a);
	test_words(a);
	test_patterns(a);
	test_codes(a);
	test_types(a);
	test_overlay_page(a);
	test_overlay_roles(a);
	test_overlay_type(a);
	test_overlay_new_type(a);
	test_slips(a);
	test_type_slips(a);
	test_missing(a);
	test_widths();
	arena_free(a);
	return check_result();
}
