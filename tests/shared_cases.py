#!/usr/bin/env python3
"""Real documents in: each one of ../shared/cases builds, and its text holds at least
99.5 % of the words of its expected.txt, in order, capitals aside.

    tests/shared_cases.py [-v] [BINARY]

-v shows the words that are missing. Ends in `N passed, N failed`.
"""
import os
import subprocess
import sys
import tempfile

import docx_check
import docx_text
import validate

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
CASES = os.path.join(os.path.dirname(ROOT), "shared", "cases")
NEEDED = 0.995
GIVE_UP = 2000


def tokens(words):
    """`|` only separates cells in expected.txt; capitals don't count."""
    return [w.casefold() for w in words if w != "|"]


def common(a, b):
    """The longest common subsequence, after Myers: returns its length and, for a,
    which words are in it. Texts that differ in more than GIVE_UP words have nothing
    in common worth measuring."""
    trace, v, n, m = [], {1: 0}, len(a), len(b)
    for d in range(min(n + m, GIVE_UP) + 1):
        trace.append(dict(v))
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and v[k - 1] < v[k + 1])
            x = v[k + 1] if down else v[k - 1] + 1
            y = x - k
            while x < n and y < m and a[x] == b[y]:
                x, y = x + 1, y + 1
            v[k] = x
            if x >= n and y >= m:
                return walk_back(a, b, trace, d)
    return 0, [False] * n


def walk_back(a, b, trace, d):
    x, y, kept = len(a), len(b), [False] * len(a)
    for d in range(d, -1, -1):
        v, k = trace[d], x - y
        down = k == -d or (k != d and v[k - 1] < v[k + 1])
        before = v[k + 1] if down else v[k - 1]
        before_y = before - (k + 1 if down else k - 1)
        while x > before and y > before_y and x > 0 and y > 0 and a[x - 1] == b[y - 1]:
            x, y = x - 1, y - 1
            kept[x] = True
        x, y = before, before_y
    return sum(kept), kept


def missing_runs(want, kept):
    """What is missing, each run with the word before and after it."""
    i = 0
    while i < len(want):
        if kept[i]:
            i += 1
            continue
        j = i
        while j < len(want) and not kept[j]:
            j += 1
        yield "%s [%s] %s" % (" ".join(want[max(0, i - 3):i]), " ".join(want[i:j]),
                              " ".join(want[j:j + 2]))
        i = j


def find_cases():
    for folder, _, files in sorted(os.walk(CASES)):
        if "expected.txt" in files:
            yield os.path.relpath(folder, CASES), os.path.join(folder, "expected.txt")


def judge(case, expected, docx, verbose):
    if not os.path.exists(docx):
        print("  %-34s was not built" % case)
        return False
    with open(expected, encoding="utf-8") as f:
        want = tokens(f.read().split())
    n, kept = common(want, tokens(docx_text.words(docx)))
    share = n / len(want) if want else 1.0
    ok = share >= NEEDED
    print("  %-34s %6d words  %7.3f %%%s" % (case, len(want), 100 * share, "" if ok else "  FAILED"))
    if verbose or not ok:
        for line in list(missing_runs(want, kept))[:None if verbose else 12]:
            print("      missing: " + line)
    return ok


def main(args):
    verbose = "-v" in args
    binary = ([a for a in args if a != "-v"] or [os.path.join(ROOT, "gen", "vanban")])[0]
    if not os.path.isdir(CASES):
        print("shared cases: skipped, ../shared/cases is not here")
        print("0 passed, 0 failed")
        return 0
    passed = failed = 0
    with tempfile.TemporaryDirectory() as out:
        p = subprocess.run([binary, "build", "--sources", CASES, "--out", out],
                           stderr=subprocess.PIPE, env=dict(os.environ, CI=""))
        sys.stdout.write(p.stderr.decode())
        print("shared cases: build ended with status %d" % p.returncode)
        made = []
        for case, expected in find_cases():
            docx = os.path.join(out, case + ".docx")
            ok = judge(case, expected, docx, verbose)
            passed, failed = passed + ok, failed + (not ok)
            if os.path.exists(docx):
                made.append(docx)
        problems = {d: docx_check.problems(d) for d in made}
        for more in (validate.sdk(made), validate.schemas(made) or {}):
            for d, lines in more.items():
                problems[d] += lines
        for d, lines in sorted(problems.items()):
            passed, failed = passed + (not lines), failed + bool(lines)
            for line in lines[:10]:
                print("  %s: %s" % (os.path.relpath(d, out), line))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
