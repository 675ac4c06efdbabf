/* cli/outcome.c: one list, told in several ways. */
#include "outcome.h"

#include "../base/json.h"
#include "../base/utf.h"
#include "format.h"
#include "reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const pos nowhere = { NULL, 0, 0, 0 };

/* ---- Taking ------------------------------------------------------------------------ */

static void
take_old(struct outcomes *all, struct outcome *o, size_t i, struct arena *a)
{
	struct session *s = all->s;
	const struct cache *c = &s->fresh->cache;
	const struct cache_doc *was = o->fate->was;

	o->kind = was->errors ? OUTCOME_FAILED : OUTCOME_UNCHANGED;
	o->errors = was->errors;
	o->warnings = was->warnings;
	o->files = NEW_N(a, str, was->n_outputs + 1);
	for (uint32_t k = 0; k < was->n_outputs && !was->errors; k++) {
		str path = cache_text(c, c->outputs[was->first_output + k].path);

		if (fresh_is_asked(s, path))
			o->files[o->n_files++] = path;
	}
	for (uint32_t k = 0; k < was->n_uses; k++)
		VEC_PUSH(a, &o->uses.list, cache_get_use(c, was, k));
	if (was->errors)
		fresh_findings(s->fresh, i, &o->findings);
}

/* A document that was only heard again about its warnings did not change. */
static bool
was_only_heard(const struct fate *fate, const struct record *r)
{
	enum why why = fate->why.n == 1 ? fate->why.v[0].why : WHY_NEW;

	return !r->written && (why == WHY_FAILED || why == WHY_FAULTY);
}

static void
take_new(struct outcome *o, str record, struct arena *a)
{
	struct record r;
	struct findings_source nowhere_to_read = { NULL, NULL };

	record_read(&r, a, record);
	o->errors = r.errors + (!r.lasting && !r.staged);
	o->warnings = r.warnings;
	o->kind = o->errors                     ? OUTCOME_FAILED
		  : was_only_heard(o->fate, &r) ? OUTCOME_UNCHANGED
						: OUTCOME_BUILT;
	o->files = NEW_N(a, str, r.n_made + 1);
	for (; o->n_files < r.n_made && !o->errors; o->n_files++)
		o->files[o->n_files] = r.made[o->n_files].path;
	o->uses = r.uses;
	findings_read(r.findings, &nowhere_to_read, &o->findings);
}

void
outcomes_take(struct outcomes *all, struct session *s, const str *records, struct arena *a)
{
	*all = (struct outcomes){ .s = s };
	all->v = NEW_N(a, struct outcome, s->n_jobs + 1);
	for (size_t i = 0; i < s->n_jobs; i++) {
		struct outcome *o = &all->v[i];

		o->job = &s->jobs[i];
		o->fate = &s->fresh->fates[i];
		uses_init(&o->uses, a);
		diags_init(&o->findings, a);
		if (o->fate->clean)
			take_old(all, o, i, a);
		else
			take_new(o, records[i], a);
		all->counts[o->kind]++;
	}
}

/* ---- Why --------------------------------------------------------------------------- */

static void
change_vi(struct buf *out, const struct reason *r, const char *what)
{
	static const char *const changes[] = { "đã thay đổi", "mới có", "không còn" };

	buf_fmt(out, "%s%.*s %s", what, STR_ARG(r->name), changes[r->change]);
}

static void
change_en(struct buf *out, const struct reason *r, const char *what)
{
	static const char *const changes[] = { "has changed", "is new", "is gone" };

	buf_fmt(out, "%s%.*s %s", what, STR_ARG(r->name), changes[r->change]);
}

static void
reason_in_vi(struct buf *out, const struct reason *r)
{
	switch (r->why) {
	case WHY_NEW: buf_z(out, "chưa dựng lần nào ở đây"); break;
	case WHY_ASKED: buf_z(out, "có --rebuild"); break;
	case WHY_PROGRAM: buf_z(out, "chương trình hoặc thư viện đã khác"); break;
	case WHY_FAILED: buf_z(out, "lần trước có lỗi hoặc cảnh báo"); break;
	case WHY_FAULTY: buf_z(out, "nay có lỗi hoặc cảnh báo"); break;
	case WHY_FILE: change_vi(out, r, ""); break;
	case WHY_FIRST:
		buf_fmt(out, "thứ tự các văn bản của %.*s đã khác", STR_ARG(r->name));
		break;
	case WHY_ROW: buf_fmt(out, "dòng của nó trong %.*s đã khác", STR_ARG(r->name)); break;
	case WHY_NAMES: buf_fmt(out, "%.*s nay là những tệp khác", STR_ARG(r->name)); break;
	case WHY_BOOKED: buf_z(out, "dòng của nó trong sổ đăng ký đã thay đổi"); break;
	case WHY_OFFICE: buf_z(out, "nay thuộc sổ đăng ký của thư mục khác"); break;
	case WHY_DEFAULT:
		if (r->change == CHANGE_MOVED) {
			buf_fmt(out, "%.*s nay lấy từ %.*s, trước lấy từ %.*s", STR_ARG(r->name),
			    STR_ARG(r->where), STR_ARG(r->before));
			break;
		}
		change_vi(out, r, "");
		buf_fmt(out, " trong %.*s", STR_ARG(r->where));
		break;
	case WHY_CITED:
		change_vi(out, r, "văn bản được dẫn ");
		if (r->change == CHANGE_DIFFERS)
			buf_z(out, " ở phần được dẫn");
		break;
	case WHY_TEMPLATE: change_vi(out, r, "mẫu "); break;
	case WHY_TARGET: buf_z(out, "chưa dựng ra loại tệp này"); break;
	case WHY_LAID: buf_z(out, "LibreOffice, phông chữ hoặc tùy chọn dàn trang đã khác"); break;
	case WHY_MISSING: buf_fmt(out, "thiếu tệp %.*s", STR_ARG(r->name)); break;
	case WHY_EDITED: buf_fmt(out, "tệp %.*s không còn như khi dựng", STR_ARG(r->name)); break;
	}
}

static void
reason_in_en(struct buf *out, const struct reason *r)
{
	switch (r->why) {
	case WHY_NEW: buf_z(out, "never built here"); break;
	case WHY_ASKED: buf_z(out, "--rebuild"); break;
	case WHY_PROGRAM: buf_z(out, "the program or its libraries are others"); break;
	case WHY_FAILED: buf_z(out, "it had errors or warnings last time"); break;
	case WHY_FAULTY: buf_z(out, "it has errors or warnings now"); break;
	case WHY_FILE: change_en(out, r, ""); break;
	case WHY_FIRST:
		buf_fmt(out, "the documents of %.*s stand in another order", STR_ARG(r->name));
		break;
	case WHY_ROW: buf_fmt(out, "its row of %.*s has changed", STR_ARG(r->name)); break;
	case WHY_NAMES: buf_fmt(out, "%.*s matches other files now", STR_ARG(r->name)); break;
	case WHY_BOOKED: buf_z(out, "its line in the register has changed"); break;
	case WHY_OFFICE: buf_z(out, "another folder keeps its register now"); break;
	case WHY_DEFAULT:
		if (r->change == CHANGE_MOVED) {
			buf_fmt(out, "%.*s is taken from %.*s now, not from %.*s", STR_ARG(r->name),
			    STR_ARG(r->where), STR_ARG(r->before));
			break;
		}
		change_en(out, r, "");
		buf_fmt(out, " in %.*s", STR_ARG(r->where));
		break;
	case WHY_CITED:
		change_en(out, r, "cited document ");
		if (r->change == CHANGE_DIFFERS)
			buf_z(out, " in what is cited");
		break;
	case WHY_TEMPLATE: change_en(out, r, "template "); break;
	case WHY_TARGET: buf_z(out, "never built to this sort of file"); break;
	case WHY_LAID: buf_z(out, "LibreOffice, fonts or options of its pages are others"); break;
	case WHY_MISSING: buf_fmt(out, "file %.*s is missing", STR_ARG(r->name)); break;
	case WHY_EDITED: buf_fmt(out, "file %.*s is not as it was built", STR_ARG(r->name)); break;
	}
}

void
fresh_reason(struct buf *out, const struct reason *r, enum diag_lang lang)
{
	if (lang == DIAG_EN)
		reason_in_en(out, r);
	else
		reason_in_vi(out, r);
}

static void
reasons(const struct outcomes *all, const struct outcome *o, struct buf *out)
{
	for (size_t i = 0; i < o->fate->why.n; i++) {
		if (i)
			buf_z(out, "; ");
		fresh_reason(out, &o->fate->why.v[i], all->s->o->lang);
	}
}

void
outcomes_why(const struct outcomes *all, struct buf *out)
{
	for (size_t i = 0; i < all->s->n_jobs; i++) {
		if (all->v[i].kind != OUTCOME_BUILT)
			continue;
		buf_fmt(out, "%.*s: ", STR_ARG(all->v[i].job->id));
		reasons(all, &all->v[i], out);
		buf_c(out, '\n');
	}
	for (size_t i = 0; i < all->s->fresh->pruned.n; i++)
		buf_fmt(out,
		    all->s->o->lang == DIAG_EN ? "%s/%.*s: removed\n" : "%s/%.*s: đã xóa\n",
		    all->s->o->out, STR_ARG(all->s->fresh->pruned.v[i]));
}

/* ---- JSON --------------------------------------------------------------------------- */

static const char *const kind_names[] = { "built", "unchanged", "failed" };

static void
json_files(const struct outcomes *all, const struct outcome *o, struct buf *out)
{
	buf_z(out, ",\"files\":[");
	for (size_t i = 0; i < o->n_files; i++) {
		if (i)
			buf_c(out, ',');
		json_string(out, fresh_output_path(all->s, o->uses.arena, o->files[i]));
	}
	buf_c(out, ']');
}

static void
json_reasons(const struct outcomes *all, const struct outcome *o, struct buf *out)
{
	struct buf one;

	buf_init(&one);
	buf_z(out, ",\"why\":[");
	for (size_t i = 0; o->kind == OUTCOME_BUILT && i < o->fate->why.n; i++) {
		if (i)
			buf_c(out, ',');
		buf_clear(&one);
		fresh_reason(&one, &o->fate->why.v[i], all->s->o->lang);
		json_string(out, buf_view(&one));
	}
	buf_c(out, ']');
	buf_free(&one);
}

void
outcomes_json(const struct outcomes *all, struct buf *out)
{
	for (size_t i = 0; i < all->s->n_jobs; i++) {
		const struct outcome *o = &all->v[i];

		buf_z(out, "{\"document\":");
		json_string(out, o->job->id);
		buf_fmt(out, ",\"result\":\"%s\",\"errors\":%u,\"warnings\":%u",
		    kind_names[o->kind], o->errors, o->warnings);
		json_files(all, o, out);
		json_reasons(all, o, out);
		buf_z(out, "}\n");
	}
	buf_fmt(out,
	    "{\"documents\":%zu,\"built\":%zu,\"unchanged\":%zu,\"failed\":%zu,\"removed\":%zu}\n",
	    all->s->n_jobs, all->counts[OUTCOME_BUILT], all->counts[OUTCOME_UNCHANGED],
	    all->counts[OUTCOME_FAILED], all->s->fresh->pruned.n);
}

/* ---- Markdown ------------------------------------------------------------------------ */

/* In a cell: what Markdown would take for markup is escaped. */
static void
cell(struct buf *out, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] && strchr("|\\`*_<>[]", s.p[i]))
			buf_c(out, '\\');
		buf_c(out, s.p[i] == '\n' ? ' ' : s.p[i]);
	}
}

static void
summary_row(const struct outcomes *all, const struct outcome *o, struct buf *out)
{
	static const char *const names[][OUTCOME__COUNT] = {
		[DIAG_VI] = { "đã dựng", "không đổi", "**có lỗi**" },
		[DIAG_EN] = { "built", "unchanged", "**failed**" },
	};
	struct buf why;

	buf_init(&why);
	if (o->kind == OUTCOME_BUILT)
		reasons(all, o, &why);
	buf_z(out, "| ");
	cell(out, utf_plain(all->s->arena, o->job->id));
	buf_fmt(out, " | %s | ", names[all->s->o->lang][o->kind]);
	cell(out, utf_plain(all->s->arena, buf_view(&why)));
	buf_fmt(out, " | %u | %u |\n", o->errors, o->warnings);
	buf_free(&why);
}

static void
summary_errors(const struct outcomes *all, const struct outcome *o, struct buf *out)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < o->findings.list.n; i++) {
		struct diag f = o->findings.list.v[i];

		if (f.level < DIAG_ERROR)
			continue;
		if (all->s->o->no_excerpt)
			f = format_redacted(&f);
		buf_clear(&text);
		diag_message(&text, &f, all->s->o->lang);
		buf_z(out, "- ");
		if (f.at.src)
			buf_fmt(out, "`%.*s:%u` ",
			    STR_ARG(utf_plain(all->s->arena, f.at.src->path)), f.at.line);
		cell(out, utf_plain(all->s->arena, buf_view(&text)));
		buf_fmt(out, " (%s)\n", diag_info(f.code)->code);
	}
	buf_free(&text);
}

void
outcomes_summary(const struct outcomes *all, struct buf *out)
{
	enum { MOST_ROWS = 500 }; /* forges cut off at a megabyte or so */
	bool en = all->s->o->lang == DIAG_EN;
	size_t changed = all->counts[OUTCOME_BUILT] + all->counts[OUTCOME_FAILED], rows = 0;

	buf_fmt(out,
	    en ? "**vanban**: %zu documents: %zu built, %zu unchanged, %zu failed\n"
	       : "**vanban**: %zu văn bản: %zu đã dựng, %zu không đổi, %zu có lỗi\n",
	    all->s->n_jobs, all->counts[OUTCOME_BUILT], all->counts[OUTCOME_UNCHANGED],
	    all->counts[OUTCOME_FAILED]);
	if (changed)
		buf_z(out, en ? "\n| Document | Result | Why | Errors | Warnings |\n"
			      : "\n| Văn bản | Kết quả | Vì sao | Lỗi | Cảnh báo |\n");
	if (changed)
		buf_z(out, "| --- | --- | --- | ---: | ---: |\n");
	for (int pass = 0; pass < 2; pass++) /* failures first */
		for (size_t i = 0; i < all->s->n_jobs; i++)
			if (all->v[i].kind == (pass ? OUTCOME_BUILT : OUTCOME_FAILED) &&
			    rows++ < MOST_ROWS)
				summary_row(all, &all->v[i], out);
	if (changed > MOST_ROWS)
		buf_fmt(out, en ? "\n… and %zu more\n" : "\n… và %zu văn bản nữa\n",
		    changed - MOST_ROWS);
	if (all->counts[OUTCOME_FAILED])
		buf_c(out, '\n');
	for (size_t i = 0; i < all->s->n_jobs; i++)
		if (all->v[i].kind == OUTCOME_FAILED)
			summary_errors(all, &all->v[i], out);
}

/* ---- Files ---------------------------------------------------------------------------- */

void
outcomes_touch(const struct outcomes *all)
{
	struct fresh *f = all->s->fresh;

	for (size_t i = 0; i < all->s->n_jobs && f->out_fd >= 0; i++) {
		const struct outcome *o = &all->v[i];
		const struct cache_doc *was = o->fate->was;

		for (uint32_t k = 0; o->fate->clean && k < was->n_outputs; k++) {
			struct cache_output *row = &f->cache.outputs[was->first_output + k];
			const char *name = str_cz(o->uses.arena, cache_text(&f->cache, row->path));
			struct stat st;

			if (utimensat(f->out_fd, name, NULL, 0) == 0 &&
			    fstatat(f->out_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
				stamp_take(&row->stamp, &st);
			f->touched = true;
		}
	}
}

static bool
write_file(const char *path, str bytes)
{
	if (!strcmp(path, "-"))
		return fd_write(STDOUT_FILENO, bytes);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool done = fd >= 0 && fd_write(fd, bytes);

	return fd >= 0 && close(fd) == 0 && done;
}

bool
outcomes_write(const struct outcomes *all, struct diags *d)
{
	static void (*const writers[])(
	    const struct outcomes *, struct buf *) = { outcomes_summary, outcomes_depfile };
	const char *const paths[] = { all->s->o->summary, all->s->o->depfile };
	bool done = true;

	for (size_t i = 0; i < 2; i++) {
		struct buf b;

		if (!paths[i] || (paths[i] == all->s->o->depfile && all->counts[OUTCOME_FAILED]))
			continue; /* rules without some of their targets would mislead make */
		buf_init(&b);
		writers[i](all, &b);
		if (!write_file(paths[i], buf_view(&b))) {
			diag(d, D_WRITE_FAILED, nowhere, str_z(paths[i]), REASON(errno));
			done = false;
		}
		buf_free(&b);
	}
	return done;
}
