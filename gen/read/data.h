/* read/data.h: files of rows, for tables (gather.c) and for documents that are
 * made once for each row (repeat.c).
 *
 * A CSV file (RFC 4180; `,` `;` or Tab) names its columns in the first line. A
 * YAML file is a list of maps, one a row, or one map, a single row; its keys
 * are the names. Names are compared folded, as keys are. All cells are text. */
#ifndef READ_DATA_H
#define READ_DATA_H

#include "read.h"

struct data_row {
	struct text *v; /* by column; at.src NULL: a YAML row without that key */
	pos at;
};

struct data {
	str path;           /* from the source root */
	pos at;             /* the header line; of YAML its first row */
	bool yaml;          /* keys of maps, not a header line */
	struct text *names; /* of the columns, as typed */
	str *folds;
	size_t n_cols; /* 0: there is nothing in the file */
	struct data_row *rows;
	size_t n_rows;
};

enum { DATA_MAX_REPORTS = 1000, DATA_MAX_COLUMNS = 1000 }; /* of one file */

/* Loads the file `name`, typed at `at` in a file of folder dir. wanted: names
 * (folded) that it ought to have; the separator of a CSV is the one that gives
 * most of them. False, and reported: it can't be used. Findings on single rows
 * are reported too, and the rows left out. */
bool data_load(struct arena *a, const struct loader *ld, str dir, str name, pos at,
    const str *wanted, size_t n_wanted, struct diags *d, struct data *out);
/* Which column has that folded name, or SIZE_MAX. */
size_t data_column(const struct data *data, str fold);
size_t data_find(const str *names, size_t n, str fold);

/* csv.c: the columns and rows of a CSV text. False: a quote was left open. */
bool csv_read(struct arena *a, const struct src *src, const str *wanted, size_t n_wanted,
    struct diags *d, struct data *out);

#endif
