"""Prompts: the text to send is staff's to edit, and what they chose is only ever proposed."""

import yaml

from moderation.faq.prompts import Choice, chosen, prompt, review_page
from moderation.message import Chat, Message
from moderation.program import FaqEntry
from moderation.verdict import Answer

ENTRIES = {
    "F01": FaqEntry(id="F01", question="怎么退款", answer="在订单里", variants=("如何退款",)),
    "F02": FaqEntry(id="F02", question="几点开门", answer="九点"),
}


def test_a_suggestion_becomes_a_draft_and_a_choice():
    message = Message("钱怎么拿回来", id="m1", chat=Chat(id="g1"))
    shown = prompt(message, Answer(decision="suggest", entry="F01", confidence=0.7, text="@小林 您好，在订单里"))
    assert (shown.message, shown.question, shown.draft) == ("|g1|m1", "钱怎么拿回来", "@小林 您好，在订单里")
    assert chosen(shown, entry="F02", sent="九点哦", by="小王") == Choice(question="钱怎么拿回来", entry="F02", sent="九点哦", by="小王")
    assert shown.to_dict()["draft"] == shown.draft


def test_choices_are_written_for_review_by_entry_and_only_what_is_new():
    asked = ["钱怎么拿回来", "钱怎么拿回来", "想退钱", "怎么退款", " 如何 退款？", "", '坏"字\n\u202e']
    text = review_page(
        [
            *(Choice(question=each, entry="F01") for each in asked),
            Choice(question="啥时候开门", entry="F02"),
            Choice(question="？", entry=""),
        ],
        ENTRIES,
    )
    entries = yaml.safe_load(text)["entries"]
    assert [(entry["id"], entry["variants"]) for entry in entries] == [
        ("F01", ["钱怎么拿回来", '坏"字 <U+202E>', "想退钱"]),
        ("F02", ["啥时候开门"]),
    ]
    assert text == review_page(
        [*(Choice(question=each, entry="F01") for each in asked), Choice(question="啥时候开门", entry="F02")], ENTRIES
    )


def test_nothing_learnt_is_an_empty_file():
    assert yaml.safe_load(review_page([], ENTRIES)) == {"entries": []}
