/* check/mention.c: the recogniser.
 *
 * A mention hangs on its số/ký hiệu: digits, '/' or '-', letters in capitals. One
 * scan goes from word to word; a word of that shape is where a mention stands.
 * What names its type are the last few words before, which the scan keeps in a
 * ring; date, issuer and subject are read off the words behind it, each part
 * either there or not, so nothing is ever read twice in another way. The scan
 * goes on behind the issuer, since a subject may name further documents; words of
 * a subject, at most MENTION_AFTER, are thus looked at twice, and no word more
 * often: the work is linear in the text. */
#include "mention.h"

#include "../base/utf.h"

#include <string.h>

static const str NONE = { NULL, 0 };

/* ---- Words --------------------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *const OPENING[] = { "(", "[", "\"", "'", "“", "‘", "«" };
static const char *const CLOSING[] = { ",", ";", ".", ":", ")", "]", "\"", "'", "”", "’", "»", "…",
	"!", "?" };

/* Letters of ASCII, which most words begin and end with. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

static void
strip_opening(struct mention_word *w)
{
	if (w->s.n && is_plain(w->s.p[0]))
		return;
	for (size_t i = 0; i < sizeof OPENING / sizeof *OPENING; i++)
		if (str_starts(w->s, str_z(OPENING[i]))) {
			size_t n = strlen(OPENING[i]);

			w->s = str_from(w->s, n);
			w->off += n;
			i = (size_t)-1;
		}
}

static void
strip_closing(struct mention_word *w)
{
	if (w->s.n && is_plain(w->s.p[w->s.n - 1]))
		return;
	for (size_t i = 0; i < sizeof CLOSING / sizeof *CLOSING; i++)
		if (w->s.n && str_ends(w->s, str_z(CLOSING[i]))) {
			w->s = str_first(w->s, w->s.n - strlen(CLOSING[i]));
			w->stop = CLOSING[i][0];
			i = (size_t)-1;
		}
	w->ends = w->stop != '\0';
}

/* The character at *at is white space; *at moves behind it. */
static bool
skip_char(str text, size_t *at)
{
	unsigned char c = (unsigned char)text.p[*at];

	if (c >= 0x80)
		return utf_is_space(utf_next(text, at));
	++*at;
	return c <= ' ';
}

/* Takes the next word of text from *at on. False: there is none. */
static bool
next_word(str text, size_t *at, struct mention_word *w)
{
	size_t off = *at, start = *at;

	while (off < text.n && skip_char(text, &off))
		start = off;
	if (start >= text.n)
		return false;
	for (off = *at = start; off < text.n; *at = off)
		if (skip_char(text, &off))
			break;
	*w = (struct mention_word){ .s = str_sub(text, start, *at - start), .off = start };
	w->end = *at;
	strip_opening(w);
	strip_closing(w);
	return true;
}

static bool
is_upper_start(str s)
{
	size_t off = 0;

	return s.n && utf_is_upper(utf_next(s, &off));
}

/* Most words differ from it in their first letter, which takes no folding. */
static bool
word_is(struct arena *a, const struct mention_word *w, const char *folded)
{
	if (w->s.n && is_plain(w->s.p[0]) && (w->s.p[0] | 0x20) != folded[0])
		return false;
	return str_is(utf_fold(a, w->s, '-'), folded);
}

/* ---- Số/ký hiệu ------------------------------------------------------------------ */

static size_t
letters_in(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n;)
		n += utf_is_letter(utf_next(s, &i));
	return n;
}

static bool
is_sign_char(uint32_t cp)
{
	return utf_is_letter(cp) || (cp >= '0' && cp <= '9') || cp == '-' || cp == '/' ||
	       cp == '.' || cp == '&' || cp == '_';
}

/* The ký hiệu at the start of s: a capital, two letters at least; empty: none. */
static str
sign_at(str s)
{
	size_t end = 0;

	if (!is_upper_start(s))
		return NONE;
	for (size_t i = 0; i < s.n; end = i)
		if (!is_sign_char(utf_next(s, &i)))
			break;
	s = str_first(s, end);
	while (s.n && strchr("-/.&_", s.p[s.n - 1]))
		s.n--;
	return letters_in(s) >= 2 ? s : NONE;
}

/* Four digits and a slash at the start of s. */
static int
year_at(str s)
{
	uint32_t year;

	if (s.n < 6 || s.p[4] != '/' || !str_uint(str_first(s, 4), &year))
		return 0;
	return year > 1944 && year < 2100 ? (int)year : 0;
}

static bool
read_number(const struct mention_word *w, struct mention *m)
{
	enum { MAX_DIGITS = 6 };
	size_t n = 0;
	str rest;

	while (n < w->s.n && is_digit(w->s.p[n]))
		n++;
	if (n == 0 || n > MAX_DIGITS || n >= w->s.n || (w->s.p[n] != '/' && w->s.p[n] != '-'))
		return false;
	*m = (struct mention){ .off = w->off, .party = w->s.p[n] == '-' };
	m->number = str_first(w->s, n);
	while (m->number.n > 1 && m->number.p[0] == '0')
		m->number = str_from(m->number, 1);
	rest = str_from(w->s, n + 1);
	m->year = m->party ? 0 : year_at(rest);
	if (m->year)
		rest = str_from(rest, 5);
	m->ky_hieu = sign_at(rest);
	if (m->party && str_find_c(m->ky_hieu, '/') == STR_NONE)
		return false;
	m->so_ky_hieu = str_first(w->s, (size_t)(m->ky_hieu.p + m->ky_hieu.n - w->s.p));
	return m->ky_hieu.n > 0;
}

/* ---- What stands before ------------------------------------------------------------ */

static const struct mention_word *
word_before(const struct mention_scan *s, size_t back)
{
	if (back >= s->n_before || back >= MENTION_BEFORE)
		return NULL;
	return &s->before[(s->n_before - 1 - back) % MENTION_BEFORE];
}

static void
remember(struct mention_scan *s, const struct mention_word *w)
{
	s->before[s->n_before++ % MENTION_BEFORE] = *w;
}

/* The text of the words that are remembered, without the last `skip`. */
static str
words_before(const struct mention_scan *s, size_t skip)
{
	size_t have = s->n_before < MENTION_BEFORE ? s->n_before : MENTION_BEFORE;

	if (have <= skip)
		return NONE;
	size_t from = word_before(s, have - 1)->off;
	const struct mention_word *last = word_before(s, skip);
	return str_sub(s->text, from, last->off + last->s.n - from);
}

static str
type_before(const struct mention_scan *s, size_t skip)
{
	enum { MAX = 4 };
	struct mention_word words[MAX];
	size_t n = 0;

	for (const struct mention_word *w; n < MAX; n++) {
		w = word_before(s, skip + n);
		if (w == NULL || (n > 0 && w->ends))
			break;
		words[MAX - 1 - n] = *w;
	}
	if (n > 0 && words[MAX - 1].ends && words[MAX - 1].stop != ':')
		return NONE;
	return mention_type_of(s->arena, words + MAX - n, n);
}

/* The type that the ký hiệu stands for, unless the words before name it too:
 * "Quyết định phê duyệt Đề án số 12/QĐ-UBND". */
static str
clash_of(const struct mention_scan *s, const struct mention *m, size_t skip)
{
	str sign = m->party ? NONE : mention_type_of_sign(m->ky_hieu);
	str before;

	if (m->type.n == 0 || sign.n == 0 || mention_types_agree(m->type, sign))
		return NONE;
	before = utf_fold(s->arena, words_before(s, skip), '-');
	return str_find(before, sign) == STR_NONE ? sign : NONE;
}

/* False: what stands before says that this is no document. */
static bool
read_before(const struct mention_scan *s, struct mention *m)
{
	const struct mention_word *w = word_before(s, 0);
	bool has_so = w != NULL && word_is(s->arena, w, "so") && (!w->ends || w->stop == ':');
	size_t skip = has_so ? 1 : 0;

	w = word_before(s, skip);
	if (w != NULL && mention_is_form(s->arena, w->s))
		return false;
	m->type = type_before(s, skip);
	m->clash = clash_of(s, m, skip);
	m->says_ended = mention_says_ended(s->arena, words_before(s, skip));
	return m->type.n || has_so || m->year || str_find_c(m->ky_hieu, '-') != STR_NONE ||
	       m->party;
}

/* ---- Dates --------------------------------------------------------------------------- */

/* Where the reading of what follows has come to. */
struct ahead {
	struct mention_scan *s;
	size_t at;             /* behind the word */
	struct mention_word w; /* the next word; s.n 0: none */
	bool stopped;          /* a stop before it: the mention is over */
};

/* Goes on to the next word; soft: a comma before it is no end. */
static void
step(struct ahead *h, bool soft)
{
	bool over = h->w.ends && !(soft && h->w.stop == ',');

	if (over || !next_word(h->s->text, &h->at, &h->w)) {
		h->stopped = true;
		h->w = (struct mention_word){ .off = h->at, .end = h->at };
	}
}

static int
number_in(str s, int least, int most)
{
	uint32_t n;

	return str_uint(s, &n) && n >= (uint32_t)least && n <= (uint32_t)most ? (int)n : 0;
}

/* 28/4/2022, 28-4-2022, 28.4.2022. */
static bool
short_date(str s, struct mention_date *d)
{
	static const char seps[] = "/-.";

	for (size_t i = 0; seps[i]; i++) {
		str rest = s, day = str_cut(rest, seps[i], &rest);
		str month = str_cut(rest, seps[i], &rest);

		*d = (struct mention_date){ .day = number_in(day, 1, 31),
			.month = number_in(month, 1, 12),
			.year = number_in(rest, 1900, 2100) };
		if (d->day && d->month && d->year)
			return true;
	}
	*d = (struct mention_date){ 0 };
	return false;
}

/* "tháng 4 năm 2022": the number behind a word; 0, and the word is left: not there. */
static int
named_number(struct ahead *h, const char *name, int least, int most)
{
	int n = 0;

	if (h->stopped || !word_is(h->s->arena, &h->w, name))
		return 0;
	step(h, false);
	if (!h->stopped && (n = number_in(h->w.s, least, most)))
		step(h, true);
	return n;
}

static void
read_date(struct ahead *h, struct mention_date *d)
{
	if (h->stopped)
		return;
	if (word_is(h->s->arena, &h->w, "nam")) {
		d->year = named_number(h, "nam", 1900, 2100);
		return;
	}
	if (!word_is(h->s->arena, &h->w, "ngay"))
		return;
	step(h, false);
	if (!h->stopped && short_date(h->w.s, d)) {
		step(h, true);
		return;
	}
	d->day = h->stopped ? 0 : number_in(h->w.s, 1, 31);
	if (d->day)
		step(h, false);
	d->month = named_number(h, "thang", 1, 12);
	d->year = named_number(h, "nam", 1900, 2100);
	if (!d->month || !d->year)
		*d = (struct mention_date){ 0 };
}

/* ---- Issuer and subject ----------------------------------------------------------------- */

/* "và" and "-" stand within a name when a capital follows that opens no other
 * mention: "Bộ Lao động - Thương binh và Xã hội". */
static bool
joins_names(const struct ahead *h)
{
	struct mention_word next[2] = { 0 };
	size_t at = h->at;
	size_t n = 0;

	if (!word_is(h->s->arena, &h->w, "va") && !str_is(h->w.s, "-") && !str_is(h->w.s, "–"))
		return false;
	while (n < 2 && next_word(h->s->text, &at, &next[n]))
		n++;
	return n > 0 && !h->w.ends && is_upper_start(next[0].s) &&
	       mention_type_of(h->s->arena, next, 1).n == 0 &&
	       mention_type_of(h->s->arena, next, n).n == 0;
}

/* Whether the word goes on with the agency; last: the word before it. */
static bool
goes_on(const struct ahead *h, const struct mention_word *last)
{
	if (h->stopped || h->w.s.n == 0)
		return false;
	if (joins_names(h))
		return true;
	if (is_digit(h->w.s.p[0]))
		return str_is(last->s, "quận") || str_is(last->s, "Quận") ||
		       str_is(last->s, "phường") || str_is(last->s, "Phường") ||
		       str_is(last->s, "Q.") || str_is(last->s, "khóa");
	if (is_upper_start(h->w.s))
		return true;
	if (str_is(h->w.s, "ban"))
		return str_is(last->s, "Ủy") || str_is(last->s, "Uỷ") || str_is(last->s, "ủy") ||
		       str_is(last->s, "uỷ");
	return !mention_ends_issuer(h->w.s);
}

static void
read_issuer(struct ahead *h, struct mention *m)
{
	enum { MAX = 16 };
	struct mention_word last;
	size_t start;

	if (h->stopped || !word_is(h->s->arena, &h->w, "cua"))
		return;
	step(h, false);
	if (h->stopped || !is_upper_start(h->w.s))
		return;
	start = h->w.off;
	for (size_t n = 0; n < MAX; n++) {
		last = h->w;
		if (h->w.stop == '.' && mention_may_dot(h->w.s))
			h->w.ends = false;
		step(h, false);
		if (!goes_on(h, &last))
			break;
	}
	m->issuer = str_sub(h->s->text, start, last.off + last.s.n - start);
}

/* The words that follow, to the end of the clause. */
static str
tail(const struct ahead *h)
{
	struct mention_word w = h->w;
	size_t at = h->at, end = h->w.off;

	if (h->stopped)
		return NONE;
	for (size_t n = 0; n < MENTION_AFTER; n++) {
		end = w.off + w.s.n;
		if (w.stop == ';' || w.stop == '.' || !next_word(h->s->text, &at, &w))
			break;
	}
	return str_sub(h->s->text, h->w.off, end - h->w.off);
}

static void
read_subject(const struct ahead *h, struct mention *m)
{
	str rest = tail(h);

	m->says_ended = m->says_ended || mention_says_ended(h->s->arena, rest);
	if (rest.n && mention_opens_subject(h->s->arena, h->w.s))
		m->subject = rest;
}

static void
read_after(struct mention_scan *s, const struct mention_word *w, struct mention *m)
{
	struct ahead h = { .s = s, .at = s->at, .w = *w };
	bool closed = w->ends && w->stop != ',';

	if (closed)
		return;
	step(&h, true);
	read_date(&h, &m->ngay);
	read_issuer(&h, m);
	read_subject(&h, m);
	s->at = h.stopped ? h.at : h.w.off;
}

/* ---- The scan ------------------------------------------------------------------------------ */

/* A digit with '/' or '-' behind it: most paragraphs have none, and are done. */
static bool
may_have_any(str text)
{
	for (size_t i = 1; i < text.n; i++)
		if ((text.p[i] == '/' || text.p[i] == '-') && is_digit(text.p[i - 1]))
			return true;
	return false;
}

bool
mention_next(struct mention_scan *s, struct mention *m)
{
	struct mention_word w;

	if (s->at == 0 && !may_have_any(s->text))
		return false;
	while (next_word(s->text, &s->at, &w)) {
		bool found = w.s.n && is_digit(w.s.p[0]) && read_number(&w, m) && read_before(s, m);

		if (found)
			read_after(s, &w, m);
		remember(s, &w);
		if (found)
			return true;
	}
	return false;
}
