/* archive/keep.c: values and printed lines of a lock against what there is now. */
#include "keep.h"

#include "../base/utf.h"
#include "place.h"

#include <string.h>

/* Roles of the page whose lines a key decides. */
static const struct {
	const char *key;
	const char *roles[4];
} EXPLAINS[] = {
	{ "co_quan_chu_quan", { "co-quan-chu-quan" } },
	{ "co_quan", { "co-quan", "kem-theo", "tham-quyen" } },
	{ "ten_day_du", { "kem-theo", "tham-quyen" } },
	{ "tac_gia", { "kem-theo", "tham-quyen" } },
	{ "dia_danh", { "dia-danh-ngay" } },
	{ "ky_hieu", { "so-ky-hieu", "kem-theo" } },
	{ "tham_quyen", { "tham-quyen" } },
	{ "noi_nhan", { "noi-nhan-dong" } },
	{ "luu", { "noi-nhan-dong" } },
	{ "lien_he", { "lien-he" } },
	{ "ky", { "quyen-han", "chuc-vu-khac", "ho-ten", "tham-quyen" } },
};

typedef VEC(str) strs;

struct keeping {
	struct arena *a;
	const struct doc *doc;
	const struct style *s;
	const struct facts *now;
	const struct lock *was, *is;
	const struct src *src;
	const struct yval *map; /* the document's source */
	VEC(struct keep) v;
};

/* ---- What the locks say ----------------------------------------------------------- */

/* Values of that key, in order. */
static strs
values_of(const struct keeping *k, const struct lock *l, const char *key)
{
	str rest = l->values, line, value;
	strs v = { 0 };

	while (str_line(&rest, &line))
		if (str_is(str_cut(line, ':', &value), key))
			VEC_PUSH(k->a, &v, str_trim(value));
	return v;
}

static str
first_value(const struct keeping *k, const struct lock *l, const char *key)
{
	strs v = values_of(k, l, key);

	return v.n ? v.v[0] : S("");
}

/* The printed lines of a role, as they first stand together; one that was broken by hand
 * is several. */
static strs
lines_of(const struct keeping *k, const struct lock *l, const char *role)
{
	str rest = l->text, line, text;
	strs v = { 0 };

	while (str_line(&rest, &line)) {
		bool here = str_is(str_cut(line, ':', &text), role);

		if (!here && v.n)
			break;
		for (str part = str_trim(text); here && part.n;) {
			size_t at = str_find(part, S(" ⏎ "));
			VEC_PUSH(k->a, &v, str_first(part, at));
			part = at == STR_NONE ? S("") : str_from(part, at + strlen(" ⏎ "));
		}
	}
	return v;
}

static bool
same(strs x, strs y)
{
	bool eq = x.n == y.n;

	for (size_t i = 0; eq && i < x.n; i++)
		eq = str_eq(x.v[i], y.v[i]);
	return eq;
}

/* ---- Into the source -------------------------------------------------------------- */

/* What the document says itself of a key; NULL: nothing. */
static const struct yval *
own(const struct keeping *k, const char *key)
{
	const struct ypair *p = place_find(k->map, key);

	return p ? p->val : NULL;
}

static bool
keeps(const struct keeping *k, const char *key)
{
	for (size_t i = 0; i < k->v.n; i++)
		if (str_is(str_z(k->v.v[i].key), key))
			return true;
	return false;
}

/* [one, two] */
static str
yaml_list(const struct keeping *k, strs v)
{
	str all = S("");

	for (size_t i = 0; i < v.n; i++)
		all = str_fmt(k->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "",
		    STR_ARG(yaml_scalar(k->a, v.v[i])));
	return str_fmt(k->a, "[%.*s]", STR_ARG(all));
}

/* A text, or a list of several. */
static str
yaml_of(const struct keeping *k, strs v)
{
	return v.n == 1 ? yaml_scalar(k->a, v.v[0]) : yaml_list(k, v);
}

static str
joined(const struct keeping *k, strs v)
{
	return str_join(k->a, v.v, v.n, S("; "));
}

/* A new line of the source. Behind the date, or as near to the top as there is a line. */
static void
add_line(struct keeping *k, const char *key, str value, str was, str is)
{
	static const char *const behind[] = { "ngay", "so", "trang_thai", "loai" };
	struct keep one = { .key = key, .was = was, .is = is.n ? is : S("…") };
	const struct ypair *after = NULL;

	one.line = str_fmt(k->a, "%s: %.*s", key, STR_ARG(value));
	for (size_t i = 0; !after && i < sizeof behind / sizeof *behind; i++)
		after = place_find(k->map, behind[i]);
	one.at = after ? after->at : k->doc->at;
	one.fix.given =
	    place_line_behind(k->a, k->src, k->map, after, one.line, &one.fix.off, &one.fix.with);
	VEC_PUSH(k->a, &k->v, one);
}

static void
add_lines(struct keeping *k, const char *key, strs was, strs is)
{
	if (was.n && !same(was, is) && !own(k, key))
		add_line(k, key, yaml_of(k, was), joined(k, was), joined(k, is));
}

static void
add_text(struct keeping *k, const char *key, str was, str is)
{
	if (was.n && !str_eq(was, is) && !own(k, key))
		add_line(k, key, yaml_scalar(k->a, was), was, is);
}

/* In place of a value of one line. */
static void
replace(struct keeping *k, const char *key, const struct yval *v, str value, str was, str is)
{
	struct keep one = { .key = key, .was = was, .is = is, .at = v->at };

	one.line = str_fmt(k->a, "%s: %.*s", key, STR_ARG(value));
	one.fix.given = place_scalar(k->src, v, &one.fix.off, &one.fix.len);
	one.fix.with = value;
	VEC_PUSH(k->a, &k->v, one);
}

/* ---- Agency, place, number ---------------------------------------------------------- */

/* Printed lines with the small letters of the full name, where they are its beginning. */
static strs
as_typed(const struct keeping *k, strs printed, str full)
{
	strs typed = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < printed.n; i++) {
		str part = str_sub(full, at, printed.v[i].n);
		if (!str_eq(utf_upper(k->a, part), printed.v[i]))
			return printed;
		VEC_PUSH(k->a, &typed, part);
		at += part.n + 1;
	}
	return typed;
}

static void
find_agency(struct keeping *k)
{
	str full = first_value(k, k->was, "co_quan");
	strs was = lines_of(k, k->was, "co-quan"), is = lines_of(k, k->is, "co-quan");

	add_lines(k, "co_quan_chu_quan", lines_of(k, k->was, "co-quan-chu-quan"),
	    lines_of(k, k->is, "co-quan-chu-quan"));
	if (!same(was, is))
		add_lines(k, "co_quan", as_typed(k, was, full), is);
	if (!own(k, "co_quan") || own(k, "ten_day_du"))
		add_text(k, "ten_day_du", full, k->now->co_quan);
}

/* "SYT-NVY" of "01/SYT-NVY" */
static str
sign_of(str so_ky_hieu)
{
	size_t slash = str_find_c(so_ky_hieu, '/');

	return slash == STR_NONE ? S("") : str_from(so_ky_hieu, slash + 1);
}

static void
find_number_and_place(struct keeping *k)
{
	str sign = sign_of(first_value(k, k->was, "so_ky_hieu"));

	add_text(k, "ky_hieu", sign, k->now->ky_hieu);
	add_text(k, "dia_danh", first_value(k, k->was, "dia_danh"), k->doc->head.dia_danh.s);
	add_lines(k, "lien_he", lines_of(k, k->was, "lien-he"), lines_of(k, k->is, "lien-he"));
}

/* ---- Recipients ------------------------------------------------------------------------ */

/* "- Ban Giám đốc Sở;" → "Ban Giám đốc Sở", up to the Lưu line; what the program adds by
 * itself is left out. */
static strs
recipients(const struct keeping *k, const struct lock *l)
{
	strs lines = lines_of(k, l, "noi-nhan-dong"), v = { 0 };
	str kept = str_cat(k->a, S("- "), style_word(k->s, "luu"));

	for (size_t i = 0; i < lines.n && !str_starts(lines.v[i], kept); i++) {
		str who = str_trim(lines.v[i]);
		if (!str_starts(who, S("- ")))
			continue;
		who = str_from(who, 2);
		if (str_ends(who, S(";")) || str_ends(who, S(".")))
			who.n--;
		if (!str_starts(who, style_word(k->s, "nhu-tren")) &&
		    !str_starts(who, style_word(k->s, "nhu-dieu")))
			VEC_PUSH(k->a, &v, who);
	}
	return v;
}

static strs
parts_of(const struct keeping *k, str s)
{
	strs v = { 0 };

	for (str part; s.n;) {
		part = str_trim(str_cut(s, ',', &s));
		VEC_PUSH(k->a, &v, part);
	}
	return v;
}

static void
find_recipients(struct keeping *k)
{
	strs was = recipients(k, k->was), is = recipients(k, k->is);
	str kept = first_value(k, k->was, "luu");

	if (was.n && !same(was, is) && !own(k, "noi_nhan"))
		add_line(k, "noi_nhan", yaml_list(k, was), joined(k, was), joined(k, is));
	if (kept.n && !str_eq(kept, k->now->luu) && !own(k, "luu"))
		add_line(k, "luu", yaml_list(k, parts_of(k, kept)), kept, k->now->luu);
}

/* ---- Signers -------------------------------------------------------------------------- */

/* The lines of one signature as they were printed. */
struct printed {
	str thay_mat, thua_lenh, thua_uy_quyen, ky_thay, chuc_vu, chuc_vu_khac, hoc_ham, ho_ten;
	bool giao_quyen;
};

/* What stands behind the word, when the line opens with it. */
static bool
behind_word(const struct keeping *k, str line, const char *word, str *out)
{
	str sign = str_cat(k->a, style_word(k->s, word), S(" "));

	if (!str_starts(line, sign))
		return false;
	*out = str_from(line, sign.n);
	return true;
}

static void
take_title(const struct keeping *k, struct printed *p, str line)
{
	if (behind_word(k, line, "thay-mat", &p->thay_mat) ||
	    behind_word(k, line, "thua-lenh", &p->thua_lenh) ||
	    behind_word(k, line, "thua-uy-quyen", &p->thua_uy_quyen) ||
	    behind_word(k, line, "ky-thay", &p->ky_thay))
		return;
	p->giao_quyen = behind_word(k, line, "giao-quyen", &p->chuc_vu);
	if (!p->giao_quyen)
		p->chuc_vu = line;
}

/* The first signature of the text; it must be that of one person. */
static struct printed
signature(const struct keeping *k, const struct lock *l)
{
	struct printed p = { 0 };
	str rest = l->text, line, text, role;
	bool open = false;

	while (!p.ho_ten.n && str_line(&rest, &line)) {
		role = str_cut(line, ':', &text);
		text = str_trim(text);
		if (str_is(role, "quyen-han"))
			take_title(k, &p, text);
		else if (str_is(role, "chuc-vu-khac"))
			p.chuc_vu_khac = text;
		else if (str_is(role, "ho-ten"))
			p.ho_ten = text;
		else if (open)
			break;
		open = open || str_is(role, "quyen-han") || str_is(role, "ho-ten");
	}
	return p;
}

/* Small letters, where what was printed is this in capitals. */
static str
small(const struct keeping *k, str printed, str typed)
{
	return str_eq(utf_upper(k->a, typed), printed) ? typed : printed;
}

/* "TS. Đỗ Văn Khải", whose name is "Đỗ Văn Khải". */
static struct printed
with_name(struct printed p, str line, str name)
{
	bool known = name.n && str_ends(line, name);

	p.hoc_ham = known ? str_trim(str_first(line, line.n - name.n)) : S("");
	p.ho_ten = known ? name : line;
	return p;
}

/* The lock's person, and of what only the page says the case that the document has now. */
static struct printed
typed_signature(const struct keeping *k, struct printed p, const struct signer *now)
{
	str title = first_value(k, k->was, "chuc_vu"), name = first_value(k, k->was, "nguoi_ky");

	p.chuc_vu = small(k, p.chuc_vu, title);
	p.thay_mat = small(k, p.thay_mat, now->thay_mat.s);
	p.thua_lenh = small(k, p.thua_lenh, now->thua_lenh.s);
	p.thua_uy_quyen = small(k, p.thua_uy_quyen, now->thua_uy_quyen.s);
	p.ky_thay = small(k, p.ky_thay, now->ky_thay.s);
	p.chuc_vu_khac = small(k, p.chuc_vu_khac, now->chuc_vu_khac.s);
	return with_name(p, p.ho_ten, name);
}

static struct printed
present(const struct signer *s)
{
	return (struct printed){ s->thay_mat.s, s->thua_lenh.s, s->thua_uy_quyen.s, s->ky_thay.s,
		s->chuc_vu.s, s->chuc_vu_khac.s, s->hoc_ham.s, s->ho_ten.s, s->giao_quyen };
}

static str
put(const struct keeping *k, str map, const char *key, str value)
{
	if (!value.n)
		return map;
	return str_fmt(k->a, "%.*s%s%s: %.*s", STR_ARG(map), map.n ? ", " : "", key,
	    STR_ARG(yaml_scalar(k->a, value)));
}

static str
signer_map(const struct keeping *k, const struct printed *p)
{
	str map = put(k, S(""), "thay_mat", p->thay_mat);

	map = put(k, map, "thua_lenh", p->thua_lenh);
	map = put(k, map, "thua_uy_quyen", p->thua_uy_quyen);
	map = put(k, map, "ky_thay", p->ky_thay);
	map = put(k, map, "giao_quyen", p->giao_quyen ? S("co") : S(""));
	map = put(k, map, "chuc_vu", p->chuc_vu);
	map = put(k, map, "chuc_vu_khac", p->chuc_vu_khac);
	map = put(k, map, "hoc_ham", p->hoc_ham);
	map = put(k, map, "ho_ten", p->ho_ten);
	return str_fmt(k->a, "{%.*s}", STR_ARG(map));
}

static str
person(const struct keeping *k, const struct printed *p)
{
	return str_trim(str_join(k->a, (str[]){ p->chuc_vu, p->ho_ten }, 2, S(" ")));
}

/* Signer i as issued: one is read from the page; of several the page can't say which line is
 * whose, so that they keep what they have but title and name. */
static struct printed
issued_signer(const struct keeping *k, size_t i, strs titles, strs names)
{
	const struct head *h = &k->doc->head;
	strs lines = lines_of(k, k->was, "ho-ten");
	struct printed p;

	if (h->n_ky == 1 && !h->ky[0].vai.s.n)
		return typed_signature(k, signature(k, k->was), &h->ky[0]);
	p = present(&h->ky[i]);
	p.chuc_vu = i < titles.n ? titles.v[i] : p.chuc_vu;
	p.ho_ten = i < names.n ? names.v[i] : p.ho_ten;
	return lines.n == h->n_ky ? with_name(p, lines.v[i], p.ho_ten) : p;
}

static bool
signature_changed(const struct keeping *k)
{
	static const char *const roles[] = { "quyen-han", "chuc-vu-khac", "ho-ten" };

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (!same(lines_of(k, k->was, roles[i]), lines_of(k, k->is, roles[i])))
			return true;
	return false;
}

/* `ky` names people of nguoi_ky, who are others now: each name gives way to its person. */
static void
find_signers(struct keeping *k)
{
	const struct head *h = &k->doc->head;
	const struct yval *typed = own(k, "ky");
	strs titles = values_of(k, k->was, "chuc_vu"), names = values_of(k, k->was, "nguoi_ky");
	str all = S(""), was = S(""), is = S("");

	if (!signature_changed(k) || own(k, "nguoi_ky") || h->n_ky == 0 || names.n != h->n_ky ||
	    k->doc->n_ben || k->doc->n_lien_tich)
		return;
	for (size_t i = 0; i < h->n_ky; i++) {
		struct printed old = issued_signer(k, i, titles, names), now = present(&h->ky[i]);
		str map = signer_map(k, &old);
		const struct yval *one =
		    typed && typed->kind == Y_LIST && typed->n == h->n_ky ? typed->items[i] : typed;

		all = str_fmt(k->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(map));
		was = str_trim(str_join(k->a, (str[]){ was, person(k, &old) }, 2, S(" ")));
		is = str_trim(str_join(k->a, (str[]){ is, person(k, &now) }, 2, S(" ")));
		/* A name out of a row (lap_theo) is another one's in the next. */
		bool filled = one && one->kind == Y_SCALAR && k->doc->co_bien &&
			      str_find_c(one->text.s, '{') != STR_NONE;
		if (one && one->kind == Y_SCALAR && one->style != Y_LITERAL && !filled &&
		    !str_eq(map, signer_map(k, &now)))
			replace(k, "ky", one, map, person(k, &old), person(k, &now));
	}
	if (!typed)
		add_line(
		    k, "ky", h->n_ky > 1 ? str_fmt(k->a, "[%.*s]", STR_ARG(all)) : all, was, is);
}

/* ---- What follows from these, when none of them explains it -------------------------------- */

/* "… của Sở Y tế)": who issued it. */
static str
issuer_of(const struct keeping *k, const struct lock *l, str *before)
{
	static const str of = STR_INIT(" của ");
	strs v = lines_of(k, l, "kem-theo");
	str line = v.n ? v.v[0] : S("");
	size_t at = str_find(line, of);

	*before = str_first(line, at);
	if (at == STR_NONE || !str_ends(line, S(")")))
		return S("");
	line = str_from(line, at + of.n);
	return str_first(line, line.n - 1);
}

static void
find_author(struct keeping *k)
{
	str head_was, head_is, was = issuer_of(k, k->was, &head_was),
			       is = issuer_of(k, k->is, &head_is);

	if (keeps(k, "ten_day_du") || keeps(k, "co_quan"))
		return;
	if (str_eq(head_was, head_is))
		add_text(k, "tac_gia", was, is);
	if (!keeps(k, "tac_gia") && !keeps(k, "ky"))
		add_lines(k, "tham_quyen", lines_of(k, k->was, "tham-quyen"),
		    lines_of(k, k->is, "tham-quyen"));
}

/* ---- The whole ------------------------------------------------------------------------- */

static const struct yval *
parse(struct keeping *k)
{
	struct text text = { .s = k->src->text, .at = src_pos(k->src, 0, 0), .how = TEXT_WHOLE };
	struct diags unheard; /* it was read before */
	bool empty;
	const struct yval *map;

	diags_init(&unheard, k->a);
	map = yaml_parse(k->a, &text, &unheard, &empty);
	return map && map->kind == Y_MAP && map->n ? map : NULL;
}

size_t
keep_find(struct arena *a, const struct doc *doc, const struct style *s, const struct facts *now,
    const struct lock *was, const struct lock *is, struct keep **out)
{
	struct keeping k = {
		.a = a, .doc = doc, .s = s, .now = now, .was = was, .is = is, .src = doc->at.src
	};

	*out = NULL;
	if (!k.src || !(k.map = parse(&k)))
		return 0;
	if (!doc->n_lien_tich) {
		find_agency(&k);
		find_number_and_place(&k);
		find_recipients(&k);
	}
	find_signers(&k);
	find_author(&k);
	*out = k.v.v;
	return k.v.n;
}

bool
keep_explains(const struct keep *v, size_t n, str line)
{
	str text, role = str_cut(line, ':', &text);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof EXPLAINS / sizeof *EXPLAINS; k++)
			for (size_t r = 0; str_is(str_z(v[i].key), EXPLAINS[k].key) && r < 4; r++)
				if (EXPLAINS[k].roles[r] && str_is(role, EXPLAINS[k].roles[r]))
					return true;
	return false;
}
