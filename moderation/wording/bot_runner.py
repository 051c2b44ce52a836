"""What a bot says to who starts it: that it runs, what it waits for, and what is wrong, as a newcomer meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["EXAMPLES", "HELP", "RUNNER", "VERBS"]

VERBS: Final[tuple[str, ...]] = ("bot onebot", "charter")

RUNNER: Final[Sentences] = {
    "missing-extra": (
        "运行机器人需要先安装：pip install 'moderation[bots]'。",
        "To run a bot, install it first: pip install 'moderation[bots]'.",
    ),
    "missing-nonebot": (
        "这是 NoneBot2 的插件，需要先安装：pip install 'moderation[nonebot]'，还有所用平台的适配器，如 nonebot-adapter-onebot。",
        "This is a plugin of NoneBot2, install it first: pip install 'moderation[nonebot]', and an adapter such as nonebot-adapter-onebot.",
    ),
    "one-way": (
        "--url 和 --listen 要写一个，也只写一个：--url 去连 OneBot 服务器（正向），--listen 等它来连（反向）。",
        "Give either --url, to connect to a OneBot server, or --listen, to wait for one; not both.",
    ),
    "bad-url": (
        "“{url}”不是 WebSocket 地址；写成 ws://127.0.0.1:3001。",
        "{url} is no WebSocket address; write ws://127.0.0.1:3001.",
    ),
    "bad-listen": (
        "“{listen}”不是监听地址；写成 127.0.0.1:8080。",
        "{listen} is no address to listen on; write 127.0.0.1:8080.",
    ),
    "open-without-token": (
        "监听 {listen} 时别的机器也连得上，请用 --token 设一个口令（OneBot 那边填同一个）。",
        "Other machines can reach {listen}: set a --token, and the same in the OneBot server.",
    ),
    "wrong-token": (
        "口令（access token）不对，对方拒绝了连接。请把 --token 写成 OneBot 网络配置里的那一个；那边没设就别写。",
        "The server refuses the access token. Give --token as it stands in the server's network settings, or none if it has none.",
    ),
    "not-onebot": (
        "{url} 不是 OneBot v11 的 WebSocket 服务（{why}）。请在 NapCat、LLBot 等的网络配置里新建“WebSocket 服务器”，再写它的地址和端口。",
        "{url} is no OneBot v11 WebSocket server ({why}). Create a “WebSocket server” in its network settings and give that address.",
    ),
    "silent": (
        "已经连上，但对方 {seconds} 秒里没有发来 OneBot 的消息。请确认地址是 OneBot v11 的 WebSocket 服务，消息格式任选，上报已打开。",
        "Connected, but nothing of OneBot came within {seconds} s. Is this a OneBot v11 WebSocket, with events on?",
    ),
    "unreachable": (
        "连不上 {url}（{why}），{pause} 秒后再试。OneBot 服务器启动了吗？端口对吗？",
        "Cannot connect to {url} ({why}); trying again in {pause} s. Is the server running, and the port right?",
    ),
    "refused-connection": ("那个端口没有程序在监听", "nothing listens on that port"),
    "no-host": ("找不到这台主机，地址写对了吗", "there is no such host"),
    "no-tls": (
        "对方不是 wss（加密）的服务，或证书有问题；本机的一般写 ws://",
        "no TLS there, or a wrong certificate; local servers are ws://",
    ),
    "timeout": ("等了很久没有回应", "it did not answer in time"),
    "EADDRNOTAVAIL": ("这台机器没有这个地址；只给本机用就写 127.0.0.1", "this machine has no such address; 127.0.0.1 is for itself alone"),
    "EACCES": ("没有权限，1024 以下的端口只有系统管理员能用", "permission denied; ports below 1024 are for administrators"),
    "ENETUNREACH": ("网络不通", "the network is unreachable"),
    "EHOSTUNREACH": ("那台主机连不上", "that host is unreachable"),
    "port-taken": (
        "{listen} 已被别的程序占用。换一个端口，或先停掉占用它的程序（可能是另一个还在运行的机器人）。",
        "{listen} is taken by another program, perhaps by this bot started before. Choose another port, or stop that program.",
    ),
    "cannot-listen": ("不能监听 {listen}：{why}", "Cannot listen on {listen}: {why}"),
    "connected": ("已连接 {url}", "connected to {url}"),
    "broken": ("连接断开，{pause} 秒后重连", "the connection broke; connecting again in {pause} s"),
    "listening": (
        "在 ws://{listen} 等待 OneBot 连接。请在 NapCat、LLBot 等的网络配置里新建“WebSocket 客户端”，地址填这一个。",
        "Waiting at ws://{listen}. Create a “WebSocket client” with this address in the network settings of the OneBot server.",
    ),
    "joined": ("OneBot 已连上：{who}", "a OneBot server connected: {who}"),
    "left": ("OneBot 断开了，等它再来", "the OneBot server is gone; waiting for it"),
    "replaced": ("来了新的连接，旧的断开", "a new connection takes the place of the one before"),
    "token-refused": (
        "拒绝了一个连接：口令（access token）不对。OneBot 那边填的要和 --token 一样。",
        "Refused a connection: its access token is not that of --token.",
    ),
    "events-only": (
        "对方只连了“{role}”，请改用 Universal（事件和接口走同一个连接）。",
        "The server connected as {role} only; use Universal, events and actions on one connection.",
    ),
    "running": ("群规 {ruleset}，{rules} 条规则，存储 {store}{quiet}", "ruleset {ruleset}, {rules} rules, store {store}{quiet}"),
    "is-quiet": ("，静默模式：只提醒管理人员", ", quiet: only staff are told"),
    "no-staff-chat": ("没有写 --staff-chat，提醒只写在这里。", "No --staff-chat: alerts are only shown here."),
    "no-policy": (
        "这份群规没有 policy：消息会撤回，但不会警告或禁言任何人。",
        "This ruleset has no policy: messages are removed, nobody is warned or muted.",
    ),
    "stopping": ("正在停止：处理完已收到的消息……", "stopping: finishing what came in…"),
    "stopped": ("已停止", "stopped"),
    "swapped": ("群规已换成新的版本：{ruleset}", "the ruleset was replaced by {ruleset}"),
    "not-swapped": ("新的群规有错误，继续用旧的：\n{why}", "the new ruleset has mistakes, the old one goes on:\n{why}"),
}

HELP: Final[Sentences] = {
    "bot onebot": (
        "在 QQ 群里运行机器人：连接 NapCat、LLBot、Gensokyo 等 OneBot v11 服务器，按群规撤回、警告、禁言、移出、答问、欢迎",
        "run the bot in QQ groups, over any OneBot v11 server (NapCat, LLBot, Gensokyo…)",
    ),
    "bot onebot.url": ("正向：OneBot 服务器的地址，如 ws://127.0.0.1:3001", "the OneBot server to connect to, such as ws://127.0.0.1:3001"),
    "bot onebot.listen": ("反向：在哪里等 OneBot 来连，如 127.0.0.1:8080", "where to wait for a OneBot server, such as 127.0.0.1:8080"),
    "bot onebot.token": (
        "OneBot 网络配置里的口令（access token）；也可用环境变量 MODERATION_BOT_TOKEN，不会出现在进程列表里",
        "the access token of the OneBot server; also MODERATION_BOT_TOKEN, which no list of processes shows",
    ),
    "bot onebot.store": (
        "记在哪里：sqlite:///文件 或 redis://…；memory:// 重启就忘",
        "where to remember: sqlite:///file or redis://…; memory:// forgets when it ends",
    ),
    "bot onebot.staff_chat": (
        "提醒发到哪里：管理群的群号，或 user:QQ号；那里的人都可以用管理命令",
        "where alerts go: the number of a staff group, or user:NUMBER; everybody there may give staff commands",
    ),
    "bot onebot.staff": (
        "群主、管理员以外可以用管理命令的 QQ 号，可以写多次",
        "an account that may give staff commands besides owners and admins",
    ),
    "bot onebot.bot": (
        "群里别的机器人的 QQ 号，可以写多次：不回答它们，也不处罚（QQ 官方机器人自己认得）",
        "an account of another bot: never answered or sanctioned; may be given several times (QQ's own bots are known)",
    ),
    "bot onebot.chat": ("只管这个群，可以写多次；不写就管机器人所在的所有群", "only moderate this group; may be given several times"),
    "bot onebot.quiet": (
        "静默模式：什么都不做不说，只告诉管理人员本来会怎样处理",
        "do and say nothing, only tell staff what would have been done",
    ),
    "bot onebot.no_welcome": ("新人入群时不发群规", "do not show newcomers the rules"),
    "bot onebot.review_file": ("“问答 添加”写到哪个文件，供人审核", "the file into which `/faq add` writes, for review"),
    "charter": (
        "把群规写成给群友看的公告：条目、规则、处理、申诉",
        "the rules of the group as a notice: articles, rules, what it costs, appeals",
    ),
    "charter.ruleset": (
        "群规：自带的名字（community、platform）或 YAML 文件路径",
        "a shipped ruleset (community, platform) or the path of a YAML file",
    ),
    "charter.form": ("text 纯文本、markdown，或 short 欢迎新人用的一条消息", "text, markdown, or short: one message for a welcome"),
}

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "bot onebot": (
        "moderation bot onebot --url ws://127.0.0.1:3001 --token TOKEN --ruleset ruleset.yaml --store sqlite:///group.db",
        "moderation bot onebot --listen 127.0.0.1:8080 --ruleset ruleset.yaml --store sqlite:///group.db --staff-chat 12345 --quiet",
    ),
    "charter": ("moderation charter ruleset.yaml", "moderation charter community --format markdown > rules.md"),
}
