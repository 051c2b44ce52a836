"""淘口令 and invitations: what is a code, and what is a price or an aside."""

import pytest

from moderation.match.share_codes import invitation_texts, is_invitation, taokouling


@pytest.mark.parametrize(("text", "code"), [
    ("￥Ab3dEf7hJ9k￥", "Ab3dEf7hJ9k"),
    ("复制€Xy12Zw34Uv5€打开", "Xy12Zw34Uv5"),
    ("4₲Pq7Rs9Tu1Vw₰/ AB12", "Pq7Rs9Tu1Vw"),
    ("(Ab3dEf7hJ9k)/", "Ab3dEf7hJ9k"),
    ("（Ab3dEf7hJ9k）/", "Ab3dEf7hJ9k"),
    ("₵Mn5Bv7Cx8Zl)/", "Mn5Bv7Cx8Zl"),
])  # fmt: skip
def test_a_code_stands_between_currency_signs_or_in_brackets_with_a_stroke(text, code):
    assert [found for _, _, found in taokouling(text)] == [code]


@pytest.mark.parametrize(
    "text", ["￥12345678￥", "$username$", "(Ab3dEf7hJ9k)", "(hello world)/", "￥100 元", "$x_1$", "（备注abcdefgh）/", "€€€€€€€€", ""]
)
def test_prices_variables_and_asides_are_no_codes(text):
    assert list(taokouling(text)) == []


@pytest.mark.parametrize(("host", "path"), [
    ("t.me", "/joinchat/x"), ("t.me", "/+abc"), ("discord.gg", "/x"), ("discord.com", "/invite/x"),
    ("qm.qq.com", "/q/x"), ("jq.qq.com", ""),
    ("weixin.qq.com", "/g/x"), ("www.kook.top", "/x"),
])  # fmt: skip
def test_platforms_keep_invitations_under_known_paths(host, path):
    assert is_invitation(host, path)


@pytest.mark.parametrize(
    ("host", "path"), [("t.me", ""), ("t.me", "/"), ("discord.com", "/terms"), ("qq.com", "/g/x"), ("evil.cn", "/t.me/x")]
)
def test_other_pages_are_no_invitations(host, path):
    assert not is_invitation(host, path)


def test_the_words_of_a_shared_invitation_are_one():
    text = "点击链接加入群聊【学习】"
    assert [text[start:end] for start, end in invitation_texts(text)] == ["点击链接加入群聊"]
    assert list(invitation_texts("邀请你参加会议")) == []
