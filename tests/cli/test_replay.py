"""`moderation replay`: what operators read, in both languages and as JSON; counts that add up; wrong calls in one sentence."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("group")

RULESET = """spec: 1
ruleset: {id: group, charter: [第2条 不打广告]}
terms: {ad: {terms: [刷单]}}
rules:
  - {id: ad, title: 广告, charter: 第2条, label: ad, when: ad, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [刷单], pass: [早]}}
policy: {ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 12h}}]}
"""
ROWS = [
    {
        "id": "b",
        "text": "刷单\u202e[31m",
        "user": "1",
        "nickname": "小林",
        "chat": "g",
        "chat_name": "学习群",
        "time": "2026-01-06 12:00:00",
    },
    {"id": "a", "text": "刷单", "user": "1", "nickname": "小林", "chat": "g", "chat_name": "学习群", "time": "2026-01-05 12:00:00"},
    {"id": "c", "text": "早", "user": "2", "chat": "g", "time": "2026-01-05 13:00:00"},
    {"id": "d", "text": "刷单", "user": "3", "role": "admin", "chat": "g", "time": "2026-01-07 13:00:00"},
    {"id": "e", "text": "早"},
]


@pytest.fixture
def group(here):
    (here / "group.yaml").write_text(RULESET, encoding="utf-8")
    (here / "group.jsonl").write_text("\n".join(map(json.dumps, ROWS)) + "\n{\n", encoding="utf-8")
    return here


def test_who_would_have_been_sanctioned_and_why_in_the_order_of_time(run):
    code, out, err = run("replay", "group.jsonl", "--ruleset", "group.yaml")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("2026-01-05 12:00:00 学习群 小林（1）：警告。广告（第2条 不打广告），第 1 次，累计 1 分，案号 c-")
    assert lines[1] == "    「刷单」"
    assert lines[2].startswith("2026-01-06 12:00:00 学习群 小林（1）：禁言 12 小时。")
    assert "<U+202E>" in lines[3]
    assert "3：提醒管理人员" in lines[4]
    assert "情节：受保护的身份，不处罚" in lines[6]
    assert "消息 6 条 = 判定 4 条 + 拒收 2 条" in lines
    assert "判定 4 条 = 通过 1 条 + 未通过 3 条" in lines
    assert "未通过 3 条 = 处理 3 条 + 此前已处理 0 条 + 没有处罚尺度 0 条" in lines
    assert "  警告：1 条，1 人" in lines
    assert "  拒收 1 条：没有写明时间，不知道排在哪里" in lines


def test_a_store_is_filled_once(run):
    call = ("replay", "group.jsonl", "--ruleset", "group.yaml", "--store", "sqlite:///group.db")
    _, first, _ = run(*call)
    _, second, _ = run(*call)
    assert "未通过 3 条 = 处理 0 条 + 此前已处理 3 条" in second
    assert [line.replace("（此前已处理）", "") for line in second.splitlines()[:6]] == first.splitlines()[:6]
    assert "acted on before 3" in run(*call, "--lang", "en")[1]


def test_json_is_one_row_a_sanction_and_the_counts(run):
    code, out, _ = run("replay", "group.jsonl", "--ruleset", "group.yaml", "--json")
    *rows, summary = map(json.loads, out.splitlines())
    assert code == 0
    assert [(row["id"], row["user"], row["sanction"]["action"]) for row in rows] == [
        ("a", "1", "warn"),
        ("b", "1", "mute"),
        ("d", "3", "alert"),
    ]
    assert rows[0]["at"] == "2026-01-05T12:00:00+08:00"
    assert summary["summary"]["sanctions"] == {"warn": 1, "mute": 1, "alert": 1}


def test_rejects_go_to_a_file(group, run):
    _, out, _ = run("replay", "group.jsonl", "--ruleset", "group.yaml", "--rejects", "rejects.jsonl")
    rejects = [json.loads(line) for line in (group / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["line"], row["reason"]) for row in rejects] == [(5, "no-time"), (6, "bad-json")]
    assert "--rejects" not in out


def test_a_ruleset_without_a_policy_says_that_nobody_is_sanctioned(run):
    code, out, _ = run("replay", "group.jsonl", "--ruleset", "tiny.yaml")
    assert code == 0
    assert "没有 policy" in out


def test_the_standard_input_is_an_archive(group, process):
    done = process("replay", "-", "--ruleset", "group.yaml", given=(group / "group.jsonl").read_bytes())
    assert done.returncode == 0
    assert "禁言 12 小时" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("gone.jsonl",), 2, "文件不存在"),
        (("group.jsonl", "--store", "nowhere"), 2, "memory"),
        (("group.jsonl", "--store", "sqlit:///x.db"), 2, "sqlite"),
        (("group.jsonl", "--format", "jsn"), 2, "jsonl"),
        (("group.jsonl", "--rejects", "group.jsonl"), 2, "既要读又要写"),
        (("group.jsonl", "--ruleset", "gone"), 2, "没有“gone”"),
        ((), 2, "缺少"),
    ],
)
def test_a_wrong_call_is_one_sentence(run, arguments, code, said):
    got, out, err = run("replay", "--ruleset", "group.yaml", *arguments)
    assert (got, out) == (code, "")
    assert said in err
    assert "Traceback" not in err
