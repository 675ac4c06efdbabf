/* check/mention_issuer.c: whether two names of agencies, or two subjects, can be
 * of the same document.
 *
 * People shorten agencies in the same few ways: UBND, TP., Q., the head for the
 * agency, the place left out ("Sở Y tế", "Ủy ban nhân dân quận"). A name is
 * therefore brought into a form: words without marks, abbreviations written out,
 * titles of heads off, a '|' before the word that says the level (quận, tỉnh …).
 * A name that says less than another may be the same; names that say different
 * things at the same point can't be. What the citing document's own head says
 * completes a level without a name. */
#include "mention.h"

#include "../base/buf.h"
#include "../base/utf.h"

static const str NONE = { NULL, 0 };

/* ---- The form -------------------------------------------------------------------- */

static const struct {
	str shorter, full;
} ABBREVIATIONS[] = { { STR_INIT("ubnd"), STR_INIT("uy ban nhan dan") },
	{ STR_INIT("hdnd"), STR_INIT("hoi dong nhan dan") },
	{ STR_INIT("ubtvqh"), STR_INIT("uy ban thuong vu quoc hoi") },
	{ STR_INIT("ubmttq"), STR_INIT("uy ban mat tran to quoc") },
	{ STR_INIT("tp"), STR_INIT("thanh pho") },
	{ STR_INIT("tphcm"), STR_INIT("thanh pho ho chi minh") },
	{ STR_INIT("hcm"), STR_INIT("ho chi minh") }, { STR_INIT("q"), STR_INIT("quan") },
	{ STR_INIT("h"), STR_INIT("huyen") }, { STR_INIT("p"), STR_INIT("phuong") },
	{ STR_INIT("tx"), STR_INIT("thi xa") },
	{ STR_INIT("ttg"), STR_INIT("thu tuong chinh phu") },
	{ STR_INIT("byt"), STR_INIT("bo y te") }, { STR_INIT("bnv"), STR_INIT("bo noi vu") },
	{ STR_INIT("btc"), STR_INIT("bo tai chinh") }, { STR_INIT("syt"), STR_INIT("so y te") },
	{ STR_INIT("snv"), STR_INIT("so noi vu") },
	{ STR_INIT("ttyt"), STR_INIT("trung tam y te") },
	{ STR_INIT("bch"), STR_INIT("ban chap hanh") },
	{ STR_INIT("btv"), STR_INIT("ban thuong vu") },
	{ STR_INIT("tw"), STR_INIT("trung uong") } };

/* Heads, and bodies within the Party's, that sign for the agency named next. */
static const str HEADS[] = { STR_INIT("chu tich "), STR_INIT("pho chu tich "),
	STR_INIT("bo truong "), STR_INIT("thu truong "), STR_INIT("giam doc "),
	STR_INIT("pho giam doc "), STR_INIT("chanh van phong "), STR_INIT("cuc truong "),
	STR_INIT("tong cuc truong "), STR_INIT("tong giam doc "), STR_INIT("truong phong "),
	STR_INIT("hieu truong "), STR_INIT("ban thuong vu "), STR_INIT("hoi nghi "),
	STR_INIT("thuong truc ") };

static const str LEVELS[] = { STR_INIT("thanh pho"), STR_INIT("tinh"), STR_INIT("quan"),
	STR_INIT("huyen"), STR_INIT("thi xa"), STR_INIT("thi tran"), STR_INIT("phuong"),
	STR_INIT("xa"), STR_INIT("dac khu") };

/* Letters and digits without marks, one space between words. */
static str
plain_words(struct arena *a, str s)
{
	str folded = utf_fold(a, s, '-');
	char *p = NEW_N(a, char, folded.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.n; i++) {
		char c = folded.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (word)
			p[n++] = c;
		else if (n && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return str_trim((str){ p, n });
}

static str
written_out(struct arena *a, str words)
{
	struct buf b;
	str word, out;

	buf_init(&b);
	while (words.p != NULL) {
		word = str_cut(words, ' ', &words);
		for (size_t i = 0; i < sizeof ABBREVIATIONS / sizeof *ABBREVIATIONS; i++)
			if (str_eq(word, ABBREVIATIONS[i].shorter))
				word = ABBREVIATIONS[i].full;
		buf_str(&b, word);
		buf_c(&b, ' ');
	}
	out = str_trim(buf_dup(&b, a));
	buf_free(&b);
	return out;
}

static str
without_heads(str s)
{
	for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
		if (str_starts(s, HEADS[i]) && s.n > HEADS[i].n) {
			s = str_from(s, HEADS[i].n);
			i = (size_t)-1;
		}
	return s;
}

/* Where the word for the level begins, behind the first word; STR_NONE: nowhere. */
static size_t
level_at(str s)
{
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i - 1] != ' ')
			continue;
		for (size_t k = 0; k < sizeof LEVELS / sizeof *LEVELS; k++) {
			str rest = str_from(s, i);

			if (str_starts(rest, LEVELS[k]) &&
			    (rest.n == LEVELS[k].n || rest.p[LEVELS[k].n] == ' '))
				return i;
		}
	}
	return STR_NONE;
}

/* The words of `longer` behind s, where it begins with them and says more. */
static bool
says_more(str longer, str s, str *rest)
{
	if (longer.n <= s.n || !str_starts(longer, s) || longer.p[s.n] != ' ')
		return false;
	*rest = str_from(longer, s.n);
	return true;
}

/* What home says of a level without a name: "quan" → "quan tan binh". */
static str
completed(struct arena *a, str level, const str *home, size_t n_home)
{
	str rest;

	for (size_t i = 0; i < n_home; i++) {
		size_t bar = str_find_c(home[i], '|');

		if (bar != STR_NONE && says_more(str_from(home[i], bar + 1), level, &rest))
			return str_cat(a, level, rest);
	}
	return level;
}

/* A name without any place is one's own: "so y te" → "so y te|thanh pho …". */
static str
completed_core(str core, const str *home, size_t n_home)
{
	for (size_t i = 0; i < n_home; i++)
		if (str_starts(home[i], core) && home[i].n > core.n && home[i].p[core.n] == '|')
			return home[i];
	return core;
}

static bool
has_no_place(str core)
{
	return str_is(core, "uy ban nhan dan") || str_is(core, "hoi dong nhan dan");
}

str
mention_issuer(struct arena *a, str typed, const str *home, size_t n_home)
{
	str s = without_heads(written_out(a, plain_words(a, typed)));
	size_t at = level_at(s);

	if (at == STR_NONE)
		return has_no_place(s) ? s : completed_core(s, home, n_home);
	return str_join(a,
	    (str[]){ str_first(s, at - 1), completed(a, str_from(s, at), home, n_home) }, 2,
	    S("|"));
}

/* ---- Comparing --------------------------------------------------------------------- */

/* SAME, or MAY_BE where one begins with the words of the other. */
static enum issuer_match
compare_words(str x, str y)
{
	str rest;

	if (str_eq(x, y))
		return ISSUER_SAME;
	if (x.n == 0 || y.n == 0 || says_more(x, y, &rest) || says_more(y, x, &rest))
		return ISSUER_MAY_BE;
	return ISSUER_OTHER;
}

/* "uy ban nhan dan tan binh" leaves the word for the level out. */
static bool
level_left_out(str whole, str core, str place)
{
	str rest, name;

	if (place.n == 0 || !says_more(whole, core, &rest))
		return false;
	name = str_trim(rest);
	return str_ends(place, name) || str_find(place, name) != STR_NONE;
}

enum issuer_match
mention_issuer_match(str x, str y)
{
	str x_place = NONE, y_place = NONE;
	str x_core = str_cut(x, '|', &x_place), y_core = str_cut(y, '|', &y_place);
	enum issuer_match core, place;

	if (x.n == 0 || y.n == 0)
		return ISSUER_MAY_BE;
	core = compare_words(x_core, y_core);
	place = compare_words(x_place, y_place);
	if (level_left_out(x_core, y_core, y_place) || level_left_out(y_core, x_core, x_place))
		return ISSUER_MAY_BE;
	if (core == ISSUER_OTHER || place == ISSUER_OTHER)
		return ISSUER_OTHER;
	return core == ISSUER_SAME && place == ISSUER_SAME ? ISSUER_SAME : ISSUER_MAY_BE;
}

/* ---- Subjects ------------------------------------------------------------------------ */

str
mention_subject(struct arena *a, str typed)
{
	enum { MAX = 160 }; /* enough words to tell two subjects apart */
	str s = typed.n ? plain_words(a, typed) : NONE;

	return str_first(s, MAX);
}

/* A bit for each word that the subject has, of 64: close enough for a count. */
static unsigned
words_of(str s, uint64_t *bits)
{
	unsigned n = 0;

	for (*bits = 0; s.p != NULL;) {
		str word = str_cut(s, ' ', &s);
		uint32_t hash = 2166136261u;

		for (size_t i = 0; i < word.n; i++)
			hash = (hash ^ (unsigned char)word.p[i]) * 16777619u;
		n += !(*bits >> (hash >> 26) & 1);
		*bits |= (uint64_t)1 << (hash >> 26);
	}
	return n;
}

/* The number of the first document that the subject itself names: "so 24 2014". */
static str
named_number(str s)
{
	static const str so = STR_INIT(" so ");

	for (size_t at = str_find(s, so); at != STR_NONE; at = str_find(s, so)) {
		s = str_from(s, at + so.n);
		if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
			return str_first(s, str_find_c(s, ' '));
	}
	return NONE;
}

enum subject_match
mention_subject_match(str x, str y)
{
	enum { LEAST = 4, PERCENT = 70 };
	uint64_t x_bits, y_bits, both;
	unsigned x_n = words_of(x, &x_bits), y_n = words_of(y, &y_bits), common = 0;
	unsigned fewer = x_n < y_n ? x_n : y_n;

	if (x.n == 0 || y.n == 0 || fewer < LEAST)
		return SUBJECT_UNKNOWN;
	if (named_number(x).n && named_number(y).n && !str_eq(named_number(x), named_number(y)))
		return SUBJECT_OTHER;
	for (both = x_bits & y_bits; both; both &= both - 1)
		common++;
	return common * 100 >= fewer * PERCENT ? SUBJECT_SAME : SUBJECT_OTHER;
}
