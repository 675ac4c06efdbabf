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

	if (fd >= 0 && fd_write(fd, text) && close(fd) == 0)
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
		    vi ? "Mở tệp đó để soạn tiếp; 'vanban build %.*s' dựng ra bản Word "
			 "out/%.*s.docx.\n"
		       : "Go on in that file; 'vanban build %.*s' makes the Word document "
			 "out/%.*s.docx.\n",
		    STR_ARG(w->id), STR_ARG(w->id));
	else
		buf_z(&out, vi ? "Tiếp theo: 'vanban new' soạn văn bản đầu tiên của cơ quan.\n"
			       : "Next: 'vanban new' begins a document of the office.\n");
	fd_write(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
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

/* By their names: each may be typed as it is read here. */
static void
say_types(struct draft *w)
{
	struct diags unused;
	str *ids, names = S("");
	size_t n;

	diags_init(&unused, w->a);
	style_types(w->style, w->a, &ids, &n);
	for (size_t i = 0; i < n; i++) {
		const struct type *t = style_type(w->style, ids[i], &unused);
		if (can_be_written(t))
			names = str_fmt(w->a, "%.*s%s%.*s", STR_ARG(names), names.n ? ", " : "",
			    STR_ARG(utf_lower_first(w->a, t->ten)));
	}
	ask_say(w->q, str_fmt(w->a, "Các loại: %.*s", STR_ARG(names)));
}

static bool
settle_type(struct draft *w, str word)
{
	str typed = word;

	if (!typed.n)
		say_types(w);
	while (!w->type) {
		if (!typed.n)
			typed = ask_value(w->q, "loai", S("Loại văn bản (như: công văn): "));
		w->type = typed.n ? find_type(w, typed) : NULL;
		if (w->type)
			break;
		if (word.n || !w->q->terminal || w->q->stopped) {
			if (typed.n)
				unknown_type(w, typed);
			else if (!w->q->stopped)
				diag(w->d, D_NEW_NO_TYPE, nowhere);
			return false;
		}
		ask_say(w->q,
		    S("  chưa có loại đó; viết một trong các loại kể trên, có dấu hay không dấu"));
		typed = S("");
	}
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
bool
new_check_given(struct draft *w)
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
			known = known || str_eq(utf_fold(w->a, key, '_'), names.v[n]);
		if (key.n == word.n)
			diag(w->d, D_NEW_GIVEN_FORM, nowhere, word);
		else if (!known)
			diag(w->d, D_KEY_UNKNOWN, nowhere, key, S("văn bản"), S("the document"))
			    ->suggest = diag_nearest(key, names.v, names.n);
	}
	return !diags_failed(w->d);
}

int
new_finish(struct draft *w, bool done)
{
	if (w->q->stopped && !diags_failed(w->d))
		diag(w->d, D_NEW_STOPPED, nowhere);
	report_plainly(w->r, w->d);
	if (done)
		return STATUS_BUILT;
	return w->d->counts[DIAG_SYSTEM] ? STATUS_MACHINE : STATUS_USAGE;
}

/* The words behind the command: a type, which may be of several words ("kế hoạch"), and
 * an id; with --tu the type need not be said. */
static bool
read_words(struct draft *w, const struct doc *old, str *type, str *id)
{
	const struct options *o = w->r->o;
	str words = S("");
	size_t used = 0;

	*type = old ? old->loai.s : o->n_given_words ? str_z(o->given_words[0]) : S("");
	for (size_t i = 0; i < o->n_given_words; i++) {
		words = str_fmt(w->a, "%.*s %s", STR_ARG(words), o->given_words[i]);
		if (!find_type(w, words))
			continue;
		*type = old ? *type : words;
		used = i + 1;
	}
	if (!used && !old && o->n_given_words)
		used = 1;
	*id = used < o->n_given_words ? str_z(o->given_words[used]) : S("");
	if (used + 1 < o->n_given_words)
		diag(w->d, D_NEW_ARGUMENTS, nowhere, str_z(o->given_words[used + 1]));
	return !diags_failed(w->d);
}

/* A type, or with --tu none, and an id may stand behind the command. */
static bool
write_document(struct draft *w, const struct inherited_list *all)
{
	const struct options *o = w->r->o;
	struct doc from = { 0 };
	const struct doc *old = NULL;
	str word, id, text, path;

	if (o->from) {
		old = corpus_find(w->s->corpus, &from, str_z(o->from));
		if (!old) {
			diag(w->d, D_ID_UNKNOWN, nowhere, str_z(o->from))->suggest =
			    corpus_nearest(w->s->corpus, &from, str_z(o->from));
			return false;
		}
		w->dir = tree_dir(old->id);
	}
	if (!read_words(w, old, &word, &id) || !settle_type(w, word) ||
	    !new_settle_id(w, id, old != NULL, all))
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
	bool done = w.style && new_check_given(&w) && write_document(&w, &all);
	*id = w.id;
	return new_finish(&w, done);
}
