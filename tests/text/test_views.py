"""Views drop or merge characters and know where each of theirs stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import plain
from moderation.text.noise import kind_of_noise, without_noise
from moderation.text.views import folded_letters, letters_of, merged_runs, runs_of

MIXED = st.text(st.sampled_from("赌博百家乐aab12⑱㉑ ，。*😀\u200b\u0336\n️\ud800"))

NOISE = [("\u200b", "invisible"), ("\u0336", "invisible"), ("\u202e", "invisible"), ("\x00", "invisible"), (" ", "space"),
         ("\u3000", "space"),
         ("\n", "break"), ("，", "clause"), ("!", "clause"), ("*", "symbol"), ("·", "symbol"), ("😀", "symbol"), ("\ufffd", "symbol"),
         ("赌", None), ("a", None), ("7", None), ("𠮷", None), ("\uffff", None)]  # fmt: skip


@pytest.mark.parametrize(("character", "kind"), NOISE)
def test_noise_is_told_apart(character, kind):
    assert kind_of_noise(character) == kind


@given(MIXED)
def test_letters_stand_where_they_stood(text):
    folded = plain(text)
    letters = letters_of(text, folded)
    assert len(letters.text) == len(letters.places)
    assert letters.places == sorted(letters.places)
    assert all(folded[place] == letter for place, letter in zip(letters.places, letters.text, strict=True) if text[place] not in "⑱㉑")


@given(MIXED)
def test_letters_are_the_text_without_noise(text):
    assert letters_of(text, plain(text)).text == without_noise(plain(text)).replace("⑱", "18").replace("㉑", "21")


@given(MIXED)
def test_runs_cover_all_letters_in_order(text):
    letters = folded_letters(text)
    runs = runs_of(letters)
    assert runs.text == merged_runs(letters)
    assert runs.firsts[-1] == len(letters)
    assert len(runs.firsts) == len(runs.text) + 1
    assert all(letters[first] == letter for first, letter in zip(runs.firsts, runs.text, strict=False))


def test_spelling_and_numbers_are_no_runs():
    assert merged_runs("good110哈哈heyyy") == "good110哈hey"
