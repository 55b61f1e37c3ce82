"""Who acts is no part of the name of what is counted: 接待游客 of 古城景区接待游客."""

from __future__ import annotations

import re
from typing import Final

from pipelines.reading.naming import attribute_of, name_words

_AGENT: Final = 2  # a subject of no more characters stays before its verb: 铁路发送旅客
_AGENT_REACH: Final = 10  # and one that is told with 部门 or 职工 goes, wherever it begins
_ADVERBS: Final = re.compile("(?:还|已|又|再|共|要|将|也|都|每天|每日|每月|每年|确保|先后|累计|陆续)+")
_VERB: Final = 2  # characters of a verb
_COMPOUNDS: Final = ("安全生产",)  # hold a verb and are none
SUFFIX: Final = frozenset("率量额数费价值者人员业能点线机站队场地区园基物品")  # make a noun of a verb: 利用率


def without_agent(text: str) -> str:
    """接待游客 of 古城景区接待游客; 企业利润 of 企业实现利润: who acts is not what is counted."""
    if text.startswith("占"):
        return text  # 占全省接待游客
    verbs, heads = name_words().verbs, name_words().heads
    if not name_words().agent_heads.isdisjoint(text):
        text = _behind_agent(text)
    for place in range(len(text) - 4, -1, -1):
        kind = verbs.get(text[place : place + 2])
        if kind is None or text.startswith(_COMPOUNDS, max(0, place - 2)):
            continue
        rest = text[place + 2 :]
        if rest[0] == "率":
            continue  # 市场占有率
        if kind == "light":
            return text[:place] + rest
        if rest[0] in SUFFIX or (place and rest in heads):
            continue  # 土地整理项目 is one noun
        if kind == "brings":
            rest = rest.lstrip("了过")
            return text[:place] + rest if place <= _AGENT else rest
        if place > _AGENT and not attribute_of(rest):
            return text[place:]
    return text


def _behind_agent(text: str) -> str:
    """What those do who are named first: 每天增供电力 of 电力部门每天增供电力, but 部门预算 is one noun."""
    words = name_words()
    for agent in words.agents:
        place = text.find(agent, 0, _AGENT_REACH)
        if place < 0:
            continue
        led = _ADVERBS.match(text, place + len(agent))
        rest = text[led.end() if led is not None else place + len(agent) :]
        done = words.verbs.get(rest[:2], "light") != "light" and (
            len(rest) == _VERB or (len(rest) > _VERB + 1 and rest[_VERB] not in SUFFIX)
        )
        if done or (led is not None and led[0].endswith("确保") and len(rest) > _VERB):
            return rest
    return text
