"""The tests that make a candidate a match, by name: each can be left out, to measure what it is worth.

Nothing but a measurement leaves one out (`benchmarks/ablation.py`); a Program always applies them all.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ALL_TESTS", "TESTS", "Without"]

Without = frozenset[str]
"""Names of tests that are left out."""

ALL_TESTS: Final[Without] = frozenset()
"""Leaves none out."""

TESTS: Final[dict[str, str]] = {
    "covers_whole_characters": "half of ⑱ is no 8",
    "touches_no_latin": "no letter or digit touches a Latin term, no digit cuts a number",
    "has_allowed_gaps": "no more noise between two characters than the author allows",
    "crosses_no_clause": "我在路口，交作业 is two clauses",
    "fills_latin_gaps": "a Latin term with blanks is spaced throughout",
    "repeats_unnaturally": "妈妈的 is not 妈的",
    "tears_no_word": "公路口 交的钱 tears no word",
    "straddles": "路口·交通 is the end of one word and the start of the next",
    "decorates": "an emoji that adorns what was said is no part of it",
    "common_parts": "two common characters are no split character",
    "single": "one Han character is never told by sound or shape",
    "latin_name": "pinyin is no name, no English word, and stands in no English",
    "short_initials": "two letters with a vowel are the initials of too much",
    "likelihood": "the term must make the text more probable",
    "belongs_together": "a changed character that is part of a longer word is no disguise",
    "similar_sounds": "s for sh asks for more",
    "particles": "a particle at the end of a clause is the most ordinary character there",
    "support": "less is asked where something else in the text is bent",
    "bigrams": "the characters of the term must follow one another more naturally than what is written",
    "hiding": "hardly anything is asked where the text hides what it says elsewhere too",
    "running": "less is asked where the characters around hardly follow one another",
}
"""What each test says."""
