/* cli/schema_value.c: what the value of a key may be, as JSON Schema. */
#include "schema_int.h"

#include "../base/json.h"
#include "../base/utf.h"

#include <string.h>

const char *const schema_definitions[FORMAT__COUNT] = {
	[FORMAT_DOCUMENT] = "van_ban",
	[FORMAT_PHU_LUC] = "phu_luc",
	[FORMAT_KEM_THEO] = "van_ban_kem_theo",
	[FORMAT_SIGNER] = "nguoi_ky",
	[FORMAT_NOI_NHAN] = "noi_nhan",
	[FORMAT_CAN_CU] = "can_cu",
	[FORMAT_CHU_KY_SO] = "chu_ky_so",
	[FORMAT_HO_SO] = "ho_so",
	[FORMAT_LIEN_TICH] = "lien_tich",
	[FORMAT_BEN] = "ben",
	[FORMAT_LAP_THEO] = "lap_theo",
	[FORMAT_CATALOGUE] = "muc_danh_muc",
	[FORMAT_BANG] = "bang",
	[FORMAT_BANG_COT] = "cot",
	[FORMAT_BANG_HANG] = "hang",
	[FORMAT_BANG_O] = "o",
};

/* ---- Spellings ------------------------------------------------------------- */

/* The letters that utf_fold() makes one of, as a class of a regular expression. */
static void
add_letter(struct buf *out, char c)
{
	static const struct {
		char base;
		const char *all;
	} LETTERS[] = {
		{ 'a', "aàáảãạăằắẳẵặâầấẩẫậAÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ" },
		{ 'd', "dđDĐ" },
		{ 'e', "eèéẻẽẹêềếểễệEÈÉẺẼẸÊỀẾỂỄỆ" },
		{ 'i', "iìíỉĩịIÌÍỈĨỊ" },
		{ 'o', "oòóỏõọôồốổỗộơờớởỡợOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ" },
		{ 'u', "uùúủũụưừứửữựUÙÚỦŨỤƯỪỨỬỮỰ" },
		{ 'y', "yỳýỷỹỵYỲÝỶỸỴ" },
	};

	for (size_t i = 0; i < sizeof LETTERS / sizeof *LETTERS; i++)
		if (LETTERS[i].base == c) {
			buf_fmt(out, "[%s]", LETTERS[i].all);
			return;
		}
	if (c == '_' || c == '-')
		buf_z(out, "[-_ ]+");
	else if (c >= 'a' && c <= 'z')
		buf_fmt(out, "[%c%c]", c, c - 'a' + 'A');
	else
		buf_c(out, c);
}

void
schema_spellings(struct buf *out, str word)
{
	for (size_t i = 0; i < word.n; i++)
		add_letter(out, word.p[i]);
}

/* ---- Values ------------------------------------------------------------------- */

static void
add_words(struct buf *out, const str *words, size_t n)
{
	uint32_t unused;

	buf_z(out, "\"enum\":[");
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? "," : "");
		json_string(out, words[i]);
		if (str_uint(words[i], &unused)) /* YAML makes a number of it */
			buf_fmt(out, ",%.*s", STR_ARG(words[i]));
	}
	buf_c(out, ']');
}

/* One of the words, in any spelling, or nothing. about: their enumDescriptions, or NULL. */
static void
add_choice(struct schema *c, const str *words, const str *about, size_t n)
{
	buf_z(c->out, "\"anyOf\":[{");
	add_words(c->out, words, n);
	if (about) {
		buf_z(c->out, ",\"enumDescriptions\":[");
		for (size_t i = 0; i < n; i++) {
			buf_z(c->out, i ? "," : "");
			json_string(c->out, about[i]);
		}
		buf_c(c->out, ']');
	}
	buf_z(c->out, "},{\"not\":{\"type\":[\"object\",\"array\",\"number\",\"boolean\"]},"
		      "\"pattern\":\"^(?:");
	for (size_t i = 0; i < n; i++) {
		buf_z(c->out, i ? "|" : "");
		schema_spellings(c->out, words[i]);
	}
	buf_z(c->out, ")$\"}]");
}

static void
add_key_words(struct schema *c, const struct format_key *k)
{
	str words[16] = { { NULL, 0 } };
	size_t n = 0;

	while (k->words[n] && n + 1 < sizeof words / sizeof *words) {
		words[n] = str_z(k->words[n]);
		n++;
	}
	if (!str_among(words, n, S("khong")))
		words[n++] = S("khong");
	add_choice(c, words, NULL, n);
}

/* Types that can be built; in a catalogue all, and any other word. */
static void
add_types(struct schema *c)
{
	str *ids, *names;
	size_t n = 0;
	struct diags unused;

	diags_init(&unused, c->a);
	if (c->style)
		style_types(c->style, c->a, &ids, &n);
	if (n == 0) {
		buf_z(c->out, "\"type\":\"string\"");
		return;
	}
	names = NEW_N(c->a, str, n);
	for (size_t i = 0; i < n; i++) {
		const struct type *t = style_type(c->style, ids[i], &unused);
		names[i] = t ? t->ten : ids[i];
	}
	if (c->kind == SCHEMA_CATALOGUE) {
		buf_z(c->out, "\"anyOf\":[{");
		add_words(c->out, ids, n);
		buf_z(c->out, "},{\"type\":\"string\"}]");
	} else {
		add_choice(c, ids, names, n);
	}
}

/* Types are told by what can't be: a list of those that can would be offered as values
 * ("null", "true"). */
static const char TEXT[] = "\"not\":{\"type\":[\"object\",\"array\"]},"
			   "\"errorMessage\":\"viết một dòng chữ\"";

/* Lines or a list of them. */
static void
add_texts(struct schema *c, bool or_line)
{
	buf_fmt(c->out,
	    "\"not\":{\"type\":[\"object\"%s]},\"items\":{%s},\"pattern\":\"%s\","
	    "\"errorMessage\":\"viết mỗi phần một dòng, mở đầu bằng '- '\"",
	    or_line ? "" : ",\"number\",\"boolean\"", TEXT,
	    or_line ? "" : "^[kK][hH][oôOÔ][nN][gG]$");
}

static void
add_digits(struct schema *c)
{
	buf_z(c->out,
	    "\"not\":{\"type\":[\"object\",\"array\",\"boolean\"]},\"multipleOf\":1,\"minimum\":0,"
	    "\"pattern\":\"^(?:[0-9]+|[kK][hH][oôOÔ][nN][gG]|.*[{].*)$\","
	    "\"patternErrorMessage\":\"chỉ viết chữ số\"");
}

static void
add_date(struct schema *c)
{
	buf_z(c->out, "\"not\":{\"type\":[\"object\",\"array\",\"boolean\"]},\"multipleOf\":1,"
		      "\"minimum\":1,\"maximum\":9999,"
		      "\"pattern\":\"^(?:[0-9]{4}(?:-[0-9]{1,2}){0,2}|(?:[0-9]{1,2}/){1,2}[0-9]{4}|"
		      "[kK][hH][oôOÔ][nN][gG]|.*[{].*)$\","
		      "\"patternErrorMessage\":\"viết 2022-05-11 hoặc 11/5/2022; chưa rõ ngày thì "
		      "viết 2022-05, 5/2022 hoặc 2022\"");
}

/* What can be cited, as suggestions: anything else may be typed. */
static void
add_id(struct schema *c)
{
	buf_fmt(c->out, "\"anyOf\":[{%.*s},{\"not\":{\"type\":[\"object\",\"array\"]}}]",
	    STR_ARG(c->ids));
}

static void
add_ids(struct schema *c)
{
	buf_fmt(c->out,
	    "\"anyOf\":[{%.*s},{\"not\":{\"type\":[\"object\",\"array\"]}},"
	    "{\"type\":\"array\",\"items\":{\"anyOf\":[{%.*s},{\"not\":{\"type\":[\"object\","
	    "\"array\"]}}]}}]",
	    STR_ARG(c->ids), STR_ARG(c->ids));
}

static void
add_patterns(struct schema *c)
{
	str all = c->style ? style_pattern_list(c->style, c->a) : S("");

	buf_z(c->out, "\"not\":{\"type\":[\"object\",\"number\",\"boolean\"]},\"items\":{\"anyOf\":"
		      "[{\"enum\":[");
	for (bool first = true; all.n; first = false) {
		size_t comma = str_find(all, S(", "));
		buf_z(c->out, first ? "" : ",");
		json_string(c->out, str_first(all, comma));
		all = comma == STR_NONE ? S("") : str_from(all, comma + 2);
	}
	buf_z(c->out, "]},{\"type\":\"string\"}]}");
}

static void
add_ref(struct schema *c, enum format_set of)
{
	buf_fmt(c->out, "\"$ref\":\"#/definitions/%s\"", schema_definitions[of]);
}

/* Names of all signers in the tree's defaults, to choose from. */
static void
add_signers(struct schema *c)
{
	VEC(str) names = { 0 };

	for (size_t i = 0; i < c->defaults.n; i++) {
		const struct yval *all = format_value(c->defaults.v[i].map, "nguoi_ky");
		for (size_t k = 0; all && all->kind == Y_MAP && k < all->n; k++) {
			str name = utf_fold(c->a, all->pairs[k].key, '-');
			if (!str_among(names.v, names.n, name))
				VEC_PUSH(c->a, &names, name);
		}
	}
	buf_z(c->out, "\"anyOf\":[");
	if (names.n) {
		buf_c(c->out, '{');
		add_words(c->out, names.v, names.n);
		buf_z(c->out, "},");
	}
	buf_z(c->out, "{\"not\":{\"type\":[\"object\",\"array\"]}},{");
	add_ref(c, FORMAT_SIGNER);
	buf_z(c->out, "},{\"type\":\"array\",\"items\":{\"anyOf\":[{\"not\":{\"type\":[\"object\","
		      "\"array\"]}},{");
	add_ref(c, FORMAT_SIGNER);
	buf_z(c->out, "}]}}]");
}

/* `khong`, nothing, or a list of maps of that set (or of lines as well). */
static void
add_maps(struct schema *c, enum format_set of, bool or_text)
{
	buf_z(c->out, "\"not\":{\"type\":[\"object\",\"number\",\"boolean\"]},"
		      "\"pattern\":\"^[kK][hH][oôOÔ][nN][gG]$\",\"items\":{");
	if (or_text)
		buf_fmt(c->out, "\"anyOf\":[{%s},{", TEXT);
	add_ref(c, of);
	buf_z(c->out, or_text ? "}]}" : "}");
}

static void
add_map(struct schema *c, enum format_set of)
{
	buf_z(c->out, "\"anyOf\":[{");
	add_ref(c, of);
	buf_z(c->out, "},{\"not\":{\"type\":[\"object\",\"array\",\"number\",\"boolean\"]},"
		      "\"pattern\":\"^[kK][hH][oôOÔ][nN][gG]$\"}]");
}

/* Names of ours → something. */
static void
add_named(struct schema *c, const struct format_key *k)
{
	buf_z(c->out,
	    "\"not\":{\"type\":[\"array\",\"number\",\"boolean\"]},\"additionalProperties\":{");
	if (k->shape == SHAPE_SIGNER_MAP)
		add_map(c, FORMAT_SIGNER);
	else
		buf_z(c->out, "\"type\":[\"string\",\"number\"]");
	buf_c(c->out, '}');
}

/* One of the words, or names → a type or a list of types. */
static void
add_series(struct schema *c, const struct format_key *k)
{
	buf_z(c->out, "\"if\":{\"type\":\"object\"},\"then\":{\"additionalProperties\":{"
		      "\"type\":[\"string\",\"array\"],\"items\":{");
	add_types(c);
	buf_z(c->out, "}}},\"else\":{");
	add_key_words(c, k);
	buf_c(c->out, '}');
}

/* Rows of a table: cells, or a map with more to say. */
static void
add_rows(struct schema *c, enum format_set of)
{
	buf_fmt(c->out,
	    "\"not\":{\"type\":[\"object\",\"number\",\"boolean\",\"string\"]},\"items\":{"
	    "\"anyOf\":["
	    "{\"type\":\"array\",\"items\":{\"anyOf\":[{%s},{",
	    TEXT);
	add_ref(c, FORMAT_BANG_O);
	buf_z(c->out, "}]}},{");
	add_ref(c, of);
	buf_z(c->out, "}]}");
}

void
schema_value(struct schema *c, const struct format_key *k)
{
	switch (k->shape) {
	case SHAPE_NONE: buf_z(c->out, "\"not\":{}"); break;
	case SHAPE_TEXT:
	case SHAPE_WORD:
	case SHAPE_TERM:
	case SHAPE_PLACE: buf_z(c->out, TEXT); break;
	case SHAPE_LINES: add_texts(c, true); break;
	case SHAPE_LIST: add_texts(c, false); break;
	case SHAPE_TYPE: add_types(c); break;
	case SHAPE_CHOICE: add_key_words(c, k); break;
	case SHAPE_COUNT: add_digits(c); break;
	case SHAPE_DATE: add_date(c); break;
	case SHAPE_PATTERNS: add_patterns(c); break;
	case SHAPE_BODY:
		buf_z(c->out, "\"not\":{\"type\":[\"object\",\"number\",\"boolean\"]},\"items\":{"
			      "\"type\":\"string\"}");
		break;
	case SHAPE_ID: add_id(c); break;
	case SHAPE_IDS: add_ids(c); break;
	case SHAPE_MAP: add_map(c, k->of); break;
	case SHAPE_TEXT_OR_MAP:
		buf_fmt(c->out, "\"anyOf\":[{%s},{", TEXT);
		add_ref(c, k->of);
		buf_z(c->out, "}]");
		break;
	case SHAPE_MAPS: add_maps(c, k->of, false); break;
	case SHAPE_TEXT_OR_MAPS: add_maps(c, k->of, true); break;
	case SHAPE_SIGNERS: add_signers(c); break;
	case SHAPE_SIGNER_MAP:
	case SHAPE_REASONS:
	case SHAPE_VALUES: add_named(c, k); break;
	case SHAPE_SERIES: add_series(c, k); break;
	case SHAPE_ROWS: add_rows(c, k->of); break;
	case SHAPE_OPEN: buf_z(c->out, "\"minLength\":0"); break;
	}
}
