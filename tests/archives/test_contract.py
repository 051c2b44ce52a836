"""Every format keeps the contract of the readers."""

from tests.archives.contract import ReaderContract


class TestChatLabDocument(ReaderContract):
    export = "chatlab.json"
    has_answers = True


class TestChatLabLines(ReaderContract):
    export = "chatlab.jsonl"
    has_answers = True


class TestMemoTraceWithTwelveColumns(ReaderContract):
    export = "memotrace-12"
    broken = (",wxid_", ",x,wxid_")


class TestMemoTraceWithNineColumns(ReaderContract):
    export = "memotrace-9"
    has_authors = has_names = False
    broken = ("\r\n", ',more,columns"\r\n')


class TestMemoTraceWithEightColumns(ReaderContract):
    export = "memotrace-8"
    is_naive = True
    broken = (",more", ",more,and more")


class TestPyWxDump(ReaderContract):
    export = "pywxdump"
    is_naive = True
    has_names = False
    broken = ("@chatroom,", "@chatroom,,,,,,,,,x,")


class TestChatlogDocument(ReaderContract):
    export = "chatlog.json"


class TestChatlogTable(ReaderContract):
    export = "chatlog.csv"
    has_ids = False
    is_naive = True
    broken = (",88@chatroom,", ",88@chatroom,more,and,more,")


class TestWeFlow(ReaderContract):
    export = "weflow"
    has_answers = True
    broken = ('"senderUsername"', '"senderUsername')


class TestWeCom(ReaderContract):
    export = "wecom"
    kinds = writes = frozenset({"text", "image", "link", "recall"})
    has_names = False
    broken = ('"msgid"', '"msgid')


class TestQqText(ReaderContract):
    export = "qq"
    kinds = frozenset({"text", "image", "join", "leave", "recall"})
    is_naive = True
    broken = None


class TestQce(ReaderContract):
    export = "qce"
    has_answers = True


class TestTelegram(ReaderContract):
    export = "telegram"
    writes = kinds = frozenset({"text", "image", "join", "leave"})
    has_answers = True
    broken = ('"date_unixtime"', '"date_unixtime')


class TestDiscordDocument(ReaderContract):
    export = "discord.json"
    kinds = frozenset({"text", "image", "join", "leave"})
    writes = frozenset({"text", "image", "link", "join", "leave"})
    has_answers = True
    broken = ('"timestampEdited"', '"timestampEdited')


class TestDiscordTable(ReaderContract):
    export = "discord.csv"
    kinds = writes = frozenset({"text", "image"})
    has_ids = False
    broken = ("+08:00,", "+08:00,,,,,,,more,")


class TestMatrix(ReaderContract):
    export = "matrix"
    kinds = frozenset({"text", "image", "join", "leave", "recall"})
    has_answers = True
    has_names = False


class TestSlack(ReaderContract):
    export = "slack"
    kinds = frozenset({"text", "image", "join", "leave", "recall"})
    has_names = False
    broken = ('"user"', '"user')


class TestJsonLines(ReaderContract):
    export = "jsonl"
    writes = kinds = frozenset({"text", "image", "join", "leave", "recall"})
    is_naive = True
    broken = ('"nickname"', '"nickname')


class TestJsonDocument(ReaderContract):
    export = "json"
    writes = kinds = frozenset({"text", "image", "join", "leave", "recall"})
    is_naive = True
    broken = ('"nickname"', '"nickname')


class TestTable(ReaderContract):
    export = "csv"
    writes = kinds = frozenset({"text", "image", "join", "leave", "recall"})
    is_naive = True
    broken = (",g1", ",g1,more")


class TestPlainText(ReaderContract):
    export = "plain"
    writes = kinds = frozenset({"text"})
    has_ids = has_authors = has_names = has_times = False
    broken = None

    def rows(self, count):
        return [row for row in super().rows(count) if "\n" not in row.text]
