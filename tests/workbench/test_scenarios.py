"""Scenarios run a ruleset as a bot would: from an empty past, in the time of the messages, and say what came instead."""

import pytest

from moderation.errors import RulesetError
from moderation.ruleset import load_text
from moderation.ruleset.scenarios import ScenarioEvent
from moderation.workbench.examples import run_tests
from moderation.workbench.failures import scenario_lines, summary
from moderation.workbench.lint import lint
from moderation.workbench.scenario_times import MONDAY_NOON, time_of

RULES = """spec: 1
ruleset: {id: group, title: 学习群, charter: [第2条 不打广告]}
terms: {ad: {title: 广告用语, terms: [日入]}, doubt: {terms: [代写]}}
patterns: {contact: {kind: contact, lead: [私], title: 联系方式}}
rules:
  - {id: ad, title: 广告引流, charter: 第2条, label: ad, when: {all: [ad, contact]}, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: ["日入 800 私 vx：money8888"], pass: [早]}}
  - {id: doubt, title: 代写, label: ad, when: doubt, verdict: review, tests: {match: [代写], pass: [早]}}
  - {id: quiet, title: 试运行, label: ad, status: shadow, when: ad, verdict: block, tests: {match: [日入], pass: [早]}}
policy:
  strikes: {window: 30d}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: {mute: 7d}}, {at: 4, do: kick}]
  appeal: {within: 7d, to: 群管组}
scenarios:
"""
AD = "日入 800+ 私 vx：money8888"


@pytest.fixture
def told(tmp_path):
    """A function that runs scenarios of our own and returns what did not come as expected, in Chinese, by place."""

    def run(scenarios, rules=RULES):
        path = tmp_path / "group.yaml"
        path.write_text(rules + scenarios.replace("AD", f'"{AD}"'), encoding="utf-8")
        failures = run_tests(path).scenario_failures
        lines = rules.count("\n")
        return [
            (failure.at.line - lines, failure.at.source[failure.at.column - 1 : failure.at.end_column - 1], failure.what[0])
            for failure in failures
        ]

    return run


@pytest.fixture
def mistakes(tmp_path):
    def found(scenarios):
        path = tmp_path / "group.yaml"
        path.write_text(RULES + scenarios.replace("AD", f'"{AD}"'), encoding="utf-8")
        return [(one.slug, one.at.source[one.at.column - 1 : one.at.end_column - 1], one.nearest) for one in lint(path)]

    return found


def test_courtesy_then_mute_then_removal_and_courtesy_again_when_the_window_is_over(told):
    assert told("""
- title: 反复发广告
  user: {joined: 90d}
  events:
    - {at: 0d, text: AD, expect: warn, strikes: 1, rule: ad, notice: [您好，不好意思, 广告引流, 第2条 不打广告, 已撤回, 禁言 1 天]}
    - {at: 3d, text: AD, expect: {mute: 1d}, strikes: 2, notice: [第 2 次, 禁言 1 天, 证据：日＊, 如再次违规，将禁言 7 天, 案号 c-]}
    - {at: 9d, text: AD, expect: {mute: 7d}, notice: 移出本群}
    - {at: 10d, text: AD, expect: kick, notice: 【通告】}
    - {at: 60d, text: AD, expect: warn}
""") == []  # fmt: skip


def test_every_outcome_can_be_expected(told):
    assert told("""
- title: 各种结果
  users: {小林: {joined: 90d}, 群主: {role: owner}, 小美: {}}
  chats: [一群, 二群]
  events:
    - {user: 小林, text: 早, expect: pass, notice: none, answer: none, suggest: none, route: none, reply: none}
    - {user: 小林, text: 代写, expect: review}
    - {user: 小美, text: AD, expect: block}
    - {user: 小林, text: AD, expect: warn}
    - {user: 小林, text: AD, expect: mute, chat: 二群}
    - {user: 群主, text: AD, expect: alert, notice: 请管理人员处理}
    - {user: 小林, text: 日入, expect: none, strikes: 0}
    - {user: 小林, text: 好的, quote: AD, expect: pass}
""") == []  # fmt: skip


@pytest.mark.parametrize(
    ("event", "place", "what"),
    [
        ("text: AD, expect: {mute: 1d}", "expect", "应为禁言 1 天，却是警告"),
        ("text: AD, expect: pass", "pass", "应为通过，却是拦截"),
        ("text: AD, expect: none", "none", "应为不处罚，却是警告"),
        ("text: 早, expect: warn", "warn", "应为警告，却是不处罚"),
        ("text: AD, rule: doubt", "doubt", "应当命中规则 doubt，命中的是 ad"),
        ("text: 日入, rule: quiet", "quiet", "应当命中规则 quiet，命中的是 没有"),
        ("text: AD, strikes: 2", "2", "累计应为 2 分，却是 1 分"),
        ("text: 早, strikes: 1", "1", "累计应为 1 分，却是 0 分"),
        ("text: 早, notice: 您好", "您好", "通知里应当有「您好」，说的却是「没有」"),
        ("text: 早, reply: 您好", "您好", "答复里应当有「您好」，说的却是「没有」"),
    ],
)
def test_what_came_instead_is_said_at_its_place(told, event, place, what):
    assert told(f"\n- title: 错的\n  events:\n    - {{{event}}}\n") == [(4, place, what)]


def test_one_message_may_be_wrong_in_several_ways_and_the_rest_is_still_told(told):
    failures = told("\n- title: 错的\n  events:\n    - {text: AD, expect: kick, notice: [甲, 乙]}\n    - {text: AD, expect: kick}\n")
    assert [(line, what.split("」")[0]) for line, _, what in failures] == [
        (4, "应为移出，却是警告"), (4, "通知里应当有「甲"), (4, "通知里应当有「乙"), (5, "应为移出，却是禁言 1 天"),
    ]  # fmt: skip


def test_a_notice_that_should_not_be_given_is_quoted(told):
    ((_, _, what),) = told("\n- title: 错的\n  events:\n    - {text: AD, notice: none}\n")
    assert what.startswith("不该说话，却说了「@群友 您好")


def test_a_message_delivered_again_counts_once_and_one_taken_back_is_known(told):
    assert told("""
- title: 重复送达、撤回
  events:
    - {id: a, text: AD, expect: warn, strikes: 1}
    - {at: 1m, id: a, text: AD, strikes: 1}
    - {at: 2m, recall: a}
    - {at: 3m, recall: 3}
    - {at: 1d, text: AD, expect: {mute: 1d}}
""".replace("recall: 3", "recall: a")) == []  # fmt: skip


def test_every_scenario_begins_with_an_empty_past(told):
    scenario = "\n- {title: 一次, events: [{text: AD, expect: warn}]}"
    assert told(scenario * 3) == []


def test_a_failure_is_shown_with_its_place_the_verdict_and_what_was_said(tmp_path):
    path = tmp_path / "group.yaml"
    path.write_text(RULES + f'- {{title: 广告, events: [{{at: "20:59", text: "{AD}", expect: kick}}]}}\n', encoding="utf-8")
    report = run_tests(path)
    (failure,) = report.scenario_failures
    first, *rest = scenario_lines(failure)
    assert first.endswith(f"group.yaml:15:78: [场景「广告」] 第 1 条（20:59）「{AD}」：应为移出，却是警告")
    assert "  结论：拦截。主要类别：广告引流，共 2 分。" in rest
    assert any(line.startswith("  说的是：@群友 您好") for line in rest)
    assert not report.ok
    assert summary(report).endswith("3 条规则的 6 个测试、0 条日常消息和 1 个场景中，有 1 处没有通过")
    assert summary(report, "en").endswith("of 6 tests of 3 rules, 0 ordinary messages and 1 scenarios, 1 fail")
    assert "should come to a removal, but comes to a warning" in next(iter(scenario_lines(failure, "en")))


@pytest.mark.parametrize(
    ("scenario", "mistake"),
    [
        ("- {title: 甲, events: [{user: 小林, text: 早}]}", ("unknown-in-scenario", "小林", None)),
        ("- {title: 甲, users: {王小林: {}}, events: [{user: 王小木, text: 早}]}", ("unknown-in-scenario", "王小木", "王小林")),
        ("- {title: 甲, chats: [一班群], events: [{chat: 二班群, text: 早}]}", ("unknown-in-scenario", "二班群", "一班群")),
        ("- {title: 甲, events: [{text: 早}, {recall: 2}]}", ("unknown-in-scenario", "2", None)),
        ("- {title: 甲, events: [{text: 早, rule: add}]}", ("unknown-in-scenario", "add", "ad")),
        ("- {title: 甲, events: [{text: 早, answer: F01}]}", ("unknown-in-scenario", "F01", None)),
        ("- {title: 甲, events: [{text: 早, route: price}]}", ("unknown-in-scenario", "price", None)),
        ("- {title: 甲, events: [{text: 早, at: 明天}]}", ("bad-time", "明天", None)),
        ("- {title: 甲, start: 明天, events: [{text: 早}]}", ("bad-time", "明天", None)),
        ("- {title: 甲, user: {joined: 很久}, events: [{text: 早}]}", ("bad-time", "很久", None)),
        ("- {title: 甲, events: [{text: 早, at: 2d}, {text: 早, at: 1d}]}", ("scenario-backwards", "1d", None)),
        ("- {title: 甲, events: [{text: 早, expect: {mute: 一天}}]}", ("bad-duration", "一天", None)),
        ("- {title: 甲, events: [{text: 早, expect: mte}]}", ("wrong-value", "mte", "mute")),
        ("- {title: 甲, events: []}", ("empty-list", "events", None)),
        ("- {title: 甲, events: [{txt: 早}]}", ("unknown-key", "txt", "text")),
    ],
)
def test_a_mistake_in_a_scenario_is_found_at_its_place(mistakes, scenario, mistake):
    assert mistakes(scenario) == [mistake]


def test_a_scenario_with_a_mistake_is_not_run(tmp_path):
    path = tmp_path / "group.yaml"
    path.write_text(RULES + "- {title: 甲, events: [{text: 早, expect: kick, at: 明天}]}", encoding="utf-8")
    with pytest.raises(RulesetError):
        run_tests(path)


def test_a_failing_scenario_is_a_mistake_for_a_lint_and_none_while_rules_are_wrong(tmp_path, mistakes):
    scenario = "- {title: 甲, events: [{text: 早, expect: kick}]}"
    assert mistakes(scenario) == [("failing-scenario", "kick", None)]
    path = tmp_path / "group.yaml"
    path.write_text((RULES + scenario).replace("when: doubt", "when: doupt"), encoding="utf-8")
    assert [one.slug for one in lint(path)] == ["unknown-signal"]


def test_scenarios_of_a_base_are_not_run(tmp_path):
    (tmp_path / "base.yaml").write_text(RULES + "- {title: 甲, events: [{text: 早, expect: kick}]}", encoding="utf-8")
    path = tmp_path / "group.yaml"
    path.write_text("spec: 1\nextends: [base.yaml]\n", encoding="utf-8")
    report = run_tests(path)
    assert (report.scenarios, report.ok) == (0, True)


@pytest.mark.parametrize("text", ["", "d", "1", "3x", "1d 2", "25:00", "12:60", "99999999999d", "2026-02-30", "9" * 5_000, "12：00"])
def test_what_is_no_time_is_none(text):
    assert time_of(text, MONDAY_NOON) is None or text == "1"


def test_every_expectation_is_compared():
    about = {"at", "text", "user", "chat", "id", "kind", "recall", "edited", "quote", "forward", "join_answer"}
    compared = {"expect", "rule", "strikes", "notice", "answer", "suggest", "route", "reply"}
    assert set(ScenarioEvent.model_fields) == about | compared


def test_scenarios_load_as_they_are_written_in_the_language():
    text = "spec: 1\nscenarios: [{title: 一, events: [{at: 0d, text: 早, expect: {mute: 1d}}, {at: 12:30, text: 110, expect: none}]}]"
    loaded = load_text(text)
    assert loaded.diagnostics == ()
    assert [event.text for event in loaded.ruleset.scenarios[0].events] == ["早", "110"]
