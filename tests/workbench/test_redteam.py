"""A ruleset with known escapes, known alarms and known guards is seen as what it is."""

import json
from html.parser import HTMLParser

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.compile.report import Report
from moderation.errors import RulesetError
from moderation.program import All, AnyOf, AtLeast, Has, Not
from moderation.ruleset import load
from moderation.wording.redteam import ADVICE, CHANGES, GUARDS, SENTENCES, TECHNIQUES
from moderation.workbench.address_techniques import ADDRESS_TECHNIQUES
from moderation.workbench.alarms import CHANGES as CHANGES_MADE
from moderation.workbench.cases import is_own, ordinary_cases, rule_cases
from moderation.workbench.examples import run_tests
from moderation.workbench.guards import guards_of
from moderation.workbench.loosened import without_not
from moderation.workbench.redteam import redteam
from moderation.workbench.redteam_page import page
from moderation.workbench.redteam_words import guard_name, to_dict
from moderation.workbench.techniques import TECHNIQUES as ALL_TECHNIQUES
from moderation.workbench.unguarded import protected

RULESET = """spec: 1
ruleset: {id: group, charter: [第1条 守法]}
terms:
  gambling:
    title: 赌博用语
    match: exact
    terms: [百家乐]
  lure:
    title: 引流话术
    terms: [带你玩, {term: 菠菜, near: [稳赚], within: 6}, {term: 上车, near: [发财], within: 6}, {term: 口交, boundary: word}]
    allow: [没人带你玩, 谁带你玩]
  joke: {title: 玩笑, terms: [哈哈]}
patterns:
  contact: {kind: contact, lead: [微信], not: [request, login]}
  link: {kind: link}
rules:
  - id: exact
    label: gambling
    when: gambling
    verdict: block
    tests: {match: [来玩百家乐], pass: [打牌]}
  - id: lure
    label: ad
    when: {all: [lure, {not: joke}]}
    verdict: block
    tests:
      match: [我带你玩, 菠菜稳赚]
      pass: [没人带你玩, 今天菠菜很好吃, 带你玩哈哈]
  - id: contact
    label: contact
    when: {any: [contact, {all: [link, {not: joke}]}]}
    verdict: review
    tests:
      match: [微信 abc12345, 看 http://abc99.com/x]
      pass: ["微信 request12345"]
"""


@pytest.fixture
def written(tmp_path):
    """A function that writes a ruleset, changed as asked, with a baseline, and returns its path."""

    def write(*changes, baseline="今天天气不错"):
        text = RULESET
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "group.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "baseline.jsonl").write_text(json.dumps({"id": "1", "text": baseline}), encoding="utf-8")
        return tmp_path / "group.yaml"

    return write


def rules(found):
    return {tally.name: tally for tally in found.attacks[0].rules}


def names(guards):
    return {(guard.kind, guard.owner, guard.what) for guard in guards}


def test_recall_counts_what_the_lists_ask_for_and_shows_the_rest_apart(written):
    found = redteam([written()])
    tallies = rules(found)
    assert tallies["exact"].asked == 0
    assert tallies["exact"].recall is None
    assert tallies["exact"].beyond > tallies["exact"].beyond_caught
    assert tallies["lure"].recall == 1.0
    assert tallies["contact"].recall == 1.0
    assert found.holds(1.0)


def test_what_a_list_asks_for_in_vain_escapes(written):
    found = redteam([written(("match: exact", "match: {shuffle: true}"), ("[来玩百家乐]", "[大家快来百家乐吧]"))], seed=3)
    (attack,) = found.attacks
    escaped = {(attempt.case.rule, attempt.technique) for attempt in attack.escaped}
    assert escaped <= {("exact", "shuffle")}
    assert found.holds(0.5)
    assert found.holds(1.0) == (not escaped)


def test_a_rule_of_expressions_alone_is_named_as_untried(written):
    patterns = ("  link: {kind: link}", "  link: {kind: link}\n  word: {kind: regex, regex: 百家乐}")
    found = redteam([written(patterns, ("when: gambling", "when: word"))])
    assert found.attacks[0].untried == ("exact",)


def test_evidence_that_an_expression_reads_too_is_not_counted(written):
    changed = written(
        ("  link: {kind: link}", "  link: {kind: link}\n  play: {kind: regex, regex: 我带你}"),
        ("{all: [lure, {not: joke}]}", "{any: [lure, play]}"),
    )
    attempts = [attempt for attempt in redteam([changed]).attacks[0].attempts if attempt.case.message.text == "我带你玩"]
    assert attempts
    assert not any(attempt.asked for attempt in attempts)


def test_innocent_messages_that_loose_matching_hits_are_alarms(written):
    found = redteam([written(baseline="我带-你玩吧")])
    alarms = {(alarm.change, alarm.case.kind, alarm.hits[0].rule) for alarm in found.attacks[0].alarms}
    assert ("matching", "baseline", "lure") in alarms


def test_innocent_messages_are_no_alarms_however_they_are_written(written):
    assert redteam([written()]).attacks[0].alarms == ()


def test_an_innocent_message_that_capitals_make_guilty_is_an_alarm(written):
    patterns = ("  link: {kind: link}", "  link: {kind: link}\n  shout: {kind: regex, regex: WOW, ignore_case: false}")
    path = written(patterns, ("when: gambling", "when: {any: [gambling, shout]}"), ("[打牌]", "[wow]"))
    (alarm,) = redteam([path]).attacks[0].alarms
    assert (alarm.change, alarm.text, alarm.hits[0].rule) == ("capitals", "WOW", "exact")


def test_guards_that_no_test_misses_are_unprotected(written):
    found = redteam([written()])
    assert names(found.guards) == {
        ("allow", "lure", "没人带你玩"), ("allow", "lure", "谁带你玩"), ("near", "lure", "菠菜"), ("near", "lure", "上车"),
        ("boundary", "lure", "口交"), ("not", "contact", "request"), ("not", "contact", "login"), ("not", "lure", ""),
        ("not", "contact", ""),
    }  # fmt: skip
    assert names(found.unprotected) == {
        ("allow", "lure", "谁带你玩"), ("near", "lure", "上车"), ("boundary", "lure", "口交"),
        ("not", "contact", "login"), ("not", "contact", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("message", "guard"),
    [
        ("谁带你玩啊", ("allow", "lure", "谁带你玩")),
        ("快上车，要迟到了", ("near", "lure", "上车")),
        ("微信 login12345", ("not", "contact", "login")),
        ("哈哈 http://abc99.com/x", ("not", "contact", "")),
    ],
)
def test_an_ordinary_message_protects_the_guard_that_spares_it(written, message, guard):
    assert guard not in names(redteam([written(baseline=message)]).unprotected)


@pytest.mark.parametrize(
    ("guard", "old", "new"),
    [
        (("allow", "lure", "没人带你玩"), "[没人带你玩, 谁带你玩]", "[谁带你玩]"),
        (("allow", "lure", "谁带你玩"), "[没人带你玩, 谁带你玩]", "[没人带你玩]"),
        (("near", "lure", "菠菜"), "{term: 菠菜, near: [稳赚], within: 6}", "菠菜"),
        (("near", "lure", "上车"), "{term: 上车, near: [发财], within: 6}", "上车"),
        (("boundary", "lure", "口交"), "{term: 口交, boundary: word}", "口交"),
        (("not", "contact", "request"), "not: [request, login]", "not: [login]"),
        (("not", "contact", "login"), "not: [request, login]", "not: [request]"),
        (("not", "lure", ""), "{all: [lure, {not: joke}]}", "lure"),
        (("not", "contact", ""), "{all: [link, {not: joke}]}", "link"),
    ],
)
@pytest.mark.parametrize("baseline", ["今天天气不错", "谁带你玩，快上车", "哈哈 http://abc99.com/x"])
def test_a_guard_is_unprotected_exactly_if_the_tests_come_out_the_same_without_it(written, guard, old, new, baseline):
    unprotected = names(redteam([written(baseline=baseline)]).unprotected)
    before = len(run_tests(written(baseline=baseline)).failures)
    after = len(run_tests(written((old, new), baseline=baseline)).failures)
    assert (guard in unprotected) == (before == after)


def test_an_allow_that_covers_nothing_is_idle_and_one_that_spares_its_own_words_says_so(written):
    found = redteam([written(("谁带你玩]", "谁带你玩, 无关的话]"))])
    told = {guard.what: what for guard, what in found.advice.items()}
    assert told == {"无关的话": "idle", "谁带你玩": "own-words", "上车": "own-words"}


def test_an_allow_whose_words_segmentation_spares_anyway_is_idle(written):
    found = redteam([written(("terms: [带你玩,", "terms: [三公, 带你玩,"), ("谁带你玩]", "谁带你玩, 三公里]"))])
    assert {guard.what: what for guard, what in found.advice.items()}["三公里"] == "idle"


@pytest.mark.parametrize(
    ("allow", "baseline", "told"),
    [
        ("[没人带你玩, 谁带你玩, 到底谁带你玩]", "到底谁带你玩", {"谁带你玩": "doubled", "到底谁带你玩": "idle"}),
        ("[没人带你玩, 谁带你玩, 到底谁带你玩]", "到底谁带你玩，谁带你玩", {"到底谁带你玩": "idle"}),
        ("[没人带你玩, 菠菜汤]", "菠菜汤", {"菠菜汤": "doubled"}),
        ("[没人带你玩, 菠菜汤]", "稳赚的菠菜汤", {}),
    ],
)
def test_of_two_guards_that_spare_one_message_each_is_told_that_the_other_does(written, allow, baseline, told):
    found = redteam([written(("[没人带你玩, 谁带你玩]", allow), ("菠菜稳赚", "菠菜，稳赚"), ("今天菠菜很好吃, ", ""), baseline=baseline)])
    assert {guard.what: what for guard, what in found.advice.items() if guard.kind == "allow"} == told


def test_once_one_of_two_doubled_guards_is_gone_the_other_is_protected(written):
    found = redteam([written(("[没人带你玩, 谁带你玩]", "[没人带你玩, 到底谁带你玩]"), baseline="到底谁带你玩")])
    assert "到底谁带你玩" not in {guard.what for guard in found.unprotected}


def test_advice_that_is_followed_protects(written):
    found = redteam([written(baseline="上车")])
    assert "上车" not in {guard.what for guard in found.unprotected}


def test_a_guard_of_several_rulesets_is_protected_by_the_tests_of_any(written, tmp_path):
    base = written()
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "group.yaml"
    rule = "rules: [{id: more, label: ad, when: lure, verdict: block, tests: {match: [我带你玩], pass: [谁带你玩]}}]\n"
    other.write_text(f"spec: 1\nruleset: {{id: other}}\nextends: [../group.yaml]\n{rule}", encoding="utf-8")
    assert ("allow", "lure", "谁带你玩") in names(redteam([base]).unprotected)
    assert ("allow", "lure", "谁带你玩") not in names(redteam([base, other]).unprotected)


def test_a_baseline_beside_a_file_that_is_extended_by_its_path_protects_too(written, tmp_path):
    written(baseline="谁带你玩啊")
    (tmp_path / "own").mkdir()
    own = tmp_path / "own" / "group.yaml"
    own.write_text("spec: 1\nruleset: {id: own}\nextends: [../group.yaml]\n", encoding="utf-8")
    assert ("allow", "lure", "谁带你玩") not in names(redteam([own]).unprotected)
    assert run_tests(own).baseline == 1


def test_a_pack_that_is_extended_by_name_keeps_its_guards_and_its_baseline_to_itself(tmp_path):
    own = tmp_path / "group.yaml"
    own.write_text(
        "spec: 1\nruleset: {id: own}\nextends: [community]\nterms: {words: {terms: [网赌], allow: [反网赌]}}\n", encoding="utf-8"
    )
    (tmp_path / "baseline.jsonl").write_text('{"text": "早"}\n', encoding="utf-8")
    loaded = load(own)
    assert [one.message.text for one in ordinary_cases(own, loaded, Report(loaded))] == ["早"]
    guards = guards_of(loaded, compile_ruleset(loaded).program)
    assert guards
    assert not [guard for guard in guards if is_own(guard.at.path, own)]


def test_guards_of_lists_that_no_running_rule_asks_for_are_left_out(written):
    found = redteam([written(("  - id: lure\n", "  - id: lure\n    status: 'off'\n"))])
    assert not [guard for guard in found.guards if guard.owner == "lure"]


def test_a_boundary_that_says_what_holds_anyway_is_no_guard(written):
    loaded = load(written(("{term: 口交, boundary: word}", "{term: sb, boundary: latin}")))
    program = compile_ruleset(loaded).program
    assert not [guard for guard in guards_of(loaded, program) if guard.kind == "boundary"]


@pytest.mark.parametrize(
    ("condition", "number", "left"),
    [
        (Not(Has("a")), 0, All(())),
        (All((Has("a"), Not(Has("b")), Not(Has("c")))), 1, All((Has("a"), Not(Has("b"))))),
        (AnyOf((Has("a"), All((Not(Has("b")),)))), 0, AnyOf((Has("a"),))),
        (AtLeast(2, (Has("a"), Has("c"), Not(Has("b")))), 0, AtLeast(2, (Has("a"), Has("c")))),
        (Not(All((Has("a"), Not(Has("b"))))), 1, Not(All((Has("a"),)))),
    ],
)
def test_a_condition_goes_on_without_one_of_its_nots(condition, number, left):
    assert without_not(condition, number) == left


def test_the_same_seed_gives_the_same_report(written):
    path = written()
    assert to_dict(redteam([path], seed=7), 0.9) == to_dict(redteam([path], seed=7), 0.9)


def test_a_broken_ruleset_says_what_is_wrong(written):
    with pytest.raises(RulesetError):
        redteam([written(("when: gambling", "when: gambliing"))])


def test_the_page_holds_no_markup_of_strangers(written):
    hostile = written(("菠菜稳赚", '"菠菜稳赚<script>alert(1)</script>\\u202e"'), ("match: exact", "match: normal"))
    found = redteam([hostile])
    shown = page(found, 1.0, "en") + page(found, 1.0, "zh")
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _attributes: tags.append(tag)
    parser.feed(shown)
    assert "table" in tags
    assert "script" not in tags
    assert "\u202e" not in shown


def test_unprotected_guards_count_where_they_are_asked_about(written):
    found = redteam([written()])
    assert found.unprotected
    assert found.holds(0.95)
    assert not found.holds(0.95, guarded=True)
    assert not to_dict(found, 0.95, guarded=True)["ok"]


def test_json_has_everything_and_is_json(written):
    told = to_dict(redteam([written()]), 0.95)
    assert told == json.loads(json.dumps(told, ensure_ascii=False))
    assert told["ok"]
    assert {row["rule"] for row in told["rulesets"][0]["rules"]} == {"exact", "lure", "contact"}
    assert told["rulesets"][0]["beyond"]
    assert told["guards"]["count"] == 9


def test_every_technique_change_and_guard_has_a_name_in_both_languages(written):
    assert {technique.name for technique in (*ALL_TECHNIQUES, *ADDRESS_TECHNIQUES)} == set(TECHNIQUES)
    assert {"matching", *CHANGES_MADE} == set(CHANGES)
    for guard in redteam([written()]).guards:
        assert guard_name(guard, "zh") != guard_name(guard, "en")
    for sentences in (TECHNIQUES, CHANGES, GUARDS, ADVICE, SENTENCES):
        for zh, en in sentences.values():
            assert {part.split("}")[0] for part in zh.split("{")[1:]} == {part.split("}")[0] for part in en.split("{")[1:]}


@pytest.mark.slow
def test_a_test_or_an_ordinary_message_misses_every_guard_of_the_packs():
    """`moderation redteam community platform` names the messages to write; the lists are shared, so either pack may miss a guard."""
    guards, missed = set(), set()
    for pack in ("community", "platform"):
        loaded = load(pack)
        program, report = compile_ruleset(loaded).program, Report(loaded)
        cases = [*rule_cases(loaded, {rule.id for rule in program.rules}, report), *ordinary_cases(pack, loaded, report)]
        own = guards_of(loaded, program)
        guards |= {(guard.kind, guard.owner, guard.what, guard.at) for guard in own}
        missed |= {(guard.kind, guard.owner, guard.what, guard.at) for guard in protected(program, own, cases)}
    assert guards - missed == set()
