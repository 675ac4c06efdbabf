/* tool/freeze.c: runs when the program is built. Parses the template files named
 * and prints them as C: the table that style/ looks into (yaml/freeze.h).
 *
 *     freeze FOLDER FILE …      FILE is relative to FOLDER: nd30/vai.yaml
 *
 * A file with faults, or that is empty, is left out: it is parsed, and its faults
 * told, when a document needs it. */
#include "../yaml/freeze.h"

#include <stdio.h>
#include <stdlib.h>

static bool
read_whole(struct arena *a, const char *path, str *bytes)
{
	struct buf b;
	size_t n;
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	buf_init(&b);
	while ((n = fread(buf_reserve(&b, 65536), 1, 65536, f)) > 0)
		b.n += n;
	bool whole = !ferror(f);
	*bytes = buf_dup(&b, a);
	buf_free(&b);
	return fclose(f) == 0 && whole;
}

/* Lines of numbers; a string literal may be too long for a compiler. */
static void
print_bytes(const char *name, size_t number, str s)
{
	printf("static const char %s_%zu[] = {", name, number);
	for (size_t i = 0; i < s.n; i++)
		printf("%s%d,", i % 24 ? "" : "\n\t", s.p[i]);
	printf("\n\t0\n};\n");
}

static void
print_words(size_t number, str s)
{
	const uint32_t *words = (const void *)s.p;
	printf("static const uint32_t words_%zu[] = {", number);
	for (size_t i = 0; i < s.n / sizeof *words; i++)
		printf("%s%uu,", i % 12 ? "" : "\n\t", words[i]);
	printf("\n};\n");
}

struct row {
	const char *path;
	size_t text, words, pool;
	const struct digest *digest;
};

static void
print_digest(const struct digest *d)
{
	printf("{ {");
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		printf(" %d,", d->v[i]);
	printf(" } }");
}

static bool
freeze_file(struct arena *a, const char *folder, struct row *row, size_t number)
{
	str bytes;
	struct diags d;
	struct buf words, pool;
	bool empty;
	diags_init(&d, a);
	str path = str_fmt(a, "%s/%s", folder, row->path);
	if (!read_whole(a, str_cz(a, path), &bytes)) {
		fprintf(stderr, "freeze: cannot read %s\n", path.p);
		exit(1);
	}
	const struct src *src = src_load(a, str_z(row->path), bytes, &d);
	if (!src || src->recomposed)
		return false;
	struct text whole = { .s = src->text, .at = { src, 1, 1, 0 }, .how = TEXT_WHOLE };
	const struct yval *v = yaml_parse(a, &whole, &d, &empty);
	if (!v || d.list.n)
		return false;
	buf_init(&words);
	buf_init(&pool);
	yaml_freeze(v, src, &words, &pool);
	print_bytes("text", number, src->text);
	print_words(number, buf_view(&words));
	print_bytes("pool", number, buf_view(&pool));
	row->text = src->text.n;
	row->words = words.n / sizeof(uint32_t);
	row->pool = pool.n;
	row->digest = yval_digest(a, v);
	buf_free(&words);
	buf_free(&pool);
	return true;
}

int
main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct row *rows = NEW_N(a, struct row, (size_t)argc + 1);
	printf("/* Made by gen/tool/freeze.c from templates/. */\n"
	       "#include \"../yaml/freeze.h\"\n"
	       "extern const struct frozen style_frozen[];\n");
	for (size_t i = 2; i < (size_t)argc; i++) {
		rows[i].path = argv[i];
		if (!freeze_file(a, argv[1], &rows[i], i))
			rows[i].path = NULL;
	}
	printf("const struct frozen style_frozen[] = {\n");
	for (size_t i = 2; i < (size_t)argc; i++) {
		if (!rows[i].path)
			continue;
		printf("\t{ \"%s\", { text_%zu, %zu }, words_%zu, %zu, { pool_%zu, %zu }, ",
		    rows[i].path, i, rows[i].text, i, rows[i].words, i, rows[i].pool);
		print_digest(rows[i].digest);
		printf(" },\n");
	}
	printf("\t{ 0 }\n};\n");
	arena_free(a);
	return fflush(stdout) || ferror(stdout);
}
