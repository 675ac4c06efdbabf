"""A small reader of the PDFs that LibreOffice writes: what stands where on a page.

    pages(path) -> [Page]
    Page.width, .height      points
    Page.lines               [Line], in reading order: top to bottom, left to right
    Page.rules               [(x0, x1, y)] horizontal lines, y of their middle
    Line.text .x0 .x1 .y     y is the baseline, from the top of the page
    Line.size .bold .italic .fonts

Only what LibreOffice makes is understood: plain objects, Flate streams, simple fonts
with a ToUnicode map. pdftotext knows words but no fonts and no rules; this knows both.
"""
import re
import zlib

MM = 72 / 25.4


class Run:
    def __init__(self, text, x0, x1, y, size, font):
        self.text, self.x0, self.x1, self.y, self.size, self.font = text, x0, x1, y, size, font

    bold = property(lambda s: "Bold" in s.font)
    italic = property(lambda s: "Italic" in s.font or "Oblique" in s.font)


class Line:
    """Runs on one baseline with no wide gap between them."""

    def __init__(self, runs):
        self.runs = runs
        self.x0, self.x1 = runs[0].x0, max(r.x1 for r in runs)
        self.y = runs[0].y
        self.text = join(runs)
        inked = [r for r in runs if r.text.strip()] or runs
        self.size = max(r.size for r in inked)
        self.bold = all(r.bold for r in inked)
        self.italic = all(r.italic for r in inked)
        self.fonts = {re.sub(r"^[A-Z]{6}\+", "", r.font).split("-")[0] for r in inked}


def join(runs):
    out, end = "", None
    for r in runs:
        if end is not None and r.x0 - end > r.size * 0.12 and not out.endswith(" ") and \
                not r.text.startswith(" "):
            out += " "
        out += r.text
        end = r.x1
    return re.sub(r"\s+", " ", out.replace("\xa0", " ")).strip()


class Page:
    def __init__(self, width, height):
        self.width, self.height, self.runs, self.rules = width, height, [], []
        self.lines = []

    def finish(self):
        rows = []
        for r in sorted(self.runs, key=lambda r: (r.y, r.x0)):
            if rows and abs(rows[-1][0].y - r.y) < 1.5:
                rows[-1].append(r)
            else:
                rows.append([r])
        for row in rows:
            row.sort(key=lambda r: r.x0)
            part = []
            for r in row:
                if part and r.x0 - part[-1].x1 > 1.5 * r.size:
                    self.lines.append(Line(part))
                    part = []
                part.append(r)
            self.lines.append(Line(part))
        self.lines = [l for l in self.lines if l.text]
        return self


class Font:
    def __init__(self, head, to_unicode):
        self.name = re.search(rb"/BaseFont/([^\s/<>\[\]]+)", head).group(1).decode()
        first = re.search(rb"/FirstChar (\d+)", head)
        widths = re.search(rb"/Widths\s*\[([^\]]*)\]", head)
        self.first = int(first.group(1)) if first else 0
        self.widths = [float(x) for x in widths.group(1).split()] if widths else []
        self.map = {}
        for a, b in re.findall(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>", to_unicode):
            self.map[int(a, 16)] = bytes.fromhex(b.decode()).decode("utf-16-be", "replace")

    def width(self, code):
        i = code - self.first
        return self.widths[i] if 0 <= i < len(self.widths) else 0


TOKEN = re.compile(rb"\s*(<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|\[|\]|/[^\s/<>\[\]()]*|"
                   rb"[-+.\d][-+.\deE]*|[A-Za-z'\"*]+)", re.S)


class Reader:
    def __init__(self, path):
        with open(path, "rb") as f:
            self.data = f.read()
        self.objects = {int(n): b for n, b in
                        re.findall(rb"(?:^|\n)(\d+) 0 obj\b(.*?)endobj", self.data, re.S)}
        self.fonts = {}

    def head(self, n):
        return self.objects[n].split(b"stream", 1)[0]

    def stream(self, n):
        m = re.search(rb"stream\r?\n(.*)endstream", self.objects[n], re.S)
        raw = m.group(1)
        return zlib.decompressobj().decompress(raw) if b"FlateDecode" in self.head(n) else raw

    def ref(self, head, key):
        m = re.search(rb"/" + key + rb"\s*(\d+) 0 R", head)
        return int(m.group(1)) if m else None

    def page_objects(self, n):
        head = self.head(n)
        if re.search(rb"/Type\s*/Pages", head):
            kids = re.search(rb"/Kids\s*\[([^\]]*)\]", head).group(1)
            for k in re.findall(rb"(\d+) 0 R", kids):
                yield from self.page_objects(int(k))
        else:
            yield n

    def font_table(self, page_head):
        resources = self.head(self.ref(page_head, rb"Resources"))
        fonts = self.ref(resources, rb"Font")
        table = {}
        if fonts is None:
            return table
        for name, n in re.findall(rb"/(\w+) (\d+) 0 R", self.head(fonts)):
            n = int(n)
            if n not in self.fonts:
                head = self.head(n)
                uni = self.ref(head, rb"ToUnicode")
                self.fonts[n] = Font(head, self.stream(uni) if uni else b"")
            table[name.decode()] = self.fonts[n]
        return table

    def pages(self):
        root = next(n for n in self.objects if re.search(rb"/Type\s*/Catalog", self.objects[n]))
        out = []
        for n in self.page_objects(self.ref(self.head(root), rb"Pages")):
            head = self.head(n)
            box = [float(x) for x in re.search(rb"/MediaBox\s*\[([^\]]*)\]", head).group(1).split()]
            page = Page(box[2], box[3])
            Painter(page, self.font_table(head)).paint(self.stream(self.ref(head, rb"Contents")))
            out.append(page.finish())
        return out


def multiply(m, n):
    a, b, c, d, e, f = m
    A, B, C, D, E, F = n
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D,
            e * A + f * C + E, e * B + f * D + F)


class Painter:
    """Runs a content stream, keeping the matrix, the font and the path."""

    def __init__(self, page, fonts):
        self.page, self.fonts = page, fonts
        self.ctm, self.stack = (1, 0, 0, 1, 0, 0), []
        self.tm = self.tlm = (1, 0, 0, 1, 0, 0)
        self.font, self.size, self.scale = None, 0, 1.0
        self.path, self.width = [], 1.0

    def point(self, x, y):
        a, b, c, d, e, f = self.ctm
        return a * x + c * y + e, b * x + d * y + f

    def show(self, pieces):
        font, m = self.fonts[self.font], multiply(self.tm, self.ctm)
        x = 0.0
        text = ""
        for p in pieces:
            if isinstance(p, float):
                x -= p / 1000 * self.size * self.scale
                continue
            for code in p:
                text += font.map.get(code, "\ufffd")
                x += font.width(code) / 1000 * self.size * self.scale
        size = self.size * (m[2] ** 2 + m[3] ** 2) ** 0.5
        x1 = m[4] + x * m[0]
        self.page.runs.append(Run(text, m[4], x1, self.page.height - m[5], round(size, 2),
                                  font.name))
        self.tm = multiply((1, 0, 0, 1, x, 0), self.tm)

    def stroke(self, filled):
        for points in self.path:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if max(xs) - min(xs) > 4 and max(ys) - min(ys) < 2.5:
                self.page.rules.append((min(xs), max(xs),
                                        self.page.height - (min(ys) + max(ys)) / 2))
        self.path = []
        del filled

    def paint(self, data):
        args, array = [], None
        for m in TOKEN.finditer(data):
            t = m.group(1)
            if t == b"[":
                array = []
            elif t == b"]":
                args.append(array)
                array = None
            elif t[:1] == b"<" and t != b"<<":
                (array if array is not None else args).append(
                    bytes.fromhex(re.sub(rb"\s", b"", t[1:-1]).decode()))
            elif t[:1] == b"(":
                raw = re.sub(rb"\\([()\\])", rb"\1", t[1:-1])
                (array if array is not None else args).append(raw)
            elif t[:1] == b"/":
                args.append(t[1:].decode("latin-1"))
            elif re.fullmatch(rb"[-+.\d][-+.\deE]*", t):
                (array if array is not None else args).append(float(t))
            elif t not in (b"<<", b">>"):
                self.do(t.decode(), args)
                args = []

    def do(self, op, a):
        if op == "q":
            self.stack.append((self.ctm, self.font, self.size, self.width))
        elif op == "Q" and self.stack:
            self.ctm, self.font, self.size, self.width = self.stack.pop()
        elif op == "cm":
            self.ctm = multiply(tuple(a[:6]), self.ctm)
        elif op == "w":
            self.width = a[0]
        elif op == "BT":
            self.tm = self.tlm = (1, 0, 0, 1, 0, 0)
        elif op == "Td":
            self.tlm = multiply((1, 0, 0, 1, a[0], a[1]), self.tlm)
            self.tm = self.tlm
        elif op == "Tm":
            self.tm = self.tlm = tuple(a[:6])
        elif op == "Tf":
            self.font, self.size = a[0], a[1]
        elif op == "Tz":
            self.scale = a[0] / 100
        elif op == "Tj":
            self.show([a[0]])
        elif op == "TJ":
            self.show(a[0])
        elif op == "m":
            self.path.append([self.point(a[0], a[1])])
        elif op in ("l", "c") and self.path:
            self.path[-1].append(self.point(a[-2], a[-1]))
        elif op == "re":
            x, y, w, h = a
            self.path.append([self.point(x, y), self.point(x + w, y + h)])
        elif op in ("f", "f*", "F", "S", "s", "B", "B*", "b", "b*"):
            self.stroke(op[0] in "fFbB")
        elif op == "n":
            self.path = []


def pages(path):
    return Reader(path).pages()


if __name__ == "__main__":
    import sys
    for i, p in enumerate(pages(sys.argv[1]), 1):
        print("--- page %d, %.1f × %.1f mm" % (i, p.width / MM, p.height / MM))
        items = [(l.y, l.x0, "%6.1f %6.1f–%6.1f  %4.1f%s%s  %s" % (
            l.y / MM, l.x0 / MM, l.x1 / MM, l.size, " b" if l.bold else "", " i" if l.italic else "",
            l.text[:90])) for l in p.lines]
        items += [(y, x0, "%6.1f %6.1f–%6.1f  ----- %.1f mm" % (
            y / MM, x0 / MM, x1 / MM, (x1 - x0) / MM)) for x0, x1, y in p.rules]
        for item in sorted(items):
            print(item[2])
