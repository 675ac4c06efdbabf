#!/usr/bin/env python3
"""For CI: the same bytes of the whole of sources/ whatever the surroundings, and the
sample workflows in gen/doc/ci: they are read as YAML, have what their forge asks for, and
the commands in them are run.

    tests/ci.py [BINARY]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import fresh
import trial

SAMPLES = os.path.join(trial.ROOT, "gen", "doc", "ci")


def build(binary, cwd, *args, **env):
    p = subprocess.run([binary, "build", *args], cwd=cwd, env=trial.environment(**env), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return ["%s: status %d: %s" % (args, p.returncode, p.stderr.decode()[:300])] \
        if p.returncode else []


def same_bytes(binary, root, tally):
    """One tree, built in many ways."""
    sources = os.path.join(root, "one", "sources")
    shutil.copytree(os.path.join(trial.ROOT, "sources"), sources)
    other = os.path.join(root, "hai", "ba bốn", "cây nguồn")
    shutil.copytree(sources, other)
    for folder, _, names in os.walk(other):  # another day, and in another order on the disk
        for n in sorted(names, reverse=True):
            path = os.path.join(folder, n)
            with open(path, "rb") as f:
                data = f.read()
            os.remove(path)
            with open(path, "wb") as f:
                f.write(data)
            os.utime(path, (86400, 86400))
    one, two = os.path.dirname(sources), os.path.dirname(other)
    problems = build(binary, one)
    want = trial.files(os.path.join(one, "out"))
    folders = sorted(d for d in os.listdir(sources)
                     if os.path.isdir(os.path.join(sources, d)) and not d.startswith("_"))
    ways = [("folder and dates of files", two, ["--sources", "cây nguồn"], {}),
            ("an absolute path", "/", ["--sources", other, "--out", os.path.join(root, "abs")], {}),
            ("-j1", one, ["-j1"], {}), ("-j7", one, ["-j7"], {}),
            ("order of arguments", one, folders[::-1] + ["--"] + folders, {}),
            ("locale", one, [], {"LC_ALL": "tr_TR.UTF-8", "LANG": "vi_VN.TCVN5712-1"}),
            ("time zone", one, [], {"TZ": "Pacific/Kiritimati"}),
            ("SOURCE_DATE_EPOCH", one, [], {"SOURCE_DATE_EPOCH": "1"})]
    if shutil.which("faketime"):
        # it is loaded before the sanitizer's own library, which complains of that otherwise
        env = dict(os.environ, ASAN_OPTIONS="verify_asan_link_order=0")
        for day in ("1999-12-31 23:59:59", "2038-01-20 00:00:00"):
            p = subprocess.run(["faketime", "-f", "@" + day, binary, "build", "--out", "day"],
                               cwd=one, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
            if p.returncode or trial.files(os.path.join(one, "day")) != want:
                problems.append("on %s: %s" % (day, p.stderr.decode()[:300]))
            shutil.rmtree(os.path.join(one, "day"), ignore_errors=True)
    else:
        problems.append("faketime is not installed")
    for i, (name, cwd, args, env) in enumerate(ways):
        out = os.path.join(root, "abs") if "--out" in args else os.path.join(cwd, "out-%d" % i)
        more = [] if "--out" in args else ["--out", os.path.basename(out)]
        problems += build(binary, cwd, *more, *args, **env)
        if trial.files(out) != want:
            problems.append("other bytes: " + name)
    for k in (1, 2, 3):
        problems += build(binary, one, "--out", "parts", "--shard", "%d/3" % k)
    if trial.files(os.path.join(one, "parts")) != want:
        problems.append("other bytes: --shard")
    if len(want) < 30:
        problems.append("only %d documents" % len(want))
    tally.add("ci: the same bytes", problems)


# ---- Workflows --------------------------------------------------------------------

def load(path):
    import yaml
    with open(path, encoding="utf-8") as f:
        return yaml.safe_load(f)


def github_commands(flow, problems):
    """Jobs, their machines and steps as GitHub's reference asks for them."""
    if not flow.get("name") or True not in flow and "on" not in flow:  # YAML 1.1 reads `on` as true
        problems.append("no name, no on")
    for name, job in flow.get("jobs", {}).items():
        if not job.get("runs-on") or not job.get("steps"):
            problems.append("job %s: no machine, no steps" % name)
        shards = job.get("strategy", {}).get("matrix", {}).get("shard", [1])
        for step in job.get("steps", ()):
            if ("run" in step) == ("uses" in step):
                problems.append("job %s: a step has run or uses: %s" % (name, step))
            if "uses" in step and not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"]):
                problems.append("uses: " + step["uses"])
            for shard in shards if "run" in step else ():
                yield step["run"].replace("${{ matrix.shard }}", str(shard)), {}


def gitlab_commands(flow, problems):
    for name, job in flow.items():
        if not isinstance(job, dict):
            continue
        if not job.get("script"):
            problems.append("job %s: no script" % name)
        n = job.get("parallel", 1)
        for i in range(1, n + 1):
            for line in job.get("script", ()):
                yield line, {"CI_NODE_INDEX": str(i), "CI_NODE_TOTAL": str(n)}


def samples(binary, root, tally):
    for name, commands in (("github", github_commands), ("gitlab", gitlab_commands)):
        problems, ran, told = [], 0, ""
        cwd = os.path.join(root, name)
        fresh.Tree(cwd)
        os.makedirs(os.path.join(cwd, "gen"))
        os.symlink(binary, os.path.join(cwd, "gen", "vanban"))
        for command, env in commands(load(os.path.join(SAMPLES, name + ".yml")), problems):
            if "gen/vanban " not in command or "apt-get" in command:
                continue  # the setting up of the machine
            ran += 1
            env = dict(os.environ, GITHUB_STEP_SUMMARY=os.path.join(cwd, "summary.md"), **env)
            p = subprocess.run(["sh", "-ec", command], cwd=cwd, env=env, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
            if p.returncode:
                problems.append("%s: status %d: %s" % (command, p.returncode, p.stderr.decode()[:300]))
            with open(os.path.join(cwd, "summary.md"), encoding="utf-8") as f:
                told += f.read()
        want = os.path.join(cwd, "want")
        problems += build(binary, cwd, "--out", want)
        if trial.files(os.path.join(cwd, "out")) != trial.files(want) or ran < 5:
            problems.append("%d commands did not make the whole" % ran)
        if "| --- | --- | --- | ---: | ---: |" not in told:
            problems.append("no table")
        report = os.path.join(cwd, "gl-code-quality-report.json")
        if name == "gitlab" and not isinstance(json.load(open(report)), list):
            problems.append("no report")
        tally.add("ci: the sample for " + name, problems)


def run(binary, tally):
    binary = os.path.abspath(binary)
    with tempfile.TemporaryDirectory(prefix="vanban-ci-") as root:
        same_bytes(binary, root, tally)
        samples(binary, root, tally)


if __name__ == "__main__":
    sys.exit(trial.main(run))
