"""Write `moderation/text/data/fold.tsv`, the table behind the plain and compact views.

    .venv/bin/pip install --group tables
    .venv/bin/python tools/build_fold_table.py

Sources: the Unicode Character Database of the running Python (`unicodedata`: case, NFKC, names, categories), the Unicode
confusables (UTS #39) as `confusable_homoglyphs` carries them, and OpenCC's TSCharacters, TWVariants and HKVariants as
`opencc-python-reimplemented` carries them. No Han character is ever mapped to anything but a Han character.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = Path(__file__).parents[1] / "moderation" / "text" / "data" / "fold.tsv"
LETTER = re.compile("[a-z0-9]")
NUMBER = re.compile(r"\(?([0-9]{2,3})\)?\.?")
ALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "LATIN")
ENCLOSED = re.compile(
    r"(?:REGIONAL INDICATOR SYMBOL LETTER|TAG LATIN (?:SMALL|CAPITAL) LETTER|"
    r"(?:NEGATIVE |CROSSED )*(?:CIRCLED|SQUARED|PARENTHESIZED|TORTOISE SHELL BRACKETED)(?: LATIN)? (?:CAPITAL|SMALL) LETTER) ([A-Z])"
)
KEPT_WIDE = set("，。！？：；（）、～…“”‘’【】《》「」『』")  # noqa: RUF100 - full-width punctuation stays: patterns are written with it
FILLERS = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x17B4, 0x17B5}  # letters by category that show nothing
BASIC = 0xFFFF
WALL = 0xFFFF  # stands for what is not the sender's words, so it must not be skipped
HAN_BEYOND = range(0x20000, 0x323B0)
TAGS = range(0xE0000, 0xE0FFF + 1)
FULL_WIDTH = range(0xFF01, 0xFF5E + 1)
BREAKS = {0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}
CLAUSES = "，。！？：；、…‥｡､,!?;！？﹐﹒﹔﹕﹖﹗︰"


def is_han(character: str) -> bool:
    """Return whether a character is an ideograph of any block."""
    return unicodedata.name(character, "").startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH"))


def opencc(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (source, targets) of one OpenCC dictionary."""
    text = (files("opencc") / "dictionary" / f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        source, targets = line.split("\t")
        yield source, targets.split()


def simplified() -> dict[str, str]:
    """Return traditional and regional forms → simplified, leaving alone what is a simplified character as well."""
    table = {source: targets[0] for source, targets in opencc("TSCharacters") if source not in targets and len(targets[0]) == 1}
    for name in ("TWVariants", "HKVariants"):
        for standard, variants in opencc(name):
            for variant in variants:
                if variant not in table and standard in table and variant != table[standard]:
                    table[variant] = table[standard]
    return table


def alike() -> dict[str, str]:
    """Return letters of other scripts that look like one ASCII letter → that letter."""
    confusables = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text(encoding="utf-8"))
    table = {}
    for source, targets in confusables.items():
        if len(source) == 1 and not source.isascii() and unicodedata.name(source, "").startswith(ALIKE):
            ascii_letters = sorted({t["c"].lower() for t in targets if len(t["c"]) == 1 and t["c"].isascii() and t["c"].isalpha()})
            if ascii_letters:
                table[source] = ascii_letters[0]
    return table


def base_letter(character: str) -> str | None:
    """Return the letter under the marks: ú → u."""
    decomposed = unicodedata.normalize("NFKD", character)
    base = decomposed[0].lower()
    bare = len(decomposed) > 1 and all(unicodedata.combining(mark) for mark in decomposed[1:])
    return base if bare and unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC")) else None


def numbered(character: str) -> str | None:
    """Return what an enclosed digit or numeral stands for: ❶ → 1, ⑴ → 1, ㈠ → 一."""
    composed = unicodedata.normalize("NFKC", character)
    inner = re.fullmatch(r"\((.)\)|(.)[.,]", composed)
    if inner:
        return (inner.group(1) or inner.group(2)).lower()
    value = unicodedata.digit(character, None)
    return str(value) if value is not None else None


def plain_target(character: str, tables: tuple[dict[str, str], dict[str, str]]) -> str:
    """Return the one character that `character` reads as."""
    traditional, look_alike = tables
    enclosed = ENCLOSED.match(unicodedata.name(character, ""))
    composed = unicodedata.normalize("NFKC", character)
    steps = (
        enclosed.group(1).lower() if enclosed else None,
        numbered(character) if not character.isascii() else None,
        look_alike.get(character),
        base_letter(character),
        look_alike.get(base_letter(character) or ""),
        composed.lower() if len(composed) == 1 and len(composed.lower()) == 1 else None,
        character.lower() if len(character.lower()) == 1 else None,
    )
    target = next((step for step in steps if step and step != character), character)
    target = look_alike.get(target, target)
    return traditional.get(target, target)


def kind_of(character: str, target: str, traditional: dict[str, str]) -> str:
    """Return `case`, `script` (another way of writing) or `variant` (a disguise)."""
    if character.lower() == target:
        return "case"
    if character in traditional or ord(character) in FULL_WIDTH:
        return "script"
    return "variant"


def noise_kind(code: int) -> str | None:  # noqa: PLR0911 - one answer a class
    """Return the noise class of a code point, or None for a letter or digit.

    Beyond the basic plane everything but Han and tags is a symbol: what reads as a letter there is folded before noise is
    looked for, and a class of few ranges is what makes the search for noise fast.
    """
    character, category = chr(code), unicodedata.category(chr(code))
    if code > BASIC:
        return "invisible" if code in TAGS else None if code in HAN_BEYOND else "symbol"
    if code in BREAKS:
        return "break"
    if category == "Zs" or character == "\t":
        return "space"
    if code in FILLERS or category in ("Mn", "Me", "Mc", "Cf", "Cc"):
        return "invisible"
    if character in CLAUSES:
        return "clause"
    if category[0] in "PS" or category in ("Co", "Cs"):
        return "symbol"
    return "symbol" if category == "Cn" and code != WALL else None


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield `start-end` in hexadecimal for each run of code points."""
    first = last = -2
    for code in [*codes, -2]:
        if code != last + 1:
            if first >= 0:
                yield f"{first:04X}-{last:04X}"
            first = code
        last = code


def every() -> Iterator[str]:
    """Yield every assigned character that may fold."""
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co", "Cc"):
            yield chr(code)


def fold_sections() -> dict[str, dict[str, list[str]]]:
    """Return section → target → sources."""
    traditional = simplified()
    tables = (traditional, alike())
    sections: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in ("case", "script", "variant", "number")}
    for character in every():
        if character in KEPT_WIDE or noise_kind(ord(character)) == "invisible":
            continue
        target = plain_target(character, tables)
        number = NUMBER.fullmatch(unicodedata.normalize("NFKC", character)) if not character.isascii() else None
        if number:
            sections["number"][number.group(1)].append(character)
        elif target != character and (not is_han(character) or is_han(target)):
            sections[kind_of(character, target, traditional)][target].append(character)
    return sections


def described(package: str) -> str:
    """Return a package with its version."""
    return f"{package} {version(package)}"


def main() -> None:
    """Write the table."""
    lines = [
        "# Generated by tools/build_fold_table.py: what each character reads as. See NOTICE for sources and licences.",
        f"# Unicode {unicodedata.unidata_version}; {described('confusable-homoglyphs')}; {described('opencc-python-reimplemented')}",
    ]
    for section, groups in fold_sections().items():
        lines.append(f"[{section}]")
        lines += [f"{target}\t{''.join(sources)}" for target, sources in sorted(groups.items())]
    classes = [noise_kind(code) for code in range(sys.maxunicode + 1)]
    for section in ("invisible", "space", "break", "clause", "symbol"):
        lines.append(f"[{section}]")
        lines += ranges(code for code, kind in enumerate(classes) if kind == section)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} lines")


if __name__ == "__main__":
    main()
