#!/usr/bin/env python3
"""Findings for programs, where a golden file would say too little: SARIF against its
schema (of @microsoft/jest-sarif, in tests/node_modules), the same bytes on any number of
workers, --since in a real repository, and --explain for every id.

    tests/formats.py [BINARY]

Codes that are provoked here: "git-missing", "since-no-repository", "since-revision",
"since-failed".
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import trial

SCHEMA = os.path.join(trial.HERE, "node_modules", "@microsoft", "jest-sarif", "lib", "schemas",
                      "sarif-2.1.0-rtm.5.json")
DEFAULTS = """co_quan: Trung tâm Y tế An Bình
dia_danh: An Bình
viet_tat: TTYT
ky: {chuc_vu: Giám đốc, ho_ten: Lê Thị Mai}
noi_nhan: ["Các khoa, phòng"]
"""
PLAN = """loai: ke-hoach
trang_thai: ban-hanh
so: %d
ngay: 2026-03-%02d
trich_yeu: Tiêm chủng%s
noi_dung: |
  Nội dung.
"""


# ---- A JSON schema, as far as SARIF's goes -------------------------------------------

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool,
         "integer": int, "number": (int, float)}


def is_type(value, name):
    if isinstance(value, bool) and name != "boolean":
        return False
    return isinstance(value, TYPES[name])


def resolve(schema, root):
    while "$ref" in schema:
        here = root
        for step in schema["$ref"].lstrip("#/").split("/"):
            here = here[step]
        schema = here
    return schema


def of_object(value, schema, root, where):
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield "%s: lacks %s" % (where, name)
    for name, member in value.items():
        inner = known.get(name, schema.get("additionalProperties", True))
        if inner is False:
            yield "%s: may not have %s" % (where, name)
        elif isinstance(inner, dict):
            yield from faults(member, inner, root, where + "/" + name)


def of_array(value, schema, root, where):
    if len(value) < schema.get("minItems", 0):
        yield where + ": too few"
    if schema.get("uniqueItems") and len({json.dumps(v, sort_keys=True) for v in value}) < len(value):
        yield where + ": the same twice"
    for i, item in enumerate(value):
        yield from faults(item, schema.get("items", {}), root, "%s/%d" % (where, i))


def faults(value, schema, root, where=""):
    """What is wrong with value, a line each."""
    schema = resolve(schema, root)
    if "type" in schema and not is_type(value, schema["type"]):
        yield "%s: no %s" % (where, schema["type"])
        return
    if "enum" in schema and value not in schema["enum"]:
        yield "%s: %r is none of %s" % (where, value, schema["enum"])
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield "%s: %r is not like %s" % (where, value, schema["pattern"])
    if "minimum" in schema and value < schema["minimum"]:
        yield "%s: %r is too small" % (where, value)
    for name in ("anyOf", "oneOf"):
        if name in schema and not any(not list(faults(value, s, root)) for s in schema[name]):
            yield "%s: fits none of %s" % (where, name)
    for s in schema.get("allOf", ()):
        yield from faults(value, s, root, where)
    if isinstance(value, dict):
        yield from of_object(value, schema, root, where)
    elif isinstance(value, list):
        yield from of_array(value, schema, root, where)


# ---- A tree ---------------------------------------------------------------------------

class Tree:
    def __init__(self, binary, root):
        self.binary, self.root = binary, root
        self.env = trial.environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull,
                                     ASAN_OPTIONS="detect_leaks=1")

    def put(self, name, text):
        path = os.path.join(self.root, "sources", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)

    def call(self, *args, **env):
        return subprocess.run([self.binary] + list(args), cwd=self.root, env=dict(self.env, **env),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)

    def git(self, *args):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org"] + list(args),
                       cwd=self.root, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def found(self, *args):
        """(code, path, line) of what check finds."""
        p = self.call("check", "--format", "json", *args)
        lines = [json.loads(line) for line in p.stdout.decode().splitlines()]
        return [(f["code"], f["path"], f["line"]) for f in lines]


def fill(tree):
    tree.put("_mac-dinh.yaml", DEFAULTS)
    for i in range(1, 9):
        tree.put("a/kh-%d.yaml" % i, PLAN % (i, i, "."))
    tree.put("b/kh-1.yaml", PLAN % (8, 20, "") + "hang: 1\n")
    tree.put("b/kh-2.yaml", PLAN % (30, 28, "") + "dia_danh: TP. HCM\n")


# ---- The tests -------------------------------------------------------------------------

def sarif(tree):
    if not os.path.exists(SCHEMA):
        yield "no schema: npm ci in tests/"
        return
    with open(SCHEMA, encoding="utf-8") as f:
        schema = json.load(f)
    for more in ([], ["--no-excerpt", "--lang", "en"], ["--baseline", os.devnull], ["--notes"],
                 ["a/kh-1"]):
        p = tree.call("check", "--format", "sarif", *more)
        log = json.loads(p.stdout.decode())
        yield from faults(log, schema, schema)
        run = log["runs"][0]
        rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
        if log["version"] != "2.1.0" or not run["results"]:
            yield "%s: no version or no results" % more
        if [r for r in run["tool"]["driver"]["rules"] if not r["help"]["text"].strip()]:
            yield "a rule without help"
        for r in run["results"]:
            if rules[r["ruleIndex"]] != r["ruleId"]:
                yield "%s: ruleIndex is not that of %s" % (more, r["ruleId"])
            place = r["locations"][0]["physicalLocation"]
            uri = place["artifactLocation"]["uri"]
            if not os.path.exists(os.path.join(tree.root, uri)):
                yield "no such file: " + uri
            if "--no-excerpt" in more and "snippet" in json.dumps(r):
                yield "an excerpt in spite of --no-excerpt"
    empty = tree.call("check", "--format", "sarif", "--write-baseline", os.path.join(tree.root, "b"))
    if empty.stdout or empty.returncode:
        yield "--write-baseline prints, or fails"
    quiet = json.loads(tree.call("check", "--format", "sarif", "--baseline",
                                 os.path.join(tree.root, "b")).stdout.decode())
    yield from faults(quiet, schema, schema)
    if quiet["runs"][0]["results"]:
        yield "results in spite of the baseline"


def workers(tree):
    for form in ("text", "json", "sarif", "github", "gitlab"):
        seen = {(p.stdout, p.stderr) for p in (tree.call("check", "--notes", "--format", form, j)
                                               for j in ("-j1", "-j2", "-j7"))}
        if len(seen) != 1:
            yield form + ": -j changes what is told"


def wants(tree, what, code, *args, **env):
    p = tree.call("check", "--since", *args, **env)
    if p.returncode != 2 or ("[%s]" % code).encode() not in p.stderr:
        yield "%s: status %d, %s" % (what, p.returncode, p.stderr.decode()[:200])


def since(tree):
    yield from wants(tree, "no repository", "since-no-repository", "HEAD")
    tree.git("init", "-q")
    yield from wants(tree, "no commit", "since-revision", "HEAD")
    yield from wants(tree, "no git", "git-missing", "HEAD", PATH=tree.root)
    tree.git("add", "-A")
    tree.git("commit", "-q", "-m", "1")
    yield from wants(tree, "an option", "since-revision", "-x")
    if tree.found("--since", "HEAD"):
        yield "something is found though nothing changed"
    tree.put("a/kh-3.yaml", "# a line more\n" + PLAN % (3, 3, "."))
    if tree.found("--since", "HEAD"):
        yield "a finding that only moved is told"
    tree.put("a/kh-4.yaml", PLAN % (4, 4, " mở rộng."))
    tree.put("c/new.yaml", PLAN % (40, 29, "."))
    want = [("trich-yeu-period", "a/kh-4.yaml", 5), ("trich-yeu-period", "c/new.yaml", 5)]
    if tree.found("--since", "HEAD") != want:
        yield "changed and new lines: %s" % tree.found("--since", "HEAD")
    tree.git("add", "-A")
    tree.git("commit", "-q", "-m", "2")
    if tree.found("--since", "HEAD~1") != want or tree.found("--since", "HEAD"):
        yield "committed lines: %s" % tree.found("--since", "HEAD~1")
    # Lines of a text that look like the head of a file, or of a hunk.
    tree.put("c/nd.md", "x\n")
    tree.git("add", "-A")
    tree.git("commit", "-q", "-m", "3")
    tree.put("c/nd.md", "++ b/a/kh-1.yaml\n\n@@ -1 +5 @@\n")
    if tree.found("--since", "HEAD"):
        yield "a changed text is taken for another file's change"
    # Called by a hook, git's variables speak of another folder.
    p = tree.call("check", "--since", "HEAD~2", GIT_DIR=".git", GIT_INDEX_FILE="nowhere")
    if p.returncode or p.stderr.count(b"[trich-yeu-period]") != 2:
        yield "in a hook: %d %s" % (p.returncode, p.stderr.decode()[:300])


def broken(tree):
    tree.git("init", "-q")
    tree.git("add", "-A")
    tree.git("commit", "-q", "-m", "1")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tree.root, env=tree.env,
                          stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    objects = os.path.join(tree.root, ".git", "objects")
    for folder, _, files in os.walk(objects):
        for f in files:
            if os.path.basename(folder) + f != head:
                os.remove(os.path.join(folder, f))
    p = tree.call("check", "--since", "HEAD")
    if p.returncode != 3 or b"[since-failed]" not in p.stderr:
        yield "a broken repository: %d %s" % (p.returncode, p.stderr.decode()[:300])


def explain(tree):
    listed = tree.call("check", "--explain").stdout.decode()
    ids = re.findall(r"^  ([a-z0-9-]+) ", listed, re.M)
    if len(ids) < 100 or len(set(ids)) != len(ids):
        yield "the list of ids: %d" % len(ids)
    for lang in ("vi", "en"):
        p = tree.call("check", "--explain", "--lang", lang, *ids)
        told = re.findall(r"^([a-z0-9-]+) \(", p.stdout.decode(), re.M)
        if p.returncode or told != ids:
            yield "--explain with all ids: status %d, %d of %d" % (p.returncode, len(told), len(ids))


def escapes(tree):
    """What a file is called never steers the terminal that shows it."""
    csv, bad = "so-y-te/k\x1b[31m.csv", "so-y-te/t\x1b]0;x\x07.yaml"
    tree.put(csv, "A\n1\n")
    tree.put("so-y-te/esc.yaml", PLAN % (7, 7, "") +
               "\n  ```bang\n  cot: [{ten: A}]\n  tep: \"k\\x1b[31m.csv\"\n  ```\n")
    tree.put(bad, PLAN % (8, 8, ""))
    for args in (["build", "--why"], ["build", "--rebuild", "--summary", "-"],
                 ["metadata"], ["register"], ["ban-hanh", bad, "--so", "1", "--ngay", "2026-01-01"],
                 *(["check", "--format", f] for f in ("text", "json", "sarif", "github", "gitlab"))):
        tree.put(csv, "A\n%d\n" % len(args[-1]))
        p = tree.call(*args)
        said = p.stdout + p.stderr
        if b"\x1b" in said or b"\x07" in said:
            yield "%s: %r" % (" ".join(args), said[:400])


def run(binary, tally):
    for test in (sarif, workers, since, broken, explain, escapes):
        with tempfile.TemporaryDirectory() as root:
            tree = Tree(binary, root)
            fill(tree)
            tally.add("formats " + test.__name__, list(test(tree)))


if __name__ == "__main__":
    sys.exit(trial.main(run))
