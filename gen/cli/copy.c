/* cli/copy.c: last year's document as the beginning of a new one (`new --tu`).
 *
 * Its YAML is taken over line by line, so that what the writer arranged stays, but
 * without the keys that belong to the old document alone; `soan_tu` remembers where it
 * came from, and check lists what is left of it (check/left.c). A document with a folder
 * of its own is copied with its files; one that is a single file and names others gets a
 * folder, with copies of them, so that the old document keeps its own. */
#include "new.h"

#include "../base/utf.h"
#include "../read/format.h"

#include <string.h>

/* What the old document alone was: not taken over. */
static const char *const DROPPED[] = { "trang_thai", "lan", "so", "ngay", "ma_cu", "ho_so",
	"ma_dinh_danh", "thay_the", "bai_bo", "sua_doi", "dinh_chinh", "thu_hoi", "hieu_luc_tu",
	"het_hieu_luc", "han_tra_loi", "chu_ky_so", "soan_tu", "da_xem" };

static bool
is_dropped(str key)
{
	for (size_t i = 0; i < sizeof DROPPED / sizeof *DROPPED; i++)
		if (str_is(key, DROPPED[i]))
			return true;
	return false;
}

static str
load(struct draft *w, str path)
{
	enum { MOST = 32 << 20 };
	str bytes = S(""), why;

	if (w->s->loader.load(w->s->loader.ctx, w->a, path, MOST, &bytes, &why) != LOAD_OK)
		diag(w->d, D_FILE_MISSING, (pos){ 0 }, path, path);
	return bytes;
}

/* The lines of a source without those of the keys that are dropped. */
static void
add_kept_lines(struct buf *out, const struct src *src, const struct yval *map)
{
	str rest = src->text, line;
	bool keep = true;

	for (uint32_t n = 1; str_line(&rest, &line); n++) {
		for (size_t i = 0; i < map->n; i++)
			if (map->pairs[i].at.line == n)
				keep = !is_dropped(map->pairs[i].fold);
		if (keep && !(n < map->at.line && str_starts(line, S("# yaml-language-server:"))))
			buf_fmt(out, "%.*s\n", STR_ARG(line));
	}
}

/* The old source taken apart. NULL, and reported, when it can't be. */
static const struct yval *
parse_old(struct draft *w, const struct doc *old, str bytes, const struct src **src)
{
	struct diags unused;
	struct yval *map = NULL;
	bool empty;

	diags_init(&unused, w->a);
	*src = src_load(w->a, old->path, bytes, &unused);
	if (*src) {
		struct text all = {
			.s = (*src)->text, .at = src_pos(*src, 0, 0), .how = TEXT_WHOLE
		};
		map = yaml_parse(w->a, &all, &unused, &empty);
	}
	if (map && map->kind == Y_MAP && !((*src)->text.n && (*src)->text.p[0] == '{'))
		return map;
	diag(w->d, D_CITE_BROKEN, (pos){ 0 }, old->id, old->path);
	return NULL;
}

static str
new_source(
    struct draft *w, const struct doc *old, const struct src *src, const struct yval *map, str path)
{
	struct buf out;
	str text;

	buf_init(&out);
	buf_str(&out, draft_schema_line(w->a, tree_dir(path), SCHEMA_DOCUMENT));
	buf_fmt(&out,
	    "# Soạn từ %.*s: 'vanban check' liệt kê những gì còn của văn bản ấy. Sửa, hoặc ghi vào "
	    "da_xem "
	    "điều vẫn đúng.\n"
	    "soan_tu: %.*s\nda_xem: []\n"
	    "trang_thai: du-thao\nso:\nngay:\n",
	    STR_ARG(old->id), STR_ARG(old->id));
	add_kept_lines(&out, src, map);
	text = buf_dup(&out, w->a);
	buf_free(&out);
	return text;
}

/* ---- The files of the old document ---------------------------------------------------- */

struct files {
	struct draft *w;
	VEC(str) v;
};

static void
add_file(struct files *f, str path)
{
	for (size_t i = 0; i < f->v.n; i++)
		if (str_eq(f->v.v[i], path))
			return;
	VEC_PUSH(f->w->a, &f->v, path);
}

static enum load_result
load_and_note(void *ctx, struct arena *a, str path, size_t max_bytes, str *bytes, str *why)
{
	struct files *f = ctx;
	const struct loader *ld = &f->w->s->loader;
	enum load_result how = ld->load(ld->ctx, a, path, max_bytes, bytes, why);

	if (how == LOAD_OK)
		add_file(f, str_dup(f->w->a, path));
	return how;
}

/* The file of rows that makes a document of each. */
static void
add_rows(struct files *f, const struct doc *old, const struct yval *map)
{
	const struct yval *by = format_value(map, "lap_theo");
	str path;

	if (by && by->kind == Y_MAP)
		by = format_value(by, "tep");
	if (by && by->kind == Y_SCALAR &&
	    read_path(f->w->a, tree_dir(old->path), by->text.s, &path) &&
	    new_has_file(f->w->s, path))
		add_file(f, path);
}

/* Those that the document names, bodies, tables and pictures; what is wrong with them is
 * told when the new document is checked. */
static void
find_named(struct files *f, const struct doc *old, const struct yval *map)
{
	struct loader ld = f->w->s->loader;
	struct doc copy = *old;
	struct diags unused;

	ld.ctx = f;
	ld.load = load_and_note;
	ld.matched = NULL;
	diags_init(&unused, f->w->a);
	read_bodies(f->w->a, f->w->a, &ld, &copy, &unused);
	add_rows(f, old, map);
}

/* All of its folder but the source itself and the lock of what was issued. */
static void
find_all(struct files *f, str folder)
{
	for (size_t i = 0; i < f->w->s->tree.n_files; i++) {
		str path = f->w->s->tree.files[i], name = str_from(path, folder.n);
		if (str_starts(path, folder) && !str_is(name, "van-ban.yaml") &&
		    !str_is(name, "van-ban.khoa"))
			add_file(f, path);
	}
}

/* Copies them to the same places below folder `to`; one elsewhere can't keep its name. */
static bool
copy_files(struct draft *w, const struct files *f, str from, str to)
{
	for (size_t i = 0; i < f->v.n; i++)
		if (!str_starts(f->v.v[i], from)) {
			diag(w->d, D_NEW_SHARED_BODY, (pos){ 0 }, f->v.v[i]);
			return false;
		}
	for (size_t i = 0; i < f->v.n; i++) {
		str bytes = load(w, f->v.v[i]);
		if (diags_failed(w->d) ||
		    !new_write(w, str_cat(w->a, to, str_from(f->v.v[i], from.n)), bytes))
			return false;
	}
	return true;
}

bool
copy_document(struct draft *w, const struct doc *old)
{
	bool folder = str_ends(old->path, S("/van-ban.yaml"));
	str bytes = load(w, old->path), path, from = tree_dir(old->path);
	struct files files = { .w = w };
	const struct src *src;
	const struct yval *map = diags_failed(w->d) ? NULL : parse_old(w, old, bytes, &src);

	if (!map || w->q->stopped)
		return false;
	from = from.n ? str_cat(w->a, from, S("/")) : from;
	if (folder)
		find_all(&files, from);
	else
		find_named(&files, old, map);
	path = str_cat(w->a, w->id, folder || files.v.n ? S("/van-ban.yaml") : S(".yaml"));
	if (!copy_files(w, &files, from, str_cat(w->a, w->id, S("/"))) ||
	    !new_write(w, path, new_source(w, old, src, map, path)))
		return false;
	new_say_done(w, path);
	return true;
}
