/* cache/sum.c: eight bytes a step in four lanes, so that it runs as fast as memory. */
#include "cache.h"

#include <string.h>

static const uint64_t ODD = 0x9E3779B97F4A7C15, ODDER = 0xC2B2AE3D27D4EB4F;

static uint64_t
mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * ODD;
	return h ^ h >> 29;
}

static uint64_t
word_at(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
	return w;
}

uint64_t
cache_sum(str bytes)
{
	uint64_t lane[4] = { 1, 2, 3, 4 }, h = bytes.n * ODDER;
	const char *p = bytes.p;
	size_t left = bytes.n;

	for (; left >= 32; p += 32, left -= 32)
		for (size_t i = 0; i < 4; i++)
			lane[i] = mix(lane[i], word_at(p + 8 * i));
	for (; left >= 8; p += 8, left -= 8)
		h = mix(h, word_at(p));
	for (; left; p++, left--)
		h = mix(h, (unsigned char)*p);
	for (size_t i = 0; i < 4; i++)
		h = mix(h, lane[i]) * ODDER;
	return h ^ h >> 32;
}
