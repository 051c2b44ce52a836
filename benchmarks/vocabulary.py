"""What the generated chat is made of: clauses with slots, and the words that fill them. Written for this project."""

from __future__ import annotations

from typing import Final

__all__ = ["CARRIERS", "CLAUSES", "EMOJI", "ENDINGS", "LATIN_CLAUSES", "OPENERS", "SLOTS", "WITH_NUMBERS"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SLOTS: Final = {
    "who": _words("""
        我 你 他 她 我们 他们 班长 老师 学长 室友 同事 老板 我妈 我爸 群主 前台 客服 师傅 邻居 小张 老李 阿姨 表弟 教练
    """),
    "when": _words("""
        今天 昨天 明天 后天 刚才 早上 中午 下午 晚上 周末 月底 上周 下周 这几天 前两天 放假 开学 下班 午休 凌晨 春节 国庆 年底 夏天
    """),
    "where": _words("""
        食堂 图书馆 宿舍 教室 操场 公司 工位 会议室 地铁站 超市 菜市场 小区 楼下 医院 机场 高铁站 健身房 公园 电影院 咖啡店 快递柜
        停车场 银行 驾校 幼儿园 书店
    """),
    "thing": _words("""
        作业 论文 实验报告 简历 合同 发票 快递 外卖 雨伞 钥匙 充电器 耳机 键盘 显示器 路由器 教材 笔记 课件 准考证 身份证 门禁卡
        水杯 电饭锅 空调 洗衣机 自行车 电动车 行李箱 火锅底料 西瓜 面包 奶茶 绿萝 猫粮
    """),
    "topic": _words("""
        高数 英语 线性代数 数据结构 操作系统 编译原理 毕业设计 秋招 面试 考研 公务员考试 驾照 装修 租房 搬家 旅游 减肥 跑步 做饭
        养猫 种花 摄影 吉他 围棋 羽毛球 电影 小说 周报 年会 绩效 加班 调休 体检 社保 疫苗
    """),
    "act": _words("""
        写完 看完 弄丢 修好 带走 寄出 收到 打印 提交 忘记 预约 取消 换掉 借走 洗好 做好 找到 买好 退掉 拍下 存好 装好
    """),
    "feel": _words("""
        有点累 挺开心 很着急 太难了 真不错 还可以 没想到 很一般 特别香 有点贵 挺划算 没意思 很感动 有点慌 太吵了 很安静 挺方便
        不太行 特别慢 很热闹 有点冷 太热了 真好看 很实用
    """),
    "many": _words("两个 三份 四本 五次 一堆 半箱 几十个 一大包 十来个 好多 不少 一点"),
}

OPENERS: Final = (*[""] * 4, *_words("""
    对了， 那个， 话说 大家好， 请问 哎， 其实 不过 另外， 说起来 唉， 好的， 收到， 麻烦问下， 各位， 没事， 原来如此，
    我觉得 听说 估计 果然
"""))  # fmt: skip

CLAUSES: Final = _words("""
    {when}{who}在{where}等你 {who}把{thing}落在{where}了 {topic}到底怎么准备 {thing}什么时候能到 {when}要交{topic}的材料
    有人一起去{where}吗 {who}说{topic}{feel} {where}的{thing}{feel} {when}的{topic}改到{when}了 {thing}已经{act}了
    {who}还没{act}{thing} 谁有{topic}的资料 {where}门口排了很长的队 {topic}群里有人懂吗 {when}下雨记得带{thing}
    这家{where}旁边的店{feel} {who}买了{many}{thing} 我先把{thing}{act}再过来 {topic}的进度{feel} {when}早点休息吧
    {where}几点关门 能不能帮我{act}一下{thing} {who}{when}不在{where} {topic}视频看到一半睡着了 {thing}坏了要不要换新的
    {when}开会讨论{topic} {who}推荐的{topic}课程{feel} {where}附近有没有便宜的房子 下次{topic}叫上{who}
    {thing}的说明书找不到了 从{where}走到{where}要多久 {who}的{thing}和我的一样 排队排到{when}才轮到我 老规矩，{where}见
    {topic}这块我也不太会 {who}刚从{where}回来 {thing}放在桌上，自己拿 这次{topic}比上次{feel} {when}的天气{feel}
    猫把{thing}打翻了 外面风很大，{thing}差点吹走 {who}生病了，{topic}先往后推 电梯又停了，只能走楼梯 {where}的饭菜{feel}
    他们把{many}{thing}搬到{where}
""")

WITH_NUMBERS: Final = _words("""
    {when}{n}点{where}集合 {thing}打完折{n}块钱 一共{n}个人报名{topic} 第{n}题选什么 我在{n}号楼 {topic}考了{n}分
    还剩{n}页没看 跑了{n}公里，{feel} {n}路公交改道了 房租涨到{n}了
""")

LATIN_CLAUSES: Final = _words("""
    这个bug怎么复现 PPT发群里了 {who}的macbook没电了 python版本不对吧 ddl是{when} {topic}的pdf谁有 wifi密码改了
    ok，没问题 {who}在github上提了issue 明天要用excel做表 vlog剪完了 Java和C++选哪个 APP又闪退了 KPI还没定
""")

ENDINGS: Final = ("", "", "", "。", "。", "！", "？", "吧", "呢", "啊", "哦", "了", "～", "……", "呀", "嘛")

EMOJI: Final = ("😂", "😭", "👍", "🙏", "🎉", "☕️", "🌧️", "❤️", "🐶", "👨‍👩‍👧", "🤣", "😅", "[捂脸]", "[强]")

CARRIERS: Final = (
    "需要的看这里：{term}，{clause}",
    "{clause}，「{term}」了解一下",
    "{term}！{clause}",
    "{clause}。{term}，先到先得",
    "{clause}，搜 {term} 就有",
)
"""Around a planted term: it stands between punctuation, as advertisers set it, so that no segmentation can doubt it."""
