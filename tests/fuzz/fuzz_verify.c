/* tests/fuzz/fuzz_verify.c: a finished file from outside, as `verify` takes it. The first
 * byte chooses: 0 the bytes of the file; 1 its parts, each behind a line "=== name", packed
 * as they are, since no fuzzer finds the sums of a zip. */
#include "fuzz.h"

#include "../../gen/archive/diff.h"
#include "../../gen/base/utf.h"
#include "../../gen/cli/remake.h"
#include "../../gen/cli/verify.h"

static str
packed(struct arena *a, str all)
{
	static struct packer *packer;
	struct world w = world_split(a, all);
	struct parts parts = { NEW_N(a, struct part, w.n + 1), w.n };
	str zip = S(""), why;

	if (!packer)
		packer = packer_new();
	for (size_t i = 0; i < w.n; i++)
		parts.v[i] = (struct part){ .name = w.paths[i], .bytes = w.bytes[i] };
	packer_zip(packer, a, &parts, &zip, &why);
	return zip;
}

/* What a file says goes to terminals. */
static void
look(str s)
{
	MUST(utf_invalid(s) == STR_NONE);
	for (size_t at = 0; at < s.n;) {
		uint32_t cp = utf_next(s, &at);

		MUST(cp == '\n' || (cp >= ' ' && cp != 0x7F && cp != 0x9B && cp != 0x202E));
	}
}

static void
look_difference(void *ctx, str name, str what)
{
	(void)ctx;
	MUST(utf_invalid(name) == STR_NONE && utf_invalid(what) == STR_NONE);
}

/* Against a plan that it might be of. */
static void
look_claim(struct arena *a, str bytes)
{
	static struct pprop said[] = { { STR_INIT("vanban.phien-ban"), STR_INIT("0.1.0") },
		{ STR_INIT("vanban.ma"), STR_INIT("so/tb") },
		{ STR_INIT("vanban.chu"), STR_INIT("0123456789abcdef0123456789abcdef") } };
	struct plan p = { .custom = said, .n_custom = 3 };
	struct claim c;
	str why, *old, *now;
	struct hunk *h;
	size_t n_old, n_now, n, old_at = 0, now_at = 0;

	p.identifier = S("vanban=so/tb@0123456789ab");
	if (!claim_read(a, bytes, &c, &why))
		return;
	remake_differences(&c, &p, look_difference, NULL);
	remake_is_same(&c, &p);
	n_old = diff_lines(a, S("Sở\n\nThông báo\nx\nx\ny\nNơi nhận:\n"), &old);
	n_now = diff_lines(a, c.text, &now);
	n = diff_of(a, old, n_old, now, n_now, &h);
	for (size_t i = 0; i < n; i++) {
		MUST(h[i].old_at >= old_at && h[i].new_at >= now_at);
		old_at = h[i].old_at + h[i].old_n;
		now_at = h[i].new_at + h[i].new_n;
		MUST(old_at <= n_old && now_at <= n_now);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct options o = { .command = CMD_VERIFY, .sources = "no such folder" };
	struct arena *a;
	struct buf out;
	str bytes, why;
	bool same, whole;

	if (size < 1)
		return 0;
	a = arena_new();
	o.lang = data[0] & 2 ? DIAG_EN : DIAG_VI;
	bytes = str_dup(a, (str){ (const char *)data + 1, size - 1 });
	if (data[0] & 1)
		bytes = packed(a, bytes);
	buf_init(&out);
	whole = verify_bytes(a, &o, bytes, &out, &same, &why);
	MUST(whole || why.n);
	look(buf_view(&out));
	look_claim(a, bytes);
	buf_free(&out);
	arena_free(a);
	return 0;
}
