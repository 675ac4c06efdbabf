#!/usr/bin/env python3
"""Data flows one way: which room of gen/ may include which, and which is the only one
to know a library. Prints what breaks the table; status 1 when something does."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GEN = os.path.join(ROOT, "gen")

MAY = {
    "base": [],
    "cache": ["base"],
    "yaml": ["base"],
    "model": ["base"],
    "read": ["base", "yaml", "model"],
    "style": ["base", "yaml", "model/doc.h"],
    "layout": ["base", "model", "style"],
    "check": ["base", "model", "style", "layout"],
    "html": ["base", "model", "style", "layout"],
    "txt": ["base", "model", "style", "layout"],
    "ooxml": ["base", "model", "style", "layout"],
    "pack": ["base", "ooxml/parts.h"],
    "office": ["base", "pack/inflate.h"],
    "tool": ["base", "yaml"],
    "archive": ["base", "yaml", "model", "style", "layout"],
    "cli": ["base", "cache", "yaml", "model", "read", "style", "layout", "check", "ooxml", "html",
            "txt", "pack", "office", "archive"],
}
LIBRARY = {"yaml.h": "yaml", "utf8proc.h": "base", "mxml.h": "ooxml", "zip.h": "pack",
           "libdeflate.h": "pack", "nettle/sha1.h": "base", "nettle/sha2.h": "base"}


# Ways to other documents that leave no trace in what a document used (base/uses.h).
UNSEEN = re.compile(r"\b(corpus_find|tree_load)\s*\(|->(docs|catalogues|former)\b")
BUILDS = ("layout/", "ooxml/", "check/format.c", "cli/pipeline.c")


def unseen(path):
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f, 1):
            m = UNSEEN.search(line)
            if m:
                yield i, m.group(1) or m.group(2)


def includes(path):
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f, 1):
            m = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
            if m:
                yield i, m.group(1), m.group(2)


def allowed(room, target):
    there = target.split("/")[0]
    return there == room or there in MAY[room] or target in MAY[room]


def main():
    bad = 0
    for room in sorted(MAY):
        folder = os.path.join(GEN, room)
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            for line, how, what in includes(path) if name.endswith((".c", ".h", ".def")) else ():
                wrong = None
                if how == '"':
                    target = os.path.relpath(os.path.normpath(os.path.join(folder, what)), GEN)
                    if target.startswith("..") or not os.path.exists(os.path.join(GEN, target)):
                        wrong = "no such file in gen/"
                    elif not allowed(room, target):
                        wrong = "%s may not include %s" % (room, target.split("/")[0])
                else:
                    owner = "read" if what.startswith("cmark") else LIBRARY.get(what)
                    if owner and owner != room:
                        wrong = "only %s knows %s" % (owner, what)
                if wrong:
                    print("gen/%s/%s:%d: %s: %s" % (room, name, line, what, wrong))
                    bad = 1
            if name.endswith(".c") and (room + "/" + name).startswith(BUILDS):
                for line, what in unseen(path):
                    print("gen/%s/%s:%d: %s: a build asks by corpus_cite() and sources_load()" % (
                        room, name, line, what))
                    bad = 1
    for name in sorted(os.listdir(GEN)):
        folder = os.path.join(GEN, name)
        if name not in MAY and name != "build" and os.path.isdir(folder) and any(
                f.endswith((".c", ".h")) for f in os.listdir(folder)):
            print("gen/%s: not a room" % name)
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
