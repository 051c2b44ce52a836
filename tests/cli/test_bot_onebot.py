"""`moderation bot onebot` and `charter`: wrong calls in one sentence, and what a group is shown."""

import socket

import pytest


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--url 和 --listen"),
        (("--url", "ws://x", "--listen", "1"), "--url 和 --listen"),
        (("--listen", "0.0.0.0:8080"), "口令"),
        (("--listen", "nowhere"), "监听地址"),
        (("--url", "http://127.0.0.1:3001", "--store", "memory://", "--ruleset", "tiny.yaml"), "不是 WebSocket 地址"),
    ],
)
def test_a_wrong_call_is_one_sentence(run, arguments, said):
    code, out, err = run("bot", "onebot", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_wrong_address_leaves_no_store_behind(run, tmp_path):
    run("bot", "onebot", "--url", "http://127.0.0.1:3001", "--store", f"sqlite:///{tmp_path}/group.db", "--ruleset", "tiny.yaml")
    assert not (tmp_path / "group.db").exists()


def test_a_newcomer_reads_what_runs_and_what_is_missing(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        code, _, err = run("bot", "onebot", "--listen", listen, "--store", "memory://", "--ruleset", "tiny.yaml")
    assert (code, f"{listen} 已被别的程序占用" in err) == (3, True)
    assert "群规 tiny@1" in err
    assert "没有 policy" in err
    assert "没有写 --staff-chat" in err


def test_the_charter_in_three_forms(run):
    assert run("charter", "tiny.yaml")[1].startswith("【小群规】\n第1条 守法\n· 赌博\n")
    assert run("charter", "tiny.yaml", "--format", "markdown")[1].startswith("# 小群规\n\n**第1条 守法**\n- 赌博\n")
    assert run("charter", "tiny.yaml", "--format", "short")[1] == "【小群规】\n第1条 守法\n"
    code, _, err = run("charter", "tiny.yaml", "--format", "htlm")
    assert code == 2
    assert "short" in err
