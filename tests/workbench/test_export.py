"""What goes to another system fits its limits and is no stricter than the ruleset; everything else is in the report."""

import json
import re
from functools import cache

import pytest
import yaml

from moderation.compile import load_program
from moderation.errors import UsageError
from moderation.verdict import Level
from moderation.wording.export import LOSSES
from moderation.workbench.export import TARGETS, export, report_of
from moderation.workbench.export_ways import ways_of

HEAD = """
spec: 1
ruleset: {id: g, title: 编程学习群}
terms:
  gambling:
    terms: [百家乐, 网赌, "🎰开户", {term: 菠菜, near: [稳赚], within: 12}]
    allow: [反网赌, 网赌危害]
  insults: {terms: [傻逼, {term: sb, boundary: latin}, {term: 脑残, boundary: word}]}
  weak: {terms: [兼职], weight: 2}
  strong: {terms: [刷单返利], weight: 9}
  named: {terms: [客服], from: [nickname]}
patterns:
  contact: {kind: contact, of: [wechat, qq, phone], lead: [加, 私]}
  phone: {kind: contact, of: [phone]}
  mail: {kind: link, of: [email]}
  link: {kind: link, of: [url], domains_not_in: [github.com]}
  shout: {kind: repeat, unit: char, at_least: 9}
  deep: {kind: regex, regex: '(?<!不)要钱'}
behaviors:
  flood: {count: message, by: [chat, user], window: 10s, at_least: 6}
rules:
"""


@pytest.fixture
def load(tmp_path):
    def _load(*rules, head=HEAD):
        (tmp_path / "r.yaml").write_text(head + "".join(f"  - {rule}\n" for rule in rules), encoding="utf-8")
        return load_program(tmp_path / "r.yaml", cache=False)

    return _load


@cache
def shipped(name):
    return load_program(name)


def rule(when, verdict="block", id_="r", **more):
    return json.dumps({"id": id_, "title": f"规则{id_}", "label": "ad", "severity": "high", "when": when, "verdict": verdict, **more})


def reasons(exported):
    return {loss.reason for loss in exported.losses} - {"notices", "behavior", "disguises"}


@pytest.mark.parametrize(
    ("when", "words", "lost"),
    [
        ("gambling", ["百家乐", "网赌", "🎰开户"], {"allow", "evidence"}),
        ({"any": ["gambling", "weak"]}, ["百家乐", "网赌", "🎰开户", "兼职"], {"allow", "evidence"}),
        ({"all": ["gambling", "contact"]}, [], {"together"}),
        ({"not": "gambling"}, [], {"together"}),
        ({"near": ["gambling", "weak"], "within": 9}, [], {"near"}),
        ({"all": ["weak", "user.new"]}, [], {"fact"}),
        ({"at_least": 1, "of": ["weak", "strong"]}, ["兼职", "刷单返利"], set()),
        ({"at_least": 2, "of": ["weak", "strong"]}, [], {"together"}),
        ({"score": ["weak", "strong"], "block": 7}, ["刷单返利"], {"score"}),
        ({"score": ["weak", "strong"], "cap": {"strong": 3}, "block": 5}, [], {"score"}),
        ({"score": ["weak", "strong"], "review": 2, "block": 7, "bonus": {"disguised": 1}}, ["刷单返利", "兼职"], {"score"}),
        ({"score": ["strong"], "block": 7, "bonus": {"user.trusted": -3}}, ["刷单返利"], {"score", "mitigation"}),
        ("named", [], {"field"}),
        ("flood", [], set()),
        ("insults", ["傻逼", "sb", "脑残"], {"whole-words"}),
        ("contact", [], {"expression"}),
        ("shout", [], {"expression"}),
    ],
)  # fmt: skip
def test_a_flat_list_has_what_is_enough_by_itself_and_the_report_the_rest(load, when, words, lost):
    made = score(when) if isinstance(when, dict) and "score" in when else rule(when)
    exported = export(load(made), "wordlist")
    assert exported.text.splitlines() == words
    assert reasons(exported) == lost


def score(when):
    return json.dumps({"id": "r", "title": "打分", "label": "ad", "severity": "high", "when": when})


def test_rules_on_trial_and_rules_of_other_fields_stay_behind(load):
    exported = export(load(rule("weak", status="shadow"), rule("strong", id_="s", **{"from": ["nickname"]})), "wordlist")
    assert (exported.text, reasons(exported)) == ("", {"shadow", "field"})


def test_parts_are_only_warned_of(load):
    program = load(rule({"all": ["gambling", "contact"]}), rule("strong", id_="s"))
    assert export(program, "wordlist").text == "刷单返利\n"
    made = json.loads(export(program, "wecom", parts=True).text)
    assert [(one["intercept_type"], one["word_list"]) for one in made] == [(1, ["刷单返利"]), (2, ["百家乐", "网赌", "🎰开户"])]


def test_wecom_intercepts_only_what_it_reads_as_we_do(load):
    exported = export(load(rule("gambling"), rule("insults", id_="i"), rule({"any": ["phone", "mail"]}, "review", "p")), "wecom")
    made = [(one["rule_name"], one["intercept_type"], one["word_list"], one["semantics_list"]) for one in json.loads(exported.text)]
    assert made == [
        ("规则r", 1, ["百家乐", "🎰开户"], []), ("规则r 提醒", 2, ["网赌"], []),
        ("规则i", 1, ["傻逼", "脑残"], []), ("规则i 提醒", 2, ["sb"], []), ("规则p 提醒", 2, [], [1, 2]),
    ]  # fmt: skip
    assert reasons(exported) >= {"allow-warned", "bounded-warned", "evidence"}


def many(count, chars=6):
    listed = "\n".join(f"      - 词{number:0{chars}d}尾" for number in range(count))
    return f"spec: 1\nruleset: {{id: g}}\nterms:\n  many:\n    terms:\n{listed}\nrules:\n"


@pytest.mark.parametrize(("count", "chunks", "left"), [(300, [300], 0), (301, [300, 1], 0), (30_500, [300] * 100, 500)])
def test_wecom_keeps_its_limits(load, count, chunks, left):
    exported = export(load(rule("many"), head=many(count)), "wecom")
    made = json.loads(exported.text)
    assert [len(one["word_list"]) for one in made] == chunks
    assert all(0 < len(one["rule_name"]) <= 20 for one in made)
    assert sum(loss.count for loss in exported.losses if loss.reason == "rules-limit") == left


@pytest.mark.parametrize(("chars", "wecom", "discord"), [(30, 1, 1), (31, 0, 1), (56, 0, 1), (57, 0, 0)])
def test_words_that_are_too_long_are_reported(load, chars, wecom, discord):
    program = load(rule("many"), head=many(1, chars))
    for to, length in (("wecom", wecom), ("discord", discord)):
        exported = export(program, to)
        assert (exported.words, "too-long" in reasons(exported)) == (length, not length)


def test_discord_keeps_its_limits(load):
    exported = export(load(rule("many"), head=many(6_200)), "discord")
    made = json.loads(exported.text)
    assert [len(one["trigger_metadata"]["keyword_filter"]) for one in made] == [1000] * 6
    assert ("rules-limit", 200) in {(loss.reason, loss.count) for loss in exported.losses}


def test_discord_takes_exceptions_and_expressions_of_its_flavour(load):
    rules = [rule({"any": ["gambling", "insults", "contact", "phone"]}), rule({"any": ["link", "shout", "deep"]}, "review", "b")]
    exported = export(load(*rules), "discord")
    (made,) = json.loads(exported.text)
    found = made["trigger_metadata"]
    assert found["keyword_filter"] == ["*百家乐*", "*网赌*", "*🎰开户*", "*傻逼*", "sb", "*脑残*"]
    assert (len(found["regex_patterns"]), found["allow_list"]) == (2, ["反网赌", "网赌危害"])
    assert {loss.where for loss in exported.losses if loss.reason == "flavour"} == {"link", "shout", "deep"}


def automod(text, message):
    """The actions of a configuration on a message, by the rules that AutoModerator documents."""
    actions = []
    for document in yaml.safe_load_all(text):
        holds = True
        for name, values in document.items():
            if not name.lstrip("~").startswith("title+body"):
                continue
            patterns = values if "regex" in name else map(re.escape, values)
            found = any(re.search(pattern, message, re.IGNORECASE) for pattern in patterns)
            holds = holds and (not found if name.startswith("~") else found)
        if holds:
            actions.append(document["action"])
    return actions


@pytest.mark.parametrize(
    ("message", "actions"),
    [
        ("来玩百家乐", []), ("来玩百家乐，加 abc12345", ["remove"]), ("来玩百家乐 https://bad.example/x", ["remove"]),
        ("百家乐 https://github.com/x", []), ("反网赌，加 abc12345", []), ("网赌危害大，加 abc12345", []),
        ("网赌，加 abc12345", ["remove"]),
        ("你 SB 吧", ["filter"]), ("isbn", []), ("兼职", []), ("刷单返利", ["remove"]), ("刷单返利，兼职", []),
    ],
)  # fmt: skip
def test_automoderator_knows_several_conditions_and_exceptions(load, message, actions):
    program = load(
        rule({"all": ["gambling", {"any": ["contact", "link"]}]}),
        rule("insults", "review", "i"),
        rule({"all": ["strong", {"not": "weak"}]}, id_="s"),
    )
    assert automod(export(program, "automoderator").text, message) == actions


@pytest.mark.parametrize("name", ["community", "platform"])
@pytest.mark.parametrize("to", TARGETS)
def test_shipped_rulesets_go_over_within_every_limit(name, to):
    exported = export(shipped(name), to)
    assert exported.words > 0
    if to == "wecom":
        made = json.loads(exported.text)
        assert len(made) <= 100
        assert all(len(one["word_list"]) <= 300 and all(0 < len(word) <= 32 for word in one["word_list"]) for one in made)
    elif to == "discord":
        made = [one["trigger_metadata"] for one in json.loads(exported.text)]
        assert len(made) <= 6
        assert all(len(one["keyword_filter"]) <= 1000 and max(map(len, one["keyword_filter"]), default=0) <= 60 for one in made)
        assert all(len(one["regex_patterns"]) <= 10 and max(map(len, one["regex_patterns"]), default=0) <= 260 for one in made)
        assert all(len(one["allow_list"]) <= 100 for one in made)
    elif to == "automoderator":
        assert all(
            re.compile("|".join(values)) for one in yaml.safe_load_all(exported.text) for key, values in one.items() if "regex" in key
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("to", TARGETS)
def test_the_report_has_a_line_for_every_reason(to, lang):
    exported = export(shipped("community"), to)
    lines = report_of(exported, lang)
    assert sum(line.startswith("- ") for line in lines) == len({loss.reason for loss in exported.losses})
    assert {loss.reason for loss in exported.losses} <= set(LOSSES)


def test_the_same_ruleset_gives_the_same_bytes():
    assert [export(shipped("community"), to) for to in TARGETS] == [export(load_program("community"), to) for to in TARGETS]


def test_an_unknown_target_is_refused():
    with pytest.raises(UsageError, match="wechat"):
        export(shipped("community"), "wechat")


def test_too_many_combinations_are_cut_and_told(load):
    lists = "".join(f"  t{number}: {{terms: [词{number}甲]}}\n" for number in range(16))
    head = f"spec: 1\nruleset: {{id: g}}\nterms:\n{lists}rules:\n"
    quarters = [{"any": [f"t{number}" for number in range(start, start + 4)]} for start in (0, 4, 8, 12)]
    program = load(rule({"all": quarters}), head=head)
    assert len(ways_of(program.rules[0])) == 65
    assert ways_of(program.rules[0])[-1].needs == ("combinations",)
    assert all(way.level is Level.BLOCK for way in ways_of(program.rules[0]))
