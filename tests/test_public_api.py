"""What a user may import, and what importing costs."""

import pickle
import subprocess
import sys
from importlib import metadata

import pytest

import moderation

NAMES = """
    Action ArchiveError Author Chat Diagnostic EnvironmentalError FACTS FIELDS Hit Level Message ModerationError Moderator Program
    RulesetError Signal Span UsageError Verdict WatchedModerator __version__ open_store scan_texts
"""


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_window_shows_these_names_and_no_others():
    assert sorted(moderation.__all__) == sorted(NAMES.split())
    assert dir(moderation) == sorted(moderation.__all__)


@pytest.mark.parametrize("name", moderation.__all__)
def test_every_name_in_the_window_is_there(name):
    assert getattr(moderation, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Moderater'"):
        _ = moderation.Moderater


def test_the_version_is_that_of_the_package():
    assert moderation.__version__ == metadata.version("moderation")


def test_importing_loads_no_heavy_library():
    heavy = ("pydantic", "yaml", "jieba", "typer", "rich", "regex", "daachorse", "publicsuffixlist")
    assert run(f"import sys, moderation; print([name for name in {heavy!r} if name in sys.modules])") == "[]"


def test_checking_loads_no_authoring_library():
    heavy = ("pydantic", "yaml", "typer", "rich", "moderation.ruleset", "moderation.compile")
    assert run(f"import sys, moderation.moderator; print([name for name in {heavy!r} if name in sys.modules])") == "[]"


def test_importing_takes_under_50_ms_of_cpu():
    code = "import time; start = time.process_time(); import moderation; print(time.process_time() - start)"
    assert min(float(run(code)) for _ in range(3)) < 0.05


@pytest.mark.parametrize("value", [moderation.Message("好"), moderation.Verdict(), moderation.Span(1, 2), moderation.Action(name="warn")])
def test_values_survive_pickling(value):
    assert pickle.loads(pickle.dumps(value)) == value
