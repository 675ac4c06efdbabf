/* archive/issue.h: number, date and state, written into a source.
 *
 * Every byte that is not one of these values stays: comments, order, quotes of
 * others, line ends. A key that is there gets its value in its place, one that is not
 * a line of its own behind `loai`. */
#ifndef ARCHIVE_ISSUE_H
#define ARCHIVE_ISSUE_H

#include "../base/diag.h"
#include "../base/src.h"
#include "../base/str.h"

struct issue {
	const str *so; /* one for each agency of lien_tich; n_so 0: no number is written */
	size_t n_so;
	str so_tu; /* of lap_theo, where it stands; empty: it stays */
	str ngay;  /* 2026-04-02 */
};

/* src was loaded from file. False: the source can't be edited; why is in d. */
bool issue_edit(struct arena *a, const struct src *src, str file, const struct issue *what,
    str *out, struct diags *d);

#endif
