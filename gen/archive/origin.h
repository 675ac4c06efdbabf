/* archive/origin.h: what a file was made from, told inside it.
 *
 * Custom properties of the DOCX (docProps/custom.xml) hold the document's id, its
 * own files by path and git blob id, a digest of the values used of each shared file
 * (defaults, cited documents, templates), the program's version, and what an archive
 * files it by. No commit and no time: those would change the bytes, and
 * `git log --find-object` finds the commits by the blobs. The id and a short digest
 * of it all stand in dc:identifier and the keywords too, which survive Word's Save
 * and the way to PDF.
 *
 *	vanban.ma          so-khcn/tb-07-2026
 *	vanban.phien-ban   0.1.0
 *	vanban.tep.1       so-khcn/tb-07-2026.yaml 8f3c…   (40 digits)
 *	vanban.mac-dinh.1  so-khcn/_mac-dinh.yaml 1c2d…    (16 digits)
 *	vanban.vien-dan.1  so-khcn/kh-12-2026 9e0f…
 *	vanban.mau         nd30 77aa…
 *	vanban.chu         5b6c…  digest of the visible text, white space aside
 *	vanban.ho-so, vanban.thoi-han-luu-tru
 */
#ifndef ARCHIVE_ORIGIN_H
#define ARCHIVE_ORIGIN_H

#include "../base/buf.h"
#include "../base/uses.h"
#include "../layout/plan.h"

/* Gives a plan its properties. u: all that the document used. */
void origin_mark(struct arena *a, struct plan *p, const struct uses *u, const char *version);

/* The value of a property; empty: there is none. */
str origin_value(const struct pprop *v, size_t n, str name);
/* "vanban=so-khcn/tb-07-2026@0123456789ab" found in a text: the id and the digest. */
bool origin_token(str text, str *id, str *digest);

/* The digest of a text, white space aside, as vanban.chu has it. */
str origin_text_digest(struct arena *a, str text);

#endif
