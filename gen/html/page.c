/* html/page.c: the skeleton of the page, its sections and notes.
 *
 * The body is written first, for only then it is known which roles it uses and
 * what direct formatting there is; then the head with the rules for just that. */
#include "html_int.h"

#include "../base/digest.h"

/* "vi-VN" → "vi": the page is Vietnamese whatever the country. */
static str
language(const struct style *s)
{
	str rest;

	return str_cut(s->lang, '-', &rest);
}

static void
meta(struct buf *out, const char *name, str content)
{
	if (content.n == 0)
		return;
	buf_fmt(out, "<meta name=\"%s\"", name);
	html_attr(out, "content", content);
	buf_z(out, ">\n");
}

/* The day of "2026-02-27T00:00:00Z". */
static str
day(str created)
{
	return str_first(created, str_find_c(created, 'T'));
}

static void
write_head(const struct html *h, str sheet, str generator, struct buf *out)
{
	const struct plan *p = h->p;

	buf_z(out, "<!DOCTYPE html>\n<html");
	html_attr(out, "lang", language(h->s));
	buf_z(out, ">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<title>");
	html_text(out, p->title.n ? p->title : p->file);
	buf_z(out, "</title>\n");
	meta(out, "description", p->subject);
	meta(out, "author", p->author);
	meta(out, "keywords", p->keywords);
	meta(out, "dcterms.type", p->category);
	meta(out, "dcterms.date", day(p->created));
	meta(out, "generator", generator);
	buf_z(out, "<style>\n");
	html_rules(h, out);
	/* Nothing in the sheet may end the element it stands in. */
	buf_str(out, str_replace(h->a, sheet, S("</"), S("<\\/")));
	html_direct_rules(h, out);
	buf_z(out, "</style>\n</head>\n");
}

/* ---- Notes ---------------------------------------------------------------------------- */

/* The number in front of a note leads back to where it is called. */
static void
note(struct html *h, size_t i)
{
	const struct pblock *b = h->p->notes[i].blocks;

	buf_fmt(h->out, "<li id=\"chu-thich-%zu\">", i + 1);
	html_open_para(h, "p", b->para);
	buf_fmt(
	    h->out, "<sup><a href=\"#goi-%zu\" role=\"doc-backlink\">%zu</a></sup> ", i + 1, i + 1);
	html_runs(h, b->para);
	buf_z(h->out, "</p>\n");
	html_blocks(h, b->next);
	buf_z(h->out, "</li>\n");
}

static bool
is_due(const struct html *h, size_t i)
{
	return h->called[i] && !h->noted[i];
}

/* "Chú thích", or, where they are not all, "Chú thích 2-3": no two parts of a page have
 * one name. */
static str
name_of_notes(struct html *h, size_t first, size_t last)
{
	str word = style_word(h->s, "mo-ta-chu-thich");

	if (first == 0 && last + 1 == h->p->n_notes)
		return word;
	if (first == last)
		return str_fmt(h->a, "%.*s %zu", STR_ARG(word), first + 1);
	return str_fmt(h->a, "%.*s %zu-%zu", STR_ARG(word), first + 1, last + 1);
}

/* A section is a sheet of its own where it is printed, and no browser knows the foot of a
 * page: the notes of a section, an appendix say, stand at its end. */
static void
notes(struct html *h)
{
	size_t first = 0, last = h->p->n_notes;

	while (first < h->p->n_notes && !is_due(h, first))
		first++;
	if (first == h->p->n_notes)
		return;
	while (!is_due(h, --last))
		;
	buf_z(h->out, "<section class=\"vb-chu-thich\" role=\"doc-endnotes\"");
	html_attr(h->out, "aria-label", name_of_notes(h, first, last));
	buf_z(h->out, ">\n<ol>\n");
	for (size_t i = first; i <= last; i++)
		if (is_due(h, i)) {
			h->noted[i] = true;
			note(h, i);
		}
	buf_z(h->out, "</ol>\n</section>\n");
}

/* ---- Sections ---------------------------------------------------------------------- */

static void
margin(struct html *h, const char *class, const struct pblock *b)
{
	if (b == NULL)
		return;
	buf_fmt(h->out, "<div class=\"%s\">\n", class);
	html_blocks(h, b);
	buf_z(h->out, "</div>\n");
}

static void
section(struct html *h, size_t i)
{
	const struct psection *s = &h->p->sections[i];

	h->avail = s->width - s->left - s->right;
	buf_fmt(h->out, "<section class=\"vb-trang vb-trang-%zu\">\n", i + 1);
	margin(h, "vb-dau-trang", s->header_first);
	html_blocks(h, s->blocks);
	margin(h, "vb-chan-trang", s->footer_first);
	notes(h);
	buf_z(h->out, "</section>\n");
}

/* ---- Is it as it was made? -------------------------------------------------------- */

static const char SEAL[] = "<!-- vanban ";

static str
seal_of(struct arena *a, str page)
{
	enum { DIGITS = 32 };
	struct digest d;

	digest_bytes(page, &d);
	return str_fmt(a, "%s%.*s -->\n", SEAL, STR_ARG(digest_hex(a, &d, DIGITS)));
}

static void
seal(struct arena *a, struct buf *page)
{
	buf_str(page, seal_of(a, buf_view(page)));
}

bool
html_is_ours(str bytes)
{
	size_t at = str_rfind_c(bytes, '<');
	struct arena *a;
	bool ours;

	if (at == STR_NONE)
		return false;
	a = arena_new();
	ours = str_eq(seal_of(a, str_first(bytes, at)), str_from(bytes, at));
	arena_free(a);
	return ours;
}

/* ---- The page ----------------------------------------------------------------------- */

str
html_page(struct arena *a, const struct plan *p, const struct style *s, str sheet, str generator)
{
	struct html h = { .a = a, .p = p, .s = p->style != NULL ? p->style : s };
	struct buf body, page;
	str bytes;

	buf_init(&body);
	buf_init(&page);
	h.out = &body;
	h.used = NEW_N(a, bool, h.s->n_roles);
	h.called = NEW_N(a, bool, p->n_notes + 1);
	h.noted = NEW_N(a, bool, p->n_notes + 1);
	html_find_cited(&h);
	for (size_t i = 0; i < p->n_sections; i++)
		section(&h, i);
	write_head(&h, sheet, generator, &page);
	buf_z(&page, "<body>\n<main>\n");
	buf_str(&page, buf_view(&body));
	buf_z(&page, "</main>\n</body>\n</html>\n");
	seal(a, &page);
	bytes = buf_dup(&page, a);
	buf_free(&body);
	buf_free(&page);
	return bytes;
}
