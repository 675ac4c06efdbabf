/* tests/measure.c: runs a command several times and tells, a line each, its wall
 * time in seconds, its CPU time and its peak memory in KiB (of the largest process
 * of it). A parent as small as this adds nothing to either. For tests/bench.py.
 *
 *     measure RUNS COMMAND [ARGUMENT …] */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage);

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run_once(char **command)
{
	struct rusage usage;
	int status;
	double start = now();
	pid_t pid = fork();
	if (pid == 0) {
		execvp(command[0], command);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0)
		return 127;
	printf("%.6f %.6f %ld\n", now() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
	    usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int
main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	for (int i = atoi(argv[1]); i > 0; i--) {
		fflush(stdout);
		int status = run_once(argv + 2);
		if (status)
			return status;
	}
	return 0;
}
