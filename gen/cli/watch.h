/* cli/watch.h: `vanban watch`: builds again at every save. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "report.h"
#include "session.h"

/* Builds what o asks for, and again whenever sources or templates change, until a
 * signal ends it (STATUS_BUILT) or the kernel can tell no more (STATUS_MACHINE).
 * build makes the documents of such options and tells of them on r; from what was
 * prepared (session.h), or NULL. */
int watch_run(struct arena *a, const struct options *o,
    int (*build)(
	struct arena *a, const struct options *o, struct report *r, const struct prepared *before));

#endif
