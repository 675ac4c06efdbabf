/* base/fd.c */
#include "fd.h"

#include <errno.h>
#include <unistd.h>

bool
fd_write(int fd, str s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

bool
fd_read(int fd, void *p, size_t n)
{
	for (char *at = p; n;) {
		ssize_t got = read(fd, at, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}
