"""Builds this folder's fonts from the npm package @fontsource/atkinson-hyperlegible-next.

    npm pack @fontsource/atkinson-hyperlegible-next && tar xzf fontsource-*.tgz
    pip install fonttools brotli && python build.py package/files

Merges the Latin and extended Latin subsets, and draws what the family's subsets lack and French
typography or our pages need: the narrow no-break space, arrows, the check mark, ≤ ≥ ≠.
"""

import math
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.ttGlyphPen import TTGlyphPen

HERE = Path(__file__).parent
WEIGHTS = {400: "Regular", 700: "Bold"}


def bar(start, end, thickness):
    """A straight stroke between two points, as a clockwise outline."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    nx, ny = -(y1 - y0) / length * thickness / 2, (x1 - x0) / length * thickness / 2
    return [(x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny)]


def turned(outlines, centre, quarter_turns):
    """The same outlines, turned counter-clockwise."""
    cx, cy = centre
    for _ in range(quarter_turns):
        outlines = [[(cx - (y - cy), cy + (x - cx)) for x, y in line] for line in outlines]
    return outlines


def stroke(points, thickness):
    """A bent stroke of three points with a mitred corner, as one clockwise outline."""
    def offset(side):
        (a, b, c) = points
        unit = lambda p, q: ((q[0] - p[0]) / math.dist(p, q), (q[1] - p[1]) / math.dist(p, q))
        u, v = unit(a, b), unit(b, c)
        d = side * thickness / 2
        n, m = (-u[1] * d, u[0] * d), (-v[1] * d, v[0] * d)
        scale = 1 + (n[0] * m[0] + n[1] * m[1]) / d**2
        corner = (b[0] + (n[0] + m[0]) / scale, b[1] + (n[1] + m[1]) / scale)
        return [(a[0] + n[0], a[1] + n[1]), corner, (c[0] + m[0], c[1] + m[1])]
    return offset(1) + offset(-1)[::-1]


def drawings(font):
    """Code point → (advance width, outlines), in the weight of the font's own minus sign."""
    cmap, glyphs = font.getBestCmap(), font["glyf"]
    minus = glyphs[cmap[0x2212]]
    thickness, mid = minus.yMax - minus.yMin, (minus.yMax + minus.yMin) / 2
    width = font["hmtx"][cmap[0x2212]][0]
    left, right = minus.xMin, minus.xMax
    wide = width + 180
    head = 190
    arrow = [
        bar((left, mid), (wide - left - thickness * 0.6, mid), thickness),
        stroke([(wide - left - head, mid + head), (wide - left - thickness * 0.7, mid),
                (wide - left - head, mid - head)], thickness),
    ]
    centre = (wide / 2, mid)
    drawn = {code: (wide, turned(arrow, centre, turns))
             for code, turns in ((0x2192, 0), (0x2191, 1), (0x2190, 2), (0x2193, 3))}
    drawn[0x2713] = (wide, [stroke([(left, mid + 10), (left + 170, mid - 190), (wide - left, mid + 290)],
                                   thickness * 1.15)])
    for code, tip, tail in ((0x2264, left, right), (0x2265, right, left)):
        drawn[code] = (width, [
            stroke([(tail, mid + 290), (tip, mid + 90), (tail, mid - 110)], thickness),
            bar((left, mid - 235), (right, mid - 235), thickness),
        ])
    gap = 105
    drawn[0x2260] = (width, [
        bar((left, mid + gap), (right, mid + gap), thickness),
        bar((left, mid - gap), (right, mid - gap), thickness),
        bar((width / 2 - 130, mid - 270), (width / 2 + 130, mid + 270), thickness * 0.85),
    ])
    space = font["hmtx"][cmap[0x20]][0]
    drawn[0x202F] = drawn[0x2009] = (round(space * 0.6), [])
    return drawn


def add(font):
    """Adds the drawings that the font does not hold yet."""
    for code, (width, outlines) in drawings(font).items():
        if code in font.getBestCmap():
            continue
        pen = TTGlyphPen(None)
        for outline in outlines:
            pen.moveTo(tuple(map(round, outline[0])))
            for point in outline[1:]:
                pen.lineTo(tuple(map(round, point)))
            pen.closePath()
        name = f"uni{code:04X}"
        glyph = pen.glyph()
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = glyph
        font["glyf"].glyphOrder = font.getGlyphOrder()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0) if outlines else 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def main(files):
    for weight, name in WEIGHTS.items():
        sources = [f"{files}/atkinson-hyperlegible-next-{subset}-{weight}-normal.woff2"
                   for subset in ("latin", "latin-ext")]
        font = Merger().merge(sources)
        add(font)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        for flavor, ending in ((None, "ttf"), ("woff2", "woff2")):
            font.flavor = flavor
            font.save(HERE / f"AtkinsonHyperlegibleNext-{name}.{ending}")


if __name__ == "__main__":
    main(*sys.argv[1:])
