/* cli/verify.c: a file, held against what it says of itself.
 *
 * Four questions, each answered as far as it can be: is its text still what was
 * built (by its own digest); are its sources still what they were (by blob ids, and
 * git for the commits); would the sources at hand give it again (they are built, in
 * memory, and compared); if not, does a commit (original.h). What was changed in the text
 * by hand shows against whichever of them gave it. */
#include "verify.h"

#include "../archive/diff.h"
#include "../base/utf.h"
#include "../pack/pack.h"
#include "claim.h"
#include "git.h"
#include "help.h"
#include "original.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 256 << 20, MAX_HUNKS = 40, BLOB = 40 };

static const pos nowhere = { NULL, 0, 0, 0 };

struct verifying {
	struct arena *a;
	const struct options *o;
	struct buf *out;
	str bytes;
	struct claim c;
	/* What the sources at hand give: */
	struct session s;
	struct remade now;
	bool same; /* it was made from the same */
	/* Else, what their history gives: */
	struct original was;
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

/* ---- What the sources give -------------------------------------------------------- */

static void
open_sources(struct verifying *v)
{
	struct options o = *v->o;
	const char *id = str_cz(v->a, v->c.id);

	o.command = CMD_DUMP; /* nothing is asked of registers, nor of secrecy */
	o.wanted = &id;
	o.n_wanted = 1;
	if (session_open(&v->s, v->a, &o) == STATUS_BUILT)
		remake(&v->s, v->a, &v->c, &v->now);
	v->same = v->now.plan && remake_is_same(&v->c, v->now.plan);
	if (!v->same && v->s.tree.fd >= 0)
		original_find(v->a, v->o, v->s.tree.real, &v->c, &v->was);
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
	if (v->s.tree.fd >= 0 && git_ask(v->s.tree.real, args, &b) == 0) {
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
	str now =
	    v->now.plan ? origin_value(v->now.plan->custom, v->now.plan->n_custom, name) : S("");

	if (!v->now.plan)
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
	if (!v->now.plan)
		return "";
	for (size_t i = 0; i < v->now.plan->n_custom; i++) {
		const struct pprop *p = &v->now.plan->custom[i];
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
	} shared[] = { { "vanban.dong.", "dòng của", "row of" },
		{ "vanban.mac-dinh.", "mặc định", "defaults" },
		{ "vanban.vien-dan.", "viện dẫn", "cited" }, { "vanban.mau", "mẫu", "templates" } };

	for (size_t i = 0; i < v->c.n; i++) {
		const struct pprop *p = &v->c.v[i];
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
tell_changes(struct verifying *v, str built, str text)
{
	str *old, *now;
	struct hunk *h;
	size_t n_old = diff_lines(v->a, lines_of(v, built), &old);
	size_t n_now = diff_lines(v->a, lines_of(v, text), &now);
	size_t n = diff_of(v->a, old, n_old, now, n_now, &h);

	for (size_t i = 0; i < n && i < MAX_HUNKS; i++) {
		tell_lines(v, "-", old, h[i].old_at, h[i].old_n);
		tell_lines(v, "+", now, h[i].new_at, h[i].new_n);
	}
	if (n > MAX_HUNKS)
		buf_fmt(v->out, "    … %zu\n", n - MAX_HUNKS);
}

static bool
is_text_of(struct verifying *v, str digest, str text)
{
	return str_eq(digest, origin_text_digest(v->a, text));
}

/* By the file's own digest: whatever became of its sources. Where that is gone, by what
 * was made again. */
static void
tell_text(struct verifying *v)
{
	bool found = v->was.end == ORIGINAL_FOUND;
	str built = v->same ? v->now.text : v->was.text;
	str digest = origin_value(v->c.v, v->c.n, S("vanban.chu")), rest;

	if (!digest.n && (v->same || found))
		digest = origin_text_digest(v->a, built);
	if (!digest.n)
		return;
	if (is_text_of(v, digest, v->c.text)) {
		say(v, "chữ: nguyên như lúc dựng", "text: as it was built");
		return;
	}
	v->differs = true;
	/* Sources that have changed may give the same text. */
	if (v->now.plan && is_text_of(v, digest, v->now.text)) {
		say(v, "chữ: đã sửa tay sau khi dựng (- như dựng, + trong tệp):",
		    "text: changed by hand since (- as built, + in the file):");
		tell_changes(v, v->now.text, v->c.text);
	} else if (found) {
		buf_fmt(v->out, "  %s %.*s, %s:\n",
		    in(v, "chữ: đã sửa tay sau khi dựng (- như dựng từ commit",
			"text: changed by hand since (- as built from commit"),
		    STR_ARG(str_cut(v->was.commit, ' ', &rest)),
		    in(v, "+ trong tệp)", "+ in the file)"));
		tell_changes(v, built, v->c.text);
	} else {
		say(v, "chữ: đã sửa tay sau khi dựng; không có bản gốc để chỉ ra chỗ sửa",
		    "text: changed by hand since; there is no original to show where");
	}
}

/* What the file's own digest does not tell, when there is something to hold it against. */
static void
tell_rest(struct verifying *v)
{
	str bytes = v->same ? v->now.bytes : v->was.end == ORIGINAL_FOUND ? v->was.bytes : S("");
	struct claim built;
	str why;

	if (!bytes.n || !claim_read(v->a, bytes, &built, &why))
		return;
	if (!str_eq(built.margins, v->c.margins)) {
		v->differs = true;
		say(v, "đầu trang, chân trang: đã sửa tay sau khi dựng (- như dựng, + trong tệp):",
		    "headers, footers: changed by hand since (- as built, + in the file):");
		tell_changes(v, built.margins, v->c.margins);
	}
	if (!str_eq(built.pictures, v->c.pictures)) {
		v->differs = true;
		say(v, "hình: không còn là những hình lúc dựng",
		    "pictures: not those it was built with");
	}
}

/* ---- The original -------------------------------------------------------------------- */

static void
tell_unlike(struct verifying *v)
{
	static const struct {
		const char *prefix, *vi, *en;
	} kinds[] = { { "vanban.tep.", "nguồn", "source" },
		{ "vanban.dong.", "dòng của", "row of" },
		{ "vanban.mac-dinh.", "mặc định", "defaults" },
		{ "vanban.vien-dan.", "viện dẫn", "cited" }, { "vanban.mau", "mẫu", "templates" },
		{ "", "giá trị", "value" } };
	size_t k;

	for (size_t i = 0; i < v->was.n_unlike; i++) {
		for (k = 0; !str_starts(v->was.unlike[i].name, str_z(kinds[k].prefix)); k++)
			;
		buf_fmt(v->out, "%s %s %.*s", i ? "," : in(v, " (khác ở:", " (other than then:"),
		    in(v, kinds[k].vi, kinds[k].en), STR_ARG(v->was.unlike[i].value));
	}
	buf_z(v->out, v->was.n_unlike ? ")" : "");
}

/* What else may be done than believe that there is none. */
static void
tell_advice(struct verifying *v)
{
	if (v->was.shallow)
		say(v,
		    "         kho git này chỉ có một phần lịch sử: chạy 'git fetch --unshallow' "
		    "rồi "
		    "xem lại",
		    "          this repository has a part of the history only: run "
		    "'git fetch --unshallow' and look again");
	if (v->was.limited)
		say(v, "         chỉ xem các commit mới nhất, lịch sử còn dài hơn",
		    "          only the newest commits were looked at, there are more");
}

/* What stands before and behind the commit, by how the search ended. */
static const struct {
	const char *vi[2], *en[2];
} ends[] = {
	[ORIGINAL_NO_GIT] = { { "không tìm được: cây nguồn không nằm trong kho git, hoặc git không "
				"mở "
				"được kho",
				  "" },
	    { "not looked for: the sources are in no git repository, or git can't open it", "" } },
	[ORIGINAL_NO_COMMIT] = { { "không tìm thấy: không commit nào giữ đủ các tệp nguồn như lúc "
				   "dựng "
				   "(nguồn lúc đó chưa commit, hoặc ở kho khác)",
				     "" },
	    { "not found: no commit holds its sources as they were (not committed then, or in "
	      "another repository)",
		"" } },
	[ORIGINAL_NO_BUILD] = { { "commit ", " giữ đủ các tệp nguồn, nhưng chương trình này không "
					     "dựng được từ đó" },
	    { "commit ", " holds its sources, but this program does not build them" } },
	[ORIGINAL_NO_VALUES] = { { "commit ",
				     " giữ đủ các tệp nguồn, nhưng không commit nào có các "
				     "giá trị chung như lúc dựng" },
	    { "commit ", " holds its sources, but none has the shared values as they were" } },
	[ORIGINAL_OTHER_TEXT] = { { "commit ",
				      " giữ đủ nguồn và giá trị, nhưng chương trình này in ra "
				      "chữ khác lúc dựng" },
	    { "commit ", " holds sources and values, but this program prints other text" } },
	[ORIGINAL_FOUND] = { { "dựng từ nguồn như ở commit ", "" },
	    { "built from sources as in commit ", "" } },
};

static void
tell_original(struct verifying *v)
{
	const struct original *w = &v->was;
	bool vi = v->o->lang == DIAG_VI;
	const char *const *around = vi ? ends[w->end].vi : ends[w->end].en;
	str version = origin_value(v->c.v, v->c.n, S("vanban.phien-ban"));

	buf_fmt(v->out, "  %s: %s%.*s%s", vi ? "bản gốc" : "original", around[0],
	    STR_ARG(w->commit), around[1]);
	if (w->end == ORIGINAL_FOUND) {
		if (str_eq(w->bytes, v->bytes))
			buf_z(v->out, in(v, "; dựng lại từ đó cho đúng tệp này, từng byte",
					  "; that gives this very file again, byte for byte"));
		buf_c(v->out, '\n');
		return;
	}
	tell_unlike(v);
	if (w->end > ORIGINAL_NO_COMMIT && version.n && !str_is(version, VANBAN_VERSION))
		buf_fmt(v->out,
		    vi ? "; dùng vanban %.*s để dựng lại" : "; vanban %.*s may make it again",
		    STR_ARG(version));
	buf_c(v->out, '\n');
	tell_advice(v);
}

static void
tell_again(struct verifying *v)
{
	str was = origin_value(v->c.v, v->c.n, S("vanban.phien-ban"));

	if (was.n && !str_is(was, VANBAN_VERSION))
		buf_fmt(v->out, "  %s %.*s, %s %s\n",
		    in(v, "chương trình: tệp do vanban", "program: built by vanban"), STR_ARG(was),
		    in(v, "đây là", "this is"), VANBAN_VERSION);
	if (!v->now.plan)
		say(v, "dựng lại: cây nguồn hiện có không dựng được tệp này",
		    "again: the sources at hand do not give this file");
	else if (str_eq(v->now.bytes, v->bytes))
		say(v, "dựng lại: cây nguồn hiện có cho đúng tệp này, từng byte",
		    "again: the sources at hand give this very file, byte for byte");
	else if (v->same && pack_is_ours(str_first(v->bytes, 64)))
		say(v,
		    "dựng lại: cây nguồn hiện có là nguồn của tệp này; tệp đã dựng với tùy chọn "
		    "(--pages) hoặc thư viện khác",
		    "again: the sources at hand are those of the file; it was built with other "
		    "options (--pages) or libraries");
	else if (v->same)
		say(v,
		    "dựng lại: cây nguồn hiện có là nguồn của tệp này; tệp đã được lưu lại bằng "
		    "chương trình khác",
		    "again: the sources at hand are those of the file; it was saved by another "
		    "program since");
	else
		say(v, "dựng lại: cây nguồn hiện có cho tệp khác",
		    "again: the sources at hand give another file");
}

/* A PDF, or a file of which only the short digest is left. */
static void
tell_sources(struct verifying *v)
{
	say(v,
	    v->same ? "nguồn: cây nguồn hiện có là nguồn của tệp này"
		    : "nguồn: đã khác từ khi dựng tệp này, hoặc không có ở đây",
	    v->same ? "sources: those at hand are the file's"
		    : "sources: changed since the file was built, or not here");
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
tell_all(struct verifying *v)
{
	if (!v->c.id.n) {
		tell_nothing(v);
		return;
	}
	buf_fmt(v->out, "  %s: %.*s\n", in(v, "văn bản", "document"), STR_ARG(v->c.id));
	open_sources(v);
	tell_made_of(v);
	if (!v->c.pdf) {
		tell_text(v);
		tell_rest(v);
	}
	if (v->c.n)
		tell_again(v);
	else
		tell_sources(v);
	if (!v->same) {
		v->differs = true;
		tell_original(v);
	}
	session_close(&v->s);
}

bool
verify_bytes(
    struct arena *a, const struct options *o, str bytes, struct buf *out, bool *same, str *why)
{
	struct verifying *v = NEW(a, struct verifying);
	struct buf told;

	buf_init(&told);
	*v = (struct verifying){ .a = a, .o = o, .bytes = bytes, .out = &told };
	v->s.tree.fd = v->s.layers.base = v->s.layers.extra = -1;
	if (!claim_read(a, bytes, &v->c, why)) {
		buf_free(&told);
		return false;
	}
	tell_all(v);
	*same = !v->differs;
	buf_str(out, utf_plain(a, buf_view(&told)));
	buf_free(&told);
	return true;
}

static bool
verify_file(
    struct arena *a, const struct options *o, const char *path, struct buf *out, struct diags *d)
{
	str bytes, why = S("");
	bool same = false;
	enum load_result loaded =
	    tree_read_at(AT_FDCWD, a, str_z(path), MAX_FILE, &bytes, &why, NULL);

	if (loaded != LOAD_OK) {
		diag(d, loaded == LOAD_TOO_BIG ? D_VERIFY_BIG : D_VERIFY_UNREADABLE, nowhere,
		    str_z(path), why);
		return false;
	}
	size_t before = out->n;
	buf_fmt(out, "%s\n", path);
	if (!verify_bytes(a, o, bytes, out, &same, &why)) {
		out->n = before;
		diag(d, D_VERIFY_DAMAGED, nowhere, str_z(path), why);
	}
	return same;
}

/* What a file takes is given back: git is started from here, which takes the longer the
 * more there is. */
static bool
verify_alone(const struct options *o, const char *path, struct buf *out, struct diags *d)
{
	struct arena *a = arena_new();
	struct diags own;

	diags_init(&own, a);
	bool same = verify_file(a, o, path, out, &own);
	diags_append(d, &own);
	arena_free(a);
	return same;
}

int
verify_run(struct arena *a, const struct options *o, struct report *r)
{
	struct diags d;
	struct buf out;
	bool same = true;
	int status;

	diags_init(&d, a);
	buf_init(&out);
	if (!o->n_wanted)
		diag(&d, D_VERIFY_WHAT, nowhere);
	for (size_t i = 0; i < o->n_wanted; i++)
		same = verify_alone(o, o->wanted[i], &out, &d) && same;
	status = report_answer(r, buf_view(&out), &d);
	buf_free(&out);
	if (!o->n_wanted)
		return STATUS_USAGE;
	return status == STATUS_BUILT && !same ? STATUS_ERRORS : status;
}
