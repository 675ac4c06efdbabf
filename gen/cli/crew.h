/* cli/crew.h: processes forked from this one, which answer jobs with bytes.
 *
 * A process starts with all that its parent knows, in shared pages, and is told the
 * numbers of a few jobs at a time; a further one follows whenever an answer comes, so
 * fast and slow jobs even out and nobody waits for the parent. Each goes through a
 * stretch of its own, so that they seldom are in one folder at a time, where they would
 * wait for each other; whoever is done takes half of what another has left.
 *
 * One that dies, or is at a job for too long, costs that job and no other: it is
 * named, and a new process takes over the rest. */
#ifndef CLI_CREW_H
#define CLI_CREW_H

#include "../base/arena.h"
#include "../base/buf.h"

#include <stdint.h>

enum { CREW_MOST = 256 };

struct crew_calls {
	void *ctx;
	/* In the worker: before its first job; and a job, whose answer is written to out. */
	void (*begin)(void *ctx);
	void (*work)(void *ctx, uint32_t job, struct buf *out);
	/* In the parent: the answer; a job that has none, with the status of waitpid();
	 * and that no worker could be started (errno). */
	void (*answer)(void *ctx, uint32_t job, str bytes);
	void (*death)(void *ctx, uint32_t job, bool hung, int status);
	void (*no_fork)(void *ctx, int error);
};

struct crew;
/* n jobs over so many workers, at most CREW_MOST. timeout: seconds that a job may take;
 * 0: any. The array of jobs stays the caller's and is changed; calls must live on. */
struct crew *crew_start(struct arena *a, const struct crew_calls *calls, uint32_t *jobs, size_t n,
    size_t n_workers, unsigned timeout);
/* Waits until something has been heard, and passes it on. False: nobody is left. */
bool crew_listen(struct crew *c);
void crew_end(struct crew *c); /* NULL is fine */

#endif
