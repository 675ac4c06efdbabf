/* cli/original.h: a file as it was built, made again from the commit that holds what it
 * was built from. */
#ifndef CLI_ORIGINAL_H
#define CLI_ORIGINAL_H

#include "remake.h"

/* From the farthest to the nearest. */
enum original_end {
	ORIGINAL_NO_GIT,     /* git is not here, or the sources are in no repository of it */
	ORIGINAL_NO_COMMIT,  /* no commit has the file's own sources as they were */
	ORIGINAL_NO_BUILD,   /* some have, and this program does not build them */
	ORIGINAL_NO_VALUES,  /* in none are shared values or other files as they were */
	ORIGINAL_OTHER_TEXT, /* all is there as it was, and yet this program prints other text */
	ORIGINAL_FOUND
};

struct original {
	enum original_end end;
	bool shallow; /* the history is cut off: what is missing may be before that */
	bool limited; /* there were more commits than are looked at */
	str commit;   /* "1a2b3c4 2026-05-11 its subject"; of what was found, or came nearest */
	struct pprop *unlike; /* NO_VALUES: what is otherwise in it: property, and what it is of */
	size_t n_unlike;
	str text, bytes; /* ORIGINAL_FOUND: of the file */
};

/* Looks through the history of the repository that `sources`, a folder, lies in, the newest
 * commit first. Nothing of the repository is changed, and nothing is fetched. */
void original_find(struct arena *a, const struct options *o, const char *sources,
    const struct claim *c, struct original *out);

#endif
