"""Entries that ask the same in other words are found, and only those."""

import pytest

from moderation.workbench.lint import lint


def _found(tmp_path, rows, name="faq.tsv"):
    path = tmp_path / name
    path.write_text("".join(f"{question}\t答案\n" for question in rows), encoding="utf-8")
    return [(one.slug, one.gravity, one.at.line) for one in lint(path)]


@pytest.mark.parametrize("rows", [
    ("怎么退款", "如何退款？"),
    ("请问怎么退款呀", "咋退款"),
    ("运费多少钱", "运费几块钱"),
])  # fmt: skip
def test_one_question_in_two_entries_is_found_at_the_second(tmp_path, rows):
    first, second = rows
    assert _found(tmp_path, [first, "几点上班", second]) == [("same-question", "warning", 3)]


@pytest.mark.parametrize("rows", [
    ("怎么退款", "为什么退款"),
    ("怎么开通会员", "怎么关闭会员"),
    ("7天能退吗", "15天能退吗"),
    ("能退款", "不能退款"),
    ("微信怎么转到支付宝", "支付宝怎么转到微信"),
    ("？？", "！"),
])  # fmt: skip
def test_questions_that_differ_are_left_alone(tmp_path, rows):
    assert not [slug for slug, _, _ in _found(tmp_path, rows) if slug == "same-question"]


def test_the_same_letters_are_said_once(tmp_path):
    assert [slug for slug, _, _ in _found(tmp_path, ["怎么退款", "怎么退款？"])] == ["duplicate-question"]


def test_variants_and_own_synonyms_count(tmp_path):
    path = tmp_path / "ruleset.yaml"
    path.write_text(
        "spec: 1\nruleset: {id: group}\nfaq:\n  synonyms: [[积分, 豆豆]]\n  entries:\n"
        "    - {question: 会员有什么用, variants: [积分怎么换], answer: a}\n    - {question: 豆豆如何换, answer: b}\n",
        encoding="utf-8",
    )
    (found,) = lint(path)
    assert (found.slug, found.at.line, found.values["place"].rpartition(":")[2]) == ("same-question", 7, "6")


@pytest.mark.parametrize(("name", "text"), [
    ("faq.yaml", "# 问答\n- {question: 怎么退款, anwser: 联系群主}\n"),
    ("faq.yml", '---\n[{"question": "怎么退款", "anwser": "联系群主"}]\n'),
    ("faq.yaml", "entries:\n  - {question: 怎么退款, anwser: 联系群主}\n"),
    ("faq.jsonl", '{"question": "怎么退款", "anwser": "联系群主"}\n'),
])  # fmt: skip
def test_a_file_of_questions_is_read_as_one(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert {"unknown-key", "missing-key"} >= {one.slug for one in lint(path)} >= {"missing-key"}
