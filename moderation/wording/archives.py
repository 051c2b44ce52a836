"""What the archive readers say: why a file cannot be read, and why a row was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moderation.wording import Sentences

__all__ = ["REASONS", "SENTENCES"]

SENTENCES: Final[Sentences] = {
    "unknown-format": ("没有“{format}”这种格式；可选：{formats}。", "There is no format “{format}”; choose from {formats}."),
    "fixed-columns": (
        "“{format}”的列是固定的，不能用 --columns；可以用的格式：{formats}。",
        "The columns of “{format}” are fixed, --columns is for {formats}.",
    ),
    "binary-archive": (
        "{name} 是 {kind} 文件，读不了；请先导出为 JSON、CSV、Parquet 或纯文本。",
        "{name} is a {kind} file, which cannot be read; export it as JSON, CSV, Parquet or plain text first.",
    ),
    "broken-zip": (
        "{name} 是损坏或不完整的 ZIP，读不了；请重新下载或导出。",
        "{name} is a damaged or incomplete ZIP, which cannot be read; download or export it again.",
    ),
    "missing-column": (
        "表头“{header}”不是这种格式，缺少 {wanted}。",
        "The header “{header}” is not that of this format: {wanted} is missing.",
    ),
    "missing-extra": (
        "读 {what} 需要先安装：pip install 'moderation[{extra}]'。",
        "To read {what}, install it first: pip install 'moderation[{extra}]'.",
    ),
    "broken-parquet": ("{name} 损坏了，读不出任何一行。", "{name} is damaged: not one row of it can be read."),
    "unknown-zone": (
        "没有“{zone}”这个时区；例如 Asia/Shanghai、UTC。",
        "There is no time zone “{zone}”; examples are Asia/Shanghai and UTC.",
    ),
    "bad-columns": (
        "--columns 里的“{part}”看不懂；写法是 text=内容,at=时间，每个字段一次。",
        "“{part}” in --columns makes no sense; write text=content,at=time, each field once.",
    ),
    "unknown-field": ("没有“{field}”这个字段；可选：{fields}。", "There is no field “{field}”; choose from {fields}."),
    "unknown-role": ("“{role}”不是身份；可选：{roles}。", "“{role}” is no role; choose from {roles}."),
    "role-twice": ("“{member}”前面已经写成 {role} 了。", "“{member}” is {role} already."),
    "roles-syntax": ("语法不对：{why}", "wrong syntax: {why}"),
    "roles-shape": (
        "身份表要写成“ID 或名字: 身份”，身份是 {roles} 之一。",
        "a role map is written as “id or name: role”, a role being one of {roles}.",
    ),
    "roles-columns": (
        "这一行要有两列：ID 或名字，身份（{roles}）。",
        "this row needs two columns: id or name, and role ({roles}).",
    ),
    "no-text-column": (
        "表头“{header}”里没有正文列；请把正文列命名为 text 或 内容，或用 --columns text=列名 指定。",
        "The header “{header}” has no column for the text; name that column text or 内容, or say --columns text=NAME.",
    ),
}

REASONS: Final[Sentences] = {
    "bad-encoding": ("编码不对，无法解码", "not in the encoding of its file"),
    "line-too-long": ("一行或一条记录超过 16 MiB", "a line or record of more than 16 MiB"),
    "bad-json": ("不是完整的 JSON", "no complete JSON"),
    "not-an-object": ("是 JSON，但不是对象", "JSON, but no object"),
    "unknown-record": ("ChatLab 里没有这种记录", "no record that ChatLab knows"),
    "no-text": ("没有正文", "has no text"),
    "text-not-text": ("正文不是字符串", "its text is no string"),
    "bad-id": ("id 不是字符串或数字", "its id is neither string nor number"),
    "missing-columns": ("列数不够，没有正文", "too few columns: no text"),
    "extra-columns": ("列数比表头多", "more columns than the header"),
    "open-quote": ("引号没有闭合", "a quote that is never closed"),
    "no-head": ("不属于任何一条消息：前面没有时间和名字", "belongs to no message: no time and name before it"),
    "bad-member": (
        "压缩包里的这个文件读不了：加了密、损坏、展开没有上限，或者格式不认识",
        "this file of the ZIP cannot be read: locked, damaged, without bounds, or in no known format",
    ),
    "bad-packing": ("压缩包损坏或不完整，后面的读不出来", "the compressed file is damaged or cut off, the rest is lost"),
    "bad-page": ("Parquet 的这一段损坏了", "this part of the Parquet file is damaged"),
}
