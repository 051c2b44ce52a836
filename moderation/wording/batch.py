"""What a scan says when it cannot begin, or cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["SENTENCES"]

SENTENCES: Final[Sentences] = {
    "same-file": (
        "{name} 既要读又要写，或要写两次；请换一个输出文件。",
        "{name} would be read and written, or written twice; choose another output file.",
    ),
    "nothing-there": (
        "{name} 里没有可读的聊天记录（{endings}，以及压成 .gz、.zst 的）。",
        "There is no archive to read in {name} ({endings}, or the same as .gz or .zst).",
    ),
    "packed-out": (
        "判定不压缩；{name} 请换一个不带 .gz、.zst 的名字。",
        "Verdicts are not compressed; choose a name for {name} without .gz or .zst.",
    ),
    "parquet-out": (
        "Parquet 要写成文件，不能写到标准输出；请用 --out FILE。",
        "Parquet has to be a file, not the standard output; use --out FILE.",
    ),
    "bad-workers": (
        "--workers 要写 1 到 {most} 之间的数，不能是 {number}。",
        "--workers takes a number from 1 to {most}, not {number}.",
    ),
    "store-alone": (
        "带记忆（store）的检查要按先后一条条来，不能用 --workers 分给几个进程。",
        "With a store messages have to be judged one after the other, not by several --workers.",
    ),
    "worker-died": (
        "有一个工作进程中途没了，多半是内存不够；减少 --workers，再用 --resume 接着扫描。",
        "A worker process died, most likely for want of memory; use fewer --workers, and go on with --resume.",
    ),
    "nothing-to-resume": (
        "--resume 要有 --out 文件，聊天记录也不能来自标准输入：管道里读过的不会再来。",
        "--resume needs an --out file, and archives that do not come from the standard input: a pipe does not come twice.",
    ),
    "bad-checkpoint": (
        "断点文件 {name} 读不懂；去掉 --resume 从头扫描。",
        "The checkpoint {name} cannot be read; scan from the beginning without --resume.",
    ),
    "changed-ruleset": (
        "群规变了：中断的扫描用的是 {before}，现在是 {now}，前后接不上；去掉 --resume 从头扫描。",
        "The ruleset has changed: the scan that was killed used {before}, this is {now}; scan from the beginning without --resume.",
    ),
    "changed-call": (
        "选项和中断的那次扫描不同（{names}），前后接不上；照原来的命令加 --resume，或去掉 --resume 从头扫描。",
        "Options differ from those of the scan that was killed ({names}); repeat its command with --resume, or begin anew without it.",
    ),
    "other-archives": (
        "聊天记录和中断的那次扫描不是同一批，前后接不上；照原来的命令加 --resume，或去掉 --resume 从头扫描。",
        "These are not the archives of the scan that was killed; repeat its command with --resume, or begin anew without it.",
    ),
    "changed-archive": (
        "{name} 在扫描中断之后变了，前后接不上；去掉 --resume 从头扫描。",
        "{name} has changed since the scan was killed; scan from the beginning without --resume.",
    ),
    "changed-output": (
        "{name} 比扫描中断时短了，或者不见了，接不上；去掉 --resume 从头扫描。",
        "{name} is shorter than when the scan was killed, or gone; scan from the beginning without --resume.",
    ),
}
