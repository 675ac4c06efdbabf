"""What the validators miss: our own look at a DOCX, written from the standard and
from what Word is known to refuse, and not from the C code that makes it.

    problems(path) -> list of strings, empty when all is well

Run by itself it prints the problems of the files named.
"""
import re
import sys
import zipfile
import xml.etree.ElementTree as ET
import xml.parsers.expat

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"

WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES = {
    "word/document.xml": WML + "document.main+xml",
    "word/styles.xml": WML + "styles+xml",
    "word/settings.xml": WML + "settings+xml",
    "word/numbering.xml": WML + "numbering+xml",
    "word/footnotes.xml": WML + "footnotes+xml",
    "word/fontTable.xml": WML + "fontTable+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml":
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
NEEDED = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
          "word/settings.xml", "word/_rels/document.xml.rels", "docProps/core.xml",
          "docProps/app.xml", "docProps/custom.xml"]

# Schema sequences that Word and the SDK care about.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
           "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
           "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
           "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
           "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
           "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
           "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
             "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
             "tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
            "tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
              "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
              "bidi rtlGutter docGrid",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr *",
    "p": "pPr *",
    "r": "rPr *",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
             "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
             "tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "lvlOverride": "startOverride lvl",
}
ORDER = {k: v.split() for k, v in ORDER.items()}
TOGGLES = {"b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "vanish", "keepNext",
           "keepLines", "pageBreakBefore", "widowControl", "tblHeader", "cantSplit", "titlePg",
           "noProof", "qFormat", "contextualSpacing"}


# Relations by which a document brings along or fetches what Word would run or take in,
# and fields that do.
RUNS_OR_LOADS = re.compile("attachedTemplate|vba|macro|oleObject|aFChunk|subDocument|frame$|control$", re.I)
LOADING_FIELD = re.compile(r"\b(INCLUDE\w*|DDE\w*|LINK|MACROBUTTON|IMPORT|DATABASE|RD)\b")


def w(name):
    return "{%s}%s" % (W, name)


def local(e):
    return e.tag.rsplit("}", 1)[-1]


def wval(e, name="val"):
    return e.get(w(name))


class Check:
    def __init__(self, path):
        self.path = path
        self.problems = []
        self.parts = {}
        self.trees = {}
        self.rels = {}

    def say(self, where, what):
        self.problems.append("%s: %s" % (where, what))

    # ---- the package ----------------------------------------------------

    def package(self):
        try:
            z = zipfile.ZipFile(self.path)
            bad = z.testzip()
        except (zipfile.BadZipFile, OSError) as e:
            self.say("zip", str(e))
            return False
        if bad:
            self.say("zip", "bad CRC of " + bad)
        infos = z.infolist()
        names = [i.filename for i in infos]
        if len(set(names)) != len(names):
            self.say("zip", "an entry twice")
        if len(set(n.lower() for n in names)) != len(names):
            self.say("zip", "names that differ by case only")
        if names[:2] != ["[Content_Types].xml", "_rels/.rels"]:
            self.say("zip", "starts with %s" % names[:2])
        for i in infos:
            if i.date_time != (1980, 1, 1, 0, 0, 0):
                self.say("zip", "%s is dated %s" % (i.filename, i.date_time))
            if i.extra:
                self.say("zip", "%s has an extra field" % i.filename)
            if i.filename.endswith("/") or "\\" in i.filename or i.filename.startswith("/"):
                self.say("zip", "bad name " + i.filename)
            if not re.fullmatch(r"[\x21-\x7e]+", i.filename):
                self.say("zip", "name is not plain ASCII: " + i.filename)
            self.parts[i.filename] = z.read(i)
        for n in NEEDED:
            if n not in self.parts:
                self.say("zip", "no " + n)
        return "word/document.xml" in self.parts

    def xml(self):
        for name, data in self.parts.items():
            if not name.endswith((".xml", ".rels")):
                continue
            if not data.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'):
                self.say(name, "XML declaration is %r" % data[:60])
            try:
                p = xml.parsers.expat.ParserCreate()
                p.StartDoctypeDeclHandler = lambda *a: self.say(name, "has a DOCTYPE")
                p.Parse(data, True)
                self.trees[name] = ET.fromstring(data)
            except (xml.parsers.expat.ExpatError, ET.ParseError) as e:
                self.say(name, "not well-formed: %s" % e)

    def content_types(self):
        t = self.trees.get("[Content_Types].xml")
        if t is None:
            return
        defaults, overrides = {}, {}
        for e in t:
            if local(e) == "Default":
                key, table = e.get("Extension").lower(), defaults
            else:
                key, table = e.get("PartName"), overrides
            if key in table:
                self.say("[Content_Types].xml", key + " twice")
            table[key] = e.get("ContentType")
        if defaults.get("rels") != "application/vnd.openxmlformats-package.relationships+xml":
            self.say("[Content_Types].xml", "no Default for rels")
        for key in overrides:
            if key[1:] not in self.parts or key[0] != "/":
                self.say("[Content_Types].xml", "Override for nothing: " + key)
        for name in self.parts:
            if name == "[Content_Types].xml" or name.endswith(".rels"):
                continue
            got = overrides.get("/" + name)
            want = TYPES.get(name)
            if re.fullmatch(r"word/header\d+\.xml", name):
                want = WML + "header+xml"
            if re.fullmatch(r"word/footer\d+\.xml", name):
                want = WML + "footer+xml"
            if name.endswith(".xml") and got is None:
                self.say("[Content_Types].xml", "no Override for " + name)
            elif want and got != want:
                self.say("[Content_Types].xml", "%s is %s" % (name, got))
            elif got is None and name.rsplit(".", 1)[-1].lower() not in defaults:
                self.say("[Content_Types].xml", "no type for " + name)
            if name.endswith((".png", ".jpeg", ".jpg")):
                ext = name.rsplit(".", 1)[-1].lower()
                kind = "image/png" if ext == "png" else "image/jpeg"
                if defaults.get(ext) != kind:
                    self.say("[Content_Types].xml", "%s is %s" % (ext, defaults.get(ext)))

    def relations(self):
        targeted = set()
        for name, t in self.trees.items():
            if not name.endswith(".rels"):
                continue
            folder, base = name.rsplit("_rels/", 1)
            owner = folder + base[:-5]
            if owner and owner not in self.parts:
                self.say(name, "belongs to no part")
            table = self.rels[owner] = {}
            for e in t:
                i = e.get("Id")
                if i in table:
                    self.say(name, "id twice: " + i)
                table[i] = e
                target = e.get("Target")
                if RUNS_OR_LOADS.search(e.get("Type")):
                    self.say(name, "would run or load something: " + e.get("Type"))
                if e.get("TargetMode") == "External":
                    if not e.get("Type").endswith("/hyperlink"):
                        self.say(name, "loads from outside: " + e.get("Type"))
                    if not re.match(r"(https?://|mailto:)", target):
                        self.say(name, "external target " + target)
                    continue
                full = target[1:] if target.startswith("/") else folder + target
                if full not in self.parts:
                    self.say(name, "%s points to no part: %s" % (i, target))
                targeted.add(full)
        for name, t in self.trees.items():
            for field in t.iter(w("instrText")):
                if LOADING_FIELD.search(field.text or ""):
                    self.say(name, "a field that loads: " + field.text)
        for name in self.parts:
            if name != "[Content_Types].xml" and not name.endswith(".rels") and \
                    name not in targeted:
                self.say(name, "no relation leads to it")
        for name, t in self.trees.items():
            if name.endswith(".rels") or name == "[Content_Types].xml":
                continue
            used = set()
            for e in t.iter():
                for k, v in e.attrib.items():
                    if not k.startswith("{%s}" % R):
                        continue
                    used.add(v)
                    rel = self.rels.get(name, {}).get(v)
                    if rel is None:
                        self.say(name, "%s %s resolves to nothing" % (local(e), v))
                        continue
                    kind = rel.get("Type").rsplit("/", 1)[-1]
                    want = {"headerReference": "header", "footerReference": "footer",
                            "hyperlink": "hyperlink", "blip": "image"}.get(local(e))
                    if want and kind != want:
                        self.say(name, "%s %s is a %s" % (local(e), v, kind))
            for i, rel in self.rels.get(name, {}).items():
                kind = rel.get("Type").rsplit("/", 1)[-1]
                if kind in ("hyperlink", "image", "header", "footer") and i not in used:
                    self.say(name, "relation %s (%s) is not used" % (i, kind))

    # ---- order, attributes, characters ----------------------------------

    def order(self):
        for name, t in self.trees.items():
            for e in t.iter():
                seq = ORDER.get(local(e)) if e.tag.startswith("{%s}" % W) else None
                if seq:
                    self.in_order(name, e, seq)

    def in_order(self, name, e, seq):
        at = 0
        seen = set()
        for child in e:
            c = local(child)
            rank = seq.index(c) if c in seq else seq.index("*") if "*" in seq else -1
            if rank < 0:
                self.say(name, "%s in %s" % (c, local(e)))
            elif rank < at:
                self.say(name, "%s out of order in %s" % (c, local(e)))
            at = max(at, rank)
            single = local(e) in ("pPr", "rPr", "tblPr", "tcPr", "pBdr", "tblBorders") or \
                c in ("pPr", "tcPr", "tblPr", "tblGrid", "trPr") or (c == "rPr" and local(e) == "r")
            if single and c in seen:
                self.say(name, "%s twice in %s" % (c, local(e)))
            seen.add(c)

    def attributes(self):
        for name, t in self.trees.items():
            if not name.startswith("word/") or name.endswith(".rels"):
                continue
            for e in t.iter():
                tag = local(e)
                if e.tag == w(tag) and tag in TOGGLES and wval(e) in ("true", "1", "on"):
                    self.say(name, "%s with w:val=%s" % (tag, wval(e)))
                for k, v in e.attrib.items():
                    key = k.rsplit("}", 1)[-1]
                    if key.startswith("rsid") or key in ("paraId", "textId"):
                        self.say(name, "%s has %s" % (tag, key))
                    if key.endswith("Theme") or key == "themeColor":
                        self.say(name, "%s has %s" % (tag, key))
                if e.tag == w("lang") or tag == "themeFontLang":
                    for v in e.attrib.values():
                        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", v):
                            self.say(name, "language " + v)
                if e.tag in (w("sz"), w("szCs")) and not re.fullmatch(r"[1-9]\d*", wval(e) or ""):
                    self.say(name, "size %s" % wval(e))
                if e.tag == w("jc") and wval(e) == "justify":
                    self.say(name, "jc=justify")
                if e.tag == w("color") and not re.fullmatch(r"[0-9A-F]{6}|auto", wval(e) or ""):
                    self.say(name, "colour %s" % wval(e))
                if e.tag == w("rFonts"):
                    fonts = {e.get(w(k)) for k in ("ascii", "hAnsi", "cs", "eastAsia")}
                    if fonts != {"Times New Roman"}:
                        self.say(name, "rFonts %s" % sorted(map(str, fonts)))
                for x, y in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
                    if e.tag == w("rPr") and (e.find(w(x)) is None) != (e.find(w(y)) is None):
                        self.say(name, "%s without %s" % (x, y))
                if e.tag in (w("t"), w("instrText")):
                    text = e.text or ""
                    if re.search(r"[\n\r\t]", text):
                        self.say(name, "newline or tab in text: %r" % text[:40])
                    if text != text.strip(" ") and e.get("{%s}space" % XML) != "preserve":
                        self.say(name, "space not preserved: %r" % text[:40])
                    if e.tag == w("t") and not text:
                        self.say(name, "an empty w:t")
        s = self.trees.get("word/settings.xml")
        if s is not None and s.find(w("updateFields")) is not None:
            self.say("word/settings.xml", "updateFields makes Word ask")

    # ---- tables -----------------------------------------------------------

    def tables(self):
        for name in self.story_parts():
            t = self.trees[name]
            for tbl in t.iter(w("tbl")):
                self.table(name, tbl)
            for parent in t.iter():
                kids = [k for k in parent if k.tag not in (w("bookmarkStart"), w("bookmarkEnd"))]
                for x, y in zip(kids, kids[1:]):
                    if x.tag == w("tbl") and y.tag == w("tbl"):
                        self.say(name, "two tables with no paragraph between")

    def table(self, name, tbl):
        grid = tbl.find(w("tblGrid"))
        rows = tbl.findall(w("tr"))
        if tbl.find(w("tblPr")) is None or grid is None:
            self.say(name, "table without tblPr or tblGrid")
            return
        cols = [int(c.get(w("w"))) for c in grid.findall(w("gridCol"))]
        pr = tbl.find(w("tblPr"))
        width = pr.find(w("tblW"))
        layout = pr.find(w("tblLayout"))
        if not rows:
            self.say(name, "table without rows")
        if any(c <= 0 for c in cols):
            self.say(name, "a column of no width")
        if width is None or width.get(w("type")) != "dxa" or int(width.get(w("w"))) != sum(cols):
            self.say(name, "tblW is not the sum of its grid")
        if layout is None or layout.get(w("type")) != "fixed":
            self.say(name, "table layout is not fixed")
        above = {}
        heads_over = False
        for row in rows:
            above = self.row(name, row, cols, above)
            head = row.find("%s/%s" % (w("trPr"), w("tblHeader"))) is not None
            if head and heads_over:
                self.say(name, "a header row below other rows")
            heads_over = heads_over or not head

    def row(self, name, row, cols, above):
        cells = row.findall(w("tc"))
        if not cells:
            self.say(name, "row without cells")
        at = 0
        merged = {}
        for tc in cells:
            pr = tc.find(w("tcPr"))
            span = pr.find(w("gridSpan")) if pr is not None else None
            n = int(wval(span)) if span is not None else 1
            wd = pr.find(w("tcW")) if pr is not None else None
            if wd is None or int(wd.get(w("w"))) != sum(cols[at:at + n]):
                self.say(name, "tcW is not the sum of its columns")
            vm = pr.find(w("vMerge")) if pr is not None else None
            if vm is not None:
                goes_on = wval(vm) in (None, "continue")
                if goes_on and above.get(at) != n:
                    self.say(name, "vMerge goes on from nothing")
                merged[at] = n
            kids = [k for k in tc if k.tag != w("tcPr")]
            if not kids or kids[-1].tag != w("p"):
                self.say(name, "cell does not end in a paragraph")
            at += n
        if at != len(cols):
            self.say(name, "row of %d columns in a grid of %d" % (at, len(cols)))
        return merged

    # ---- styles, numbering --------------------------------------------------

    def story_parts(self):
        return [n for n in self.trees if re.fullmatch(
            r"word/(document|footnotes|header\d+|footer\d+)\.xml", n)]

    def styles(self):
        t = self.trees.get("word/styles.xml")
        if t is None:
            return
        table = {}
        names = set()
        for s in t.findall(w("style")):
            i = s.get(w("styleId"))
            if i in table:
                self.say("word/styles.xml", "style twice: " + i)
            table[i] = s
            n = wval(s.find(w("name"))).lower()
            if n in names:
                self.say("word/styles.xml", "name twice: " + n)
            names.add(n)
        kind = {i: s.get(w("type")) for i, s in table.items()}
        for i, s in table.items():
            for ref in ("basedOn", "next", "link"):
                e = s.find(w(ref))
                if e is None:
                    continue
                if wval(e) not in table:
                    self.say("word/styles.xml", "%s of %s: no %s" % (ref, i, wval(e)))
                elif ref != "link" and kind[wval(e)] != kind[i]:
                    self.say("word/styles.xml", "%s of %s is of another type" % (ref, i))
            seen, j = {i}, i
            while j in table and table[j].find(w("basedOn")) is not None:
                j = wval(table[j].find(w("basedOn")))
                if j in seen:
                    self.say("word/styles.xml", "basedOn of %s runs in a ring" % i)
                    break
                seen.add(j)
        for typ in ("paragraph", "character", "table", "numbering"):
            n = sum(1 for s in table.values()
                    if s.get(w("type")) == typ and s.get(w("default")) in ("1", "true"))
            if n > 1 or (n == 0 and typ == "paragraph"):
                self.say("word/styles.xml", "%d default %s styles" % (n, typ))
        for name in self.story_parts() + ["word/numbering.xml"]:
            for e in self.trees[name].iter() if name in self.trees else ():
                want = {w("pStyle"): "paragraph", w("rStyle"): "character",
                        w("tblStyle"): "table"}.get(e.tag)
                if want and kind.get(wval(e)) != want:
                    self.say(name, "%s %s: there is no such %s style" % (local(e), wval(e), want))

    def numbering(self):
        t = self.trees.get("word/numbering.xml")
        nums = {}
        if t is not None:
            abstracts, nsids = {}, set()
            for e in t.findall(w("abstractNum")):
                i = e.get(w("abstractNumId"))
                if i in abstracts:
                    self.say("word/numbering.xml", "abstractNum twice: " + i)
                abstracts[i] = e
                for tag in ("nsid", "tmpl"):
                    v = e.find(w(tag))
                    if v is None or not re.fullmatch(r"[0-9A-F]{8}", wval(v)):
                        self.say("word/numbering.xml", "%s of %s" % (tag, i))
                nsid = wval(e.find(w("nsid"))) if e.find(w("nsid")) is not None else i
                if nsid in nsids:
                    self.say("word/numbering.xml", "nsid twice")
                nsids.add(nsid)
                levels = [int(x.get(w("ilvl"))) for x in e.findall(w("lvl"))]
                if levels != list(range(9)):
                    self.say("word/numbering.xml", "levels of %s: %s" % (i, levels))
                if e.find(w("multiLevelType")) is None:
                    self.say("word/numbering.xml", "no multiLevelType in " + i)
            for e in t.findall(w("num")):
                i = e.get(w("numId"))
                if i in nums or int(i) < 1:
                    self.say("word/numbering.xml", "num twice, or not above 0: " + i)
                nums[i] = wval(e.find(w("abstractNumId")))
                if nums[i] not in abstracts:
                    self.say("word/numbering.xml", "num %s of no abstractNum" % i)
                over = [o.get(w("ilvl")) for o in e.findall(w("lvlOverride"))]
                if len(set(over)) != len(over):
                    self.say("word/numbering.xml", "a level of num %s overridden twice" % i)
        for name in self.story_parts() + ["word/styles.xml"]:
            for e in self.trees[name].iter(w("numPr")) if name in self.trees else ():
                num, lvl = e.find(w("numId")), e.find(w("ilvl"))
                if num is not None and wval(num) not in nums and wval(num) != "0":
                    self.say(name, "numId %s is not defined" % wval(num))
                if lvl is not None and not 0 <= int(wval(lvl)) <= 8:
                    self.say(name, "ilvl %s" % wval(lvl))

    # ---- bookmarks, fields, notes -------------------------------------------

    def bookmarks(self):
        ids, names, anchors = set(), set(), []
        for name in self.story_parts():
            open_ids = {}
            for e in self.trees[name].iter():
                if e.tag == w("bookmarkStart"):
                    i, n = e.get(w("id")), e.get(w("name"))
                    if i in ids:
                        self.say(name, "bookmark id twice: " + i)
                    if n in names:
                        self.say(name, "bookmark name twice: " + n)
                    if not re.fullmatch(r"[^\W\d]\w{0,39}", n):
                        self.say(name, "bookmark name %r" % n)
                    ids.add(i)
                    names.add(n)
                    open_ids[i] = n
                elif e.tag == w("bookmarkEnd"):
                    if open_ids.pop(e.get(w("id")), None) is None:
                        self.say(name, "bookmark ends that did not start: " + e.get(w("id")))
                elif e.tag == w("hyperlink") and e.get(w("anchor")):
                    anchors.append((name, e.get(w("anchor"))))
            for n in open_ids.values():
                self.say(name, "bookmark does not end: " + n)
        self.marks = names
        for name, anchor in anchors:
            if anchor not in names:
                self.say(name, "link to no bookmark: " + anchor)

    def fields(self):
        """A field may run over paragraphs (TOC), but not its code."""
        for name in self.story_parts():
            state = []
            for e in self.trees[name].iter():
                if e.tag == w("p"):
                    if state[-1:] == ["begin"]:
                        self.say(name, "field code over two paragraphs")
                elif e.tag == w("instrText"):
                    if state[-1:] != ["begin"]:
                        self.say(name, "field code outside a field")
                    word = (e.text or "").split()
                    if word and word[0] == "PAGEREF" and word[1] not in self.marks:
                        self.say(name, "PAGEREF of no bookmark: " + word[1])
                elif e.tag == w("fldChar"):
                    kind = e.get(w("fldCharType"))
                    if kind == "begin":
                        state.append("begin")
                    elif not state or (kind == "separate" and state[-1] != "begin") or \
                            (kind == "end" and state[-1] != "separate"):
                        self.say(name, "field %s out of place" % kind)
                    elif kind == "separate":
                        state[-1] = "separate"
                    else:
                        state.pop()
            if state:
                self.say(name, "field without end")

    def notes(self):
        t = self.trees.get("word/footnotes.xml")
        refs = [e.get(w("id")) for n in self.story_parts()
                for e in self.trees[n].iter(w("footnoteReference"))]
        notes = {}
        if t is not None:
            for e in t.findall(w("footnote")):
                i = e.get(w("id"))
                if i in notes:
                    self.say("word/footnotes.xml", "note twice: " + i)
                notes[i] = e
                if e.find(w("p")) is None:
                    self.say("word/footnotes.xml", "note without a paragraph: " + i)
            special = {e.get(w("type")): i for i, e in notes.items() if e.get(w("type"))}
            if set(special) != {"separator", "continuationSeparator"}:
                self.say("word/footnotes.xml", "separators: %s" % special)
            s = self.trees.get("word/settings.xml")
            listed = [e.get(w("id")) for e in s.iter(w("footnote"))] if s is not None else []
            if sorted(listed) != sorted(special.values()):
                self.say("word/settings.xml", "footnotePr lists %s" % listed)
            own = [i for i, e in notes.items() if not e.get(w("type"))]
            if refs != own:
                self.say("word/footnotes.xml", "notes %s, references %s" % (own[:9], refs[:9]))
            for i in own:
                if notes[i].find(".//" + w("footnoteRef")) is None:
                    self.say("word/footnotes.xml", "note without its number: " + i)
        elif refs:
            self.say("word/document.xml", "references, but no notes")

    # ---- sections, pictures, properties -------------------------------------

    def sections(self):
        body = self.trees["word/document.xml"].find(w("body"))
        kids = list(body)
        if not kids or kids[-1].tag != w("sectPr"):
            self.say("word/document.xml", "does not end in sectPr")
            return
        if len(kids) < 2 or kids[-2].tag != w("p"):
            self.say("word/document.xml", "no paragraph before the last sectPr")
        for s in body.iter(w("sectPr")):
            self.section(s)
        inside = [s for s in body.iter(w("sectPr"))][:-1]
        direct = [p.find("%s/%s" % (w("pPr"), w("sectPr"))) for p in body.findall(w("p"))]
        if len(inside) != sum(1 for d in direct if d is not None):
            self.say("word/document.xml", "a section break inside a table")

    def section(self, s):
        size, mar = s.find(w("pgSz")), s.find(w("pgMar"))
        if size is None or mar is None:
            self.say("word/document.xml", "section without pgSz or pgMar")
            return
        wide, high = int(size.get(w("w"))), int(size.get(w("h")))
        if (size.get(w("orient")) == "landscape") != (wide > high):
            self.say("word/document.xml", "orient and size disagree")
        if sorted((wide, high)) != [11906, 16838]:
            self.say("word/document.xml", "not A4: %d × %d" % (wide, high))
        for k in ("top", "right", "bottom", "left", "header", "footer", "gutter"):
            if not re.fullmatch(r"-?\d+", mar.get(w(k)) or ""):
                self.say("word/document.xml", "pgMar %s=%s" % (k, mar.get(w(k))))
        kinds = [e.get(w("type")) for e in s.findall(w("headerReference"))]
        if len(set(kinds)) != len(kinds):
            self.say("word/document.xml", "two headers of a kind in a section")
        if s.find(w("titlePg")) is not None and "first" not in kinds:
            self.say("word/document.xml", "titlePg without a first header of its own")
        if "default" not in kinds:
            self.say("word/document.xml", "section without a default header")

    def pictures(self):
        ids = set()
        for name in self.story_parts():
            for e in self.trees[name].iter("{%s}docPr" % WP):
                if e.get("id") in ids:
                    self.say(name, "docPr id twice: " + e.get("id"))
                ids.add(e.get("id"))
                if not e.get("descr"):
                    self.say(name, "picture without alternative text")
            for e in self.trees[name].iter("{%s}extent" % WP):
                if int(e.get("cx")) <= 0 or int(e.get("cy")) <= 0:
                    self.say(name, "picture of no size")
        for name, data in self.parts.items():
            if name.endswith(".png") and not data.startswith(b"\x89PNG\r\n\x1a\n"):
                self.say(name, "is no PNG")
            if name.endswith((".jpg", ".jpeg")) and not data.startswith(b"\xff\xd8\xff"):
                self.say(name, "is no JPEG")

    def properties(self):
        t = self.trees.get("docProps/core.xml")
        if t is None:
            return
        tags = [e.tag for e in t]
        for tag in set(tags):
            if tags.count(tag) > 1:
                self.say("docProps/core.xml", "twice: " + tag)
        for e in t:
            if e.tag.startswith("{%s}" % DCTERMS):
                if e.get("{%s}type" % XSI) != "dcterms:W3CDTF":
                    self.say("docProps/core.xml", "%s without xsi:type" % local(e))
                if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", e.text or ""):
                    self.say("docProps/core.xml", "%s is %r" % (local(e), e.text))
        if "{%s}title" % DC not in tags:
            self.say("docProps/core.xml", "no title")

    def run(self):
        if not self.package():
            return self.problems
        self.xml()
        if "word/document.xml" not in self.trees:
            return self.problems
        for step in (self.content_types, self.relations, self.order, self.attributes, self.tables,
                     self.styles, self.numbering, self.bookmarks, self.fields, self.notes,
                     self.sections, self.pictures, self.properties):
            step()
        return self.problems


def problems(path):
    return Check(path).run()


if __name__ == "__main__":
    bad = 0
    for arg in sys.argv[1:]:
        for line in problems(arg):
            print("%s: %s" % (arg, line))
            bad = 1
    sys.exit(bad)
