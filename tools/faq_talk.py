"""Ordinary talk, short and long, questions included: nothing of it is for a FAQ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tools.faq_slips import Phrasings, lines

if TYPE_CHECKING:
    import random


@cache
def chat() -> Phrasings:
    """Return talk that was written for this."""
    return tuple(lines("chat"))


_TALK = {
    "谁": ("我", "你", "他", "她", "我妈", "我爸", "老王", "小李", "我同事", "我室友", "我们", "他们", "那个人", "群主", "老板", "我弟"),
    "时": ("昨天", "今天", "刚才", "上周", "明天", "早上", "晚上", "周末", "刚刚", "前几天", "中午", "下午", "去年", "最近"),
    "事": (
        "去吃火锅了", "买了件衣服", "看了个电影", "加班到十点", "去医院了", "打了一下午游戏", "睡过头了", "把手机摔了", "考试去了",
        "交了房租", "丢了钱包", "去健身房了", "退了个快递", "还了信用卡", "报了个班", "感冒了", "停车被贴条了", "换了新手机",
        "在家带孩子", "学着做蛋糕",
    ),
    "物": ("这个", "那个", "这件衣服", "你的头像", "这首歌", "那家店", "这游戏", "他说的", "这电影", "昨天的事", "你发的图", "它"),
    "评": ("真好看", "太贵了", "一般般", "不错啊", "有点意思", "笑死我", "没用", "挺好的", "不行", "绝了", "好无聊", "太可怕了"),
    "地": ("学校", "公司", "家", "楼下", "地铁站", "食堂", "车上", "医院", "超市", "银行", "门口", "宿舍"),
    "店": ("南门小馆", "云间酒店", "老街面馆", "湖心公园", "东山饭庄", "蓝天宾馆", "文庙", "海洋馆", "百味居", "山水楼"),
    "数": ("3.5", "4.6", "98", "20", "一百五", "2008", "十", "三"),
    "人": ("周小川", "何静", "李大壮", "王导", "陈老师", "那个演员"),
    "作": ("星河", "无名山", "长夜", "南风起", "旧时光"),
}  # fmt: skip
_VERBS = tuple("换退开关停买卖还借改看找等修充交收发下取装用做说走来去查签领报学考")
_WORDS = (
    "没有", "支持", "取消", "下载", "更新", "登录", "可以", "不行", "开始", "结束", "手机", "电话", "电脑", "老师", "朋友", "时间", "问题", "办法", "钱", "活动",
    "会员", "密码", "账号", "地址", "公司", "东西", "作业", "考试", "孩子", "医院", "感冒", "吃药", "上课", "快递", "群主", "规则", "价格", "名字", "图片",
)  # fmt: skip
_SHORT_FORMS = (
    "{动}了没", "没{动}", "不{动}", "{动}吧", "都{动}了", "还没{动}呢", "{动}不了", "我{动}了", "你{动}吗", "{动}好了", "别{动}", "{动}啊", "{词}", "没有{词}", "{词}啊",
    "有{词}", "{词}呢", "还有{词}", "什么{词}", "这{词}", "{词}了", "{词}没了", "哈哈{词}", "我的{词}", "你的{词}呢", "不是{词}", "{词}和{词}", "感谢{词}", "好多{词}",
    "我也有{词}", "没{词}", "为什么没{词}", "{词}{动}了", "把{词}{动}了", "你{词}{动}了吗", "这个{词}我也要{动}", "{词}真{动}", "怎么又{动}了", "我也{动}过",
    "为什么我{动}不了这个", "可以{动}吗", "怎么{动}", "在哪{动}的", "什么时候{动}", "要{动}吗",
)  # fmt: skip
_TALK_FORMS = (
    "{谁}{时}{事}",
    "{时}{谁}{事}，{评}",
    "{物}{评}",
    "{谁}觉得{物}{评}",
    "{谁}{时}{事}你知道吗",
    "{谁}{时}是不是{事}",
    "{时}你去哪了",
    "{谁}怎么{时}{事}啊",
    "{谁}在{地}吗",
    "{谁}在{地}等你",
    "{物}多少钱买的呀",
    "{物}在哪买的",
    "{物}哪来的",
    "{物}是什么",
    "{物}怎么这样",
    "{谁}为什么{事}",
    "{谁}什么时候{事}的",
    "你看{物}，{评}",
    "{谁}说{物}{评}，我不信",
    "哈哈哈{物}{评}",
    "{时}一起去{地}吗",
    "{谁}到{地}了没",
    "我刚从{地}回来，{评}",
    "别提了，{时}{事}",
    "你好，请帮我推荐一个评分是{数}分以上的景点，{物}就行",
    "{店}的评分是多少？",
    "{店}的电话是多少，周边有什么酒店吗",
    "{店}的地址在哪，人均多少钱",
    "为您推荐{店}，评分{数}分，人均{数}元",
    "{店}营业时间是几点到几点？",
    "好的，那{店}有什么推荐菜吗",
    "我想去{店}附近吃饭，有没有人均{数}元的餐馆",
    "{店}的门票多少钱，要玩多久啊",
    "好的，{店}的电话是多少？",
    "麻烦帮我叫一辆车，从{店}到{店}",
    "{作}的导演是谁啊",
    "{作}是哪一年上映的？",
    "{人}是哪里人呀",
    "你知道{人}的生日是哪天吗",
    "{作}是{人}唱的吗",
    "{人}演过{作}，你看过吗",
    "{作}的豆瓣评分{数}，挺高的",
    "{作}讲的是什么故事呢",
    "嗯，{人}的代表作是{作}",
    "{人}身高多少来着",
    "你最喜欢{人}的哪首歌",
    "{物}我也有，{评}",
    "{谁}{事}，然后{谁}{事}，最后{物}{评}",
)


def talks(count: int, chance: random.Random) -> list[str]:
    """Return ordinary sentences, questions among them, that no FAQ should answer."""
    made = []
    for _ in range(count):
        text = chance.choice(_TALK_FORMS)
        for slot, values in _TALK.items():
            while "{" + slot + "}" in text:
                text = text.replace("{" + slot + "}", chance.choice(values), 1)
        made.append(text)
    return made


def snatches(count: int, chance: random.Random) -> list[str]:
    """Return scraps of talk made of the words that FAQs are made of too."""
    made = []
    for _ in range(count):
        text = chance.choice(_SHORT_FORMS)
        for slot, values in (("{动}", _VERBS), ("{词}", _WORDS)):
            while slot in text:
                text = text.replace(slot, chance.choice(values), 1)
        made.append(text + chance.choice(("", "", "", "？", "！", "哈哈", "啊", "。", "～")))
    return made


def stories(count: int, chance: random.Random) -> list[str]:
    """Return long messages: several sentences of talk on end."""
    made = []
    for _ in range(count):
        parts = [*chance.sample(chat(), chance.randint(2, 6)), *talks(chance.randint(0, 3), chance)]
        chance.shuffle(parts)
        made.append(chance.choice("，。 ").join(parts))
    return made
