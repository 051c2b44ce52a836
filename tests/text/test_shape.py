"""What may be taken for a character: others of the same sound and part, and others whose pictures are alike."""

import pytest

from moderation.text.fold import plain
from moderation.text.shape import core_of, core_of_character, cores_like, cores_of, is_pictured, lookalikes_of, looks_like, splits_of

COMMON = "赌博微信裸聊代毒操恋同拳狗人女的不𠮷🐷v8 \u200b"
SAME_SOUND_AND_PART = [("同", "台"), ("拳", "搴"), ("恋", "悡"), ("赌", "睹"), ("狗", "苟"), ("女", "汝"), ("性", "姓")]
PICTURES = [("裸", "祼"), ("代", "伐"), ("毒", "毐"), ("操", "燥"), ("洗", "冼"), ("日", "曰"), ("微", "徽"), ("人", "入")]


@pytest.mark.parametrize(("meant", "seen"), SAME_SOUND_AND_PART)
def test_what_begins_with_the_same_sound_and_ends_in_the_same_part_reads_alike(meant, seen):
    assert core_of(meant) == core_of(seen)
    assert looks_like(seen, meant)
    assert seen in lookalikes_of(meant)


@pytest.mark.parametrize(("meant", "seen"), PICTURES)
def test_what_merely_looks_alike_is_looked_for_too(meant, seen):
    assert is_pictured(seen, meant)
    assert looks_like(seen, meant)
    assert core_of(seen) in cores_like(meant)
    assert seen in lookalikes_of(meant)


@pytest.mark.parametrize(("meant", "seen"), [("赌", "博"), ("狗", "猫"), ("红", "江"), ("v", "u"), ("人", "a"), ("🐷", "🐶")])
def test_what_shares_neither_sound_and_part_nor_picture_is_not_alike(meant, seen):
    assert not looks_like(seen, meant)
    assert seen not in lookalikes_of(meant)


@pytest.mark.parametrize("character", COMMON)
def test_a_character_looks_like_itself_first(character):
    assert cores_like(character)[0] == core_of(character)
    assert len(set(cores_like(character))) == len(cores_like(character))
    assert character not in lookalikes_of(character)


def test_what_is_no_han_character_is_left_as_it_is():
    assert cores_of("v8 🐷\u200b") == "v8 🐷\u200b"
    assert lookalikes_of("🐷") == lookalikes_of("8") == ""


def test_no_table_leads_from_han_to_anything_else_and_all_of_it_is_folded():
    characters = [chr(code) for code in core_of_character()]
    assert all("\u3400" <= character <= "\u9fff" and plain(character) == character for character in characters)
    alike = {other for character in characters for other in lookalikes_of(character)}
    assert all("\u3400" <= other <= "\u9fff" and plain(other) == other for other in alike)


def test_parts_are_those_that_one_writes():
    assert "贝者" in splits_of("赌")
    assert splits_of("🐷") == ()
