"""Every other way of writing a character is one that the matcher's own tables lead back from."""

import pytest

from moderation.text.fold import plain
from moderation.text.shape import looks_like
from moderation.text.sound import readings, symbol_of_syllable
from moderation.workbench.scripts import SCRIPTS, homophones, is_common, is_han, lookalikes, near_homophones, pictures, splits, written_as

CHARACTERS = "赌博微信家一金加vxqVX019猪头是林"


@pytest.mark.parametrize("way", [*SCRIPTS, "traditional"])
def test_what_a_character_is_written_as_folds_back_to_it(way):
    for character in CHARACTERS:
        for written in written_as(character, way):
            assert plain(written) == character.lower()
            assert written != character


def test_every_way_of_writing_is_known_for_something():
    assert all(any(written_as(character, way) for character in CHARACTERS) for way in [*SCRIPTS, "traditional"])


def test_homophones_share_a_reading_and_near_homophones_share_none():
    for character in filter(is_han, CHARACTERS):
        own = readings(character)
        for other in homophones(character):
            assert own[0] in readings(other)
            assert is_common(other)
        for other in near_homophones(character):
            assert set(own).isdisjoint(readings(other))
            assert symbol_of_syllable(readings(other)[0]) == symbol_of_syllable(own[0])


def test_lookalikes_may_be_taken_for_the_character_and_can_be_typed():
    assert "睹" in lookalikes("赌")
    assert all(looks_like(other, "赌") and is_common(other, rare=True) for other in lookalikes("赌"))


def test_parts_that_no_keyboard_has_are_left_out():
    assert "亻言" in splits("信")
    assert splits("上") == ()
    assert splits("v") == ()


def test_pictures_are_those_that_chat_reads():
    assert "🐷" in pictures("猪")
    assert pictures("的") == ""
