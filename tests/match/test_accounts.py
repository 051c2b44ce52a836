"""The account behind a lure: how far, which kind, and what must point at it."""

import pytest

from moderation.match.accounts import Lure, behind

EVERY = frozenset({"wechat", "qq", "phone"})


def read(kind, lure, rest, within=6):
    found = behind(lure + rest, Lure(kind, 0, len(lure)), within, EVERY)
    return None if found is None else f"{found.kind}:{found.value}"


@pytest.mark.parametrize(("kind", "lure", "rest", "value"), [
    ("wechat", "微信", "abc12345", "wechat:abc12345"),
    ("wechat", "微信", "：mingming", "wechat:mingming"),
    ("wechat", "加v", "！abc12345", "wechat:abc12345"),
    ("wechat", "微信", "2个 abc12345", "wechat:abc12345"),
    ("wechat", "微信", "123456", "wechat:123456"),
    ("qq", "qq", " 12345", "qq:12345"),
    ("group", "群", "123456", "qq:123456"),
    ("any", "加", "13812345678", "phone:13812345678"),
    ("any", "加", "1234567", "qq:1234567"),
    ("any", "加", "abc12345", "wechat:abc12345"),
])  # fmt: skip
def test_a_lure_announces_the_account_that_fits_it(kind, lure, rest, value):
    assert read(kind, lure, rest) == value


@pytest.mark.parametrize(("kind", "lure", "rest"), [
    ("wechat", "微信", "mingming"),
    ("wechat", "微信", "。abc12345"),
    ("wechat", "微信", "订单abc12345"),
    ("wechat", "微信", "说好了要来的那个人abc12345"),
    ("wechat", "wx", "0123456789abcdef"),
    ("wechat", "wx", "-abc12345"),
    ("wechat", "微信", "里有10000"),
    ("qq", "qq", "abc12345"),
    ("group", "群", "12345"),
    ("any", "加", "12345"),
    ("any", "加", "1000000"),
    ("any", "加", "20240115"),
    ("any", "加", "01234567"),
    ("any", "加", "mingming"),
    ("wechat", "微信", ""),
    ("wechat", "微信", "❤" * 100 + "abc12345"),
])  # fmt: skip
def test_what_is_far_round_or_explained_is_no_account(kind, lure, rest):
    assert read(kind, lure, rest) is None
