/* ooxml/verify_int.h: what the files of the gate share: a scanner of XML, a set
 * of strings, and what is known of the package so far.
 *
 * The scanner reads our own output, so it takes a part of XML only: elements,
 * attributes in double quotes, text, the five entities and the declaration.
 * Anything else is reported as malformed, which for our output it is. */
#ifndef OOXML_VERIFY_INT_H
#define OOXML_VERIFY_INT_H

#include "../base/arena.h"
#include "parts.h"

/* ---- verify_xml.c ----------------------------------------------------------- */

enum { MAX_ATTRS = 16, MAX_DEPTH = 96 };

struct attr {
	str name, value; /* the value as written, entities and all */
};

struct tag {
	bool start, end; /* both: <a/> */
	str name;
	struct attr attrs[MAX_ATTRS];
	size_t n_attrs;
};

struct scan {
	const char *p, *stop;
	str open[MAX_DEPTH]; /* names of the elements around */
	size_t depth;
	bool root_done;
	const char *wrong; /* NULL: nothing so far */
};

void scan_begin(struct scan *s, str bytes);
/* The next tag. False at the end of a well-formed part, or with s->wrong set. */
bool scan_next(struct scan *s, struct tag *t);
/* Value of an attribute; empty when it is not there. */
str tag_attr(const struct tag *t, const char *name);
bool tag_is(const struct tag *t, const char *name);

/* ---- Sets of strings, with a number each -------------------------------------- */

struct set {
	struct set_slot {
		str key;
		int value;
		bool used;
	} * slots;
	size_t cap, n;
};

enum { ABSENT = -1000000 };

/* False: the key was there already (its value stays). */
bool set_add(struct arena *a, struct set *s, str key, int value);
/* The value of a key, or ABSENT. */
int set_get(const struct set *s, str key);

/* ---- What is known of the package (verify.c) ------------------------------------ */

/* Most documents have the styles of the one before, which are half of their bytes:
 * what was found right is known again by its bytes. */
enum { MOST_STYLES = 4 };
struct gate {
	struct arena *a; /* the bytes live here, and the sets of what they define */
	struct {
		str bytes;
		struct set defined;
	} styles[MOST_STYLES];
	size_t n;
};

enum style_type { ST_PARAGRAPH, ST_CHARACTER, ST_TABLE, ST_NUMBERING };
enum rel_sort { REL_OTHER, REL_HEADER, REL_FOOTER, REL_LINK, REL_IMAGE };
enum note_sort { NOTE_TEXT, NOTE_SPECIAL };

struct verify {
	struct arena *a;
	struct gate *gate; /* or NULL */
	const struct parts *p;
	const char *wrong; /* the first thing that is wrong, or NULL */
	struct set parts;  /* name → index */
	struct set rels;   /* "word/document.xml rId3" → enum rel_sort */
	struct set styles; /* id → enum style_type */
	struct set nums;   /* numId → abstractNumId */
	struct set notes;  /* id → enum note_sort */
	/* Of all stories together: */
	struct set elements; /* names that verify_story.c looks at */
	struct set marks_open, mark_names, marks_closed, note_refs, drawings;
	VEC(str) anchors; /* w:anchor of links, to be found in mark_names */
};

/* Remembers the first fault; the part's name goes before it. */
void verify_fail(struct verify *v, str part, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Reports a part that was not well-formed, when its scan is over. */
void verify_scan_end(struct verify *v, str part, const struct scan *s);
/* The part of that name, or NULL, which is a fault. */
const struct part *verify_find_part(struct verify *v, const char *name);
/* verify_defs.c */
void verify_styles(struct verify *v);
void verify_numbering(struct verify *v);
void verify_notes(struct verify *v); /* which there are; the separators, by settings.xml too */
/* The key of a relation in rels. */
str verify_rel_key(struct verify *v, str part, str id);
/* verify_story.c. Checks a document, header, footer or footnotes part. */
void verify_story(struct verify *v, str part, str bytes);
/* What can be said only when all stories have been read. */
void verify_stories_end(struct verify *v);

#endif
