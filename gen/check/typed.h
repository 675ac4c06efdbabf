/* check/typed.h: what people typed, paragraph by paragraph, for the rules that
 * look at letters and words.
 *
 * A passage is the text of one paragraph, heading, cell paragraph or value of
 * the document's own YAML. What prints without being typed there (a citation, a
 * picture, the call of a footnote) and what is printed as it is (`mã`, links) is
 * one U+FFFC, which is no letter and no space. Each byte knows where it stands in
 * its file, as long as the file has those very bytes there: only such text is
 * ever mended. */
#ifndef CHECK_TYPED_H
#define CHECK_TYPED_H

#include "check_int.h"

/* Bytes of a passage from off on stand together in a file. */
struct seg {
	size_t off;     /* in the passage; up to the next one's */
	size_t src_off; /* in at.src->text; STR_NONE: only `at` is known */
	pos at;
};

/* A run of letters, marks and digits. */
struct word {
	size_t off, n;
	uint32_t hash; /* word_hash() of it in small letters */
	bool capital;  /* begins with one */
	bool small;    /* has none */
};

enum passage_kind {
	PASSAGE_VALUE, /* a value of the YAML */
	PASSAGE_BODY,
	PASSAGE_CELL,
	PASSAGE_HEADING
};

struct passage {
	enum passage_kind kind;
	str key; /* of a value: noi_nhan, trich_yeu …; else empty */
	str s;
	str low;                   /* in small letters, byte for byte beside s */
	const struct block *block; /* NULL: a value */
	struct seg *segs;
	size_t n_segs;
	struct word *words;
	size_t n_words;
	bool capitals; /* all of it in capitals */
	/* Found while the words were, so that rules need not look where nothing is. */
	bool gaps;        /* two spaces in a row */
	bool rare;        /* U+00AD, U+2000 to U+206F, or U+E000 and more */
	uint64_t seen[4]; /* passage_may_have() */
};

/* Whether a word of that hash may be in it; false: it is not. */
static inline bool
passage_may_have(const struct passage *p, uint32_t hash)
{
	return p->seen[hash >> 6 & 3] >> (hash & 63) & 1;
}

struct typed {
	struct passage *v;
	size_t n;
};

/* All passages of the document; made once a run. */
const struct typed *typed_of(struct rule_run *r);
pos passage_pos(const struct passage *p, size_t off, size_t n);
/* Reports n bytes at off; args as for rule_find. NULL: the rule has found enough. */
struct diag *passage_find(
    struct rule_run *r, const struct passage *p, size_t off, size_t n, str a, str b);
/* The same, and says what to put in their place where that can be done safely. */
void passage_mend(
    struct rule_run *r, const struct passage *p, size_t off, size_t n, str with, str a, str b);
str passage_word(const struct passage *p, size_t i); /* as typed */
str passage_low(const struct passage *p, size_t i);  /* in small letters; empty: no such word */
/* Words i and i + 1 have but one space between them. */
bool passage_joined(const struct passage *p, size_t i);
/* A small word or a number stands before word i, with one space or comma between, so
 * that a capital of its own can't be that of a sentence. */
bool passage_mid_sentence(const struct passage *p, size_t i);
uint32_t word_hash(str low);

/* ---- Names with one right form (forms.c) ----------------------------------------- */

/* Tables of chinh-ta.yaml: names and phrases as they are to be written. */
enum form_table {
#define FORMS(name, key, scope) FORMS_##name,
#include "forms.def"
#undef FORMS
	FORMS__COUNT
};

/* Such a name, typed with other capitals than it has, from word `word` on. */
struct form_hit {
	enum form_table table;
	const struct passage *p;
	size_t word, n_words;
	str typed, right;
};
struct form_hits {
	struct form_hit *v;
	size_t n;
};
/* All of the document, in reading order; looked for once a run. */
const struct form_hits *form_hits(struct rule_run *r);

#endif
