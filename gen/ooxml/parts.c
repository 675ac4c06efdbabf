/* ooxml/parts.c: the parts of a document, as a table, and the loop over it.
 *
 * A row says what a part is called, its content type, who refers to it and how,
 * who writes it, and whether it is the same for every document of the style.
 * Such parts are made once and kept with the style. The order of the rows is
 * the order in the package; [Content_Types].xml and the package's relations
 * go before them, though the former can be written only when all is known. */
#include "parts.h"

#include <assert.h>

#include "ooxml_int.h"

#define CT_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define CT_PACKAGE "application/vnd.openxmlformats-package."
#define CT_OFFICE "application/vnd.openxmlformats-officedocument."

enum owner { OF_PACKAGE, OF_DOCUMENT };

struct kind {
	const char *name; /* of several: what stands before the number and ".xml" */
	const char *type; /* content type */
	const char *rel;  /* type of the relation to it */
	enum owner owner; /* whose relation */
	void (*write)(struct writer *w, size_t i);
	size_t (*count)(const struct writer *w); /* NULL: one */
	/* Which of a few constant forms the part has, or OWN; NULL: OWN. */
	int (*form)(const struct writer *w, size_t i);
};
enum { OWN = -1 };

/* ---- How many, and in which form ------------------------------------------ */

static int
one_form(const struct writer *w, size_t i)
{
	(void)w, (void)i;
	return 0;
}

static size_t
count_hfs(const struct writer *w, bool footer)
{
	size_t n = 0;

	for (size_t i = 0; i < w->hfs.n; i++)
		n += w->hfs.v[i].footer == footer;
	return n;
}

static size_t
count_headers(const struct writer *w)
{
	return count_hfs(w, false);
}

static size_t
count_footers(const struct writer *w)
{
	return count_hfs(w, true);
}

static int
hf_form(const struct writer *w, bool footer, size_t i)
{
	enum hf_kind kind = w->hfs.v[ooxml_nth_hf(w, footer, i)].kind;

	return kind == HF_BLOCKS ? OWN : kind == HF_PAGE;
}

static int
header_form(const struct writer *w, size_t i)
{
	return hf_form(w, false, i);
}

static int
footer_form(const struct writer *w, size_t i)
{
	return hf_form(w, true, i);
}

static int
numbering_form(const struct writer *w, size_t i)
{
	(void)i;
	return w->p->n_abstracts == 0 && w->p->n_nums == 0 ? 0 : OWN;
}

static int
footnotes_form(const struct writer *w, size_t i)
{
	(void)i;
	return w->p->n_notes == 0 ? 0 : OWN;
}

/* ---- The table -------------------------------------------------------------- */

static const struct kind kinds[] = {
	{ "word/document.xml", CT_WORD "document.main+xml", REL_DOC "officeDocument", OF_PACKAGE,
	    ooxml_part_document, NULL, NULL },
	{ "word/styles.xml", CT_WORD "styles+xml", REL_DOC "styles", OF_DOCUMENT, ooxml_part_styles,
	    NULL, one_form },
	{ "word/settings.xml", CT_WORD "settings+xml", REL_DOC "settings", OF_DOCUMENT,
	    ooxml_part_settings, NULL, one_form },
	{ "word/fontTable.xml", CT_WORD "fontTable+xml", REL_DOC "fontTable", OF_DOCUMENT,
	    ooxml_part_font_table, NULL, one_form },
	{ "word/numbering.xml", CT_WORD "numbering+xml", REL_DOC "numbering", OF_DOCUMENT,
	    ooxml_part_numbering, NULL, numbering_form },
	{ "word/footnotes.xml", CT_WORD "footnotes+xml", REL_DOC "footnotes", OF_DOCUMENT,
	    ooxml_part_footnotes, NULL, footnotes_form },
	{ "word/header", CT_WORD "header+xml", REL_DOC "header", OF_DOCUMENT, ooxml_part_header,
	    count_headers, header_form },
	{ "word/footer", CT_WORD "footer+xml", REL_DOC "footer", OF_DOCUMENT, ooxml_part_footer,
	    count_footers, footer_form },
	{ "docProps/core.xml", CT_PACKAGE "core-properties+xml",
	    REL_PACKAGE "metadata/core-properties", OF_PACKAGE, ooxml_part_core, NULL, NULL },
	{ "docProps/app.xml", CT_OFFICE "extended-properties+xml", REL_DOC "extended-properties",
	    OF_PACKAGE, ooxml_part_app, NULL, one_form },
	{ "docProps/custom.xml", CT_OFFICE "custom-properties+xml", REL_DOC "custom-properties",
	    OF_PACKAGE, ooxml_part_custom, NULL, NULL },
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

enum { CONTENT_TYPES, PACKAGE_RELS, FIRST_KIND };

/* ---- The loop ---------------------------------------------------------------- */

static size_t
count(const struct writer *w, const struct kind *r)
{
	return r->count ? r->count(w) : 1;
}

static str
name_of(const struct writer *w, const struct kind *r, size_t i)
{
	return r->count ? str_fmt(w->a, "%s%zu.xml", r->name, i + 1) : str_z(r->name);
}

/* Names are from the package's root; the document refers from its folder. */
static str
relative_to_word(str name)
{
	return str_from(name, sizeof "word/" - 1);
}

static void
relate(struct writer *w, const struct kind *r, size_t i)
{
	str name = name_of(w, r, i), id;

	if (r->owner == OF_PACKAGE) {
		rels_add(w, &w->package_rels, r->rel, name, false);
		return;
	}
	id = rels_add(w, &w->doc_rels, r->rel, relative_to_word(name), false);
	if (r->count)
		w->hfs.v[ooxml_nth_hf(w, r->write == ooxml_part_footer, i)].rel = id;
}

/* Ids must be known before anything is written that refers to them. */
static void
relate_all(struct writer *w)
{
	for (const struct kind *r = kinds; r < kinds + N_KINDS; r++)
		for (size_t i = 0; i < count(w, r); i++)
			relate(w, r, i);
}

static struct part *
add_part(struct writer *w, str name, str bytes)
{
	struct part *p = &w->parts.v[w->parts.n++];

	*p = (struct part){ .name = name, .bytes = bytes };
	return p;
}

/* The bytes of a part whose form is constant: kept, or made and kept. */
static str
constant_bytes(struct writer *w, const struct kind *r, size_t i, int form)
{
	str key = str_fmt(w->a, "%s %d", r->name, form), bytes = ooxml_kept(w, key);

	if (bytes.n)
		return bytes;
	r->write(w, i);
	bytes = buf_take(&w->out, w->a);
	ooxml_keep(w, key, bytes);
	return bytes;
}

static void
add_rels(struct writer *w, str of, const struct rels *r, bool constant)
{
	if (r->list.n == 0)
		return;
	add_part(w, rels_name(w, of), rels_bytes(w, r, constant))->constant = constant;
}

static void
make_part(struct writer *w, const struct kind *r, size_t i)
{
	bool is_document = r->write == ooxml_part_document;
	int form = r->form ? r->form(w, i) : OWN;
	str name = name_of(w, r, i), bytes;
	struct rels own = { 0 };
	size_t of_parts = w->doc_rels.list.n;

	w->rels = is_document ? &w->doc_rels : &own;
	if (form == OWN) {
		r->write(w, i);
		bytes = buf_take(&w->out, w->a);
	} else {
		bytes = constant_bytes(w, r, i, form);
	}
	add_part(w, name, bytes)->constant = form != OWN;
	/* Relations to parts alone recur from document to document. */
	add_rels(w, name, w->rels, is_document && w->doc_rels.list.n == of_parts);
}

static void
add_media(struct writer *w)
{
	for (size_t i = 0; i < w->media.n; i++) {
		const struct media *m = &w->media.v[i];

		add_part(w, str_cat(w->a, S("word/"), m->target), m->image->bytes)->stored = true;
	}
}

/* Content types of the parts made, parallel to them. */
static const char **
overrides_of(struct writer *w)
{
	const char **types = NEW_N(w->a, const char *, w->parts.n);

	for (const struct kind *r = kinds; r < kinds + N_KINDS; r++)
		for (size_t i = 0; i < count(w, r); i++) {
			str name = name_of(w, r, i);

			for (size_t k = 0; k < w->parts.n; k++)
				if (str_eq(w->parts.v[k].name, name))
					types[k] = r->type;
		}
	return types;
}

static void
make_front(struct writer *w)
{
	struct part *types = &w->parts.v[CONTENT_TYPES];
	struct part *rels = &w->parts.v[PACKAGE_RELS];

	*rels = (struct part){ .name = S("_rels/.rels"), .constant = true };
	rels->bytes = rels_bytes(w, &w->package_rels, true);
	*types = (struct part){ .name = S("[Content_Types].xml"), .constant = w->media.n == 0 };
	types->bytes = ooxml_content_types(w, overrides_of(w));
}

/* Each part may have relations beside it; images come on top. */
static size_t
most_parts(const struct writer *w)
{
	size_t n = FIRST_KIND + w->p->n_images;

	for (const struct kind *r = kinds; r < kinds + N_KINDS; r++)
		n += 2 * count(w, r);
	return n;
}

void
ooxml_parts(struct arena *a, const struct plan *p, const struct style *s, struct parts *out)
{
	struct writer w = { .a = a, .p = p, .s = p->style ? p->style : s };

	assert(p->n_sections > 0);
	xml_begin();
	buf_init(&w.out);
	buf_init(&w.text);
	buf_init(&w.key);
	ooxml_plan_headers(&w);
	w.parts.v = NEW_N(a, struct part, most_parts(&w));
	w.parts.n = FIRST_KIND;
	relate_all(&w);
	for (const struct kind *r = kinds; r < kinds + N_KINDS; r++)
		for (size_t i = 0; i < count(&w, r); i++)
			make_part(&w, r, i);
	add_media(&w);
	make_front(&w);
	buf_free(&w.out);
	buf_free(&w.text);
	buf_free(&w.key);
	*out = w.parts;
}
