/* office/office_int.h: what the files of this room share. office.c finds LibreOffice
 * and keeps the folder, make.c deals out the jobs, start.c is one run of it. */
#ifndef OFFICE_OFFICE_INT_H
#define OFFICE_OFFICE_INT_H

#include <signal.h>
#include <sys/types.h>

#include "../base/buf.h"
#include "office.h"

struct office {
	struct arena *a;
	const char *program; /* soffice, with its path */
	const char *folder;
	unsigned workers, seconds;
	int life[2]; /* a pipe of which this process alone holds the writing end */
};

/* The signals that end a program from outside. */
static const int office_ending[] = { SIGINT, SIGTERM, SIGHUP };

/* office.c: a program in PATH, with its path; NULL: there is none. */
const char *office_find_program(struct arena *a, const char *name);
/* font.c: what a command of the shell prints; false: it could not be run. */
bool office_output_of(const char *command, struct buf *out);
/* Removes a folder and what is in it; that it is not there is fine. */
void office_remove(const char *path);

/* start.c: one run of LibreOffice over a batch. */
struct start {
	struct office *o;
	enum office_make what;
	const char *profile;
	size_t *batch; /* indexes into the jobs */
	size_t n;
	pid_t pid; /* 0: not running */
	int out, err;
	struct buf said, complained; /* stdout, stderr */
	size_t scanned;              /* of said: lines seen */
	size_t at;                   /* it has begun batch[at - 1]; 0: none yet */
	long long deadline;          /* milliseconds, monotonic */
	bool hung;
	int status; /* of waitpid(), when it has ended */
};
long long office_now(void);
/* Starts it on s->batch. False: errno. */
bool start_run(struct start *s, const struct office_job *jobs);
/* Takes what it has said; true: it has ended, and s->status is known. */
bool start_listen(struct start *s, const struct office_job *jobs);
/* Ends it and whatever it has started. */
void start_kill(struct start *s);
/* The last thing it complained about, or how it ended; empty: neither. */
str start_last_words(const struct start *s, struct arena *a);

/* profile.c: the PDF, in a, with its colour profile as it is at any time. pdf itself when
 * it has none. */
str office_settle_profile(struct arena *a, str pdf);

#endif
