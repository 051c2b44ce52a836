"""Question sets of our own for fitting and for the ablation: FAQs of many sizes and topics, questions to them, and silence.

What is written by hand stands in tools/faq_banks, one entry a line; tools/faq_banks/grammars say the same intent in several
wordings over slots, for FAQs of thousands with near misses. Everything is drawn with a seed: the same sets every time.
"""

# ruff: noqa: PLR2004 - the numbers are probabilities and sizes of what is drawn
from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from tools.faq_near import near_of
from tools.faq_slips import FOLDER, Phrasings, edited, keywords, lines, slip
from tools.faq_talk import chat, snatches, stories, talks

SMALL = ("loan", "gym", "course", "shop", "estate", "game")
GRAMMARS = ("health", "devices", "life")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text with the entries that answer it; `kind` is in, unans, near, off or chat."""

    text: str
    gold: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A FAQ (entry → phrasings, the question first) with questions to it."""

    name: str
    entries: tuple[tuple[str, Phrasings], ...]
    questions: tuple[Question, ...]


def banks(seed: int = 0, rounds: int = 2) -> list[Bank]:
    """Return banks of all sizes; another seed draws other variants, other questions, other slips of the pen."""
    chance = random.Random(seed)
    made = []
    for turn in range(rounds):
        made.extend(_small(f"{name}-{turn}", (name,), chance) for name in SMALL)
        made.append(_small(f"two-{turn}", tuple(chance.sample(SMALL, 2)), chance))
        made.append(_small(f"all-{turn}", SMALL, chance))
        made += [_general(f"general-{size}-{turn}", size, chance) for size in (40, 100, 300)]
        for name in GRAMMARS:
            made.append(_grown(f"{name}-{turn}", name, chance.choice((250, 700, 1500)), chance))
    return made


@cache
def small(name: str) -> tuple[tuple[Phrasings, ...], Phrasings]:
    """Return the entries of a hand-written bank and the questions on its subject that it does not answer."""
    rows = lines(name)
    entries = tuple(tuple(part.strip() for part in line.split("|")) for line in rows if not line.startswith("?"))
    return entries, tuple(line[1:].strip() for line in rows if line.startswith("?"))


@cache
def everyday() -> tuple[tuple[Phrasings, Phrasings], ...]:
    """Return everyday questions: the phrasings of each, and what looks like it but is not."""
    rows = [line.split("~") for line in lines("everyday")]
    return tuple((tuple(part.strip() for part in row[0].split("|")), tuple(near.strip() for near in row[1:])) for row in rows)


def _small(name: str, sources: tuple[str, ...], chance: random.Random) -> Bank:
    entries, questions = [], []
    most = chance.choice((0, 2, 5, 5, 8))
    for source in sources:
        written, unanswered = small(source)
        for number, phrasings in enumerate(written):
            key = f"{source}-{number}"
            if chance.random() < 0.12:  # an entry that this FAQ does not have
                questions += [Question(text=text, gold=(), kind="unans") for text in chance.sample(phrasings, 2)]
                continue
            others = list(phrasings[1:])
            chance.shuffle(others)
            told = min(most, len(others) - 3)
            entries.append((key, (phrasings[0], *others[:told])))
            questions += [Question(text=text, gold=(key,), kind="in") for text in others[told:]]
        questions += [Question(text=text, gold=(), kind="unans") for text in unanswered]
    away = [source for source in SMALL if source not in sources]
    foreign = [text for source in away for phrasings in small(source)[0] for text in phrasings if not _is_shared(text)]
    return _bank(name, entries, questions, foreign, chance)


def _is_shared(text: str) -> bool:
    """Whether a question of one service may well be asked of another: 发票怎么开, 客服电话."""
    return (
        len(text) < 8
        or re.search("客服|发票|退|密码|人工|电话|投诉|优惠|停车|注销|登录|积分|账号|验证码|开票|便宜|打折|付款|支付", text) is not None
    )


def _general(name: str, size: int, chance: random.Random) -> Bank:
    rows = list(everyday())
    chance.shuffle(rows)
    share = rows[: size // 2]
    rate = chance.choice((0, 0, 0.3))
    entries, questions = [], []
    for number, (phrasings, near) in enumerate(share):
        told = chance.sample(phrasings, len(phrasings))
        more = int(chance.random() < rate)
        entries.append((f"e{number}", tuple(told[: 1 + more])))
        questions += [Question(text=text, gold=(f"e{number}",), kind="in") for text in told[1 + more :]]
        questions += [Question(text=text, gold=(), kind="near") for text in near]
    grown = _grown(name, "life", size - len(share), chance)
    entries += list(grown.entries)
    questions += [one for one in grown.questions if one.kind in ("in", "near")]
    questions += [
        Question(text=text, gold=(), kind="unans") for phrasings, near in rows[size // 2 :][:60] for text in (phrasings[0], *near[:1])
    ]
    foreign = [text for source in SMALL for phrasings in small(source)[0] for text in phrasings]
    return _bank(name, entries, questions, foreign, chance)


@cache
def grammar(name: str) -> tuple[dict[str, tuple[Phrasings, ...]], tuple[tuple[str, Phrasings], ...]]:
    """Return the slots of a grammar (each value with its other names) and its intents (name, wordings)."""
    slots: dict[str, list[Phrasings]] = {}
    intents: dict[str, list[str]] = {}
    target: list = []  # type: ignore[type-arg]
    for line in (FOLDER / "grammars" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("@"):
            target = slots.setdefault(line[1:].strip(), [])
        elif line.startswith("="):
            target = intents.setdefault(line[1:].strip(), [])
        elif not line:
            target.append(("",))
        else:
            target.append(tuple(line.split(" ")) if any(target is slot for slot in slots.values()) else line)
    return {key: tuple(values) for key, values in slots.items()}, tuple((key, tuple(lines)) for key, lines in intents.items())


def _grown(name: str, source: str, size: int, chance: random.Random) -> Bank:
    slots, intents = grammar(source)
    wanted = size + max(size // 3, 40)
    drawn: dict[tuple[str, ...], tuple[Phrasings, dict[str, Phrasings]]] = {}
    favourites = {slot: chance.sample(values, max(3, len(values) // chance.choice((2, 3, 5, 8)))) for slot, values in slots.items()}
    for _ in range(wanted * 30):
        intent, wordings = chance.choice(intents)
        named = sorted(set(re.findall(r"{(.+?)}", "".join(wordings))))
        values = {slot: chance.choice(favourites[slot.rstrip("2")]) for slot in named}
        values |= {slot: ("",) for slot in ("谁", "度") if slot in values and chance.random() < 0.5}
        if len(set(values.values()) - {("",)}) == len([value for value in values.values() if value != ("",)]):
            drawn.setdefault((intent, *(values[slot][0] for slot in named)), (wordings, values))
        if len(drawn) >= wanted:
            break
    keys = list(drawn)
    entries, questions = [], []
    rate, twice = chance.choice((0.0, 0.5, 0.5, 1.0)), chance.choice((0.1, 0.3, 0.6))
    for number, key in enumerate(keys[:size]):
        told = _wordings(*drawn[key], chance)
        more = min(len(told) - 2, (chance.random() < rate) + (chance.random() < rate / 8))
        entries.append((f"{source}-{number}", tuple(told[: 1 + more])))
        again = 0
        while chance.random() < twice and len(told) - more > 3:  # large FAQs say some things again and again, and one of them is asked for
            again += 1
            entries.append((f"{source}-{number}-again-{again}", (told.pop(), *told[-1:][: chance.randrange(2)])))
        if chance.random() < min(1.0, 260 / size):
            questions += [Question(text=text, gold=(f"{source}-{number}",), kind="in") for text in told[1 + more : 3 + more]]
    for key in keys[size:][:150]:
        questions.append(Question(text=_wordings(*drawn[key], chance)[0], gold=(), kind="near"))
    away = [other for other in (*SMALL,) if not (source == "life" and other == "game")]
    foreign = [text for other in away for phrasings in small(other)[0] for text in phrasings]
    return _bank(name, entries, questions, foreign, chance)


def _light(phrasings: Phrasings, chance: random.Random) -> str:
    text = chance.choice(phrasings)
    return keywords(text) if chance.random() < 0.1 else edited(text, chance)


def _some(questions: list[Question], most: int, chance: random.Random) -> list[Question]:
    return chance.sample(questions, min(len(questions), most))


def _wordings(wordings: Phrasings, values: dict[str, Phrasings], chance: random.Random) -> list[str]:
    told = []
    for wording in chance.sample(wordings, len(wordings)):
        text = wording
        for slot, names in values.items():
            text = text.replace("{" + slot + "}", chance.choice(names))
        told.append(text)
    return list(dict.fromkeys(told))


def _bank(name: str, entries: list, questions: list[Question], foreign: list[str], chance: random.Random) -> Bank:  # type: ignore[type-arg]
    told = dict(entries)
    light = [Question(text=_light(told[one.gold[0]], chance), gold=one.gold, kind="in") for one in questions if one.kind == "in"]
    light += [Question(text=_light(told[key], chance), gold=(key,), kind="in") for key in chance.sample(sorted(told), min(len(told), 200))]
    asked = _some([one for one in questions if one.kind == "in"], 160, chance) + _some(light, 260, chance)
    asked += _some([one for one in questions if one.kind != "in"], 200, chance)
    asked += _misses(told, questions, chance)
    off = [Question(text=text, gold=(), kind="off") for text in chance.sample(foreign, min(150, len(foreign)))]
    said = (*chance.sample(chat(), 200), *talks(130, chance), *snatches(120, chance), *stories(50, chance))
    talk = [Question(text=text, gold=(), kind="chat") for text in said]
    slips = [Question(text=slip(one.text, chance), gold=one.gold, kind=one.kind) for one in (*asked, *off)]
    return Bank(name=name, entries=tuple(entries), questions=(*slips, *talk))


def _misses(told: dict[str, Phrasings], questions: list[Question], chance: random.Random) -> list[Question]:
    """Near misses of what the FAQ says, and of what is asked of it: the larger it is, the more there are."""
    phrasings = [text for texts in told.values() for text in texts]
    sources = [*phrasings, *(one.text for one in questions if one.kind == "in")]
    bank = chance.sample(phrasings, min(len(phrasings), 400))
    made = (near_of(text, bank, chance) for text in chance.sample(sources, min(len(sources), 300)))
    return [Question(text=text, gold=(), kind="near") for text in made if text is not None][: min(120, 5 + len(told) // 3)]
