"""The tests in a ruleset are run as messages are checked; a failure says what was seen and what was missing."""

import pytest

from moderation.errors import RulesetError
from moderation.workbench.examples import run_tests
from moderation.workbench.failures import brief, failure_lines, reason, summary

MATCH = "match: [带你玩百 家 乐, 加我玩百家乐]"


def lines_of(path, lang="zh"):
    return ["\n".join(failure_lines(failure, lang)) for failure in run_tests(path).failures]


def test_a_good_ruleset_passes_with_everything_counted(group):
    report = run_tests(group())
    assert report.ok, [list(failure_lines(failure)) for failure in report.failures]
    assert (report.rules, report.cases, report.baseline, report.off) == (3, 12, 2, 1)
    assert summary(report).endswith("3 条规则的 12 个测试和 2 条日常消息全部通过")
    assert summary(report, "en").endswith("all 12 tests of 3 rules and 2 ordinary messages pass")


def test_without_a_baseline_only_the_rules_are_tested(group):
    assert run_tests(group(baseline=None)).baseline == 0


def test_a_missed_match_says_which_part_did_not_hold_and_what_was_seen(group):
    (told,) = lines_of(group((MATCH, "match: [大家玩百 家 乐]")))
    place, *others = told.split("\n")
    assert place.split(": ", 1)[0].endswith("group.yaml:14:15")
    assert "[lure] 应当命中，却没有命中：「大家玩百 家 乐」" in place
    assert others[0] == "  原因：没有「引流话术」"
    assert "第 4–8 字「百 家 乐」" in others[1]
    assert "赌博用语" in others[1]


def test_a_missed_match_of_a_score_shows_the_points(group):
    (told,) = lines_of(group(("match: [带你玩，加我, ", "match: [带你玩, ")))
    assert "只有 2 分（引流话术 2），不到 4 分" in told


def test_a_wrong_hit_shows_its_evidence(group):
    (told,) = lines_of(group(("pass: [百家乐是骗局, ", "pass: [带你看百家乐的骗局, ")))
    assert "不应命中，却命中了：「带你看百家乐的骗局」" in told
    assert "第 1–2 字「带你」" in told
    assert "第 4–6 字「百家乐」" in told


def test_a_message_in_which_nothing_was_seen_says_so(group):
    (told,) = lines_of(group((MATCH, "match: [大家好]")))
    assert "没有看到任何信号" in told


def test_shadow_rules_are_tested(group):
    (failure,) = run_tests(group(("pass: [加我, ", "pass: [加我带你, "))).failures
    assert (failure.case.rule, failure.case.kind, failure.hits[0].status) == ("score", "pass", "shadow")


def test_rules_that_are_off_are_not_tested(group):
    assert run_tests(group(("status: 'off'", "status: shadow"))).failures


def test_an_ordinary_message_must_not_be_hit_by_any_enforced_rule(group):
    path = group(baseline='{"id": "7", "text": "带你玩百家乐"}\n{"id": "8", "text": "加我带你"}\n')
    (failure,) = run_tests(path).failures
    assert (failure.case.kind, failure.case.message.id, failure.case.at.line) == ("baseline", "7", 1)
    assert "日常消息" in "\n".join(failure_lines(failure))


@pytest.mark.parametrize(
    ("baseline", "slug", "line"),
    [
        ('{"id": "1", "text": "早"}\n{"id": 2, "txt": "早"}\n', "bad-baseline", 2),
        ("大家早\n", "bad-baseline", 1),
        ('{"id": "1", "text": "早"}\n["早"]', "bad-baseline", 2),
        ("大家早".encode("gb18030"), "wrong-encoding", 1),
    ],
)
def test_a_baseline_that_cannot_be_read_is_a_mistake(group, baseline, slug, line):
    with pytest.raises(RulesetError) as refused:
        run_tests(group(baseline=baseline))
    assert [(one.slug, one.at.line) for one in refused.value.diagnostics] == [(slug, line)]


def test_a_test_at_no_time_is_a_mistake(group):
    with pytest.raises(RulesetError) as refused:
        run_tests(group(("joined: 3d", "joined: 很久")))
    (mistake,) = refused.value.diagnostics
    assert (mistake.slug, mistake.at.source[mistake.at.column - 1 : mistake.at.end_column - 1]) == ("bad-time", "很久")


def test_a_ruleset_with_mistakes_is_not_tested(group):
    with pytest.raises(RulesetError):
        run_tests(group(("when: staff", "when: stuff")))


def test_failures_come_in_file_order_in_both_languages(group):
    path = group((MATCH, "match: [大家好]"), ("pass: [管理员你好]", "pass: [{text: 早, nickname: 管理员}]"))
    failures = run_tests(path).failures
    assert [failure.case.rule for failure in failures] == ["lure", "name"]
    assert "should hit, but does not: “大家好”" in next(failure_lines(failures[0], "en"))
    assert "the nickname" in reason(failures[1], "en")
    assert summary(run_tests(path)).endswith("有 2 个没有通过")


def test_a_message_is_shown_on_one_line_with_nothing_that_a_screen_obeys(group):
    path = group((MATCH, 'match: ["一\\n二\\e[2J\\u202E"]'))
    (failure,) = run_tests(path).failures
    assert brief(failure.case.message) == "「一<U+000A>二<U+001B>[2J<U+202E>」"
    assert all("\x1b" not in line and "\u202e" not in line for line in failure_lines(failure))
