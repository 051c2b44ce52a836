"""The labels that every ruleset may use without declaring them, with what a member calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["LABELS"]

LABELS: Final[Sentences] = {
    "gambling": ("赌博", "gambling"),
    "drugs": ("涉毒", "drugs"),
    "porn": ("低俗色情", "vulgar or sexual content"),
    "politics": ("时政", "politics"),
    "violence": ("暴恐血腥", "violence and gore"),
    "illegal": ("其他违法", "other illegal content"),
    "fraud": ("欺诈", "fraud"),
    "ad": ("广告引流", "advertising"),
    "link": ("无关链接", "off-topic links"),
    "contact": ("私加好友", "soliciting private contact"),
    "abuse": ("辱骂引战", "abuse"),
    "hate": ("歧视", "discrimination"),
    "threat": ("威胁", "threats"),
    "rumor": ("不实信息", "unverified claims"),
    "impersonation": ("冒充", "impersonation"),
    "superstition": ("封建迷信", "superstition"),
    "clickbait": ("标题党", "clickbait"),
    "fandom": ("饭圈乱象", "fan-circle disputes"),
    "minors": ("危害未成年人", "harm to minors"),
    "flood": ("刷屏", "flooding"),
    "campaign": ("多账号配合", "coordinated accounts"),
    "nickname": ("昵称违规", "improper nickname"),
}
