"""`python -m benchmarks.bots [--seconds 60] [--rate 2000] [--warm 5] [--commit SHA]`: the OneBot runner under load, as operators run it.

A process of its own runs `moderation bot onebot` with the ruleset `community` over SQLite; this one is the server: it sends
ordinary talk of 20,000 members in 50 groups over one real WebSocket on loopback, among it one advertisement in a hundred
messages, each by a member of its own, and answers every action at once. Measured is the time from the event of an
advertisement being written to the socket until its `delete_msg` has been read from it, and the CPU time of both sides. Before
that, the same goes on for `--warm` seconds, which count for nothing but what the bot has in memory: that is told every ten
seconds from the beginning on, with how much it grows in each whole minute.
Checked before a time is reported: every advertisement is deleted, and nothing twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from benchmarks.record import FOLDER, new_record
from moderation.text.segmentation import frequencies

_MEMBERS: Final = 20_000
_GROUPS: Final = 50
_TICK_S: Final = 0.01
_ONE_IN: Final = 100
_AD: Final = "日结兼职，手机就能做，加我微信 abc12345"


def talk(messages: int) -> list[str]:
    """Return as many texts of 3 to 10 words, drawn by their frequency: as varied as real talk, which composed sentences are not."""
    lots = random.Random(6)
    counts = {word: count for word, count in frequencies().items() if count > 1}
    words = iter(lots.choices(list(counts), list(counts.values()), k=messages * 10))
    return ["".join(islice(words, lots.randint(3, 10))) for _ in range(messages)]


class Load:
    """The server side: what was sent when, and what came back."""

    def __init__(self, rate: int, seconds: int, warm: int = 0) -> None:
        self.rate, self.seconds, self.warm = rate, seconds, warm
        self.talk = talk(rate * (warm + seconds))
        self.sent_s: dict[int, float] = {}
        self.taken_s: dict[int, float] = {}
        self.deletes = 0
        self.sent = 0
        self.cpu_s: dict[str, float] = {}
        self.own_cpu_s = 0.0
        self.took_s = 0.0
        self.actions: dict[str, int] = {}
        self.finished = asyncio.Event()
        self.rss_mb: list[tuple[float, float]] = []
        self.process: subprocess.Popen[bytes] | None = None

    async def meet(self, socket: Any) -> None:  # noqa: ANN401 - a connection of websockets
        """Send the load to whoever connects, and answer what comes back."""
        sending = asyncio.create_task(self._send(socket))
        async for frame in socket:
            now = time.perf_counter()
            action = json.loads(frame)
            self.actions[action["action"]] = self.actions.get(action["action"], 0) + 1
            if action["action"] == "delete_msg":
                self.deletes += 1
                self.taken_s.setdefault(action["params"]["message_id"], now)
            with suppress(ConnectionClosed):
                await socket.send(json.dumps({"status": "ok", "retcode": 0, "data": {"message_id": 1}, "echo": action["echo"]}))
        await sending

    async def _send(self, socket: Any) -> None:  # noqa: ANN401 - the same
        frames = self._frames(int(time.time()) + 1)
        start = time.perf_counter()
        for number in range(1, len(frames) + 1):
            due = start + number / self.rate
            if due > time.perf_counter() + _TICK_S:
                await asyncio.sleep(due - time.perf_counter())
            if number % _ONE_IN == 0:
                self.sent_s[number] = time.perf_counter()
            await socket.send(frames[number - 1])
            self.sent += 1
            if number % self.rate == 0 and self.process is not None:
                second = number // self.rate - self.warm
                self.rss_mb.append((second, _rss_mb(self.process.pid)))
                if second == 0:
                    self.cpu_s, self.own_cpu_s = _cpu_s(self.process.pid), time.process_time()
        self.took_s, self.own_cpu_s = time.perf_counter() - start, time.process_time() - self.own_cpu_s
        for _ in range(300):
            if self.sent_s.keys() <= self.taken_s.keys():
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        self.finished.set()

    def _frames(self, start_s: int) -> list[str]:
        """All events, made beforehand: this side is to cost as little as it can of a machine that both sides share."""
        lots, frames = random.Random(6), []
        for number, said in enumerate(self.talk, 1):
            is_ad = number % _ONE_IN == 0
            user = 50_000_000 + number if is_ad else 10_000_000 + lots.randrange(_MEMBERS)
            event = _event(number, user, _AD if is_ad else said) | {"time": start_s + number // self.rate}
            frames.append(json.dumps(event, ensure_ascii=False))
        return frames


def _event(number: int, user: int, text: str) -> dict[str, Any]:
    return {
        "time": int(time.time()), "self_id": 1, "post_type": "message", "message_type": "group", "sub_type": "normal",
        "message_id": number, "group_id": 700_000_000 + user % _GROUPS, "user_id": user, "raw_message": text, "font": 0,
        "sender": {"user_id": user, "nickname": f"群友{user % 1_000}", "card": "", "role": "member", "level": "1", "title": ""},
        "message": [{"type": "text", "data": {"text": text}}], "message_format": "array",
    }  # fmt: skip


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _cpu_s(pid: int) -> dict[str, float]:
    """The CPU seconds of the process so far, and of each of its threads by number, the first the event loop."""
    found = {"all": _seconds(Path(f"/proc/{pid}/stat"))}
    return found | {path.parent.name: _seconds(path) for path in sorted(Path(f"/proc/{pid}/task").glob("*/stat"), key=_number)}


def _number(path: Path) -> int:
    return int(path.parent.name)


def _seconds(path: Path) -> float:
    fields = path.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _slopes(points: list[tuple[float, float]]) -> list[float]:
    """How much memory grows in each whole minute, the last one ending where the points do, by the line nearest to its points."""
    minutes = [points[end - 60 : end] for end in range(len(points), 59, -60)]
    return [round(statistics.linear_regression(*zip(*minute, strict=True)).slope * 60, 1) for minute in reversed(minutes)]


async def measured(rate: int, seconds: int, folder: Path, warm: int = 5) -> dict[str, Any]:
    """Return what a run of so many seconds came to, after so many others that only warm it up."""
    load = Load(rate, seconds, warm)
    async with serve(load.meet, "127.0.0.1", 0, compression=None, ping_timeout=None) as server:
        port = server.sockets[0].getsockname()[1]
        command = [
            sys.executable, "-m", "moderation", "bot", "onebot", "--url", f"ws://127.0.0.1:{port}", "--ruleset", "community",
            "--store", f"sqlite:///{folder / 'bench.db'}", "--no-welcome",
        ]  # fmt: skip
        with (folder / "bot.log").open("wb") as log:
            load.process = subprocess.Popen(command, stderr=log, cwd=folder)  # noqa: ASYNC220 - a benchmark
        await load.finished.wait()
        cpu_s = {name: spent - load.cpu_s.get(name, 0.0) for name, spent in _cpu_s(load.process.pid).items()}
        load.process.send_signal(signal.SIGTERM)
        code = load.process.wait(60)
    assert code == 0, (folder / "bot.log").read_text(encoding="utf-8")[-2_000:]
    assert load.deletes == len(load.taken_s), "something was deleted twice"
    assert load.sent_s.keys() <= load.taken_s.keys(), "an advertisement stayed"
    late = sorted(number for number in load.sent_s if number > rate * warm)
    times_ms = [(load.taken_s[number] - load.sent_s[number]) * 1_000 for number in late]
    cuts = statistics.quantiles(times_ms, n=1_000)
    events = rate * seconds
    each_us = {name: round(spent / events * 1e6) for name, spent in cpu_s.items()}
    return {
        "rate": rate, "seconds": seconds, "warm_s": warm, "events": load.sent, "advertisements": len(load.sent_s), "actions": load.actions,
        "sent_per_s": round(load.sent / load.took_s), "p50_ms": round(cuts[499], 2), "p99_ms": round(cuts[989], 2),
        "p999_ms": round(cuts[998], 2), "most_ms": round(max(times_ms), 2), "cpu_us_per_event": each_us.pop("all"),
        "cpu_us_of_threads": [spent for spent in each_us.values() if spent], "cpu_us_of_the_server": round(load.own_cpu_s / events * 1e6),
        "deleted_besides": len(load.taken_s.keys() - load.sent_s.keys()),
        "rss_mb": {str(at): round(mb, 1) for at, mb in load.rss_mb if at % 10 == 0},
        "rss_mb_more_in_each_minute": _slopes(load.rss_mb),
        "load_of_machine": [round(one, 1) for one in os.getloadavg()],
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--rate", type=int, default=2_000)
    options.add_argument("--warm", type=int, default=5)
    options.add_argument("--commit", default="")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        row = asyncio.run(measured(asked.rate, asked.seconds, Path(folder), asked.warm))
    print(json.dumps(row, ensure_ascii=False, indent=2))
    if asked.commit:
        record = new_record(commit=asked.commit, rounds=1, startup={}, rows=[row])
        path = FOLDER / f"{record.date}-bots.json"
        content = {"date": record.date, "commit": record.commit, "machine": record.machine, "versions": record.versions, "rows": [row]}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
