/* cli/draft.c: the source of a new document.
 *
 * What a type needs is in its template; what each key is called is in key_text.def. So
 * nothing here knows a type by its name. A key that is not known yet holds a gap
 * (`[?…]`) where it may: the draft builds, and check finds what is left. */
#include "new.h"

#include "../base/utf.h"
#include "../read/format.h"
#include "schema.h"

#include <string.h>

struct writer {
	struct draft *w;
	struct buf out;
	unsigned asked_fields; /* 1u << FIELD_…: those that have a line */
};

str
draft_gap(struct arena *a, const char *label)
{
	return str_fmt(a, "\"[?%.*s]\"", STR_ARG(utf_lower_first(a, str_z(label))));
}

str
draft_schema_line(struct arena *a, str dir, enum schema_kind kind)
{
	str up = S("../");

	for (size_t i = 0; i < dir.n; i++)
		if (dir.p[i] == '/' || i == 0)
			up = str_cat(a, up, S("../"));
	return str_fmt(a, "# yaml-language-server: $schema=%.*sout/%.*s\n", STR_ARG(up),
	    STR_ARG(schema_path(kind)));
}

/* ---- Values ----------------------------------------------------------------------- */

static struct format_key
key_of(const char *name)
{
	struct format_key k = { .name = name, .label = name, .about = "", .example = "" };

	format_find(FORMAT_DOCUMENT, str_z(name), &k);
	return k;
}

static str
question(struct writer *t, const struct format_key *k, bool may_skip)
{
	return str_fmt(t->w->a, "%s%s%s%s%s: ", k->label, *k->example ? " (như: " : "", k->example,
	    *k->example ? ")" : "", may_skip ? "; chưa có thì Enter" : "");
}

/* `key: value`; a list when there are several. */
static void
put_values(struct writer *t, const char *key, const str *v, size_t n)
{
	if (n == 1) {
		buf_fmt(&t->out, "%s: %.*s\n", key, STR_ARG(yaml_scalar(t->w->a, v[0])));
		return;
	}
	buf_fmt(&t->out, "%s:\n", key);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&t->out, "  - %.*s\n", STR_ARG(yaml_scalar(t->w->a, v[i])));
}

static bool
is_date(str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else if (s.p[i] != '-' && s.p[i] != '/')
			return false;
	}
	return digits >= 4 && digits <= 8;
}

/* A key of one or several lines, or a date. */
static void
ask_key(struct writer *t, const char *name, bool needed)
{
	struct format_key k = key_of(name);
	str value = ask_value(t->w->q, name, question(t, &k, true)), more;
	VEC(str) all = { 0 };

	while (k.shape == SHAPE_DATE && value.n && !is_date(value) && t->w->q->terminal &&
	       !t->w->q->stopped) {
		ask_say(t->w->q, S("  viết ngày như 2026-05-11 hoặc 11/5/2026"));
		value = ask_line(t->w->q, question(t, &k, true));
	}
	if (value.n)
		VEC_PUSH(t->w->a, &all, value);
	for (size_t i = 1; ask_given(t->w->q, name, i, &more); i++)
		VEC_PUSH(t->w->a, &all, more);
	if (all.n)
		put_values(t, name, all.v, all.n);
	else if (!needed)
		buf_fmt(
		    &t->out, "# %s:%s%s  # %s\n", name, *k.example ? " " : "", k.example, k.label);
	else if (k.shape == SHAPE_DATE)
		buf_fmt(&t->out, "%s: %d  # %s\n", name, t->w->year, k.label);
	else
		buf_fmt(&t->out, "%s: %.*s\n", name, STR_ARG(draft_gap(t->w->a, k.label)));
}

/* ---- Parts of the source --------------------------------------------------------------- */

static bool
has_block(const struct type *type, enum block_id block)
{
	for (size_t i = 0; i < type->n_khoi; i++)
		if (type->blocks[i] == block)
			return true;
	return false;
}

static void
put_head(struct writer *t)
{
	struct draft *w = t->w;

	buf_str(&t->out, draft_schema_line(w->a, w->dir, SCHEMA_DOCUMENT));
	buf_fmt(&t->out,
	    "# %.*s. Dòng mở đầu bằng dấu thăng là lời nhắc, không in ra; chỗ chờ điền viết [?…].\n"
	    "loai: %.*s\n"
	    "trang_thai: du-thao  # trình ký thì xóa dòng này; ký rồi thì văn thư chạy 'vanban "
	    "ban-hanh'\n",
	    STR_ARG(w->type->ten), STR_ARG(w->type->id));
	if (!w->type->khong_so)
		buf_z(&t->out, "so:  # văn thư cấp; để trống thì chừa chỗ\n");
	if (!w->type->khong_ngay)
		buf_z(&t->out, "ngay:  # để trống thì chừa chỗ\n");
}

/* Agency and place, where no _mac-dinh.yaml has them. */
static void
ask_office(struct writer *t)
{
	static const struct {
		const char *key;
		enum need_id need;
	} KEYS[] = { { "co_quan", NEED_CO_QUAN }, { "viet_tat", NEED_VIET_TAT },
		{ "dia_danh", NEED_DIA_DANH } };

	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if ((t->w->type->needs & 1u << KEYS[i].need) &&
		    !format_value(t->w->inherited, KEYS[i].key))
			ask_key(t, KEYS[i].key, true);
}

static void
ask_need(struct writer *t, enum need_id need, const char *key)
{
	if ((t->w->type->needs & 1u << need) && !format_value(t->w->inherited, key))
		ask_key(t, key, true);
}

/* The receivers of a letter: one, or a list. */
static void
ask_addressees(struct writer *t)
{
	struct format_key k = key_of("kinh_gui");
	str *v;
	size_t n;

	if (!(t->w->type->needs & 1u << NEED_KINH_GUI) || format_value(t->w->inherited, k.name))
		return;
	n = ask_values(t->w->q, k.name,
	    str_fmt(
		t->w->a, "%s (như: %s), mỗi nơi một dòng; hết thì Enter\n  - ", k.label, k.example),
	    &v);
	if (n)
		put_values(t, k.name, v, n);
	else
		buf_fmt(&t->out, "%s: %.*s\n", k.name, STR_ARG(draft_gap(t->w->a, k.label)));
}

/* Who drafts is part of the number of some types. */
static void
ask_drafter(struct writer *t)
{
	if (t->w->type->ky_hieu_don_vi && !format_value(t->w->inherited, "don_vi_soan_thao"))
		ask_key(t, "don_vi_soan_thao", false);
}

/* A căn cứ that is an id is cited by it. */
static void
ask_can_cu(struct writer *t)
{
	struct draft *w = t->w;
	bool needed = w->type->needs & 1u << NEED_CAN_CU;
	struct doc from = { .dir = w->dir };
	str *v;
	size_t n = 0;

	if (!has_block(w->type, BLOCK_CAN_CU) || format_value(w->inherited, "can_cu"))
		return;
	if (needed || w->q->o->n_given)
		n = ask_values(w->q, "can_cu",
		    S("Căn cứ, mỗi căn cứ một dòng, chữ hoặc mã văn bản; hết thì Enter\n  - "), &v);
	if (n == 0 && !needed) {
		buf_z(&t->out, "# can_cu:\n#   - Căn cứ …\n#   - van_ban: mã-văn-bản\n");
		return;
	}
	buf_z(&t->out, "can_cu:\n");
	for (size_t i = 0; i < n; i++)
		if (str_find_c(v[i], ' ') == STR_NONE && corpus_find(w->s->corpus, &from, v[i]))
			buf_fmt(&t->out, "  - van_ban: %.*s\n", STR_ARG(v[i]));
		else
			buf_fmt(&t->out, "  - %.*s\n", STR_ARG(yaml_scalar(w->a, v[i])));
	if (n == 0)
		buf_z(&t->out, "  - Căn cứ [?văn bản làm căn cứ]\n");
}

/* Labelled lines of the type's template, in the order of field_list.h. */
static void
ask_fields(struct writer *t)
{
	const struct type *type = t->w->type;
	bool any = false;

	for (int i = 0; i < FIELD__COUNT; i++) {
		const char *key = field_key((enum field_id)i);
		size_t before = t->out.n;
		if (!(type->fields & 1u << i) || format_value(t->w->inherited, key))
			continue;
		/* One of can_mot must be there: the first holds a gap if none is known. */
		ask_key(t, key,
		    (type->needs_fields & 1u << i) || (!any && (type->one_of_fields & 1u << i)));
		any = any || ((type->one_of_fields & 1u << i) && t->out.p[before] != '#');
	}
}

static void
ask_parties(struct writer *t)
{
	str *v;
	size_t n;

	if (!(t->w->type->needs & 1u << NEED_BEN))
		return;
	n = ask_values(t->w->q, "ben", S("Tên các bên, mỗi bên một dòng; hết thì Enter\n  - "), &v);
	buf_z(&t->out, "ben:  # mỗi bên có thể thêm dai_dien, chuc_vu, dia_chi, dien_thoai …\n");
	for (size_t i = 0; i < n || i < 2; i++)
		buf_fmt(&t->out, "  - ten: %.*s\n",
		    STR_ARG(i < n ? yaml_scalar(t->w->a, v[i])
				  : str_fmt(t->w->a, "\"[?tên bên %c]\"", (char)('A' + i))));
}

/* The document that a copy is of: an id, or a paper in words. */
static void
ask_original(struct writer *t)
{
	if (t->w->type->needs & 1u << NEED_BAN_GOC) {
		struct format_key k = key_of("ban_goc");
		str value = ask_value(t->w->q, "ban_goc", question(t, &k, true));
		buf_fmt(&t->out, "ban_goc: %.*s\n",
		    STR_ARG(value.n ? yaml_scalar(t->w->a, value)
				    : draft_gap(t->w->a, "Văn bản được sao")));
	}
}

/* A body to write over, in the type's own numbering. */
static void
put_body(struct writer *t)
{
	const struct type *type = t->w->type;
	str first = type->n_danh_so ? type->danh_so[0] : S("1.");

	if (!has_block(type, BLOCK_NOI_DUNG))
		return;
	if (!(type->needs & 1u << NEED_NOI_DUNG)) {
		buf_z(&t->out, "# noi_dung: |\n#   Viết ở đây khi cần thêm lời.\n");
		return;
	}
	buf_z(&t->out, "# Số do chương trình đánh: '# …' là đề mục, '1. …' là khoản, '- …' là gạch "
		       "đầu dòng.\nnoi_dung: |\n");
	if (str_is(first, "1."))
		buf_z(&t->out, "  [?nội dung]\n");
	else if (str_starts(first, S("Điều")))
		buf_z(&t->out, "  1. [?nội dung]\n\n  2. [?trách nhiệm thi hành]\n");
	else if (str_starts(first, S("Chương")) || str_starts(first, S("Phần")))
		buf_z(&t->out, "  # [?tên chương]\n\n  1. [?nội dung]\n");
	else
		buf_z(&t->out, "  [?đoạn mở đầu]\n\n  # [?tên mục thứ nhất]\n\n  1. [?nội dung]\n\n"
			       "  # [?tên mục thứ hai]\n\n  1. [?nội dung]\n");
}

static void
ask_receivers(struct writer *t)
{
	str *v;
	size_t n;

	if (format_value(t->w->inherited, "noi_nhan"))
		return;
	n = ask_values(
	    t->w->q, "noi_nhan", S("Nơi nhận, mỗi nơi một dòng; hết thì Enter\n  - "), &v);
	if (n == 0) {
		buf_z(&t->out, "# noi_nhan:\n#   - Tên nơi nhận\n");
		return;
	}
	buf_z(&t->out, "noi_nhan:\n");
	for (size_t i = 0; i < n; i++)
		buf_fmt(&t->out, "  - %.*s\n", STR_ARG(yaml_scalar(t->w->a, v[i])));
}

/* Names under `nguoi_ky`, with what they stand for. */
static size_t
list_signers(const struct draft *w, str *names, str *shown, size_t max)
{
	const struct yval *all = format_value(w->inherited, "nguoi_ky");
	size_t n = 0;

	for (size_t i = 0; all && all->kind == Y_MAP && i < all->n && n < max; i++) {
		const struct yval *one = all->pairs[i].val;
		const struct yval *title = NULL, *name = NULL;
		if (one->kind != Y_MAP)
			continue;
		title = format_value(one, "chuc_vu");
		name = format_value(one, "ho_ten");
		names[n] = utf_fold(w->a, all->pairs[i].key, '-');
		shown[n++] = str_fmt(w->a, "%.*s %.*s",
		    STR_ARG(title && title->kind == Y_SCALAR ? title->text.s : S("")),
		    STR_ARG(name && name->kind == Y_SCALAR ? name->text.s : S("")));
	}
	return n;
}

/* The signer that was typed: a name, or its number in the list. */
static str
find_signer(const struct draft *w, str typed, const str *names, size_t n)
{
	str fold = utf_fold(w->a, typed, '-');
	uint32_t number;

	if (str_uint(typed, &number) && number >= 1 && number <= n)
		return names[number - 1];
	for (size_t i = 0; i < n; i++)
		if (str_eq(fold, names[i]))
			return names[i];
	return S("");
}

static void
put_typed_signer(struct writer *t)
{
	struct ask *q = t->w->q;
	str title = ask_value(q, "chuc_vu", S("Chức vụ người ký (như: Giám đốc): "));
	str name = ask_value(q, "ho_ten", S("Họ và tên người ký: "));

	buf_fmt(&t->out, "ky: {chuc_vu: %.*s, ho_ten: %.*s}\n",
	    STR_ARG(title.n ? yaml_scalar(t->w->a, title) : draft_gap(t->w->a, "Chức vụ")),
	    STR_ARG(name.n ? yaml_scalar(t->w->a, name) : draft_gap(t->w->a, "Họ và tên")));
}

/* `ky: giam-doc`, and who else there is. */
static void
put_signer(struct writer *t, str chosen, const str *names, size_t n)
{
	const char *before = "  # hoặc: ";

	buf_fmt(&t->out, "ky: %.*s", STR_ARG(chosen));
	for (size_t i = 0; i < n; i++)
		if (!str_eq(names[i], chosen)) {
			buf_fmt(&t->out, "%s%.*s", before, STR_ARG(names[i]));
			before = ", ";
		}
	buf_c(&t->out, '\n');
}

/* Several sign, each in a role of the type's: a name of nguoi_ky, or somebody else. */
static void
ask_roles(struct writer *t, const str *names, size_t n)
{
	const struct type *type = t->w->type;
	str given;

	buf_z(&t->out, "ky:\n");
	for (size_t i = 0; i < type->n_vai_ky; i++) {
		bool has = ask_given(t->w->q, "ky", i, &given);
		str typed =
		    has ? given
			: ask_line(t->w->q,
			      str_fmt(t->w->a, "%.*s (tên gọi trong nguoi_ky, hoặc họ và tên): ",
				  STR_ARG(type->vai_ky[i])));
		str name = find_signer(t->w, typed, names, n);
		if (name.n)
			buf_fmt(&t->out, "  - %.*s", STR_ARG(name));
		else
			buf_fmt(&t->out, "  - {ho_ten: %.*s}",
			    STR_ARG(typed.n ? yaml_scalar(t->w->a, typed)
					    : draft_gap(t->w->a, "Họ và tên")));
		buf_fmt(&t->out, "  # %.*s\n", STR_ARG(type->vai_ky[i]));
	}
}

static void
ask_signer(struct writer *t)
{
	enum { MOST = 32 };
	struct draft *w = t->w;
	str names[MOST], shown[MOST], chosen = S(""), typed;
	size_t n = list_signers(w, names, shown, MOST);

	if (!(w->type->needs & 1u << NEED_KY) || format_value(w->inherited, "ky"))
		return;
	if (w->type->n_vai_ky > 1) {
		ask_roles(t, names, n);
		return;
	}
	if (n == 0) {
		put_typed_signer(t);
		return;
	}
	for (size_t i = 0; n > 1 && i < n; i++)
		ask_say(w->q, str_fmt(w->a, "  %zu. %.*s: %.*s", i + 1, STR_ARG(names[i]),
				  STR_ARG(shown[i])));
	if (n == 1)
		chosen = names[0];
	for (bool again = n > 1; again;) {
		typed = ask_value(w->q, "ky", S("Người ký, viết số hoặc tên gọi: "));
		chosen = find_signer(w, typed, names, n);
		again = !chosen.n && w->q->terminal && !w->q->stopped &&
			!ask_given(w->q, "ky", 0, &typed);
		if (again)
			ask_say(w->q, S("  viết số hay tên gọi ở đầu một trong các dòng trên"));
	}
	if (!chosen.n && ask_given(w->q, "ky", 0, &typed))
		diag(w->d, D_SIGNER_UNKNOWN, (pos){ 0 }, typed, str_join(w->a, names, n, S(", ")))
		    ->suggest = diag_nearest(typed, names, n);
	put_signer(t, chosen.n ? chosen : names[0], names, n);
}

str
draft_text(struct draft *w)
{
	struct writer t = { .w = w };
	str text;

	buf_init(&t.out);
	put_head(&t);
	ask_office(&t);
	ask_need(&t, NEED_TRICH_YEU, "trich_yeu");
	ask_addressees(&t);
	ask_drafter(&t);
	ask_original(&t);
	ask_fields(&t);
	ask_parties(&t);
	ask_can_cu(&t);
	put_body(&t);
	ask_receivers(&t);
	ask_signer(&t);
	text = buf_dup(&t.out, w->a);
	buf_free(&t.out);
	return text;
}
