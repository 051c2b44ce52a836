"""Write `glyphs.tsv` in `moderation/text/data`: which Han characters look alike, by comparing their pictures.

    apt-get install fonts-noto-cjk
    pip install --group tables pillow scipy
    .venv/bin/python tools/build_glyph_table.py

Every character is drawn in a sans serif and in a serif font (Noto CJK SC, SIL Open Font License 1.1), blurred, made small, and
compared with every other by correlation. The table holds which characters came out alike, nothing of the fonts. To be run
after `build_disguise_tables.py`, whose classes it reads.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from build_disguise_tables import HAN, RARE_HAN, core, decompositions, in_gb2312
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter

from moderation.text.segmentation import frequencies
from moderation.text.shape import core_of
from moderation.text.tables import tables

FONTS = Path("/usr/share/fonts/opentype/noto")
FACES = (("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"), ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"))
TABLE = Path(__file__).parents[1] / "moderation" / "text" / "data" / "glyphs.tsv"
CANVAS, SIZE, SMALL, BLUR = 64, 56, 24, 2.2
ALIKE_FROM = 0.88
"""Correlation (mean of both fonts) from which two characters are taken for one another at a glance: 毒 and 毐 have 0.89."""
RELATED_FROM = 0.8
"""The same for two that share what is left without the radicals at their edges (操 燥): what they differ in is easily overlooked."""
MIXED_UP = (
    "日曰", "己已巳", "末未", "土士", "人入八", "干千于", "大太犬", "刀力刃刄", "贝见", "儿几九", "戊戌戍成", "天夭", "毋母", "茶荼",
    "由甲申田", "王玉主", "木本术", "口囗", "乌鸟", "免兔", "今令", "处外", "折拆", "析折", "傅博搏", "微徽薇溦嶶", "爪瓜", "丘乒乓兵",
    "侯候", "问间", "师帅", "代伐", "贷货",
)  # fmt: skip
"""What people mix up, whatever the pictures say."""
ALIKE_AT_MOST = 8
"""Characters that one is alike to at most: those that people can type first, then the nearest."""
CONSIDERED = 60
SPELLED_AT_MOST = 4
BUSY = 0.002
"""Share of all text that a class of `shape.tsv` may have at most for a term to be looked for with one of its characters."""
AT_ONCE = 512


def face(file: str, name: str) -> ImageFont.FreeTypeFont:
    """Return one face of a collection of fonts."""
    for index in range(16):
        found = ImageFont.truetype(FONTS / file, SIZE, index=index)
        if found.getname()[0] == name:
            return found
    raise LookupError(name)


def drawn(character: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    """Return the blurred picture of a character as a vector of length one."""
    canvas = Image.new("L", (CANVAS, CANVAS))
    ImageDraw.Draw(canvas).text((CANVAS / 2, CANVAS / 2), character, font=font, fill=255, anchor="mm")
    blurred = Image.fromarray(gaussian_filter(np.asarray(canvas, np.float32), BLUR))
    vector = np.asarray(blurred.resize((SMALL, SMALL), Image.Resampling.BILINEAR)).ravel()
    vector = vector - vector.mean()
    return vector / max(np.linalg.norm(vector), 1.0)


def likenesses(characters: list[str]) -> np.ndarray:
    """Return the pictures of characters, so that the product of two is their likeness."""
    faces = [face(*one) for one in FACES]
    pictures = [np.concatenate([drawn(character, font) for font in faces]) for character in characters]
    return np.asarray(pictures, np.float32) / np.sqrt(np.float32(len(FACES)))


def alike_to(place: int, row: np.ndarray, characters: list[str], cores: list[str]) -> str:
    """Return the characters that one looks like, by its likeness to each."""
    row[place] = -1
    nearest = np.argsort(-row, kind="stable")[:CONSIDERED]
    likely = [other for other in nearest if row[other] >= (RELATED_FROM if cores[other] == cores[place] else ALIKE_FROM)]
    typed_first = sorted(likely, key=lambda other: not in_gb2312(characters[other]))
    mixed_up = [other for group in MIXED_UP if characters[place] in group for other in group if other != characters[place]]
    return "".join(list(dict.fromkeys([*mixed_up, *(characters[other] for other in typed_first)]))[:ALIKE_AT_MOST])


def shares() -> Counter[str]:
    """Return which share of all text, by jieba's words, each class of characters has."""
    counted: Counter[str] = Counter()
    for word, times in frequencies().items():
        for character in word:
            counted[core_of(character)] += max(times, 0)
    total = counted.total()
    return Counter({core: times / total for core, times in counted.items()})


def spelled(character: str, alike: str, share: Counter[str]) -> str:
    """Return one character of each class that a term is looked for in, beside its own: the nearest, of classes that are no crowd."""
    chosen: dict[str, str] = {core_of(character): ""}
    for other in alike:
        if share[core_of(other)] < BUSY:
            chosen.setdefault(core_of(other), other)
    return "".join(list(filter(None, chosen.values()))[:SPELLED_AT_MOST])


def rows(characters: list[str]) -> list[str]:
    """Return `character, those that look like it, those to look for` for the characters of GB 2312."""
    pictures, parts, share = likenesses(characters), decompositions(), shares()
    cores = [core(character, parts) for character in characters]
    own = [place for place, character in enumerate(characters) if in_gb2312(character)]
    found = []
    for start in range(0, len(own), AT_ONCE):
        places = own[start : start + AT_ONCE]
        for place, row in zip(places, pictures[places] @ pictures.T, strict=True):
            if alike := alike_to(place, row, characters, cores):
                found.append(f"{characters[place]}\t{alike}\t{spelled(characters[place], alike, share)}")
    return found


def main() -> None:
    """Write the table."""
    found = rows([chr(code) for code in (*RARE_HAN, *HAN) if code not in tables().plain])
    header = "# Generated by tools/build_glyph_table.py with Noto Sans CJK SC and Noto Serif CJK SC. See NOTICE for sources and licences."
    TABLE.write_text("\n".join([header, *found]) + "\n", encoding="utf-8")
    print(f"glyphs: {len(found)} rows")


if __name__ == "__main__":
    main()
