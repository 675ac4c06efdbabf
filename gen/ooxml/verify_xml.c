/* ooxml/verify_xml.c: the gate's scanner and sets. It is as quick as it is
 * narrow: every document that is built goes through it, in a tenth of the time
 * that writing it took. */
#include <string.h>

#include "verify_int.h"

/* ---- Scanner ------------------------------------------------------------------- */

static bool
malformed(struct scan *s, const char *what)
{
	s->wrong = what;
	return false;
}

/* "&amp;" and its like at p. */
static bool
is_entity(const char *p, const char *stop)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t n = strlen(known[i]);

		if ((size_t)(stop - p) >= n && memcmp(p, known[i], n) == 0)
			return true;
	}
	return false;
}

static bool
check_entities(const char *p, const char *stop)
{
	while (p < stop && (p = memchr(p, '&', (size_t)(stop - p))) != NULL)
		if (!is_entity(p++, stop))
			return false;
	return true;
}

/* U+FFFE and U+FFFF: EF BF BE, EF BF BF. */
static bool
check_noncharacters(const char *p, const char *stop)
{
	while (p < stop && (p = memchr(p, 0xEF, (size_t)(stop - p))) != NULL) {
		if (stop - p > 2 && (unsigned char)p[1] == 0xBF && (unsigned char)p[2] >= 0xBE)
			return false;
		p++;
	}
	return true;
}

void
scan_begin(struct scan *s, str bytes)
{
	static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" "
					  "standalone=\"yes\"?>\n";
	size_t n = sizeof declaration - 1;

	s->p = bytes.p + n;
	s->stop = bytes.p + bytes.n;
	s->depth = 0;
	s->root_done = false;
	s->wrong = NULL;
	if (bytes.n < n || memcmp(bytes.p, declaration, n) != 0)
		s->wrong = "no XML declaration";
	/* Once for the whole part. There are no controls at all in what we write: tabs
	 * and line ends are elements. */
	else if (str_find_control((str){ s->p, (size_t)(s->stop - s->p) }) != STR_NONE)
		s->wrong = "a control character";
	else if (!check_entities(s->p, s->stop))
		s->wrong = "an unknown entity";
	else if (!check_noncharacters(s->p, s->stop))
		s->wrong = "a character that XML forbids";
}

/* A to z, digits, and ":_-." */
static bool
is_name_char(char c)
{
	static const uint64_t of[4] = { 0x07FF600000000000, 0x07FFFFFE87FFFFFE };

	return of[(unsigned char)c >> 6] >> ((unsigned char)c & 63) & 1;
}

static str
take_name(struct scan *s)
{
	const char *from = s->p, *p = from;

	while (p < s->stop && is_name_char(*p))
		p++;
	s->p = p;
	return (str){ from, (size_t)(p - from) };
}

static bool
take(struct scan *s, char c)
{
	if (s->p >= s->stop || *s->p != c)
		return false;
	s->p++;
	return true;
}

static bool
take_attr(struct scan *s, struct tag *t)
{
	struct attr *a = &t->attrs[t->n_attrs];
	const char *quote;

	if (t->n_attrs == MAX_ATTRS)
		return malformed(s, "too many attributes");
	a->name = take_name(s);
	if (a->name.n == 0 || !take(s, '=') || !take(s, '"'))
		return malformed(s, "a broken attribute");
	quote = memchr(s->p, '"', (size_t)(s->stop - s->p));
	if (!quote)
		return malformed(s, "an attribute without its end");
	a->value = (str){ s->p, (size_t)(quote - s->p) };
	if (memchr(s->p, '<', a->value.n))
		return malformed(s, "a '<' in an attribute");
	s->p = quote + 1;
	for (size_t i = 0; i < t->n_attrs; i++)
		if (str_eq(t->attrs[i].name, a->name))
			return malformed(s, "an attribute given twice");
	t->n_attrs++;
	return true;
}

static bool
take_end_tag(struct scan *s, struct tag *t)
{
	t->end = true;
	t->name = take_name(s);
	if (!take(s, '>') || s->depth == 0 || !str_eq(s->open[s->depth - 1], t->name))
		return malformed(s, "an end tag without its start");
	s->depth--;
	s->root_done = s->depth == 0;
	return true;
}

static bool
take_start_tag(struct scan *s, struct tag *t)
{
	t->start = true;
	t->name = take_name(s);
	if (t->name.n == 0 || s->root_done)
		return malformed(s, "something that is no element");
	while (take(s, ' '))
		if (s->p < s->stop && *s->p != '/' && !take_attr(s, t))
			return false;
	t->end = take(s, '/');
	if (!take(s, '>'))
		return malformed(s, "a broken tag");
	if (t->end) {
		s->root_done = s->depth == 0;
		return true;
	}
	if (s->depth == MAX_DEPTH)
		return malformed(s, "elements nested too deep");
	s->open[s->depth++] = t->name;
	return true;
}

bool
scan_next(struct scan *s, struct tag *t)
{
	const char *lt;

	if (s->wrong)
		return false;
	lt = memchr(s->p, '<', (size_t)(s->stop - s->p));
	if (!lt)
		return s->root_done && s->p == s->stop ? false : malformed(s, "no end");
	if (s->depth == 0 && lt != s->p)
		return malformed(s, "text outside of the root");
	s->p = lt + 1;
	t->start = t->end = false;
	t->n_attrs = 0;
	return take(s, '/') ? take_end_tag(s, t) : take_start_tag(s, t);
}

str
tag_attr(const struct tag *t, const char *name)
{
	for (size_t i = 0; i < t->n_attrs; i++)
		if (str_is(t->attrs[i].name, name))
			return t->attrs[i].value;
	return S("");
}

bool
tag_is(const struct tag *t, const char *name)
{
	return str_is(t->name, name);
}

/* ---- Sets ------------------------------------------------------------------------- */

static size_t
slot_of(const struct set *s, str key)
{
	uint64_t h = 14695981039346656037U; /* FNV-1a */
	size_t i;

	for (i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 1099511628211U;
	i = (size_t)(h ^ h >> 32) & (s->cap - 1);
	while (s->slots[i].used && !str_eq(s->slots[i].key, key))
		i = (i + 1) & (s->cap - 1);
	return i;
}

static void
grow(struct arena *a, struct set *s)
{
	struct set old = *s;

	s->cap = old.cap ? old.cap * 2 : 64;
	s->slots = NEW_N(a, struct set_slot, s->cap);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].used)
			s->slots[slot_of(s, old.slots[i].key)] = old.slots[i];
}

bool
set_add(struct arena *a, struct set *s, str key, int value)
{
	size_t i;

	if (s->n * 2 >= s->cap)
		grow(a, s);
	i = slot_of(s, key);
	if (s->slots[i].used)
		return false;
	s->slots[i] = (struct set_slot){ key, value, true };
	s->n++;
	return true;
}

int
set_get(const struct set *s, str key)
{
	size_t i;

	if (s->n == 0)
		return ABSENT;
	i = slot_of(s, key);
	return s->slots[i].used ? s->slots[i].value : ABSENT;
}
