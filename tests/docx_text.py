"""The text of a DOCX as a reader of the page sees it: with the numbers that Word
computes, footnotes at the end. Reads numbering.xml by itself, after the standard
(17.9), so that it can judge the program.

    words(path) -> [str, …]        lines(path) -> [str, …]
"""
import sys
import zipfile
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_LEVEL = 9


def roman(n):
    out = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
                        (1, "I")):
        while n >= value:
            out += sign
            n -= value
    return out


def letter(n):
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def superscript(n):
    return str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


FORMATS = {"decimal": str, "upperRoman": roman, "lowerRoman": lambda n: roman(n).lower(),
           "lowerLetter": letter, "upperLetter": lambda n: letter(n).upper(),
           "decimalZero": lambda n: "%02d" % n, "none": lambda n: ""}


def val(e, tag, default=None):
    child = e.find(W + tag) if e is not None else None
    return child.get(W + "val") if child is not None else default


class Numbering:
    """Counters belong to the abstract list; a num with a startOverride sets them
    anew where it is first used."""

    def __init__(self, root):
        self.levels, self.abstract_of, self.override = {}, {}, {}
        self.counts, self.used = {}, set()
        if root is None:
            return
        for a in root.findall(W + "abstractNum"):
            self.levels[a.get(W + "abstractNumId")] = {
                int(l.get(W + "ilvl")): l for l in a.findall(W + "lvl")}
        for n in root.findall(W + "num"):
            i = n.get(W + "numId")
            self.abstract_of[i] = val(n, "abstractNumId")
            self.override[i] = {int(o.get(W + "ilvl")): int(val(o, "startOverride"))
                                for o in n.findall(W + "lvlOverride")
                                if o.find(W + "startOverride") is not None}

    def start(self, num, level):
        if level in self.override[num]:
            return self.override[num][level]
        return int(val(self.levels[self.abstract_of[num]].get(level), "start", "1"))

    def next(self, num, level):
        """Counts a paragraph and returns its label, with what stands after it."""
        abstract = self.abstract_of.get(num)
        if abstract is None:
            return ""
        levels = self.levels[abstract]
        counts = self.counts.setdefault(abstract, {})
        if num not in self.used:
            self.used.add(num)
            for l in self.override[num]:
                counts.pop(l, None)
        for upper in range(level):
            counts.setdefault(upper, self.start(num, upper))
        counts[level] = counts[level] + 1 if level in counts else self.start(num, level)
        for lower in range(level + 1, MAX_LEVEL):
            restart = val(levels.get(lower), "lvlRestart")
            if restart != "0":
                counts.pop(lower, None)
        lvl = levels[level]
        text = val(lvl, "lvlText", "")
        for l in range(MAX_LEVEL):
            if "%%%d" % (l + 1) in text:
                fmt = val(levels[l], "numFmt", "decimal")
                if lvl.find(W + "isLgl") is not None:
                    fmt = "decimal"
                text = text.replace("%%%d" % (l + 1),
                                    FORMATS[fmt](counts.get(l, self.start(num, l))))
        return text + {"nothing": "", "space": " "}.get(val(lvl, "suff", "tab"), "\t")


class Text:
    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            def part(name):
                return ET.fromstring(z.read(name)) if name in z.namelist() else None
            self.document = part("word/document.xml")
            self.notes = part("word/footnotes.xml")
            self.styles = part("word/styles.xml")
            self.numbering = Numbering(part("word/numbering.xml"))
        self.style = {s.get(W + "styleId"): s for s in self.styles.findall(W + "style")}
        self.note_numbers, self.note = {}, 0

    def style_numbering(self, style):
        """numId and level that a style gives, from itself or what it is based on."""
        num = level = None
        while style in self.style and num is None:
            pr = self.style[style].find("%spPr/%snumPr" % (W, W))
            if pr is not None:
                num, level = val(pr, "numId"), level or val(pr, "ilvl")
            style = val(self.style[style], "basedOn")
        return num, level

    def label(self, p):
        ppr = p.find(W + "pPr")
        num, level = self.style_numbering(val(ppr, "pStyle")) if ppr is not None else (None, None)
        direct = ppr.find(W + "numPr") if ppr is not None else None
        if direct is not None:
            num, level = val(direct, "numId", num), val(direct, "ilvl", level)
        if num in (None, "0"):
            return ""
        return self.numbering.next(num, int(level or 0))

    def runs(self, e, out, field):
        for child in e:
            tag = child.tag[len(W):] if child.tag.startswith(W) else ""
            if tag == "t" and "code" not in field:
                out.append(child.text or "")
            elif tag in ("br", "cr", "tab"):
                out.append("\t" if tag == "tab" else "\n")
            elif tag == "noBreakHyphen":
                out.append("-")
            elif tag == "fldChar":
                kind = child.get(W + "fldCharType")
                field[:] = {"begin": field + ["code"], "separate": field[:-1] + ["result"],
                            "end": field[:-1]}[kind]
            elif tag == "footnoteReference":
                i = child.get(W + "id")
                out.append(superscript(self.note_numbers.setdefault(
                    i, len(self.note_numbers) + 1)))
            elif tag == "footnoteRef":
                out.append(superscript(self.note))
            elif tag not in ("pPr", "rPr", "instrText", "del"):
                self.runs(child, out, field)

    def paragraph(self, p):
        out = [self.label(p)]
        self.runs(p, out, [])
        return "".join(out)

    def blocks(self, e, out):
        for child in e:
            if child.tag == W + "p":
                out.append(self.paragraph(child))
            elif child.tag == W + "tbl":
                for row in child.findall(W + "tr"):
                    for cell in row.findall(W + "tc"):
                        self.blocks(cell, out)

    def lines(self):
        out = []
        self.blocks(self.document.find(W + "body"), out)
        for i in sorted(self.note_numbers, key=self.note_numbers.get):
            self.note = self.note_numbers[i]
            note = next(n for n in self.notes.findall(W + "footnote") if n.get(W + "id") == i)
            self.blocks(note, out)
        return out


def lines(path):
    return Text(path).lines()


def words(path):
    return " ".join(lines(path)).split()


if __name__ == "__main__":
    print("\n".join(lines(sys.argv[1])))
