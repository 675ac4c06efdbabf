/* cli/explain.c: the manual of findings. Every text comes from the lists
 * (diag_list.h, check/explain.def); here they are only laid out. */
#include "explain.h"

#include "../base/buf.h"
#include "../base/json.h"
#include "../check/check.h"
#include "report.h"

#include <unistd.h>

static const struct {
	const char *room; /* a heading; NULL: a code */
	int code;
} LIST[] = {
#define DIAG_ROOM(name) { name, -1 },
#define DIAG(name, code, level, vi, en, fix_vi, fix_en) { NULL, D_##name },
#include "../base/diag_list.h"
#undef DIAG
};
enum { N_LIST = sizeof LIST / sizeof *LIST };

static const struct {
	const char *name, *vi, *en;
} ROOMS[] = {
	{ "base", "Bảng mã và ký tự của tệp nguồn", "Encoding and characters of sources" },
	{ "yaml", "YAML", "YAML" },
	{ "read", "Khóa, nội dung Markdown và bảng", "Keys, Markdown and tables" },
	{ "style", "Mẫu trình bày", "Templates" },
	{ "layout", "Đánh số, viện dẫn và dàn trang", "Numbers, citations and layout" },
	{ "check", "Quy tắc kiểm tra", "Rules of the check" },
	{ "archive", "Ban hành, sổ đăng ký và lưu trữ", "Issue, register and archive" },
	{ "office", "Chuyển sang PDF bằng LibreOffice", "To PDF, by LibreOffice" },
	{ "cli", "Lời gọi và máy", "The call and the machine" },
};

static const char *const LEVELS[][2] = {
	[DIAG_NOTE] = { "ghi chú", "note" },
	[DIAG_WARNING] = { "cảnh báo", "warning" },
	[DIAG_ERROR] = { "lỗi", "error" },
	[DIAG_SYSTEM] = { "lỗi hệ thống", "system error" },
};

static const pos nowhere = { NULL, 0, 0, 0 };

/* A finding of that code of which nothing is known. */
static struct diag
open_finding(enum diag_code code)
{
	struct diag f = { .code = code, .level = diag_info(code)->level };
	for (size_t i = 0; i < DIAG_ARGS; i++)
		f.args[i] = S("…");
	return f;
}

str
explain_message(struct arena *a, enum diag_code code, enum diag_lang lang)
{
	struct diag f = open_finding(code);
	struct buf b;
	buf_init(&b);
	diag_message(&b, &f, lang);
	str text = buf_dup(&b, a);
	buf_free(&b);
	return text;
}

/* What to do, without the clause, which has a line of its own. */
static str
advice(struct arena *a, enum diag_code code, enum diag_lang lang)
{
	struct diag f = open_finding(code);
	struct buf b;
	buf_init(&b);
	diag_fix(&b, &f, lang);
	str text = buf_dup(&b, a);
	buf_free(&b);
	if (check_clause(a, code).n && str_ends(text, S("…)")))
		text = str_trim(str_first(text, str_rfind_c(text, '(')));
	return text;
}

str
explain_text(struct arena *a, enum diag_code code, enum diag_lang lang)
{
	const struct rule_text *rule = check_explain(code);
	str clause = check_clause(a, code), fix = advice(a, code, lang);
	bool vi = lang == DIAG_VI;
	struct buf b;
	buf_init(&b);
	if (clause.n)
		buf_fmt(&b, "%.*s: ", STR_ARG(clause));
	if (rule)
		buf_fmt(&b, "%s\n", vi ? rule->vi : rule->en);
	if (fix.n)
		buf_fmt(&b, "%s: %.*s\n", vi ? "Cách sửa" : "What to do", STR_ARG(fix));
	if (rule)
		buf_fmt(&b, "%s: %s\n%s: %s\n", vi ? "Sai" : "Wrong", rule->wrong,
		    vi ? "Đúng" : "Right", rule->right);
	if (!b.n)
		buf_str(&b, explain_message(a, code, lang));
	str text = str_trim_end(buf_dup(&b, a));
	buf_free(&b);
	return text;
}

static void
add_explanation(struct buf *out, struct arena *a, enum diag_code code, enum diag_lang lang)
{
	const struct diag_info *info = diag_info(code);
	str message = explain_message(a, code, lang), text = explain_text(a, code, lang), line;
	buf_fmt(out, "%s (%s)\n  %.*s\n", info->code, LEVELS[info->level][lang], STR_ARG(message));
	while (!str_eq(text, message) && str_line(&text, &line))
		buf_fmt(out, "  %.*s\n", STR_ARG(line));
	if (check_explain(code))
		buf_fmt(out,
		    lang == DIAG_VI ? "  Bỏ qua ở một văn bản: bo_qua: {%s: lý do}\n"
				    : "  To waive it in a document: bo_qua: {%s: reason}\n",
		    info->code);
}

static void
add_list(struct buf *out, struct arena *a, enum diag_lang lang)
{
	for (size_t i = 0; i < N_LIST; i++) {
		if (!LIST[i].room) {
			enum diag_code code = (enum diag_code)LIST[i].code;
			buf_fmt(out, "  %-28s %s: %.*s\n", diag_info(code)->code,
			    LEVELS[diag_info(code)->level][lang],
			    STR_ARG(explain_message(a, code, lang)));
			continue;
		}
		for (size_t k = 0; k < sizeof ROOMS / sizeof *ROOMS; k++)
			if (str_is(str_z(LIST[i].room), ROOMS[k].name))
				buf_fmt(out, "%s%s (%s)\n", out->n ? "\n" : "",
				    lang == DIAG_VI ? ROOMS[k].vi : ROOMS[k].en, ROOMS[k].name);
	}
}

static void
add_json(struct buf *out, const char *name, str s)
{
	buf_fmt(out, "%s\"%s\":", out->p[out->n - 1] == '{' ? "" : ",", name);
	json_string(out, s);
}

static str
room_title(const char *room, enum diag_lang lang)
{
	for (size_t k = 0; k < sizeof ROOMS / sizeof *ROOMS; k++)
		if (str_is(str_z(room), ROOMS[k].name))
			return str_z(lang == DIAG_VI ? ROOMS[k].vi : ROOMS[k].en);
	return str_z(room);
}

/* All codes for programs, one a line: what the handbook's list is made of. */
static void
add_json_list(struct buf *out, struct arena *a, enum diag_lang lang)
{
	const char *room = "";
	for (size_t i = 0; i < N_LIST; i++) {
		if (LIST[i].room) {
			room = LIST[i].room;
			continue;
		}
		enum diag_code code = (enum diag_code)LIST[i].code;
		buf_c(out, '{');
		add_json(out, "code", str_z(diag_info(code)->code));
		add_json(out, "level", str_z(LEVELS[diag_info(code)->level][DIAG_EN]));
		add_json(out, "room", str_z(room));
		add_json(out, "group", room_title(room, lang));
		add_json(out, "clause", check_clause(a, code));
		add_json(out, "message", explain_message(a, code, lang));
		add_json(out, "fix", advice(a, code, lang));
		buf_z(out, "}\n");
	}
}

static bool
find_code(str word, enum diag_code *code)
{
	for (int i = 0; i < D__COUNT; i++)
		if (str_is(word, diag_info((enum diag_code)i)->code)) {
			*code = (enum diag_code)i;
			return true;
		}
	return false;
}

static void
unknown_code(struct diags *d, str word)
{
	str codes[D__COUNT];
	for (int i = 0; i < D__COUNT; i++)
		codes[i] = str_z(diag_info((enum diag_code)i)->code);
	diag(d, D_EXPLAIN_UNKNOWN, nowhere, word)->suggest = diag_nearest(word, codes, D__COUNT);
}

int
explain_run(const struct options *o, struct arena *a, struct diags *d)
{
	struct buf out;
	enum diag_code code;
	buf_init(&out);
	if (!o->n_wanted && o->format == FORMAT_JSON)
		add_json_list(&out, a, o->lang);
	else if (!o->n_wanted)
		add_list(&out, a, o->lang);
	for (size_t i = 0; i < o->n_wanted; i++) {
		if (!find_code(str_z(o->wanted[i]), &code)) {
			unknown_code(d, str_z(o->wanted[i]));
			continue;
		}
		buf_z(&out, out.n ? "\n" : "");
		add_explanation(&out, a, code, o->lang);
	}
	bool printed = fd_write(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
	if (!printed)
		return STATUS_MACHINE;
	return diags_failed(d) ? STATUS_USAGE : STATUS_BUILT;
}
