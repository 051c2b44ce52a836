"""The few figures that both READMEs show, written between two marks there, each from the record that it links to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.definitions import OWN, SIZES
from benchmarks.probe import CACHED, COMPILED
from benchmarks.record import read_record
from benchmarks.report import raw_ratio
from benchmarks.rivals import OURS
from benchmarks.running import ARCHIVE

if TYPE_CHECKING:
    from benchmarks.record import Record

__all__ = ["READMES", "with_figures"]

_ROOT: Final = Path(__file__).parent.parent
READMES: Final = {"en": _ROOT / "README.md", "zh": _ROOT / "README.zh-CN.md"}
_BETWEEN: Final = re.compile(r"(<!-- figures: python -m benchmarks -->\n).*?(<!-- /figures -->)", re.DOTALL)

_TEXT: Final = {
    "en": """\
Measured over generated chat with a list of {terms} terms ([record]({record}), [all figures](docs/performance.md),
{processor}, {cores} cores): one `check` of a clean 30-character message takes {check_us} µs, {ratio} times one raw `ahocorasick_rs`
search of it; `scan` judges {scan} thousand messages a second in memory and {archive} thousand from file to file, on one core. The
list compiles in {compiled} s of CPU and is read back from its cache in {cached} s, start of the library included, at most {memory} MB
in all. With the `community` ruleset an ordinary message costs {community_us} µs. `make bench` measures it again, beside its rivals.
""",
    "zh": """\
在生成的聊天文本上、用 {terms} 条词表测得（[记录]({record})，[全部数字](docs/performance.md)，{processor}，{cores} 核）：
一条 30 字的正常消息 `check` 一次 {check_us} 微秒，是 `ahocorasick_rs` 裸搜同一条的 {ratio} 倍；`scan` 单核每秒判 {scan} 千条
（内存里）、{archive} 千条（从文件到文件）。词表编译用 {compiled} 秒 CPU，从缓存读回用 {cached} 秒，都含库自身的启动；内存最多
{memory} MB。用 `community` 群规时，一条普通消息 {community_us} 微秒。`make bench` 重新测一遍，并和同类库对比。
""",
}


def with_figures(readme: str, lang: str, path: Path) -> str:
    """Return a README with the figures of a record between its marks; the same where it has no marks."""
    text = _TEXT[lang].format(**_figures(read_record(path)), record=f"benchmarks/records/{path.name}")
    return _BETWEEN.sub(lambda marks: marks[1] + text + marks[2], readme)


def _figures(record: Record) -> dict[str, str]:
    terms = SIZES[-1]
    load = record.row("load", terms)["contestants"]
    scan, chat = record.row("scan-chat", terms)["contestants"], _messages(record, "chat")
    community = record.row("check-community", OWN)["contestants"][OURS]
    thirty = record.row("check-thirty", terms)["contestants"][OURS]
    return {
        "terms": f"{terms:,}", "processor": record.machine["processor"], "cores": str(record.machine["cores"]),
        "check_us": f"{thirty['seconds'] / _messages(record, 'thirty') * 1e6:.1f}",
        "ratio": f"{raw_ratio(record, 'check-thirty'):.1f}",
        "scan": f"{chat / scan[OURS]['seconds'] / 1e3:.0f}", "archive": f"{chat / scan[ARCHIVE]['seconds'] / 1e3:.0f}",
        "compiled": f"{load[COMPILED]['load_cpu_s']:.1f}", "cached": f"{load[CACHED]['load_cpu_s']:.2f}",
        "memory": f"{max(load[COMPILED]['worked_mb'], load[CACHED]['worked_mb']):.0f}",
        "community_us": f"{community['seconds'] / _messages(record, 'clean') * 1e6:.0f}",
    }  # fmt: skip


def _messages(record: Record, text: str) -> int:
    messages: int = next(one["messages"] for one in record.texts if one["name"] == text)
    return messages
