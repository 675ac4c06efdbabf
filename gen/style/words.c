/* Fixed words and measures: every name of word_list.h must be in the set, and
 * the set may hold no other, so that a slip in an overlay is told. */
#include <assert.h>

#include "style_int.h"

#define WORD(name, key) key,
#define WORDS(name, key)
#define MEASURE(name, key, unit)
static const char *const word_keys[] = {
#include "word_list.h"
};
#undef WORDS
#define WORDS(name, key) key,
static const char *const all_keys[] = {
/* of tu-ngu.yaml */
#include "word_list.h"
};
#undef WORD
#define WORD(name, key)
static const char *const list_keys[] = {
#include "word_list.h"
};
#undef WORDS
#undef MEASURE
#define WORDS(name, key)
#define MEASURE(name, key, unit) key,
static const char *const measure_keys[] = {
#include "word_list.h"
};
#undef MEASURE
enum unit { LENGTH, WEIGHT, PERCENT, COUNT };
#define MEASURE(name, key, unit) unit,
static const enum unit measure_units[] = {
#include "word_list.h"
};
#undef WORD
#undef WORDS
#undef MEASURE

/* Blanks are no longer than a line, and an image no denser than this. */
enum { COUNT_MAX = 9600 };

static size_t
find_key(const char *const *keys, size_t n, str name)
{
	size_t i = 0;
	while (i < n && !template_name_eq(name, str_z(keys[i])))
		i++;
	return i;
}

/* ---- Words ------------------------------------------------------------------ */

static void
read_list(struct style_words *w, size_t i, const struct yval *v, struct arena *a, struct diags *d)
{
	if (!template_list(v, str_z(list_keys[i]), d))
		return;
	w->list[i].v = NEW_N(a, str, v->n + 1);
	for (size_t k = 0; k < v->n; k++)
		if (template_text(v->items[k], str_z(list_keys[i]), &w->list[i].v[w->list[i].n], d))
			w->list[i].n++;
}

static void
read_word(struct style *s, struct style_words *w, const struct ypair *p, struct diags *d)
{
	size_t i = find_key(word_keys, WORD__COUNT, p->fold);
	if (i < WORD__COUNT) {
		template_text(p->val, p->key, &w->word[i], d);
		return;
	}
	i = find_key(list_keys, WORDS__COUNT, p->fold);
	if (i < WORDS__COUNT)
		read_list(w, i, p->val, style_impl(s)->a, d);
}

void
words_read(struct style *s, const struct yval *map, struct diags *d)
{
	struct style_words *w = s->words;
	if (map)
		template_keys(
		    map, all_keys, sizeof all_keys / sizeof *all_keys, S("tu-ngu.yaml"), d);
	for (size_t i = 0; map && i < map->n; i++)
		read_word(s, w, &map->pairs[i], d);
	pos at = map ? map->at : (pos){ 0 };
	for (size_t i = 0; i < WORD__COUNT; i++)
		if (!template_get(map, word_keys[i]))
			diag(d, D_TEMPLATE_WORD_MISSING, at, str_z(word_keys[i]));
	for (size_t i = 0; i < WORDS__COUNT; i++)
		if (!template_get(map, list_keys[i]))
			diag(d, D_TEMPLATE_WORD_MISSING, at, str_z(list_keys[i]));
}

/* ---- Measures ---------------------------------------------------------------- */

static void
read_measure(int *out, enum unit unit, const struct yval *v, str key, struct diags *d)
{
	switch (unit) {
	case LENGTH: template_length(v, key, out, d); break;
	case WEIGHT: template_weight(v, key, out, d); break;
	case PERCENT: template_percent(v, key, out, d); break;
	case COUNT: template_count(v, key, COUNT_MAX, out, d); break;
	}
}

void
measures_read(struct style *s, const struct yval *map, pos at, struct diags *d)
{
	struct style_words *w = s->words;
	if (!map) {
		diag(d, D_TEMPLATE_KEY_MISSING, at, S("kich_thuoc"), S("the-thuc.yaml"));
		return;
	}
	if (!template_is_map(map, S("kich_thuoc"), d))
		return;
	template_keys(map, measure_keys, MEASURE__COUNT, S("kich_thuoc"), d);
	for (size_t i = 0; i < MEASURE__COUNT; i++) {
		str key = str_z(measure_keys[i]);
		const struct yval *v = template_get(map, measure_keys[i]);
		if (v)
			read_measure(&w->measure[i], measure_units[i], v, key, d);
		else
			diag(d, D_TEMPLATE_MEASURE_MISSING, map->at, key);
	}
}

/* ---- What others ask for ----------------------------------------------------- */

str
style_word(const struct style *s, const char *name)
{
	size_t i = find_key(word_keys, WORD__COUNT, str_z(name));
	assert(i < WORD__COUNT);
	return i < WORD__COUNT ? s->words->word[i] : (str){ 0 };
}

size_t
style_words(const struct style *s, const char *name, const str **out)
{
	size_t i = find_key(list_keys, WORDS__COUNT, str_z(name));
	assert(i < WORDS__COUNT);
	*out = s->words->list[i].v;
	return s->words->list[i].n;
}

int
style_measure(const struct style *s, const char *name)
{
	size_t i = find_key(measure_keys, MEASURE__COUNT, str_z(name));
	assert(i < MEASURE__COUNT);
	return s->words->measure[i];
}
