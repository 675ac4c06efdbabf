/* read/format.c: the tables of keys.c, with what each reader takes and what
 * key_text.def says of the key. */
#include "format.h"

#include "../base/utf.h"
#include "keys.h"

/* What each reader takes. */
static const struct {
	key_reader *read;
	enum format_shape shape;
	enum format_set of;
	const char *const *words;
} SHAPES[] = {
	{ read_text, SHAPE_TEXT, 0, NULL },
	{ read_lines, SHAPE_LINES, 0, NULL },
	{ read_kinh_gui, SHAPE_LINES, 0, NULL },
	{ read_list, SHAPE_LIST, 0, NULL },
	{ read_luu, SHAPE_LIST, 0, NULL },
	{ read_word, SHAPE_WORD, 0, NULL },
	{ read_yes_no, SHAPE_CHOICE, 0, words_yes_no },
	{ read_trang_thai, SHAPE_CHOICE, 0, words_trang_thai },
	{ read_huong, SHAPE_CHOICE, 0, words_huong },
	{ read_hinh_thuc, SHAPE_CHOICE, 0, words_hinh_thuc },
	{ read_co_chu, SHAPE_CHOICE, 0, words_co_chu },
	{ read_do_khan, SHAPE_CHOICE, 0, words_do_khan },
	{ read_do_mat, SHAPE_CHOICE, 0, words_do_mat },
	{ read_muc_luc, SHAPE_CHOICE, 0, words_muc_luc },
	{ read_count, SHAPE_COUNT, 0, NULL },
	{ read_lan, SHAPE_COUNT, 0, NULL },
	{ read_so, SHAPE_COUNT, 0, NULL },
	{ read_date, SHAPE_DATE, 0, NULL },
	{ read_thoi_han, SHAPE_TERM, 0, NULL },
	{ read_ma, SHAPE_PLACE, 0, NULL },
	{ read_noi_dung, SHAPE_BODY, 0, NULL },
	{ read_ban_goc, SHAPE_ID, 0, NULL },
	{ read_id, SHAPE_ID, 0, NULL },
	{ read_ids, SHAPE_IDS, 0, NULL },
	{ read_can_cu, SHAPE_TEXT_OR_MAPS, FORMAT_CAN_CU, NULL },
	{ read_noi_nhan, SHAPE_TEXT_OR_MAPS, FORMAT_NOI_NHAN, NULL },
	{ read_phu_luc, SHAPE_MAPS, FORMAT_PHU_LUC, NULL },
	{ read_van_ban_kem_theo, SHAPE_MAPS, FORMAT_KEM_THEO, NULL },
	{ read_lien_tich, SHAPE_MAPS, FORMAT_LIEN_TICH, NULL },
	{ read_ben, SHAPE_MAPS, FORMAT_BEN, NULL },
	{ read_chu_ky_so, SHAPE_MAP, FORMAT_CHU_KY_SO, NULL },
	{ read_ho_so, SHAPE_MAP, FORMAT_HO_SO, NULL },
	{ read_ky, SHAPE_SIGNERS, FORMAT_SIGNER, NULL },
	{ read_nguoi_ky, SHAPE_SIGNER_MAP, FORMAT_SIGNER, NULL },
	{ read_he_so, SHAPE_SERIES, 0, words_he_so },
	{ read_bo_qua, SHAPE_REASONS, 0, NULL },
	{ read_lap_theo, SHAPE_TEXT_OR_MAP, FORMAT_LAP_THEO, NULL },
	{ read_bien, SHAPE_VALUES, 0, NULL },
};

/* Keys whose reader alone does not tell what is meant. */
static const struct {
	const char *name;
	enum format_shape shape;
} NAMED[] = { { "loai", SHAPE_TYPE }, { "danh_so", SHAPE_PATTERNS } };

/* What the entries of a list must have, as their readers ask. */
static const struct {
	enum format_set set;
	const char *name;
} NEEDED[] = {
	{ FORMAT_PHU_LUC, "noi_dung" },
	{ FORMAT_KEM_THEO, "loai" },
	{ FORMAT_KEM_THEO, "noi_dung" },
	{ FORMAT_NOI_NHAN, "ten" },
	{ FORMAT_BEN, "ten" },
	{ FORMAT_LAP_THEO, "tep" },
	{ FORMAT_BANG, "cot" },
	{ FORMAT_BANG_O, "o" },
};

static const struct bang_format {
	enum format_set set;
	const char *name;
	enum format_shape shape;
	enum format_set of;
	const char *const *words;
} BANG[] = {
#define TABLE_KEY(id, ...) { FORMAT_BANG, __VA_ARGS__ },
#define COLUMN_KEY(id, ...) { FORMAT_BANG_COT, __VA_ARGS__ },
#define ROW_KEY(id, ...) { FORMAT_BANG_HANG, __VA_ARGS__ },
#define CELL_KEY(id, ...) { FORMAT_BANG_O, __VA_ARGS__ },
#include "bang_key.def"
};

static const struct {
	enum format_set set;
	const char *key, *label, *about, *example;
} TEXTS[] = {
#define KEY_TEXT(set, key, label, about, example) { FORMAT_##set, key, label, about, example },
#include "key_text.def"
#undef KEY_TEXT
};

/* Same order in both. */
static enum key_set_id
set_id(enum format_set set)
{
	_Static_assert((int)FORMAT_BANG == (int)SET__COUNT, "a set of keys.h has none here");
	_Static_assert((int)FORMAT_CATALOGUE == (int)SET_CATALOGUE, "sets differ in order");
	return (enum key_set_id)set;
}

static void
find_shape(const struct key *k, struct format_key *out)
{
	for (size_t i = 0; k->read && i < sizeof SHAPES / sizeof *SHAPES; i++)
		if (SHAPES[i].read == k->read) {
			out->shape = SHAPES[i].shape;
			out->of = SHAPES[i].of;
			out->words = SHAPES[i].words;
		}
	for (size_t i = 0; k->read && i < sizeof NAMED / sizeof *NAMED; i++)
		if (str_is(str_z(k->name), NAMED[i].name))
			out->shape = NAMED[i].shape;
}

/* The set's own words on a key, else the document's. */
static void
find_text(enum format_set set, struct format_key *out)
{
	out->label = out->about = out->example = "";
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		if ((TEXTS[i].set == set || (TEXTS[i].set == FORMAT_DOCUMENT && !*out->about)) &&
		    str_is(str_z(out->name), TEXTS[i].key)) {
			out->label = TEXTS[i].label;
			out->about = TEXTS[i].about;
			out->example = TEXTS[i].example;
		}
}

static void
find_needed(enum format_set set, struct format_key *out)
{
	for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
		if (NEEDED[i].set == set && str_is(str_z(out->name), NEEDED[i].name))
			out->needed = true;
}

static void
describe(enum format_set set, const struct key *k, struct format_key *out)
{
	*out = (struct format_key){ .name = k->name,
		.in_defaults = set == FORMAT_DOCUMENT && !(k->flags & KEY_NOT_IN_DEFAULTS),
		.in_document = !(k->flags & KEY_DEFAULTS_ONLY),
		.with_bieu_mau = set == FORMAT_PHU_LUC && (k->flags & KEY_FORM_ONLY) };
	find_shape(k, out);
	find_text(set, out);
	find_needed(set, out);
}

/* A key of a table, which has no place in the tables of keys.c. */
static bool
bang_key(enum format_set set, size_t i, struct format_key *out)
{
	for (size_t k = 0; k < sizeof BANG / sizeof *BANG; k++) {
		if (BANG[k].set != set || i--)
			continue;
		*out = (struct format_key){ .name = BANG[k].name,
			.shape = BANG[k].shape,
			.of = BANG[k].of,
			.words = BANG[k].words,
			.in_document = true };
		find_text(set, out);
		find_needed(set, out);
		return true;
	}
	return false;
}

bool
format_key(enum format_set set, size_t i, struct format_key *out)
{
	const struct key_set *s;

	if (set >= FORMAT_BANG)
		return bang_key(set, i, out);
	s = key_set(set_id(set));
	for (size_t p = 0; p < 2; p++) {
		if (i < s->parts[p].n) {
			describe(set, &s->parts[p].keys[i], out);
			return true;
		}
		i -= s->parts[p].n;
	}
	return false;
}

bool
format_find(enum format_set set, str name, struct format_key *out)
{
	for (size_t i = 0; format_key(set, i, out); i++)
		if (str_is(name, out->name))
			return true;
	return false;
}

const struct yval *
format_inherited_at(const struct inherited_list *l, str dir)
{
	const struct yval *found = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < l->n; i++) {
		str there = l->v[i].dir;
		bool above = there.n == 0 || str_eq(there, dir) ||
			     (str_starts(dir, there) && dir.n > there.n && dir.p[there.n] == '/');

		if (above && there.n >= longest && l->v[i].map) {
			found = l->v[i].map;
			longest = there.n;
		}
	}
	return found;
}

const struct yval *
format_value(const struct yval *map, const char *name)
{
	const struct yval *v = map ? key_value(map, name) : NULL;

	if (v && v->kind == Y_SCALAR && v->style != Y_LITERAL && str_is(v->text.s, "khong"))
		return NULL;
	return v;
}
