"""What stands beside a letter: up to the next noise, and never across a wall."""

import pytest

from moderation.match.reading import Reading
from moderation.moderator import Moderator
from moderation.text.authored import authored

COMMUNITY = Moderator.load("community")


@pytest.mark.parametrize(
    ("text", "letter", "before", "after"),
    [("你个呢", 1, "你", "呢"), ("早，你个呢", 2, "你", "呢"), ("[图片]你个呢", 4, "", "个呢"), ("你个[捂脸]呢", 1, "你", "")],
)
def test_what_touches_a_letter_ends_at_noise_and_at_a_wall(text, letter, before, after):
    reading = Reading(authored(text))
    assert (reading.touching(letter, -1, 3), reading.touching(letter, 1, 3)) == (before, after)


@pytest.mark.parametrize("code", ["[图片]", "[捂脸]", "[CQ:at,qq=10001]"])
@pytest.mark.parametrize("text", ["你个呢", "首都博物馆", "加V信abc12345", "傻逼"])
def test_behind_a_code_a_text_is_what_it_is_alone(code, text):
    assert COMMUNITY.check(code + text).level == COMMUNITY.check(text).level
