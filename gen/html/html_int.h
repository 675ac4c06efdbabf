/* html/html_int.h: what the files of this room share.
 *
 * page.c is the skeleton and the sections; blocks.c paragraphs, titles,
 * headings and lists; runs.c what stands in a paragraph; table.c tables; css.c
 * turns roles and direct formatting into rules; escape.c is the only file that
 * lets text into the page. */
#ifndef HTML_HTML_INT_H
#define HTML_HTML_INT_H

#include "../base/buf.h"
#include "../layout/shape.h"
#include "html.h"

struct html {
	struct arena *a;
	const struct plan *p;
	const struct style *s;
	struct buf *out;            /* the page, or the part that is being written */
	bool *used;                 /* by role: it needs a rule */
	VEC(str) direct;            /* declarations; class k1, k2 … */
	struct shape_levels levels; /* of headings */
	int avail;                  /* width of the text area or the cell at hand, twips */
	const struct doc **cited;   /* documents that are cited more than once */
	size_t n_cited;
	bool *cite_seen; /* by cited: its first mention is written */
	bool *called;    /* by note: its mark is written */
	bool *noted;     /* and itself */
};

/* escape.c ------------------------------------------------------------------- */
/* Text between tags, and in an attribute's double quotes. Characters that HTML
 * has no place for (C1 controls, noncharacters) become U+FFFD. */
void html_text(struct buf *out, str s);
void html_attr(struct buf *out, const char *name, str value); /* ` name="…"` */
/* ` href="…"` when url is http, https or mailto; else false and nothing. */
bool html_href(struct buf *out, str url);
void html_data_uri(struct buf *out, const char *type, str bytes);
/* A name that is safe as a class, of an id of the templates. */
void html_class(struct buf *out, str id);

/* css.c ---------------------------------------------------------------------- */
/* The class of these declarations, made on first use; empty for none. */
str html_direct(struct html *h, const struct buf *decl);
/* The same for the direct formatting of p. */
str html_para_class(struct html *h, const struct para *p);
/* ` class="ROLE more"`: the role is marked as used. more may be empty. */
void html_role(struct html *h, int role, str more);
void html_pt(struct buf *out, long twips);
/* The pages and roles that the plan uses; the direct classes. */
void html_rules(const struct html *h, struct buf *css);
void html_direct_rules(const struct html *h, struct buf *css);

/* runs.c --------------------------------------------------------------------- */
/* The label and the runs of p. */
void html_runs(struct html *h, const struct para *p);
/* The bookmark that p begins with, for an id; empty: none. */
str html_mark_of(const struct para *p);
/* Finds what is cited more than once; before anything is written. */
void html_find_cited(struct html *h);

/* blocks.c ------------------------------------------------------------------- */
void html_blocks(struct html *h, const struct pblock *b);
/* Opens an element for p: `<p id= class=`, its role, its direct formatting. */
void html_open_para(struct html *h, const char *tag, const struct para *p);

/* table.c -------------------------------------------------------------------- */
void html_table(struct html *h, const struct ptable *t);

#endif
