"""What Han characters and Latin letters sound like."""

from __future__ import annotations

import pytest

from moderation.text.sound import readings, spell, syllables_of, symbols_of


@pytest.mark.parametrize(("character", "syllable"), [("女", "nv"), ("绿", "lv"), ("略", "lve"), ("努", "nu"), ("路", "lu"), ("行", "xing")])
def test_a_character_is_read_as_people_type_it(character: str, syllable: str) -> None:
    assert readings(character)[0] == syllable


@pytest.mark.parametrize(("typed", "said"), [("nvren", "女人"), ("lvse", "绿色"), ("tebie", "特别")])
def test_pinyin_sounds_like_the_characters_that_it_spells(typed: str, said: str) -> None:
    assert syllables_of(typed)
    assert spell(typed).text == symbols_of(said)
