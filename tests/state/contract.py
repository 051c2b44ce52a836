"""What every store promises.

A new kind subclasses `StoreContract` and gives a `shop`: `new()` is an empty store, `again()` the last one, reopened; `lasting`
says what outlives the object (`file`, `server` or nothing).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.errors import EnvironmentalError, StoreError
from moderation.state.store import Entry, Mark, Record, Window
from tests.state.reference import Reference

FLOOD = Mark(window="flood|qq|g1|小林", span_ms=10_000, who="小林")
ALL = Mark(window="all|学习群", span_ms=3_600_000, keep=0)
OFFENCE = Record(key="qq|g1|1", subject="学习群|小林", at_ms=7, kind="offence", body='{"strike":1}', evidence='{"text":"加V"}')
HOSTILE = (
    "", "|", "a|b", r"a\|b", "群\x00主", "\x00", "\ud800", "好\udfff|", "👨‍👩‍👧", "\u202eمرحبا", "'; DROP TABLE ledger; --", "*", "$1",
    "\n", "e\u0301", "键" * 5_000,
)  # fmt: skip

KEYS = st.sampled_from([f"qq|g1|{number}" for number in range(12)] + ["tg|g2|0", "", "qq|g1|\ud800"])
WINDOWS = st.sampled_from(["flood|g1", "flood|g1|a", "campaign", "\x00"])
MARKS = st.builds(
    Mark, window=WINDOWS, span_ms=st.sampled_from([0, 1, 59, 60, 1_000, 7_777]), who=st.sampled_from(["", "a", "\udc80"]),
    value=st.binary(max_size=3), keep=st.sampled_from([0, 1, 2, 3, 64]),
)  # fmt: skip
TIMES = (
    st.integers(-50, 50).map(lambda step: 1_700_000_000_000 + step * 97)
    | st.integers(0, 9_000)
    | st.sampled_from([-1, 253_402_300_799_999])
)
OBSERVATIONS = st.lists(st.tuples(KEYS, TIMES, st.lists(MARKS, max_size=4)), max_size=25)
SUBJECTS = st.sampled_from(["群|a", "群|b", "\ud800"])
APPENDS = st.tuples(st.just("append"), st.integers(0, 8), SUBJECTS, st.none() | st.integers(0, 3))
DEEDS = st.lists(APPENDS | st.tuples(st.just("erase"), SUBJECTS) | st.tuples(st.just("again")), max_size=25)

# Every example opens a store of its own; that several classes run one law is what a contract is for.
anything = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors])


def counts(sight):
    return [window.count for window in sight.windows]


class StoreContract:
    @pytest.fixture
    def store(self, shop):
        return shop.new()

    # what is remembered for a while

    def test_a_message_sees_its_own_entry_and_those_before_it_oldest_first(self, store):
        store.observe("qq|g1|1", 1_000, [FLOOD])
        store.observe("qq|g1|2", 2_000, [FLOOD._replace(who="小陈", value="好".encode())])
        sight = store.observe("qq|g1|3", 3_000, [FLOOD])
        entries = Entry(1_000, "qq|g1|1", "小林", b""), Entry(2_000, "qq|g1|2", "小陈", "好".encode()), Entry(3_000, "qq|g1|3", "小林", b"")
        assert sight.new
        assert sight.windows == (Window(entries, 3),)

    def test_an_entry_counts_for_less_than_the_span(self, store):
        store.observe("qq|g1|1", 1_000, [FLOOD])
        assert counts(store.observe("qq|g1|2", 10_999, [FLOOD])) == [2]
        assert counts(store.observe("qq|g1|3", 11_000, [FLOOD])) == [2]

    def test_a_message_that_comes_again_leaves_nothing_and_sees_what_it_saw(self, store):
        first = [store.observe(f"qq|g1|{number}", number, [FLOOD]) for number in range(4)]
        for number, sight in enumerate(first):
            again = store.observe(f"qq|g1|{number}", number, [FLOOD])
            assert (again.new, again.windows) == (False, sight.windows)
        assert counts(store.observe("qq|g1|9", 9, [FLOOD])) == [5]

    def test_an_edited_message_counts_once_and_at_its_first_time(self, store):
        first = store.observe("qq|g1|1", 1_000, [FLOOD])
        edited = store.observe("qq|g1|1", 9_000, [FLOOD._replace(value=b"edited")])
        assert (edited.new, edited.windows) == (False, first.windows)

    def test_a_message_without_marks_is_remembered_as_seen(self, store):
        assert store.observe("qq|g1|1", 0, []).new
        assert not store.observe("qq|g1|1", 0, [FLOOD]).new
        assert counts(store.observe("qq|g1|1", 0, [FLOOD])) == [0]

    def test_a_message_never_sees_what_is_later_than_itself_whenever_it_arrives(self, store):
        for number in (1, 5, 9):
            store.observe(f"qq|g1|{number}", number * 1_000, [FLOOD])
        late = store.observe("qq|g1|6", 6_000, [FLOOD])
        assert [entry.message for entry in late.windows[0].entries] == ["qq|g1|1", "qq|g1|5", "qq|g1|6"]
        newest = store.observe("qq|g1|10", 10_500, [FLOOD])
        assert [entry.at_ms for entry in newest.windows[0].entries] == [1_000, 5_000, 6_000, 9_000, 10_500]

    def test_a_late_message_does_not_change_what_an_earlier_one_saw(self, store):
        before = store.observe("qq|g1|5", 5_000, [FLOOD])
        store.observe("qq|g1|1", 1_000, [FLOOD])
        assert store.observe("qq|g1|5", 5_000, [FLOOD]).windows == before.windows

    def test_messages_of_one_moment_are_in_the_order_of_arrival(self, store):
        sights = [store.observe(f"qq|g1|{name}", 1_000, [FLOOD]) for name in "cab"]
        assert [entry.message for entry in sights[-1].windows[0].entries] == ["qq|g1|c", "qq|g1|a", "qq|g1|b"]
        assert counts(store.observe("qq|g1|c", 1_000, [FLOOD])) == [1]

    def test_the_newest_are_kept(self, store):
        kept = FLOOD._replace(keep=3)
        sights = [store.observe(f"qq|g1|{number}", number, [kept]) for number in range(6)]
        assert [sight.windows[0].count for sight in sights] == [1, 2, 3, 3, 3, 3]
        assert [entry.at_ms for entry in sights[-1].windows[0].entries] == [3, 4, 5]

    def test_a_message_too_late_to_be_kept_sees_itself_alone(self, store):
        kept = FLOOD._replace(keep=2)
        for number in (5, 6):
            store.observe(f"qq|g1|{number}", number, [kept])
        assert store.observe("qq|g1|1", 1, [kept]).windows == (Window((Entry(1, "qq|g1|1", "小林", b""),), 1),)
        assert counts(store.observe("qq|g1|1", 1, [kept])) == [0]
        assert counts(store.observe("qq|g1|7", 7, [kept])) == [2]

    def test_what_is_older_by_two_spans_is_forgotten(self, store):
        for at in (0, 10_001):
            store.observe(f"qq|g1|{at}", at, [FLOOD])
        store.observe("qq|g1|20000", 20_000, [FLOOD])
        assert counts(store.observe("qq|g1|0", 0, [FLOOD])) == [0]
        assert counts(store.observe("qq|g1|10001", 10_001, [FLOOD])) == [1]

    def test_windows_do_not_mix(self, store):
        other = FLOOD._replace(window="flood|qq|g1|小陈")
        tally = FLOOD._replace(keep=0)
        assert counts(store.observe("qq|g1|1", 0, [FLOOD, ALL, tally])) == [1, 1, 1]
        assert counts(store.observe("qq|g1|2", 1, [ALL, other, tally])) == [2, 1, 2]

    def test_a_message_leaves_one_entry_in_a_window(self, store):
        assert counts(store.observe("qq|g1|1", 0, [FLOOD, FLOOD, ALL, ALL])) == [1, 1, 1, 1]
        assert counts(store.observe("qq|g1|2", 1, [FLOOD, ALL])) == [2, 2]

    def test_a_tally_counts_to_a_60th_of_its_span(self, store):
        for minute in range(120):
            for second in (0, 20, 40):
                store.observe(f"qq|g1|{minute}:{second}", minute * 60_000 + second * 1_000, [ALL])
        window = store.observe("qq|g1|last", 120 * 60_000, [ALL]).windows[0]
        assert window.entries == ()
        assert 180 - 3 <= window.count <= 180 + 3

    @anything
    @given(times=st.lists(st.integers(0, 10_000), min_size=1, max_size=40), span_ms=st.integers(1, 5_000))
    def test_a_tally_errs_by_less_than_a_60th_of_its_span(self, shop, times, span_ms):
        store, mark, step = shop.new(), Mark(window="all", span_ms=span_ms, keep=0), -(-span_ms // 60)
        times = [10_000 + at % (60 * step) for at in times]
        for number, at in enumerate(times):
            count = store.observe(f"qq|g1|{number}", at, [mark]).windows[0].count
            came = times[: number + 1]
            assert sum(at - span_ms + step < one <= at for one in came) <= count <= sum(at - span_ms < one < at + step for one in came)

    @anything
    @given(observations=OBSERVATIONS)
    def test_it_sees_what_the_reference_sees(self, shop, observations):
        store, reference = shop.new(), Reference()
        for message, at_ms, marks in observations:
            assert store.observe(message, at_ms, marks) == reference.observe(message, at_ms, marks)

    @pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
    def test_any_text_comes_back_as_it_was(self, shop, text):
        store = shop.new()
        mark = Mark(window=text, span_ms=10, who=text, value=text.encode("utf-8", "surrogatepass"))
        entry = Entry(0, text, text, mark.value)
        assert store.observe(text, 0, [mark]).windows == (Window((entry,), 1),)
        assert store.observe(text + "2", 1, [mark]).windows[0].entries[0] == entry
        record = Record(key=text, subject=text, at_ms=0, kind=text, body=text, evidence=text)
        assert store.append(record, after=0) == replace(record, number=1)
        store = shop.again()
        assert store.find(text) == store.history(text)[0] == replace(record, number=1)
        assert store.observe(text, 0, [mark]).windows == (Window((entry,), 1),) or not shop.lasting

    def test_keys_that_look_alike_are_different(self, store):
        names = [name for name in HOSTILE if len(name) < 100]
        assert all(store.observe(name, 0, []).new for name in names)
        for number, name in enumerate(names, start=1):
            record = replace(OFFENCE, key=name, subject=name)
            assert store.append(record, after=0) == replace(record, number=number)

    def test_a_megabyte_is_kept_like_a_byte(self, store):
        large = FLOOD._replace(value=bytes(range(256)) * 4_096, keep=2)
        for number in range(3):
            sight = store.observe(f"qq|g1|{number}", number, [large])
        assert [entry.value for entry in sight.windows[0].entries] == [large.value] * 2
        record = replace(OFFENCE, evidence="词" * 350_000)
        assert store.append(record) == store.find(record.key)

    def test_nothing_that_was_observed_is_forgotten_by_closing(self, shop):
        store = shop.new()
        before = [store.observe(f"qq|g1|{number}", number, [FLOOD, ALL]) for number in range(3)]
        if not shop.lasting:
            pytest.skip("memory goes with its process")
        store.close()
        again = [shop.again().observe(f"qq|g1|{number}", number, [FLOOD]) for number in range(3)]
        assert [sight.windows[0] for sight in again] == [sight.windows[0] for sight in before]
        assert counts(shop.again().observe("qq|g1|9", 9, [FLOOD, ALL])) == [4, 4]

    # what is remembered for ever

    def test_a_record_is_returned_with_its_number(self, store):
        assert store.append(OFFENCE) == replace(OFFENCE, number=1)
        assert store.append(replace(OFFENCE, key="qq|g1|2")).number == 2
        assert store.find("qq|g1|1") == replace(OFFENCE, number=1)
        assert store.find("qq|g1|3") is None

    def test_a_key_is_entered_once(self, store):
        first = store.append(OFFENCE)
        assert store.append(replace(OFFENCE, body="{}", subject="别人")) == first
        assert store.append(OFFENCE, after=7) == first
        assert (len(store.history(OFFENCE.subject)), store.history("别人")) == (1, ())

    def test_an_entry_made_without_knowing_those_before_it_is_refused(self, store):
        assert store.append(OFFENCE, after=1) is None
        assert store.append(OFFENCE, after=0).number == 1
        second = replace(OFFENCE, key="qq|g1|2")
        assert store.append(second, after=0) is None
        assert store.find("qq|g1|2") is None
        assert store.append(second, after=1).number == 2

    def test_a_history_is_that_of_its_subject_in_the_order_of_entry(self, store):
        for number, subject in enumerate("甲乙甲丙甲"):
            store.append(replace(OFFENCE, key=str(number), subject=subject, at_ms=-number))
        assert [record.key for record in store.history("甲")] == ["0", "2", "4"]
        assert store.history("丁") == ()

    def test_the_whole_ledger_comes_in_the_order_of_its_numbers(self, store):
        records = [store.append(replace(OFFENCE, key=str(number), subject=str(number % 7))) for number in range(403)]
        assert list(store.records()) == records
        assert list(store.records(399)) == records[399:]
        assert list(store.records(403)) == list(store.records(5_000)) == []

    def test_the_ledger_can_be_read_while_it_is_written(self, store):
        store.append(OFFENCE)
        seen = []
        for record in store.records():
            seen.append(record.number)
            if record.number < 4:
                store.append(replace(OFFENCE, key=f"qq|g1|{record.number + 1}"))
        assert seen[:1] == [1]
        assert len(store.history(OFFENCE.subject)) >= 2

    def test_erasing_empties_the_evidence_and_keeps_the_counts(self, shop):
        store = shop.new()
        for number in range(3):
            store.append(replace(OFFENCE, key=str(number), evidence="加V" if number else ""))
        other = store.append(replace(OFFENCE, key="other", subject="别人"))
        assert store.erase(OFFENCE.subject) == 2
        assert store.erase(OFFENCE.subject) == store.erase("没有这个人") == 0
        for kept in (store, shop.again()):
            assert [(record.evidence, record.body) for record in kept.history(OFFENCE.subject)] == [("", OFFENCE.body)] * 3
            assert kept.find("other") == other
        assert store.append(replace(OFFENCE, key="1"), after=0).evidence == ""

    @anything
    @given(deeds=DEEDS)
    def test_the_ledger_is_a_list(self, shop, deeds):
        store, ledger = shop.new(), []
        for deed, *values in deeds:
            if deed == "append":
                number, subject, after = values
                record = replace(OFFENCE, key=str(number), subject=subject, number=len(ledger) + 1)
                known = next((one for one in ledger if one.key == record.key), None)
                fits = after in (None, sum(one.subject == subject for one in ledger))
                assert store.append(replace(record, number=0), after=after) == (known or (record if fits else None))
                ledger += [record] if fits and not known else []
            elif deed == "erase":
                assert store.erase(*values) == sum(one.subject in values and one.evidence != "" for one in ledger)
                ledger = [replace(one, evidence="") if one.subject in values else one for one in ledger]
            else:
                store = shop.again()
        assert list(store.records()) == ledger
        for subject in ("群|a", "群|b", "\ud800"):
            assert list(store.history(subject)) == [one for one in ledger if one.subject == subject]

    # who uses it

    def test_threads_share_a_store(self, store):
        def work(thread):
            new = 0
            for number in range(40):
                new += store.observe(f"qq|g1|{number}", number, [ALL]).new
                record = replace(OFFENCE, key=f"{thread}:{number}")
                while store.append(record, after=len(store.history(OFFENCE.subject))) is None:
                    pass
            return new

        with ThreadPoolExecutor(4) as threads:
            assert sum(threads.map(work, range(4))) == 40
        assert [record.number for record in store.records()] == list(range(1, 161))
        assert counts(store.observe("qq|g1|last", 100, [ALL])) == [41]

    def test_a_closed_store_fails_as_any_store_fails(self, shop):
        store = shop.new()
        store.close()
        store.close()
        if shop.lasting == "file":
            with pytest.raises(StoreError, match="已经关闭"):
                store.observe("qq|g1|1", 0, [])
            with pytest.raises(EnvironmentalError):
                store.history("甲")
