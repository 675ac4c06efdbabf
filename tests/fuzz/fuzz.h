/* tests/fuzz/fuzz.h: what the fuzz targets share: sources in memory, the templates of
 * the program, and what must be true of every run.
 *
 * A target is a file fuzz_NAME.c with LLVMFuzzerTestOneInput(). libFuzzer drives it in
 * `make fuzz`; main.c drives it over its seeds in `make test`. The first byte of an
 * input chooses options, written as a letter or digit so that seeds can be read; the
 * rest is the bytes under test. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>

#include "../../gen/base/buf.h"
#include "../../gen/cli/session.h"

/* Ends the program, as libFuzzer wants it, when something untrue is seen. */
#define MUST(cond) ((cond) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #cond))
_Noreturn void fuzz_fail(const char *file, int line, const char *what);

/* A tree of sources in memory; files are sorted by path. */
struct world {
	struct arena *a;
	str *paths, *bytes;
	size_t n;
};

/* Files out of one run of bytes: each follows a line "=== path". */
struct world world_split(struct arena *a, str all);
void world_add(struct world *w, str path, str bytes);
/* Every document of w through every stage, to a zip. Opens with the options' bits:
 * 1 the rules of check, 2 the dumps, 4 built twice to the same bytes. */
void world_run(struct world *w, unsigned options);
enum { RUN_CHECK = 1, RUN_DUMPS = 2, RUN_TWICE = 4 };

/* The templates of the program under a stronger layer (NULL: none). */
const struct style *world_style(
    struct arena *a, const struct style_layer *over, int co_chu, struct diags *d);

/* Every finding can be printed, in both languages, as UTF-8; an error is one that stops. */
void fuzz_findings(const struct diags *d);
/* A part of the package is XML without a document type, and nothing of it points
 * outside but links. */
void fuzz_part(const struct part *p);

/* One document `in`, of a fixed head and the body `md`, with a file beside it. */
void fuzz_body(struct arena *a, str md, str name, str bytes, unsigned options);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
