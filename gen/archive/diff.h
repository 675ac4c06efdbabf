/* archive/diff.h: two texts, line by line. */
#ifndef ARCHIVE_DIFF_H
#define ARCHIVE_DIFF_H

#include "../base/arena.h"
#include "../base/str.h"

/* A place where they part: lines of the old text that are gone and of the new one
 * that are there instead; either may be none. Numbers are from 0. */
struct hunk {
	size_t old_at, old_n, new_at, new_n;
};

/* The lines of a text, without their ends. */
size_t diff_lines(struct arena *a, str text, str **lines);
/* The places in order, in *out. The work is bounded: texts that differ in nearly
 * everything come out as few large places, not after a long time. */
size_t diff_of(struct arena *a, const str *before, size_t n_before, const str *after,
    size_t n_after, struct hunk **out);

#endif
