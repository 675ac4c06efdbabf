/* tests/fuzz/fuzz_yaml.c: YAML bytes → values. Each value has a place in the source, and
 * the text between is where it says. */
#include "fuzz.h"

#include "../../gen/yaml/yval.h"

static void
look(struct arena *a, const struct yval *v, const struct src *s, int depth)
{
	MUST(v->at.src == s && v->at.line >= 1 && depth <= 40);
	switch (v->kind) {
	case Y_SCALAR:
		for (size_t i = 0; i <= v->text.s.n && i < 64; i++)
			MUST(text_pos(&v->text, i, 1).line <= s->n_lines + 1);
		yval_quote_edit(a, v);
		break;
	case Y_LIST:
		for (size_t i = 0; i < v->n; i++)
			look(a, v->items[i], s, depth + 1);
		break;
	case Y_MAP:
		for (size_t i = 0; i < v->n; i++) {
			MUST(v->pairs[i].val && v->pairs[i].at.line >= 1);
			look(a, v->pairs[i].val, s, depth + 1);
		}
		yval_quote_edit(a, v);
		break;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct diags d;
	const struct src *s;

	diags_init(&d, a);
	s = src_load(a, S("x.yaml"), str_dup(a, (str){ (const char *)data, size }), &d);
	MUST(s || diags_failed(&d));
	if (s) {
		struct text all = { .s = s->text, .at = src_pos(s, 0, 0), .how = TEXT_WHOLE };
		bool empty = false;
		struct yval *v = yaml_parse(a, &all, &d, &empty);
		MUST(v || empty || diags_failed(&d));
		if (v) {
			look(a, v, s, 0);
			yval_digest(a, v);
		}
	}
	fuzz_findings(&d);
	arena_free(a);
	return 0;
}
