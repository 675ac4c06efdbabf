/* cli/new_id.c: where a new document goes: the folder of its office, and an id that is
 * free there, in the style of those that are there already. */
#include "new.h"

#include "../base/utf.h"
#include "../read/format.h"

#include <string.h>

static const pos nowhere = { NULL, 0, 0, 0 };

enum { MOST_FOLDERS = 64 };

/* Folders that documents of an office stand in. */
struct folders {
	str v[MOST_FOLDERS];
	size_t n;
};

/* ---- Files that are there ----------------------------------------------------------- */

bool
new_has_file(const struct session *s, str path)
{
	for (size_t i = 0; s && i < s->tree.n_files; i++)
		if (str_eq(s->tree.files[i], path))
			return true;
	return false;
}

/* The file that an id has already; empty: none. */
static str
taken(const struct draft *w, str id)
{
	str one = str_cat(w->a, id, S(".yaml")), two = str_cat(w->a, id, S("/van-ban.yaml"));

	return new_has_file(w->s, one) ? one : new_has_file(w->s, two) ? two : S("");
}

/* Letters of names, and no part of them hidden. */
bool
new_is_id(str s)
{
	if (!s.n || s.p[0] == '/' || s.p[s.n - 1] == '/' || str_find(s, S("//")) != STR_NONE)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool first = i == 0 || s.p[i - 1] == '/';
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			(!first && (c == '-' || c == '.' || c == '/'))))
			return false;
	}
	return true;
}

/* ---- Which folder ------------------------------------------------------------------- */

static void
add_folder(struct folders *f, str dir)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i], dir))
			return;
	if (f->n < MOST_FOLDERS)
		f->v[f->n++] = dir;
}

static bool
has_documents(const struct draft *w, str dir)
{
	for (size_t i = 0; i < w->s->corpus->n_docs; i++)
		if (str_eq(tree_dir(w->s->corpus->docs[i]->id), dir))
			return true;
	return false;
}

static bool
is_year(str digits)
{
	return digits.n == 4 && (str_starts(digits, S("19")) || str_starts(digits, S("20")));
}

/* The folder of the office: "so-y-te" of "so-y-te/2026". */
static str
office_of(str dir)
{
	size_t slash = str_rfind_c(dir, '/');
	str last = slash == STR_NONE ? dir : str_from(dir, slash + 1);

	return !is_year(last) ? dir : slash == STR_NONE ? S("") : str_first(dir, slash);
}

/* Folders whose defaults name an agency; one that all others only inherit it from, with no
 * document of its own, is left out. Without any: the folders that hold documents. */
static void
find_folders(const struct draft *w, const struct inherited_list *all, struct folders *f)
{
	bool only_root;

	f->n = 0;
	for (size_t i = 0; i < all->n; i++) {
		bool below = false;
		for (size_t k = 0; k < all->n; k++)
			below = below || (k != i && tree_is_above(all->v[i].dir, all->v[k].dir));
		if (all->v[i].map && format_value(all->v[i].map, "co_quan") &&
		    (!below || has_documents(w, all->v[i].dir)))
			add_folder(f, all->v[i].dir);
	}
	only_root = f->n == 1 && f->v[0].n == 0 && !has_documents(w, S(""));
	if (f->n && !only_root)
		return;
	f->n = 0;
	for (size_t i = 0; i < w->s->corpus->n_docs; i++)
		add_folder(f, office_of(tree_dir(w->s->corpus->docs[i]->id)));
	if (f->n == 0)
		add_folder(f, S(""));
}

static bool
settle_folder(struct draft *w, const struct folders *f)
{
	str list = str_join(w->a, f->v, f->n, S(", ")), typed;

	if (f->n == 1) {
		w->dir = f->v[0];
		return true;
	}
	ask_say(w->q, str_fmt(w->a, "Các thư mục: %.*s", STR_ARG(list)));
	while (w->q->terminal && !w->q->stopped) {
		typed = ask_line(w->q, S("Thư mục của cơ quan: "));
		for (size_t i = 0; i < f->n; i++)
			if (str_eq(typed, f->v[i])) {
				w->dir = f->v[i];
				return true;
			}
		ask_say(w->q, S("  viết một trong các thư mục kể trên"));
	}
	if (!w->q->stopped)
		diag(w->d, D_NEW_NO_ID, nowhere, list);
	return false;
}

/* ---- Which id -------------------------------------------------------------------------- */

/* What an id of the office looks like: "kh-" 12 "-" 2026 "". */
struct id_form {
	str text[3]; /* before, between and behind the numbers */
	uint32_t number;
	size_t width; /* digits that the number has at least */
	int year;     /* 0: the id has none */
	bool year_first;
};

/* "kh" of kế hoạch, "cv" of công văn: its code, or the first letters of its name. */
static str
prefix_of(struct draft *w, const struct type *type)
{
	str letters = S(""), id = type->id;

	if (type->viet_tat.n)
		return utf_fold(w->a, type->viet_tat, '-');
	for (size_t i = 0; i < id.n; i++)
		if (i == 0 || id.p[i - 1] == '-')
			letters = str_cat(w->a, letters, str_sub(id, i, 1));
	return letters;
}

/* The digits from byte i on. */
static str
digits_at(str s, size_t i)
{
	size_t end = i;

	while (end < s.n && s.p[end] >= '0' && s.p[end] <= '9')
		end++;
	return str_sub(s, i, end - i);
}

/* Takes a name apart; it must hold one number, and a year or none. */
static bool
find_form(str name, struct id_form *p)
{
	size_t n = 0, from = 0;
	bool has_number = false;

	*p = (struct id_form){ .width = 2 };
	for (size_t i = 0; i < name.n;) {
		str digits = digits_at(name, i);
		uint32_t value;
		if (!digits.n) {
			i++;
			continue;
		}
		if (n == 2 || !str_uint(digits, &value))
			return false;
		p->text[n++] = str_sub(name, from, i - from);
		if (is_year(digits) && !p->year) {
			p->year = (int)value;
			p->year_first = !has_number;
		} else if (!has_number) {
			has_number = true;
			p->number = value;
			p->width = digits.p[0] == '0' ? digits.n : value < 10 ? 1 : 2;
		} else {
			return false;
		}
		i += digits.n;
		from = i;
	}
	p->text[n] = str_from(name, from);
	return has_number && n == (p->year ? 2u : 1u);
}

static str
print_form(struct draft *w, const struct id_form *p)
{
	str number = str_fmt(w->a, "%0*u", (int)p->width, p->number), year;

	if (!p->year)
		return str_fmt(w->a, "%.*s%.*s%.*s", STR_ARG(p->text[0]), STR_ARG(number),
		    STR_ARG(p->text[1]));
	year = str_fmt(w->a, "%d", p->year);
	return str_fmt(w->a, "%.*s%.*s%.*s%.*s%.*s", STR_ARG(p->text[0]),
	    STR_ARG(p->year_first ? year : number), STR_ARG(p->text[1]),
	    STR_ARG(p->year_first ? number : year), STR_ARG(p->text[2]));
}

/* The newest name of the type in the folder. */
static bool
newest(struct draft *w, str folder, struct id_form *last)
{
	struct id_form p = { 0 };
	bool any = false;

	for (size_t i = 0; i < w->s->corpus->n_docs; i++) {
		const struct doc *doc = w->s->corpus->docs[i];
		str dir = tree_dir(doc->id);
		if (!str_eq(doc->loai.s, w->type->id) || !str_starts(doc->id, folder) ||
		    (dir.n > w->dir.n && !is_year(str_from(dir, folder.n))) ||
		    !find_form(str_from(doc->id, folder.n), &p))
			continue;
		if (any &&
		    (p.year < last->year || (p.year == last->year && p.number < last->number)))
			continue;
		*last = p;
		any = true;
	}
	return any;
}

/* The next free id of the type in the folder and year. */
static str
suggest_id(struct draft *w)
{
	str folder = w->dir.n ? str_cat(w->a, w->dir, S("/")) : S(""), id;
	struct id_form p = { 0 };

	if (!newest(w, folder, &p))
		p = (struct id_form){ .text = { str_cat(w->a, prefix_of(w, w->type), S("-")),
					  S("-"), S("") },
			.width = 2,
			.year = w->year };
	if (p.year && p.year != w->year)
		p.number = 0;
	if (p.year)
		p.year = w->year;
	do {
		p.number++;
		id = str_cat(w->a, folder, print_form(w, &p));
	} while (taken(w, id).n);
	return id;
}

/* As people type it: with sources/ before it, with .yaml behind it. */
static str
plain_id(struct draft *w, str typed)
{
	str root = str_cat(w->a, str_z(w->r->o->sources), S("/"));

	if (str_starts(typed, root))
		typed = str_from(typed, root.n);
	if (str_ends(typed, S(".yaml")))
		typed.n -= strlen(".yaml");
	return typed;
}

/* The id that was typed, of a document that is not there yet. */
static bool
is_free(struct draft *w, str id, bool tell)
{
	str file = taken(w, id);

	if (new_is_id(id) && !file.n)
		return true;
	if (!tell)
		ask_say(w->q, file.n
				  ? S("  đã có văn bản đó, chọn mã khác")
				  : S("  mã chỉ gồm a–z, 0–9, dấu '-' và dấu '.', như kh-12-2026"));
	else if (file.n)
		diag(w->d, D_NEW_EXISTS, nowhere, file);
	else
		diag(w->d, D_NEW_ID_FORM, nowhere, id);
	return false;
}

static str
in_folder(struct draft *w, str id)
{
	if (str_find_c(id, '/') != STR_NONE || !w->dir.n)
		return id;
	return str_fmt(w->a, "%.*s/%.*s", STR_ARG(w->dir), STR_ARG(id));
}

bool
new_settle_id(struct draft *w, str word, bool has_folder, const struct inherited_list *all)
{
	str id = plain_id(w, word), suggested;
	struct folders f;

	find_folders(w, all, &f);
	w->dir = office_of(w->dir);
	if (!has_folder && str_find_c(id, '/') == STR_NONE && !settle_folder(w, &f))
		return false;
	if (id.n)
		id = in_folder(w, id);
	suggested = suggest_id(w);
	if (!id.n && (!w->q->terminal || has_folder))
		id = suggested;
	while (!id.n && !w->q->stopped) {
		str typed = ask_line(w->q,
		    str_fmt(w->a,
			"Mã văn bản, cũng là tên tệp; Enter để lấy %.*s: ", STR_ARG(suggested)));
		id = typed.n ? in_folder(w, plain_id(w, typed)) : suggested;
		if (!w->q->stopped && !is_free(w, id, false))
			id = S("");
	}
	if (w->q->stopped || !is_free(w, id, true))
		return false;
	w->id = id;
	w->dir = tree_dir(id);
	w->inherited = format_inherited_at(all, w->dir);
	return true;
}
