/* office/sum.c: which LibreOffice and which fonts.
 *
 * Asking LibreOffice for its version costs a start of it. Packages leave its build in a
 * file beside the program (program/versionrc); with the program's own size and date
 * that tells any two of them apart. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* FNV-1a, 64 bits. */
static uint64_t
sum_of(uint64_t sum, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * 1099511628211u;
	return sum;
}

static uint64_t
add_file(uint64_t sum, const char *path)
{
	char bytes[4096];
	FILE *f = fopen(path, "r");

	if (!f)
		return sum;
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
		sum = sum_of(sum, bytes, n);
	fclose(f);
	return sum;
}

static uint64_t
add_program(uint64_t sum, struct arena *a, const char *program)
{
	char *real = realpath(program, NULL);
	struct stat st;

	if (!real || stat(real, &st) < 0) {
		free(real);
		return sum;
	}
	sum = sum_of(sum, real, strlen(real));
	sum = sum_of(sum, &st.st_size, sizeof st.st_size);
	sum = sum_of(sum, &st.st_mtim.tv_sec, sizeof st.st_mtim.tv_sec);
	str path = str_z(real);
	size_t slash = str_rfind_c(path, '/');
	str beside = str_cat(a, str_first(path, slash + 1), S("versionrc"));
	sum = add_file(sum, str_cz(a, beside));
	free(real);
	return sum;
}

/* In whatever order they are told. */
static uint64_t
fonts_sum(struct arena *a)
{
	struct buf list;
	uint64_t sum = 0;
	str rest, line;

	if (!office_find_program(a, "fc-list"))
		return 0;
	buf_init(&list);
	if (office_output_of("fc-list -f '%{file}\\t%{fontversion}\\t%{family}\\n'", &list)) {
		rest = buf_view(&list);
		while (str_line(&rest, &line))
			sum += sum_of(14695981039346656037u, line.p, line.n);
	}
	buf_free(&list);
	return sum;
}

uint64_t
office_sum(struct arena *a)
{
	const char *program = office_find_program(a, "soffice");
	uint64_t sum = 14695981039346656037u, fonts = fonts_sum(a);

	if (!program)
		program = office_find_program(a, "libreoffice");
	if (program)
		sum = add_program(sum, a, program);
	sum = sum_of(sum, &fonts, sizeof fonts);
	return sum ? sum : 1;
}
