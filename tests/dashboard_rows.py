"""Rows of the dashboard's test vintage: one a line, cells between bars, an empty cell for none."""

from __future__ import annotations

from datetime import date

HOSTILE = "<script>window.broken=1</script>"
UNITS = """
passenger 人次 passenger_trips
train 列 trains
TEU 标箱 TEU
CNY 元 CNY
percent % %
rank 位 rank
enterprise 家企业 enterprises
mu 亩 mu
institution 家机构 institutions
"""
AREAS = """
500000|重庆市|Chongqing|province
510100|成都市|Chengdu|prefecture
510000|四川省|Sichuan|province
CY|川渝|Sichuan and Chongqing|composite
SH|双核|Twin cores|composite
CORRIDOR|西部陆海新通道|Land–Sea Corridor|corridor
"""
INDICATORS = """
airport_passengers|机场旅客吞吐量|Airport passenger throughput|transport|passenger|flow|1
china_europe_trains|中欧班列开行量|China–Europe freight train runs|transport|train|flow|2
corridor_volume|西部陆海新通道货运量|Freight volume of the Land–Sea Corridor|transport|TEU|cumulative|3
major_projects_investment|重大项目年度完成投资|Investment completed, major projects|investment|CNY|ytd|4
shared_laboratories|共建重点实验室数|Jointly built key laboratories|innovation|institution|point|
alliance_members|产业联盟入盟企业数|Members of industry alliances|industry|enterprise|point|
forest_belt|林带建设面积|Forest belt area|environment|mu|cumulative|
"""
TEXTS = {
    "digest_2025": (
        "双城五年数字摘编",
        date(2025, 1, 10),
        """
2024年，重庆机场旅客吞吐量5200.5万人次，同比增长11.4%。
2024年，成都机场旅客吞吐量突破8700万人次，居全国第三位。
截至2024年底，通道累计货运量82.6万标箱，货值逾1400亿元。
两地种植的林带面积约1300万亩，参加人员见第3号公告。""",
    ),
    "digest_2022": (
        "第六次会议数字摘编",
        date(2022, 12, 31),
        f"""
2022年，重庆机场旅客吞吐量2167.3万人次，成都机场为3109.2万人次。
中欧班列今年开行近5000列，力争2025年达到4500列以上，2027年达到6000列。
川渝经通道运输货物突破60万标箱。
重大项目今年完成投资2336亿元，年度投资完成率127%。
到2023年试点运行重点实验室2—3个，到2027年达到10个。
参加联盟的企业约400家，表中另有500余家待核。
会场标语写着{HOSTILE}与=SUM(A1)字样共7处。""",
    ),
}

# document, indicator, area, quote, value, low, high, bound, unit, measure, claim, time (a year, or a day), basis
FIGURES = """
digest_2025|airport_passengers|500000|5200.5万人次|52005000|||exact|passenger|level|reported|2024|flow
digest_2025|airport_passengers|500000|11.4%|11.4|||exact|percent|growth|reported|2024|flow
digest_2025|airport_passengers|510100|8700万人次|87000000|87000000||more_than|passenger|level|reported|2024|flow
digest_2025|airport_passengers|510100|第三位|3|||exact|rank|rank|reported|2024|flow
digest_2025|corridor_volume|CORRIDOR|82.6万标箱|826000|||exact|TEU|level|reported|2024-12-31|cumulative
digest_2025|forest_belt|CY|1300万亩|13000000|||about|mu|level|reported||cumulative
digest_2022|airport_passengers|500000|2167.3万人次|21673000|||exact|passenger|level|reported|2022|flow
digest_2022|airport_passengers|510100|3109.2万人次|31092000|||exact|passenger|level|reported|2022|flow
digest_2022|china_europe_trains|CY|5000列|5000|||nearly|train|level|reported|2022|flow
digest_2022|china_europe_trains|CY|4500列|4500|4500||at_least|train|level|target|2025-12-31|deadline
digest_2022|china_europe_trains|CY|6000列|6000|||exact|train|level|target|2027-12-31|deadline
digest_2022|corridor_volume|CY|60万标箱|600000|600000||more_than|TEU|level|reported|2022-12-30|cumulative
digest_2022|major_projects_investment|CY|2336亿元|233600000000|||exact|CNY|level|reported|2022|ytd
digest_2022|major_projects_investment|CY|127%|127|||exact|percent|completion|reported|2022|ytd
digest_2022|shared_laboratories|CY|2—3个||2|3|range|institution|level|target|2023-12-31|deadline
digest_2022|shared_laboratories|CY|10个|10|||exact|institution|level|target|2027-12-31|deadline
digest_2022|alliance_members|SH|400家|400|||about|enterprise|level|reported|2022-12-30|point
"""
OTHERS = """
digest_2022|500余家|review|no_indicator
digest_2022|7处|context|vague
digest_2025|第3号|context|name
"""
# target's quote, report's quote, kind, target value, low, high, bound, attainment low, high, status, evidence
PROGRESS = """
4500列|5000列|stated|4500|4500||at_least|1|1.111111|achieved|target_and_report
6000列|5000列|stated|6000|||exact|0.75|0.833333|open|target_and_report
127%|2336亿元|implied||183215686274|184662000000|range|1.265|1.275|achieved|completion_rate
2—3个||stated||2|3|range|||awaiting_report|target_only
10个||stated|10|||exact|||awaiting_report|target_only
"""
