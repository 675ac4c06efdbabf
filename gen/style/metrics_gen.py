#!/usr/bin/env python3
"""Writes metrics_table.h: the advance widths of Liberation Serif, which are
those of Times New Roman, for the characters that documents are made of.

    python3 gen/style/metrics_gen.py [FONT_FOLDER] > gen/style/metrics_table.h

Reads cmap and hmtx of the four faces itself; needs no library. The widths are
facts of the font (package fonts-liberation2)."""
import struct
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/liberation2"
FACES = ["Regular", "Bold", "Italic", "BoldItalic"]
# Latin, modifiers, Greek, Cyrillic, Vietnamese, punctuation, super- and
# subscripts, currency, letterlike, number forms, arrows, mathematics, shapes.
BLOCKS = [(0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF),
          (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E),
          (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x2134), (0x2150, 0x215F),
          (0x2190, 0x2195), (0x2200, 0x2265), (0x25A0, 0x25CF)]


def tables(data):
    count = struct.unpack(">H", data[4:6])[0]
    for i in range(count):
        tag, _, off, size = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        yield tag.decode(), data[off:off + size]


def char_map(cmap):
    """Code point -> glyph, of the Windows Unicode subtable (format 4)."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        plat, enc, off = struct.unpack(">HHI", cmap[4 + 8 * i:12 + 8 * i])
        if (plat, enc) == (3, 1):
            return format4(cmap[off:])
    raise SystemExit("no Unicode cmap")


def format4(t):
    seg = struct.unpack(">H", t[6:8])[0] // 2
    def words(at):
        return struct.unpack(">%dH" % seg, t[at:at + 2 * seg])
    ends, starts = words(14), words(16 + 2 * seg)
    deltas, ranges = words(16 + 4 * seg), words(16 + 6 * seg)
    glyphs = {}
    for i in range(seg):
        for c in range(starts[i], ends[i] + 1):
            g = c
            if ranges[i]:
                at = 16 + 6 * seg + 2 * i + ranges[i] + 2 * (c - starts[i])
                g = struct.unpack(">H", t[at:at + 2])[0] if at + 2 <= len(t) else 0
                if not g:
                    continue
            glyphs[c] = (g + deltas[i]) & 0xFFFF
    return glyphs


def widths(path):
    with open(path, "rb") as f:
        t = dict(tables(f.read()))
    assert struct.unpack(">H", t["head"][18:20])[0] == 2048
    n = struct.unpack(">H", t["hhea"][34:36])[0]
    adv = [struct.unpack(">H", t["hmtx"][4 * i:4 * i + 2])[0] for i in range(n)]
    return {c: adv[min(g, n - 1)] for c, g in char_map(t["cmap"]).items()}


def main():
    faces = [widths("%s/LiberationSerif-%s.ttf" % (FOLDER, f)) for f in FACES]
    print("/* style/metrics_table.h: made by metrics_gen.py, not edited by hand. Advance")
    print(" * widths in 1/2048 em; 0 in a block is a character that the font lacks, or a")
    print(" * combining mark. */")
    print("/* clang-format off */")
    print("static const struct metrics_block {\n\tuint16_t first, last, at;\n} metrics_blocks[] = {")
    at = 0
    for first, last in BLOCKS:
        print("\t{ 0x%04X, 0x%04X, %d }," % (first, last, at))
        at += last - first + 1
    print("};\n\n/* Regular, bold, italic, bold italic. */")
    print("static const uint16_t metrics_widths[4][%d] = {" % at)
    for face in faces:
        row = []
        for first, last in BLOCKS:
            # A combining mark stands on the letter before it.
            row += [0 if first == 0x300 else face.get(c, 0) for c in range(first, last + 1)]
        print("\t{")
        for i in range(0, len(row), 16):
            print("\t    " + " ".join("%d," % w for w in row[i:i + 16]))
        print("\t},")
    print("};")


main()
