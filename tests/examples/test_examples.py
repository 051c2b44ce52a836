"""The example archive and the example ruleset do what the README says of them."""

from collections import Counter
from pathlib import Path

import pytest

from moderation.archives import Reject, read
from moderation.batch import Scan
from moderation.moderator import Moderator
from moderation.verdict import Level
from moderation.workbench.examples import run_tests
from moderation.workbench.lint import lint

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def messages():
    return list(read(EXAMPLES / "group.jsonl"))


def test_archive_is_two_days_of_a_group_without_a_lost_row(messages):
    assert not any(isinstance(message, Reject) for message in messages)
    assert len(messages) > 200
    assert len({message.at.date() for message in messages}) == 2
    assert [message.at for message in messages] == sorted(message.at for message in messages)
    assert len({message.id for message in messages}) == len(messages)


def test_archive_has_roles_newcomers_replies_and_every_common_kind(messages):
    authors = {message.author.id: message.author for message in messages}
    roles = Counter(author.role for author in authors.values())
    assert (roles["owner"], roles["admin"], roles["bot"]) == (1, 1, 1)
    assert sum(message.kind == "join" for message in messages) >= 2
    assert any(message.author.joined for message in messages)
    assert any(message.quote for message in messages)
    assert {"text", "image", "link", "red_packet", "recall", "join", "system"} <= {message.kind for message in messages}


def test_archive_shows_both_what_is_stopped_and_what_is_not(messages):
    moderator = Moderator.load("community")
    scan = Scan(moderator)
    scan.add(EXAMPLES / "group.jsonl")
    levels = dict(scan.summary.levels)
    assert levels[Level.BLOCK] >= 5
    assert levels[Level.PASS] > 0.9 * len(messages)
    assert {"gambling", "abuse", "flood"} <= dict(scan.summary.labels).keys()
    assert all(moderator.check(message).level == "pass" for message in messages if message.quote)
    assert all(moderator.check(message).level == "pass" for message in messages if message.author.role != "member")


def test_ruleset_of_a_small_group_is_clean_and_passes_its_tests():
    source = EXAMPLES / "my-group" / "ruleset.yaml"
    own = [diagnostic for diagnostic in lint(source) if "my-group" in diagnostic.at.path]
    assert own == []
    failures = [failure for failure in run_tests(source).failures if "my-group" in failure.case.at.path]
    assert failures == []


def test_ruleset_of_a_small_group_changes_what_it_extends():
    moderator = Moderator.load(EXAMPLES / "my-group" / "ruleset.yaml", cache=False)
    rules = {rule.id for rule in moderator.program.rules}
    assert "gear-trade" in rules
    assert "politics-offtopic" not in rules
    assert moderator.check("出一支镜头，九成新，3200 元包邮").label == "ad"
    assert moderator.check("这支镜头出片率很高，3200 元值").level == "pass"


def test_the_watched_group_tells_three_stories_that_come_out_as_told():
    source = EXAMPLES / "watched-group" / "ruleset.yaml"
    assert [diagnostic for diagnostic in lint(source) if "watched-group" in diagnostic.at.path] == []
    report = run_tests(source)
    assert (report.scenarios, report.scenario_failures) == (3, ())
