"""A watched ruleset: a sound new version takes over between two messages, anything else leaves the old one running."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest

from moderation.diagnostics import Diagnostic, Position
from moderation.errors import RulesetError, StoreError, UsageError
from moderation.message import Author, Chat, Message
from moderation.reload import WatchedModerator
from moderation.state.memory import MemoryStore
from moderation.workbench.rehearsal import rehearse

RULESET = """spec: 1
ruleset: {id: group, version: "1"}
terms: {ad: {terms: [WORD], file: words.txt}}
rules: [{id: ad, label: ad, when: ad, verdict: block, tests: {match: [WORD], pass: [早]}}]
"""


class Told:
    """What a watched Moderator told: the versions that it took and the errors."""

    def __init__(self):
        self.taken, self.errors = [], []


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def written(tmp_path):
    """A function that writes a ruleset about a word, in place, and returns its path."""
    (tmp_path / "words.txt").write_text("兼职\n", encoding="utf-8")

    def write(word="刷单", text=None):
        (tmp_path / "group.yaml").write_text(text or RULESET.replace("WORD", word), encoding="utf-8")
        return tmp_path / "group.yaml"

    return write


def watch(path, told, **options):
    return WatchedModerator(path, on_swap=lambda program: told.taken.append(program.info.digest), on_error=told.errors.append, **options)


def blocks(watched, *texts):
    return [watched.check(text).level == "block" for text in texts]


def test_a_new_version_is_taken_when_somebody_looks(written, told):
    watched = watch(written(), told)
    first = watched.program
    written("代写")
    assert blocks(watched, "刷单", "代写") == [True, False]
    assert watched.poll()
    assert blocks(watched, "刷单", "代写") == [False, True]
    assert told.taken == [watched.program.info.digest] != [first.info.digest]
    assert not watched.poll()
    assert watched.error is None


def test_every_file_that_it_is_made_of_is_watched(written, told, tmp_path):
    watched = watch(written(), told)
    (tmp_path / "words.txt").write_text("代写\n", encoding="utf-8")
    assert watched.poll()
    assert blocks(watched, "兼职", "代写") == [False, True]


def test_what_a_message_could_not_tell_is_no_new_version(written, told):
    path = written()
    watched = watch(path, told)
    before = watched.moderator
    path.write_text(path.read_text(encoding="utf-8") + "# 说明\n", encoding="utf-8")
    assert not watched.poll()
    assert watched.moderator is before
    assert told.taken == told.errors == []


@pytest.mark.parametrize(
    "text", ["spec: 1\nrules: [", "spec: 1\nrulez: []", "", "\ufeff\x00", "spec: 1\nextends: [gone.yaml]", "spec: 1\nextends: [gone]"]
)
def test_a_version_with_mistakes_is_not_taken_and_told_once(written, told, text):
    watched = watch(written(), told)
    written(text=text + " ")
    assert not watched.poll()
    assert not watched.poll()
    assert blocks(watched, "刷单") == [True]
    (error,) = told.errors
    assert isinstance(error, RulesetError)
    assert watched.error is error
    written("代写")
    assert watched.poll()
    assert watched.error is None
    assert blocks(watched, "刷单", "代写") == [False, True]


def test_going_back_to_the_running_version_ends_the_error(written, told):
    watched = watch(written(), told)
    written(text="spec: 1\nrules: [")
    watched.poll()
    written()
    assert not watched.poll()
    assert watched.error is None
    assert told.taken == []


def test_the_same_error_after_a_repair_is_told_again(written, told):
    watched = watch(written(), told)
    for text in ("spec: 2", None, "spec: 2"):
        written(text=text)
        watched.poll()
    assert len(told.errors) == 2


def test_a_file_that_is_deleted_and_comes_back(written, told, tmp_path):
    path = written()
    watched = watch(path, told)
    path.unlink()
    assert not watched.poll()
    assert blocks(watched, "刷单") == [True]
    assert len(told.errors) == 1
    written("代写")
    assert watched.poll()
    (tmp_path / "words.txt").unlink()
    assert not watched.poll()
    assert not watched.poll()
    assert blocks(watched, "兼职") == [True]
    assert len(told.errors) == 2
    (tmp_path / "words.txt").write_text("家教\n", encoding="utf-8")
    assert watched.poll()
    assert blocks(watched, "兼职", "家教") == [False, True]


def test_an_editor_that_renames_and_a_link_that_turns(written, told, tmp_path):
    path = written()
    watched = watch(path, told)
    other = tmp_path / ".group.yaml.swp"
    other.write_text(RULESET.replace("WORD", "代写"), encoding="utf-8")
    other.replace(path)
    assert watched.poll()
    versions = []
    for word in ("家教", "代购"):
        folder = tmp_path / word
        folder.mkdir()
        (folder / "words.txt").write_text("兼职\n", encoding="utf-8")
        (folder / "group.yaml").write_text(RULESET.replace("WORD", word), encoding="utf-8")
        versions.append(folder)
    link = tmp_path / "now"
    link.symlink_to(versions[0])
    linked = watch(link / "group.yaml", told)
    link.unlink()
    link.symlink_to(versions[1])
    assert linked.poll()
    assert blocks(linked, "家教", "代购") == [False, True]


def test_a_file_that_is_still_being_written_is_not_taken(written, told):
    path = written()

    def writes_on(_source, _loaded, _program):
        if not told.taken and "代写" in path.read_text(encoding="utf-8"):
            written("家教")
        return ()

    watched = watch(path, told, rehearse=writes_on)
    written("代写")
    assert not watched.poll()
    assert blocks(watched, "刷单") == [True]
    assert told.errors == []
    assert watched.poll()
    assert blocks(watched, "刷单", "代写", "家教") == [False, False, True]


def fails_for(word):
    def rehearse(_source, loaded, _program):
        wrong = word in loaded.ruleset.terms["ad"].terms
        return [Diagnostic(slug="failing-test", at=Position("group.yaml", 1))] if wrong else []

    return rehearse


def test_a_version_whose_tests_fail_is_not_taken(written, told):
    watched = watch(written(), told, rehearse=fails_for("代写"))
    written("代写")
    assert not watched.poll()
    assert [error.diagnostics[0].slug for error in told.errors] == ["failing-test"]
    written("家教")
    assert watched.poll()


def test_at_the_start_mistakes_are_raised_and_failing_tests_told(written, told, tmp_path):
    with pytest.raises(RulesetError):
        watch(written(text="spec: 2"), told)
    with pytest.raises(UsageError):
        watch(tmp_path / "gone.yaml", told)
    watched = watch(written(), told, rehearse=fails_for("刷单"))
    assert blocks(watched, "刷单") == [True]
    assert len(told.errors) == 1


def test_whatever_goes_wrong_the_old_version_goes_on(written, told):
    def breaks(_source, loaded, _program):
        if "代写" in loaded.ruleset.terms["ad"].terms:
            raise RuntimeError("out of luck")
        return ()

    watched = watch(written(), told, rehearse=breaks)
    written("代写")
    assert [watched.poll(), watched.poll()] == [False, False]
    assert [str(error) for error in told.errors] == ["out of luck"]
    assert blocks(watched, "刷单") == [True]


POLICY = "policy: {strikes: {window: 30d}, ladder: [{at: 1, do: warn}, {at: 2, do: {mute: 1d}}, {at: 3, do: kick}]}\n"
BEHAVIORS = "behaviors: {again: {count: near_duplicate, window: 10m, at_least: 3, min_chars: 2}}\n"


def remembering(word):
    """A ruleset about a word and about saying the same thing three times."""
    rules = """rules:
  - {id: ad, label: ad, when: ad, verdict: block, actions: [{strike: 1}], tests: {match: [WORD], pass: [早]}}
  - {id: again, label: flood, when: again, verdict: block}
"""
    return (RULESET[: RULESET.index("rules:")] + rules + POLICY + BEHAVIORS).replace("WORD", word)


def said(number, text):
    at = datetime(2026, 1, 5, 12, number, tzinfo=UTC)
    return Message(text, id=str(number), at=at, author=Author(id="u"), chat=Chat(id="g"))


def test_windows_and_strikes_survive(written, told):
    watched = watch(written(text=remembering("刷单")), told, store=MemoryStore())
    assert watched.check(said(1, "刷单")).sanction.action == "warn"
    assert watched.check(said(2, "大家早上好，今天天气不错啊")).level == "pass"
    assert watched.check(said(3, "大家早上好，今天天气不错啊")).level == "pass"
    written(text=remembering("代写"))
    assert watched.poll()
    assert [hit.rule for hit in watched.check(said(4, "大家早上好，今天天气不错啊")).hits] == ["again"]
    assert watched.check(said(5, "代写")).sanction.action == "mute"
    assert watched.check(said(5, "代写")).repeated
    assert asyncio.run(watched.acheck(said(6, "代写"))).sanction.action == "kick"


class Away(MemoryStore):
    """A store that can be out of reach."""

    away = False

    def _must_be_there(self):
        if self.away:
            raise StoreError("连不上。")

    def observe(self, *arguments):
        self._must_be_there()
        return super().observe(*arguments)

    def append(self, *arguments, **options):
        self._must_be_there()
        return super().append(*arguments, **options)

    def find(self, key):
        self._must_be_there()
        return super().find(key)

    def history(self, subject):
        self._must_be_there()
        return super().history(subject)


def test_what_waits_for_the_store_is_not_lost_with_the_old_version(written, told):
    store = Away()
    watched = watch(written(text=remembering("刷单")), told, store=store)
    store.away = True
    assert watched.check(said(1, "刷单")).sanction.action == "undecided"
    written(text=remembering("代写"))
    assert watched.poll()
    store.away = False
    assert watched.check(said(2, "代写")).sanction.strikes == 2


def test_what_waits_is_not_lost_by_a_version_without_a_policy_in_between(written, told):
    store = Away()
    watched = watch(written(text=remembering("刷单")), told, store=store)
    store.away = True
    assert watched.check(said(1, "刷单")).sanction.action == "undecided"
    written(text=remembering("刷单").replace(POLICY, ""))
    assert watched.poll()
    assert watched.check(said(2, "刷单")).sanction is None
    written(text=remembering("代写"))
    assert watched.poll()
    store.away = False
    assert watched.check(said(3, "代写")).sanction.strikes == 2


def test_the_tests_and_scenarios_of_a_ruleset_are_its_rehearsal(written, told):
    scenario = "scenarios: [{title: 广告, events: [{text: WORD, expect: warn}]}]\n"
    watched = watch(written(text=remembering("刷单") + scenario.replace("WORD", "刷单")), told, rehearse=rehearse)
    assert watched.error is None
    written(text=remembering("代写") + scenario.replace("WORD", "刷单"))
    assert not watched.poll()
    written(text=remembering("代写").replace("match: [代写]", "match: [刷单]"))
    assert not watched.poll()
    assert [error.diagnostics[0].slug for error in told.errors] == ["failing-scenario", "failing-test"]
    written(text=remembering("代写") + scenario.replace("WORD", "代写"))
    assert watched.poll()


def test_messages_are_checked_while_versions_change(written, told):
    watched = watch(written(), told)
    digests, done = {watched.program.info.name}, threading.Event()
    seen, broken = set(), []

    def work():
        while not done.is_set():
            try:
                seen.add(watched.check("刷单 代写").ruleset)
            except Exception as error:  # noqa: BLE001 - that there is none is the law
                broken.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for word in ("代写", "刷单", "家教"):
        written(word)
        assert asyncio.run(watched.apoll())
        digests.add(watched.program.info.name)
    done.set()
    for worker in workers:
        worker.join()
    assert broken == []
    assert seen <= digests


def test_a_thread_looks_by_itself_until_it_is_stopped(written):
    taken = threading.Event()
    watched = WatchedModerator(written(), on_swap=lambda _: taken.set())
    watched.start(0.01)
    watched.start(0.01)
    written("代写")
    assert taken.wait(30)
    watched.stop()
    watched.stop()
    assert blocks(watched, "代写") == [True]


def test_scan_and_explain_go_by_the_version_that_is_running(written, told):
    watched = watch(written(), told)
    verdicts = watched.scan(["刷单", "刷单"])
    assert next(verdicts).level == "block"
    written("代写")
    watched.poll()
    assert next(verdicts).level == "pass"
    assert "代写" in watched.explain("代写")
