/* layout/numbering_int.h: what numbering.c, word_lists.c and cell_lists.c share. */
#ifndef LAYOUT_NUMBERING_INT_H
#define LAYOUT_NUMBERING_INT_H

#include "numbering.h"

enum {
	WORD_LEVELS = 9,    /* ilvl 0…8 */
	LEVELS = 18,        /* two lists of them */
	FIRST_NOT_WORD = 5, /* a, b, c, d, then Word says e and we say đ */
	MAX_NUMBER = 32767, /* where Word lets a list start */
	MAX_DOMAINS = 1500  /* Word gets slow, then lost, with thousands; the rest is typed */
};

struct domain {
	int first;                  /* level of the body that is its ilvl 0 */
	int base;                   /* lowest ilvl it may print */
	int num;                    /* in the plan */
	uint32_t seen[WORD_LEVELS]; /* Word's counters; 0: not yet under its parent */
	uint32_t start[WORD_LEVELS];
};

struct group {
	uint32_t max; /* greatest number in it */
	int domain;   /* of its last item, or -1 */
};

struct numbering {
	struct layout *l;
	const struct pattern *pats[LEVELS];
	int n_pats;
	int outline[LEVELS]; /* of a heading of each level, 0…8 */
	bool hurt;           /* patterns have been left out: what is too deep may not be */
	int dieu;            /* level of Điều where a second list begins, or 0 */
	VEC(struct numbered) list;
	size_t next; /* for numbering_next() */
	VEC(struct group) groups;
	VEC(struct domain) domains;
	/* While numbers are settled: */
	uint32_t count[LEVELS];    /* the last number, 0: none under this parent */
	bool open[LEVELS];         /* is the paragraph at hand under one of that level? */
	int heading_level;         /* of the last heading, or -1 */
	int heading;               /* its entry, or -1 */
	int heading_group[LEVELS]; /* or -1 */
	/* While domains are chosen: */
	int mains[2];            /* that begin at ilvl 0: above Điều, and from it on; or -1 */
	int last_domain[LEVELS]; /* last used at that level under this parent, or -1 */
};

static inline bool
numbering_is_letters(const struct pattern *p)
{
	return p->kind == NUM_LETTER || p->kind == NUM_UPPER;
}

/* The level whose number a `1.1.` at level k begins with, or -1. */
int numbering_root(const struct numbering *n, int k);
/* Gives each entry a list of Word's (word_lists.c). */
void numbering_choose_lists(struct numbering *n);
/* An abstract with one num in the plan; returns the num. */
int numbering_add_list(struct layout *l, const struct pabstract *abs);

#endif
