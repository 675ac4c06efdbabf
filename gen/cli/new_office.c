/* cli/new_office.c: the defaults of an office (`new --office`): what all its documents
 * have in common, asked once. */
#include "new.h"

#include "../base/utf.h"

#include <string.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* Writes the key with the answer, and returns it; empty: a reminder is written. */
static str
office_key(struct draft *w, struct buf *out, const char *name, bool needed)
{
	struct format_key k = { 0 };
	str value;

	if (format_value(w->inherited, name))
		return S("");
	format_find(FORMAT_DOCUMENT, str_z(name), &k);
	value = ask_value(w->q, name,
	    str_fmt(w->a, "%s (như: %s)%s: ", k.label, k.example,
		needed ? "" : "; không có thì Enter"));
	if (value.n)
		buf_fmt(out, "%s: %.*s\n", name, STR_ARG(yaml_scalar(w->a, value)));
	else
		buf_fmt(out, "# %s: %s  # %s\n", name, k.example, k.label);
	return value;
}

/* ---- Who signs --------------------------------------------------------------------- */

static const str DEPUTY = STR_INIT("Phó ");

struct person {
	str title, name;
};

static bool
starts_with_one(str s, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		if (str_starts(s, str_z(words[i])))
			return true;
	return false;
}

/* Who a deputy signs for; empty: nobody's deputy. */
static str
head_of(str title)
{
	return str_starts(title, DEPUTY) ? str_from(title, DEPUTY.n) : S("");
}

/* A head of a part of the office signs by the order (TL.) of the head of the whole, the
 * first person whose title is none of those (Điều 13, khoản 3). Empty: does not. */
static str
orders_of(const struct person *all, size_t n, size_t i)
{
	static const char *const parts[] = { "Chánh Văn phòng", "Trưởng phòng", "Chánh Thanh tra",
		"Trưởng ban", NULL };
	str title = head_of(all[i].title).n ? head_of(all[i].title) : all[i].title;

	if (!starts_with_one(title, parts))
		return S("");
	for (size_t k = 0; k < n; k++)
		if (!head_of(all[k].title).n && !starts_with_one(all[k].title, parts))
			return all[k].title;
	return S("");
}

/* Of a body that decides together its heads sign in its name (TM., Điều 13, khoản 2). */
static str
body_of(str office)
{
	static const str bodies[] = { STR_INIT("Ủy ban nhân dân"), STR_INIT("Hội đồng nhân dân") };

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		if (str_starts(office, bodies[i]))
			return bodies[i];
	return S("");
}

static str
last_word(str s)
{
	size_t space = str_rfind_c(s, ' ');

	return space == STR_NONE ? s : str_from(s, space + 1);
}

/* "pho-giam-doc"; the second of that title is called "pho-giam-doc-hoa", or by a number. */
static str
name_of(struct draft *w, const struct person *all, size_t i)
{
	str title = utf_fold(w->a, all[i].title, '-'), last = last_word(all[i].name);
	size_t same_title = 0, same_name = 0;

	for (size_t k = 0; k < i; k++) {
		bool same = str_eq(utf_fold(w->a, all[k].title, '-'), title);
		same_title += same;
		same_name += same && str_eq(last_word(all[k].name), last);
	}
	if (!same_title)
		return title;
	if (same_name || !last.n)
		return str_fmt(w->a, "%.*s-%zu", STR_ARG(title), same_title + 1);
	return str_fmt(w->a, "%.*s-%.*s", STR_ARG(title), STR_ARG(utf_fold(w->a, last, '-')));
}

static void
put_key(struct draft *w, struct buf *out, const char *key, str value)
{
	if (value.n)
		buf_fmt(out, "%s: %.*s, ", key, STR_ARG(yaml_scalar(w->a, value)));
}

static void
put_signer(
    struct draft *w, struct buf *out, str office, const struct person *all, size_t n, size_t i)
{
	str order = orders_of(all, n, i);

	buf_fmt(out, "  %.*s: {", STR_ARG(name_of(w, all, i)));
	put_key(w, out, "thay_mat", order.n ? S("") : body_of(office));
	put_key(w, out, "thua_lenh", order);
	put_key(w, out, "ky_thay", head_of(all[i].title));
	put_key(w, out, "chuc_vu", all[i].title);
	buf_fmt(out, "ho_ten: %.*s}\n",
	    STR_ARG(all[i].name.n ? yaml_scalar(w->a, all[i].name) : draft_gap(w->a, "Họ và tên")));
}

/* "Giám đốc: Phan Quốc Khánh", given or typed, until there are no more. */
static void
office_signers(struct draft *w, struct buf *out, str office)
{
	struct person *all;
	str *v;
	size_t n = ask_values(w->q, "nguoi_ky",
	    S("Những người ký, mỗi người một dòng như 'Giám đốc: Phan Quốc Khánh'; hết thì Enter\n "
	      " - "),
	    &v);

	if (n == 0) {
		buf_z(out, "# nguoi_ky:\n#   giam-doc: {chuc_vu: Giám đốc, ho_ten: Họ và tên}\n");
		return;
	}
	all = NEW_N(w->a, struct person, n);
	for (size_t i = 0; i < n; i++) {
		size_t colon = str_find_c(v[i], ':');
		all[i].title = utf_upper_first(w->a, str_trim(str_first(v[i], colon)));
		all[i].name = colon == STR_NONE ? S("") : str_trim(str_from(v[i], colon + 1));
	}
	buf_z(out, "# Văn bản ghi tên gọi để chọn người ký, như 'ky: ");
	buf_fmt(out, "%.*s'. thay_mat in TM., ky_thay in KT., thua_lenh in TL.\nnguoi_ky:\n",
	    STR_ARG(name_of(w, all, 0)));
	for (size_t i = 0; i < n; i++)
		put_signer(w, out, office, all, n, i);
}

/* ---- The whole ------------------------------------------------------------------------ */

static bool
settle_office(struct draft *w)
{
	str typed = w->r->o->n_given_words ? str_z(w->r->o->given_words[0]) : S("");

	while (typed.n && typed.p[typed.n - 1] == '/')
		typed.n--;
	while (!new_is_id(typed)) {
		if (typed.n && !w->q->terminal)
			diag(w->d, D_NEW_ID_FORM, nowhere, typed);
		else if (!w->q->terminal)
			diag(w->d, D_NEW_NO_FOLDER, nowhere);
		if (!w->q->terminal || w->q->stopped)
			return false;
		if (typed.n)
			ask_say(w->q, S("  tên thư mục chỉ gồm a–z, 0–9, dấu '-' và dấu '.'"));
		typed = ask_line(
		    w->q, S("Đặt tên thư mục để chứa văn bản của cơ quan, chữ thường không dấu "
			    "(như: so-khcn): "));
	}
	w->dir = typed;
	return true;
}

static str
office_text(struct draft *w)
{
	struct buf out;
	str text, office;

	buf_init(&out);
	buf_str(&out, draft_schema_line(w->a, w->dir, SCHEMA_DEFAULTS));
	buf_z(&out, "# Những điều giống nhau ở mọi văn bản của cơ quan này.\n");
	office_key(w, &out, "co_quan_chu_quan", false);
	office = office_key(w, &out, "co_quan", true);
	office_key(w, &out, "ten_day_du", false);
	office_key(w, &out, "viet_tat", true);
	office_key(w, &out, "dia_danh", true);
	office_signers(w, &out, office);
	text = buf_dup(&out, w->a);
	buf_free(&out);
	return text;
}

static bool
write_office(struct draft *w, const struct inherited_list *all)
{
	str path, text;

	if (!new_check_given(w) || !settle_office(w))
		return false;
	path = str_cat(w->a, w->dir, S("/_mac-dinh.yaml"));
	w->inherited = format_inherited_at(all, w->dir);
	if (new_has_file(w->s, path)) {
		diag(w->d, D_NEW_EXISTS, nowhere, path);
		return false;
	}
	text = office_text(w);
	if (w->q->stopped || !new_write(w, path, text))
		return false;
	new_say_done(w, path);
	return true;
}

int
new_office(struct session *s, struct arena *a, const struct options *o, struct report *r)
{
	struct ask q;
	struct diags d;
	struct inherited_list all = { 0 };
	struct draft w = { .s = s, .r = r, .q = &q, .a = a, .d = &d };

	ask_init(&q, a, o);
	diags_init(&d, a);
	if (s)
		format_inherited(a, &s->loader, s->tree.files, s->tree.n_files, &all);
	return new_finish(&w, write_office(&w, &all));
}
