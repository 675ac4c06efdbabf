/* cli/verify.c: a file, held against what it says of itself.
 *
 * Three questions, each answered as far as it can be: is its text still what was
 * built (by its own digest); are its sources still what they were (by blob ids, and
 * git for the commits); would the sources at hand give it again (they are built, in
 * memory, and compared). The file is from outside: sizes are bounded, nothing is
 * expanded, no path of it is opened. */
#include "verify.h"

#include "../archive/diff.h"
#include "../archive/origin.h"
#include "../ooxml/reread.h"
#include "../pack/unpack.h"
#include "git.h"
#include "help.h"
#include "pipeline.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FILE = 256 << 20, MAX_HUNKS = 40, MAX_COMMITS = 5, BLOB = 40 };

static const pos nowhere = { NULL, 0, 0, 0 };

struct verifying {
	struct arena *a;
	const struct options *o;
	struct diags *d;
	struct buf *out;
	str bytes;
	/* What the file says: */
	struct pprop *v;
	size_t n;
	str id, file, digest; /* of the document, of this file of it, in short */
	str text;             /* its visible text */
	/* What the sources give: */
	struct session s;
	bool open;
	const struct plan *plan; /* NULL: they do not give it */
	str built, built_text;
	bool differs;
};

static void
say(struct verifying *v, const char *vi, const char *en)
{
	buf_fmt(v->out, "  %s\n", v->o->lang == DIAG_VI ? vi : en);
}

static const char *
in(const struct verifying *v, const char *vi, const char *en)
{
	return v->o->lang == DIAG_VI ? vi : en;
}

/* ---- The file ------------------------------------------------------------------- */

static const struct part *
part_of(const struct parts *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(p->v[i].name, name))
			return &p->v[i];
	return NULL;
}

static str
text_of(struct verifying *v, const struct parts *p)
{
	const char *const names[] = { "word/document.xml", "word/footnotes.xml" };
	struct buf b;
	str text;

	buf_init(&b);
	for (size_t i = 0; i < 2; i++)
		if (part_of(p, names[i]))
			reread_text(&b, part_of(p, names[i])->bytes);
	text = buf_dup(&b, v->a);
	buf_free(&b);
	return text;
}

/* Lines that say something; how blanks are set is nobody's change. */
static str
lines_of(struct verifying *v, str text)
{
	struct buf b;
	str line;

	buf_init(&b);
	while (str_line(&text, &line)) {
		line = str_trim(str_replace(v->a, line, S("\xC2\xA0"), S(" ")));
		if (line.n)
			buf_fmt(&b, "%.*s\n", STR_ARG(line));
	}
	text = buf_dup(&b, v->a);
	buf_free(&b);
	return text;
}

static bool
read_docx(struct verifying *v, str *why)
{
	static const char *const names[] = { "word/document.xml", "word/footnotes.xml",
		"docProps/custom.xml", "docProps/core.xml" };
	struct parts p;
	const struct part *part;
	str id;

	if (!unpack_parts(v->a, v->bytes, names, 4, &p, why))
		return false;
	v->text = text_of(v, &p);
	if ((part = part_of(&p, "docProps/custom.xml")))
		v->n = reread_custom(v->a, part->bytes, &v->v);
	if ((part = part_of(&p, "docProps/core.xml")) &&
	    (origin_token(reread_element(v->a, part->bytes, "identifier"), &id, &v->digest) ||
		origin_token(reread_element(v->a, part->bytes, "keywords"), &id, &v->digest)))
		v->file = id;
	return true;
}

/* Keywords of a PDF stand plain, or as UTF-16BE in hexadecimal digits. */
static void
read_pdf(struct verifying *v)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf b;
	str rest = v->bytes;
	size_t at;

	if (origin_token(rest, &v->file, &v->digest))
		return;
	/* "vanban=" so written; what follows is decoded until it is no letter of ours. */
	at = str_find(rest, S("00760061006E00620061006E003D"));
	if (at == STR_NONE)
		at = str_find(rest, S("00760061006e00620061006e003d"));
	if (at == STR_NONE)
		return;
	buf_init(&b);
	for (rest = str_from(rest, at); rest.n >= 4 && b.n < 1024; rest = str_from(rest, 4)) {
		const char *hi = strchr(hex, rest.p[2] & ~(rest.p[2] >= 'a' ? 0x20 : 0));
		const char *lo = strchr(hex, rest.p[3] & ~(rest.p[3] >= 'a' ? 0x20 : 0));

		if (rest.p[0] != '0' || rest.p[1] != '0' || !hi || !lo || !*hi || !*lo)
			break;
		buf_c(&b, (char)((hi - hex) << 4 | (lo - hex)));
	}
	origin_token(buf_dup(&b, v->a), &v->file, &v->digest);
	buf_free(&b);
}

/* ---- What the sources give -------------------------------------------------------- */

static void
build_again(struct verifying *v)
{
	struct diags unheard;
	struct plan **plans;
	struct parts parts;
	str why;
	size_t n;

	diags_init(&unheard, v->a);
	plans = pipeline_plans(&v->s, &v->s.jobs[0], false, v->a, &n, &unheard);
	for (size_t i = 0; plans && i < n; i++)
		if (str_eq(plans[i]->file, v->file))
			v->plan = plans[i];
	if (!v->plan || !pipeline_parts(&v->s, &v->s.jobs[0], v->plan, v->a, &parts, &unheard)) {
		v->plan = NULL;
		return;
	}
	v->built_text = text_of(v, &parts);
	packer_zip(v->s.packer, v->a, &parts, &v->built, &why);
}

static void
open_sources(struct verifying *v)
{
	struct options o = *v->o;
	const char *id = str_cz(v->a, v->id);

	o.command = CMD_DUMP; /* nothing is asked of registers, nor of secrecy */
	o.wanted = &id;
	o.n_wanted = 1;
	v->open = session_open(&v->s, v->a, &o) == STATUS_BUILT && v->s.n_jobs == 1;
	if (v->open)
		build_again(v);
}

/* ---- Telling ------------------------------------------------------------------------ */

static bool
is_blob(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == BLOB;
}

/* The commits that brought or took a blob, as git tells them. */
static void
tell_commits(struct verifying *v, str blob)
{
	const char *find = str_cz(v->a, str_cat(v->a, S("--find-object="), blob));
	const char *const args[] = { "log", "--all", "--format=%h %cs %s", "-n5", find, NULL };
	struct buf b;
	str rest, line;

	buf_init(&b);
	if (v->open && git_ask(v->s.tree.real, args, &b) == 0) {
		rest = buf_view(&b);
		if (!rest.n)
			buf_fmt(v->out, "      %s\n",
			    in(v, "chưa có commit nào giữ phiên bản này",
				"no commit holds this version"));
		while (str_line(&rest, &line))
			buf_fmt(v->out, "      commit %.*s\n", STR_ARG(line));
	}
	buf_free(&b);
}

static const char *
state_of(struct verifying *v, str name, str was)
{
	str now = v->plan ? origin_value(v->plan->custom, v->plan->n_custom, name) : S("");

	if (!v->plan)
		return "";
	if (str_eq(now, was))
		return in(v, "như cũ", "as it was");
	v->differs = true;
	return now.n ? in(v, "đã khác", "changed") : in(v, "không còn dùng", "not used any more");
}

/* A file of the document may stand at another number now: it is looked up by path. */
static const char *
file_state(struct verifying *v, str path, str blob)
{
	if (!v->plan)
		return "";
	for (size_t i = 0; i < v->plan->n_custom; i++) {
		const struct pprop *p = &v->plan->custom[i];
		str now, there = str_cut(p->value, ' ', &now);

		if (!str_starts(p->name, S("vanban.tep.")) || !str_eq(there, path))
			continue;
		if (str_eq(now, blob))
			return in(v, "như cũ", "as it was");
		v->differs = true;
		return in(v, "đã khác", "changed");
	}
	v->differs = true;
	return in(v, "không còn", "gone");
}

static void
tell_made_of(struct verifying *v)
{
	static const struct {
		const char *prefix, *vi, *en;
	} shared[] = { { "vanban.mac-dinh.", "mặc định", "defaults" },
		{ "vanban.vien-dan.", "viện dẫn", "cited" }, { "vanban.mau", "mẫu", "templates" } };

	for (size_t i = 0; i < v->n; i++) {
		const struct pprop *p = &v->v[i];
		str rest, what = str_cut(p->value, ' ', &rest);

		if (str_starts(p->name, S("vanban.tep."))) {
			if (!is_blob(rest))
				continue;
			buf_fmt(v->out, "  %s: %.*s %.*s  %s\n", in(v, "nguồn", "source"),
			    STR_ARG(what), STR_ARG(str_first(rest, 12)), file_state(v, what, rest));
			tell_commits(v, rest);
		}
		for (size_t k = 0; k < sizeof shared / sizeof *shared; k++)
			if (str_starts(p->name, str_z(shared[k].prefix)))
				buf_fmt(v->out, "  %s: %.*s  %s\n",
				    in(v, shared[k].vi, shared[k].en), STR_ARG(what),
				    state_of(v, p->name, p->value));
	}
}

static void
tell_lines(struct verifying *v, const char *mark, const str *lines, size_t at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_fmt(v->out, "    %s %.*s\n", mark, STR_ARG(lines[at + i]));
}

static void
tell_changes(struct verifying *v)
{
	str *old, *now;
	struct hunk *h;
	size_t n_old = diff_lines(v->a, lines_of(v, v->built_text), &old);
	size_t n_now = diff_lines(v->a, lines_of(v, v->text), &now);
	size_t n = diff_of(v->a, old, n_old, now, n_now, &h);

	for (size_t i = 0; i < n && i < MAX_HUNKS; i++) {
		tell_lines(v, "-", old, h[i].old_at, h[i].old_n);
		tell_lines(v, "+", now, h[i].new_at, h[i].new_n);
	}
	if (n > MAX_HUNKS)
		buf_fmt(v->out, "    … %zu\n", n - MAX_HUNKS);
}

/* By the file's own digest: whatever became of its sources. */
static void
tell_text(struct verifying *v)
{
	str was = origin_value(v->v, v->n, S("vanban.chu"));
	str planned;

	if (!was.n)
		return;
	if (str_eq(was, origin_text_digest(v->a, v->text))) {
		say(v, "chữ: nguyên như lúc dựng", "text: as it was built");
		return;
	}
	v->differs = true;
	planned =
	    v->plan ? origin_value(v->plan->custom, v->plan->n_custom, S("vanban.chu")) : S("");
	if (str_eq(planned, was)) {
		say(v, "chữ: đã sửa tay sau khi dựng (- như dựng, + trong tệp):",
		    "text: changed by hand since (- as built, + in the file):");
		tell_changes(v);
	} else {
		say(v,
		    "chữ: đã sửa tay sau khi dựng; lấy lại các phiên bản nguồn ở trên từ git để "
		    "xem chỗ sửa",
		    "text: changed by hand since; check out the versions of the sources above to "
		    "see "
		    "where");
	}
}

static void
tell_again(struct verifying *v)
{
	str was = origin_value(v->v, v->n, S("vanban.phien-ban"));

	if (!v->open || !v->plan) {
		say(v, "dựng lại: cây nguồn hiện có không dựng được tệp này",
		    "again: the sources at hand do not give this file");
		v->differs = true;
		return;
	}
	if (was.n && !str_is(was, VANBAN_VERSION))
		buf_fmt(v->out, "  %s %.*s, %s %s\n",
		    in(v, "chương trình: tệp do vanban", "program: built by vanban"), STR_ARG(was),
		    in(v, "đây là", "this is"), VANBAN_VERSION);
	if (str_eq(v->built, v->bytes)) {
		say(v, "dựng lại: cây nguồn hiện có cho đúng tệp này, từng byte",
		    "again: the sources at hand give this very file, byte for byte");
		return;
	}
	if (str_find(v->plan->identifier, str_cat(v->a, S("@"), v->digest)) != STR_NONE &&
	    v->digest.n)
		say(v,
		    "dựng lại: cây nguồn hiện có là nguồn của tệp này; tệp đã được lưu lại bằng "
		    "chương trình khác",
		    "again: the sources at hand are those of the file; it was saved by another "
		    "program since");
	else {
		v->differs = true;
		say(v, "dựng lại: cây nguồn hiện có cho tệp khác",
		    "again: the sources at hand give another file");
	}
}

/* ---- One file ------------------------------------------------------------------------- */

static void
tell_nothing(struct verifying *v)
{
	v->differs = true;
	say(v, "không do vanban dựng, hoặc thông tin nguồn gốc đã bị xóa: không nói được gì",
	    "not built by vanban, or what it said of its origin was removed: nothing can be told");
}

static void
tell_all(struct verifying *v, bool pdf)
{
	str id = origin_value(v->v, v->n, S("vanban.ma")), rest;
	str file = origin_value(v->v, v->n, S("vanban.tep-ra"));

	if (id.n)
		v->file = file.n ? file : id;
	if (!v->file.n) {
		tell_nothing(v);
		return;
	}
	/* "a/b_phu-luc-1" is a file of a/b. */
	v->id = id.n ? id : str_cut(v->file, '_', &rest);
	buf_fmt(v->out, "  %s: %.*s\n", in(v, "văn bản", "document"), STR_ARG(v->id));
	open_sources(v);
	tell_made_of(v);
	if (!pdf)
		tell_text(v);
	if (pdf || !v->n) {
		bool same =
		    v->plan && v->digest.n &&
		    str_find(v->plan->identifier, str_cat(v->a, S("@"), v->digest)) != STR_NONE;
		v->differs = v->differs || !same;
		say(v,
		    same ? "nguồn: cây nguồn hiện có là nguồn của tệp này"
			 : "nguồn: đã khác từ khi dựng tệp này, hoặc không có ở đây",
		    same ? "sources: those at hand are the file's"
			 : "sources: changed since the file was built, or not here");
	} else {
		tell_again(v);
	}
	session_close(&v->s);
}

static bool
verify_file(
    struct arena *a, const struct options *o, const char *path, struct buf *out, struct diags *d)
{
	struct verifying *v = NEW(a, struct verifying);
	str why = S("");
	bool pdf;
	enum load_result loaded;

	*v = (struct verifying){ .a = a, .o = o, .d = d, .out = out };
	v->s.tree.fd = v->s.layers.base = v->s.layers.extra = -1;
	loaded = tree_read_at(AT_FDCWD, a, str_z(path), MAX_FILE, &v->bytes, &why, NULL);
	if (loaded != LOAD_OK) {
		diag(d, loaded == LOAD_TOO_BIG ? D_VERIFY_BIG : D_VERIFY_UNREADABLE, nowhere,
		    str_z(path), why);
		return false;
	}
	pdf = str_starts(v->bytes, S("%PDF"));
	if (pdf) {
		read_pdf(v);
	} else if (!read_docx(v, &why)) {
		diag(d, D_VERIFY_DAMAGED, nowhere, str_z(path), why);
		return false;
	}
	buf_fmt(out, "%s\n", path);
	tell_all(v, pdf);
	return !v->differs;
}

int
verify_run(struct arena *a, const struct options *o, struct report *r)
{
	struct diags d;
	struct buf out, text;
	bool same = true;

	diags_init(&d, a);
	buf_init(&out);
	buf_init(&text);
	if (!o->n_wanted)
		diag(&d, D_VERIFY_WHAT, nowhere);
	for (size_t i = 0; i < o->n_wanted; i++)
		same = verify_file(a, o, o->wanted[i], &out, &d) && same;
	report_write(STDOUT_FILENO, buf_view(&out));
	report_findings(r, &d, &text);
	report_print(r, buf_view(&text));
	buf_free(&out);
	buf_free(&text);
	if (!o->n_wanted)
		return STATUS_USAGE;
	return same && !diags_failed(&d) ? STATUS_BUILT : STATUS_ERRORS;
}
