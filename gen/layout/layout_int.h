/* layout/layout_int.h: what the files of this room share.
 *
 * Who does what: document.c is the order of things (sections, the type's
 * blocks, appendices, properties); head.c, cite.c, sign.c, appendix.c, toc.c lay
 * what stands around a body, and wording.c cleans what was typed for them; body.c, numbering.c,
 * table.c, refs.c lay a body; flow.c has the small builders that all use. */
#ifndef LAYOUT_LAYOUT_INT_H
#define LAYOUT_LAYOUT_INT_H

#include "layout.h"

struct flow; /* where blocks go: a section's body, a cell, a note */
struct flow {
	struct pblock *first, *last;
};

struct pending_ref { /* a reference that is filled in when all marks are known */
	struct run *open, *text;
	str name;
	pos at;
	int part;   /* the body it stands in */
	bool upper; /* in capitals */
};

/* A table of contents: its place is kept, its lines come when all is laid. */
struct toc {
	struct pblock *title; /* its lines stand behind this one, and list what follows them */
	size_t section;       /* in which that stands */
	size_t end;           /* the section that it does not reach into */
	int levels, area;     /* outline levels; width of the text, twips */
	bool part;            /* of a text that the document carries, not of all */
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
	struct flow flow; /* its blocks; stored into it by lay_section_end() */
	VEC(struct pnote) notes;
	VEC(struct pimage) images;
	VEC(struct pabstract) abstracts;
	VEC(struct pnum) nums;
	VEC(struct pmark) marks;
	VEC(struct pending_ref) refs;
	VEC(const struct doc *) cited; /* documents already named once in full */
	int next_bookmark;
	int bullet_num, cell_bullet_num; /* nums of "- + •"; -1 until used */
	VEC(struct toc) tocs;
	VEC(str) toc_marks;            /* the bookmarks they lead to */
	const struct lay_pages *pages; /* page numbers of what they list; or NULL */
	bool break_next;               /* the next block of the section begins a page */
	bool section_open;             /* lay_section_begin() without its end yet */
	bool in_form;                  /* the body being laid is a form's: dots fill lines */
	int part;                      /* bodies begun so far: which one is being laid */
	str part_name;                 /* its name in references from elsewhere; empty: main body */
};

/* flow.c ------------------------------------------------------------------ */
struct pblock *lay_add_para(struct layout *l, struct flow *f, struct para *p, pos at);
struct pblock *lay_add_table(struct layout *l, struct flow *f, struct ptable *t, pos at);
struct para *lay_para(struct layout *l, int role); /* not added yet */
/* Appends runs; text is split at '\n' into breaks. Returns the first new run. */
struct run *lay_text(struct layout *l, struct para *p, str text, unsigned fmt);
struct run *lay_run(struct layout *l, struct para *p, enum run_kind kind);
/* Ends a flow in a paragraph, as a cell and a section must: adds an empty one
 * of that role to an empty flow, and a small one (bang-sau) behind a table. */
void lay_flow_close(struct layout *l, struct flow *f, int role);
void lay_keep_next(struct para *p);
/* What comes next stays with the end of f: its last paragraph, or the last row
 * of its last table. For what stands before a signature. */
void lay_keep_last(struct layout *l, struct flow *f);
/* An empty paragraph of role duong-ke whose bottom border is width_twips long,
 * centred in avail_twips. */
void lay_rule(struct layout *l, struct flow *f, int width_twips, int avail_twips);
/* Width of text in a role's font and size, twips. */
int lay_text_width(struct layout *l, str text, int role);
/* How many lines text takes in avail twips when broken at spaces, and the width
 * of the longest (*longest may be NULL). */
int lay_lines(struct layout *l, str text, int role, int avail, int *longest);
/* The same for many texts of one role: its properties found once, its size
 * (half-points) changed where size_hp is not 0. Lines count the role's indents;
 * height is that of one line. */
struct lay_face {
	struct role role;
	int size_hp;
};
struct lay_face lay_face(struct layout *l, int role, int size_hp);
int lay_face_width(const struct lay_face *face, str text);
int lay_face_lines(const struct lay_face *face, str text, int avail, int *longest);
int lay_face_height(const struct lay_face *face);
str lay_upper(struct layout *l, str s);
/* Width between the margins of the current section. */
int lay_text_area(struct layout *l);
int lay_text_height(struct layout *l);
/* Sections. begin starts one (ending the one before). end stores the flow; it
 * drops a section that only runs on (page_start 0) and holds nothing. turn goes
 * on in another direction: numbers run on, an empty section is turned itself. */
void lay_section_begin(struct layout *l, bool landscape, int page_start, bool hide_first);
void lay_section_end(struct layout *l);
void lay_section_turn(struct layout *l, bool landscape);

/* body.c ------------------------------------------------------------------ */
struct body_opts {
	const str *danh_so;    /* patterns as typed, n of them */
	const pos *danh_so_at; /* or NULL: from the type */
	size_t n_danh_so;
	str ket_thuc; /* "./." or empty */
	bool in_appendix;
	bool in_form;         /* `bieu_mau` */
	int outline;          /* level of its top headings at least: below an appendix's name */
	bool opens_landscape; /* the section was turned for the table that opens the body */
	str part_name;        /* "Phụ lục I" for references from elsewhere; empty: main body */
};
/* Lays a body into the current section (and further ones around landscape
 * tables). Sets the last paragraph's end mark. */
void lay_body(struct layout *l, const struct body *b, const struct body_opts *o);
/* Puts the mark that closes a text behind the last words of p. */
void lay_close_text(struct layout *l, struct para *p, str mark);
/* After everything: fills the references; reports those to nothing and marks
 * given twice. */
void lay_refs_resolve(struct layout *l);
/* A place that is not in a body (an appendix with `ma`): adds the bookmark
 * around the runs of p. */
void lay_mark(struct layout *l, struct para *p, str name, str refer, pos at);

/* cite.c ------------------------------------------------------------------ */
/* Text of a citation in the body; reports unknown ids and typed text that does
 * not agree. Counts as a mention. *doc is what it names, NULL when unknown. */
str lay_cite(struct layout *l, const struct inl *cite, const struct doc **doc);
/* The căn cứ lines, finished with `;` and `.`. */
void lay_can_cu(struct layout *l, struct flow *f);
/* "ngày 06 tháng 5 năm 2022", blanks where parts are missing. */
str lay_date(struct layout *l, const struct date *d);
str lay_date_of(struct arena *a, const struct style *s, const struct date *d);

/* head.c, sign.c, appendix.c, document.c --------------------------------------- */
void lay_head(struct layout *l, const struct head *h, bool cong_van, bool attached);
/* "KẾ HOẠCH", trích yếu and the rule; ten_loai is made capitals. Returns the
 * paragraph of the name. */
struct para *lay_title(struct layout *l, const struct lines *ten_loai, str ten,
    const struct lines *trich_yeu, bool rule);
/* The recipients after opener: on its line, or, several, each on their own. */
void lay_kinh_gui(struct layout *l, const struct head *h, str opener);
/* balance.c: one paragraph of all lines, centred in avail twips; where Word has to
 * break them, the indents are set so that it does so where a reader would, and the
 * lines come out about equal. Returns the width of the longest line it will have.
 * lay_balance sets the indents of a paragraph that has or will have these lines,
 * and leaves inset twips free at both sides. */
/* lay_blanks_slack: by how much text may come out wider for its blanks to fill in. */
int lay_blanks_slack(const struct lay_face *face, str text);
int lay_balance(struct layout *l, struct para *p, const struct lines *v, int avail, int inset);
int lay_add_balanced(struct layout *l, struct flow *f, int role, const struct lines *v, int avail);
/* Lines of a name as they are printed, in capitals where asked. */
struct lines lay_printed_lines(struct layout *l, const struct lines *v, bool upper);
void lay_signature(struct layout *l, const struct head *h);
/* The head of a copy (Mẫu 3.1): a rule across the page, agency and number at
 * left, what sort of copy it is and the date at right. */
void lay_copy_head(struct layout *l, const struct head *h, str name);
/* At the left, below the signature: v's lines but the last, room to sign, the
 * last. */
void lay_confirmation(struct layout *l, const str *v, size_t n);
/* A paragraph of one text; and the next cell of a row (one column wide), which
 * gets an empty paragraph of that role when nothing is in it. */
void lay_add_line(struct layout *l, struct flow *f, int role, str text, pos at);
void lay_set_cell(struct layout *l, struct prow *row, struct flow f, int empty_role);
/* All appendices and attached texts that belong into this file. */
void lay_appendices(struct layout *l);
/* One appendix in a section of its own. name is what it is called, or empty. */
void lay_appendix(struct layout *l, const struct phu_luc *p, str name);
/* A text that a decision issues, without its appendices. */
void lay_attached(struct layout *l, const struct phu_luc *p);
/* The patterns of a body: those typed (n of v), or the type's. */
void lay_patterns(struct layout *l, const struct val *v, size_t n, const struct type *otherwise,
    struct body_opts *o);
/* What entry i of a list of appendices is called: "Phụ lục", "Phụ lục II", its
 * ten_goi; empty: no name. */
str lay_appendix_name(
    struct arena *a, const struct style *s, const struct phu_luc *list, size_t n, size_t i);
/* The end mark of a body: what is typed, `khong`, or the type's. */
str lay_ket_thuc(const struct val *typed, str otherwise);

/* toc.c ------------------------------------------------------------------ */
/* A table of contents here, of all that follows; what follows begins a page.
 * `part`: of the text being laid alone; lay_toc_end() tells where that ends. */
void lay_toc(struct layout *l, const struct muc_luc *m, bool part);
void lay_toc_end(struct layout *l);
/* When the sections are closed: the lines, and the bookmarks they lead to. */
void lay_tocs_fill(struct layout *l);

/* The type as the page names it: ten_loai, or the template's name. */
str lay_type_name(const struct layout *l);

/* lines.c: labelled lines of the type --------------------------------------------- */
/* Does the document give any key that they name? Without, none is printed. */
bool lay_gives_lines(const struct layout *l);
bool lay_prints_lines(const struct layout *l, const struct type_line *lines, size_t n);
/* Returns the last paragraph, NULL when nothing is printed. */
struct para *lay_typed_lines(struct layout *l, const struct type_line *lines, size_t n);
/* The words of one line, of the document (p NULL) or of its party number. */
str lay_line_text(
    struct layout *l, const struct type_line *line, const struct party *p, size_t number);
/* signers.c: h with those who sign it, each with what stands above their titles. */
struct head lay_signing_head(struct layout *l, const struct head *h);

/* wording.c: typed text, made ready for the fixed words around it ----------------- */
/* n no-break spaces, n a measure of the set ("cach-so"). */
str lay_blank(struct arena *a, const struct style *s, const char *measure);
str lay_joined(struct arena *a, const struct lines *v); /* lines as one text */
/* Without the closing `;` `,` `.` (but "v.v." and "..." stay). */
str lay_drop_end(str s);
/* A line of a list as typed: without its dash and its end. */
str lay_item(str s);
/* Without the word it opens with, nor a colon and spaces behind that; the same
 * text when it opens otherwise. Letters compare without case. */
str lay_drop_word(struct arena *a, str s, str word);
bool lay_opens_with(struct arena *a, str s, str word); /* a whole word or words */
bool lay_same_text(struct arena *a, str x, str y);     /* but for case and spaces at the ends */
str lay_agency(struct arena *a, const struct head *h); /* full name, in one line */
/* What follows "của": tac_gia, or the agencies that issue it, all of them. */
str lay_author(struct arena *a, const struct style *s, const struct doc *doc);
str lay_padded(struct arena *a, str number); /* "5" → "05" */
str lay_roman(struct arena *a, size_t n);
/* "819/KH-SYT" of a head; number blank when de_trong or absent; empty when `so: khong`. */
str lay_so_ky_hieu(struct arena *a, const struct style *s, const struct type *t,
    const struct head *h, bool de_trong);
/* "Kế hoạch số … ngày … của …", for "(Kèm theo …)". */
str lay_kem_theo_cite(struct layout *l, bool de_trong);

#endif
