#!/usr/bin/env python3
"""Every finding has a case. Lists codes of gen/base/diag_*.def that no test provokes:
none of tests/cases/**/want.diag prints it, and none of the programs named in ELSEWHERE
looks for it. Also: codes are unique, in kebab-case, and both languages are there with the
same arguments. Status 1 when something is missing."""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ELSEWHERE = ["archive.py", "crash.py", "desk.py", "formats.py", "fresh.py", "hostile.py", "watch.py", "unit/*.c"]
# What only a fault of the program, or another one at the right moment, could bring about.
FAULTS = {"mend-skipped", "parts-broken", "pack-failed", "fork-failed", "templates-not-found",
          "issue-changed"}

ROW = re.compile(r'DIAG\(\s*(\w+)\s*,\s*"([^"]*)"\s*,\s*(\w+)\s*,(.*?)\)\s*(?=DIAG\(|/\*|\Z)', re.S)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def texts(rest):
    """The four texts of a row; neighbouring literals are one."""
    out, parts, at = [], [], 0
    for m in STRING.finditer(rest):
        if "," in rest[at:m.start()] and parts:
            out.append("".join(parts))
            parts = []
        parts.append(m.group(1))
        at = m.end()
    return out + ["".join(parts)]


def rows():
    for path in sorted(glob.glob(os.path.join(ROOT, "gen", "base", "diag_*.def"))):
        with open(path, encoding="utf-8") as f:
            source = re.sub(r"/\*.*?\*/", "", f.read(), flags=re.S)
        for m in ROW.finditer(source):
            yield os.path.basename(path), m.group(2), m.group(3), texts(m.group(4))


def provoked():
    found = set()
    for folder, _, files in os.walk(os.path.join(HERE, "cases")):
        for f in files:
            if f in ("want.diag", "want.diag.en"):
                with open(os.path.join(folder, f), encoding="utf-8", errors="replace") as g:
                    found |= set(re.findall(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]", g.read()))
    for pattern in ELSEWHERE:
        for path in glob.glob(os.path.join(HERE, pattern)):
            with open(path, encoding="utf-8") as f:
                found |= set(re.findall(r'["\[]([a-z0-9]+(?:-[a-z0-9]+)+)["\]]', f.read()))
    return found


def main():
    bad, seen, have = [], {}, provoked()
    for file, code, level, text in rows():
        where = "gen/base/%s: %s" % (file, code)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            bad.append(where + ": not in kebab-case")
        if code in seen:
            bad.append(where + ": also in " + seen[code])
        seen[code] = file
        if len(text) != 4:
            bad.append(where + ": %d texts, not four" % len(text))
        elif not text[0] or not text[1] or bool(text[2]) != bool(text[3]):
            bad.append(where + ": a language is missing")
        if code not in have and code not in FAULTS:
            bad.append(where + ": no case")
    for line in bad:
        print(line)
    print("codes: %d, without a case: %d" % (len(seen), sum(b.endswith("no case") for b in bad)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
