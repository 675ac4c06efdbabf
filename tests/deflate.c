/* tests/deflate.c: what packing alone costs: the XML parts of all DOCX files below a
 * folder, deflated by zlib at level 6 on two processes, each with one stream for all its
 * parts. The parts are in memory before the clock starts, and nothing is written. For
 * tests/bench_scale.py.
 *
 *     deflate FOLDER      →  wall seconds, CPU seconds, bytes deflated, bytes in the files
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>

enum { PROCESSES = 2, LEVEL = 6, MOST = 1 << 18 };

static struct part {
	unsigned char *bytes;
	size_t n, document;
} parts[MOST];
static size_t n_parts, n_documents, packed_bytes;

static int
is_xml(const char *name)
{
	size_t n = strlen(name);

	return (n > 4 && !strcmp(name + n - 4, ".xml")) || (n > 5 && !strcmp(name + n - 5, ".rels"));
}

static void
load_part(zip_t *z, zip_uint64_t i)
{
	zip_stat_t st;
	zip_file_t *f;
	struct part *p = &parts[n_parts];

	if (zip_stat_index(z, i, 0, &st) != 0 || !is_xml(st.name) || n_parts == MOST)
		return;
	*p = (struct part){ malloc(st.size + 1), st.size, n_documents };
	f = zip_fopen_index(z, i, 0);
	if (!p->bytes || !f || zip_fread(f, p->bytes, st.size) != (zip_int64_t)st.size)
		exit(1);
	zip_fclose(f);
	packed_bytes += st.comp_size;
	n_parts++;
}

static int
load(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	size_t n = strlen(path);
	zip_t *z;

	(void)st, (void)ftw;
	if (type != FTW_F || n < 5 || strcmp(path + n - 5, ".docx") != 0)
		return 0;
	z = zip_open(path, ZIP_RDONLY, NULL);
	if (!z)
		return 1;
	for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++)
		load_part(z, (zip_uint64_t)i);
	zip_discard(z);
	n_documents++;
	return 0;
}

/* The share of one process; writes how many bytes it came to. */
static void
work(size_t share, int to)
{
	static unsigned char out[8 << 20];
	unsigned long long total = 0;
	z_stream z = { 0 };

	if (deflateInit2(&z, LEVEL, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		_exit(1);
	for (size_t i = 0; i < n_parts; i++) {
		if (parts[i].document % PROCESSES != share)
			continue;
		deflateReset(&z);
		z.next_in = parts[i].bytes;
		z.avail_in = (uInt)parts[i].n;
		z.next_out = out;
		z.avail_out = sizeof out;
		if (deflate(&z, Z_FINISH) != Z_STREAM_END)
			_exit(1);
		total += z.total_out;
	}
	_exit(write(to, &total, sizeof total) != sizeof total);
}

int
main(int argc, char **argv)
{
	unsigned long long total = 0, one;
	struct timespec from, end;
	struct rusage u;
	int channel[2], status;

	if (argc != 2 || nftw(argv[1], load, 16, FTW_PHYS) != 0 || pipe(channel) != 0)
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (size_t i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			work(i, channel[1]);
	for (size_t i = 0; i < PROCESSES; i++)
		if (wait(&status) < 0 || status != 0)
			return 1;
	clock_gettime(CLOCK_MONOTONIC, &end);
	for (size_t i = 0; i < PROCESSES; i++) {
		if (read(channel[0], &one, sizeof one) != sizeof one)
			return 1;
		total += one;
	}
	getrusage(RUSAGE_CHILDREN, &u);
	printf("%.6f %.6f %llu %zu\n",
	    (double)(end.tv_sec - from.tv_sec) + (double)(end.tv_nsec - from.tv_nsec) / 1e9,
	    (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
		(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	    total, packed_bytes);
	return 0;
}
