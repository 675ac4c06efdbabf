/* ooxml/rels.c: relations, and the .rels parts that hold them. They are
 * collected while a part is written; the same target gets one relation. */
#include "ooxml_int.h"

#include <string.h>

str
rels_add(struct writer *w, struct rels *r, const char *type, str target, bool external)
{
	str id;

	for (size_t i = 0; i < r->list.n; i++) {
		const struct rel *known = &r->list.v[i];

		if (str_eq(known->target, target) && known->external == external &&
		    strcmp(known->type, type) == 0)
			return known->id;
	}
	id = str_fmt(w->a, "rId%zu", r->list.n + 1);
	VEC_PUSH(w->a, &r->list, (struct rel){ id, type, target, external });
	return id;
}

static void
write_rels(struct writer *w, const struct rels *r)
{
	xnode *root = xml_el(NULL, "Relationships");

	xml_declare(&w->out);
	xml_attr(root, "xmlns", NS_RELS);
	for (size_t i = 0; i < r->list.n; i++) {
		const struct rel *rel = &r->list.v[i];
		xnode *n = xml_el(root, "Relationship");

		xml_attr_str(n, "Id", rel->id);
		xml_attr(n, "Type", rel->type);
		xml_attr_str(n, "Target", rel->target);
		if (rel->external)
			xml_attr(n, "TargetMode", "External");
	}
	xml_save(&w->out, root);
}

/* All that the part is made of. */
static str
key_of(struct writer *w, const struct rels *r)
{
	buf_clear(&w->key);
	buf_z(&w->key, "relations");
	for (size_t i = 0; i < r->list.n; i++) {
		const struct rel *rel = &r->list.v[i];

		buf_z(&w->key, rel->external ? "\n>" : "\n");
		buf_z(&w->key, rel->type);
		buf_c(&w->key, ' ');
		buf_str(&w->key, rel->target);
	}
	return buf_view(&w->key);
}

str
rels_bytes(struct writer *w, const struct rels *r, bool constant)
{
	str key = constant ? key_of(w, r) : S("");
	str bytes = constant ? ooxml_kept(w, key) : S("");

	if (bytes.n)
		return bytes;
	write_rels(w, r);
	bytes = buf_take(&w->out, w->a);
	if (constant)
		ooxml_keep(w, key, bytes);
	return bytes;
}

str
rels_name(struct writer *w, str part)
{
	size_t slash = str_rfind_c(part, '/');
	size_t dir = slash == STR_NONE ? 0 : slash + 1;

	return str_fmt(w->a, "%.*s_rels/%.*s.rels", STR_ARG(str_first(part, dir)),
	    STR_ARG(str_from(part, dir)));
}
