"""The schemas of `vanban schema` in the real yaml-language-server: over good sources it
is silent, over bad ones it marks the line that `vanban check` names, and it completes
and explains keys and values."""
import glob
import json
import os
import re
import shutil
import subprocess

import lsp

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ERROR = 1  # of LSP


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def lines_marked(server, path, say):
    found = server.open(path, read(path))
    return sorted({d["range"]["start"]["line"] + 1 for d in found if d.get("severity", ERROR) == ERROR})


def lines_told(binary, work, name):
    p = subprocess.run([binary, "check", "--format", "json", name], cwd=work,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    findings = [json.loads(line) for line in p.stdout.decode().splitlines()]
    return sorted({f["line"] for f in findings if f["level"] == "error"})


def check_lines(server, binary, work, tally):
    for path in sorted(glob.glob(os.path.join(work, "sources", "*.yaml"))):
        name = os.path.basename(path)[:-5]
        marked = lines_marked(server, path, tally)
        told = [] if name.startswith("_") else lines_told(binary, work, name)
        problems = []
        if name.startswith("sai-") and not told:
            problems.append("vanban check finds nothing wrong")
        if marked != told:
            problems.append("the editor marks lines %s, vanban check %s" % (marked, told))
        tally.add("editor " + name, problems)


def check_samples(server, tally):
    """Every sample points to its schema, and has nothing marked."""
    problems = []
    sources = os.path.join(ROOT, "sources")
    for path in sorted(glob.glob(os.path.join(sources, "**", "*.yaml"), recursive=True)):
        rel = os.path.relpath(path, sources)
        if rel.startswith("_mau/") or "/_mau/" in rel:
            continue
        base = os.path.basename(path)
        kind = {"_mac-dinh.yaml": "mac-dinh", "_van-ban.yaml": "danh-muc"}.get(base, "van-ban")
        if kind == "van-ban" and any(part.startswith("_") for part in rel.split("/")):
            continue
        want = "# yaml-language-server: $schema=%sout/_schema/%s.json" % (
            "../" * (rel.count("/") + 1), kind)
        if read(path).splitlines()[0] != want:
            problems.append("%s does not begin with '%s'" % (rel, want))
            continue
        for d in server.open(path, read(path)):
            problems.append("%s:%d: %s" % (rel, d["range"]["start"]["line"] + 1, d["message"]))
    tally.add("editor: samples", problems)


ASKED = """# yaml-language-server: $schema=../out/_schema/van-ban.json
loai: ke-hoach
ky:\x20
can_cu:
  - van_ban:\x20
tr
"""


def check_help(server, work, tally):
    path = os.path.join(work, "sources", "hoi.yaml")
    server.open(path, ASKED)

    def offered(line, character):
        return {i["label"]: i for i in server.complete(path, line, character)}

    problems = []
    for what, line, character, wanted in (
            ("types", 1, 6, {"cong-van", "quyet-dinh", "ke-hoach"}),
            ("signers", 2, 4, {"giam-doc", "pho-giam-doc"}),
            ("documents", 4, 13, {"nd-30-2020", "tot-ke-hoach"}),
            ("keys", 5, 2, {"trich_yeu", "trang_thai"})):
        got = offered(line, character)
        if wanted - set(got):
            problems.append("%s: %s not offered" % (what, ", ".join(sorted(wanted - set(got)))))
        if {"null", "true", "false"} & set(got):
            problems.append("%s: offers words of programmers" % what)
        if what == "keys" and "Trích yếu nội dung" not in str(got.get("trich_yeu")):
            problems.append("keys: no description of trich_yeu")
    for what, line, character, wanted in (("key", 1, 2, "Loại văn bản"),
                                          ("list", 3, 2, "Căn cứ ban hành"),
                                          ("entry", 4, 6, "Mã của văn bản được viện dẫn")):
        text = server.hover(path, line, character).replace("\\", "")
        if wanted not in text:
            problems.append("hover over a %s says %r" % (what, text[:200]))
    tally.add("editor: completion and hover", problems)


FENCE = re.compile(r"^( *)(`{3,})bang\n(.*?)^ *\2 *$", re.M | re.S)


def check_tables(server, work, tally):
    """Every table of the samples is what the schema of tables takes, and slips are not."""
    head = "# yaml-language-server: $schema=../out/_schema/bang.json\n"
    problems, n = [], 0

    def marked(text):  # the server looks once at a path
        path = os.path.join(work, "sources", "_bang-%d.yaml" % n)
        return [d["message"] for d in server.open(path, head + text)
                if d.get("severity", ERROR) == ERROR]

    for md in sorted(glob.glob(os.path.join(ROOT, "sources", "**", "*.md"), recursive=True)):
        for indent, _, text in FENCE.findall(read(md)):
            n += 1
            text = "".join(line[len(indent):] for line in text.splitlines(True))
            found = marked(text)
            if found:
                problems.append("%s: %s\n%s" % (os.path.relpath(md, ROOT), found[:3], text))
    if n < 10:
        problems.append("only %d tables in the samples" % n)
    for bad in ("cot: [{tenn: A}]\n", "cot: [{ten: A, kieu: tien-mat}]\n", "cot: [{ten: A}]\nhang: x\n",
                "cot: [{ten: A}]\nhang:\n  - {cac_o: [a], damm: co}\n"):
        n += 1
        if not marked(bad):
            problems.append("nothing is marked in\n" + bad)
    tally.add("editor: tables", problems)


def check_descriptions(work, tally):
    """No key without a description."""
    problems = []
    for path in glob.glob(os.path.join(work, "out", "_schema", "*.json")):
        schema = json.loads(read(path))
        maps = dict(schema.get("definitions", {}), van_ban=schema)
        for name, one in maps.items():
            for key, value in one.get("properties", {}).items():
                if len(value.get("description", "")) < 8 or value["description"].startswith(":"):
                    problems.append("%s: %s.%s is not described in key_text.def"
                                    % (os.path.basename(path), name, key))
    tally.add("editor: descriptions", problems)


def run(binary, tally, tmp):
    work = os.path.join(tmp, "editor")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, "editor"), work)
    for where, out in ((work, "out"), (ROOT, os.path.join(ROOT, "out"))):
        p = subprocess.run([binary, "schema", "--out", out], cwd=where, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=60)
        if p.returncode or p.stderr:
            tally.add("editor: schema", [p.stderr.decode()[:2000]])
            return
    check_descriptions(work, tally)
    server = lsp.Server()
    try:
        check_lines(server, binary, work, tally)
        check_help(server, work, tally)
        check_samples(server, tally)
        check_tables(server, work, tally)
    finally:
        server.close()
