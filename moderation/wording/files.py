"""What is said when the operating system refuses a file."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from moderation.wording import both

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["REASONS", "SENTENCES", "refusal"]

SENTENCES: Final[Sentences] = {
    "no-such-file": (
        "没有“{name}”这个文件；也可以写自带群规的名字：{packs}。",
        "There is no file “{name}”; or give the name of a shipped ruleset: {packs}.",
    ),
    "no-ruleset": (
        "没有“{name}”这个群规；自带的有：{packs}，也可以写 YAML 文件的路径。",
        "There is no ruleset “{name}”; shipped are {packs}, or give the path of a YAML file.",
    ),
    "read": ("无法读取 {name}：{why}。", "Cannot read {name}: {why}."),
    "write": ("无法写入 {name}：{why}。", "Cannot write {name}: {why}."),
}

REASONS: Final[Sentences] = {
    "ENOENT": ("文件不存在", "no such file"),
    "no-directory": ("上级目录不存在", "its directory does not exist"),
    "EISDIR": ("这是一个目录", "it is a directory"),
    "ENOTDIR": ("路径中有一段不是目录", "part of its path is no directory"),
    "EACCES": ("没有权限", "permission denied"),
    "EPERM": ("没有权限", "permission denied"),
    "EROFS": ("磁盘是只读的", "the disk is read-only"),
    "ENOSPC": ("磁盘已满", "the disk is full"),
    "EIO": ("磁盘读写出错", "the disk failed"),
}


def refusal(key: str, name: str, error: OSError) -> tuple[str, str]:
    """Return why a file cannot be `read` or `write` (the key), in Chinese and English.

    >>> refusal("read", "群.jsonl", FileNotFoundError(errno.ENOENT, "?"))
    ('无法读取 群.jsonl：文件不存在。', 'Cannot read 群.jsonl: no such file.')
    """
    slug = errno.errorcode.get(error.errno or 0, "")
    slug = "no-directory" if (key, slug) == ("write", "ENOENT") else slug
    zh, en = both(REASONS, slug) if slug in REASONS else (error.strerror or str(error),) * 2
    return both(SENTENCES, key, {"name": name, "why": zh})[0], both(SENTENCES, key, {"name": name, "why": en})[1]
