/* check/mention.h: mentions of documents in running text.
 *
 * mention_next() finds "Kế hoạch số 124/KH-UBND ngày 28 tháng 4 năm 2022 của Ủy
 * ban nhân dân quận Tân Bình" and its other spellings, one after the other:
 *
 *	struct mention_scan scan = { .arena = a, .text = text };
 *	struct mention m;
 *	while (mention_next(&scan, &m))
 *		…
 *
 * What is read of a mention are slices of the text. Nothing is judged here; that
 * is cited.c, after mention_collect.c has gathered the mentions of all. */
#ifndef CHECK_MENTION_H
#define CHECK_MENTION_H

#include "../base/arena.h"
#include "../base/str.h"

enum { MENTION_BEFORE = 8, MENTION_AFTER = 24 }; /* words that are looked at around a number */

/* A word, and where it stands in the text. */
struct mention_word {
	str s;      /* without the punctuation around it */
	size_t off; /* of s */
	size_t end; /* behind its punctuation */
	bool ends;  /* punctuation follows: , ; . : ) */
	char stop;  /* the first of it; 0: none */
};

struct mention_scan {
	struct arena *arena;
	str text;
	size_t at;                                  /* next byte to look at */
	struct mention_word before[MENTION_BEFORE]; /* the last words, a ring */
	size_t n_before;                            /* words seen so far */
};

struct mention_date {
	int year, month, day; /* 0: not said */
};

struct mention {
	str so_ky_hieu; /* "124/KH-UBND" as typed */
	size_t off;     /* of it in the text */
	str number;     /* "124", leading zeros off */
	str ky_hieu;    /* "KH-UBND"; Party forms keep theirs: "KH/TU" of 124-KH/TU */
	bool party;     /* 124-KH/TU */
	int year;       /* 2020 of 30/2020/NĐ-CP; 0: none */
	str type;       /* id of the type that the words before name; empty: none */
	str clash;      /* id of the type that the ký hiệu stands for, where the words name
			 * another one; empty: none */
	struct mention_date ngay;
	str issuer;      /* as typed; empty: not said */
	str subject;     /* what follows, where it opens as subjects do; may be empty */
	bool says_ended; /* the words around say that it is replaced, repealed … */
};

bool mention_next(struct mention_scan *s, struct mention *m);

/* mention_words.c: what the recogniser knows of the language -------------------- */
/* The id of the type that the last of n words name, the longest name first. */
str mention_type_of(struct arena *a, const struct mention_word *words, size_t n);
/* The id of the type that the abbreviation at the start of a ký hiệu stands for
 * beyond doubt; empty: none. */
str mention_type_of_sign(str ky_hieu);
bool mention_types_agree(str x, str y); /* equal, or one is the other's short name */
bool mention_opens_subject(struct arena *a, str word);
bool mention_ends_issuer(str word); /* a word that can't go on with an agency */
bool mention_says_ended(struct arena *a, str words);
bool mention_is_form(struct arena *a, str word); /* "Mẫu", "Biểu": its number is a form's */
bool mention_may_dot(str word);                  /* "TP.": the dot does not end anything */

/* mention_issuer.c: agencies ------------------------------------------------------ */
/* How two agencies compare. */
enum issuer_match {
	ISSUER_SAME,   /* the same words */
	ISSUER_MAY_BE, /* one says less than the other, or nothing */
	ISSUER_OTHER   /* they can't be the same */
};
/* The form in which agencies compare: abbreviations written out, marks and the
 * titles of heads off ("Chủ tịch UBND Q. Tân Bình" is "uy ban nhan dan|quan tan
 * binh"). home: names of the citing document's own agencies, in this form, which
 * say what "Ủy ban nhân dân quận" is short for. */
str mention_issuer(struct arena *a, str typed, const str *home, size_t n_home);
enum issuer_match mention_issuer_match(str x, str y);
/* The form in which subjects compare, and whether two are about the same. */
str mention_subject(struct arena *a, str typed);
enum subject_match { SUBJECT_UNKNOWN, SUBJECT_SAME, SUBJECT_OTHER };
enum subject_match mention_subject_match(str x, str y);

#endif
