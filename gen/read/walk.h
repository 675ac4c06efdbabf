/* read/walk.h: the walk through the inlines of a paragraph, for inline.c,
 * walk_*.c and cursor.c only. inline.c says how it works. */
#ifndef READ_WALK_H
#define READ_WALK_H

#include "markdown_int.h"

/* cursor.c: a place in the lines of a paragraph ------------------------------- */
struct cursor {
	const struct line *lines;
	size_t n, line, i;
};

/* The byte here, `ahead` bytes on; '\n' at the end of a line, 0 at the very end. */
int cur_peek(const struct cursor *c);
int cur_peek_at(const struct cursor *c, size_t ahead);
void cur_step(struct cursor *c, size_t n); /* n bytes on; the end of a line is one */
void cur_next_line(struct cursor *c);
size_t cur_offset(const struct cursor *c); /* in the piece */
bool cur_eat(struct cursor *c, int byte);  /* over a byte, if it is there */
void cur_skip_white(struct cursor *c);

/* The walk --------------------------------------------------------------------- */
struct walk {
	struct md *md;
	struct leaf *leaf;
	struct cursor cur;
	bool lost; /* cursor and tree have parted */
	/* The run that is being made. */
	struct buf run;
	enum inl_kind kind; /* INL_TEXT or INL_GAP */
	unsigned style;     /* of run */
	size_t run_off, run_end;
	bool decoded; /* an entity in it: it may not be composed */
	struct inl *last;
	/* What is open. */
	int bold, italic;
	int images; /* an image in an image's alt text counts, too */
	int links;  /* an address inside a link's text counts, too */
	struct link link;
	size_t link_off;
	size_t link_runs;    /* runs that the link has put out */
	unsigned link_style; /* common to its text */
	struct buf words;    /* the text of a citation, reference or image */
	size_t image_off;
	int gap; /* 0: none, else its brackets that are open */
	size_t gap_off;
	bool stars_told, html_told, after_comment;
};

/* inline.c: places and runs. */
pos walk_place(struct walk *w, size_t off, size_t n);
pos walk_place_to_here(struct walk *w, size_t off); /* from off to the cursor */
struct inl *walk_add(struct walk *w, enum inl_kind kind, pos at);
void walk_flush(struct walk *w);
/* Text typed at off: onto the page, or to the words of a link or image. */
void walk_put(struct walk *w, str s, unsigned extra_style, size_t off);
/* A value in place of its name, which was n bytes at off: text, and a run of its
 * own, with the place where the value was typed. */
void walk_value(struct walk *w, const struct text *value, size_t off, size_t n);
/* Reports what has no place in a gap, in the words of a citation, in an alt
 * text. */
bool walk_out_of_place(struct walk *w, pos at);

/* walk_text.c: text of the tree, in step with the source. */
void walk_text(struct walk *w, struct cmark_node *node);

/* walk_mark.c: marks of the format, at the start of s, the rest of a text: how
 * many of its bytes they take, 0 when they are plain text. */
size_t walk_mark(struct walk *w, str s, struct cmark_node *node);
void walk_call_note(struct walk *w, str label, pos at);

/* walk_link.c: links and images. */
void walk_enter_link(struct walk *w, struct cmark_node *node);
void walk_leave_link(struct walk *w);
void walk_enter_image(struct walk *w);
void walk_leave_image(struct walk *w, struct cmark_node *node);

#endif
