/* cli/copy.c: last year's document as the beginning of a new one (`new --tu`).
 *
 * Its YAML is taken over line by line, so that what the writer arranged stays, but
 * without the keys that belong to the old document alone; `soan_tu` remembers where it
 * came from, and check lists what is left of it (check/left.c). A document with a folder
 * of its own is copied with its files. */
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

/* The new source; empty, and reported, when the old one can't be taken apart. */
static str
new_source(struct draft *w, const struct doc *old, str bytes)
{
	struct diags unused;
	const struct src *src;
	struct yval *map = NULL;
	struct buf out;
	bool empty;
	str text;

	diags_init(&unused, w->a);
	src = src_load(w->a, old->path, bytes, &unused);
	if (src) {
		struct text all = { .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
		map = yaml_parse(w->a, &all, &unused, &empty);
	}
	if (!map || map->kind != Y_MAP || (src->text.n && src->text.p[0] == '{')) {
		diag(w->d, D_CITE_BROKEN, (pos){ 0 }, old->id, old->path);
		return S("");
	}
	buf_init(&out);
	buf_str(&out, draft_schema_line(w->a, tree_dir(old->path), SCHEMA_DOCUMENT));
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

/* The other files of the old document's folder. */
static bool
copy_files(struct draft *w, str from, str to)
{
	for (size_t i = 0; i < w->s->tree.n_files; i++) {
		str path = w->s->tree.files[i];
		if (!str_starts(path, from) || str_is(str_from(path, from.n), "van-ban.yaml"))
			continue;
		str bytes = load(w, path);
		if (diags_failed(w->d) ||
		    !new_write(w, str_cat(w->a, to, str_from(path, from.n)), bytes))
			return false;
	}
	return true;
}

bool
copy_document(struct draft *w, const struct doc *old)
{
	bool folder = str_ends(old->path, S("/van-ban.yaml"));
	str bytes = load(w, old->path), text, path;

	if (!folder && old->noi_dung.n_parts && old->noi_dung.files &&
	    str_ends(old->noi_dung.files->s, S(".md"))) {
		diag(w->d, D_NEW_SHARED_BODY, old->noi_dung.at, old->noi_dung.files->s);
		return false;
	}
	if (diags_failed(w->d))
		return false;
	text = new_source(w, old, bytes);
	if (!text.n || w->q->stopped)
		return false;
	path = str_cat(w->a, w->id, folder ? S("/van-ban.yaml") : S(".yaml"));
	if (folder && !copy_files(w, str_cat(w->a, tree_dir(old->path), S("/")),
			  str_cat(w->a, w->id, S("/"))))
		return false;
	if (!new_write(w, path, text))
		return false;
	new_say_done(w, path);
	return true;
}
