/* archive/lock.h: what an issued document printed, kept beside its source.
 *
 * `van-ban.khoa` (of x/van-ban.yaml; of a document in one file, x.khoa) holds the
 * values a document was issued with, the looks it was printed with, and the text of
 * every page, a paragraph a line. It is text, so that it can be read, compared and
 * searched without this program. Whoever prints the document again holds what comes
 * out against it.
 *
 *	vanban-khoa 1
 *	van_ban: so-khcn/tb-07-2026
 *	chuong_trinh: 0.1.0
 *	the_thuc: nd30
 *	chu: <SHA-256 of the text below>
 *	hinh: <SHA-256 of the looks below>
 *	== gia tri
 *	so_ky_hieu: 07/TB-SKHCN
 *	== hinh thuc
 *	trang doc 11906x16838 …
 *	== chu
 *	ten-loai: THÔNG BÁO
 *
 * Looks are what the templates say of the roles that the document uses, not how the
 * program lays them: a newer program may set a table's columns otherwise, a new
 * template may not change a size unseen. */
#ifndef ARCHIVE_LOCK_H
#define ARCHIVE_LOCK_H

#include "../layout/plan.h"
#include "facts.h"

/* "a/x/van-ban.yaml" → "a/x/van-ban.khoa", "a/x.yaml" → "a/x.khoa". */
str lock_path(struct arena *a, str yaml_path);

struct lock {
	str van_ban, chuong_trinh, the_thuc;
	str chu, hinh;           /* digests, 64 digits each */
	str values, looks, text; /* the sections, line by line */
	bool broken;             /* no lock, or its digests don't fit: changed by hand */
};

/* The lock of a document as it prints now. */
struct lock lock_of(struct arena *a, const struct facts *f, struct plan *const *plans, size_t n,
    const char *version);
str lock_write(struct arena *a, const struct lock *l);
struct lock lock_read(struct arena *a, str file);
/* Who got the document and where its copy is kept, as it was issued: of the agency whose
 * number it is. Sets noi_nhan and luu of f, and nothing else; false: that number is not
 * in the lock. */
bool lock_facts(struct arena *a, const struct lock *l, str so_ky_hieu, struct facts *f);

/* Where two texts of lines part: the first `max` places. */
struct lock_change {
	size_t line;       /* of the old text, from 1 */
	str before, after; /* one line each; empty: none stands there */
};
/* Return how many places there are in all. */
size_t lock_changes(struct arena *a, str before, str after, struct lock_change *out, size_t max);
/* The same of looks. A role that the lock does not know says nothing: what is printed
 * in it would be new text. */
size_t lock_look_changes(
    struct arena *a, str before, str after, struct lock_change *out, size_t max);

#endif
