"""Templates: fields are found with their place, and a value is never read as a template."""

import pytest

from moderation.text.templates import filled, slots


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", []),
        ("没有字段", []),
        ("@{user} 您好，{ answer }", [("user", 1, 7), ("answer", 11, 21)]),
        ("{{不是}} {user}", [("user", 7, 13)]),
        ("{user", [(None, 0, 1)]),
        ("user}", [(None, 4, 5)]),
        ("{a\nb}", [(None, 0, 1), (None, 4, 5)]),
        ("{}", [("", 0, 2)]),
        ("{" + "长" * 100 + "}", [(None, 0, 1), (None, 101, 102)]),
    ],
)
def test_every_field_has_its_place(template, expected):
    assert [tuple(slot) for slot in slots(template)] == expected


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("@{user} 您好", {"user": "小林"}, "@小林 您好"),
        ("{a}{b}", {"a": "{b}", "b": "{a}"}, "{b}{a}"),
        ("{{user}}", {"user": "x"}, "{user}"),
        ("{user} {", {"user": r"\1"}, r"\1 {"),
        ("{unknown}", {}, "{unknown}"),
        ("🐷{user}🐷", {"user": "林"}, "🐷林🐷"),
    ],
)
def test_values_go_in_once(template, values, said):
    assert filled(template, values) == said


def test_a_megabyte_of_braces_is_read_in_one_pass():
    assert len(slots("{" * 1_000_001)) == 1
