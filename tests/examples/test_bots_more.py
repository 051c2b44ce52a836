"""The Telegram example moderates against a local server that speaks the Bot API; the NoneBot2 example loads the plugin."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
RULESET = """
spec: 1
ruleset: {id: g}
terms: {ads: {terms: [刷单返利]}}
rules: [{id: ad, title: 广告, label: ad, severity: medium, when: ads, verdict: block, actions: [delete]}]
"""
SAID = {"message_id": 5, "date": 1_790_000_000, "chat": {"id": -1001, "type": "supergroup"}, "from": {"id": 7}, "text": "刷单返利"}


class BotApi(BaseHTTPRequestHandler):
    """Has one update, and is gone after it."""

    asked: ClassVar[list] = []

    def do_POST(self):
        method = self.path.rpartition("/")[2]
        params = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((method, params))
        answers = {"getMe": {"id": 42, "username": "b"}, "getUpdates": [{"update_id": 3, "message": SAID}], "deleteMessage": True}
        gone = method == "getUpdates" and params["offset"] == 4
        self.send_response(500 if gone else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"ok": True, "result": answers.get(method)}).encode())

    def log_message(self, *_):
        pass


def test_the_telegram_example(tmp_path):
    (tmp_path / "r.yaml").write_text(RULESET, encoding="utf-8")
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    Thread(target=server.serve_forever, daemon=True).start()
    env = {**os.environ, "TELEGRAM_API": f"http://127.0.0.1:{server.server_port}", "TELEGRAM_TOKEN": "42:x", "no_proxy": "127.0.0.1"}
    subprocess.run(
        [sys.executable, EXAMPLES / "telegram_bot.py", "r.yaml"], cwd=tmp_path, env=env, check=False, capture_output=True, timeout=60
    )
    server.shutdown()
    server.server_close()
    asked = [one for one in BotApi.asked if one[0] not in ("getMe", "getUpdates")]
    assert asked[0] == ("deleteMessage", {"chat_id": -1001, "message_id": 5})


def test_the_nonebot_example_loads_the_plugin(tmp_path):
    pytest.importorskip("nonebot.adapters.onebot.v11", reason="nonebot2 or its OneBot adapter is not installed")
    program = "import nonebot, nonebot_bot; nonebot_bot.main(driver='~none'); print(len(nonebot.get_loaded_plugins()))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(EXAMPLES), str(EXAMPLES.parent)])}
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, check=True, capture_output=True, text=True, timeout=60)
    assert ran.stdout.splitlines()[-1] == "1"
