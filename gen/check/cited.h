/* check/cited.h: mentions on their way from the document that makes them to the
 * judge of all, for mention_*.c and cited*.c only.
 *
 * A mention is found in the process that works on its document and judged in
 * another, so it travels as bytes (mention_wire.c) and says where it stands by
 * path, line and column. */
#ifndef CHECK_CITED_H
#define CHECK_CITED_H

#include "check_int.h"
#include "mention.h"

struct buf;

enum cited_kind {
	CITED_TYPED, /* read in text */
	CITED_LINK,  /* made by the generator of an id: agrees by construction */
	CITED_HEAD   /* the document itself, or its entry in a catalogue */
};

enum cited_text {
	CT_SO,      /* số/ký hiệu as typed */
	CT_NUMBER,  /* "124" */
	CT_SIGN,    /* "/KH-UBND", "/2020/NĐ-CP", "-KH/TU", in capitals */
	CT_TYPE,    /* id; empty: not said */
	CT_CLASH,   /* id of the type that the sign says, where it is another one */
	CT_ISSUER,  /* as typed */
	CT_AGENCY,  /* the same as mention_issuer() makes it */
	CT_SUBJECT, /* as mention_subject() makes it */
	CT_TARGET,  /* CITED_LINK: the id */
	CT_PATH,    /* where it stands */
	CITED__TEXTS
};

struct cited {
	enum cited_kind kind;
	bool can_cu;     /* in a căn cứ */
	bool kem_theo;   /* in "(Kèm theo …)": the document speaks of itself */
	bool in_table;   /* in a cell */
	bool says_ended; /* the text says that it is no longer in force */
	bool by_head;    /* of the agency's head ("Chủ tịch …") */
	bool in_year;    /* the sign has the year: VBQPPL */
	struct mention_date ngay;
	uint32_t line, col, len;
	str texts[CITED__TEXTS];
	/* Set by the judge: */
	const struct doc *doc; /* whose mention it is; CITED_HEAD: the document */
	size_t from;           /* its place in the list of documents; CITED_HEAD: unset */
	size_t order;          /* by document, then as found */
};

/* mention_wire.c */
void cited_write(struct buf *out, const struct cited *c);
/* Takes the next one off *bytes, its texts slices of them. False: none is left. */
bool cited_read(str *bytes, struct cited *c);

/* mention_collect.c: the parts of a mention that travel. */
void cited_fill(
    struct cited *c, struct arena *a, const struct mention *m, const str *home, size_t n_home);

/* cited.c ------------------------------------------------------------------------ */
/* Mentions that read the same, of one số/ký hiệu. */
struct reading {
	const struct cited *first;
	const struct cited **all; /* [n], by order */
	size_t n;
	const struct cited *head; /* the document itself, with this date and issuer */
	bool witness;             /* only in documents that were not asked for */
	bool told;                /* a finding has named it */
};
typedef VEC(struct reading) readings;

struct judge {
	struct arena *a;
	struct diags *d;
	const struct corpus *corpus;
	struct cited_from *from;
	size_t n_from;
	const struct cited_loader *loader;
	VEC(struct cited) all;
	readings readings; /* of all, by sign and number */
};

/* How a finding is told: where, what is said there, what is said elsewhere. */
struct cited_finding {
	enum diag_code code;
	const struct cited *at, *also; /* also may be NULL */
	str here, there;
	bool date; /* the place in a head is its date */
};
/* Reports, unless the document waives it or was not asked for. */
void cited_find(struct judge *j, const struct cited_finding *f);
str cited_date(struct arena *a, const struct mention_date *d);
bool cited_has_date(const struct cited *c); /* a full one */
int cited_compare_dates(const struct mention_date *x, const struct mention_date *y);
bool cited_same_key(const struct cited *x, const struct cited *y); /* one số/ký hiệu */
unsigned long cited_number(const struct cited *c);
enum issuer_match cited_issuers(const struct cited *x, const struct cited *y);

/* cited_near.c: numbers that differ by a slip. */
void cited_judge_near(struct judge *j);
/* cited_time.c: what was cited before it was there, or when it was gone. */
void cited_judge_time(struct judge *j);
/* cited_first.c: in full at first, briefly then. */
void cited_judge_first(struct judge *j);

#endif
