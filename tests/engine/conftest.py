"""Small builders: signals, rules and programs by hand, so that each step of the engine is tested without the others."""

import pytest

from moderation.engine.view import View
from moderation.message import Message
from moderation.program import Program, RuleProgram, RulesetInfo, SignalInfo
from moderation.signal import Signal
from moderation.verdict import Level

INFO = RulesetInfo(id="test", title="测试", version="1", digest="0123456789abcdef")


def make_signal(name, start=0, end=None, /, term=None, **values):
    end = start + 2 if end is None else end
    return Signal(signal=name, title=f"{name}词", term=term or name, start=start, end=end, text=(term or name)[: end - start], **values)


def make_view(*signals, message=None, named=()):
    seen = {}
    for place, signal in enumerate(signals):
        seen.setdefault(signal.signal, set()).add(place)
    frozen = {name: frozenset(places) for name, places in seen.items()}
    return View(message=message or Message("好"), signals=signals, seen=frozen, named=named)


def make_rule(rule_id, when, **values):
    given = {"title": f"规则{rule_id}", "charter": "第1条", "label": "ad", "severity": "low", "status": "enforce", "verdict": Level.BLOCK}
    return RuleProgram(id=rule_id, when=when, **(given | values))


def make_program(*rules, signals=("a", "b", "c"), fields=("text",), **values):
    infos = tuple(name if isinstance(name, SignalInfo) else SignalInfo(name=name, title=f"{name}词") for name in signals)
    return Program(info=INFO, signals=infos, rules=rules, fields=fields, **({"terms": None, "patterns": ()} | values))


@pytest.fixture(scope="session")
def signal():
    return make_signal


@pytest.fixture(scope="session")
def view():
    return make_view


@pytest.fixture(scope="session")
def rule():
    return make_rule


@pytest.fixture(scope="session")
def program():
    return make_program
