"""The figures of a chart as a table: every text escaped, each figure a link to its sentence, a limit that is told."""

from __future__ import annotations

from pathlib import Path

from dashboard import queries
from dashboard.charting import charted
from dashboard.markup import address, language_of, script_data
from dashboard.words import Words
from tests.dashboard_fixture import publish

EN = Words("en")


def test_each_figure_leads_to_its_sentence_and_no_text_is_a_tag(tmp_path: Path) -> None:
    con = queries.connect(publish(tmp_path))
    facts, _ = queries.series(con, "airport_passengers", "level", "passenger")
    con.close()
    named = [fact._replace(area_en="<b>here</b>") for fact in facts]
    html = charted.as_table("<i>title</i>", named, EN, address)
    assert html.count("<tr>") == len(facts) + 1 and html.count('scope="col"') == 4
    for fact in facts:
        assert f"document={fact.document_id}&amp;at={fact.span_start}" in html
    assert "<b>" not in html and "<i>" not in html and html.count("&lt;i&gt;") == 2
    two = charted.as_table(
        "t", [facts[0], facts[0]._replace(indicator_id="another", indicator_en="Another")], EN, address
    )
    assert two.count('scope="col"') == 5 and "<td>Another</td>" in two
    many = charted.as_table("t", facts[:1] * (charted.MOST + 1), EN, address)
    assert many.count("<tr>") == charted.MOST + 1 and f"The first {charted.MOST} of {charted.MOST + 1}." in many


def test_data_in_a_script_holds_no_tag() -> None:
    assert script_data([["</script>", "文"]]) == '[["\\u003c/script>", "文"]]'


def test_the_language_of_data_is_told() -> None:
    assert language_of("a share of the total") == ' lang="en"'
    assert language_of("占GDP比例") == ' lang="zh-CN"'
    assert language_of("12.5") == ""
