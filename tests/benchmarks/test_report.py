"""The page of figures says what the newest record says."""

import pytest

from benchmarks.definitions import DEFINITIONS, TEXTS
from benchmarks.record import FOLDER, latest, read_record, write_record
from benchmarks.report import PAGE, page
from benchmarks.summary import READMES, with_figures

RECORDS = sorted(FOLDER.glob("????-??-??.json"))


def test_the_page_is_that_of_the_newest_record():
    assert PAGE.read_text(encoding="utf-8") == page(latest()), "run python -m benchmarks.pages"


@pytest.mark.parametrize("lang", READMES)
def test_a_readme_shows_the_figures_of_the_newest_record(lang):
    readme = READMES[lang].read_text(encoding="utf-8")
    assert f"benchmarks/records/{latest().name}" in readme
    assert readme == with_figures(readme, lang, latest()), "run python -m benchmarks.pages"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_names_machine_versions_date_and_commit(path):
    record = read_record(path)
    assert record.machine["processor"]
    assert record.machine["cores"] > 0
    assert record.versions["ahocorasick_rs"]
    assert record.date == path.stem
    assert record.commit not in ("", "unknown")


def test_the_newest_record_holds_every_definition_and_text():
    record = read_record(latest())
    assert {row["definition"] for row in record.rows} == {definition.name for definition in DEFINITIONS}
    assert {text["name"] for text in record.texts} == {text.name for text in TEXTS}


def test_a_record_is_read_back_as_it_was_written(tmp_path):
    record = read_record(latest())
    write_record(record, tmp_path / "again.json")
    assert read_record(tmp_path / "again.json") == record
