#!/usr/bin/env python3
"""Seeds and dictionary of the fuzz targets, made of the test cases.

    tests/fuzz/seeds.py FOLDER [BINARY]

writes FOLDER/seeds/TARGET/… and FOLDER/vanban.dict. An input opens with a byte that
chooses options (fuzz.h); tests/fuzz/found/TARGET/ holds inputs that broke something once
and goes in as it is."""
import glob
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASES = os.path.join(ROOT, "tests", "cases")
TARGETS = ("yaml", "markdown", "csv", "image", "template", "whole", "verify")
TEMPLATES = ("the-thuc", "vai", "tu-ngu", "danh-so", "loai/ke-hoach", "loai/bien-ban",
             "loai/quyet-dinh", "chinh-ta")
MOST = 8 << 10  # bytes of a seed: long ones are slow to mutate
PART = 3 << 10  # and of a part
BUILT = ["so-khcn/tb-07-2026", "so-khcn/kh-12-2026", "so-khcn/huong-dan"]
SOURCES = (".yaml", ".md", ".csv")


def read(path):
    with open(path, "rb") as f:
        return f.read()


def source_files(folder):
    """What a case lays into sources/, as (path, bytes)."""
    tree = os.path.join(folder, "sources")
    base = tree if os.path.isdir(tree) else folder
    for where, dirs, names in os.walk(base):
        if base == folder:
            dirs[:] = [d for d in dirs if d not in ("want", "want-sources", "before", "template")]
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.endswith(SOURCES) and not name.startswith("want.") and os.path.isfile(path):
                yield os.path.relpath(path, base), read(path)


def case_folders():
    for where, dirs, names in os.walk(CASES):
        dirs.sort()
        if "sources" in dirs or any(n.endswith(".yaml") for n in names):
            dirs[:] = []
            yield where


class Seeds:
    def __init__(self, folder):
        self.folder = os.path.join(folder, "seeds")
        shutil.rmtree(self.folder, ignore_errors=True)
        for target in TARGETS:
            os.makedirs(os.path.join(self.folder, target))

    def put(self, target, name, data):
        if len(data) <= MOST:
            with open(os.path.join(self.folder, target, name.replace("/", "-")), "wb") as f:
                f.write(data)

    def case(self, folder):
        name = os.path.relpath(folder, CASES)
        files = list(source_files(folder))
        for path, data in files:
            seed = name + "-" + path
            if path.endswith(".yaml"):
                self.put("yaml", seed, data)
            elif path.endswith(".md"):
                self.put("markdown", seed, b"1" + data)
            else:
                self.put("csv", seed, b"0" + data)
        self.put("whole", name, b"1" + b"".join(
            b"=== " + path.encode() + b"\n" + data + (b"" if data.endswith(b"\n") else b"\n")
            for path, data in files))
        for path in glob.glob(os.path.join(folder, "template", "*", "**", "*.yaml"), recursive=True):
            for i, one in enumerate(TEMPLATES):
                if path.endswith("/" + one + ".yaml"):
                    self.put("template", name + "-" + one, b"%d" % i + read(path))
        for path in glob.glob(os.path.join(folder, "**", "*.png"), recursive=True):
            self.put("image", name + "-" + os.path.basename(path), b"0" + read(path))
        for path in glob.glob(os.path.join(folder, "**", "*.jp*g"), recursive=True):
            self.put("image", name + "-" + os.path.basename(path), b"1" + read(path))

    def inline_bodies(self, folder):
        """Bodies typed behind `noi_dung: |`."""
        for path, data in source_files(folder):
            for i, m in enumerate(re.finditer(rb"noi_dung: \|\n((?:  .*\n|\n)+)", data)):
                body = re.sub(rb"(?m)^  ", b"", m.group(1))
                self.put("markdown", "%s-%s-%d" % (os.path.relpath(folder, CASES), path, i), b"1" + body)

    def templates(self):
        for i, one in enumerate(TEMPLATES):
            self.put("template", one, b"%d" % i + read(
                os.path.join(ROOT, "templates", "nd30", one + ".yaml")))

    def files(self, binary):
        """Of documents that are built: what `verify` reads of them, as parts and as packages,
        with and without deflating."""
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([binary, "build", "--out", out] + BUILT, cwd=ROOT, check=True,
                           stdout=subprocess.DEVNULL)
            for name in BUILT:
                parts = [(n, d[:PART]) for n, d in verified(os.path.join(out, name + ".docx"))]
                self.put("verify", name, b"1" + b"".join(
                    b"=== " + n.encode() + b"\n" + d + b"\n" for n, d in parts))
                for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    packed = io.BytesIO()
                    with zipfile.ZipFile(packed, "w", how) as z:
                        for n, d in parts[:2 + how // 8]:
                            z.writestr(n, d)
                    self.put("verify", "%s-%d" % (name, how), b"0" + packed.getvalue())
        token = b"vanban=so-khcn/tb-07-2026@0123456789ab"
        self.put("verify", "pdf", b"0%PDF-1.6\n/Keywords(" + token + b")")
        self.put("verify", "pdf-hex", b"0%PDF-1.6\n/Keywords<FEFF" +
                 token.decode().encode("utf-16-be").hex().upper().encode() + b">")

    def found(self):
        for target in TARGETS:
            for path in glob.glob(os.path.join(HERE, "found", target, "*")):
                self.put(target, "found-" + os.path.basename(path), read(path))


def words():
    """Keys of the format and of templates, as they stand between quotes in C, and markup."""
    found = set()
    for room in ("read", "style", "model"):
        for path in glob.glob(os.path.join(ROOT, "gen", room, "*.[ch]")):
            found.update(re.findall(r'"([a-z][a-z0-9_-]{1,30})"', read(path).decode()))
    keys = [w + ": " for w in found if "_" in w] + sorted(found)
    with open(os.path.join(HERE, "markup.txt"), encoding="utf-8") as f:
        marks = [line.rstrip("\n").encode().decode("unicode_escape").encode("latin-1").decode()
                 for line in f if not line.startswith("//")]
    return sorted(set(keys)) + marks


def verified(path):
    with zipfile.ZipFile(path) as z:
        for n in ("docProps/custom.xml", "docProps/core.xml", "word/document.xml",
                  "word/footnotes.xml"):
            if n in z.namelist():
                yield n, z.read(n)


def main(folder, binary=os.path.join(ROOT, "gen", "vanban")):
    seeds = Seeds(folder)
    for case in case_folders():
        seeds.case(case)
        seeds.inline_bodies(case)
    seeds.templates()
    seeds.files(os.path.abspath(binary))
    seeds.found()
    with open(os.path.join(folder, "vanban.dict"), "w", encoding="ascii") as f:
        for word in words():
            f.write('"%s"\n' % "".join("\\x%02X" % b for b in word.encode()))
    for target in TARGETS:
        print("  %-9s %4d seeds" % (target, len(os.listdir(os.path.join(seeds.folder, target)))))


if __name__ == "__main__":
    main(*sys.argv[1:3])
