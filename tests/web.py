#!/usr/bin/env python3
"""The web page and the mail text: valid, accessible, and word for word the DOCX.

    words_of_html(path), words_of_docx(path)  what a reader sees, in order
    read_html(path).wrong                     what a page must not have: scripts …
    txt_problem(path, words, docx)            None, or where the text departs from words
    agree(docx, html, txt) -> [problem, …]    the three of one document

The TXT is held against the words of the DOCX line by line. What it adds is taken out by
rule: lines that only part (----, ====), bars between cells, addresses of links in <…>,
[Hình: …], dots to fill in, and the name of its column before a cell, which must be the
words of the header cells above it.

Run by itself, as `tests/run --all` does: every sample of sources/ through html-validate
(npm), axe-core (npm) in headless Chromium, and the comparison of the four: HTML as
Chromium shows it, TXT, DOCX, `vanban dump text`.

    tests/web.py [BINARY]
"""
import glob
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

import docx_text
import trial

W = docx_text.W
AXE = os.path.join(trial.HERE, "node_modules", "axe-core", "axe.min.js")
HTML_VALIDATE = os.path.join(trial.HERE, "node_modules", ".bin", "html-validate")
BAD = {"serious", "critical"}


# ---- Words ---------------------------------------------------------------------------

def split(text):
    """Bars part cells; characters that HTML and terminals can't have are U+FFFD there."""
    text = re.sub("[\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)
    return [w for w in text.split() if w != "|"]


class PageText(html.parser.HTMLParser):
    BLOCKS = {"p", "br", "div", "section", "tr", "td", "th", "li", "ol", "ul", "table", "h1",
              "h2", "h3", "h4", "h5", "h6", "main"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.skip, self.sup, self.title = [], 0, 0, 0
        self.wrong = []

    def judge(self, tag, attrs):
        """Nothing runs, nothing is fetched, links lead where a page may."""
        if tag in ("script", "iframe", "object", "embed", "link", "form", "base"):
            self.wrong.append("HTML: a <%s>" % tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (name == "src" and
                                                            not value.startswith("data:image/")):
                self.wrong.append("HTML: %s=%s" % (name, value[:40]))
            if name == "href" and not re.match("#|https?://|mailto:", value, re.I):
                self.wrong.append("HTML: a link to " + value)

    def handle_starttag(self, tag, attrs):
        self.judge(tag, attrs)
        if tag in ("head", "style", "title"):
            self.skip += tag != "style" and tag != "title"
        if re.fullmatch("h[1-6]", tag) and ("class", "vb-tieu-de") in attrs:
            self.title += 1
        if tag in self.BLOCKS or (tag == "span" and self.title):
            self.out.append("\n")
        self.sup += tag == "sup"

    def handle_endtag(self, tag):
        self.skip -= tag == "head"
        self.sup -= tag == "sup"
        if re.fullmatch("h[1-6]", tag):
            self.title = 0
        if tag in self.BLOCKS:
            self.out.append("\n")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(docx_text.superscript(int(data)) if self.sup and data.isdigit()
                            else data)


def read_html(path):
    with open(path, encoding="utf-8") as f:
        page = PageText()
        page.feed(f.read())
    return page


def words_of_html(path):
    return split("".join(read_html(path).out))


class WholeText(docx_text.Text):
    """With the header and the footer of first pages, around their sections."""

    def __init__(self, path):
        super().__init__(path)
        with zipfile.ZipFile(path) as z:
            rels = ET.fromstring(z.read("word/_rels/document.xml.rels"))
            targets = {r.get("Id"): r.get("Target") for r in rels}
            self.part = lambda i: ET.fromstring(z2["word/" + targets[i]])
            z2 = {n: z.read(n) for n in z.namelist()
                  if re.match("word/(header|footer)", n)}

    def first(self, sect, tag, out):
        for ref in sect.findall(W + tag) if sect is not None else ():
            if ref.get(W + "type") == "first":
                r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
                said = []
                self.blocks(self.part(ref.get(r)), said)
                out += said if said != ["2"] else []  # a page number: see header.c

    def take_notes(self, out):
        """Those called since the last time."""
        for i in sorted(set(self.note_numbers) - self.noted, key=self.note_numbers.get):
            self.note = self.note_numbers[i]
            note = next(n for n in self.notes.findall(W + "footnote") if n.get(W + "id") == i)
            self.blocks(note, out)
            self.noted.add(i)

    def lines(self, notes_by_section=False):
        out, section, self.noted = [], [], set()
        for child in self.document.find(W + "body"):
            sect = child if child.tag == W + "sectPr" else child.find(
                "%spPr/%ssectPr" % (W, W))
            section.append(child)
            if sect is not None:
                self.first(sect, "headerReference", out)
                self.blocks(section, out)
                self.first(sect, "footerReference", out)
                section = []
                if notes_by_section:
                    self.take_notes(out)
        self.take_notes(out)
        return out


def words_of_docx(path, notes_by_section=False):
    """A text has its notes at the end; a page of the web at the end of each section."""
    return split(" ".join(WholeText(path).lines(notes_by_section)))


# ---- The text for mail ------------------------------------------------------------------

def header_names(path):
    """What the header cells of each table say above each column."""
    text, names = WholeText(path), set()
    for table in text.document.iter(W + "tbl"):
        above = {}
        for row in table.findall(W + "tr"):
            if row.find("%strPr/%stblHeader" % (W, W)) is None:
                break
            column = 0
            for cell in row.findall(W + "tc"):
                pr = cell.find(W + "tcPr")
                span = pr.find(W + "gridSpan") if pr is not None else None
                merge = pr.find(W + "vMerge") if pr is not None else None
                n = int(span.get(W + "val")) if span is not None else 1
                style = cell.find("%sp/%spPr/%spStyle" % (W, W, W))
                said = " ".join(split(" ".join(
                    docx_text.Text.paragraph(text, p) for p in cell.findall(W + "p"))))
                goes_on = merge is not None and merge.get(W + "val") != "restart"
                if said and not goes_on and not re.fullmatch(r"\(\d+\)", said) and \
                        style is not None:
                    for c in range(column, column + n):
                        above.setdefault(c, []).append(said)
                column += n
        names.update(" - ".join(a) for a in above.values())
    return names


def addresses(docx):
    with zipfile.ZipFile(docx) as z:
        for name in z.namelist():
            for r in ET.fromstring(z.read(name)) if name.endswith(".rels") else ():
                if r.get("TargetMode") == "External":
                    yield re.sub("^mailto:", "", r.get("Target"))


def lines_of_txt(path, docx):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for address in addresses(docx):
        text = re.sub(r"\s+<" + re.escape(address) + ">", "", text)
    text = re.sub(r"\s*\[Hình: [^\]]*\]", "", text)
    with zipfile.ZipFile(docx) as z:
        if b'w:leader="dot"' in z.read("word/document.xml"):
            text = re.sub(r" ?\.{20}(?=\s|\d)", " ", text)
    return [l for l in text.split("\n") if not re.fullmatch("|[-=]{8,}", l)]


def readings(lines, i, names):
    """The ways to read line i: as it is, or without the name of a column, which may run
    on over the lines below. Gives (words, lines used)."""
    yield split(lines[i]), 1
    for n in range(1, 4):
        joined = " ".join(l.strip() for l in lines[i:i + n])
        for name in names:
            if joined.startswith(name + ":"):
                yield split(joined[len(name) + 1:]), n


def txt_problem(path, words, docx):
    lines, names = lines_of_txt(path, docx), header_names(docx)
    states, best = {0: {0}}, 0
    for i in range(len(lines)):
        for at in states.pop(i, ()):
            for said, used in readings(lines, i, names):
                if words[at:at + len(said)] == said:
                    states.setdefault(i + used, set()).add(at + len(said))
                    best = max(best, at + len(said))
    if len(words) in states.get(len(lines), ()):
        return None
    return "TXT: departs after … %s" % " ".join(words[max(0, best - 8):best + 8])


def difference(what, got, words):
    for i, (a, b) in enumerate(zip(got + [None], words + [None])):
        if a != b:
            return "%s: word %d is %r, wanted %r after … %s" % (
                what, i, a, b, " ".join(words[max(0, i - 8):i]))
    return None


def agree(docx, html_path, txt):
    words = words_of_docx(docx)
    page = read_html(html_path)
    by_section = words_of_docx(docx, notes_by_section=True)
    found = (difference("HTML", split("".join(page.out)), by_section), txt_problem(txt, words, docx))
    return page.wrong + [f for f in found if f]


# ---- Validity, accessibility ----------------------------------------------------------------

def validate(paths):
    """{path: [problem, …]} by html-validate."""
    result = {p: [] for p in paths}
    p = subprocess.run([HTML_VALIDATE, "--config", os.path.join(trial.HERE, "htmlvalidate.json"),
                        "--formatter", "json"] + paths, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE)
    try:
        answers = json.loads(p.stdout.decode())
    except ValueError:
        return {q: ["html-validate: status %d: %s" % (p.returncode, p.stderr.decode()[:300])]
                for q in paths}
    for a in answers:
        result.setdefault(a["filePath"], []).extend(
            "%d:%d %s (%s)" % (m["line"], m["column"], m["message"], m["ruleId"])
            for m in a["messages"])
    return result


SHOWN = """(() => {
    const up = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    for (const a of document.querySelectorAll("sup > a"))
        a.textContent = [...a.textContent].map(d => up[d]).join("");
    return document.body.innerText;
})()"""


def look(browser, path):
    """Problems that axe-core finds on a wide and a narrow screen, and the words shown."""
    found = []
    with open(AXE, encoding="utf-8") as f:
        axe = f.read()
    for width in (1000, 360):
        browser.size(width, 900)
        browser.open(path)
        browser.run(axe)
        answer = json.loads(browser.run("axe.run().then(r => JSON.stringify(r.violations.map("
                                        "v => [v.impact, v.id, v.nodes[0].html.slice(0, 200)])))"))
        found += ["axe, %d px: %s %s: %s" % (width, *v) for v in answer if v[0] in BAD]
        wide = browser.run("document.documentElement.scrollWidth")
        if wide > width:
            found.append("%d px wide on a screen of %d" % (wide, width))
    return found, split(browser.run(SHOWN))


def shown(browser, path, words):
    found, said = look(browser, path)
    wrong = difference("HTML as shown", said, words)
    return found + ([wrong] if wrong else [])


def dump(binary, name, cwd):
    p = subprocess.run([binary, "dump", "text", name], cwd=cwd, stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL)
    return split(p.stdout.decode())


def run(binary, tally, cwd=trial.ROOT):
    import browser as chromium
    with tempfile.TemporaryDirectory() as out:
        p = subprocess.run([binary, "build", "--to", "docx,html,txt", "--out", out], cwd=cwd,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if p.returncode:
            tally.add("web build", ["status %d: %s" % (p.returncode, p.stdout.decode()[:500])])
        pages = sorted(glob.glob(os.path.join(out, "**", "*.html"), recursive=True))
        valid = validate(pages)
        with chromium.Browser() as b:
            for page in pages:
                base = page[:-5]
                name = os.path.relpath(base, out)
                words = words_of_docx(base + ".docx")
                said = dump(binary, name, cwd)
                if "_" not in os.path.basename(name):
                    said = said[:len(words)]  # its appendices in files of their own follow
                wrong = difference("dump text", said, words)
                tally.add("web " + name, ([wrong] if wrong else []) + valid[page] +
                          agree(base + ".docx", page, base + ".txt") +
                          shown(b, page, words_of_docx(base + ".docx", notes_by_section=True)))
        tally.add("web pages", [] if pages else ["no page was made"])
    printed(binary, tally)
    on_a_phone(binary, tally)


NOTES = os.path.join(trial.HERE, "cases", "trang-web", "chu-thich-tung-phan")
# What each printed page of it must end with: the notes of what it says.
PRINTED = ("1 Số 2 phố Chợ.", "2 Trưởng trạm.", "3 Trước một ngày.", "4 Từ 7 giờ.", "Hết./.")


def printed(binary, tally):
    """A document with notes in all its sections: valid, accessible, and on paper each note
    stands on the page that calls it."""
    import browser as chromium
    with tempfile.TemporaryDirectory() as work, chromium.Browser() as b:
        os.mkdir(os.path.join(work, "sources"))
        shutil.copy(os.path.join(NOTES, "in.yaml"), os.path.join(work, "sources"))
        subprocess.run([binary, "build", "--to", "html"], cwd=work, stdout=subprocess.DEVNULL)
        page, pdf = os.path.join(work, "out", "in.html"), os.path.join(work, "in.pdf")
        found, _ = look(b, page)
        b.open(page)
        b.pdf(pdf)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE).stdout
        pages = [" ".join(split(p)) for p in text.decode().split("\f")[:-1]]
        if len(pages) != len(PRINTED):
            found.append("%d pages, wanted %d" % (len(pages), len(PRINTED)))
        found += ["page %d ends with %s" % (i + 1, said[-60:])
                  for i, (said, end) in enumerate(zip(pages, PRINTED)) if not said.endswith(end)]
        tally.add("web notes in print", found + validate([page])[page])


SIGNED = os.path.join(trial.HERE, "cases", "trang-web", "nhieu-nguoi-ky")
# What is wrong on a narrow screen: lines of a text, how far its words reach.
PHONE = """(() => {
  const found = [], all = s => [...document.querySelectorAll(s)];
  const extent = e => { const r = document.createRange(); r.selectNodeContents(e);
    return r.getBoundingClientRect(); };
  const middle = e => { const r = extent(e); return r.left + r.width / 2; };
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider");
  for (const e of all(".quoc-hieu"))
    if (extent(e).height > 1.5 * parseFloat(getComputedStyle(e).lineHeight))
      found.push("Quốc hiệu in two lines");
  for (const e of all(".trich-yeu"))
    if (extent(e).width < innerWidth / 2) found.push("a subject as narrow as " + extent(e).width);
  const rows = all(".vb-ky").map(r => [...r.children].map(c => middle(c.firstElementChild)));
  if (rows.length < 3 || rows.some(r => r.some((x, i) => Math.abs(x - rows[0][i]) > 2)))
    found.push("a name is not below its titles");
  for (const e of all(".co-quan ~ .duong-ke"))
    if (e.getBoundingClientRect().bottom > all(".quoc-hieu")[0].getBoundingClientRect().top)
      found.push("the agency's rule crosses Quốc hiệu");
  return found;
})()"""


def on_a_phone(binary, tally):
    """390 px wide: a long subject, two signers."""
    import browser as chromium
    with tempfile.TemporaryDirectory() as work, chromium.Browser() as b:
        os.mkdir(os.path.join(work, "sources"))
        shutil.copy(os.path.join(SIGNED, "in.yaml"), os.path.join(work, "sources"))
        subprocess.run([binary, "build", "--to", "html"], cwd=work, stdout=subprocess.DEVNULL)
        b.call("Emulation.setDeviceMetricsOverride", width=390, height=844,
               deviceScaleFactor=1, mobile=False)
        b.open(os.path.join(work, "out", "in.html"))
        tally.add("web on a phone", b.run(PHONE))


if __name__ == "__main__":
    sys.exit(trial.main(run))
