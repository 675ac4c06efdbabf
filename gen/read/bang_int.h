/* read/bang_int.h: rich tables, for bang.c and what gathers rows for it only.
 *
 * A table whose rows come from files, or are added up, sorted or filtered, is
 * made in steps: columns.c reads the columns; gather.c turns files, the answers of
 * units and typed rows into records; kinds.c reads their numbers and dates, formula.c
 * reckons columns from others; filter.c drops some; arrange.c groups and sorts the rest;
 * totals.c adds up and makes the rows of the model. A record keeps the place of each cell in its file. */
#ifndef READ_BANG_INT_H
#define READ_BANG_INT_H

#include "markdown_int.h"
#include "../base/dec.h"
#include "data.h"
#include "keys.h"

enum bang_key {
#define TABLE_KEY(id, ...) BK_##id,
#include "bang_key.def"
	BK__COUNT
};

/* Who fills a column. */
enum fill { FILL_WRITER, FILL_STT, FILL_UNIT, FILL_FORMULA };
enum kind {
	KIND_NONE,
	KIND_TEXT,
	KIND_NUMBER,
	KIND_MONEY,
	KIND_PERCENT,
	KIND_DATE,
	KIND_NAME,
	KIND_ROMAN /* text in which Roman numerals are numbers: Quý IV */
};
enum adding { ADD_DEFAULT, ADD_SUM, ADD_COUNT, ADD_NOTHING };

/* A column, shown or not. */
struct bcol {
	struct column col; /* as the model has it when it is shown */
	struct block *ten; /* its header text */
	str name, fold;    /* the same as a text; empty: none */
	int shown;         /* its place in the table, or -1 (`an: co`) */
	enum fill fill;
	enum kind kind;
	enum adding adding;
	pos tong_at;             /* of `tong`, when it is given */
	int le;                  /* decimals of a formula, or -1 */
	const struct yval *tinh; /* as typed, for the formula below */
	struct term {
		char op; /* between it and those before: '/', '+', '-', '*'; 0: it is the first */
		size_t col;
	} * terms;
	size_t n_terms;
};

/* A cell of a record. */
struct datum {
	struct text text;
	struct block *blocks; /* of a typed row; NULL: text alone */
	str sort;             /* of KIND_ROMAN: what it is sorted by */
	struct dec num;       /* its number, percent; of a date yyyymmdd */
	bool has_num;
	enum dec_form form;
};

/* One who is expected to answer. */
struct unit {
	str ten;    /* empty: files alone were named */
	str dir;    /* where tep starts */
	str tep;    /* its file, as typed */
	str path;   /* the same from the source root */
	bool below; /* it is below the root */
	pos at;     /* of tep */
	pos ten_at; /* of its name */
};

/* A group of records, with its row in the table. */
struct section {
	struct block *blocks; /* the cell of the row; NULL: the word of silent units */
	pos at;
	struct section *parent;    /* the group that it is in, or NULL */
	int level;                 /* groups around it */
	size_t order;              /* its place in bang->sections: behind the one that it is in */
	const struct datum *first; /* whose value names it; NULL: typed, or of silent units */
	size_t record;             /* the first one that it was made of */
	struct section *child, *last_child, *next; /* groups in it, while they are put in order */
};

struct record {
	struct datum *v; /* by bang->cols */
	pos at;
	const struct unit *silent; /* this unit has not answered; else NULL */
	struct section *section;   /* the innermost, or NULL */
	size_t order;              /* as it was read */
	bool bold;                 /* of a typed row */
	int cao;
};

enum {
	TOTAL_LAST = 1 << 0,
	TOTAL_FIRST = 1 << 1,
	TOTAL_GROUPS = 1 << 2 /* in the rows of groups */
};

struct bang {
	struct md *md;
	struct arena *scratch; /* of what is needed while the table is read */
	struct reader r;
	struct table *t;
	struct bcol *cols; /* all of them; t->cols are those shown */
	size_t n_cols;
	const struct yval *k[BK__COUNT]; /* the values of the table's map, or NULL */
	VEC(struct record) records;
	VEC(struct section *) sections; /* in the order of the page */
	struct section *section;        /* the typed group that records go to, or NULL */
	int cap;                        /* of the last typed group row: 1 …; 0: none yet */
	unsigned totals;                /* TOTAL_… */
	bool silent_rows;               /* chua_bao_cao: co */
};

/* bang.c ------------------------------------------------------------------------- */
/* Sorts a map's values by key into v[]; reports the keys that are not known. */
void bang_sort_keys(struct bang *b, const struct yval *map, const char *const *keys, size_t n,
    const struct yval **v);
bool bang_yes(struct bang *b, const char *key, const struct yval *v);
/* A whole number from min to max, or 0, and reported. */
int bang_number(struct bang *b, const char *key, const struct yval *v, int min, int max);
enum align bang_align(struct bang *b, const struct yval *v);
struct spec bang_cell(struct bang *b, const struct yval *v);
/* What a map of a row says: its cells (NULL, and reported: none), and whether it
 * is a group row. */
const struct yval *bang_row(struct bang *b, const struct yval *v, struct row *row);
/* columns.c ---------------------------------------------------------------------- */
/* Reads `cot`; header: its names are the table's first row. False: there is no table. */
bool bang_columns(struct bang *b, const struct yval *cot, bool header);
/* The column that `key` calls `name`, by its folded name; SIZE_MAX, and reported: none. */
size_t bang_find_column(struct bang *b, const char *key, str name, pos at);

/* gather.c ----------------------------------------------------------------------- */
/* Whether rows are gathered, or only set as they are typed. */
bool gather_wanted(const struct bang *b);
/* All rows of the table, from wherever they come. */
void gather_rows(struct bang *b);

/* units.c ------------------------------------------------------------------------ */
/* The units of `don_vi`: a list, or a file of rows. */
struct unit *units_read(struct bang *b, size_t *n);
/* The files of `tep`: names and patterns, each file once. */
struct unit *units_files(struct bang *b, size_t *n);

/* kinds.c ------------------------------------------------------------------------ */
/* Reads numbers and dates of records [from, n): those of one file. */
void kinds_read(struct bang *b, size_t from);
/* A value for a column of that kind, as a filter has it. False, and reported, if it
 * can't be one. */
bool kinds_value(struct bang *b, const struct bcol *col, struct datum *d);
bool kinds_is_number(enum kind kind);
bool kinds_is_ordered(enum kind kind);       /* numbers and dates: there is more and less */
str datum_value(const struct datum *d);      /* its text, trimmed */
void datum_set_text(struct datum *d, str s); /* what is printed of it, where it stands */
/* A number as it is printed in a column. */
str kinds_show(struct arena *a, enum kind kind, struct dec x);

/* formula.c ---------------------------------------------------------------------- */
/* Reads `tinh` of all columns; false: something is wrong with one. */
bool formulas_read(struct bang *b);
/* A product: its total is added up, not reckoned from the totals. */
bool formula_is_product(const struct bcol *c);
/* Fills the columns with formulas in one row of values; of a row of totals, all but the
 * products. */
void formulas_fill(struct bang *b, struct datum *v, pos at, bool totals);

/* filter.c ----------------------------------------------------------------------- */
/* Leaves out the records that `loc` does not want. */
void filter_records(struct bang *b);

/* arrange.c ---------------------------------------------------------------------- */
void arrange(struct bang *b);

/* totals.c ----------------------------------------------------------------------- */
/* Reads `tong`. */
void totals_read(struct bang *b);
/* The records as rows of the table, with those that add up. */
void totals_make_rows(struct bang *b);

#endif
