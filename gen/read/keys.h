/* read/keys.h: the YAML half of read/, for its own files only.
 *
 * Every map of the source format is a table of keys (keys.c). A row names the
 * key, the function that reads its value, and the field that it fills; so an
 * unknown key, its nearest spelling, and a key that stands in the wrong map are
 * all answered from the same place. Readers report what is wrong and leave the
 * field as it was; nobody stops at a first error. */
#ifndef READ_KEYS_H
#define READ_KEYS_H

#include <stddef.h>

#include "../yaml/yval.h"
#include "read.h"

/* What a reader needs to know beside the value. */
struct reader {
	struct arena *arena;
	struct diags *diags;        /* where faults of values go; a dustbin for inherited ones,
				     * which were reported once, with their file */
	struct diags *loud;         /* where a fault of this document goes in any case */
	const struct yval *signers; /* `nguoi_ky` in force: a map, or NULL */
	bool defaults;              /* a _mac-dinh.yaml is read by itself */
	bool inherited;             /* a document's value comes from one */
	bool defaults_failed;       /* they could not be read: what is missing may stand there */
	struct uses *uses;          /* what the document takes from them; NULL: no document */
};

struct key;
/* Reads v, which is not absent, into the struct at base. */
typedef void key_reader(struct reader *r, const struct key *k, const struct yval *v, void *base);

enum {
	KEY_NOT_IN_DEFAULTS = 1 << 0, /* belongs to one document: refused in _mac-dinh.yaml */
	KEY_DEFAULTS_ONLY = 1 << 1,   /* refused in a document */
	KEY_RESERVED = 1 << 2,        /* a later version of the format */
	KEY_FORM_ONLY = 1 << 3        /* an appendix needs `bieu_mau: co` for it */
};

struct key {
	const char *name; /* canonical: snake_case, without marks */
	key_reader *read; /* NULL for KEY_RESERVED */
	size_t at;        /* offset of the field in its struct */
	size_t n_at;      /* of the field's count, for lists */
	unsigned flags;
};

/* A table, or two: the head's keys stand in documents and in forms. */
struct key_part {
	const struct key *keys;
	size_t n;
	size_t base; /* offset of the part's struct in the whole */
};
struct key_set {
	const char *where; /* for messages, in Vietnamese: "một mục của 'phu_luc'" */
	const char *where_en;
	struct key_part parts[2];
};

/* What `lap_theo` says when it is a map. */
struct lap_theo {
	struct val tep;   /* the file of rows */
	struct val so_tu; /* the number of the first */
	struct val ma;    /* the column that names the files */
};

enum key_set_id {
	SET_DOCUMENT,  /* struct doc; also _mac-dinh.yaml */
	SET_PHU_LUC,   /* struct phu_luc */
	SET_KEM_THEO,  /* struct phu_luc, in van_ban_kem_theo */
	SET_SIGNER,    /* struct signer */
	SET_NOI_NHAN,  /* struct noi_nhan */
	SET_CAN_CU,    /* struct can_cu */
	SET_CHU_KY_SO, /* struct doc */
	SET_HO_SO,     /* struct doc */
	SET_LIEN_TICH, /* struct head */
	SET_BEN,       /* struct party */
	SET_LAP_THEO,  /* struct lap_theo */
	SET_CATALOGUE, /* struct doc, an entry of _van-ban.yaml */
	SET__COUNT
};

/* The field that row k fills in the struct at base. */
#define KEY_FIELD(T, k, base) ((T *)(void *)((char *)(base) + (k)->at))
#define KEY_COUNT(k, base) ((size_t *)(void *)((char *)(base) + (k)->n_at))

/* The words of choices, each list ended by NULL: where their readers are. */
extern const char *const words_yes_no[3];
extern const char *const words_trang_thai[5];
extern const char *const words_huong[3];
extern const char *const words_canh[5]; /* of tables */
extern const char *const words_kieu[8];
extern const char *const words_tu_dong[3];
extern const char *const words_tong_cot[4];
extern const char *const words_hinh_thuc[3];
extern const char *const words_co_chu[3];
extern const char *const words_do_khan[4];
extern const char *const words_do_mat[4];
extern const char *const words_muc_luc[7];
extern const char *const words_he_so[3];

/* keys.c ------------------------------------------------------------------ */
const struct key_set *key_set(enum key_set_id id);
/* The row for a key, and in *base_off its part's offset; NULL: none. */
const struct key *key_find(const struct key_set *set, str fold, size_t *base_off);
/* Reads a whole map: reports unknown keys, reads the rest. except: flags whose
 * rows are refused (KEY_FORM_ONLY where there is no form). */
void key_read_map(
    struct reader *r, enum key_set_id id, const struct yval *map, unsigned except, void *base);
/* One pair of such a map. */
void key_read_pair(
    struct reader *r, enum key_set_id id, const struct ypair *p, unsigned except, void *base);
/* The value of a key in a map, or NULL; absent values are NULL too. */
const struct yval *key_value(const struct yval *map, const char *name);
/* Reports a key that must be there. */
void key_missing(struct reader *r, enum key_set_id id, pos at, const char *name);
void key_require(struct reader *r, enum key_set_id id, const struct yval *map, const char *name);
/* `- Sở Nội vụ: Phòng CCHC`: a map only because the text was not quoted. */
bool key_is_text_with_colon(const struct yval *v, enum key_set_id id);

/* `van_ban:ke-hoach`: a text only because no space stands behind the colon. The key,
 * of whatever map, or empty. */
str key_glued(str text);

/* values.c: readers ------------------------------------------------------- */
key_reader read_text;   /* struct val */
key_reader read_lines;  /* struct lines: text or lines */
key_reader read_list;   /* struct val *, n: a list of texts */
key_reader read_word;   /* struct val, folded with '-' */
key_reader read_yes_no; /* bool */
key_reader read_count;  /* struct val: digits */
key_reader read_date;   /* struct date (dates.c) */

/* dates.c: the same for a text that was typed at `at`. False, and reported: it is no
 * date; key names it in messages. */
bool date_read(struct reader *r, str key, str s, pos at, struct date *out);

/* One text into *out: false, and reported, when it is a list, a map or several
 * lines. key names it in messages. */
bool value_text(struct reader *r, str key, const struct yval *v, struct val *out);
/* The items of a list as texts. */
void value_texts(struct reader *r, str key, const struct yval *v, struct val **out, size_t *n);
/* Nothing, or a pair of quotes with nothing in it. */
bool value_is_absent(const struct yval *v);
/* `khong`, in any spelling. */
bool value_is_khong(struct reader *r, const struct yval *v);
/* True when v is a list (or a map); reported if not. */
bool value_is_list(struct reader *r, str key, const struct yval *v);
bool value_is_map(struct reader *r, str key, const struct yval *v);
/* Which of n words v is, or -1 (reported, with the nearest). */
int value_choice(
    struct reader *r, str key, const struct yval *v, const char *const *words, size_t n);
/* A key or value that is known, but typed in another way than ours. */
void note_spelling(struct reader *r, pos at, enum diag_code code, str typed, str meant);
/* A `khong` in place of a text. */
struct val value_none(const struct yval *v);

/* head.c: what stands around a body --------------------------------------- */
key_reader read_so, read_kinh_gui, read_noi_nhan, read_luu, read_ky, read_nguoi_ky;

/* appendix.c ---------------------------------------------------------------- */
key_reader read_phu_luc, read_van_ban_kem_theo, read_noi_dung, read_ma;
/* Fills the heads of forms from that of their document. */
void fill_forms(struct phu_luc *v, size_t n, const struct head *from);

/* can_cu.c ------------------------------------------------------------------ */
key_reader read_id, read_ids, read_can_cu;
/* One id: false, and reported, when it can't be one. */
bool value_id(struct reader *r, str key, const struct yval *v, struct val *out);

/* details.c: keys of the document alone -------------------------------------- */
key_reader read_trang_thai, read_lan, read_huong, read_hinh_thuc, read_co_chu, read_do_khan,
    read_do_mat, read_chu_ky_so, read_ho_so, read_thoi_han, read_bo_qua, read_muc_luc;

/* sides.c: others beside the one agency ---------------------------------------- */
key_reader read_lien_tich, read_ben, read_ban_goc;
/* The first agency of lien_tich and the document's own keys, made one. */
void fill_lien_tich(struct arena *a, struct doc *doc);

/* he_so.c: the number series of an office ---------------------------------------- */
key_reader read_he_so;
/* repeat.c: lap_theo and bien, which repeat_read() reads before the document ------ */
key_reader read_lap_theo, read_bien;

/* document.c ---------------------------------------------------------------- */
/* A document from its YAML and what it inherits (a merged map, or NULL; with
 * doc->defaults_failed set when that is not whole). Sets doc->failed when
 * anything was reported. */
void read_document(struct arena *a, struct doc *doc, const struct yval *map,
    const struct yval *inherited, struct diags *d);
/* Looks a _mac-dinh.yaml through by itself. */
void read_defaults(struct arena *a, const struct yval *map, struct diags *d);
/* Two maps as one, key by key; over wins. Either may be NULL. */
struct yval *merge_maps(struct arena *a, const struct yval *under, const struct yval *over);

/* catalogue.c --------------------------------------------------------------- */
void read_catalogue(
    struct arena *a, struct catalogue *c, str path, const struct yval *map, struct diags *d);

/* ids.c ----------------------------------------------------------------------- */
/* Lists the former ids and looks all ids through; documents and catalogues are
 * sorted by then. */
void ids_verify(struct arena *a, struct corpus *c, struct diags *d);

/* path.c: beside read_path() and read_file() in read.h ----------------------- */
/* Folder of a path, "" for the root; and what follows it. */
str path_dir(str path);
str path_base(str path);
/* a–z, 0–9, '-', '.', and '_' in front: of one name, of every name of a path. */
bool path_name_ok(str name);
bool path_names_ok(str path);
/* The path as it could be: every name folded, with '-'. */
str path_fixed(struct arena *a, str path);
/* A place for what is wrong with a file as a whole. */
pos path_pos(struct arena *a, str path);

/* The number of findings that stop a document. */
unsigned diags_stopping(const struct diags *d);

#endif
