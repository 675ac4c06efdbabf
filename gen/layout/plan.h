/* layout/plan.h: what the page will say, word for word, before any XML.
 *
 * Sections of paragraphs and tables, each paragraph with a role and finished
 * runs: capitals made, numbers computed, citations resolved, punctuation
 * added, widths fixed. Lengths are twips (1/20 pt), images EMU (1/914400 in).
 * ooxml/ writes it down; check/ reads it; `vanban dump plan` prints it. */
#ifndef LAYOUT_PLAN_H
#define LAYOUT_PLAN_H

#include "../base/arena.h"
#include "../model/doc.h"

enum run_kind {
	RUN_TEXT,  /* text */
	RUN_BREAK, /* line break */
	RUN_TAB,
	RUN_NOTE,  /* footnote reference; note: index into plan->notes */
	RUN_IMAGE, /* image: index into plan->images */
	RUN_LINK,  /* opens a link: url, or anchor (a bookmark name) */
	RUN_LINK_END,
	RUN_MARK,        /* bookmark start: text = name, id */
	RUN_MARK_END,    /* bookmark end: id */
	RUN_PAGE_NUMBER, /* PAGE field */
	RUN_FIELD,       /* opens a field of Word's: text is its instruction; what follows is
			  * its result, finished */
	RUN_FIELD_END    /* closes the innermost one, perhaps paragraphs later */
};
enum {
	RUN_BOLD = 1,
	RUN_ITALIC = 2,
	RUN_NOT_BOLD = 4,
	RUN_NOT_ITALIC = 8, /* against the paragraph's style */
	RUN_GAP = 16        /* [?…]: character style cho-trong */
};

struct run {
	enum run_kind kind;
	unsigned fmt;            /* RUN_BOLD | … */
	str text;                /* RUN_TEXT, RUN_MARK: name; RUN_LINK: url or empty */
	str anchor;              /* RUN_LINK: bookmark */
	int id;                  /* note, image or bookmark */
	const struct doc *cites; /* RUN_TEXT: the document that the words name, or NULL */
	struct run *next;
};

struct para {
	int role;      /* index into style->roles */
	int num;       /* index into plan->nums, or -1: no number of Word's */
	int num_level; /* ilvl */
	str label;     /* the number as it will print ("1.1.", "a)", "-"), empty: none.
			* With num < 0 and a label, the label is typed: it is already
			* the first run. For dumps, checks, text extraction. */
	struct run *runs;
	struct run *tail; /* a late run of runs, from where lay_run() looks for the end */
	/* Direct formatting, only where the role can't know (measures of this text): */
	unsigned set; /* PS_… */
	int first, left, right, before, after;
	enum align align;
	bool keep_next, page_break_before;
	int outline;   /* 0…8 */
	int size_hp;   /* PS_SIZE: for all runs of the paragraph */
	int rule;      /* PS_RULE: bottom border, eighths of a point */
	int box;       /* PS_BOX: border all round, eighths of a point */
	int leader;    /* PS_LEADER: where a line of dots ends, from the left edge of the text */
	int box_space; /* PS_BOX: points between the line and the border above and
			* below it; 0: the writer's own */
	struct para *goes_on; /* the title under a name ("Phụ lục I"), of which a table of
			       * contents makes one entry; or NULL */
};
enum {
	PS_FIRST = 1 << 0,
	PS_LEFT = 1 << 1,
	PS_RIGHT = 1 << 2,
	PS_BEFORE = 1 << 3,
	PS_AFTER = 1 << 4,
	PS_ALIGN = 1 << 5,
	PS_KEEP_NEXT = 1 << 6,
	PS_PAGE_BREAK = 1 << 7,
	PS_OUTLINE = 1 << 8,
	PS_RULE = 1 << 9,
	PS_BOX = 1 << 10,
	PS_SIZE = 1 << 11,
	PS_LEADER = 1 << 12,     /* a right tab with dots; each RUN_TAB fills the line */
	PS_BOLD_NUMBER = 1 << 13 /* the number is bold as the text behind it is */
};

struct pcell {
	int cols; /* grid columns covered, at least 1 */
	enum { VM_NONE, VM_START, VM_GOES_ON } vmerge;
	bool middle;           /* vertically centred */
	struct pblock *blocks; /* never NULL: at least one paragraph, and it ends in one */
};

struct prow {
	bool header;    /* repeats on every page */
	bool may_split; /* false: cantSplit */
	int height;     /* at least, twips; 0: none */
	struct pcell *cells;
	size_t n;
};

struct ptable {
	int role;  /* table role */
	int *grid; /* column widths, twips */
	size_t n_grid;
	int indent;         /* tblInd */
	str caption, descr; /* for screen readers; may be empty */
	struct prow *rows;
	size_t n_rows;
};

struct pblock {
	enum { PB_PARA, PB_TABLE } kind;
	struct para *para;
	struct ptable *table;
	struct pblock *next;
	pos at; /* of the source it came from, src may be NULL */
};

struct psection {
	int width, height; /* of the page, already swapped for landscape */
	bool landscape;
	int top, bottom, left, right, header, footer;
	int page_start;        /* 0: numbers run on; else they restart here */
	bool hide_first;       /* no number on the first page */
	bool even_page_number; /* a header with PAGE field on the other pages */
	struct pblock *blocks;
	struct pblock *footer_first; /* contact line of page one; NULL: none */
	struct pblock *header_first; /* e.g. signing info or phạm vi lưu hành; NULL: empty header */
};

struct pnote {
	struct pblock *blocks; /* paragraphs of role chu-thich */
};

struct pimage {
	const struct image *image;
	long width_emu, height_emu;
	str alt;
};

/* Numbering: one abstract list per scheme, one num per list instance. */
struct plevel {
	const char *fmt; /* ST_NumberFormat: "decimal", "upperRoman", "lowerLetter", "bullet" … */
	str text;        /* lvlText: "%1.", "Điều %1.", "-" */
	bool bold;       /* the label is bold whatever the paragraph is */
	bool newline;    /* nothing between label and text (a break follows) */
	int left, first; /* indents */
	int start;       /* w:start; 0 counts as 1. LibreOffice shows this one, not a
			  * startOverride, for a parent that has no paragraph */
};
struct pabstract {
	struct plevel lvl[9];
	int n; /* levels in use; the writer fills up to nine */
};
struct pnum {
	int abstract;
	int start[9]; /* startOverride; 0: none */
};

/* A numbered or named place that [](#ten) may point to. */
struct pmark {
	str name;     /* {#ten} or ma */
	str bookmark; /* unique bookmark name */
	str refer;    /* "khoản 2 Điều 5" */
	pos at;
	int part;      /* the body it stands in; 0: in none */
	str part_name; /* "Phụ lục I", added for references from other parts; may be empty */
};

/* A property of the file that is for programs. */
struct pprop {
	str name, value;
};

struct style;
struct plan {
	const struct doc *doc;
	const struct style *style; /* it was laid with: roles as its type changes them */
	str file; /* output path without ".docx": the id, or id + part of tep_rieng */
	struct psection *sections;
	size_t n_sections;
	struct pnote *notes;
	size_t n_notes;
	struct pimage *images;
	size_t n_images;
	struct pabstract *abstracts;
	size_t n_abstracts;
	struct pnum *nums;
	size_t n_nums;
	str *toc; /* bookmarks of what its tables of contents list, in their order */
	size_t n_toc;
	/* Properties */
	str title, author, subject, keywords, category;
	struct pprop *custom; /* where it comes from: archive/origin.h */
	size_t n_custom;
	str identifier; /* the same in short; empty: nothing is known */
	str created;    /* W3CDTF date from the document's own date; empty: none */
};

struct buf;
/* Text of the plan, for people and tests (vanban dump plan). */
void plan_dump(struct buf *out, const struct plan *p, const struct style *s);
/* The mark of a note: its number, raised ("¹²"). */
void plan_note_mark(struct buf *out, int number);
/* What a reader sees, in order: a paragraph a line with its label, cells with
 * " | " between, footnotes at the end (vanban dump text). */
void plan_text(struct buf *out, const struct plan *p);

#endif
