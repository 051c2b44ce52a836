"""What the Telegram bot says to who starts it: that it runs, and what is wrong, as a newcomer meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.wording import bot_runner

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "TELEGRAM", "VERBS"]

VERBS: Final[tuple[str, ...]] = ("bot telegram",)

TELEGRAM: Final[Sentences] = {
    "missing-extra": (
        "运行 Telegram 机器人需要先安装：pip install 'moderation[telegram]'。",
        "To run a Telegram bot, install it first: pip install 'moderation[telegram]'.",
    ),
    "no-token": (
        "没有口令（token）。在 Telegram 里向 @BotFather 发 /newbot 就能得到，写进环境变量 MODERATION_BOT_TOKEN 或 --token。",
        "There is no token. Send /newbot to @BotFather to get one; put it into MODERATION_BOT_TOKEN or --token.",
    ),
    "bad-token": (
        "这不像 Telegram 的口令（token）：应当是 @BotFather 给的那一整串，形如 123456789:AAE…，中间有冒号。",
        "This is no token of Telegram: give all that @BotFather sent, such as 123456789:AAE…, with its colon.",
    ),
    "bad-url": (
        "“{url}”不是地址；写成 https://api.telegram.org 或 http://127.0.0.1:8081，代理写成 http://127.0.0.1:7890。",
        "{url} is no address; write https://api.telegram.org or http://127.0.0.1:8081, a proxy as http://127.0.0.1:7890.",
    ),
    "wrong-token": (
        "Telegram 不认这个口令（token）。请向 @BotFather 发 /token 再取一次；换过口令的话，旧的已经作废。",
        "Telegram refuses this token. Send /token to @BotFather to see it again; one that was revoked is void.",
    ),
    "not-telegram": (
        "{url} 不是 Telegram Bot API（{why}）。不写 --api 就用官方的；自建的写成 http://127.0.0.1:8081。",
        "{url} is no Telegram Bot API ({why}). Leave --api out for the official one; your own is such as http://127.0.0.1:8081.",
    ),
    "unreachable": (
        "连不上 {url}（{why}），{pause} 秒后再试。要用代理的网络请写 --proxy http://127.0.0.1:7890。",
        "Cannot reach {url} ({why}); trying again in {pause} s. Behind a proxy, give --proxy http://127.0.0.1:7890.",
    ),
    "back": ("又连上了 {url}", "{url} is back"),
    "connected": ("已连接 Telegram：@{name}", "connected to Telegram as @{name}"),
    "webhook": (
        "这个机器人设了 webhook，所以收不到消息。请先打开 {url}/bot<口令>/deleteWebhook 删掉它，再启动。",
        "This bot has a webhook, so it gets no updates. Remove it first: {url}/bot<TOKEN>/deleteWebhook.",
    ),
    "conflict": (
        "另一个程序正用同一个口令接收消息（另一个还在运行的机器人？），{pause} 秒后再试。",
        "Another program receives the updates of this token (this bot, started before?); trying again in {pause} s.",
    ),
    "refused": ("Telegram 拒绝了：{why}，{pause} 秒后再试", "Telegram refuses: {why}; trying again in {pause} s"),
    "privacy": (
        "机器人的隐私模式开着：在它不是管理员的群里，它看不到消息。把它设为管理员，或向 @BotFather 发 /setprivacy 关掉。",
        "The bot's privacy mode is on: where it is no admin it sees no messages. Make it an admin, or send /setprivacy to @BotFather.",
    ),
    "no-admin": (
        "机器人在“{chat}”里不是管理员：删不了消息，也禁言不了人。请在群设置里把它设为管理员，打开“删除消息”和“封禁用户”。",
        "The bot is no admin of {chat}: it can delete nothing and mute nobody. Make it an admin who may delete messages and ban users.",
    ),
    "no-right": (
        "机器人在“{chat}”里是管理员，但没有权限：{rights}。请在群设置的管理员里打开。",
        "The bot is an admin of {chat}, but may not: {rights}. Allow it in the group's settings.",
    ),
    "can_delete_messages": ("删除消息", "delete messages"),
    "can_restrict_members": ("封禁用户", "ban users"),
}

_SHARED: Final = ("ruleset", "store", "staff", "chat", "quiet", "no_welcome", "review_file")
HELP: Final[Sentences] = {
    "bot telegram": (
        "在 Telegram 群里运行机器人：接收消息（长轮询），按群规删除、警告、禁言、移出、答问、欢迎",
        "run the bot in Telegram groups, by long polling",
    ),
    "bot telegram.token": (
        "@BotFather 给的口令（token）；最好用环境变量 MODERATION_BOT_TOKEN，不会出现在进程列表里",
        "the token from @BotFather; better in MODERATION_BOT_TOKEN, which no list of processes shows",
    ),
    "bot telegram.api": ("Bot API 的地址，自建服务器时写", "the Bot API, if it is your own server"),
    "bot telegram.proxy": (
        "访问 Telegram 用的代理，如 http://127.0.0.1:7890",
        "the proxy to reach Telegram, such as http://127.0.0.1:7890",
    ),
    "bot telegram.staff_chat": (
        "提醒发到哪里：管理群的 ID（如 -1001234567890），或 user:账号ID；那里的人都可以用管理命令",
        "where alerts go: the id of a staff group (such as -1001234567890), or user:ID; everybody there may give staff commands",
    ),
    **{f"bot telegram.{name}": bot_runner.HELP[f"bot onebot.{name}"] for name in _SHARED if f"bot onebot.{name}" in bot_runner.HELP},
    "bot telegram.bot": (
        "发言会被当成真人的机器人账号 ID，可以写多次；一般不用写，Telegram 会说明谁是机器人",
        "an account to take for a bot; seldom needed, as Telegram tells who is one",
    ),
    "bot telegram.staff": (
        "群主、管理员以外可以用管理命令的账号 ID，可以写多次",
        "an account that may give staff commands besides owners and admins",
    ),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "bot telegram": (
        "MODERATION_BOT_TOKEN=123456789:AAE… moderation bot telegram --ruleset ruleset.yaml --store sqlite:///group.db",
        "moderation bot telegram --token 123456789:AAE… --proxy http://127.0.0.1:7890 --staff-chat -1001234567890 --quiet",
    ),
}
