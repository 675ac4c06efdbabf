/* ooxml/content_types.c: [Content_Types].xml. Relations, plain XML and images
 * by their extension, every other part by name: without its Override Word and
 * LibreOffice don't find the document. */
#include "ooxml_int.h"

#define NS_CT "http://schemas.openxmlformats.org/package/2006/content-types"

static void
write_default(xnode *types, const char *extension, const char *type)
{
	xnode *n = xml_el(types, "Default");

	xml_attr(n, "Extension", extension);
	xml_attr(n, "ContentType", type);
}

static bool
has_media(const struct writer *w, bool jpeg)
{
	for (size_t i = 0; i < w->media.n; i++)
		if (w->media.v[i].image->jpeg == jpeg)
			return true;
	return false;
}

static void
write_types(struct writer *w, const char *const *overrides)
{
	xnode *types = xml_el(NULL, "Types");

	xml_declare(&w->out);
	xml_attr(types, "xmlns", NS_CT);
	write_default(types, "rels", "application/vnd.openxmlformats-package.relationships+xml");
	write_default(types, "xml", "application/xml");
	if (has_media(w, false))
		write_default(types, "png", "image/png");
	if (has_media(w, true))
		write_default(types, "jpeg", "image/jpeg");
	for (size_t i = 0; i < w->parts.n; i++) {
		xnode *n;

		if (!overrides[i])
			continue;
		n = xml_el(types, "Override");
		xml_attr_str(n, "PartName", str_cat(w->a, S("/"), w->parts.v[i].name));
		xml_attr(n, "ContentType", overrides[i]);
	}
	xml_save(&w->out, types);
}

/* The names of all parts: their types follow from them. */
static str
key_of(struct writer *w)
{
	buf_clear(&w->key);
	buf_z(&w->key, "types");
	for (size_t i = 0; i < w->parts.n; i++) {
		buf_c(&w->key, '\n');
		buf_str(&w->key, w->parts.v[i].name);
	}
	return buf_view(&w->key);
}

str
ooxml_content_types(struct writer *w, const char *const *overrides)
{
	str key = w->media.n ? S("") : key_of(w);
	str bytes = w->media.n ? S("") : ooxml_kept(w, key);

	if (bytes.n)
		return bytes;
	write_types(w, overrides);
	bytes = buf_take(&w->out, w->a);
	if (w->media.n == 0)
		ooxml_keep(w, key, bytes);
	return bytes;
}
