"""A small ruleset, and the Moderator that loads it."""

import pytest

from moderation.moderator import Moderator

RULESET = """\
spec: 1
ruleset: {id: tiny, title: 小群规, version: "1", charter: [第1条 守法]}
terms:
  gambling: {title: 赌博用语, weight: 3, terms: [网赌, 百家乐]}
  insults: {title: 辱骂, terms: [傻逼]}
rules:
  - {id: gambling, title: 赌博, charter: 第1条, label: gambling, severity: high, status: enforce, when: gambling, verdict: block,
     actions: [delete], tests: {match: [来网赌吧], pass: [早]}}
  - {id: insult, title: 辱骂, charter: 第1条, label: abuse, severity: low, status: enforce, when: insults, verdict: review,
     tests: {match: [傻逼], pass: [早]}}
  - {id: trial, title: 试运行, charter: 第1条, label: gambling, severity: low, status: shadow, when: gambling, verdict: block,
     tests: {match: [百家乐], pass: [早]}}
"""


@pytest.fixture(scope="session")
def ruleset_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("ruleset") / "tiny.yaml"
    path.write_text(RULESET, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def moderator(ruleset_path):
    return Moderator.load(ruleset_path, cache=False)


@pytest.fixture(autouse=True)
def screened(monkeypatch):
    """Screen from the first message on: the archives of the tests are small."""
    monkeypatch.setattr("moderation.batch.bulk.FEW", -1)
