/* base/fd.h: open files. */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "str.h"

/* Writes all of s, however many calls that takes. False: errno. */
bool fd_write(int fd, str s);
/* Reads n bytes. False: it ended before, or errno. */
bool fd_read(int fd, void *p, size_t n);

#endif
