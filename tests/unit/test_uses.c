/* What a document used: lists of answers, and the digests that stand for them. */
#include "../../gen/base/uses.h"
#include "../../gen/yaml/yval.h"
#include "check.h"

static const struct yval *
parse(struct arena *a, const char *yaml)
{
	struct diags d;
	bool empty;
	diags_init(&d, a);
	const struct src *src = src_load(a, S("t.yaml"), str_z(yaml), &d);
	struct text text = { .s = src->text, .at = src_pos(src, 0, 0), .how = TEXT_WHOLE };
	return yaml_parse(a, &text, &d, &empty);
}

static bool
same_value(struct arena *a, const char *x, const char *y)
{
	return digest_eq(yval_digest(a, parse(a, x)), yval_digest(a, parse(a, y)));
}

static void
values(struct arena *a)
{
	CHECK(same_value(a, "a: 1\nb: [x, y]\n", "# why\na:   1\n\nb:\n  - x\n  - y\n"));
	CHECK(!same_value(a, "a: 1\n", "a: 2\n"));
	CHECK(!same_value(a, "a: [x, y]\n", "a: [xy]\n"));
	CHECK(!same_value(a, "a: [x, [y]]\n", "a: [x, y]\n"));
	CHECK(!same_value(a, "a: ''\n", "a:\n"));
	CHECK(!same_value(a, "a: {b: c}\n", "a: [b, c]\n"));
}

static void
lists(struct arena *a)
{
	struct uses u;
	struct digest one, none = { { 0 } };
	uses_init(&u, a);
	digest_bytes(S("1"), &one);
	uses_add(NULL, USE_FILE, S("a"), S(""), NULL);
	uses_add(&u, USE_TEMPLATE, S("vai.yaml"), S(""), &one);
	uses_add(&u, USE_CITED, S("x"), S(""), NULL);
	uses_add(&u, USE_FILE, S("x"), S(""), &one);
	uses_add(&u, USE_CITED, S("x"), S(""), &one);
	CHECK_INT((long long)u.list.n, 3);
	uses_sort(&u);
	CHECK_STR(u.list.v[0].name, "x");
	CHECK_INT(u.list.v[0].kind, USE_FILE);
	CHECK(use_is_nothing(&u.list.v[1]) && !use_is_nothing(&u.list.v[2]));
	CHECK(!use_same(&u.list.v[0], &u.list.v[1]) && use_same(&u.list.v[0], &u.list.v[0]));
	CHECK(digest_eq(&u.list.v[1].digest, &none));
}

static void
blobs(struct arena *a)
{
	struct digest d;
	str id = digest_git_blob(a, S("hello\n"));
	CHECK_STR(id, "ce013625030ba8dba906f756967f9e9ca394464a");
	use_blob_read(id, &d);
	CHECK(str_eq(use_blob(a, &d), id));
}

int
main(void)
{
	struct arena *a = arena_new();
	values(a);
	lists(a);
	blobs(a);
	arena_free(a);
	return check_result();
}
