/* cli/new.c: what is new is settled first (type, folder, id), then its source is made
 * (draft.c, copy.c), and only then is anything written: a new file or none. */
#include "new.h"

#include "../base/utf.h"
#include "../read/format.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* ---- Files ------------------------------------------------------------------------ */

static bool
make_folders(struct draft *w, const char *path)
{
	for (size_t i = 1; path[i]; i++)
		if (path[i] == '/' && mkdir(str_cz(w->a, str_first(str_z(path), i)), 0777) < 0 &&
		    errno != EEXIST)
			return false;
	return true;
}

bool
new_write(struct draft *w, str path, str text)
{
	const char *root = w->s ? w->s->tree.real : w->r->o->sources;
	const char *full = str_cz(w->a, str_fmt(w->a, "%s/%.*s", root, STR_ARG(path)));
	int fd =
	    make_folders(w, full) ? open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
	int error = errno;

	if (fd >= 0 && report_write(fd, text) && close(fd) == 0)
		return true;
	if (fd >= 0) {
		error = errno;
		unlink(full);
	}
	if (error == EEXIST)
		diag(w->d, D_NEW_EXISTS, nowhere, path);
	else
		diag(w->d, D_WRITE_FAILED, nowhere, path, REASON(error));
	return false;
}

void
new_say_done(struct draft *w, str path)
{
	struct buf out;
	bool vi = w->r->o->lang == DIAG_VI;

	buf_init(&out);
	buf_fmt(
	    &out, vi ? "Đã viết %s/%.*s\n" : "Wrote %s/%.*s\n", w->r->o->sources, STR_ARG(path));
	if (w->id.n)
		buf_fmt(&out,
		    vi ? "Mở tệp đó để soạn tiếp; 'vanban build %.*s' dựng ra bản Word.\n"
		       : "Go on in that file; 'vanban build %.*s' makes the Word document.\n",
		    STR_ARG(w->id));
	report_write(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
}

static bool
has_file(const struct session *s, str path)
{
	for (size_t i = 0; i < s->tree.n_files; i++)
		if (str_eq(s->tree.files[i], path))
			return true;
	return false;
}

/* The file that an id has already; empty: none. */
static str
taken(const struct draft *w, str id)
{
	str one = str_cat(w->a, id, S(".yaml")), two = str_cat(w->a, id, S("/van-ban.yaml"));

	return has_file(w->s, one) ? one : has_file(w->s, two) ? two : S("");
}

/* ---- Which type --------------------------------------------------------------------- */

static bool
can_be_written(const struct type *t)
{
	return t && !t->ngoai;
}

static const struct type *
find_type(struct draft *w, str typed)
{
	struct diags unused;
	const struct type *t;

	diags_init(&unused, w->a);
	t = style_type(w->style, utf_fold(w->a, typed, '-'), &unused);
	return can_be_written(t) ? t : NULL;
}

static void
unknown_type(struct draft *w, str typed)
{
	str *ids, fold = utf_fold(w->a, typed, '-');
	size_t n;
	struct diag *f;

	style_types(w->style, w->a, &ids, &n);
	f = diag(w->d, D_TYPE_UNKNOWN, nowhere, typed);
	f->args[1] = str_join(w->a, ids, n, S(", "));
	f->suggest = diag_nearest(fold, ids, n);
}

static void
say_types(struct draft *w)
{
	str *ids;
	size_t n;

	style_types(w->style, w->a, &ids, &n);
	ask_say(w->q, str_fmt(w->a, "Các loại: %.*s", STR_ARG(str_join(w->a, ids, n, S(", ")))));
}

static bool
settle_type(struct draft *w, const char *word)
{
	str typed = word ? str_z(word) : S("");

	if (!typed.n)
		say_types(w);
	while (!w->type) {
		if (!typed.n)
			typed = ask_value(w->q, "loai", S("Loại văn bản: "));
		w->type = typed.n ? find_type(w, typed) : NULL;
		if (w->type)
			break;
		if (word || !w->q->terminal || w->q->stopped) {
			if (typed.n)
				unknown_type(w, typed);
			else if (!w->q->stopped)
				diag(w->d, D_NEW_NO_TYPE, nowhere);
			return false;
		}
		ask_say(w->q, S("  chưa có loại đó"));
		typed = S("");
	}
	return true;
}

/* ---- Which folder, which id ------------------------------------------------------------ */

/* "kh" of kế hoạch, "cv" of công văn: its code, or the first letters of its name. */
static str
prefix_of(struct draft *w)
{
	str letters = S(""), id = w->type->id;

	if (w->type->viet_tat.n)
		return utf_fold(w->a, w->type->viet_tat, '-');
	for (size_t i = 0; i < id.n; i++)
		if (i == 0 || id.p[i - 1] == '-')
			letters = str_cat(w->a, letters, str_sub(id, i, 1));
	return letters;
}

/* The number in "kh-12-2026" for that prefix and year; 0: another form. */
static uint32_t
number_in(str name, str prefix, int year)
{
	char tail[16];
	uint32_t n = 0;
	size_t digits;

	snprintf(tail, sizeof tail, "-%d", year);
	if (!str_starts(name, prefix) || !str_ends(name, str_z(tail)) ||
	    name.n <= prefix.n + strlen(tail) + 1)
		return 0;
	digits = name.n - prefix.n - strlen(tail) - 1;
	return str_uint(str_sub(name, prefix.n + 1, digits), &n) ? n : 0;
}

/* The next free id of the type in the folder and year. */
static str
suggest_id(struct draft *w)
{
	str prefix = prefix_of(w), folder = w->dir.n ? str_cat(w->a, w->dir, S("/")) : S("");
	uint32_t last = 0;

	for (size_t i = 0; i < w->s->corpus->n_docs; i++) {
		const struct doc *doc = w->s->corpus->docs[i];
		if (!str_starts(doc->id, folder))
			continue;
		uint32_t n = number_in(str_from(doc->id, folder.n), prefix, w->year);
		last = n > last ? n : last;
	}
	return str_fmt(
	    w->a, "%.*s%.*s-%02u-%d", STR_ARG(folder), STR_ARG(prefix), last + 1, w->year);
}

/* Folders whose defaults name an agency. */
static size_t
offices(const struct inherited_list *all, str *dirs, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n && n < max; i++)
		if (all->v[i].map && format_value(all->v[i].map, "co_quan"))
			dirs[n++] = all->v[i].dir;
	return n;
}

/* Letters of names, and no part of them hidden. */
static bool
is_id(str s)
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

static bool
settle_folder(struct draft *w, const struct inherited_list *all)
{
	enum { MOST = 64 };
	str dirs[MOST], typed;
	size_t n = offices(all, dirs, MOST);

	if (n <= 1) {
		w->dir = n ? dirs[0] : S("");
		return true;
	}
	ask_say(
	    w->q, str_fmt(w->a, "Các thư mục: %.*s", STR_ARG(str_join(w->a, dirs, n, S(", ")))));
	while (w->q->terminal && !w->q->stopped) {
		typed = ask_line(w->q, S("Thư mục của cơ quan: "));
		for (size_t i = 0; i < n; i++)
			if (str_eq(typed, dirs[i])) {
				w->dir = dirs[i];
				return true;
			}
	}
	if (!w->q->stopped)
		diag(w->d, D_NEW_NO_ID, nowhere, str_join(w->a, dirs, n, S(", ")));
	return false;
}

/* The id that was typed, of a document that is not there yet. */
static bool
is_free(struct draft *w, str id, bool tell)
{
	str file = taken(w, id);

	if (is_id(id) && !file.n)
		return true;
	if (!tell)
		ask_say(w->q, file.n
				  ? S("  đã có văn bản đó, chọn mã khác")
				  : S("  mã chỉ gồm a–z, 0–9, dấu '-' và dấu '.', như kh-12-2026"));
	else if (file.n)
		diag(w->d, D_NEW_EXISTS, nowhere, file);
	else
		diag(w->d, D_ID_FORM, nowhere, id);
	return false;
}

static bool
settle_id(struct draft *w, const char *word, const struct inherited_list *all)
{
	str id = word ? str_z(word) : S(""), suggested;

	if (str_find_c(id, '/') == STR_NONE) {
		if (!settle_folder(w, all))
			return false;
		if (id.n && w->dir.n)
			id = str_fmt(w->a, "%.*s/%.*s", STR_ARG(w->dir), STR_ARG(id));
	}
	suggested = suggest_id(w);
	if (!word && !w->q->terminal)
		id = suggested;
	while (!id.n && !w->q->stopped) {
		str typed =
		    ask_line(w->q, str_fmt(w->a, "Mã văn bản [%.*s]: ", STR_ARG(suggested)));
		id = !typed.n ? suggested
		     : str_find_c(typed, '/') != STR_NONE || !w->dir.n
			 ? typed
			 : str_fmt(w->a, "%.*s/%.*s", STR_ARG(w->dir), STR_ARG(typed));
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

/* ---- The whole ---------------------------------------------------------------------------- */

/* SOURCE_DATE_EPOCH stands in for the clock, as everywhere. */
static int
this_year(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm tm;

	return gmtime_r(&now, &tm) ? tm.tm_year + 1900 : 2026;
}

/* --dat must name keys that a document has. */
static bool
check_given(struct draft *w)
{
	VEC(str) names = { 0 };
	struct format_key k;

	for (size_t i = 0; format_key(FORMAT_DOCUMENT, i, &k); i++)
		VEC_PUSH(w->a, &names, str_z(k.name));
	VEC_PUSH(w->a, &names, S("chuc_vu"));
	VEC_PUSH(w->a, &names, S("ho_ten"));
	for (size_t i = 0; i < w->r->o->n_given; i++) {
		str word = str_z(w->r->o->given[i]), key = str_first(word, str_find_c(word, '='));
		bool known = false;
		for (size_t n = 0; n < names.n; n++)
			known = known || str_eq(key, names.v[n]);
		if (key.n == word.n)
			diag(w->d, D_NEW_GIVEN_FORM, nowhere, word);
		else if (!known)
			diag(w->d, D_KEY_UNKNOWN, nowhere, key, S("văn bản"), S("the document"))
			    ->suggest = diag_nearest(key, names.v, names.n);
	}
	return !diags_failed(w->d);
}

static int
finish(struct draft *w, bool done)
{
	if (w->q->stopped && !diags_failed(w->d))
		diag(w->d, D_NEW_STOPPED, nowhere);
	report_plainly(w->r, w->d);
	if (done)
		return STATUS_BUILT;
	return w->d->counts[DIAG_SYSTEM] ? STATUS_MACHINE : STATUS_USAGE;
}

/* A type, or with --tu none, and an id may stand behind the command. */
static bool
write_document(struct draft *w, const struct inherited_list *all)
{
	const struct options *o = w->r->o;
	struct doc from = { 0 };
	const struct doc *old = NULL;
	const char *word = o->n_given_words > 0 ? o->given_words[0] : NULL;
	const char *id = o->n_given_words > 1 ? o->given_words[1] : NULL;
	str text, path;

	if (o->from) {
		old = corpus_find(w->s->corpus, &from, str_z(o->from));
		if (!old) {
			diag(w->d, D_ID_UNKNOWN, nowhere, str_z(o->from))->suggest =
			    corpus_nearest(w->a, w->s->corpus, &from, str_z(o->from));
			return false;
		}
		w->type = find_type(w, old->loai.s);
		id = o->n_given_words > 0 ? o->given_words[o->n_given_words - 1] : NULL;
		w->dir = tree_dir(old->id);
		if (id && str_find_c(str_z(id), '/') == STR_NONE && w->dir.n)
			id = str_cz(w->a, str_fmt(w->a, "%.*s/%s", STR_ARG(w->dir), id));
		if (!id)
			id = w->type ? str_cz(w->a, suggest_id(w)) : NULL;
	}
	if (!settle_type(w, old ? str_cz(w->a, old->loai.s) : word) || !settle_id(w, id, all))
		return false;
	if (old)
		return copy_document(w, old);
	text = draft_text(w);
	path = str_cat(w->a, w->id, S(".yaml"));
	if (w->q->stopped || diags_failed(w->d) || !new_write(w, path, text))
		return false;
	new_say_done(w, path);
	return true;
}

int
new_document(struct session *s, struct report *r, str *id)
{
	struct ask q;
	struct diags d;
	struct inherited_list all;
	struct draft w = { .s = s, .r = r, .q = &q, .a = s->arena, .d = &d, .year = this_year() };

	ask_init(&q, s->arena, s->o);
	diags_init(&d, s->arena);
	w.style = session_root_style(s, &d);
	format_inherited(s->arena, &s->loader, s->tree.files, s->tree.n_files, &all);
	bool done = w.style && check_given(&w) && write_document(&w, &all);
	*id = w.id;
	return finish(&w, done);
}

/* ---- The defaults of an office -----------------------------------------------------------------
 */

static void
office_key(struct draft *w, struct buf *out, const char *name, bool needed)
{
	struct format_key k = { 0 };
	str value;

	if (format_value(w->inherited, name))
		return;
	format_find(FORMAT_DOCUMENT, str_z(name), &k);
	value = ask_value(w->q, name,
	    str_fmt(w->a, "%s (như: %s)%s: ", k.label, k.example,
		needed ? "" : "; không có thì Enter"));
	if (value.n)
		buf_fmt(out, "%s: %.*s\n", name, STR_ARG(yaml_scalar(w->a, value)));
	else
		buf_fmt(out, "# %s:   %s\n", name, k.label);
}

/* "Phó Giám đốc" signs for "Giám đốc". */
static void
put_signer(struct draft *w, struct buf *out, str title, str name)
{
	str head = str_starts(title, S("Phó ")) ? str_from(title, strlen("Phó ")) : S("");

	buf_fmt(out, "  %.*s: {", STR_ARG(utf_fold(w->a, title, '-')));
	if (head.n)
		buf_fmt(out, "ky_thay: %.*s, ", STR_ARG(yaml_scalar(w->a, head)));
	buf_fmt(out, "chuc_vu: %.*s, ho_ten: %.*s}\n", STR_ARG(yaml_scalar(w->a, title)),
	    STR_ARG(name.n ? yaml_scalar(w->a, name) : draft_gap(w->a, "Họ và tên")));
}

/* "Giám đốc: Phan Quốc Khánh", given or typed, until there are no more. */
static void
office_signers(struct draft *w, struct buf *out)
{
	str *v;
	size_t n = ask_values(w->q, "nguoi_ky",
	    S("Những người ký, mỗi người một dòng như 'Giám đốc: Phan Quốc Khánh'; hết thì Enter\n "
	      " - "),
	    &v);

	if (n == 0) {
		buf_z(out, "# nguoi_ky:\n#   giam-doc: {chuc_vu: Giám đốc, ho_ten: Họ và tên}\n");
		return;
	}
	buf_z(out, "# Văn bản ghi 'ky: tên-gọi' để chọn người ký.\nnguoi_ky:\n");
	for (size_t i = 0; i < n; i++) {
		size_t colon = str_find_c(v[i], ':');
		put_signer(w, out, str_trim(str_first(v[i], colon)),
		    colon == STR_NONE ? S("") : str_trim(str_from(v[i], colon + 1)));
	}
}

static bool
settle_office(struct draft *w)
{
	str typed = w->r->o->n_given_words ? str_z(w->r->o->given_words[0]) : S("");

	while (typed.n && typed.p[typed.n - 1] == '/')
		typed.n--;
	while (!is_id(typed)) {
		if (typed.n && !w->q->terminal)
			diag(w->d, D_ID_FORM, nowhere, typed);
		else if (!w->q->terminal)
			diag(w->d, D_NEW_NO_FOLDER, nowhere);
		if (!w->q->terminal || w->q->stopped)
			return false;
		typed =
		    ask_line(w->q, S("Thư mục cho văn bản của cơ quan, chữ thường không dấu (như: "
				     "so-khcn): "));
	}
	w->dir = typed;
	return true;
}

static str
office_text(struct draft *w)
{
	struct buf out;
	str text;

	buf_init(&out);
	buf_str(&out, draft_schema_line(w->a, w->dir, SCHEMA_DEFAULTS));
	buf_z(&out, "# Những điều giống nhau ở mọi văn bản của cơ quan này.\n");
	office_key(w, &out, "co_quan_chu_quan", false);
	office_key(w, &out, "co_quan", true);
	office_key(w, &out, "viet_tat", true);
	office_key(w, &out, "dia_danh", true);
	office_signers(w, &out);
	text = buf_dup(&out, w->a);
	buf_free(&out);
	return text;
}

static bool
write_office(struct draft *w, const struct inherited_list *all)
{
	str path, text;

	if (!check_given(w) || !settle_office(w))
		return false;
	path = str_cat(w->a, w->dir, S("/_mac-dinh.yaml"));
	w->inherited = format_inherited_at(all, w->dir);
	if (w->s && has_file(w->s, path)) {
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
	return finish(&w, write_office(&w, &all));
}
