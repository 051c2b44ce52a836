"""`answer` and `faq calibrate`: one question, a file of them, and thresholds from an archive."""

import json

import pytest

FAQ = """
- {id: F01, question: 怎么退款, variants: [如何申请退款, 钱怎么退], answer: 在订单里点退款}
- {id: F02, question: 几点开门, variants: [营业时间是几点], answer: 早上九点}
- {id: F03, question: 发票怎么开, answer: 在订单里点开发票}
"""


@pytest.fixture
def faq(here):
    (here / "faq.yaml").write_text(FAQ, encoding="utf-8")
    return "faq.yaml"


def test_a_question_is_answered_and_talk_is_not(run, faq):
    code, out, _ = run("answer", "请问怎么退款呀", "--faq", faq)
    assert (code, "在订单里点退款" in out) == (0, True)
    assert run("answer", "哈哈哈今天下雨", "--faq", faq)[0] == 1
    code, out, _ = run("answer", "请问怎么退款呀", "--faq", faq, "--json")
    row = json.loads(out)
    assert (code, row["decision"], row["entry"], row["candidates"][0], bool(row["why"])) == (0, "answer", "F01", "F01", True)


def test_a_file_gets_a_row_for_each_question(run, faq, here):
    (here / "in.jsonl").write_text('{"id": "a", "text": "怎么退款"}\n\n{"text": "晚安"}\n坏\n', encoding="utf-8")
    code, _, err = run("answer", "--faq", faq, "--in", "in.jsonl", "--out", "out.jsonl")
    rows = [json.loads(line) for line in (here / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (code, "1" in err, [row["id"] for row in rows]) == (0, True, ["a", 3, 4])
    assert [row.get("decision") for row in rows] == ["answer", "silent", None]
    assert set(rows[0]) == {"id", "decision", "entry", "confidence", "candidates", "why"}


@pytest.mark.parametrize("words", [("answer",), ("answer", "怎么退款", "--in", "in.jsonl"), ("answer", "--in", "没有.jsonl")])
def test_what_cannot_be_asked_is_said(run, faq, words):
    assert run(*words, "--faq", faq)[0] == 2


def test_thresholds_come_from_the_archive(run, faq, here):
    texts = ["怎么退款", "早上好", "哈哈哈", "几点开门呀", *(f"今天第{number}杯咖啡" for number in range(40))]
    rows = ({"id": str(number), "text": text} for number, text in enumerate(texts))
    (here / "群.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    code, out, _ = run("faq", "calibrate", "--faq", faq, "--archive", "群.jsonl", "--one-in", "40", "--json")
    found = json.loads(out)
    assert (code, found["messages"], found["answered"] >= 1, found["false"] <= 44 / 40) == (0, 44, True, True)
    assert found["suggest_at"] <= found["answer_at"]
    code, out, _ = run("faq", "calibrate", "--faq", faq, "--archive", "群.jsonl")
    assert (code, "answer_at" in out) == (0, True)
    assert run("faq", "calibrate", "--faq", faq, "--archive", "群.jsonl", "--one-in", "0")[0] == 2
