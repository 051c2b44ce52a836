"""Condition strings about facts are read as written, or refused with what was expected."""

import pytest

from moderation.compile.comparisons import Mistake, looks_like_fact, parse_fact
from moderation.facts import FACTS
from moderation.program import Fact


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("user.new", Fact("user.new")),
        (" user.new ", Fact("user.new")),
        ("user.new is false", Fact("user.new", "is", value=False)),
        ("user.trusted is not true", Fact("user.trusted", "is_not", value=True)),
        ("user.joined_within 24h", Fact("user.joined_within", "<=", 86_400)),
        ("user.joined_within > 2w", Fact("user.joined_within", ">", 1_209_600)),
        ("user.role is admin", Fact("user.role", "is", "admin")),
        ('user.role is not "owner"', Fact("user.role", "is_not", "owner")),
        ("user.role in [owner, admin]", Fact("user.role", "in", ("owner", "admin"))),
        ("user.role not in owner，bot", Fact("user.role", "not_in", ("owner", "bot"))),
        ("chat.hour in 22、23、0", Fact("chat.hour", "in", (22, 23, 0))),
        ("message.chars>200", Fact("message.chars", ">", 200)),
        ("message.chars ≥ 200", Fact("message.chars", ">=", 200)),
        ("message.lines <= 3", Fact("message.lines", "<=", 3)),
        ("chat.id is 编程学习群", Fact("chat.id", "is", "编程学习群")),
        ("disguised", Fact("disguised")),
    ],
)
def test_a_comparison_is_read_as_it_is_written(written, fact):
    assert parse_fact(written) == fact


@pytest.mark.parametrize(
    ("written", "slug", "found", "nearest"),
    [
        ("user.nwe", "unknown-fact", "user.nwe", "user.new"),
        ("joined_within 24h", "unknown-fact", "joined_within", "user.joined_within"),
        ("用户.新人", "unknown-fact", "用户.新人", None),
        ("user.role is amdin", "wrong-fact-value", "amdin", "admin"),
        ("user.role in [owner, 群主]", "wrong-fact-value", "群主", None),
        ("user.new is maybe", "wrong-fact-value", "maybe", None),
        ("message.chars > many", "wrong-fact-value", "many", None),
        ("message.chars > ", "wrong-fact-value", "", None),
        ("message.chars > 99999999999999999999", "wrong-fact-value", "99999999999999999999", None),
        ("user.joined_within 1 month", "wrong-fact-value", "1 month", None),
        ("chat.id is", "wrong-fact-value", "", None),
        ("message.chars", "wrong-fact-operator", "message.chars", None),
        ("user.role", "wrong-fact-operator", "user.role", None),
        ("user.role admin", "wrong-fact-operator", "admin", None),
        ("user.new > 3", "wrong-fact-operator", ">", None),
        ("user.role == admin", "wrong-fact-operator", "==", "user.role is admin"),
        ("message.chars != 3", "wrong-fact-operator", "!=", "message.chars is not 3"),
        ("user.joined_within is 3d", "wrong-fact-operator", "is", None),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_nearest_right_spelling(written, slug, found, nearest):
    with pytest.raises(Mistake) as refused:
        parse_fact(written)
    assert (refused.value.slug, refused.value.values["found"], refused.value.nearest) == (slug, found, nearest)
    assert refused.value.values["expected"]


def test_every_fact_of_the_table_can_be_compared():
    operands = {"bool": "is true", "int": "> 3", "duration": "3d", "str": "in "}
    for info in FACTS.values():
        written = f"{info.name} {operands[info.type]}{', '.join(info.values or ('甲', '乙')) if info.type == 'str' else ''}"
        assert parse_fact(written).name == info.name


def test_signal_names_are_not_taken_for_facts():
    assert [looks_like_fact(text) for text in ("gambling", "ok_domains", "赌博", "", "disguised", "user.new")] == [False] * 4 + [True] * 2
