"""A lint finds everything at once: what loading, compiling and the tests themselves find wrong."""

import pytest

from moderation.diagnostics import render, to_github
from moderation.workbench.lint import lint


def test_a_good_ruleset_is_clean(group):
    assert lint(group()) == ()


def test_a_rule_without_tests_is_an_error_here(group):
    (found,) = lint(group(("      pass: [管理员你好]\n", "")))
    assert (found.slug, found.gravity) == ("rule-without-tests", "error")


def test_a_failing_test_is_a_mistake_at_its_line(group):
    (found,) = lint(group(("pass: [百家乐是骗局, ", "pass: [带你看百家乐的骗局, ")))
    assert (found.slug, found.gravity, found.at.line) == ("failing-test", "error", 15)
    assert found.at.source[found.at.column - 1 : found.at.end_column - 1] == "带你看百家乐的骗局"
    assert "不应命中，却命中了" in render(found)
    assert "第 4–6 字「百家乐」" in render(found)
    assert "it should not hit, but does" in to_github(found, "en")


def test_a_missed_match_says_why(group):
    (found,) = lint(group(("match: [带你玩百 家 乐, ", "match: [大家玩百 家 乐, ")))
    assert "没有「引流话术」" in render(found)
    assert "no “引流话术”" in render(found, "en")


def test_mistakes_of_every_step_come_together_in_file_order(group):
    path = group(
        ("title: 赌博用语", "titel: 赌博用语"),
        ("when: staff", "when: stuff"),
        ("review: 4}", "review: 40}"),
        ("      pass: [管理员你好]\n", ""),
    )
    assert [(one.slug, one.at.line) for one in lint(path)] == [
        ("unknown-key", 4),
        ("unreachable-score", 20),
        ("rule-without-tests", 24),
        ("unknown-signal", 27),
    ]


def test_a_ruleset_that_is_not_there_is_a_mistake_and_no_traceback(tmp_path):
    assert [one.slug for one in lint(tmp_path / "gone.yaml")] == ["missing-file"]
    assert [one.slug for one in lint("communty")] == ["unknown-pack"]


@pytest.mark.parametrize("baseline", ['{"text": 5}\n', "\ufeff坏的\n"])
def test_a_bad_baseline_is_found(group, baseline):
    assert {one.slug for one in lint(group(baseline=baseline))} == {"bad-baseline"}


def test_sound_rules_are_tested_beside_broken_ones(tmp_path):
    path = tmp_path / "ruleset.yaml"
    path.write_text(
        """spec: 1
terms:
  gambling: {terms: [百家乐]}
patterns:
  broken: {kind: regex, regex: 'a('}
rules:
  - {id: a, when: gamblnig, verdict: blok, tests: {match: [百家乐], pass: [你好]}}
  - {id: b, when: gambling, verdict: block, tests: {match: [你好], pass: [再见]}}
  - {id: c, when: broken, verdict: block, tests: {match: [a], pass: [b]}}
""",
        encoding="utf-8",
    )
    assert [(one.slug, one.at.line) for one in lint(path)] == [
        ("bad-regex", 5),
        ("unknown-signal", 7),
        ("wrong-value", 7),
        ("failing-test", 8),
    ]
