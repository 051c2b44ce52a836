"""Files of questions and answers are read whatever they were exported from, and every mistake stands at its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.ruleset import load
from moderation.ruleset.faq_files import faq_rows
from moderation.ruleset.source import text_file

ENTRIES = [
    {"id": "F01", "question": "几点开门？", "answer": "早上九点，“节假日”十点 😀", "variants": ["营业时间", "什么时候上班"]},
    {"id": "F02", "question": "怎么退款", "answer": "第一行\n第二行", "variants": ["可以退钱吗"]},
]
YAML = """\
entries:
  - {id: F01, question: 几点开门？, answer: 早上九点，“节假日”十点 😀, variants: [营业时间, 什么时候上班]}
  - id: F02
    question: 怎么退款
    answer: "第一行\\n第二行"
    variants: 可以退钱吗
"""
CSV = (
    '编号,问题,答案,相似问\n\nF01,几点开门？,早上九点，“节假日”十点 😀,"营业时间\n什么时候上班"\nF02,怎么退款,"第一行\n第二行",可以退钱吗\n'
)
TSV = (
    "answer\tquestion\tid\tvariant\tvariants\n"
    "早上九点，“节假日”十点 😀\t几点开门？\tF01\t营业时间\t什么时候上班\n"
    '"第一行\n第二行"\t怎么退款\tF02\t\t可以退钱吗\n'
)
JSONL = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in ENTRIES) + "\n"
ESCAPED = "\r\n".join(json.dumps(entry) for entry in ENTRIES)


def plain(rows):
    entries = [row.plain() for row in rows]
    for entry in entries:
        entry["variants"] = [entry["variants"]] if isinstance(entry["variants"], str) else entry["variants"]
    return entries


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (YAML, ".yaml"), (YAML.removeprefix("entries:\n"), ".yml"), (JSONL, ".jsonl"), (ESCAPED, ".ndjson"), (CSV, ".csv"), (TSV, ".tsv"),
        (CSV.replace("\n\n", "\r\n\r\n"), ".CSV"), (json.dumps(ENTRIES, ensure_ascii=False), ".json"),
    ],
)  # fmt: skip
def test_every_form_says_the_same(text, suffix):
    rows, mistakes = faq_rows(text_file("faq", text), suffix)
    assert mistakes == ()
    assert plain(rows) == ENTRIES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_spreadsheet_may_be_in_the_encodings_that_spreadsheets_write(tmp_path, encoding):
    (tmp_path / "faq.csv").write_bytes("几点开门,早上九点\n怎么退款,在订单里,退钱,不想要了\n".encode(encoding))
    (tmp_path / "g.yaml").write_text("spec: 1\nfaq: {file: faq.csv}\n", encoding="utf-8")
    loaded = load(tmp_path / "g.yaml")
    assert loaded.diagnostics == ()
    assert [(entry.question, entry.answer, list(entry.variants)) for entry in loaded.ruleset.faq.entries] == [
        ("几点开门", "早上九点", []),
        ("怎么退款", "在订单里", ["退钱", "不想要了"]),
    ]


@pytest.mark.parametrize(
    ("text", "suffix", "found"),
    [
        ("问题,答案\n几点开门,\n", ".csv", [("empty-text", 2, 6)]),
        ("几点开门\n", ".csv", [("empty-text", 1, 5)]),
        ("问题,答案,心情\n几点开门,九点,好\n", ".csv", [("unknown-column", 1, 7)]),
        ('问题,答案\n几点开门,"九点\n怎么退,退\n', ".csv", [("open-quote", 2, 6)]),
        ('{"question": "几点", "answer": "九点", "topik": 1}', ".jsonl", [("unknown-key", 1, 36)]),
        ('{"question": "几点", "answer": 9}\n\n{"question": ["几点"], "answer": "九点"}', ".jsonl", [("wrong-type", 3, 2)]),
        ('{"question": "几点", "answer": "九点"', ".jsonl", [("bad-json", 1, 33)]),
        ("[[[[[[[[[[[[1]]]]]]]]]]]]", ".jsonl", [("bad-json", 1, 10)]),
        ('"几点"\n7', ".jsonl", [("wrong-type", 1, 1), ("wrong-type", 2, 1)]),
        ("question: 几点\nanswer: 九点", ".yaml", [("wrong-type", 1, 1)]),
        ("- {question: 几点, answer: 九点, roles: [boss]}", ".yaml", [("wrong-value", 1, 38)]),
        ("- {question: 几点", ".yaml", [("bad-yaml", 1, 3)]),
        ("几点,九点\0", ".csv", [("bad-character", 1, 6)]),
    ],
)
def test_every_mistake_stands_at_its_place(text, suffix, found):
    _, mistakes = faq_rows(text_file("faq", text), suffix)
    assert [(each.slug, each.at.line, each.at.column) for each in mistakes] == found


def test_what_is_sound_beside_a_mistake_is_kept():
    rows, mistakes = faq_rows(text_file("faq", JSONL + '{"question": "", "answer": "x"}\n'), ".jsonl")
    assert (len(rows), [each.slug for each in mistakes]) == (2, ["empty-text"])


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from([".csv", ".tsv", ".jsonl", ".yaml"]))
def test_no_text_makes_reading_raise(text, suffix):
    rows, mistakes = faq_rows(text_file("faq", text), suffix)
    assert all({"question", "answer"} <= row.entries.keys() for row in rows)
    assert all(mistake.at.line >= 1 for mistake in mistakes)


@pytest.mark.parametrize("text", ['"' * 300_000, "," * 300_000, '"a",' * 100_000, "[" * 300_000, '{"a":' * 60_000, "\n" * 300_000])
@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_hostile_files_are_read_in_linear_time(text, suffix):
    faq_rows(text_file("faq", text), suffix)


def test_a_later_file_replaces_entries_and_routes_by_id_and_adds_the_rest(tmp_path):
    (tmp_path / "base.yaml").write_text(
        "spec: 1\nterms: {price: {terms: [多少钱]}}\nfaq:\n  answer_at: 0.9\n  reply: '{answer}'\n  synonyms: [[退费, 退钱]]\n"
        "  entries:\n    - {id: A, question: 几点开门, answer: 九点}\n    - {id: B, question: 怎么退款, answer: 点退款}\n"
        "  route:\n    - {id: p, when: price, to: 甲}\n",
        encoding="utf-8",
    )
    (tmp_path / "more.csv").write_text("编号,问题,答案\nC,在哪里,这里\n", encoding="utf-8")
    (tmp_path / "top.yaml").write_text(
        "spec: 1\nextends: [./base.yaml]\nfaq:\n  answer_at: 0.8\n  file: more.csv\n  synonyms: [[在哪, 哪里]]\n"
        "  entries:\n    - {id: A, question: 几点开门, answer: 十点}\n"
        "  route:\n    - {id: p, when: price, to: 乙}\n    - {id: q, when: price, to: 丙}\n",
        encoding="utf-8",
    )
    loaded = load(tmp_path / "top.yaml")
    faq = loaded.ruleset.faq
    assert loaded.diagnostics == ()
    assert [(entry.id, entry.answer) for entry in faq.entries] == [("A", "十点"), ("B", "点退款"), ("C", "这里")]
    assert (faq.answer_at, faq.reply, faq.synonyms) == (0.8, "{answer}", [["退费", "退钱"], ["在哪", "哪里"]])
    assert [(route.id, route.to) for route in faq.route] == [("p", "乙"), ("q", "丙")]


def test_entries_of_a_file_remember_where_they_stand(tmp_path):
    (tmp_path / "faq.csv").write_text("问题,答案\n几点开门,九点\n", encoding="utf-8")
    (tmp_path / "g.yaml").write_text("spec: 1\nfaq: {file: faq.csv}\n", encoding="utf-8")
    place = load(tmp_path / "g.yaml").places["faq", "entries", 0, "answer"]
    assert (place.path.rpartition("/")[2], place.line, place.column) == ("faq.csv", 2, 6)
