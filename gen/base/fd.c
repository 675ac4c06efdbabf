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
