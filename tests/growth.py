#!/usr/bin/env python3
"""Inputs at which parsers go quadratic, at a size and at four times it.

What a run costs is counted in instructions (callgrind), so that the machine's mood has no
say, and in peak memory; both less what an empty document costs. Four times the input may
cost at most LIMIT times as much, or is refused with an error. Also a row for each known
weakness of the libraries that come with Debian 12, by which it is seen to be harmless here:

 cmark-gfm 0.29.0.gfm.6 (fixed upstream in gfm.7 to gfm.13, or in cmark)
   CVE-2022-39209  `![l` in the autolink extension    not linked; row "autolink ![l"
   CVE-2023-22483  several quadratic cases            rows "22483 …"
   CVE-2023-22484  `<!--` without end                 row "22484"; `<?`, `<!D`, `<![CDATA[` beside it
   CVE-2023-22485  reading out of bounds in the       not linked (extensions())
                   autolink extension's protocols
   CVE-2023-22486  `![[]()`                           row "22486"
   CVE-2023-24824  `>` and `-` in great number        rows "24824 …"
   CVE-2023-26485  `_` in great number                rows "26485 …"
   CVE-2023-37463  tables' missing cells, footnotes   the table extension is not linked, rows
                   in HTML, the HTML printer          "37463 …"; nothing is printed as HTML by it
   cmark 373, 388, 521: smart quotes; 377, 431: printing CommonMark     neither is asked for
   no limit to the nesting of blocks                  rows "nested …": MD_MAX_DEPTH refuses them
 libyaml 0.2.5
   pull request 286: `[[[[`                           row "yaml [[[["
   CVE-2024-35325, 35326, 35328, 35329 (withdrawn)    in the emitter and in deleting an event
                                                      twice; nothing is written by libyaml (calls())
 Mini-XML 3.3.1
   issue 323 and CVE-2026-5037 (mended in Debian)     in reading XML and in indexes: it only writes
                                                      here (calls()), a paragraph or row at a time
   going on without memory                            ended in ooxml/xml.c; tests/endure.py
 libzip 1.7.3, libdeflate 1.14
   reading hostile archives (issue 6, pull 538)       opened in pack/unpack.c alone, for `verify` (calls());
                                                      tests/archive.py

    tests/growth.py [--native] [-v] [BINARY] [WORD …]     --native: CPU seconds, larger inputs
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

import hostile
import trial

TIMES, LIMIT = 4, 6.5  # sixteen would be a square
SMALL = 20 << 20       # instructions, KiB × 1000: growth below this is not worth a judgement


def md(pattern):
    """A body that repeats a pattern; %d in it is the number of the repetition."""
    if "%d" in pattern:
        return lambda t, n: t.doc("".join(pattern.replace("%d", str(i)) for i in range(n)) + "\n")
    return lambda t, n: t.doc(pattern * n + "\n")


def around(left, middle, right):
    return lambda t, n: t.doc(left * n + middle + right * n + "\n")


def head(text):
    return lambda t, n: t.put("in.yaml", hostile.HEAD + text(n) + "noi_dung: |\n  x\n")


def raw(text):
    return lambda t, n: t.put("in.yaml", text(n))


def lines(n, pattern, start=0):
    return "".join(pattern.replace("%d", str(i)) for i in range(start, start + n))


def table(t, n):
    t.doc("|a|b|\n|-|-|\n" + lines(n, "|x|y %d|\n"))


def bang(t, n):
    t.doc("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\nhang:\n" + lines(n, "  - [x, y %d]\n") + "```\n")


def csv(t, n):
    t.doc("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\ntep: a.csv\n```\n")
    t.put("a.csv", "A,B\n" + lines(n, 'x,"y %d"\n'))


def spans(t, n):
    t.doc("```bang\ncot:\n  - {ten: A}\n  - {ten: B}\nhang:\n" +
          "  - [{o: x, gop_hang: %d}, y]\n" % n + "  - [y]\n" * (n - 1) + "```\n")


def catalogue(t, n):
    t.put("_van-ban.yaml", lines(n, "nd-%d: {loai: nghi-dinh, so_ky_hieu: %d/2020/NĐ-CP, ngay: "
                                 "2020-03-05, tac_gia: Chính phủ, trich_yeu: về %d}\n"))
    t.doc(lines(n, "Theo [](vb:nd-%d).\n\n"))


def cited_often(t, n):
    t.put("_van-ban.yaml", "nd-1: {loai: nghi-dinh, so_ky_hieu: 1/2020/NĐ-CP, ngay: 2020-03-05, "
          "tac_gia: Chính phủ, trich_yeu: về thử}\n")
    t.doc("Theo [](vb:nd-1).\n\n" * n)


def documents(t, n):
    """Each cites another, and has a finding."""
    for i in range(n):
        t.put("d%d/x%d.yaml" % (i % 10, i), hostile.HEAD.replace("so: 7", "so: %d" % (i + 1)) +
              "noi_dung: |\n  Theo [](vb:d%d/x%d) và [](vb:khong-%d).\n" % ((i + 1) % n % 10, (i + 1) % n, i))


def unknown(t, n):
    """The nearest of many ids is looked for, many times."""
    t.put("_van-ban.yaml", lines(n, "nghi-dinh-%d-2020: {loai: nghi-dinh, so_ky_hieu: %d/2020/NĐ-CP, ngay: "
                                 "2020-03-05, tac_gia: Chính phủ, trich_yeu: về %d}\n"))
    t.doc(lines(n, "Theo [](vb:nghi-quyet-%d-2020).\n\n"))


def misspelt(t, n):
    for i in range(n):
        t.put("d/x%d.yaml" % i, hostile.HEAD + "noi_dungg: x\n")


def images(t, n):
    for i in range(n):
        t.put("a%d.png" % i, hostile.png(10, 10))
    t.doc(lines(n, "![x](a%d.png)\n\n"))


def appendices(t, n):
    t.doc("x\n", hostile.HEAD + "phu_luc:\n" + lines(n, "  - {tieu_de: P %d, noi_dung: p.md}\n"))
    t.put("p.md", "x\n")


def notes(t, n):
    t.doc(lines(n, "x[^%d]\n\n") + lines(n, "[^%d]: y\n\n"))


def references(t, n):
    t.doc("# x {#a}\n\n" + "[](#a)\n\n" * n)


def marks(t, n):
    t.doc(lines(n, "# x {#a%d}\n\n") + lines(n, "[](#a%d)\n\n"))


def definitions(t, n):
    t.doc(lines(n, "[a%d]: /b\n\n") + lines(n, "[a%d] "))


def big_definition(t, n):
    t.doc("[a]: /" + "b" * n * 10 + "\n\n" + "[a]\n\n" * n)


def ticks(t, n):
    side = int((2 * n) ** .5)
    t.doc("".join("e" + "`" * i for i in range(side)) + "\n")


def deep_list(t, n):
    side = int((2 * n) ** .5)
    t.doc("".join("%s- x\n" % ("  " * i) for i in range(side)))


def indented_keys(n):
    side = int((2 * n) ** .5)
    return "".join("%sa:\n" % (" " * i) for i in range(side))


ROWS = [
    ("autolink ![l", md("![l"), 20000), ("autolink www.", md("www.a_"), 20000),
    ("22483 ~~", md("~~a "), 20000), ("22483 |-", around("|", "\n", "-|"), 20000),
    ("22483 [^1]", md("[^1] "), 20000), ("22483 ](", md("](a "), 20000),
    ("22484 <!--", md("a <!--"), 20000), ("<?", md("a<?"), 20000), ("<!D", md("a<!D "), 20000),
    ("<![CDATA[", md("a<![CDATA["), 10000), ("22486 ![[]()", md("![[]()"), 10000),
    ("24824 >", around(">", "a", ""), 20000), ("24824 > on lines", md("> a\n>\n"), 5000),
    ("24824 -", around("- ", "a", ""), 20000), ("24824 -----", md("-"), 50000),
    ("26485 _", md("_"), 50000), ("26485 __a__", around("__", "a", "__"), 20000),
    ("37463 cells", lambda t, n: t.doc("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|x|\n" * n), 2000),
    ("37463 notes", notes, 2000),
    ("nested quotes", around("> ", "x", ""), 5000), ("nested lists", deep_list, 20000),
    ("nested lists on a line", around("- ", "x", ""), 1000),
    ("nested brackets", around("[", "a", "]"), 20000), ("open brackets", md("["), 50000),
    ("closed brackets", md("]"), 50000), ("link openers", md("[a"), 20000), ("link closers", md("a]"), 20000),
    ("links without end", md("[a]("), 20000), ("links without >", md("[a](<b"), 10000),
    ("[ (](", md("[ (]("), 10000), ("images in images", around("![", "a", "](b)"), 10000),
    ("emphasis closers", md("a_ "), 20000), ("emphasis openers", md("_a "), 20000),
    ("emphasis *a **a", md("*a **a "), 10000), ("emphasis *a_", md("*a_ "), 20000),
    ("emphasis a***", md("a***"), 20000), ("[ a_", md("[ a_"), 10000),
    ("**x [a*b**c*](d)", md("**x [a*b**c*](http://d)"), 3000), ("nested emphasis", around("*a **a ", "b", "** a* "), 5000),
    ("bold words", md("**a** "), 5000), ("left-over **", md("** "), 20000),
    ("backticks", ticks, 50000), ("backticks `a``b", md("`a``b"), 10000), ("entities", md("&#"), 20000),
    ("<", md("<"), 50000), ("backslashes", md("\\"), 50000), ("open tags", md("<a "), 20000),
    ("comments", md("<!-- a -->\n\n"), 5000), ("fences", md("```nguyen-van\na\n```\n\n"), 3000),
    ("definitions of links", definitions, 3000), ("one long definition", big_definition, 2000),
    ("spaces", md(" "), 100000), ("tabs", md("\t"), 100000), ("blank lines", md("\n"), 100000),
    ("a long line", md("chữ "), 30000), ("lines", md("một dòng chữ\n"), 10000),
    ("combining marks", around("", "a", "́"), 20000), ("paragraphs", md("x\n\n"), 5000),
    ("headings", md("# x\n\n"), 3000), ("items", md("1. x\n"), 5000), ("bullets", md("- x\n"), 5000),
    ("numbered headings", md("## x %d\n\n1. y\n\n"), 2000), ("page breaks", md("a\n\n---\n\n"), 3000),
    ("gaps", md("[?x] "), 5000), ("hard breaks", md("a\\\n"), 5000),
    ("table rows", table, 3000), ("rows of bang", bang, 2000), ("rows of CSV", csv, 3000),
    ("one span of all rows", spans, 1000), ("wrong table rows", lambda t, n: t.doc("|a|b|\n|-|-|\n" + "|c|\n" * n), 5000),
    ("tables", md("|a|b|\n|-|-|\n|x|y|\n\nz\n\n"), 800), ("tables of bang", md("```bang\ncot:\n  - {ten: A}\nhang:\n  - [x]\n```\n\nz\n\n"), 500),
    ("notes that are not there", md("x[^%d]\n\n"), 2000), ("notes not called", md("[^%d]: y\n\n"), 2000),
    ("references", references, 3000), ("marks", marks, 1000), ("references to nothing", md("[](#a%d)\n\n"), 2000),
    ("citations of a catalogue", catalogue, 800), ("one citation, often", cited_often, 2000),
    ("citations of nothing", md("[](vb:a%d)\n\n"), 1000), ("citations of nothing near", unknown, 2000),
    ("images", images, 150), ("appendices", appendices, 100), ("documents", documents, 100),
    ("documents with a misspelt key", misspelt, 150),
    ("recipients", head(lambda n: "can_cu:\n" + lines(n, "  - Căn cứ %d\n")), 2000),
    ("căn cứ", lambda t, n: t.put("in.yaml", hostile.HEAD.replace(
        "[Văn phòng]", "\n" + lines(n, "  - Đơn vị %d\n")) + "noi_dung: |\n  x\n"), 2000),
    ("signers", lambda t, n: t.put("in.yaml", hostile.HEAD.replace(
        "{chuc_vu: Giám đốc, ho_ten: Nguyễn Văn A}",
        "\n" + lines(n, "  - {chuc_vu: Giám đốc %d, ho_ten: A %d}\n")) + "noi_dung: |\n  x\n"), 50),
    ("yaml [[[[", raw(lambda n: "a: " + "[" * n), 20000), ("yaml {{{{", raw(lambda n: "a: " + "{a: " * n), 10000),
    ("yaml ]]]]", raw(lambda n: "a: " + "]" * n), 20000), ("yaml - - -", raw(lambda n: "a:\n" + "- " * n + "x\n"), 20000),
    ("yaml ? ? ?", raw(lambda n: "? " * n + "x\n"), 20000), ("yaml indented", raw(indented_keys), 50000),
    ("yaml keys", raw(lambda n: lines(n, "k%d: x\n")), 2000), ("yaml equal keys", head(lambda n: "so: 1\n" * n), 2000),
    ("yaml items", raw(lambda n: "a:\n" + "  - x\n" * n), 5000), ("yaml flow items", raw(lambda n: "a: [" + "x, " * n + "]\n"), 5000),
    ("yaml a long key", raw(lambda n: "a" * n + ": x\n"), 100000), ("yaml a long text", raw(lambda n: "a: " + "x " * n + "\n"), 50000),
    ("yaml quoted", raw(lambda n: 'a: "' + "\\u00e1" * n + '"\n'), 20000), ("yaml lines of a text", raw(lambda n: "a: x\n" + "  y\n" * n), 10000),
    ("yaml literal", raw(lambda n: hostile.HEAD + "noi_dung: |\n" + "  x\n" * n), 10000),
    ("yaml open quotes", raw(lambda n: "a: '" * n), 10000), ("yaml comments", raw(lambda n: "# x\n" * n), 20000),
    ("yaml tabs", raw(lambda n: "a:\n" + "\tb: c\n" * n), 5000), ("yaml anchors", raw(lambda n: lines(n, "k%d: &a%d x\n")), 2000),
    ("yaml ---", raw(lambda n: "--- x\n" * n), 5000), ("yaml a # b", raw(lambda n: lines(n, "k%d: a #b\n")), 2000),
    ("yaml control characters", raw(lambda n: "a: " + "\x01" * n + "\n"), 20000),
    ("yaml colons", raw(lambda n: "a: b: c: " * n + "\n"), 5000),
]
# What `make test` takes: the libraries' weaknesses, and what was mended here. All of it is
# in `make endure`.
KNOWN = ("autolink", "22483", "22484", "22486", "24824", "26485", "37463", "<?", "<!D", "CDATA", "yaml [[[[",
         "gaps", "citations of nothing", "yaml anchors", "one long definition")
CHECKED = ("a long line", "lines", "paragraphs", "headings", "items", "table rows", "rows of bang", "tables",
           "gaps", "citations of a catalogue", "one citation, often", "documents", "references", "bold words",
           "notes", "37463 notes", "recipients", "căn cứ", "yaml literal", "nested brackets", "spaces")


def instructions(binary, root, command):
    """Of all processes of a run."""
    p = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + root + "/cg.%p", binary,
                        command, "-j1"], cwd=root, env=trial.environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    total = 0
    for path in glob.glob(root + "/cg.*"):
        with open(path, "rb") as f:
            total += int(re.search(rb"(?m)^(?:summary|totals): (\d+)", f.read()).group(1))
        os.remove(path)
    return p.returncode, total


def seconds(binary, root, command):
    best = None
    for _ in range(3):
        p = subprocess.run([hostile.MEASURE, "1", binary, command, "-j1"], cwd=root, env=trial.environment(),
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        cpu = float(p.stdout.split()[-2])
        best = cpu if best is None else min(best, cpu)
    return p.returncode, int(best * 1e9)


def memory(binary, root, command):
    p = subprocess.run([hostile.MEASURE, "1", binary, command, "-j1"], cwd=root, env=trial.environment(),
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return int(p.stdout.split()[-1]) * 1000, p.stderr


def cost(binary, make, n, command, count):
    with tempfile.TemporaryDirectory(prefix="vanban-growth-") as root:
        os.mkdir(root + "/sources")
        make(hostile.Tree(root + "/sources"), n)
        status, work = count(binary, root, command)
        kib, err = memory(binary, root, command)
        return status, work, kib, err


def judge(what, base, small, large):
    """How much more of it the larger input took, and what is wrong with that."""
    a, b = max(small - base, 1), max(large - base, 1)
    if b < SMALL:
        return 0, []
    ratio = b / max(a, SMALL / TIMES)
    return ratio, ["%s: %.1f times for %d times the input (%.1f, then %.1f million)" % (
        what, ratio, TIMES, a / 1e6, b / 1e6)] if ratio > LIMIT else []


def measure(binary, row, command, base, count):
    name, make, n = row
    small = cost(binary, make, n, command, count)
    large = cost(binary, make, n * TIMES, command, count)
    problems = ["status %d\n%s" % (r[0], r[3].decode("utf-8", "replace")[:800])
                for r in (small, large) if r[0] not in (0, 1)]
    ratios = []
    if small[0] == 1:  # it stops at its errors: what a document costs that goes on is no base
        base = cost(binary, make, 1, command, count)
    for i, what in ((1, "instructions"), (2, "memory")):
        ratio, wrong = judge(what, base[i], small[i], large[i])
        ratios.append(ratio)
        problems += wrong
    return "%s %s" % (command, name), ratios, problems


def extensions():
    """The extensions of cmark-gfm are not in the program."""
    with open(os.path.join(trial.ROOT, "Makefile"), encoding="utf-8") as f:
        return ["the Makefile links cmark-gfm-extensions"] if "cmark-gfm-extensions" in f.read() else []


def calls():
    """What the libraries are asked for stays within their sounder half. Zips from outside are
    opened in one file, pack/unpack.c, for `verify` alone: tests/archive.py has the hostile ones;
    pack/inflate.c sees what LibreOffice has just made."""
    unwanted = re.compile(r"\b(yaml_emitter\w*|yaml_document\w*|yaml_dump\w*|mxmlLoad\w*|mxmlIndex\w*|"
                          r"mxmlSAX\w*|zip_fopen\w*|zip_fread|zip_fdopen|cmark_render\w*|cmark_find_syntax\w*|"
                          r"CMARK_OPT_SMART|libdeflate_\w*decompress\w*|inflate\w*)\s*\(")
    found = []
    for path in glob.glob(os.path.join(trial.ROOT, "gen", "[a-z]*", "*.c")):
        if "/build/" not in path and not path.endswith(("gen/pack/unpack.c", "gen/pack/inflate.c")):
            with open(path, encoding="utf-8") as f:
                found += ["%s calls %s" % (os.path.relpath(path, trial.ROOT), m) for m in unwanted.findall(f.read())]
    return found


def run(binary, tally, words=(), count=instructions, verbose=False):
    # callgrind takes fifty times as long, and tells as much from smaller inputs
    share = 1 if count is seconds else 8
    rows = [((r[0], r[1], max(r[2] // share, 10)), c) for c in ("build", "check") for r in ROWS if (c == "build" or r[0] in CHECKED) and
            (not words or any(w in r[0] for w in words))]
    base = {c: cost(binary, lambda t, n: t.doc("x\n"), 1, c, count) for c in ("build", "check")}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() if count is instructions else 1) as pool:
        for name, ratios, problems in pool.map(lambda rc: measure(binary, rc[0], rc[1], base[rc[1]], count), rows):
            if verbose:
                print("%-40s %5.1f %5.1f" % (name, *ratios), flush=True)
            tally.add("growth: " + name, problems)
    tally.add("growth: no extension of cmark-gfm", extensions())
    tally.add("growth: the sounder half of the libraries", calls())


if __name__ == "__main__":
    args = sys.argv[1:]
    native, verbose = "--native" in args, "-v" in args
    args = [a for a in args if not a.startswith("-")]
    binary = os.path.abspath(args.pop(0) if args and os.path.exists(args[0]) else trial.BINARY)
    tally = trial.Tally()
    run(binary, tally, args, seconds if native else instructions, verbose)
    sys.exit(tally.end())
