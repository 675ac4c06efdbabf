/* archive/register.h: the register of documents sent (sổ đăng ký văn bản đi, Phụ
 * lục IV), kept as text beside the sources.
 *
 * An office has one file a year, _so-van-ban-di-2026.yaml in its folder: a line for
 * each number, sorted, so that two branches which give the same number meet in the
 * same place and git reports a conflict.
 *
 *	thong-bao/0007: {so_ky_hieu: "07/TB-SKHCN", ngay: 2026-04-02, van_ban: so-khcn/tb-07-2026,
 *…}
 *
 * The key is the series and the number. A line that `vanban ban-hanh` wrote names
 * its document; lines typed by hand, for documents that were not made here, say
 * what the columns need. ngay_chuyen and ghi_chu may be added to any line. */
#ifndef ARCHIVE_REGISTER_H
#define ARCHIVE_REGISTER_H

#include "facts.h"

struct entry {
	str series; /* "thong-bao", "chung" */
	uint32_t number;
	/* As typed; empty when absent. */
	str so_ky_hieu, ngay, van_ban, ten_loai, trich_yeu, nguoi_ky, noi_nhan, ban_luu, so_luong,
	    ngay_chuyen, ghi_chu, chu;
	pos at; /* of the key */
};

struct book {
	str office; /* its folder */
	str path;
	int year;
	str file;              /* the bytes it was read from */
	const struct src *src; /* NULL: there is no file yet, or it is no text */
	struct entry *v;       /* by series and number */
	size_t n;
	bool broken; /* something was reported: it can't be added to */
};

/* "so-khcn/_so-van-ban-di-2026.yaml", and back: false when path is none. */
str book_path(struct arena *a, str office, int year);
bool book_is_path(str path, int *year);

/* Reads a register; file may be empty: a new one. Faults are told at their place. */
struct book book_read(struct arena *a, str path, str file, struct diags *d);
/* The entry of a number; NULL: it is free. */
const struct entry *book_find(const struct book *b, str series, uint32_t number);
/* The nearest entries of the series below and above a number; NULL: none. */
const struct entry *book_below(const struct book *b, str series, uint32_t number);
const struct entry *book_above(const struct book *b, str series, uint32_t number);
/* The entry that names a document; NULL: none. */
const struct entry *book_of(const struct book *b, str id);
/* The file with that line, in place of the one of its number if there is one; every
 * other byte as it was. */
str book_put(struct arena *a, const struct book *b, const struct entry *e, str agency);

/* The line that facts make; chu: first digits of the digest of the printed text. */
struct entry book_entry(struct arena *a, const struct facts *f, str series, str chu);

#endif
