"""The verbs about cases: each is one call of the library, and each mistake one sentence."""

import json

import pytest

from moderation.message import Author, Chat, Message
from moderation.moderator import Moderator
from moderation.sanctions.bench import Bench
from moderation.state.opening import open_store
from tests.sanctions.conftest import START, at_ms

RULESET = """\
spec: 1
ruleset: {id: tiny, title: 小群规, version: "1"}
terms: {gambling: {title: 赌博, terms: [网赌]}}
rules:
  - {id: gambling, title: 赌博, label: gambling, severity: high, when: gambling, verdict: block, actions: [delete, {strike: 1}],
     tests: {match: [来网赌吧], pass: [早]}}
policy:
  strikes: {window: 30d}
  ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: kick}]
  appeal: {within: 7d, to: 群管组}
"""
STORE = ("--store", "sqlite:///group.db")
RULES = ("-r", "cases.yaml")


@pytest.fixture
def offences(here):
    """Three offences of one member in a SQLite file; the ids of their cases."""
    (here / "cases.yaml").write_text(RULESET, encoding="utf-8")
    moderator = Moderator.load("cases.yaml")
    store = open_store("sqlite:///group.db")
    bench = Bench(store, community="tiny", policy=moderator.program.policy)
    ids = []
    for n in range(3):
        author, chat = Author(id="小林", nickname="林\u202e"), Chat(id="g1")
        spoken = Message(f"来网赌吧 \x1b[2J{n}", id=str(n), author=author, chat=chat, at=START, platform="qq")
        ids.append(bench.sanction(spoken, moderator.check(spoken)).sanction.case)
    store.close()
    return ids


def test_show_tells_everything_about_a_case(run, offences):
    run("case", "appeal", offences[1], "--who", "小林", "--why", "我只是开玩笑", "--at", "2026-11-23", *STORE)
    code, out, err = run("case", "show", offences[1], *STORE)
    assert (code, err) == (0, "")
    assert all(word in out for word in (offences[1], "申诉中", "小林", "禁言 1d", "赌博", "来网赌吧", "我只是开玩笑"))
    assert not set("\x1b\u202e") & set(out)
    row = json.loads(run("case", "show", offences[1], "--json", *STORE)[1])
    assert (row["case"], row["state"], row["rules"], row["sanction"]["action"]) == (offences[1], "appealed", ["gambling"], "mute")
    assert [record["kind"] for record in row["records"]] == ["offence", "appeal"]


def test_list_finds_by_member_and_state(run, offences):
    run("case", "overturn", offences[0], "--who", "群主", *STORE)
    assert "共 3 件" in run("case", "list", *STORE)[1]
    assert "共 1 件" in run("case", "list", "--state", "overturned", *STORE)[1]
    assert "共 0 件" in run("case", "list", "--user", "没有", *STORE)[1]
    rows = [json.loads(line) for line in run("case", "list", "--user", "小林", "--json", *STORE)[1].splitlines()]
    assert [row["case"] for row in rows] == offences


def test_overturn_prints_what_is_to_be_undone(run, offences):
    code, out, _ = run("case", "overturn", offences[0], "--who", "群主", "--why", "误判", "--at", "2026-11-22 18:00", *STORE, *RULES)
    assert code == 0
    assert [line.rpartition("：")[2] for line in out.splitlines() if line.startswith("  c-")] == ["收回警告", "解除禁言", "请他回群"]
    assert "没有再记一次" in run("case", "overturn", offences[0], "--who", "群主", *STORE, *RULES)[1]
    alone = run("case", "overturn", offences[1], "--who", "群主", *STORE)[1]
    assert "--ruleset" in alone


def test_report_uphold_and_appeal_in_time(run, offences):
    key = "qq|g1|77"
    code, out, _ = run("case", "report", key, "--user", "小美", "--who", "小王", "--why", "骂人", "--at", "2026-11-22", *STORE, *RULES)
    case = next(word for word in out.replace("。", " ").split() if word.startswith("c-"))
    assert code == 0
    _, out, _ = run("case", "uphold", case, "--who", "群主", "--strikes", "2", *STORE, *RULES)
    assert "现在应当：禁言 1d" in out
    code, _, err = run("case", "appeal", offences[0], "--who", "小林", "--at", "2027-01-01", *STORE, *RULES)
    assert code == 2
    assert "申诉期已过" in err
    assert "7d" in err


def test_recall_rule_takes_its_strikes_back(run, offences):
    code, out, _ = run("recall-rule", "gambling", "--version", "1", "--at", "2026-11-22 18:00", "--json", *STORE, *RULES)
    row = json.loads(out)
    assert (code, row["cases"], row["members"]) == (0, offences, 1)
    assert [undo["do"] for undo in row["undo"]] == ["retract_warning", "unmute", "readmit"]
    assert "没有要撤回的" in run("recall-rule", "gambling", *STORE, *RULES)[1]


def test_the_ledger_is_exported_as_json_lines_with_and_without_words(run, here, offences):
    code, out, _ = run("ledger", "export", "--out", "out/ledger.jsonl", *STORE)
    assert (code, "3 条" in out) == (0, True)
    rows = [json.loads(line) for line in (here / "out" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["key"] for row in rows] == offences
    assert rows[0]["evidence"]["text"].startswith("来网赌吧")
    assert rows[0]["at_ms"] == at_ms(0)
    assert "entry" not in rows[0]["evidence"]
    assert run("ledger", "export", "--out", "bare.jsonl", "--without-words", *STORE)[0] == 0
    assert "来网赌吧" not in (here / "bare.jsonl").read_text(encoding="utf-8")


def test_the_ledger_goes_to_the_standard_output_where_no_file_is_named(process, offences):
    done = process("ledger", "export", *STORE)
    assert [json.loads(line)["key"] for line in done.stdout.decode().splitlines()] == offences


def test_erase_empties_words_and_keeps_counts(run, offences):
    assert "3 条记录" in run("ledger", "erase", "小林", *STORE)[1]
    assert "已应要求删除" in run("case", "show", offences[0], *STORE)[1]
    assert "没有" in run("ledger", "erase", "小林", *STORE)[1]
    assert "共 3 件" in run("case", "list", *STORE)[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["case", "show", "c-none", *STORE], "没有案号"),
        (["case", "show", "c-none"], "--store"),
        (["case", "show", "c-none", "--store", "sqlite:///typo.db"], "typo.db"),
        (["case", "show", "c-none", "--store", "sqlit:///group.db"], "sqlite"),
        (["case", "list", "--state", "appeled", *STORE], "appealed"),
        (["case", "overturn", "CASE", "--who", "群主", "--at", "昨天", *STORE], "不是时间"),
        (["case", "overturn", "CASE", "--who", "群主", *STORE, "-r", "tiny2.yaml"], "属于「tiny」"),
        (["case", "report", "7", "--user", "a", "--who", "b", *STORE, *RULES], "qq|12345|7"),
        (["case", "uphold", "CASE", "--who", "b", "--strikes", "x", *STORE], "strikes"),
        (["recall-rule", "gambling", *STORE, "-r", "nowhere"], "nowhere"),
        (["case", "shwo", "c-none", *STORE], "case show"),
        (["ledger"], "ledger export"),
    ],
)
def test_mistakes_are_one_sentence(run, here, offences, arguments, word):
    (here / "tiny2.yaml").write_text(RULESET.replace("id: tiny", "id: other"), encoding="utf-8")
    done, _, err = run(*[offences[0] if argument == "CASE" else argument for argument in arguments])
    assert done == 2
    assert word in err
    assert "Traceback" not in err


def test_everything_speaks_english_too(run, offences):
    for arguments in (["case", "show", offences[0]], ["case", "list"], ["case", "overturn", offences[0], "--who", "a"]):
        out = run(*arguments, *STORE, "--lang", "en")[1]
        assert not any(word in out for word in ("案号", "共", "撤回", "发言人"))
