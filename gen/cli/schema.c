/* cli/schema.c: the format as JSON Schema, a key a line.
 *
 * Each sort of map is a definition. A key stands there twice: as we write it, which
 * editors complete, and as a pattern of its other spellings. Of a document, `allOf`
 * tells what each type and state asks for. */
#include "schema_int.h"

#include "../base/json.h"
#include "output.h"
#include "reason.h"

#include <unistd.h>

static const char *const paths[] = {
	[SCHEMA_DOCUMENT] = "_schema/van-ban.json",
	[SCHEMA_DEFAULTS] = "_schema/mac-dinh.json",
	[SCHEMA_CATALOGUE] = "_schema/danh-muc.json",
	[SCHEMA_TABLE] = "_schema/bang.json",
};

str
schema_path(enum schema_kind kind)
{
	return str_z(paths[kind]);
}

/* ---- Maps ----------------------------------------------------------------------- */

static void
add_description(struct schema *c, const struct format_key *k)
{
	str text = str_fmt(c->a, "%s: %s", k->label, k->about);

	if (*k->example)
		text = str_fmt(c->a, "%.*s\n\nVí dụ: %s: %s", STR_ARG(text), k->name, k->example);
	buf_z(c->out, "\"description\":");
	json_string(c->out, text);
	buf_c(c->out, ',');
}

static bool
stands(const struct schema *c, enum format_set set, const struct format_key *k)
{
	if (k->shape == SHAPE_NONE)
		return false;
	if (set != FORMAT_DOCUMENT)
		return true;
	return c->kind == SCHEMA_DEFAULTS ? k->in_defaults : k->in_document;
}

/* "required" knows no other spelling: it holds where all keys are written as ours. */
#define IF_CANONICAL "\"if\":{\"propertyNames\":{\"pattern\":\"^[a-z0-9_]+$\"}},\"then\":"

static void
add_needed(struct schema *c, enum format_set set)
{
	struct format_key k;
	bool any = false;

	for (size_t i = 0; format_key(set, i, &k); i++)
		if (k.needed) {
			buf_fmt(
			    c->out, any ? ",\"%s\"" : IF_CANONICAL "{\"required\":[\"%s\"", k.name);
			any = true;
		}
	buf_z(c->out, any ? "]},\n" : "");
}

/* Its keys are those of the schema itself. */
static bool
is_root(enum format_set set)
{
	return set == FORMAT_DOCUMENT || set == FORMAT_BANG;
}

/* The schema has a definition of that map. */
static bool
is_defined(const struct schema *c, enum format_set set)
{
	if (is_root(set))
		return false;
	if (set >= FORMAT_BANG)
		return c->kind == SCHEMA_TABLE;
	return c->kind != SCHEMA_TABLE &&
	       (set == FORMAT_CATALOGUE) == (c->kind == SCHEMA_CATALOGUE);
}

/* The keys of a map: as we write them, and spelt otherwise. */
static void
add_keys(struct schema *c, enum format_set set)
{
	struct format_key k;
	const char *comma = "";

	add_needed(c, set);
	buf_z(c->out, "\"properties\":{\n");
	for (size_t i = 0; format_key(set, i, &k); i++) {
		if (!stands(c, set, &k))
			continue;
		buf_fmt(c->out, "%s\"%s\":{", comma, k.name);
		add_description(c, &k);
		schema_value(c, &k);
		buf_c(c->out, '}');
		comma = ",\n";
	}
	buf_z(c->out, "},\n\"patternProperties\":{\n");
	comma = "";
	for (size_t i = 0; format_key(set, i, &k); i++) {
		if (!stands(c, set, &k))
			continue;
		buf_fmt(c->out, "%s\"^(?!%s$)", comma, k.name);
		schema_spellings(c->out, str_z(k.name));
		buf_fmt(c->out, "$\":{\"$ref\":\"#%s%s/properties/%s\"}",
		    is_root(set) ? "" : "/definitions/",
		    is_root(set) ? "" : schema_definitions[set], k.name);
		comma = ",\n";
	}
	buf_z(c->out, "},\n\"additionalProperties\":false");
}

static void
add_definitions(struct schema *c)
{
	const char *comma = "";

	buf_z(c->out, ",\n\"definitions\":{\n");
	for (int set = 0; set < FORMAT__COUNT; set++) {
		if (!is_defined(c, (enum format_set)set))
			continue;
		buf_fmt(c->out, "%s\"%s\":{\"type\":\"object\",\n", comma, schema_definitions[set]);
		add_keys(c, (enum format_set)set);
		buf_c(c->out, '}');
		comma = ",\n";
	}
	buf_z(c->out, "}");
}

/* ---- What a type and a state ask for -------------------------------------------- */

/* Does some _mac-dinh.yaml of the tree give the key? */
static bool
is_inherited(const struct schema *c, const char *key)
{
	for (size_t i = 0; i < c->defaults.n; i++)
		if (format_value(c->defaults.v[i].map, key))
			return true;
	return false;
}

static void
require(struct schema *c, const char *key, bool *any)
{
	if (is_inherited(c, key))
		return;
	buf_fmt(c->out, "%s\"%s\"", *any ? "," : "", key);
	*any = true;
}

static const char *const NEEDS[] = {
#define NEED(name, key) [NEED_##name] = (key),
#include "../style/need_list.h"
#undef NEED
};

static void
add_if_type(struct schema *c, str id)
{
	buf_z(c->out, ",\n{\"if\":{\"required\":[\"loai\"],\"properties\":{\"loai\":"
		      "{\"type\":\"string\",\"pattern\":\"^");
	schema_spellings(c->out, id);
	buf_z(c->out, "$\"}}},\"then\":{");
}

/* Agency and signer, which may as well stand in `lien_tich`. */
static void
add_signed(struct schema *c)
{
	bool any = false;

	buf_z(c->out, ",\"if\":{\"not\":{\"required\":[\"lien_tich\"]}},"
		      "\"then\":{\"required\":[");
	require(c, "co_quan", &any);
	require(c, "ky", &any);
	buf_z(c->out, "]}");
}

/* What the type needs, and which labelled keys it prints nowhere. */
static void
add_type(struct schema *c, const struct type *t)
{
	bool any = false;

	add_if_type(c, t->id);
	buf_z(c->out, "\"required\":[");
	for (int i = 0; i < NEED__COUNT; i++)
		if ((t->needs & 1u << i) && i != NEED_KY && i != NEED_CO_QUAN && i != NEED_DIA_DANH)
			require(c, NEEDS[i], &any);
	for (int i = 0; i < FIELD__COUNT; i++)
		if (t->needs_fields & 1u << i)
			require(c, field_key((enum field_id)i), &any);
	buf_c(c->out, ']');
	if (t->needs & 1u << NEED_KY)
		add_signed(c);
	buf_z(c->out, ",\"properties\":{");
	any = false;
	for (int i = 0; i < FIELD__COUNT; i++)
		if (!(t->fields & 1u << i)) {
			buf_fmt(
			    c->out, "%s\"%s\":false", any ? "," : "", field_key((enum field_id)i));
			any = true;
		}
	buf_z(c->out, "}}}");
}

/* An issued document has its date, and a number unless its type has none. */
static void
add_issued(struct schema *c)
{
	bool any = false;

	buf_z(c->out, "{\"if\":{\"required\":[\"trang_thai\"],\"properties\":{\"trang_thai\":"
		      "{\"const\":\"ban-hanh\"}}},\"then\":{\"required\":[");
	require(c, "ngay", &any);
	buf_z(c->out, "]}}");
}

static void
add_asked(struct schema *c)
{
	str *ids;
	size_t n = 0;
	struct diags unused;
	bool any = false;

	diags_init(&unused, c->a);
	buf_z(c->out, ",\n" IF_CANONICAL "{\"required\":[");
	require(c, "loai", &any);
	buf_z(c->out, "],\n\"allOf\":[\n");
	add_issued(c);
	if (c->style)
		style_types(c->style, c->a, &ids, &n);
	for (size_t i = 0; i < n; i++) {
		const struct type *t = style_type(c->style, ids[i], &unused);
		if (t && !t->ngoai)
			add_type(c, t);
	}
	buf_z(c->out, "]}");
}

/* ---- The whole ------------------------------------------------------------------- */

/* What a document is called where it is offered: its type, number and subject. */
static str
describe(struct schema *c, const struct doc *doc)
{
	str text = doc->ten.s.n ? doc->ten.s : doc->loai.s;

	if (doc->so_ky_hieu.s.n)
		text = str_fmt(c->a, "%.*s số %.*s", STR_ARG(text), STR_ARG(doc->so_ky_hieu.s));
	for (size_t i = 0; i < doc->trich_yeu.n; i++)
		text = str_fmt(c->a, "%.*s%s%.*s", STR_ARG(text), i ? " " : ": ",
		    STR_ARG(doc->trich_yeu.v[i].s));
	return text;
}

static bool
in_catalogue_before(const struct corpus *c, size_t i, str id)
{
	while (i-- > 0)
		for (size_t k = 0; k < c->catalogues[i].n; k++)
			if (str_eq(c->catalogues[i].entries[k]->id, id))
				return true;
	return false;
}

static void
list_ids(struct schema *c)
{
	const struct corpus *all = c->s->corpus;
	struct buf ids, about;

	buf_init(&ids);
	buf_init(&about);
#define OFFER(id, doc)                                   \
	do {                                             \
		buf_z(&ids, ids.n ? "," : "");           \
		buf_z(&about, about.n ? "," : "");       \
		json_string(&ids, (id));                 \
		json_string(&about, describe(c, (doc))); \
	} while (0)
	for (size_t i = 0; i < all->n_catalogues; i++)
		for (size_t k = 0; k < all->catalogues[i].n; k++)
			if (!in_catalogue_before(all, i, all->catalogues[i].entries[k]->id))
				OFFER(all->catalogues[i].entries[k]->id,
				    all->catalogues[i].entries[k]);
	for (size_t i = 0; i < all->n_docs; i++)
		OFFER(all->docs[i]->id, all->docs[i]);
#undef OFFER
	c->ids = ids.n ? str_fmt(c->a, "\"enum\":[%.*s],\"enumDescriptions\":[%.*s]",
			     STR_ARG(buf_view(&ids)), STR_ARG(buf_view(&about)))
		       : S("\"type\":\"string\"");
	buf_free(&ids);
	buf_free(&about);
}

static void
add_schema(struct schema *c, enum schema_kind kind)
{
	static const char *const titles[] = {
		[SCHEMA_DOCUMENT] = "Văn bản (vanban)",
		[SCHEMA_DEFAULTS] = "Mặc định của thư mục: _mac-dinh.yaml (vanban)",
		[SCHEMA_CATALOGUE] = "Danh mục văn bản được viện dẫn: _van-ban.yaml (vanban)",
		[SCHEMA_TABLE] = "Bảng: trong khối bang của nội dung (vanban)",
	};

	c->kind = kind;
	buf_fmt(c->out,
	    "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\n\"title\":\"%s\",\n"
	    "\"type\":[\"object\",\"null\"],\n",
	    titles[kind]);
	if (kind == SCHEMA_CATALOGUE)
		buf_z(c->out, "\"additionalProperties\":{\"$ref\":\"#/definitions/muc_danh_muc\"}");
	else
		add_keys(c, kind == SCHEMA_TABLE ? FORMAT_BANG : FORMAT_DOCUMENT);
	if (kind == SCHEMA_DOCUMENT)
		add_asked(c);
	add_definitions(c);
	buf_z(c->out, "}\n");
}

static int
write_all(struct schema *c, struct report *r)
{
	struct output o;
	struct out_file files[SCHEMA__COUNT];
	struct diags d;
	str failed;
	int error;

	for (int i = 0; i < SCHEMA__COUNT; i++) {
		buf_clear(c->out);
		add_schema(c, (enum schema_kind)i);
		files[i] =
		    (struct out_file){ .path = str_z(paths[i]), .bytes = buf_dup(c->out, c->a) };
	}
	output_init(&o, c->a, c->s->o->out);
	if (output_write(&o, c->a, files, SCHEMA__COUNT, &failed, &error))
		return STATUS_BUILT;
	diags_init(&d, c->a);
	diag(&d, D_WRITE_FAILED, (pos){ 0 }, failed, REASON(error));
	report_plainly(r, &d);
	return STATUS_MACHINE;
}

int
schema_run(struct session *s, struct report *r)
{
	struct buf out;
	struct diags unused;
	struct schema c = { .s = s, .a = s->arena, .out = &out };
	int status;

	diags_init(&unused, c.a);
	c.style = session_root_style(s, &unused);
	buf_init(&out);
	format_inherited(c.a, &s->loader, s->tree.files, s->tree.n_files, &c.defaults);
	list_ids(&c);
	if (s->o->out_given) {
		status = write_all(&c, r);
	} else {
		add_schema(&c, s->o->schema);
		status = fd_write(STDOUT_FILENO, buf_view(&out)) ? STATUS_BUILT : STATUS_MACHINE;
	}
	buf_free(&out);
	return status;
}
