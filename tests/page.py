#!/usr/bin/env python3
"""The page itself: documents rendered by LibreOffice, looked at with pdf.py.

A test is a folder tests/pages/NAME with a tree (in.yaml and what it names, or sources/)
or a file `id` that names a document of the project's sources/; with an empty file `phieu`
the page is that of `check --phieu`. And want.jsonl: one assertion a line, `#` for comments. Pages count from 1; lengths are millimetres from the
top left corner, sizes are points.

    {"pages": 3}                                  how many (or [low, high])
    {"page": 2, "paper": [297, 210]}
    {"page": 1, "text": "CỘNG HÒA", "x": [100, 195], "y": [20, 30], "size": 13,
     "bold": true, "italic": false, "whole": true, "centre": 147.5, "left": 30}
        some line holds the text; `whole`: it is all of the line; `x`: its extent lies
        within; `centre`, `left`, `right`: to 1 mm; "absent": true instead: no line has it
    {"page": 1, "rule_under": "Độc lập", "length": "text"}
        a rule within 4 mm below the line's baseline, centred on it; `length` is "text"
        (as long as the line, to 2 %), "part" (a third to a half of it), "area" (the whole
        text width) or [low, high] mm; "longest": of the lines named, the longest counts
    {"page": 1, "no_rule_under": "…"}
    {"page": 2, "page_number": "2"}               alone, centred in the top margin; null: none
    {"page": 1, "same_line": ["Số:", "ngày"]}     one baseline, to 1 mm
    {"page": 1, "order": ["A", "B"]}              each lower than the one before
    {"same_page": ["Nơi nhận:", "Nguyễn Văn A"], "page": 2}     page may be left out
    {"page": 1, "below": ["A", "B"], "gap": [0, 6]}   baselines apart, in mm
    {"margins": {"left": 30, "right": 15, "top": 20, "bottom": 20}}   no ink beyond
    {"fonts": ["LiberationSerif"]}
    {"contents": "II. CƠ SỞ", "heading": "CƠ SỞ", "first": 1}
        a line of the table of contents that opens so ends in dots and a number, and the
        page of that number has a line with the heading; `first`: the page that its
        section counts as 1

A file `args` has further options for the build.

    tests/page.py [BINARY] [NAME …]
"""
import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pdf
import trial

PAGES = os.path.join(trial.HERE, "pages")
TMP = os.path.join(trial.HERE, "tmp", "pages")
MM = pdf.MM


class Failed(Exception):
    pass


def need(ok, message):
    if not ok:
        raise Failed(message)


class Judge:
    """Assertions over the pages of one PDF."""

    def __init__(self, path):
        self.sheets = pdf.pages(path)

    def page(self, a):
        n = a["page"]
        need(1 <= n <= len(self.sheets), "there are %d pages" % len(self.sheets))
        return self.sheets[n - 1]

    def find(self, page, text):
        whole = [l for l in page.lines if l.text == text]
        found = whole or [l for l in page.lines if l.text.startswith(text)] or \
            [l for l in page.lines if text in l.text]
        need(found, "no line has '%s'" % text)
        return found[0]

    def area(self, page):
        """The text width, by the decree's margins of the portrait page."""
        return 30 * MM, page.width - 15 * MM

    def check(self, a):
        for key in ("pages", "paper", "text", "rule_under", "no_rule_under", "page_number",
                    "same_line", "order", "same_page", "below", "margins", "fonts", "contents"):
            if key in a:
                return getattr(self, key)(a)
        raise Failed("unknown assertion")

    def pages(self, a):
        want = a["pages"] if isinstance(a["pages"], list) else [a["pages"]] * 2
        need(want[0] <= len(self.sheets) <= want[1], "there are %d pages" % len(self.sheets))

    def paper(self, a):
        p = self.page(a)
        got = (p.width / MM, p.height / MM)
        need(all(abs(g - w) < 0.6 for g, w in zip(got, a["paper"])), "%.1f × %.1f" % got)

    def text(self, a):
        page = self.page(a)
        if a.get("absent"):
            need(all(a["text"] not in l.text for l in page.lines), "it is there")
            return
        l = self.find(page, a["text"])
        at = "at x %.1f–%.1f, y %.1f, %.1f pt" % (l.x0 / MM, l.x1 / MM, l.y / MM, l.size)
        if "x" in a:
            need(a["x"][0] <= l.x0 / MM and l.x1 / MM <= a["x"][1], at)
        if "y" in a:
            need(a["y"][0] <= l.y / MM <= a["y"][1], at)
        if "left" in a:
            need(abs(l.x0 / MM - a["left"]) <= 1, at)
        if "right" in a:
            need(abs(l.x1 / MM - a["right"]) <= 1, at)
        if "centre" in a:
            need(abs((l.x0 + l.x1) / 2 / MM - a["centre"]) <= 1, at)
        if "size" in a:
            need(abs(l.size - a["size"]) < 0.15, at)
        if "bold" in a:
            need(l.bold == a["bold"], "bold: %s" % l.bold)
        if "italic" in a:
            need(l.italic == a["italic"], "italic: %s" % l.italic)
        if a.get("whole"):
            need(l.text == a["text"], "the line is '%s'" % l.text)

    def rule_below(self, page, l):
        found = [r for r in page.rules if -0.5 < (r[2] - l.y) / MM < 4 and
                 r[0] < l.x1 and r[1] > l.x0]
        return min(found, key=lambda r: r[2]) if found else None

    def rule_under(self, a):
        page = self.page(a)
        texts = a["rule_under"] if isinstance(a["rule_under"], list) else [a["rule_under"]]
        lines = [self.find(page, t) for t in texts]
        last = lines[-1]
        r = self.rule_below(page, last)
        need(r, "no rule below it")
        length = (r[1] - r[0]) / MM
        text = max(l.x1 - l.x0 for l in lines) / MM
        said = "%.1f mm, the text %.1f mm" % (length, text)
        want = a.get("length", "text")
        if want == "text":
            need(abs(length - text) <= 0.02 * text + 0.3, said)
        elif want == "part":
            need(text / 3 - 0.5 <= length <= text / 2 + 0.5, said)
        elif want == "area":
            left, right = self.area(page)
            need(abs(length - (right - left) / MM) < 1.5, said)
        else:
            need(want[0] <= length <= want[1], said)
        if want != "area":
            off = ((r[0] + r[1]) - (last.x0 + last.x1)) / 2 / MM
            need(abs(off) < 1, "%.1f mm off the middle" % off)

    def no_rule_under(self, a):
        page = self.page(a)
        need(not self.rule_below(page, self.find(page, a["no_rule_under"])), "there is one")

    def page_number(self, a):
        page = self.page(a)
        top = [l for l in page.lines if l.y < 19 * MM]
        if a["page_number"] is None:
            need(not top, "the top margin has '%s'" % " ".join(l.text for l in top))
            return
        need(len(top) == 1 and top[0].text == a["page_number"],
             "the top margin has '%s'" % " ".join(l.text for l in top))
        l = top[0]
        left, right = a.get("area", [30, page.width / MM - 15])
        need(abs((l.x0 + l.x1) / 2 / MM - (left + right) / 2) < 1.5, "not centred: %.1f" % (
            (l.x0 + l.x1) / 2 / MM))
        need(12.9 < l.size < 14.1 and not l.bold and not l.italic, "%.1f pt" % l.size)

    def same_line(self, a):
        page = self.page(a)
        ys = [self.find(page, t).y for t in a["same_line"]]
        need(max(ys) - min(ys) < 3, "baselines at %s mm" % ["%.1f" % (y / MM) for y in ys])

    def order(self, a):
        page = self.page(a)
        ys = [self.find(page, t).y for t in a["order"]]
        need(all(x < y for x, y in zip(ys, ys[1:])), "at %s mm" % ["%.1f" % (y / MM) for y in ys])

    def same_page(self, a):
        on = [{i for i, p in enumerate(self.sheets, 1) if any(t in l.text for l in p.lines)}
              for t in a["same_page"]]
        common = set.intersection(*on)
        need(common, "on pages %s" % [sorted(s) for s in on])
        if "page" in a:
            need(a["page"] in common, "on page %s" % sorted(common))

    def below(self, a):
        page = self.page(a)
        x, y = (self.find(page, t).y / MM for t in a["below"])
        low, high = a["gap"]
        need(low <= y - x <= high, "%.1f mm below" % (y - x))

    def margins(self, a):
        for i, page in enumerate(self.sheets, 1):
            if "page" in a and a["page"] != i:
                continue
            m = a["margins"]
            for l in page.lines:
                if l.y < 19 * MM:
                    continue  # the page number
                at = "page %d: '%s' at x %.1f–%.1f, y %.1f" % (
                    i, l.text[:40], l.x0 / MM, l.x1 / MM, l.y / MM)
                need("left" not in m or l.x0 / MM >= m["left"] - 0.5, at)
                need("right" not in m or l.x1 / MM <= page.width / MM - m["right"] + 0.7, at)
                need("bottom" not in m or l.y / MM <= page.height / MM - m["bottom"] + 0.5, at)
                need("top" not in m or l.y / MM >= m["top"] + 1, at)

    def fonts(self, a):
        got = {f for p in self.sheets for l in p.lines for f in l.fonts}
        need(got <= set(a["fonts"]), "fonts %s" % sorted(got))

    def contents(self, a):
        lines = [l.text for p in self.sheets for l in p.lines if l.text.startswith(a["contents"])]
        found = [m for m in (re.search(r"\.{3,}\s*(\d+)$", t) for t in lines) if m]
        need(len(found) == 1, "it is %s" % lines)
        n = a["first"] + int(found[0].group(1)) - 1
        need(n <= len(self.sheets), "page %d of %d" % (n, len(self.sheets)))
        need(any(a["heading"] in l.text and not re.search(r"\.{3}", l.text)
                 for l in self.sheets[n - 1].lines), "page %d has no such heading" % n)


def assertions(path):
    with open(path, encoding="utf-8") as f:
        for i, line in enumerate(f, 1):
            line = line.strip()
            if line and not line.startswith("#"):
                yield i, json.loads(line)


def judge(name, pdf_path, tally):
    try:
        j = Judge(pdf_path)
    except Exception as e:
        tally.add("page %s" % name, ["cannot read the PDF: %r" % e])
        return
    problems = []
    for i, a in assertions(os.path.join(PAGES, name, "want.jsonl")):
        try:
            j.check(a)
        except Failed as e:
            problems.append("line %d: %s\n  %s" % (i, json.dumps(a, ensure_ascii=False), e))
    tally.add("page %s" % name, problems)


def build(binary, name, tmp):
    """The DOCX of a page test, under its own name in tmp; or what went wrong."""
    folder = os.path.join(PAGES, name)
    work = os.path.join(tmp, "work", name)
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    id_file = os.path.join(folder, "id")
    if os.path.exists(id_file):
        with open(id_file) as f:
            doc = f.read().strip()
        sources = os.path.join(trial.ROOT, "sources")
    else:
        doc = "in"
        sources = os.path.join(folder, "sources") if os.path.isdir(
            os.path.join(folder, "sources")) else folder
    env = trial.environment()
    slip = os.path.exists(os.path.join(folder, "phieu"))
    more = []
    if os.path.exists(os.path.join(folder, "args")):
        with open(os.path.join(folder, "args")) as f:
            more = shlex.split(f.read())
    p = subprocess.run([binary] + (["check", "--phieu"] if slip else ["build"]) + more +
                       ["--sources", sources, "--out", work, doc], env=env,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    made = os.path.join(work, doc + ("_phieu-kiem-tra.docx" if slip else ".docx"))
    if p.returncode or not os.path.exists(made):
        return "status %d\n%s" % (p.returncode, p.stderr.decode()[:2000])
    shutil.copy(made, os.path.join(tmp, name + ".docx"))
    return None


def render(names, tmp):
    """All in one start of LibreOffice, in a profile of its own."""
    profile = os.path.join(tmp, "profile")
    subprocess.run(["soffice", "-env:UserInstallation=file://" + profile, "--headless",
                    "--convert-to", "pdf", "--outdir", tmp] +
                   [os.path.join(tmp, n + ".docx") for n in names],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)


def run(binary, tally, wanted=(), tmp=TMP):
    names = sorted(n for n in (os.listdir(PAGES) if os.path.isdir(PAGES) else [])
                   if os.path.exists(os.path.join(PAGES, n, "want.jsonl")) and
                   (not wanted or n in wanted))
    os.makedirs(tmp, exist_ok=True)
    built = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, wrong in zip(names, pool.map(lambda n: build(binary, n, tmp), names)):
            if wrong:
                tally.add("page %s" % name, [wrong])
            else:
                built.append(name)
    for name in built:
        path = os.path.join(tmp, name + ".pdf")
        if os.path.exists(path):
            os.remove(path)
    if built:
        render(built, tmp)
    for name in built:
        path = os.path.join(tmp, name + ".pdf")
        if os.path.exists(path):
            judge(name, path, tally)
        else:
            tally.add("page %s" % name, ["LibreOffice made no PDF"])
    print("pages: %d documents rendered" % len(built))


if __name__ == "__main__":
    args = sys.argv[1:]
    binary = args.pop(0) if args and os.path.isfile(args[0]) else trial.BINARY
    tally = trial.Tally()
    run(os.path.abspath(binary), tally, args)
    sys.exit(tally.end())
