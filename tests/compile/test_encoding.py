"""A Program survives its bytes unchanged; bytes that are not exactly those that were written read as nothing."""

import pickle
import struct
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import program as programs
from moderation.compile.encoding import FORMAT_VERSION, dump, load
from moderation.match import spec as specs
from moderation.match.spec import ContactSpec, LinkSpec, Matching, NameSpec, NearSpec, RegexSpec, RepeatSpec, TermSpec
from moderation.match.terms import build
from moderation.program import PatternProgram, Program, RuleProgram, RulesetInfo, SignalInfo
from moderation.verdict import Action, Level
from tests.compile.conditions import any_condition

texts = st.text(max_size=6) | st.sampled_from(["赌博", "❤️", "\ud800", "\u200b\u202e", "עברית", "a\x00b", ""])
SPECS = [
    TermSpec("百家乐", "gambling", weight=6),
    TermSpec("菠菜", "gambling", near=NearSpec(("稳赚", "平台"), 12)),
    TermSpec("菠菜汤", "gambling", "allow", 0),
    TermSpec("sb", "insults", matching=Matching(boundary="latin", separators=0, variants=False)),
]
patterns = st.one_of(
    st.builds(ContactSpec, lead=st.tuples(texts), exclude=st.tuples(texts, texts)),
    st.builds(LinkSpec, domains_in=st.none() | st.tuples(texts), domains_not_in=st.none() | st.tuples()),
    st.builds(RegexSpec, regex=texts, ignore_case=st.booleans(), literals=st.tuples(texts)),
    st.builds(NameSpec, names=st.tuples(texts, texts), length=st.none() | st.just((2, 20)), format=texts),
    st.builds(RepeatSpec, unit=st.sampled_from(["char", "phrase", "line"]), at_least=st.integers(2, 99)),
)
actions = st.builds(Action, name=texts, value=st.none() | st.integers() | texts)
rules = st.builds(
    RuleProgram,
    id=texts,
    title=texts,
    charter=texts,
    label=texts,
    severity=st.sampled_from(["low", "critical"]),
    status=st.sampled_from(["enforce", "shadow"]),
    verdict=st.sampled_from(Level),
    when=any_condition,
    actions=st.lists(actions, max_size=2).map(tuple),
    fields=st.none() | st.just(("text", "quote")),
    triggers=st.none() | st.tuples(texts),
)
made_programs = st.builds(
    Program,
    info=st.builds(RulesetInfo, id=texts, title=texts, version=texts, digest=texts, charter=st.tuples(texts)),
    signals=st.tuples(st.builds(SignalInfo, name=texts, title=texts, fields=st.just(("text", "card")))),
    terms=st.sampled_from([build([]), build(SPECS)]),
    patterns=st.lists(st.builds(PatternProgram, signal=texts, weight=st.integers(), spec=patterns), max_size=3).map(tuple),
    rules=st.lists(rules, max_size=2).map(tuple),
    fields=st.just(("text", "quote")),
    suffixes=texts,
)
PROGRAM = Program(
    info=RulesetInfo(id="test", title="测试", version="1", digest="0" * 64),
    signals=(SignalInfo(name="gambling", title="赌博"),),
    terms=build(SPECS),
    patterns=(),
    rules=(),
)


@given(made_programs)
@settings(max_examples=150, deadline=None)
def test_a_program_is_equal_after_its_bytes_were_read_back(program):
    stored = load(dump(program, {"sources": [["甲.yaml", "00"]]}))
    assert stored is not None
    assert (stored.program, stored.origin) == (program, {"sources": [["甲.yaml", "00"]]})


@given(made_programs)
@settings(max_examples=30, deadline=None)
def test_a_program_is_equal_after_it_was_pickled_for_a_worker(program):
    assert pickle.loads(pickle.dumps(program)) == program


def test_reading_keeps_levels_what_they_are_and_lists_immutable():
    rule = RuleProgram(
        id="a", title="甲", charter="", label="ad", severity="low", status="enforce", verdict=Level.BLOCK, when=programs.Has("gambling")
    )
    read = load(dump(replace(PROGRAM, rules=(rule,)))).program.rules[0]
    assert isinstance(read.verdict, Level)
    assert hash(read) == hash(rule)


@pytest.mark.parametrize("place", [0, 8, 12, 20, 44, 51, 60, 200, -200, -1])
def test_a_flipped_bit_reads_as_nothing(place):
    content = bytearray(dump(PROGRAM))
    content[place] ^= 1
    assert load(bytes(content)) is None


@given(st.integers(0, 10**6))
def test_a_program_that_was_cut_short_reads_as_nothing(length):
    content = dump(PROGRAM)
    assert load(content[: length % len(content)]) is None


@given(st.binary(max_size=200))
def test_strange_bytes_read_as_nothing(content):
    assert load(content) is None


def test_another_version_of_the_format_reads_as_nothing():
    content = bytearray(dump(PROGRAM))
    struct.pack_into(">I", content, 8, FORMAT_VERSION + 1)
    assert load(bytes(content)) is None


@pytest.mark.parametrize(
    "header", ["[]", "{}", "null", '{"terms": 1}', "[" * 100_000, '{"origin":1,"program":{"info":{"kind":"os"}},"terms":{}}']
)
def test_well_summed_bytes_with_another_content_read_as_nothing(header, monkeypatch):
    monkeypatch.setattr("moderation.compile.encoding.json.dumps", lambda *_, **__: header)
    assert load(dump(PROGRAM)) is None


def test_every_class_that_a_program_may_hold_can_be_stored():
    held = {name for name in programs.__all__ if name != "Program" and isinstance(getattr(programs, name), type)} | {
        name for name in specs.__all__ if name.endswith("Spec") and name not in ("NearSpec", "PatternSpec", "TermSpec")
    }
    known = load.__globals__["_CLASSES"]
    assert held <= set(known)
    assert not any(field.name == "kind" for kind in known.values() for field in fields(kind))
