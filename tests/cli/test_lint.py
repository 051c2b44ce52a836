"""`lint` and `answer` take files of questions and answers too: a file that is missing is not called a ruleset."""

import pytest

FAQ = "- {question: 几点上课, answer: 八点}\n"


@pytest.mark.parametrize("arguments", [("lint", "gone.yaml"), ("lint", "tiny.yaml", "gone.csv"), ("answer", "几点", "--faq", "gone.yaml")])
def test_a_missing_file_is_a_missing_file_whatever_it_would_be(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("错误：没有“gone.")
    assert "这个文件；也可以写自带群规的名字：community, platform, service。" in err
    assert "There is no file “gone." in run(*arguments, "--lang", "en")[2]


def test_a_name_that_no_pack_has_is_no_ruleset(run):
    assert "没有“comunity”这个群规" in run("lint", "comunity")[2]
    assert "是不是想写 community" in run("lint", "comunity")[2]


def test_questions_and_answers_are_counted_as_files(run, here):
    (here / "faq.yaml").write_text(FAQ, encoding="utf-8")
    assert run("lint", "faq.yaml")[1].endswith("1 个文件：0 个错误，0 个提醒\n")
    assert run("lint", "tiny.yaml")[1].endswith("1 份群规：0 个错误，0 个提醒\n")
