"""A report in a real browser: it opens without the network, without an error, and hostile text in it does nothing."""

import json
import os
import shutil
import subprocess

import pytest

from moderation.reports import written

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0",
)  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture
def opened(tmp_path):
    """Open a page; return what became of it, its console, and every address that was asked for."""

    def call(page):
        (tmp_path / "report.html").write_text(page, encoding="utf-8")
        log = tmp_path / "net.json"
        places = [f"--user-data-dir={tmp_path / 'profile'}", f"--log-net-log={log}", "--net-log-capture-mode=Everything"]
        command = [CHROMIUM, *FLAGS, *places, "--dump-dom", (tmp_path / "report.html").as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=100, check=True, env={**os.environ, "HOME": str(tmp_path)})
        events = json.loads(log.read_text(encoding="utf-8"))["events"]
        asked = {event["params"]["url"] for event in events if isinstance(event.get("params", {}).get("url"), str)}
        console = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
        return done.stdout.decode("utf-8"), console, {url for url in asked if not url.startswith(("file:", "chrome:", "data:"))}

    return call


def test_a_page_full_of_hostile_text_asks_for_nothing_and_reports_no_error(reported, opened):
    texts = [
        "<script>document.title='owned'</script>",
        "<img src=https://evil.example.com/x onerror=alert(1)>",
        "{{ 7*7 }}",
        "\u202e右",
        "\x00",
    ]
    rows = [
        {"id": str(n), "text": f"{text} 加微信 abc12345 日结兼职", "user_id": f"u{n}", "user_name": text, "time": 1_794_613_344 + n}
        for n, text in enumerate(texts)
    ]
    dom, console, asked = opened(written(reported(rows, masked=False), "html"))
    assert console == []
    assert not [url for url in asked if "evil" in url]
    assert "<title>社群报告" in dom
    assert "owned'&lt;/script&gt;" in dom
    assert "<img" not in dom
    assert dom.count("<svg") >= 4


def test_this_watch_would_see_a_request_and_an_error(opened):
    _, console, asked = opened("<img src=https://evil.example.com/x><script>console.error('seen')</script>")
    assert any("seen" in line for line in console)
    assert any("evil" in url for url in asked)
