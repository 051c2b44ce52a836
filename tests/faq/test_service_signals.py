"""The vocabulary of the service pack: what wants a person is seen, also disguised, and everyday talk is not."""

import json
from pathlib import Path

import pytest

from moderation.compile.assemble import compile_ruleset
from moderation.engine.examine import Examiner
from moderation.message import Message
from moderation.ruleset import load

ROOT = Path(__file__).parent.parent.parent / "rulesets"
WANTED = {
    "price_words": ["会员多少钱一年", "这个课怎么收费", "请问價格多少", "有没有优惠呀", "多 少 钱", "太贵了，能便宜点吗", "学费是多少"],
    "buy_words": ["我想报名，怎么报名", "在哪买呀", "求链接", "还有名额吗", "怎么开通会员", "可以分期吗"],
    "complaint_words": [
        "我要投诉你们",
        "客服态度真差",
        "退款没到账，一直没人回复",
        "再不处理我打 12315 了",
        "乱扣费，还我钱",
        "售后没人管",
        "你们的课必须差评",
        "虚假宣傳",
    ],
    "praise_words": ["老师讲得真好", "客服很耐心，表扬一下", "干货满满，收获很大", "非常满意"],
    "suggestion_words": ["提个建议，字幕能大一点吗", "希望增加夜间模式", "能不能加个倍速播放", "建议你们平台加个搜索"],
    "churn_words": ["到期不续费了", "我要退款，不学了", "怎么注销账号", "已经卸载了", "以后不买了，换别家"],
}
ORDINARY = {
    "price_words": ["不管多少钱都值得", "友谊珍贵吗", "我们的评价很高"],
    "buy_words": ["健康是钱买不到的", "我买了两斤苹果"],
    "complaint_words": ["全年零投诉", "这家店服务态度很好", "消协提醒大家理性消费", "我下班晚没人管饭", "他的稿子投了很久"],
    "praise_words": ["我不满意", "好评返现的都是骗子", "他讲得很快"],
    "suggestion_words": ["可以加个微信吗", "建议大家早点睡", "希望明天不下雨"],
    "churn_words": ["我去退会儿烧", "怎么退款", "手机没电了", "他从公司退下来了"],
}


@pytest.fixture(scope="module")
def seen():
    draft = compile_ruleset(load(ROOT / "signals" / "service.yaml"), draft=True)
    assert [str(each) for each in draft.diagnostics if each.gravity == "error"] == []
    examiner = Examiner(draft.program or draft.draft)
    return lambda text: {signal.signal for signal in examiner.examine(Message(text))}


@pytest.mark.parametrize(("signal", "text"), [(signal, text) for signal, texts in WANTED.items() for text in texts])
def test_what_wants_a_person_is_seen(seen, signal, text):
    assert signal in seen(text)


@pytest.mark.parametrize(("signal", "text"), [(signal, text) for signal, texts in ORDINARY.items() for text in texts])
def test_what_only_sounds_like_it_is_not(seen, signal, text):
    assert signal not in seen(text)


def test_the_baseline_is_everyday_talk(seen):
    lines = (ROOT / "service" / "baseline.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 40
    assert [line for line in lines if seen(json.loads(line)["text"])] == []
