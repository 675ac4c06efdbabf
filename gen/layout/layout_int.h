/* layout/layout_int.h: what the files of this room share.
 *
 * Who does what: document.c is the order of things (sections, the type's
 * blocks, appendices, properties); head.c, cite.c, sign.c, appendix.c lay what
 * stands around a body; body.c, numbering.c, table.c, refs.c lay a body;
 * flow.c has the small builders that all use. */
#ifndef LAYOUT_LAYOUT_INT_H
#define LAYOUT_LAYOUT_INT_H

#include "layout.h"

struct flow;      /* where blocks go: a section's body, a cell, a note */
struct flow {
	struct pblock *first, *last;
};

struct pending_ref {   /* a reference that is filled in when all marks are known */
	struct run *open, *text;
	str name;
	pos at;
};

struct layout {
	struct arena *a;
	const struct doc *doc;
	const struct corpus *corpus;
	const struct style *s;
	const struct type *type;
	struct diags *d;
	struct plan *plan;
	/* The section being filled; sections.v[sections.n - 1] is it. */
	VEC(struct psection) sections;
	struct flow flow;              /* its blocks; stored into it by lay_section_end() */
	VEC(struct pnote) notes;
	VEC(struct pimage) images;
	VEC(struct pabstract) abstracts;
	VEC(struct pnum) nums;
	VEC(struct pmark) marks;
	VEC(struct pending_ref) refs;
	VEC(const struct doc *) cited; /* documents already named once in full */
	int next_bookmark;
	int bullet_num, cell_bullet_num; /* nums of "- + •"; -1 until used */
};

/* flow.c ------------------------------------------------------------------ */
struct pblock *lay_add_para(struct layout *l, struct flow *f, struct para *p, pos at);
struct pblock *lay_add_table(struct layout *l, struct flow *f, struct ptable *t, pos at);
struct para *lay_para(struct layout *l, int role);       /* not added yet */
/* Appends runs; text is split at '\n' into breaks. Returns the first new run. */
struct run *lay_text(struct layout *l, struct para *p, str text, unsigned fmt);
struct run *lay_run(struct layout *l, struct para *p, enum run_kind kind);
/* An empty paragraph of role duong-ke whose bottom border is width_twips long,
 * centred in avail_twips. */
void lay_rule(struct layout *l, struct flow *f, int width_twips, int avail_twips);
/* Width of text in a role's font and size, twips. */
int lay_text_width(struct layout *l, str text, int role);
/* How many lines text takes in avail twips when broken at spaces, and the width
 * of the longest (*longest may be NULL). */
int lay_lines(struct layout *l, str text, int role, int avail, int *longest);
str lay_upper(struct layout *l, str s);
/* Width between the margins of the current section. */
int lay_text_area(struct layout *l);
/* Sections. begin starts one (ending the one before). */
void lay_section_begin(struct layout *l, bool landscape, int page_start, bool hide_first);
void lay_section_end(struct layout *l);

/* body.c ------------------------------------------------------------------ */
struct body_opts {
	const str *danh_so;       /* patterns as typed, n of them */
	const pos *danh_so_at;    /* or NULL: from the type */
	size_t n_danh_so;
	str ket_thuc;             /* "./." or empty */
	bool in_appendix;
	str part_name;            /* "Phụ lục I" for references from elsewhere; empty: main body */
};
/* Lays a body into the current section (and further ones around landscape
 * tables). Sets the last paragraph's end mark. */
void lay_body(struct layout *l, const struct body *b, const struct body_opts *o);
/* After everything: fills the references; reports those to nothing and marks
 * given twice. */
void lay_refs_resolve(struct layout *l);
/* A place that is not in a body (an appendix with `ma`): adds the bookmark
 * around the runs of p. */
void lay_mark(struct layout *l, struct para *p, str name, str refer, pos at);

/* cite.c ------------------------------------------------------------------ */
/* Text of a citation in the body; reports unknown ids and typed text that does
 * not agree. Counts as a mention. */
str lay_cite(struct layout *l, const struct inl *cite);
/* The căn cứ lines, finished with `;` and `.`. */
void lay_can_cu(struct layout *l, struct flow *f);
/* "ngày 06 tháng 5 năm 2022", blanks where parts are missing. */
str lay_date(struct layout *l, const struct date *d);
str lay_date_of(struct arena *a, const struct style *s, const struct date *d);

/* head.c, sign.c, appendix.c ------------------------------------------------ */
void lay_head(struct layout *l, const struct head *h, bool cong_van, bool attached);
void lay_signature(struct layout *l, const struct head *h, bool form);
void lay_appendices(struct layout *l);

#endif
