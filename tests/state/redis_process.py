"""A Redis server of the tests' own: on loopback, on a free port, gone with its directory."""

import shutil
import socket
import subprocess
import time

BINARY = shutil.which("redis-server")


class RedisProcess:
    def __init__(self, folder, *, durable=False):
        self.folder = folder
        self.port = _free_port()
        self._durable = durable
        self._process = None
        self.start()

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self, *settings):
        keeping = ["--appendonly", "yes", "--appendfsync", "always"] if self._durable else ["--appendonly", "no"]
        command = [BINARY, "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder), "--save", "", *keeping, *settings]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(500):
            if self._answers():
                return
            time.sleep(0.01)
        raise AssertionError("redis-server did not start")

    def kill(self):
        self._process.kill()
        self._process.wait()

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
