"""Notices of a Program: the templates of what is said to members, and what they may say. Filled by `moderation.sanctions`.

The tables of this module are the language of notices: templates are checked against them when a ruleset is compiled,
and `docs/notices.md` is generated from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["NOTICE_FIELDS", "OCCASIONS", "PLATFORMS", "NoticeField", "NoticeProgram", "Occasion", "OccasionName", "Platform"]

OccasionName = Literal[
    "warn", "warn_again", "mute", "kick", "ban", "delete", "review", "alert", "undecided",
    "report_received", "appeal_received", "upheld", "overturned",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProgram:
    """One template: for which occasion (`warn`, `mute`, …) and platform (empty: any other) and its text with `{fields}`."""

    occasion: str
    template: str
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When something is said, and to whom: `chat` (everybody there), `member` (the one it is about) or `staff`."""

    name: OccasionName
    to: Literal["chat", "member", "staff"]
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeField:
    """What `{name}` stands for, in Chinese and English, and on which occasions it is known.

    `written_by` says who decides what it holds: a `member` (never trusted), `staff` (no more), the `ruleset` or the `engine`.
    It never gets longer than `longest` code points. `otherwise` stands in for a value that a message lacks.
    """

    name: str
    zh: str
    en: str
    written_by: Literal["member", "staff", "ruleset", "engine"]
    longest: int
    occasions: frozenset[OccasionName]
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """How long one message may be on a platform: in characters, or in bytes of UTF-8."""

    name: str
    title: str
    most: int
    unit: Literal["chars", "bytes"]

    def size(self, text: str) -> int:
        """Return how long a text is as this platform counts.

        >>> PLATFORMS["wecom"].size("您好"), PLATFORMS["discord"].size("您好")
        (6, 2)
        """
        return len(text.encode("utf-8", "replace")) if self.unit == "bytes" else len(text)


_OCCASIONS: Final = (
    Occasion(name="warn", to="chat", zh="第一次违规，处理是警告", en="a first offence that costs a warning"),
    Occasion(
        name="warn_again", to="chat", zh="再次违规，处理仍是警告；不写就用 warn", en="a later offence that costs a warning; `warn` if unset"
    ),
    Occasion(name="mute", to="chat", zh="禁言", en="a mute"),
    Occasion(name="kick", to="chat", zh="移出本群", en="a removal"),
    Occasion(name="ban", to="chat", zh="移出并拉黑", en="a ban"),
    Occasion(name="delete", to="chat", zh="只撤回消息，不处罚人", en="the message is removed, nobody is sanctioned"),
    Occasion(
        name="review", to="chat", zh="没有 policy，消息待人工复核；不写就不说话", en="no policy, and a person will look; silent if unset"
    ),
    Occasion(name="alert", to="staff", zh="受保护的身份违规，或要人复核", en="a protected role broke a rule, or a person must look"),
    Occasion(name="undecided", to="staff", zh="违规记录暂时读不到，由管理人员决定", en="the ledger is out of reach, staff decide"),
    Occasion(name="report_received", to="member", zh="收到举报", en="a report came in"),
    Occasion(name="appeal_received", to="member", zh="收到申诉", en="an appeal came in"),
    Occasion(name="upheld", to="member", zh="复核后维持处理", en="the case was upheld"),
    Occasion(name="overturned", to="member", zh="复核后撤销处理", en="the case was overturned"),
)

OCCASIONS: Final[dict[str, Occasion]] = {occasion.name: occasion for occasion in _OCCASIONS}

_EVERY: Final[frozenset[OccasionName]] = frozenset(occasion.name for occasion in _OCCASIONS)
_SANCTIONED: Final[frozenset[OccasionName]] = frozenset({"warn", "warn_again", "mute", "kick", "ban"})
_ABOUT_MESSAGE: Final[frozenset[OccasionName]] = _SANCTIONED | {"delete", "review", "alert", "undecided"}
_WITH_CASE: Final[frozenset[OccasionName]] = _EVERY - {"delete", "review"}
_DECIDED: Final[frozenset[OccasionName]] = frozenset({"upheld", "overturned"})
_ABOUT_RULE: Final[frozenset[OccasionName]] = _ABOUT_MESSAGE | _DECIDED

_FIELDS: Final = (
    NoticeField(name="user", zh="群名片，没有就是昵称", en="group card, else nickname", written_by="member", longest=20,
                occasions=_EVERY, otherwise="群友"),
    NoticeField(name="user.id", zh="帐号", en="account", written_by="member", longest=32, occasions=frozenset({"alert", "undecided"}),
                otherwise="未知"),
    NoticeField(name="chat.name", zh="群名", en="name of the chat", written_by="member", longest=20, occasions=_EVERY, otherwise="本群"),
    NoticeField(name="ruleset.title", zh="群规的名字", en="title of the ruleset", written_by="ruleset", longest=40, occasions=_EVERY),
    NoticeField(name="rule.title", zh="犯了哪一条规则", en="title of the rule", written_by="ruleset", longest=40, occasions=_ABOUT_RULE,
                otherwise="群规"),
    NoticeField(name="rule.charter", zh="依据的群规条目", en="article of the charter", written_by="ruleset", longest=80,
                occasions=_ABOUT_RULE),
    NoticeField(name="evidence.masked", zh="证据，只露首尾的字，最多三处", en="the evidence, masked, three pieces at most",
                written_by="member", longest=32, occasions=_ABOUT_MESSAGE, otherwise="见案卷"),
    NoticeField(name="removal", zh="消息已撤回时是“已撤回”，否则是“请撤回”", en="已撤回 where the message was removed, else 请撤回",
                written_by="engine", longest=3, occasions=_ABOUT_MESSAGE),
    NoticeField(name="count", zh="有效期内第几次违规", en="number of the offence in the window", written_by="engine", longest=6,
                occasions=_SANCTIONED),
    NoticeField(name="strikes", zh="有效期内的累计记分", en="strikes in the window", written_by="engine", longest=6, occasions=_SANCTIONED),
    NoticeField(name="action.name", zh="处理：警告、禁言、移出本群……", en="what is done", written_by="engine", longest=12,
                occasions=_SANCTIONED | _DECIDED),
    NoticeField(name="action.duration", zh="禁言多久，如 1 天、12 小时", en="how long the mute lasts", written_by="engine", longest=16,
                occasions=frozenset({"mute"})),
    NoticeField(name="next_step", zh="再犯一次会怎样，如 禁言 7 天", en="what the next such offence costs", written_by="engine", longest=20,
                occasions=_SANCTIONED - {"ban"}),
    NoticeField(name="case.id", zh="案号", en="number of the case", written_by="engine", longest=16, occasions=_WITH_CASE,
                otherwise="暂无"),
    NoticeField(name="appeal.within", zh="多久以内可以申诉", en="how long an appeal is possible", written_by="engine", longest=16,
                occasions=_SANCTIONED | {"delete"}),
    NoticeField(name="appeal.to", zh="向谁申诉", en="whom to appeal to", written_by="ruleset", longest=20,
                occasions=_SANCTIONED | {"delete", "appeal_received"}),
    NoticeField(name="reason", zh="为什么这样处理（管理人员写的，或从重从轻的情节）", en="why, as staff or the policy put it",
                written_by="staff", longest=60, occasions=_SANCTIONED | _DECIDED | {"alert", "undecided"}),
)  # fmt: skip

NOTICE_FIELDS: Final[dict[str, NoticeField]] = {field.name: field for field in _FIELDS}

PLATFORMS: Final[dict[str, Platform]] = {
    platform.name: platform
    for platform in (
        Platform(name="qq", title="QQ（OneBot）", most=1_500, unit="chars"),
        Platform(name="telegram", title="Telegram", most=4_096, unit="chars"),
        Platform(name="discord", title="Discord", most=2_000, unit="chars"),
        Platform(name="wecom", title="WeCom 企业微信", most=2_048, unit="bytes"),
        Platform(name="feishu", title="Feishu 飞书", most=10_000, unit="bytes"),
        Platform(name="dingtalk", title="DingTalk 钉钉", most=5_000, unit="bytes"),
    )
}
"""The most that one message holds: what Telegram, Discord and WeCom publish; for the others a bound well below what they refuse."""
