/* read/format.h: the source format as data, for those who tell writers of it (the
 * schema of editors, `vanban new`, the handbook). It is made from the very tables that
 * the reader uses, so it can't promise what is not read. */
#ifndef READ_FORMAT_H
#define READ_FORMAT_H

#include "../yaml/yval.h"
#include "read.h"

/* What a key takes. */
enum format_shape {
	SHAPE_NONE,         /* reserved for later */
	SHAPE_TEXT,         /* one line */
	SHAPE_LINES,        /* a line or a list of lines */
	SHAPE_LIST,         /* a list of lines */
	SHAPE_TYPE,         /* the id of a document type */
	SHAPE_WORD,         /* a word in kebab-case */
	SHAPE_CHOICE,       /* one of words */
	SHAPE_COUNT,        /* digits */
	SHAPE_DATE,         /* 2022-05-11, 11/5/2022, or a part */
	SHAPE_TERM,         /* vinh-vien, 10-nam */
	SHAPE_PLACE,        /* a name to refer to */
	SHAPE_PATTERNS,     /* numbering patterns */
	SHAPE_BODY,         /* file.md, a list of them, Markdown */
	SHAPE_ID,           /* the id of a document, or words */
	SHAPE_IDS,          /* an id or a list of ids */
	SHAPE_MAP,          /* keys of the set `of` */
	SHAPE_TEXT_OR_MAP,  /* one line or such a map */
	SHAPE_MAPS,         /* a list of such maps */
	SHAPE_TEXT_OR_MAPS, /* a list of lines or such maps */
	SHAPE_SIGNERS,      /* names, maps or both: `ky` */
	SHAPE_SIGNER_MAP,   /* names → maps: `nguoi_ky` */
	SHAPE_SERIES,       /* one of words, or names → types: `he_so` */
	SHAPE_REASONS,      /* codes → reasons: `bo_qua` */
	SHAPE_VALUES,       /* names → values: `bien` */
	SHAPE_ROWS,         /* a list of rows: lists of cells, or maps */
	SHAPE_OPEN          /* several of these */
};

/* Sorts of map; a document's keys also stand in _mac-dinh.yaml. */
enum format_set {
	FORMAT_DOCUMENT,
	FORMAT_PHU_LUC,
	FORMAT_KEM_THEO,
	FORMAT_SIGNER,
	FORMAT_NOI_NHAN,
	FORMAT_CAN_CU,
	FORMAT_CHU_KY_SO,
	FORMAT_HO_SO,
	FORMAT_LIEN_TICH,
	FORMAT_BEN,
	FORMAT_LAP_THEO,
	FORMAT_CATALOGUE,
	/* Inside a `bang` fence: the table, its columns, rows and cells. */
	FORMAT_BANG,
	FORMAT_BANG_COT,
	FORMAT_BANG_HANG,
	FORMAT_BANG_O,
	FORMAT__COUNT
};

struct format_key {
	const char *name;
	const char *label;        /* what a clerk calls it */
	const char *about;        /* what to write, in sentences */
	const char *example;      /* a value as it is typed, or "" */
	const char *const *words; /* SHAPE_CHOICE: ends in NULL */
	enum format_shape shape;
	enum format_set of; /* of SHAPE_MAP, MAPS, TEXT_OR_MAPS */
	bool needed;        /* the map must have it */
	bool in_defaults;   /* may stand in _mac-dinh.yaml */
	bool in_document;   /* may stand in a document */
	bool with_bieu_mau; /* in an appendix: only with `bieu_mau: co` */
};

/* The i-th key of a set, in the order of the tables; false: there are no more. */
bool format_key(enum format_set set, size_t i, struct format_key *out);
/* The key of that name. */
bool format_find(enum format_set set, str name, struct format_key *out);

/* What a folder's documents inherit: the merged _mac-dinh.yaml of it and above. */
struct inherited {
	str dir;
	const struct yval *map; /* NULL: nothing */
};
struct inherited_list {
	struct inherited *v; /* by dir; folders with a _mac-dinh.yaml of their own */
	size_t n;
};
/* Reads them anew; faults in them are told by read_corpus(). */
void format_inherited(struct arena *a, const struct loader *ld, const str *files, size_t n_files,
    struct inherited_list *out);
/* What documents in folder dir inherit, or NULL. */
const struct yval *format_inherited_at(const struct inherited_list *l, str dir);
/* The value of a key, or NULL; `khong` and empty values are NULL too. */
const struct yval *format_value(const struct yval *map, const char *name);

#endif
