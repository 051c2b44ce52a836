"""Updates of Telegram's Bot API become Messages, calls become its requests: what exports tell of a message, updates tell too."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.bots.base import Call, Incoming, Outcome, Place
from moderation.bots.planning import is_request, plan
from moderation.bots.telegram import CAPABILITIES, calls_of, incoming_of, message_of, outcome_of, parted, requests_of
from moderation.bots.telegram_content import content_of, covered
from moderation.message import Author, Message
from moderation.verdict import Action, Level, Sanction, Verdict

BOT = {"id": 42, "is_bot": True, "first_name": "管家", "username": "Guan_Bot"}
GROUP = {"id": -1001, "type": "supergroup", "title": "编程群"}
LIN = {"id": 7, "is_bot": False, "first_name": "小", "last_name": "林"}
DAY = 86_400


def said(text="早", name="message", **more):
    return {"update_id": 1, name: {"message_id": 5, "date": 1_700_000_000, "chat": GROUP, "from": LIN, "text": text, **more}}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def entity(kind, text, part, **more):
    return {"type": kind, "offset": units(text[: text.index(part)]), "length": units(part), **more}


def test_a_message_of_a_group():
    incoming = incoming_of(said("😀 早上好", reply_to_message={"message_id": 4, "text": "加V信"}), bot=BOT)
    message = incoming.message
    assert (message.text, message.id, message.key, message.quote, message.edited) == ("😀 早上好", "5", "telegram|-1001|5", "加V信", False)
    assert message.author == Author(id="7", nickname="小 林")
    assert message.at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (incoming.quoted, incoming.place) == ("4", Place(id="-1001"))


def test_an_edit_is_the_same_message_with_another_text_and_its_own_time():
    message = message_of(said("加V信", "edited_message", edit_date=1_700_000_060))
    assert (message.id, message.edited, message.at_ms) == ("5", True, 1_700_000_060_000)


@pytest.mark.parametrize(
    ("more", "field", "text"),
    [
        ({"quote": {"text": "只引这句"}, "reply_to_message": {"message_id": 4, "text": "很长的一段"}}, "quote", "只引这句"),
        ({"external_reply": {"message_id": 1}, "quote": {"text": "别的群的话"}}, "quote", "别的群的话"),
        ({"reply_to_message": {"message_id": 4, "caption": "图上的字"}}, "quote", "图上的字"),
        ({"reply_to_message": {"message_id": 4, "forum_topic_created": {"name": "闲聊"}}}, "quote", ""),
        ({"forward_origin": {"type": "hidden_user", "sender_user_name": "某"}}, "forward", "早"),
        ({"forward_from": {"id": 9}, "forward_date": 1}, "forward", "早"),
        ({"forward_from_chat": {"id": -9, "type": "channel"}}, "forward", "早"),
    ],
)
def test_words_of_others_are_not_the_senders(more, field, text):
    message = message_of(said(**more))
    assert getattr(message, field) == text
    assert message.text == ("" if field == "forward" else "早")


@pytest.mark.parametrize(
    ("more", "kind", "text"),
    [
        ({"photo": [{"file_id": "x"}]}, "image", ""),
        ({"photo": [{"file_id": "x"}], "caption": "看图加V"}, "image", "看图加V"),
        ({"animation": {"file_id": "x"}, "document": {"file_name": "a.mp4"}}, "sticker", "a.mp4"),
        ({"document": {"file_name": "刷单教程.pdf"}}, "file", "刷单教程.pdf"),
        ({"contact": {"first_name": "客服", "phone_number": "+8613800138000"}}, "card", "客服\n+8613800138000"),
        ({"poll": {"question": "谁要兼职", "options": [{"text": "我"}, {"text": "他"}]}}, "other", "谁要兼职\n我\n他"),
        ({"venue": {"title": "棋牌室", "address": "某路"}, "location": {}}, "other", "棋牌室\n某路"),
        ({"voice": {"file_id": "x"}}, "voice", ""),
        ({"sticker": {"emoji": "😀"}}, "sticker", ""),
    ],
)
def test_what_is_no_text_is_a_kind_and_its_words(more, kind, text):
    message = message_of(said("", **more))
    assert (message.kind, message.text) == (kind, text)


def test_addresses_behind_words_and_buttons_are_read():
    text = "👨‍👩‍👧😀点我领奖 𝒜"
    keyboard = {"inline_keyboard": [[{"text": "进群", "url": "https://t.me/+abc"}], "坏的", [7]]}
    links = [entity("text_link", text, "点我", url="https://x.example/a"), {"type": "text_link"}, "坏的"]
    message = message_of(said(text, entities=links, reply_markup=keyboard))
    assert message.text == f"{text}\nhttps://x.example/a\n进群\nhttps://t.me/+abc"


@pytest.mark.parametrize(
    ("text", "entities", "words", "calls"),
    [
        ("😀 @Guan_Bot 群规", [("mention", "@Guan_Bot", {})], "😀  群规", True),
        ("/why@guan_bot c-abcdefghij", [("bot_command", "/why@guan_bot", {})], "/why c-abcdefghij", True),
        ("/why@other_bot", [("bot_command", "/why@other_bot", {})], "/why", False),
        ("解禁 小林", [("text_mention", "小林", {"user": LIN})], "解禁", False),
        ("群规", [], "群规", False),
    ],
)
def test_mentions_are_no_words_of_a_command(text, entities, words, calls):
    told = [entity(kind, text, part, **more) for kind, part, more in entities]
    incoming = incoming_of(said(text, entities=told), bot=BOT)
    assert (incoming.words, incoming.calls_bot) == (words, calls)
    assert incoming.mentions == (("42",) if calls else ("7",) if "小林" in text else ())


@pytest.mark.parametrize(
    ("more", "role", "id_"),
    [
        ({}, "admin", "7"),
        ({"from": {**LIN, "is_bot": True}}, "bot", "7"),
        ({"from": {"id": 1087968824, "is_bot": True}, "sender_chat": GROUP}, "admin", "-1001"),
        ({"from": {"id": 777000}, "sender_chat": {"id": -9, "type": "channel"}, "is_automatic_forward": True}, "admin", "-9"),
        ({"from": {"id": 136817688, "is_bot": True}, "sender_chat": {"id": -9, "type": "channel"}}, "member", "-9"),
    ],
)
def test_who_wrote_it_and_in_which_role(more, role, id_):
    author = message_of(said(**more), role_of=lambda chat, user: "admin" if (chat, user) == ("-1001", "7") else "member").author
    assert (author.role, author.id) == (role, id_)


def test_several_who_are_added_are_several_who_join():
    added = {"update_id": 3, "message": {**said()["message"], "text": None, "new_chat_members": [LIN, {"id": 8, "first_name": "小周"}]}}
    joins = [message_of(one) for one in parted(added)]
    assert [(join.kind, join.author.id, join.id) for join in joins] == [
        ("join", "7", "~join-7-1700000000"), ("join", "8", "~join-8-1700000000"),
    ]  # fmt: skip


def changed(before, after, **more):
    members = {"old_chat_member": {"status": before, "user": LIN}, "new_chat_member": {"status": after, "user": LIN, **more}}
    return {"chat_member": {"chat": GROUP, "from": {"id": 1}, "date": 1_700_000_000, **members}}


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (changed("left", "member"), "join"), (changed("kicked", "restricted", is_member=True), "join"),
        (changed("member", "left"), "leave"),
        (changed("member", "kicked"), "leave"), (changed("member", "administrator"), None), (changed("left", "kicked"), None),
        ({"message": {**said()["message"], "left_chat_member": LIN}}, "leave"),
    ],
)  # fmt: skip
def test_joins_and_leaves_have_one_name_whichever_update_tells(update, kind):
    message = message_of(update, bot=BOT)
    assert (message and message.kind) == kind
    if message:
        assert message.id == f"~{kind}-7-1700000000"


def test_a_request_to_join_is_turned_down_by_a_call():
    update = {"chat_join_request": {"chat": GROUP, "from": LIN, "date": 1_700_000_000, "bio": "刷单返利找我"}}
    message = message_of(update)
    assert is_request(message)
    assert message.join_answer == "刷单返利找我"
    calls = plan(Verdict(level=Level.BLOCK), message, CAPABILITIES)
    assert [one["method"] for one in calls_of(calls)] == ["declineChatJoinRequest"]


@pytest.mark.parametrize(
    "update",
    [
        None, 7, "x", [], {}, {"message": 5}, {"message": {}}, {"message": {"chat": 1, "from": 2, "message_id": 3}},
        {"callback_query": {}},
        said(**{"from": BOT}), said(chat={"id": -3, "type": "channel"}), said("", pinned_message={"message_id": 1}),
        said("", **{"from": 3}),
        {"chat_member": {}}, {"chat_member": 1}, {"chat_join_request": {"from": LIN}}, said(text=["x"]), said(message_id=True),
        {"my_chat_member": changed("left", "member")["chat_member"]},
    ],
)  # fmt: skip
def test_what_concerns_nobody_is_nothing(update):
    assert incoming_of(update, bot=BOT) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "entities", "chat", "from", "user", "id", "poll", "reply_to_message", "type"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_no_update_raises(told):
    for update in (told, {"message": told}, {"chat_member": told}, said(entities=told, poll=told, contact=told, reply_markup=told)):
        assert all(isinstance(incoming_of(one, bot=BOT), Incoming | None) for one in parted(update))


@given(st.text(alphabet=st.sampled_from("a好😀\u200d\ud83d\u202e"), max_size=12), st.integers(-3, 30), st.integers(-3, 30))
def test_what_an_entity_covers_is_in_the_text(text, offset, length):
    assert len(covered(text, offset, length)) <= max(0, length)
    assert content_of({"text": text, "entities": [{"type": "mention", "offset": offset, "length": length}]}).text == text


PLACE = Place(id="-1001")


@pytest.mark.parametrize(
    ("call", "requests"),
    [
        (Call(name="delete", place=PLACE, message="5"), [("deleteMessage", {"chat_id": -1001, "message_id": 5})]),
        (Call(name="ban", place=PLACE, user="7"), [("banChatMember", {"chat_id": -1001, "user_id": 7})]),
        (
            Call(name="kick", place=PLACE, user="7"),
            [
                ("banChatMember", {"chat_id": -1001, "user_id": 7, "until_date": 1060}),
                ("unbanChatMember", {"chat_id": -1001, "user_id": 7, "only_if_banned": True}),
            ],
        ),
        (Call(name="ban", place=PLACE, user="-9"), [("banChatSenderChat", {"chat_id": -1001, "sender_chat_id": -9})]),
        (Call(name="mute", place=PLACE, user="-9", duration_s=60), []),
        (Call(name="say", place=PLACE), []),
        (Call(name="alert", text="提醒"), []),
    ],
)
def test_calls_become_requests(call, requests):
    assert [(one["method"], one["params"]) for one in requests_of(call, now_s=1000)] == requests


@pytest.mark.parametrize(
    ("duration_s", "lasts_s"),
    [(1, 60), (29, 60), (60, 60), (DAY, DAY), (366 * DAY, 366 * DAY), (367 * DAY, 366 * DAY), (10_000 * DAY, 366 * DAY), (None, None)],
)
def test_a_mute_never_becomes_one_for_ever_by_mistake(duration_s, lasts_s):
    (request,) = requests_of(Call(name="mute", place=PLACE, user="7", duration_s=duration_s), now_s=1_000_000)
    until = request["params"].get("until_date")
    assert (None if until is None else until - 1_000_000) == lasts_s


def test_answers_never_fail_for_a_message_that_is_gone():
    (request,) = requests_of(Call(name="reply", place=PLACE, message="5", text="您好"))
    assert request["params"]["reply_parameters"] == {"message_id": 5, "allow_sending_without_reply": True}
    (event,) = requests_of(Call(name="reply", place=PLACE, message="~join-7-1", text="您好"))
    assert "reply_parameters" not in event["params"]


@pytest.mark.parametrize(
    ("age_s", "names"), [(0, ["delete", "mute", "say"]), (2 * DAY, ["delete", "mute", "say"]), (2 * DAY + 1, ["mute", "say", "alert"])]
)
def test_messages_are_removed_for_two_days(age_s, names):
    sanction = Sanction(action="mute", duration_s=DAY, strikes=2, count=2, case="c-aaaaaaaaaa")
    verdict = Verdict(level=Level.BLOCK, actions=(Action(name="delete"),), sanction=sanction, notice="请勿再发")
    message = message_of(said())
    assert [call.name for call in plan(verdict, message, CAPABILITIES, age_s=age_s)] == names


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"ok": True, "result": {"message_id": 9}}, Outcome(id="9")),
        ({"ok": True, "result": True}, Outcome()),
        ({"ok": False, "error_code": 403, "description": "Forbidden: bot was kicked"}, "not permitted"),
        ({"ok": False, "error_code": 400, "description": "Bad Request: CHAT_ADMIN_REQUIRED"}, "not permitted"),
        ({"ok": False, "error_code": 400, "description": "Bad Request: user is an administrator of the chat"}, "untouchable"),
        ({"ok": False, "error_code": 400, "description": "Bad Request: message to delete not found"}, ""),
        ({"ok": False, "error_code": 429, "description": "Too Many Requests"}, "refused"),
        ({}, "refused"),
    ],
)
def test_answers_become_outcomes(answer, outcome):
    got = outcome_of(answer)
    assert got == outcome if isinstance(outcome, Outcome) else got.problem == outcome


def test_a_message_without_a_time_has_none():
    assert isinstance(message_of(said(date="gestern")), Message)
    assert message_of(said(date="gestern")).at is None
