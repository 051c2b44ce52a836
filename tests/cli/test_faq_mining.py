"""`faq mine` and `faq gaps`: from an archive to a file to edit, and to what nobody answered."""

import json

import pytest
import yaml

LINES = ["怎么退款", "请问怎么退款？", "在订单里点退款哦", "哈哈哈", "如何退款呀", "几点开门呀？"]
WHO = ["甲", "乙", "老师", "丙", "丁", "戊"]


@pytest.fixture
def archive(here):
    rows = [
        {"id": str(number), "text": text, "user_name": who, "user_id": who, "time": f"2026-11-23 10:{number:02}:00"}
        for number, (text, who) in enumerate(zip(LINES, WHO, strict=True))
    ]
    path = here / "群.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in [*rows, "坏行"]), encoding="utf-8")
    return path.name


def test_questions_are_written_with_what_staff_answered(run, archive, here):
    code, out, err = run("faq", "mine", archive, "--out", "new.yaml", "--staff", "老师")
    assert (code, err) == (0, "")
    assert "消息 6 条，读不出 1 行；常见问题 1 个" in out
    (entry,) = yaml.safe_load((here / "new.yaml").read_text(encoding="utf-8"))["entries"]
    assert entry["answer"] == "在订单里点退款哦"
    assert {entry["question"], *entry["variants"]} == {"怎么退款", "请问怎么退款？", "如何退款呀"}
    assert run("faq", "mine", archive, "--out", "new.yaml")[0] == 2
    code, out, _ = run("faq", "mine", archive, "--out", "new.yaml", "--force")
    assert (code, "--staff" in out) == (0, True)


def test_the_file_may_be_the_output_but_never_the_archive(process, archive):
    done = process("faq", "mine", archive, "--out", "-")
    assert (done.returncode, len(yaml.safe_load(done.stdout)["entries"])) == (0, 1)
    assert process("faq", "mine", archive, "--out", archive).returncode == 2


def test_gaps_are_found(run, archive):
    code, out, _ = run("faq", "gaps", archive, "--within", "1m", "--staff", "老师")
    assert code == 1
    assert "怎么退款（晚了 1m）" in out
    assert "几点开门呀？（没人答复）" in out
    assert "问题 4 个，没按时答复 3 个，其中没人答复 2 个" in out
    code, out, _ = run("faq", "gaps", archive, "--json", "--staff", "老师")
    assert [json.loads(line)["late_s"] for line in out.splitlines()] == [None, None]
    assert run("faq", "gaps", archive, "--within", "很久")[0] == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq.yaml", "- {question: 怎么退款, answer: 在订单里}\n"),
        ("faq.jsonl", '{"question": "怎么退款", "answer": "在订单里"}\n'),
        ("faq.csv", "问题,答案\n怎么退款,在订单里\n"),
        ("group.yaml", "spec: 1\nruleset: {id: g}\nfaq: {entries: [{question: 怎么退款, answer: 在订单里}]}\n"),
    ],
)
def test_what_the_faq_answers_is_left_out(run, archive, here, name, text):
    (here / name).write_text(text, encoding="utf-8")
    assert run("faq", "mine", archive, "--out", "new.yaml", "--faq", name)[0] == 0
    assert yaml.safe_load((here / "new.yaml").read_text(encoding="utf-8"))["entries"] == []


def test_what_was_mined_is_refused_until_it_has_answers(run, archive, here):
    assert run("faq", "mine", archive, "--out", "new.yaml")[0] == 0
    code, _, err = run("faq", "mine", archive, "--out", "more.yaml", "--faq", "new.yaml")
    assert (code, "empty-text" in err) == (2, True)
    (here / "new.yaml").write_text(
        (here / "new.yaml").read_text(encoding="utf-8").replace('answer: ""', "answer: 在订单里"), encoding="utf-8"
    )
    assert run("faq", "mine", archive, "--out", "more.yaml", "--faq", "new.yaml")[0] == 0
    assert run("faq", "mine", archive, "--out", "more.yaml", "--faq", "没有.yaml", "--force")[0] == 2


def test_what_staff_chose_is_written_for_review_and_never_into_the_faq(run, process, here):
    faq = here / "faq.jsonl"
    faq.write_text('{"id": "F01", "question": "怎么退款", "answer": "在订单里"}\n', encoding="utf-8")
    before = faq.read_bytes()
    rows = [
        '{"question": "钱怎么拿回来", "entry": "F01"}',
        "不是",
        '{"question": "怎么退款", "entry": "F01"}',
        '{"question": "?", "entry": "F99"}',
    ]
    (here / "choices.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, out, err = run("faq", "review", "choices.jsonl", "--faq", "faq.jsonl", "--out", "review.yaml")
    assert (code, "1 条" in out, "1 行" in err) == (0, True, True)
    (entry,) = yaml.safe_load((here / "review.yaml").read_text(encoding="utf-8"))["entries"]
    assert (entry["id"], entry["variants"], faq.read_bytes()) == ("F01", ["钱怎么拿回来"], before)
    assert run("faq", "review", "choices.jsonl", "--faq", "faq.jsonl", "--out", "review.yaml")[0] == 2
    assert run("faq", "review", "没有.jsonl", "--faq", "faq.jsonl", "--out", "other.yaml")[0] == 2
    assert run("faq", "review", "choices.jsonl", "--faq", "faq.jsonl", "--out", "faq.jsonl", "--force")[0] == 2
    done = process("faq", "review", "choices.jsonl", "--faq", "faq.jsonl", "--out", "-")
    assert (done.returncode, len(yaml.safe_load(done.stdout)["entries"])) == (0, 1)
