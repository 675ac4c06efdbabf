/* style/style_int.h: what the files of this room share.
 *
 * template.c finds, merges and reads template files; style.c puts a set
 * together; words.c, roles.c, patterns.c and types.c each know one file of
 * it; metrics.c is the widths of the font. */
#ifndef STYLE_STYLE_INT_H
#define STYLE_STYLE_INT_H

#include "../base/utf.h"
#include "../yaml/freeze.h"
#include "../yaml/yval.h"
#include "style.h"

/* The program's own templates as they were when it was built; the last row has no
 * path. Made by gen/tool/freeze.c. */
extern const struct frozen style_frozen[];

/* One named font size of the chosen co_chu. */
struct size {
	str name; /* "co-quan" */
	int hp;   /* half-points */
};

enum word_id {
#define WORD(name, key) WORD_##name,
#define WORDS(name, key)
#define MEASURE(name, key, unit)
#include "word_list.h"
#undef WORD
#undef WORDS
#undef MEASURE
	WORD__COUNT
};
enum words_id {
#define WORD(name, key)
#define WORDS(name, key) WORDS_##name,
#define MEASURE(name, key, unit)
#include "word_list.h"
#undef WORD
#undef WORDS
#undef MEASURE
	WORDS__COUNT
};
enum measure_id {
#define WORD(name, key)
#define WORDS(name, key)
#define MEASURE(name, key, unit) MEASURE_##name,
#include "word_list.h"
#undef WORD
#undef WORDS
#undef MEASURE
	MEASURE__COUNT
};

struct style_words {
	str word[WORD__COUNT];
	struct {
		str *v;
		size_t n;
	} list[WORDS__COUNT];
	int measure[MEASURE__COUNT];
};

/* A type that was asked for, found or not. */
struct type_slot {
	str id;
	const struct type *type;   /* NULL: there is none */
	const struct style *style; /* with the type's roles */
	struct diags *errors;      /* of its file, told to everybody who asks */
	struct use use;            /* its files, _chung.yaml below, as who asks uses them */
};

/* A file of types, read when first needed. */
struct shared {
	const struct yval *map; /* NULL: there is none */
	struct diags *errors;   /* NULL: not read yet */
};

/* A table of a file for check, and such a file. */
struct table_slot {
	const char *file, *key;
	const struct style_table *table;
	struct use use; /* of the file */
};
struct table_file {
	const struct yval *map; /* NULL: there is none */
	struct use use;
};

/* A file that is no YAML. */
struct text_file {
	const char *name;
	str text;
	struct digest digest;
};

/* What a style keeps for later. */
struct style_impl {
	struct arena *a;
	const struct style_layer *layers; /* strongest first */
	size_t n_layers;
	VEC(struct size) sizes;
	VEC(struct type_slot) types;
	VEC(struct table_slot) tables;
	VEC(struct table_file) table_files;
	VEC(struct text_file) text_files;
	struct shared common;  /* loai/_chung.yaml: what types are unless they say otherwise */
	struct shared outside; /* loai/_ngoai.yaml: types that are only cited */
	struct uses set;       /* the files that every document of it uses */
	struct uses *uses;     /* of style_record(), or NULL */
};

static inline struct style_impl *
style_impl(const struct style *s)
{
	return s->impl;
}

/* template.c: files --------------------------------------------------------- */
/* The file of all layers laid over each other; NULL: no layer has it, or what
 * they have is empty or broken (reported). *found: some layer has it. */
const struct yval *template_load(const struct style *s, str name, bool *found, struct diags *d);
/* A file as a use; v NULL: it is not there. */
struct use template_use(const struct style *s, str name, const struct yval *v);
/* The use of a file that style_file() reads. */
struct use text_use(const struct style *s, str name);
/* tables.c: the use of a file of tables, read now if need be. */
struct use table_use(const struct style *s, str name);
/* base with over on it: maps key by key, anything else replaces. */
const struct yval *template_merge(
    struct arena *a, const struct yval *base, const struct yval *over);

/* template.c: values; each reports what is wrong at its place ----------------- */
/* Names in templates are the same with '-' and '_'. */
bool template_name_eq(str a, str b);
/* A name as we write them: "quoc_hieu" → "quoc-hieu". */
str template_name(struct arena *a, str folded);
/* The value of a key; NULL: not given, or nothing behind it. */
const struct yval *template_get(const struct yval *map, const char *key);
bool template_is_map(const struct yval *v, str what, struct diags *d);
/* Reports every key of map that is not in names. */
void template_keys(
    const struct yval *map, const char *const *names, size_t n, str what, struct diags *d);
void template_unknown(enum diag_code code, const struct ypair *p, const char *const *names,
    size_t n, struct diags *d);
/* These return false, leaving *out alone, when v is not such a value. */
bool template_text(const struct yval *v, str key, str *out, struct diags *d);
bool template_bool(const struct yval *v, str key, bool *out, struct diags *d);
bool template_length(const struct yval *v, str key, int *twips, struct diags *d);
bool template_percent(const struct yval *v, str key, int *out, struct diags *d);
bool template_count(const struct yval *v, str key, int max, int *out, struct diags *d);
bool template_weight(const struct yval *v, str key, int *eighths, struct diags *d);
/* Font size in half-points from points ("12", "11.5"). */
bool template_points(const struct yval *v, str key, int *hp, struct diags *d);
/* Line spacing: "1.1" (times) or "1 pt" (exactly). */
bool template_line(const struct yval *v, str key, int *line, bool *exact, struct diags *d);
/* One of n words; *out is its index. */
bool template_choice(const struct yval *v, str key, const char *const *names, size_t n, size_t *out,
    struct diags *d);
bool template_list(const struct yval *v, str key, struct diags *d);

/* The other files -------------------------------------------------------------- */
void words_read(struct style *s, const struct yval *words, struct diags *d);
void measures_read(struct style *s, const struct yval *map, pos at, struct diags *d);
void roles_read(struct style *s, const struct yval *map, struct diags *d);
/* A type's changes, on a copy of the roles. */
void roles_change(struct style *s, const struct yval *map, struct diags *d);
/* The role of that name, or -1. */
int roles_find(const struct style *s, str name);
/* As roles_find, for a name typed in a template: reports an unknown one. */
int roles_named(const struct style *s, const struct yval *v, str key, struct diags *d);
/* Roles that C does not know must be named by a pattern or another role. */
void roles_check_used(const struct style *s, const struct yval *map, struct diags *d);
void patterns_read(struct style *s, const struct yval *map, struct diags *d);
/* lines.c: labelled lines ------------------------------------------------------ */
/* "Chủ trì: {chu_tri}", or {mau, dam, canh}, or {moi_ben: […]}. t gathers the
 * keys that are named. */
void line_read(struct arena *a, struct type *t, struct type_line *line, const struct yval *v,
    str key, bool for_party, struct diags *d);
void lines_read(struct arena *a, struct type *t, const struct yval *v, str key,
    struct type_line **lines, size_t *n, struct diags *d);
/* A list of patterns as typed, all of which must be known. */
void patterns_check_list(const struct style *s, const struct yval *v, str key, struct diags *d);

#endif
