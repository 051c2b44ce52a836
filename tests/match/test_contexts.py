"""What explains a number: words before it, units behind it, code around it."""

import pytest

from moderation.match.contexts import is_counted, is_explained, is_in_code, masked, runs_on


@pytest.mark.parametrize("words", ["订单号", "快递单号是", "支付宝付款", "，公众号", "房间", "验证码："])
def test_words_of_orders_and_payments_explain_a_number(words):
    assert is_explained(words)


@pytest.mark.parametrize("words", ["号是", "：", "", "联系一下", "搜"])
def test_other_words_do_not(words):
    assert not is_explained(words)


@pytest.mark.parametrize("unit", ["元", " 块", "万人", "美元", "人", "次", "mb", "天"])
def test_a_unit_counts_a_number(unit):
    assert is_counted(f"1{unit}", 1, 9)


def test_small_units_count_small_numbers_only():
    assert is_counted("23456步", 5, 5)
    assert not is_counted("12345678步", 8, 8)


@pytest.mark.parametrize("following", ["日结", "人民", "名片", "月结", "", "，", "万事通", "来"])
def test_words_that_begin_like_a_unit_do_not(following):
    assert not is_counted(f"1{following}", 1, 9)


@pytest.mark.parametrize(("following", "goes_on"), [
    ("abc", True), (".5", True), ("@qq", True), (":30", True), ("v同号", False), ("。", False), ("(", False),
])  # fmt: skip
def test_a_number_goes_on_where_a_word_or_host_does(following, goes_on):
    assert runs_on(f"1{following}", 1) is goes_on


@pytest.mark.parametrize("before", ["abc", "id=", "¥", "/", "我的快递单号", "订单："])
def test_code_prices_and_orders_stand_before_a_number(before):
    assert is_in_code(f"{before}13812345678", len(before))


@pytest.mark.parametrize("before", ["tel", "vx", "打", "", "订单好了，电话"])
def test_lures_and_other_clauses_do_not_explain_it(before):
    assert not is_in_code(f"{before}13812345678", len(before))


def test_links_and_addresses_are_masked_in_place():
    text = "看 https://a.cn/vx 和 me@qq.com 的[em]e12345[/em]"
    assert masked(text) == f"看 {'·' * 15} 和 {'·' * 9} 的{'·' * 15}"
    assert masked("加V：abc12345") == "加V：abc12345"
