/* tests/fuzz/main.c: the targets without libFuzzer: one of them over files, for
 * `make test` on its seeds and for a look at an input that broke something.
 *
 *	seeds TARGET FILE…
 *
 * The Makefile gives each target's function the name of its file. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

#define TARGETS T(yaml) T(markdown) T(csv) T(image) T(template) T(whole) T(verify)

#define T(name) int fuzz_##name(const uint8_t *data, size_t size);
TARGETS
#undef T

static const struct {
	const char *name;
	int (*run)(const uint8_t *data, size_t size);
} targets[] = {
#define T(name) { #name, fuzz_##name },
	TARGETS
#undef T
};
enum { N_TARGETS = sizeof targets / sizeof *targets };

static bool
run(size_t target, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	int c;

	if (!f) {
		perror(path);
		return false;
	}
	buf_init(&b);
	while ((c = getc(f)) != EOF)
		buf_c(&b, (char)c);
	fclose(f);
	/* The last line on stdout names what broke it. */
	puts(path);
	fflush(stdout);
	targets[target].run((const uint8_t *)b.p, b.n);
	buf_free(&b);
	return true;
}

int
main(int argc, char **argv)
{
	size_t target = 0;

	while (argc > 1 && target < N_TARGETS && strcmp(argv[1], targets[target].name) != 0)
		target++;
	if (argc < 2 || target == N_TARGETS) {
		fputs("seeds yaml|markdown|csv|image|template|whole|verify FILE…\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		if (!run(target, argv[i]))
			return 1;
	return 0;
}
