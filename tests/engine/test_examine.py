"""What is observed about a message: in every field that the rules read, only in words of its sender."""

import pytest

from moderation.engine.examine import Examiner
from moderation.match.spec import NORMAL, RegexSpec, RepeatSpec, TermSpec
from moderation.match.terms import build
from moderation.message import Author, Message
from moderation.program import PatternProgram, Program, RulesetInfo, SignalInfo

TERMS = (TermSpec("网赌", "gambling", weight=6), TermSpec("百家乐", "gambling", weight=6, matching=NORMAL), TermSpec("兼职", "job"))
PATTERNS = (
    PatternProgram(signal="promise", weight=3, spec=RegexSpec(regex=r"日入\d{3,}", literals=("日入",))),
    PatternProgram(signal="shouting", weight=1, spec=RepeatSpec(at_least=6)),
)
SIGNALS = tuple(SignalInfo(name=name, title=f"{name}的标题") for name in ("gambling", "job", "promise", "shouting"))
DASHES = "- - - - - - - - - - - - - - -"


@pytest.fixture(scope="session")
def examine(program):
    def of(message, *, fields=("text",)):
        made = program(signals=SIGNALS, terms=build(TERMS), patterns=PATTERNS, fields=fields)
        return Examiner(made).examine(Message(message) if isinstance(message, str) else message)

    return of


def places(signals):
    return [(signal.signal, signal.field, signal.start, signal.end, signal.text) for signal in signals]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今天天气不错", []),
        ("", []),
        ("来玩百 家 乐", [("gambling", "text", 2, 7, "百 家 乐")]),
        ("兼职日入800", [("job", "text", 0, 2, "兼职"), ("promise", "text", 2, 7, "日入800")]),
        ("😀网赌，哈哈哈哈哈哈", [("gambling", "text", 1, 3, "网赌"), ("shouting", "text", 4, 10, "哈哈哈哈哈哈")]),
    ],
)
def test_terms_and_patterns_become_signals_in_text_order(text, found, examine):
    assert places(examine(text)) == found


def test_a_signal_carries_what_the_ruleset_says_about_it(examine):
    (signal,) = examine("来玩百 家 乐")
    assert (signal.title, signal.term, signal.weight, signal.disguise, signal.disguised) == (
        "gambling的标题",
        "百家乐",
        6,
        ("separators",),
        True,
    )


def test_every_field_that_rules_read_is_examined_in_order_and_no_other(examine):
    message = Message("网赌", quote="兼职", forward="百家乐", join_answer="网赌", author=Author(nickname="日入900", card="兼职"))
    assert [signal.field for signal in examine(message)] == ["text"]
    read = places(examine(message, fields=("text", "quote", "nickname")))
    assert read == [("gambling", "text", 0, 2, "网赌"), ("job", "quote", 0, 2, "兼职"), ("promise", "nickname", 0, 5, "日入900")]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text", ["text", "nickname", "join_answer"]),
        ("image", ["text", "nickname", "join_answer"]),
        ("link", ["text", "nickname", "join_answer"]),
        ("join", ["nickname", "join_answer"]),
        ("leave", []),
        ("recall", []),
        ("system", []),
    ],
)
def test_what_the_platform_wrote_is_not_examined(kind, fields, examine):
    message = Message("“网赌”撤回了一条消息", kind=kind, join_answer="网赌", author=Author(nickname="网赌"))
    assert [signal.field for signal in examine(message, fields=("text", "nickname", "join_answer"))] == fields


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[CQ:image,file=日入999.jpg]", []),
        ("[动画表情][动画表情][动画表情]", []),
        ("网[图片]赌", []),
        (f"「阿明：网赌」\n{DASHES}\n兼职", [("job", "text", 38, 40, "兼职")]),
        ("[图片]兼职", [("job", "text", 4, 6, "兼职")]),
        ("[网赌]", [("gambling", "text", 1, 3, "网赌")]),
    ],
)
def test_placeholders_codes_and_quotes_are_not_the_senders_words(text, found, examine):
    assert places(examine(text)) == found


def test_a_disguised_term_weighs_what_its_list_adds():
    program = Program(
        info=RulesetInfo(id="g", title="", version="1", digest=""),
        signals=(SignalInfo(name="gambling", title="赌博", disguised_bonus=2),),
        terms=build([TermSpec("赌博", "gambling", weight=3, matching=NORMAL)]),
        patterns=(),
        rules=(),
    )
    examiner = Examiner(program)
    weights = {text: examiner.observe(text)[0].weight for text in ("赌博", "賭博", "赌 博")}
    assert weights == {"赌博": 3, "賭博": 3, "赌 博": 5}  # another script is a way of writing, no disguise
