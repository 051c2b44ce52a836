"""What is said of stores: an address that is none, and why a store is out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["REASONS", "SENTENCES"]

_URLS: Final[Sentences] = {
    "no-scheme": (
        "“{url}”不是存储地址；写成 memory://、sqlite:///文件.db 或 redis://主机:端口/0。",
        "“{url}” is no address of a store; write memory://, sqlite:///file.db or redis://host:port/0.",
    ),
    "unknown-scheme": (
        "不认识存储“{scheme}://”；可选：{schemes}。{nearest}",
        "There is no store “{scheme}://”; choose from {schemes}.{nearest}",
    ),
    "unknown-option": (
        "{scheme}:// 没有选项“{option}”；可选：{options}。{nearest}",
        "{scheme}:// has no option “{option}”; choose from {options}.{nearest}",
    ),
    "bad-option": ("选项 {option} 要写成正整数，不能是“{value}”。", "The option {option} is a positive whole number, not “{value}”."),
    "repeated-option": ("选项 {option} 写了不止一次。", "The option {option} is given more than once."),
    "memory-path": ("memory:// 后面不写路径：“{path}”。", "memory:// takes no path: “{path}”."),
    "sqlite-host": (
        "sqlite:// 后面要三条斜线：sqlite:///{path}（绝对路径四条：sqlite:////路径）。",
        "sqlite:// wants a third slash: sqlite:///{path} (an absolute path a fourth: sqlite:////path).",
    ),
    "sqlite-no-path": (
        "sqlite:// 要写文件名，如 sqlite:///群.db；只放内存请用 memory://。",
        "sqlite:// wants a file, as in sqlite:///chat.db; for memory only, use memory://.",
    ),
    "redis-port": ("redis 地址里的端口不对：{port}。", "The port in the address of Redis is wrong: {port}."),
    "redis-host": ("redis 地址里的主机写得不对。", "The host in the address of Redis is wrong."),
    "redis-database": (
        "redis 地址里的库号要写成数字，如 redis://localhost:6379/0，不能是“{path}”。",
        "The database in the address of Redis is a number, as in redis://localhost:6379/0, not “{path}”.",
    ),
    "no-redis": (
        "要用 redis:// 请先安装：pip install 'moderation[redis]'",
        "For redis:// install it first: pip install 'moderation[redis]'",
    ),
}

SENTENCES: Final[Sentences] = {
    **_URLS,
    "sqlite": ("存储文件 {name} 暂时用不了：{why}。", "The store {name} is out of reach: {why}."),
    "redis": ("Redis（{name}）暂时用不了：{why}。", "Redis ({name}) is out of reach: {why}."),
    "newer": (
        "存储 {name} 是更新版本的 moderation 写的（格式 {found}，本版本只认识到 {known}）；请升级 moderation。",
        "The store {name} was written by a newer moderation (format {found}, this one knows up to {known}); upgrade moderation.",
    ),
    "foreign": (
        "{name} 是别的程序的 SQLite 数据库，不是 moderation 的存储；请换一个文件名。",
        "{name} is the SQLite database of another program, no store of moderation; choose another file.",
    ),
}

REASONS: Final[Sentences] = {
    "SQLITE_FULL": ("磁盘已满", "the disk is full"),
    "SQLITE_BUSY": ("被别的进程占用太久", "another process has kept it locked for too long"),
    "SQLITE_LOCKED": ("被占用", "it is locked"),
    "SQLITE_READONLY": ("文件或目录是只读的", "the file or its directory is read-only"),
    "SQLITE_CANTOPEN": (
        "打不开，请检查目录是否存在、是否有权限",
        "it cannot be opened: see whether its directory exists and may be written",
    ),
    "SQLITE_NOTADB": ("不是 SQLite 数据库", "it is no SQLite database"),
    "SQLITE_CORRUPT": ("文件已损坏", "the file is damaged"),
    "SQLITE_IOERR": ("磁盘读写出错，或者已满", "the disk failed, or is full"),
    "SQLITE_PERM": ("没有权限", "permission denied"),
    "damaged": ("里面的内容已损坏", "what is in it is damaged"),
    "closed": ("已经关闭", "it was closed"),
    "loading": ("服务器正在启动", "its server is starting"),
    "connection": ("连不上服务器", "its server does not answer"),
    "timeout": ("服务器没有及时回答", "its server did not answer in time"),
    "authentication": ("密码或用户名不对", "wrong name or password"),
    "memory": ("服务器内存已满", "its server is out of memory"),
    "read-only": ("服务器是只读的", "its server is read-only"),
}
