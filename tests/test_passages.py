"""The text of a document as it is shown: what of it is the sentence of a figure."""

from __future__ import annotations

import pytest

from dashboard import passages

HEADED = "双城口岸年度数字\n2026-01-20 来源：测试日报\n2025年，重庆江北国际机场旅客吞吐量达到4937万人次。"
COLUMN = "口岸年度数字\n去年，重庆江北国际\n机场旅客吞吐量达到\n4937万人次，居首位。"


@pytest.mark.parametrize(
    ("text", "start", "own"),
    [
        (HEADED, 0, HEADED.rindex("\n") + 1),
        (COLUMN, 0, COLUMN.index("去年")),  # lines of print belong together
        (f"前文。{COLUMN}", 3, 3),  # begins inside a line
        ("口岸，\n2025年，旅客吞吐量达到4937万人次。", 0, 0),  # what ends in a comma goes on
        ("2026-01-20 09:30 来源：测试日报\n旅客达到4937万人次。", 0, 25),  # longer than the sentence
        ("2026年1月20日\n旅客达到4937万人次。", 0, 11),
        ("测试日报（2026年1月20日）\n旅客达到4937万人次。", 0, 17),
        ("2026年1月20日，全市\n旅客达到4937万人次。", 0, 0),  # a day that the sentence begins with
        (HEADED.replace("\n", "\r\n"), 0, HEADED.rindex("\n") + 3),
        ("4937万人次", 0, 0),
        # what tells of the figure is never cut
        ("测试日报讯（2026年1月20日）江北机场旅客吞吐量今年前三季度达到\n4937万人次。", 0, 0),
        ("截至 2025年12月31日 江北机场旅客吞吐量累计\n突破4937万人次。", 0, 0),
        ("2026-01-20 江北机场旅客吞吐量达到\n4937万人次。", 0, 0),
        ("到2027年\n江北机场旅客吞吐量力争达到4937万人次。", 0, 0),
        ("前文。\n江北机场\n旅客吞吐量达到4937万人次。", 4, 4),  # no headline, for it does not open the text
    ],
)
def test_a_sentence_is_shown_without_the_headline_above_it(text: str, start: int, own: int) -> None:
    assert passages.own_start(text, start, len(text), text.index("4937")) == own
