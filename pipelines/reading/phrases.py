"""The noun phrase that stands before or behind a number, cut out of the text around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from pipelines.reading.agents import SUFFIX, without_agent
from pipelines.reading.naming import MAX_LENGTH, attribute_of, name_words
from pipelines.reading.phrase_words import PhraseWords, phrase_words
from pipelines.reading.quantity import Quantity

Stretch = tuple[int, int]

_REACH: Final = 40  # code points before a number in which its noun phrase may begin
_PHRASE: Final = re.compile(
    r"(?:[省市县区乡镇]、(?=[省市县区乡镇]))*[^，。；：、！？\n（）,;:《》!?\d%【】≥≤\u2190-\u2bff\U0001f000-\U0001ffff]{1,24}"
)
_JOINED: Final = frozenset(
    ["普及", "惠及", "涉及", "波及", "参与", "给与", "难以", "可以"]
)  # words that end like a stop
_NO_NOUN: Final = frozenset("多余左以等，来半/")
_SKIPS: Final = ("以上的", "以下的", "左右的", "以上", "以下", "左右", "多的", "的", "多", "余")
_SKIP_HEADS: Final = frozenset(skip[0] for skip in _SKIPS)
# What only says how a change is reckoned is no part of the name. Each pattern is asked only where one of its
# characters stands: most phrases hold none.
_COMPARISON: Final = re.compile(
    r"(?:按[^，]{1,8}?(?:计算|口径)"
    r"|(?:扣除|剔除)[^，]{1,12}(?:因素|影响)后?(?:[，]?(?:可比|同)口径)?"
    r"|(?:可比|同)口径"
    r"|(?<![占可对之入正反评差价])(?:同比|环比|比(?!重|例|率|价|赛|武|亚|较)|较(?!大|好|高|强|多|快|为))[^，]{1,12}"
    r"|与[^，]{1,10}(?:相比|持平|相当)|在[^，]{0,10}基础上|连续[^，]{1,4}[年月季天届次]度?"
    r"|(?:微|略|大幅|小幅)(?:降|升|增|减|有).?"
    r"|(?<![新超])[降升增减涨跌])$"
)
_COMPARED: Final = frozenset("础连按扣剔口比较与微略幅降升增减涨跌")
# What a ratio is reckoned on: 为建厂之初的3倍, 完成年度计划的96%, 高于全省2个百分点.
_RECKONED: Final = re.compile(
    r"(?:(?<!不)(?:相当于|等于|高于|低于|快于|慢于|高出|低出|好于|优于|超出|多于|少于|不及|领先|领跑)[^，]{0,12}"
    r"|(?:超额)?(?:完成|达到|为|占)[^，]{0,6}(?:计划|任务|目标|预算|概算)(?:面积|总量|产量|数)?的?"
    r"|(?:为|是)[^，]{1,12}的)$"
)
_RANKED: Final = re.compile(
    r"(?:由|从)(?:世界|全球|全国|全省|全市)$|(?:在[^，]{1,12})?(?:稳|跃|位|均|分|名|并|仍|排|升)*(?:居|列|排名?|进入|跻身)[^，]{0,16}$|在[^，]{1,12}中$"
)
_BEYOND: Final = re.compile(r"(?:大大|远远|明显|略|仍)?(?:高于|低于|多于|少于|高出|超出|超过|快于|慢于)")
_BEYOND_HEADS: Final = frozenset("大远明略仍高低多少超快慢")
# A preposition that opens the phrase, where it opens no noun: 对 of 对新开航线, not of 对外贸易.
_OPENING: Final = re.compile(
    r"(?:这|该|此)(?:[座次届]|个?(?:公社|公司|工厂|油田|煤矿|企业|单位|地区|专区|大队|村(?!庄)|社(?![会区])|区(?!域)|校(?!园)|厂(?!房)"
    r"|市(?![场民])|县(?!城)|[省州乡镇矿院队](?![区业士校伍员内外]))|个|条(?![例约])|项(?!目)|家(?!庭))?|在(?![校建职岗运册园读库线用手])|对(?![外口台])"
    r"|像[^，]{1,8}?[这那一]样的?|向(?:国家|社会|市场|群众|农民|灾区|居民|海外|境外)?|从(?!业)|把|给|让|各(?![类级项种地界族])|除[^，]{1,10}?外|来(?![自源料访往宾电信华客年])"
    r"|(?:我们|他们|她们|大家|自己|(?:他|她|我|自|一)家|记者)(?=..|$)|(?:其余|其他)$|[这该此]?一?(?:数字|数据|数值)$|国家(?=下拨|调拨|拨出|拨款|补助)"
    r"|经(?![济营费常])|据|以(?![上下])|再(?![生次就贷保担造融])"
)
_OPENING_HEADS: Final = frozenset("国一数其像这该此在对向从把给让经据以再各除来我他她大自一记")
_OTHERS: Final = ("其余", "其他", "其它")  # begin a noun, 其 alone does not
_VERB_WITH: Final = re.compile(r"(?<=..)(?:(?<![网线海陆水])[^，以](?:[到起上]|出(?![口境]))|[^，]{2}[了着过])")
# Where the things counted come from: 来自外省 counts what was told before.
_ORIGIN: Final = re.compile(r"(?:来自|出自|产自|源自|销往|发往|位于|属于)[^，]{1,10}$")
_ORIGINS: Final = ("来自", "出自", "产自", "源自", "销往", "发往", "位于", "属于")
_DONE: Final = re.compile(r".{2,}(?:已(?:经有?|有)?(?!经)|正在|曾经|业已)(?=...)")  # who acts stands before these
_AMONG: Final = re.compile(r"(?<=..)中(?:已有|仅有|只有|已|有|仅)?$")  # 60个村中已有50个
_THAN: Final = frozenset("高低多少快慢早晚长短")
_SEASONS: Final = ("", "档", "同期", "同档期")
_RECORD: Final = re.compile(
    r"(?:获得|取得|创下?)[^，]{0,8}?最[高好大](?=..)|(?:建国|解放|有史|开国)以来的?最[高好大](?=.)"
)
_MORE: Final = re.compile(r"比[^，]{1,10}[多少](?=[产收销装发打采炼供运][^，])")  # 比计划多产煤
_AND_SO_ON: Final = re.compile(
    r".*[^高中初平均对上优特头甲乙同不相一二三四]等(?:地(?![区方面]))?(?![级次于距候地]|(?:作物|产品|物资|行业|领域|品种|地区|国家)$)(?=..)"
)
_BULLET: Final = re.compile(
    r"(?:[^\w（]|[【〖][^】〗]*[】〗]|据?(?:本报|新华社|新华网|中新社|中新网|央视网?).{0,8}?[电讯])+|[、和及与]+"
)
_MARK: Final = re.compile(r".*[】〗：\u2190-\u2bff\ufe0f\U0001f000-\U0001ffff…]")
_BULLET_HEADS: Final = frozenset("据本新中央、和及与")
_TAIL: Final = re.compile(r"[^\w）》]+$")
RATES: Final = frozenset(["人均", "户均", "亩均", "日均", "月均", "机均", "车均"])
_COUNTED: Final = frozenset("省市县乡镇村楼桥路井船车河湖岛校店厂站矿社队")  # nouns of one character: 87栋楼
_TO: Final = ("至", "到")
_WAY: Final = frozenset("间段的在已将，")
_BEFORE_HIT: Final = frozenset("，、 在自从至于到截据和与：“")
_YEARLY: Final = re.compile(r".*年产(?![量值业品能权地])")
_QUOTES: Final = str.maketrans("", "", "“”\"'「」『』‘’ ")


def noun_after(flat: str, quantity: Quantity) -> tuple[str, int]:
    """The noun behind a measure word and where it ends, "" where none follows: 8种乡土植物 gives 乡土植物."""
    start, word = quantity.end, quantity.word
    if quantity.kind == "point":
        return "", start  # 个百分点 counts nothing
    if start == quantity.unit_end and len(word) > 2 and word[0] in phrase_words().counters and word.isalpha():
        return word[1:], start  # 1200家企业: the measure word holds its noun
    if quantity.shape == "parts" or quantity.kind == "ratio":
        if not flat.startswith(("的", "以上的", "左右的"), start):
            return "", start
    elif quantity.word and quantity.word not in phrase_words().counters and quantity.word[0] != "个":
        return "", start
    return noun_at(flat, start)


def noun_at(flat: str, start: int) -> tuple[str, int]:
    """The noun that begins at `start` and where it ends: behind 22万亩, 棉花."""
    if flat[start : start + 1] in _SKIP_HEADS:
        for skip in _SKIPS:
            if flat.startswith(skip, start):
                start += len(skip)
                break
    match = _PHRASE.match(flat, start)
    if match is None or match[0][0] in _NO_NOUN:
        return "", start
    text, words = match[0], phrase_words()
    if text.startswith(words.changes):
        return "", start  # 由8个增加到11个
    for stop in words.stop.finditer(text):
        if not text.startswith(words.not_stops, stop.start()) and text[stop.start() - 1 : stop.end()] not in _JOINED:
            text = text[: stop.start()]
            break
    verb = _VERB_WITH.search(text)  # 农户办起民宿
    if verb is not None:
        text = text[: verb.start()]
    acts, heads = name_words().acts, name_words().heads
    if text[:1] in _COUNTED and text[1:3] in acts:
        text = text[:1]  # 3个县受灾
    for place in range(2, len(text) - 2):  # 12台机器人挥舞手臂: the noun ends before what it does
        act = text[place : place + 2] in acts and text[place + 2] not in SUFFIX and text[-2:] not in heads
        if act and text[place + 2 : place + 4] not in heads:
            text = text[:place]
            break
    noun = text.translate(_QUOTES).rstrip("中里内")
    return noun + "数" if noun in _COUNTED else noun, start + len(text)


def _handled(text: str, end: int) -> str:
    """进口水果 of 进口火龙果、榴莲等水果: what stands behind a list that ends at `end`, with what is done to it."""
    words = name_words()
    for place in range(text.find("、", 0, end) - 2):
        act = text[place : place + 2]
        if act in words.acts and act not in words.yields:
            return act + text[end:]
    return text[end:]


def _plain(text: str) -> str:
    """粮食产量 of 粮食获得建国以来最高产量."""
    return _RECORD.sub("", text) if "最" in text and ("史" in text or "来" in text) else text


def noun_before(
    flat: str, start: int, end: int, periods: Sequence[Stretch] = (), ratio: bool = False, rank: bool = False
) -> str:
    """The noun phrase that ends before a number: 全年旅客吞吐量达到 gives 旅客吞吐量.

    `periods` are the time expressions of the text in order, start and end: they are no part of a name.
    """
    words = phrase_words()
    start = max(start, end - _REACH)
    text = _without_times(flat, start, end, periods) if periods else flat[start:end]
    if not text.isalnum():
        listed = _AND_SO_ON.match(text) if "等" in text and ("、" in text or "”" in text) else None
        text = _without_marks(_handled(text, listed.end()) if listed is not None else text)
    if text and text[0] in _BULLET_HEADS:
        bullet = _BULLET.match(text)
        text = text[bullet.end() :] if bullet is not None else text
    if not text or (text[0] in _BEYOND_HEADS and _BEYOND.match(text)):
        return ""
    text = _without_head(text, words)
    if text[-1:] in words.said_tails and text.endswith(words.said):
        return ""
    size = -1
    while size != len(text):
        if ratio:
            text = _RECKONED.sub("", text)
        elif rank:
            text = _RANKED.sub("", text)
        text = _without_tail(text, words)
        size = len(text)
        if "比" in text and (more := _MORE.search(text)):
            text = text[more.end() :]
        if not _COMPARED.isdisjoint(text):
            text = _COMPARISON.sub("", text)
        if text and text[-1] in "的之":
            text = text[:-1]
    text = _without_head(text, words)
    if text.endswith("中", 0, -1) or "中" in text[-3:]:
        text = _AMONG.sub("", text)
    opening = _OPENING.match(text) if text and text[0] in _OPENING_HEADS else None
    if opening is not None:
        text = _without_head(text[opening.end() :], words)
    if text.startswith(_ORIGINS) and not attribute_of(text) and _ORIGIN.match(text):
        return ""
    if "已" in text or "正在" in text:
        done = _DONE.match(text)
        if done is not None:
            text = text[done.end() :]
        elif text[-2:] in name_words().acts:
            text = text[:-2].removesuffix("已经").removesuffix("已") + text[-2:]  # 秋作物已收获 is 秋作物收获
    yearly = _YEARLY.match(text) if "年产" in text else None
    if yearly is not None and len(text) > yearly.end():
        text = text[yearly.end() :] + "年产量"  # 年产茶叶 is 茶叶年产量
    return without_agent(_plain(text)).replace("的", "")[-MAX_LENGTH:]


def opened(text: str) -> str:
    """The phrase without its bullet and what only leads up to it."""
    bullet = _BULLET.match(text)
    text = _without_head(text[bullet.end() :] if bullet is not None else text, phrase_words())
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening is not None else text


def _without_times(flat: str, start: int, end: int, periods: Sequence[Stretch]) -> str:
    """The stretch without the time expressions in it, and without what it is held against: 较2015年."""
    text = flat[start:end]
    place = bisect_left(periods, (end, 0)) - 1
    while place >= 0 and periods[place][0] >= start:
        first, after = periods[place]
        if after <= end:
            compared = first > start and flat[first - 1] in "比较"
            rest = text[after - start :]
            if (
                (compared or flat[first] in "比较")
                and rest[-2:].rstrip("了出") in _THAN
                and rest.rstrip("了出")[:-1] in _SEASONS
            ):
                rest = ""  # 比上年春节档低了
            text = text[: first - start - 1] if compared else text[: first - start] + rest
        place -= 1
    return text


def _without_marks(text: str) -> str:
    gap = text.rstrip().rfind(" ")
    if 0 <= gap < len(text) - 2:  # a wide space parts a heading from what follows
        text = text[gap + 1 :]
    text = text.translate(_QUOTES)
    mark = _MARK.match(text)
    if mark is not None:
        text = text[mark.end() :]
    bullet = _BULLET.match(text)
    if bullet is not None:
        text = text[bullet.end() :]
    return _TAIL.sub("", text)


def without_verb(text: str) -> str:
    """The phrase without the verbs it ends with."""
    return _without_tail(text, phrase_words())


def _without_tail(text: str, words: PhraseWords) -> str:
    verbs, tails = words.verbs, words.verb_tails
    while text:
        for length in range(tails.get(text[-1], 0), 0, -1):
            if text[-length:] in verbs and len(text) >= length:
                break
        else:
            return text
        if text[-2:] in words.kept or (length == 1 and text[-2:] in RATES):
            return text
        text = text[:-length]
    return text


def _without_head(text: str, words: PhraseWords) -> str:
    openers, heads = words.openers, words.opener_heads
    while text:
        for length in range(heads.get(text[0], 0), 0, -1):
            if text[:length] in openers and not text.startswith(_OTHERS):
                text = text[length:]
                break
        else:
            return text
    return text


def without_hits(flat: str, start: int, end: int, hits: Mapping[int, int]) -> int:
    """Moves `start` behind the time expressions and areas (start to end) that open the stretch up to `end`."""
    if flat.startswith("其中", start):
        start += 2
    while True:
        after = hits.get(start) or (hits.get(start + 1) if flat[start : start + 1] in _BEFORE_HIT else None)
        if after is None or after > end:
            return start
        goal = hits.get(after + 1, end) if flat[after : after + 1] in _TO else end
        if goal < end and flat[goal] not in _WAY:
            return start  # 长春至吉林车程
        start = after
