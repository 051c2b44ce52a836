"""Rulesets on disk, because a baseline stands beside its file."""

import pytest

RULESET = """spec: 1
ruleset: {id: group, charter: [第1条 守法]}
terms:
  gambling: {title: 赌博用语, terms: [百家乐], allow: [反百家乐]}
  lure: {title: 引流话术, terms: [带你, 加我], weight: 2}
  staff: {title: 冒充管理, terms: [管理员], from: nickname}
rules:
  - id: lure
    title: 赌博引流
    label: gambling
    when: {all: [gambling, lure, {not: user.trusted}]}
    verdict: block
    tests:
      match: [带你玩百 家 乐, 加我玩百家乐]
      pass: [百家乐是骗局, 带你学习, {text: 骗子, quote: 带你玩百家乐}, 带你反百家乐]
  - id: score
    title: 打分
    label: ad
    status: shadow
    when: {score: [lure], bonus: {user.new: 2}, review: 4}
    tests:
      match: [带你玩，加我, {text: 加我, joined: 3d}]
      pass: [加我, {text: 加我, joined: 30d}]
  - id: name
    title: 昵称冒充
    label: impersonation
    when: staff
    verdict: review
    tests:
      match: [{text: 大家好, nickname: 管理员小王}]
      pass: [管理员你好]
  - id: unused
    label: ad
    status: 'off'
    when: lure
    verdict: block
    tests: {match: [这条不会跑], pass: [带你]}
"""
BASELINE = '{"id": "1", "text": "今天的作业是什么"}\n\n{"id": "2", "text": "带你去食堂"}\n'


@pytest.fixture
def group(tmp_path):
    """A function that writes a ruleset, changed as asked, with a baseline, and returns its path."""

    def written(*changes, baseline=BASELINE):
        text = RULESET
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "group.yaml").write_text(text, encoding="utf-8")
        if baseline is not None:
            (tmp_path / "baseline.jsonl").write_bytes(baseline.encode("utf-8") if isinstance(baseline, str) else baseline)
        return tmp_path / "group.yaml"

    return written
