/* cli/shard.c */
#include "shard.h"

#include "../base/digest.h"

bool
shard_has(const struct options *o, str id)
{
	struct digest d;
	uint32_t n = 0;

	if (!o->n_shards)
		return true;
	digest_bytes(id, &d);
	for (size_t i = 0; i < sizeof n; i++)
		n = n << 8 | d.v[i];
	return n % o->n_shards == o->shard;
}
