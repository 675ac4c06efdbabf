/* cli/format.c: one table of formats would hide that they have little in common:
 * JSON lines and GitHub's commands are lines, SARIF and GitLab's report are one
 * value. Findings of the latter two each begin with ",\n", which the whole drops
 * from the first. */
#include "format.h"

#include "../base/json.h"
#include "../base/utf.h"
#include "../check/check.h"
#include "explain.h"
#include "help.h"

#include <string.h>
#include <unistd.h>

static const char *const level_names[] = {
	[DIAG_NOTE] = "note",
	[DIAG_WARNING] = "warning",
	[DIAG_ERROR] = "error",
	[DIAG_SYSTEM] = "system",
};

/* ---- JSON --------------------------------------------------------------- */

/* "name":"s", and a comma before it. */
static void
add_member(struct buf *out, const char *name, str s)
{
	buf_fmt(out, ",\"%s\":", name);
	json_string(out, s);
}

static void
add_member_or_null(struct buf *out, const char *name, str s)
{
	if (s.n)
		add_member(out, name, s);
	else
		buf_fmt(out, ",\"%s\":null", name);
}

static void
add_number_or_null(struct buf *out, const char *name, uint32_t n)
{
	if (n)
		buf_fmt(out, ",\"%s\":%u", name, n);
	else
		buf_fmt(out, ",\"%s\":null", name);
}

/* ---- Facts of a finding --------------------------------------------------- */

static str
message_of(struct arena *a, const struct diag *f, enum diag_lang lang)
{
	struct buf b;
	buf_init(&b);
	diag_message(&b, f, lang);
	str text = buf_dup(&b, a);
	buf_free(&b);
	return text;
}

static str
fix_of(struct arena *a, const struct diag *f, enum diag_lang lang)
{
	struct buf b;
	buf_init(&b);
	diag_fix(&b, f, lang);
	str text = buf_dup(&b, a);
	buf_free(&b);
	return text;
}

static bool
has_line(pos at)
{
	return at.src && at.line && at.line <= at.src->n_lines;
}

static uint32_t
column(pos at)
{
	return at.col ? at.col : 1;
}

/* The column behind the last character, on the same line. */
static uint32_t
end_column(pos at)
{
	uint32_t end = column(at) + (at.len ? at.len : 1);
	uint32_t last = (uint32_t)utf_len(src_line(at.src, at.line)) + 1;
	if (end > last)
		end = last;
	return end > column(at) ? end : column(at) + 1;
}

/* The source line, for people; a paragraph typed on one line is cut. */
static str
excerpt(struct arena *a, pos at)
{
	enum { MOST = 400 };
	size_t off = 0;
	str line = has_line(at) ? src_line(at.src, at.line) : S("");
	for (size_t i = 0; i < MOST && off < line.n; i++)
		utf_next(line, &off);
	return off < line.n ? str_cat(a, str_first(line, off), S("…")) : line;
}

static str
run_text(pos at)
{
	size_t from = src_offset(at.src, at.line, column(at));
	size_t to = src_offset(at.src, at.line, end_column(at));
	return str_sub(at.src->text, from, to - from);
}

uint64_t
format_mark(const struct diag *f)
{
	struct buf b;
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	buf_init(&b);
	buf_fmt(&b, "%s\n%.*s\n", diag_info(f->code)->code,
	    STR_ARG(f->at.src ? f->at.src->path : S("")));
	diag_message(&b, f, DIAG_VI);
	for (size_t i = 0; i < b.n; i++)
		hash = (hash ^ (unsigned char)b.p[i]) * 1099511628211u;
	buf_free(&b);
	return hash;
}

/* ---- Without what was typed ------------------------------------------------- */

/* A key, an id, a file, a code, a small number: small letters without marks. A
 * telephone or identity number has more digits than a date, dots or not. */
static bool
is_plain(str s)
{
	enum { MOST_IN_A_ROW = 4, MOST = 8 };
	size_t digits = 0, all = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		digits = c >= '0' && c <= '9' ? digits + 1 : 0;
		all += digits > 0;
		if (digits > MOST_IN_A_ROW || all > MOST ||
		    !(digits || (c >= 'a' && c <= 'z') || (c && strchr("-_./#", c))))
			return false;
	}
	return true;
}

struct diag
format_redacted(const struct diag *f)
{
	struct diag r = *f;
	bool rule = check_explain(f->code) != NULL;
	for (size_t i = 0; i < DIAG_ARGS; i++)
		if (!is_plain(r.args[i]) && !(rule && i == DIAG_ARGS - 1))
			r.args[i] = S("…");
	if (!is_plain(r.suggest))
		r.suggest = S("");
	return r;
}

/* ---- Paths ------------------------------------------------------------------ */

/* --sources as a forge writes it: below the working folder, no "./". */
static str
source_prefix(struct arena *a, const struct options *o)
{
	char cwd[4096];
	str dir = str_z(o->sources);
	while (dir.n > 1 && dir.p[dir.n - 1] == '/')
		dir.n--;
	while (str_starts(dir, S("./")))
		dir = str_from(dir, 2);
	if (dir.n && dir.p[0] == '/' && getcwd(cwd, sizeof cwd)) {
		str here = str_z(cwd);
		if (str_eq(dir, here))
			return S("");
		if (str_starts(dir, here) && dir.p[here.n] == '/')
			dir = str_from(dir, here.n + 1);
	}
	return str_is(dir, ".") || !dir.n ? S("") : str_cat(a, dir, S("/"));
}

static str
forge_path(struct arena *a, const struct options *o, const struct tree *tree, pos at)
{
	str path = at.src->path;
	if (!tree || tree_find(tree, path) == tree->n_files)
		return path;
	return str_cat(a, source_prefix(a, o), path);
}

/* ---- JSON lines --------------------------------------------------------------- */

static void
add_other_place(struct buf *out, pos at)
{
	if (!at.src) {
		buf_z(out, ",\"other\":null");
		return;
	}
	buf_z(out, ",\"other\":{\"path\":");
	json_string(out, at.src->path);
	add_number_or_null(out, "line", at.line);
	add_number_or_null(out, "column", at.line ? column(at) : 0);
	buf_c(out, '}');
}

void
format_json_line(const struct options *o, struct arena *a, const struct diag *f, struct buf *out)
{
	bool line = has_line(f->at);
	buf_z(out, "{\"code\":");
	json_string(out, str_z(diag_info(f->code)->code));
	add_member(out, "level", str_z(level_names[f->level]));
	add_member_or_null(out, "path", f->at.src ? f->at.src->path : S(""));
	add_number_or_null(out, "line", line ? f->at.line : 0);
	add_number_or_null(out, "column", line ? column(f->at) : 0);
	add_number_or_null(out, "end_column", line ? end_column(f->at) : 0);
	add_member(out, "message", message_of(a, f, o->lang));
	add_member_or_null(out, "fix", fix_of(a, f, o->lang));
	add_member_or_null(out, "suggestion", f->suggest);
	add_member_or_null(out, "excerpt", o->no_excerpt ? S("") : excerpt(a, f->at));
	add_other_place(out, f->also);
	add_member_or_null(out, "clause", check_clause(a, f->code));
	buf_z(out, "}\n");
}

/* ---- GitHub --------------------------------------------------------------------- */

/* Workflow commands escape '%' and line ends; in properties ':' and ',' too. */
static void
add_command_text(struct buf *out, str s, bool property)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
			buf_fmt(out, "%%%02X", (unsigned)c);
		else
			buf_c(out, c);
	}
}

static const char *
fix_label(const struct options *o)
{
	return o->lang == DIAG_VI ? "cách sửa: " : "fix: ";
}

static const char *
other_label(const struct options *o)
{
	return o->lang == DIAG_VI ? "chỗ kia" : "other place";
}

/* The message, and what to do on a line of its own. */
static str
long_message(const struct options *o, struct arena *a, const struct diag *f)
{
	str message = message_of(a, f, o->lang), fix = fix_of(a, f, o->lang);
	if (fix.n)
		message = str_fmt(a, "%.*s\n%s%.*s", STR_ARG(message), fix_label(o), STR_ARG(fix));
	if (f->suggest.n)
		message = str_fmt(a,
		    o->lang == DIAG_VI ? "%.*s\ncó phải là '%.*s'?" : "%.*s\ndid you mean '%.*s'?",
		    STR_ARG(message), STR_ARG(f->suggest));
	return message;
}

static void
add_github(const struct options *o, const struct tree *tree, struct arena *a, const struct diag *f,
    struct buf *out)
{
	static const char *const commands[] = { "notice", "warning", "error", "error" };
	const char *sep = " ";
	buf_fmt(out, "::%s", commands[f->level]);
	if (f->at.src) {
		buf_z(out, " file=");
		add_command_text(out, utf_plain(a, forge_path(a, o, tree, f->at)), true);
		sep = ",";
	}
	if (has_line(f->at))
		buf_fmt(out, ",line=%u,col=%u,endColumn=%u", f->at.line, column(f->at),
		    end_column(f->at));
	buf_fmt(out, "%stitle=%s::", sep, diag_info(f->code)->code);
	str message = long_message(o, a, f);
	if (f->also.src)
		message = str_fmt(a, "%.*s\n%s: %.*s:%u", STR_ARG(message), other_label(o),
		    STR_ARG(forge_path(a, o, tree, f->also)), f->also.line);
	add_command_text(out, utf_plain(a, message), false);
	buf_c(out, '\n');
}

/* ---- GitLab --------------------------------------------------------------------- */

static void
add_gitlab(const struct options *o, const struct tree *tree, struct arena *a, const struct diag *f,
    unsigned ordinal, struct buf *out)
{
	static const char *const severities[] = { "info", "minor", "major", "critical" };
	str path = f->at.src ? forge_path(a, o, tree, f->at) : str_z(o->sources);
	buf_z(out, ",\n{\"description\":");
	json_string(out, message_of(a, f, o->lang));
	add_member(out, "check_name", str_z(diag_info(f->code)->code));
	buf_fmt(
	    out, ",\"fingerprint\":\"%016llx-%u\"", (unsigned long long)format_mark(f), ordinal);
	add_member(out, "severity", str_z(severities[f->level]));
	buf_z(out, ",\"location\":{\"path\":");
	json_string(out, path);
	buf_fmt(out, ",\"lines\":{\"begin\":%u}}}", has_line(f->at) ? f->at.line : 1);
}

/* ---- SARIF ------------------------------------------------------------------------ */

static const char *
sarif_level(enum diag_level level)
{
	return level == DIAG_SYSTEM ? "error" : level_names[level];
}

/* A path as a URI reference. */
static str
uri_of(struct arena *a, str path)
{
	struct buf b;
	buf_init(&b);
	if (str_starts(path, S("/")))
		buf_z(&b, "file://");
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') || (c && strchr("-._~/", c));
		buf_fmt(&b, plain ? "%c" : "%%%02X", c);
	}
	str uri = buf_dup(&b, a);
	buf_free(&b);
	return uri;
}

static void
add_physical(
    const struct options *o, const struct tree *tree, struct arena *a, pos at, struct buf *out)
{
	buf_z(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
	json_string(out, uri_of(a, forge_path(a, o, tree, at)));
	buf_c(out, '}');
	if (has_line(at)) {
		buf_fmt(out, ",\"region\":{\"startLine\":%u,\"startColumn\":%u,\"endColumn\":%u",
		    at.line, column(at), end_column(at));
		if (!o->no_excerpt) {
			buf_z(out, ",\"snippet\":{\"text\":");
			json_string(out, run_text(at));
			buf_z(out, "}},\"contextRegion\":{\"startLine\":");
			buf_fmt(out, "%u,\"snippet\":{\"text\":", at.line);
			json_string(out, excerpt(a, at));
			buf_c(out, '}');
		}
		buf_c(out, '}');
	}
	buf_c(out, '}');
}

static void
add_properties(const struct options *o, struct arena *a, const struct diag *f, struct buf *out)
{
	str fix = fix_of(a, f, o->lang), clause = check_clause(a, f->code);
	if (!fix.n && !clause.n && !f->suggest.n)
		return;
	buf_z(out, ",\"properties\":{\"fix\":");
	json_string(out, fix);
	if (f->suggest.n)
		add_member(out, "suggestion", f->suggest);
	if (clause.n)
		add_member(out, "clause", clause);
	buf_c(out, '}');
}

static void
add_result(const struct options *o, const struct tree *tree, struct arena *a, const struct diag *f,
    unsigned ordinal, struct buf *out)
{
	buf_z(out, ",\n{\"ruleId\":");
	json_string(out, str_z(diag_info(f->code)->code));
	buf_fmt(out, ",\"ruleIndex\":%d", (int)f->code);
	add_member(out, "level", str_z(sarif_level(f->level)));
	buf_z(out, ",\"message\":{\"text\":");
	json_string(out, long_message(o, a, f));
	buf_c(out, '}');
	if (f->at.src) {
		buf_z(out, ",\"locations\":[{");
		add_physical(o, tree, a, f->at, out);
		buf_z(out, "}]");
	}
	if (f->also.src) {
		buf_z(out, ",\"relatedLocations\":[{\"id\":1,");
		add_physical(o, tree, a, f->also, out);
		buf_z(out, ",\"message\":{\"text\":");
		json_string(out, str_z(other_label(o)));
		buf_z(out, "}}]");
	}
	buf_fmt(out, ",\"partialFingerprints\":{\"vanban/v1\":\"%016llx:%u\"}",
	    (unsigned long long)format_mark(f), ordinal);
	add_properties(o, a, f, out);
	buf_c(out, '}');
}

/* reportingDescriptor: what a code means. */
static void
add_rule(const struct options *o, struct arena *a, enum diag_code code, struct buf *out)
{
	const struct diag_info *info = diag_info(code);
	buf_fmt(out, "%s\n{\"id\":", code ? "," : "");
	json_string(out, str_z(info->code));
	buf_z(out, ",\"shortDescription\":{\"text\":");
	json_string(out, explain_message(a, code, o->lang));
	buf_z(out, "},\"help\":{\"text\":");
	json_string(out, explain_text(a, code, o->lang));
	buf_fmt(out, "},\"defaultConfiguration\":{\"level\":\"%s\"}}", sarif_level(info->level));
}

static void
add_sarif(
    const struct options *o, struct arena *a, str results, bool machine_failed, struct buf *out)
{
	buf_z(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
		   "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
		   "\"name\":\"vanban\",\"version\":\"" VANBAN_VERSION "\","
		   "\"semanticVersion\":\"" VANBAN_VERSION "\",");
	buf_fmt(out, "\"language\":\"%s\",\"rules\":[", o->lang == DIAG_VI ? "vi" : "en");
	for (int i = 0; i < D__COUNT; i++)
		add_rule(o, a, (enum diag_code)i, out);
	buf_fmt(out,
	    "\n]}},\"language\":\"%s\",\"columnKind\":\"unicodeCodePoints\","
	    "\"invocations\":[{\"executionSuccessful\":%s}],\"results\":[",
	    o->lang == DIAG_VI ? "vi" : "en", machine_failed ? "false" : "true");
	buf_str(out, str_from(results, 1));
	buf_z(out, "\n]}]}\n");
}

/* ---- Any ---------------------------------------------------------------------------- */

void
format_finding(const struct options *o, const struct tree *tree, struct arena *a,
    const struct diag *f, unsigned ordinal, struct buf *out)
{
	switch (o->format) {
	case FORMAT_TEXT: break; /* diag_print() is for people */
	case FORMAT_JSON: format_json_line(o, a, f, out); break;
	case FORMAT_SARIF: add_result(o, tree, a, f, ordinal, out); break;
	case FORMAT_GITHUB: add_github(o, tree, a, f, out); break;
	case FORMAT_GITLAB: add_gitlab(o, tree, a, f, ordinal, out); break;
	}
}

void
format_whole(
    const struct options *o, struct arena *a, str findings, bool machine_failed, struct buf *out)
{
	if (o->format == FORMAT_SARIF) {
		add_sarif(o, a, findings, machine_failed, out);
	} else if (o->format == FORMAT_GITLAB) {
		buf_c(out, '[');
		buf_str(out, str_from(findings, 1));
		buf_z(out, "\n]\n");
	} else {
		buf_str(out, findings);
	}
}
