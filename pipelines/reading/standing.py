"""Whether figures may be of a place named: not where it is compared with, ranked in, or a part of a name."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cache
from typing import Final

from pipelines.areas import AreaHit
from pipelines.catalogue import load_catalogue
from pipelines.lexicon import read_words
from pipelines.reading.sentences import Sentence, Sentences

_COMPARED: Final = re.compile(
    r"(?:占|占同期|居|列|比|较|高于|低于|快于|慢于|高出|低出|超|优于|好于|好过|领先|跻身|成为|跃居|对|向|往|从|至|到|面向|服务|辐射"
    r"|引进|签约|到达|抵达|通达|直达|运抵|飞往|销往|奔|奔赴|赶赴|配套|来自|源自|承接|吸引|对接|流向|(?<![已历曾财])经|途经|经由|除|除了|毗邻|邻近|紧邻|距|距离)(?:了)?$"
)
_TOLD_AT: Final = re.compile(
    r"[^，。；\n]{0,14}(?:获悉|了解到|得知|采访时)"
)  # 记者从某市统计局获悉: the figures are of that place
_RANKED: Final = re.compile(
    r"第|前(?![\d一二三四五六七八九十]{1,2}个?(?:季|月|年|天|周))[\d一二三四五六七八九十百列茅]|首(?!府钢)|最|省会|平均|排名|每|人民广播|的\d|日报|时间|占比|(?:平均水平)?[\d.]+个百分点|"
    r"(?:党政)?(?:代表团|考察团)|游客占"
)
_RANKED_HEADS: Final = frozenset("第前首最省平排每人的日时占党代考游.0123456789")
_COMPARED_ENDS: Final = frozenset("占期居列比较于出超过先身为对向往从至到了务射进自接引经由除邻距离奔赴套约达抵")
_AND_MORE: Final = re.compile(
    r"(?:[^，。；、]{0,8}、)?[^，。；、]{0,8}等[\d一二两三四五六七八九十]+(?:多|余)?[个家座大处项条]"
)
_AND_MORE_REACH: Final = 18
_ROUTE_REACH: Final = 3
_OF_THE_NATION: Final = re.compile(
    r"产[粮油棉糖茶猪]大?县|[县地]级市|省会|\d*(?:/|%)|\d+强|\d+家最|五百强|[一两三四五六七八九]成|一半|过半|第|前(?![\d一二三四五六七八九十]{1,2}个?(?:季|月|年|天|周))[\d一二三四五六七八九十百列茅]|首|最|唯一|重要|重点|先进|文明|知名|百强|劳|三八|示范|统一|同类|人大|政协|各地|范围|一流|优秀|性|的\d|占比|[\d.]+个百分点|每"
)
_PARTNER: Final = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{2,6}?){0,4}(?:等国|等地|等)?的?(?:投资|客商|资本|游客|旅客)"
)
_WITH: Final = frozenset("同与跟")
_AND_OTHERS: Final = re.compile(r"(?:[、和及][\u4e00-\u9fff]{2,6}?){0,5}等(?:地|省|市|国|省市|省区)")
_SURVEYED: Final = re.compile(r"[^，。；]{0,16}的(?:抽样|问卷|跟踪|典型)?(?:调查|抽查|监测|统计|检查|普查)")
_SUPERLATIVE: Final = re.compile(r"[^，。；]{0,12}(?:最.{1,2}的|之一|唯一)")
_OF_WHOLE: Final = re.compile("占(?:同期|全部|当年)?$")  # 占同期我国进出口总值
_SOURCE: Final = re.compile(
    r"(?:海关|铁路局|银监局|监管局|统计局|气象局|税务局|省分行|市分行|分行)[^，。；：\d]{0,12}?"
    r"(?:新闻发言人|负责人|统计|数据|消息|介绍|通报|发布|获悉|透露)"
)
_SOURCE_HEADS: Final = frozenset("海铁银监统气税省市分")
_BEYOND: Final = frozenset(["台湾", "香港", "澳门"])
_FROM_THERE: Final = re.compile("水果|同胞|居民|游客|旅客|客商|农产品|商品|企业家|青年|学生|米|茶")
_PARTNERS: Final = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{2,6}?){0,6}[为是][^，。；]{0,10}(?:伙伴|市场|来源地|目的地)"
)
_AMONG: Final = re.compile(r"[^，。；]{1,12}中[虽仅已居位排名，]")  # 在全市5个县区中居首
_HONOURS: Final = ("人大", "政协", "劳动模范", "劳模", "三八", "先进", "优秀", "模范", "道德模范", "五一")
_TURNED_TO: Final = ("看", "放眼", "纵观", "环顾")  # 再看全国
_PROGRAMME: Final = re.compile(r"(?:发展)?(?:建设|规划|国土空间|发展基金|党政联席)|[“「]")
_TRAIN: Final = re.compile(r"班列|高铁|客专|专列|动车|铁路|客运专线")
_ROUTE: Final = ("至", "到", "—", "-", "直达")
# What these begin with: each is asked only where such a character stands.
_PROGRAMME_HEADS: Final = frozenset("发建规国党“「")
_TRAIN_HEADS: Final = frozenset("班高客专动铁")
_ROUTE_HEADS: Final = frozenset(word[0] for word in _ROUTE)
_BRACKETED: Final = re.compile(r"（[^（）\n]{0,80}）")
_LISTED: Final = frozenset("、和及")
_LIST_REACH: Final = 12  # places of a list
_PAUSES: Final = frozenset("，；：、。\n,;:（【】〗 \u3000！？")
NATION: Final = "CN"
WORLD: Final = "WORLD"


@cache
def composites() -> frozenset[str]:
    """Codes of the areas that consist of several others."""
    return frozenset(code for code, area in load_catalogue().areas.items() if len(area.members) > 1)


@cache
def combined() -> frozenset[str]:
    """Codes of those, and of areas such as 渝西 whose parts the catalogue does not tell."""
    return frozenset(code for code, area in load_catalogue().areas.items() if area.kind in ("composite", "corridor"))


@cache
def foreign() -> frozenset[str]:
    """Names of other countries: told of mostly as partners and markets."""
    return frozenset(read_words("areas.yml")["foreign"])


class Standing:
    """Answers for one document; what only the place's own words decide is worked out once for each."""

    def __init__(self, flat: str, areas: list[AreaHit], sentences: Sentences, period_ends: frozenset[int]) -> None:
        self.flat, self.areas, self.sentences, self.period_ends = flat, areas, sentences, period_ends
        self.composites = composites()
        self.brackets = [match.span() for match in _BRACKETED.finditer(flat)]
        self.bracket_starts = [start for start, _ in self.brackets]
        self.known: dict[int, bool] = {}
        self.holders = _holders(areas, sentences)  # the sentence of each place

    def subject(self, index: int) -> bool:
        """Whether the figures behind this place may be of it."""
        stands = self.known.get(index)
        if stands is None:
            stands = self.known[index] = self._judge(index)
        return stands

    def programme(self, hit: AreaHit) -> bool:
        """推动成渝地区双城经济圈建设 names a policy, not a place."""
        flat, end = self.flat, hit.end
        return flat[end : end + 1] in _PROGRAMME_HEADS and _PROGRAMME.match(flat, end) is not None

    def train(self, hit: AreaHit) -> bool:
        """成渝班列 is of 成渝 where its sentence names no other place."""
        flat, end = self.flat, hit.end
        return (
            flat[end : end + 1] in _TRAIN_HEADS and hit.ref_area in combined() and _TRAIN.match(flat, end) is not None
        )

    def honours(self, hit: AreaHit) -> bool:
        """全国劳动模范 names what a person is, not a place."""
        return self.flat.startswith(_HONOURS, hit.end)

    def opens(self, hit: AreaHit, sentence: Sentence) -> bool:
        """Whether it begins a sentence or clause, or stands right behind the clause's period."""
        return hit.start == sentence.start or self.flat[hit.start - 1] in _PAUSES or hit.start in self.period_ends

    def bracket(self, hit: AreaHit) -> int:
        """Where the bracket that holds the place among other words ends, 0 for none."""
        index = bisect_right(self.bracket_starts, hit.start) - 1
        if index < 0 or hit.start >= (end := self.brackets[index][1]):
            return 0
        alone = self.brackets[index][0] + 1 == hit.start and hit.end >= end - 2  # （成渝）, （川渝段） go with the noun
        return 0 if alone else end

    def _framed(self, index: int, sentence: Sentence) -> bool:
        """Whether the place opens the clause behind 在某地，: 在德阳，成都企业建的工厂 is told of 德阳."""
        hit, frame = self.areas[index], self.areas[index - 1]
        if frame.end != hit.start - 1 or frame.start - 1 != sentence.start or self.flat[sentence.start] != "在":
            return False
        code = frame.ref_area or frame.holder
        return code[:2].isdigit() and hit.ref_area[:2] != code[:2]

    def _first_listed(self, index: int) -> int:
        """The place that opens the list in which this one stands, or the farthest looked back to."""
        first = index
        while first and index - first < _LIST_REACH:
            start = self.areas[first].start
            if self.areas[first - 1].end != start - 1 or self.flat[start - 1] not in _LISTED:
                break
            first -= 1
        return first

    def _judge(self, index: int) -> bool:
        flat, hit = self.flat, self.areas[index]
        start, end, code = hit.start, hit.end, hit.ref_area
        sentence = self.holders[index]
        left, behind = flat[max(sentence.start, start - 4) : start], flat[end : end + 1]
        last = left[-1:]
        if last == "级":
            return False  # 国家级高新区12家 counts zones, it is not a zone's figure
        if code in (NATION, WORLD):
            if flat[start:end] == "中国" or _OF_THE_NATION.match(flat, end) or _OF_WHOLE.search(left):
                return False
            return (
                left.endswith(_TURNED_TO)
                or self.opens(hit, sentence)
                or (last == "对" and _SURVEYED.match(flat, end) is not None)
            )
        if behind in _SOURCE_HEADS and _SOURCE.match(flat, end):
            return False  # 济南海关新闻发言人介绍: who says it
        if hit.name in _BEYOND and _FROM_THERE.match(flat, end):
            return False  # 台湾水果
        if hit.name in foreign():
            return (
                self.opens(hit, sentence)
                and flat[start - 1 : start] not in ("、", "（")
                and not _PARTNER.match(flat, end)
                and not _PARTNERS.match(flat, end)
            )
        if behind in _PROGRAMME_HEADS and code in combined() and self.programme(hit):
            return False
        if last in _COMPARED_ENDS and _COMPARED.search(left):
            said = _TOLD_AT if last == "从" else _SURVEYED if last == "对" else None
            return said is not None and said.match(flat, end) is not None
        if last in _WITH and not (index and self.areas[index - 1].end == start - 1) and _AND_OTHERS.match(flat, end):
            return False  # 同上海、南京等地的单位协作
        if last == "，" and index and self._framed(index, sentence):
            return False
        if last in _LISTED and (first := self._first_listed(index)) != index and not self.subject(first):
            return False  # 至韩国、香港的航线: as the first of the list
        if last == "在" and _AMONG.match(flat, end):
            return False
        if last == "—" and left[-2:-1] not in ("", "—") and left[-2] not in _PAUSES:
            return False  # where a route ends
        if behind in _RANKED_HEADS and _RANKED.match(flat, end) and not (behind == "每" and self.opens(hit, sentence)):
            return False
        if last == "是" and _SUPERLATIVE.match(flat, end):
            return False  # 是全省面积最大的地区
        if "等" in flat[end : end + _AND_MORE_REACH] and _AND_MORE.match(flat, end):
            return False
        if behind not in _ROUTE_HEADS or index + 1 == len(self.areas):
            return True
        return flat[end : min(self.areas[index + 1].start, end + _ROUTE_REACH)] not in _ROUTE


def _holders(areas: list[AreaHit], sentences: Sentences) -> list[Sentence]:
    found: list[Sentence] = []
    items, following, at = sentences.items, [*sentences.starts[1:], sys.maxsize], 0
    for hit in areas:
        while hit[0] >= following[at]:
            at += 1
        found.append(items[at])
    return found
