"""What a bot answers to commands. Chat language only: a group of Chinese members is answered in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["ALIASES", "COMMANDS"]

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "why": ("查", "why"),
    "overturn": ("误判", "overturn"),
    "report": ("举报", "report"),
    "appeal": ("申诉", "appeal"),
    "unmute": ("解禁", "unmute"),
    "rules": ("群规", "rules"),
    "today": ("统计", "today"),
    "add": ("问答 添加", "问答添加", "faq add"),
}
"""The words of each command: Chinese, then English; the English ones want a `/` before them."""

COMMANDS: Final[Sentences] = {
    "staff-only": ("这个命令只有群主和管理员可以用。", "Only owners and admins may use this command."),
    "which": ("请引用那条消息（或机器人的通知）再发，或者写上案号，如：{command} c-abcdefghij。",
              "Answer the message or the bot's notice, or name the case: {command} c-abcdefghij."),
    "no-message": ("找不到被引用的那条消息，请写上案号。", "The message that you answered cannot be found; name the case."),
    "no-case": ("这条消息没有案卷：判定是通过，或者没有检查过。", "There is no case about this message: it passed, or was never checked."),
    "why": ("案号 {case} · {state}\n{rules}\n证据：{evidence}\n处理：{done}，累计 {strikes} 分{reasons}{applied}",
            "case {case} · {state}\n{rules}\nevidence: {evidence}\nsanction: {done}, {strikes} strikes{reasons}{applied}"),
    "why-rule": ("规则「{title}」{charter}", "rule “{title}” {charter}"),
    "why-reasons": ("（{reasons}）", " ({reasons})"),
    "why-applied": ("\n平台：{done}{problem}", "\nplatform: {done}{problem}"),
    "reported": ("有人举报，等人处理", "reported, waits for staff"),
    "none": ("无", "none"),
    "nothing": ("没有执行", "nothing"),
    "overturned": ("已撤销案号 {case}，不再计分。{undone}", "Case {case} is overturned and counts no more. {undone}"),
    "overturned-before": ("案号 {case} 之前已经撤销了。", "Case {case} was overturned before."),
    "undone-unmute": ("已解除禁言。", "Unmuted."),
    "undone-shorten": ("禁言已按新的时长重设。", "The mute was shortened."),
    "undone-readmit": ("请重新邀请 {user} 入群。", "Please invite {user} again."),
    "report-received": ("已收到举报，案号 {case}，管理人员会尽快查看。", "The report came in as case {case}."),
    "report-alert": ("【举报】{where}{who} 举报了 {user} 的消息，案号 {case}。回复“查 {case}”看案卷，“误判 {case}”驳回。",
                     "[Report] {where}{who} reports a message of {user}, case {case}. /why {case}, /overturn {case}"),
    "report-own": ("不能举报机器人的消息。", "Messages of the bot cannot be reported."),
    "appeal-received": ("已收到对案号 {case} 的申诉，管理人员会尽快复核。", "The appeal about case {case} came in."),
    "appeal-before": ("案号 {case} 已经在申诉中，请稍候。", "Case {case} is being appealed already."),
    "appeal-alert": ("【申诉】{where}{who} 对案号 {case} 申诉。回复“查 {case}”看案卷，“误判 {case}”撤销。",
                     "[Appeal] {where}{who} appeals case {case}. /why {case}, /overturn {case}"),
    "not-yours": ("只能为自己申诉。", "You can only appeal for yourself."),
    "whom": ("请 @ 要解禁的人，或引用他的消息。", "Mention the member, or answer a message of theirs."),
    "unmuted": ("已解除 {user} 的禁言。", "{user} is unmuted."),
    "failed": ("没有做成：{problem}。", "It did not work: {problem}."),
    "failed-after": ("已撤销案号 {case}，不再计分；但处罚没有解除：{problem}，请手动解除。",
                     "Case {case} is overturned and counts no more, but what was done is not undone: {problem}. Undo it by hand."),
    "today": ("今天（{date}）：违规 {offences} 条，{members} 人；{actions}。举报 {reports} 件，申诉 {appeals} 件，撤销 {overturned} 件。",
              "{date}: {offences} offences, {members} members; {actions}; {reports} reports, {appeals} appeals, {overturned} undone."),
    "today-held": ("另有 {count} 条通知因为一分钟里太多没有发出。", " {count} notices were not said: too many in a minute."),
    "today-none": ("没有处理", "nothing done"),
    "how-to-add": ("写成：问答 添加 问题｜答案；或者引用答案，发：问答 添加 问题。",
                   "Write: /faq add question | answer; or answer the answer with: /faq add question."),
    "added": ("已记下，等人审核后加入问答（{file}）。", "Noted for review in {file}."),
    "not-added-forbidden": ("没有记下：问题或答案里有群规不许发的内容，机器人不会说。请换个说法。",
                            "Not noted: the question or the answer holds what the rules forbid, so the bot would not say it."),
    "not-added": ("没有写成：{why}", "It could not be written: {why}"),
    "no-store": ("违规记录暂时读不到，请稍后再试。", "The ledger is out of reach; try again later."),
    "no-ledger": ("机器人没有存储（--store），做不到。", "The bot has no store (--store)."),
    "welcome": ("欢迎新朋友！发言前请先看群规：\n{rules}", "Welcome! Please read the rules first:\n{rules}"),
}  # fmt: skip
