"""What is a contact, where it stands, what it was disguised by, and what only looks like one."""

import pytest

from moderation.match.contacts import ContactMatcher
from moderation.match.spec import ContactSpec
from moderation.text.fold import plain

OPEN = ContactMatcher(ContactSpec())
LED = ContactMatcher(ContactSpec(lead=("加", "私", "联系", "找我", "+"), lead_within=6, exclude=("request", "navigateto")))


def seen(matcher, text):
    return [(text[found.start : found.end], found.value) for found in matcher.find(text, plain(text))]


BEHIND_A_LURE = [
    ("加V❤信：abc12345", "加V❤信：abc12345", "wechat:abc12345"),
    ("加薇❤️信：abc12345 日结兼职", "加薇❤️信：abc12345", "wechat:abc12345"),
    ("日入 800+ 私 vx：money8888", "vx：money8888", "wechat:money8888"),
    ("V:x1234", "V:x1234", "wechat:x1234"),
    ("薇❤️1234", "薇❤️1234", "wechat:1234"),
    ("加 v x : abc 12345 快来", "加 v x : abc 12345", "wechat:abc12345"),
    ("有意加我微信号lin_daiyu", "加我微信号lin_daiyu", "wechat:lin_daiyu"),
    ("威信 qwer8899", "威信 qwer8899", "wechat:qwer8899"),
    ("徽芯：tuan-gou88", "徽芯：tuan-gou88", "wechat:tuan-gou88"),
    ("weixin: hao_1688", "weixin: hao_1688", "wechat:hao_1688"),
    ("WeChat：DaMing88", "WeChat：DaMing88", "wechat:daming88"),
    ("ⓋⓍ：ⓐⓑⓒ①②③④", "ⓋⓍ：ⓐⓑⓒ①②③④", "wechat:abc1234"),
    ("ѵх：money8888", "ѵх：money8888", "wechat:money8888"),
    ("vx12345678", "vx12345678", "wechat:12345678"),
    ("vxlucky888", "vxlucky888", "wechat:lucky888"),
    ("➕v：一三八零零一三八零零零", "➕v：一三八零零一三八零零零", "wechat:13800138000"),
    ("十V：linlin66", "十V：linlin66", "wechat:linlin66"),
    ("佳我v 13812345678", "佳我v 13812345678", "wechat:13812345678"),
    ("卫星号 abcd1234", "卫星号 abcd1234", "wechat:abcd1234"),
    ("V信an③⑤17六二", "V信an③⑤17六二", "wechat:an351762"),
    ("微信\u200b：a\u200bbc12345", "微信\u200b：a\u200bbc12345", "wechat:abc12345"),
    ("wxid_a1b2c3d4e5f6", "wxid_a1b2c3d4e5f6", "wechat:wxid_a1b2c3d4e5f6"),
    ("QQ：12345678", "QQ：12345678", "qq:12345678"),
    ("加我qq1029384756", "加我qq1029384756", "qq:1029384756"),
    ("Q Q 号是 1234567", "Q Q 号是 1234567", "qq:1234567"),
    ("扣扣 ①②③④⑤⑥", "扣扣 ①②③④⑤⑥", "qq:123456"),
    ("扣⓪①②③④⑤", "扣⓪①②③④⑤", "qq:012345"),
    ("球球1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "球球1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "qq:123456"),
    ("企鹅号 987654321", "企鹅号 987654321", "qq:987654321"),
    ("群号：678901234", "群号：678901234", "qq:678901234"),
    ("进q裙345678901", "q裙345678901", "qq:345678901"),
    ("q.u.n.567890123", "q.u.n.567890123", "qq:567890123"),
    ("🐧壹贰叁肆伍陆", "🐧壹贰叁肆伍陆", "qq:123456"),
]


@pytest.mark.parametrize(("text", "span", "value"), BEHIND_A_LURE)
@pytest.mark.parametrize("matcher", [OPEN, LED])
def test_an_account_behind_a_lure_is_a_contact_from_the_lure_to_its_end(matcher, text, span, value):
    assert seen(matcher, text) == [(span, value)]


PHONES = [
    "13812345678", "138 1234 5678", "138-1234-5678", "1 3 8 1 2 3 4 5 6 7 8", "138🌸1234🌸5678", "１３８１２３４５６７８", "①③⑧①②③④⑤⑥⑦⑧",
    "❶⑶㈧①②③④⑤⑥⑦⑧", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "一三八一二三四五六七八", "壹叁捌壹贰叁肆伍陆柒捌",
    "幺三八幺两三四五六拐八", "138一二三四5678", "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
    "+86 138 1234 5678", "8613812345678",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_a_mobile_number_is_found_in_every_style_of_digits(number):
    text = f"打{number}。"
    [found] = OPEN.find(text, plain(text))
    assert found.value == "phone:13812345678"
    assert text[found.start : found.end] == number.removeprefix("+86 ")


def test_the_letter_o_is_a_zero_inside_a_number():
    assert seen(OPEN, "13o1234O678") == [("13o1234O678", "phone:13012340678")]


def test_chinese_numerals_beside_a_number_are_words():
    assert seen(OPEN, "打一13812345678一下") == [("13812345678", "phone:13812345678")]


def test_several_numbers_in_one_line_are_several_contacts():
    text = "13812345678 13987654321"
    assert [value for _, value in seen(OPEN, text)] == ["phone:13812345678", "phone:13987654321"]


NO_CONTACT = [
    "订单号13812345678", "订单 12345678 到了吗", "快递单号：13812345678901", "编号12345678", "我的工号是 1234567",
    "验证码 123456 别告诉人", "房间410203",
    "价格 12345678 元", "票房13812345678美元", "一共13812345678元", "2024-01-15 10:30:00", "20240115", "身份证 11010119900101123X",
    "卡号 6222021234567890123", "13812345678901234", "192.168.1.100", "wx.request({ url: abc12345 })", "wx.navigateTo(page123456)",
    "qq.com/abc12345", "v1.2.3", "加v1.2.3", "微信 8.0.16 版本", "微信8.0.1600", "微信有100000人在用", "微信2024年改版", "微信支付12345678",
    "微信python3接口", "微信 windows11 版", "wx1234567890abcdef", "微星rtx4090", "const v = abc12345",
    "1234567890@qq.com", "看紫薇的照片2024",
    "https://example.com/vx/abc12345?qq=12345678", "电话010-12345678", "电话 010-87654321，价格 322 元",
    "400-800-1234", "营业时间 10:00-22:00",
    "三五个人一起走", "一二三四五六七", "下三滥", "企鹅很可爱", "威信扫地", "卫星发射成功 2024", "群里500人",
    "本群 500000 人", "羊群 123456",
    "QQ音乐 12345",
    "公屏扣666666", "扣15000", "微信步数：23456步", "QQ群 3 12 2024", "加个i5-12400f", "群100000",
    "我没有微信。python39很好用", "1 2 3 4 5 6 7 8 9 10 11", "200 500 1000 3000", "¥13812345678", "abc13812345678def",
    "vx", "加我", "微信：", "加微信", "QQ群", "qq", "", "😀", "\ud800", "\0",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CONTACT)
@pytest.mark.parametrize("matcher", [OPEN, LED])
def test_orders_prices_dates_versions_and_code_are_no_contacts(matcher, text):
    assert seen(matcher, text) == []


def test_without_a_lead_a_number_is_a_contact_only_where_none_is_asked_for():
    assert seen(OPEN, "我是13812345678") == [("13812345678", "phone:13812345678")]
    assert seen(LED, "我是13812345678") == []


AUTHORED_LEADS = [
    ("联系我 13812345678", "联系我 13812345678", "phone:13812345678"),
    ("加 13812345678", "加 13812345678", "phone:13812345678"),
    ("➕12345678", "➕12345678", "qq:12345678"),
    ("想做的+2468013579", "+2468013579", "qq:2468013579"),
    ("家我：yueyue77", "家我：yueyue77", "wechat:yueyue77"),
    ("加yueyue77", "加yueyue77", "wechat:yueyue77"),
    ("联 系 qwer8899", "联 系 qwer8899", "wechat:qwer8899"),
    ("联系我们 010-12345678", "联系我们 010-12345678", "phone:01012345678"),
    ("私400-800-1234", "私400-800-1234", "phone:4008001234"),
]


@pytest.mark.parametrize(("text", "span", "value"), AUTHORED_LEADS)
def test_an_authors_lead_announces_what_follows_it(text, span, value):
    assert seen(LED, text) == [(span, value)]


@pytest.mark.parametrize(
    "text",
    ["更加12345678", "增加abc12345", "1+12345678", "加1000000", "加油abc12345", "联系电话010-12345678", "加iphone15", "参加20240115"],
)
def test_a_lead_inside_another_word_or_sum_announces_nothing(text):
    assert seen(LED, text) == []


def test_a_lead_must_stand_within_its_distance():
    near, far = ContactMatcher(ContactSpec(lead=("加",), lead_within=2)), "加一下我们的这个 qwer8899"
    assert seen(near, far) == []
    assert seen(near, "加下 qwer8899") == [("加下 qwer8899", "wechat:qwer8899")]


def test_noise_is_no_distance():
    near = ContactMatcher(ContactSpec(lead=("加",), lead_within=0))
    assert seen(near, "加 ～～～ qwer8899") == [("加 ～～～ qwer8899", "wechat:qwer8899")]


def test_nothing_reaches_over_a_wall():
    assert seen(OPEN, "微信\uffff\uffffabc12345") == []
    assert seen(OPEN, "138\uffff1234\uffff5678") == []


@pytest.mark.parametrize(("of", "values"), [
    (("wechat",), ["wechat:13812345678"]),
    (("phone",), ["phone:13812345678"]),
    (("qq",), []),
    (("wechat", "phone"), ["wechat:13812345678"]),
])  # fmt: skip
def test_only_the_kinds_that_are_asked_for_are_found(of, values):
    assert [value for _, value in seen(ContactMatcher(ContactSpec(of=of)), "微信13812345678")] == values


def test_a_number_that_is_a_wechat_account_too_needs_no_lead():
    assert seen(LED, "13812345678（微信同号）") == [("13812345678", "phone:13812345678")]


def test_an_excluded_word_in_or_beside_a_contact_cancels_it():
    cancelled = ContactMatcher(ContactSpec(exclude=("客服", "kefu888")))
    assert seen(cancelled, "客服微信abc12345") == []
    assert seen(cancelled, "微信：kefu888") == []
    assert seen(cancelled, "微信：abc12345") == [("微信：abc12345", "wechat:abc12345")]


def test_the_nearest_lure_names_the_account():
    assert seen(OPEN, "微信/QQ：12345678") == [("QQ：12345678", "qq:12345678")]


DISGUISES = [
    ("微信：abc12345", (), False),
    ("138 1234 5678", ("separators",), False),
    ("138🌸1234🌸5678", ("separators",), True),
    ("１３８１２３４５６７８", ("variants",), False),
    ("①③⑧①②③④⑤⑥⑦⑧", ("variants",), True),
    ("一三八一二三四五六七八", ("variants",), True),
    ("1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", ("emoji",), True),
    ("薇信：abc12345", ("homophone",), True),
    ("➕v：abc12345", ("emoji",), True),
    ("十v：abc12345", ("lookalike",), True),
    ("Q裙：1234567", ("homophone",), True),
    ("微 信：abc12345", ("separators",), True),
    ("v x：abc 12345", ("separators",), True),
    ("13o12345678", ("lookalike",), True),
]


@pytest.mark.parametrize(("text", "disguise", "evasive"), DISGUISES)
def test_a_disguise_is_named_and_usual_spacing_is_no_evasion(text, disguise, evasive):
    [found] = OPEN.find(text, plain(text))
    assert (found.disguise, found.evasive) == (disguise, evasive)


@pytest.mark.parametrize("text", ["13812345678/13987654321", "13812345678、13987654321", "138_1234_5678 139.8765.4321"])
def test_numbers_side_by_side_are_all_found(text):
    assert [value for _, value in seen(OPEN, text)] == ["phone:13812345678", "phone:13987654321"]
