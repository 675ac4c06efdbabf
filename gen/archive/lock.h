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
 * A text that is made for many (lap_theo) has one lock, opened by "vanban-khoa 2", with a
 * section of its documents (lock_series.c) behind the values.
 *
 * Looks are what the templates say of the roles that the document uses, not how the
 * program lays them: a newer program may set a table's columns otherwise, a new
 * template may not change a size unseen. */
#ifndef ARCHIVE_LOCK_H
#define ARCHIVE_LOCK_H

#include "../base/buf.h"
#include "../layout/plan.h"
#include "facts.h"

/* "a/x/van-ban.yaml" → "a/x/van-ban.khoa", "a/x.yaml" → "a/x.khoa". */
str lock_path(struct arena *a, str yaml_path);

struct lock {
	str van_ban, chuong_trinh, the_thuc;
	str chu, hinh;           /* digests, 64 digits each */
	str values, looks, text; /* the sections, line by line */
	bool series;             /* of a text that is made for many; they are its first one's */
	str copies;              /* and this is of each */
	bool broken;             /* no lock, or its digests don't fit: changed by hand */
};

/* The lock of a document as it prints now. */
struct lock lock_of(struct arena *a, const struct facts *f, struct plan *const *plans, size_t n,
    const char *version);
str lock_write(struct arena *a, const struct lock *l);
struct lock lock_read(struct arena *a, str file);
/* Who got the document and where its copy is kept, as it was issued: of the agency whose
 * number it is; all who got one of that number. Sets noi_nhan and luu of f, and nothing else;
 * false: that number is not in the lock. */
bool lock_facts(struct arena *a, const struct lock *l, str so_ky_hieu, struct facts *f);

/* The lock of a series from that of its first document: each of them, the first too, is
 * added to a section by the last part of its id; a is for work. */
void lock_series_add(struct arena *a, struct buf *copies, const struct lock *first, str name,
    const struct lock *own);
struct lock lock_series(const struct lock *first, str id, str copies);
/* The lock of one of them, as if it had its own. False: it is not in it. */
bool lock_series_copy(struct arena *a, const struct lock *series, str name, struct lock *out);
/* One after another, from l->copies on. */
struct lock_copy {
	str name, lines;
};
bool lock_series_next(str *rest, struct lock_copy *out);

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
