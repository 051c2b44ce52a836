"""Rows to count, a small community, and reports of whatever is wanted."""

import io
import json
from datetime import datetime, timedelta

import pytest

from moderation.message import BEIJING, Author, Chat, Message
from moderation.moderator import Moderator
from moderation.reports.making import Reporting
from moderation.reports.seen import seen
from moderation.signal import Signal
from moderation.verdict import Hit, Level, Verdict

START = datetime(2026, 11, 2, 9, tzinfo=BEIJING)  # a Monday


@pytest.fixture
def row():
    """Make a row: a text, who said it, minutes after the start; `level` and `signals` make a hit of rule `r`."""

    def make(text="早", user="u1", minutes=0.0, *, level="pass", **fields):
        at, signals = fields.pop("at", True), fields.pop("signals", ())
        author = fields.pop("author", Author(id=user, nickname=f"{user}的名字") if user else Author())
        when = START + timedelta(minutes=minutes) if at else None
        message = Message(text, author=author, at=when, chat=Chat(id=fields.pop("chat", "c1")), platform="qq", **fields)
        found = tuple(Signal(signal="s", title="", term=text[a:b], start=a, end=b, text=text[a:b]) for a, b in signals)
        hit = Hit(
            rule="r", title="规则", charter="", label="ad", severity="low", status="enforce", verdict=Level(level), score=1, signals=found
        )
        return seen(message, Verdict(level=Level(level), label="ad", hits=(hit,)) if level != "pass" else Verdict(), BEIJING)

    return make


@pytest.fixture(scope="session")
def moderator():
    return Moderator.load("community")


@pytest.fixture
def reported(moderator):
    """The report of some rows of JSON Lines, judged by the shipped ruleset."""

    def make(rows, *, masked=True, **options):
        making = Reporting(moderator)
        lines = "".join(json.dumps(row) + "\n" if isinstance(row, dict) else row + "\n" for row in rows)
        making.add(io.BytesIO(lines.encode("utf-8", "surrogatepass")), name="群.jsonl", **options)
        return making.report(masked=masked)

    return make
