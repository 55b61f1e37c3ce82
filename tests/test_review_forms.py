"""The forms of the review queue: what they offer, and what they add to the catalogue."""

from __future__ import annotations

from dashboard.formats import markdown_safe as safe
from dashboard.words import Words
from tests.decision_fixture import Desk
from tests.page_fixture import Opener
from tests.test_review_page import EN, desk, go_to, open_queue, press, texts  # noqa: F401 - two are fixtures


def unit_of(built: Desk, quote: str) -> str:
    ((unit,),) = built.ask("SELECT unit FROM mention WHERE quote = ?", quote)
    return str(unit)


def test_words_are_added_to_the_catalogue_from_here(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue()
    kites = go_to(app, desk, "400只")
    app.text_input(key=f"alias_word_{kites}").set_value("风筝")
    press(app, f"add_alias_{kites}")
    assert safe(EN("message.field_needed")) in texts(app.error)
    app.text_input(key=f"new_id_{kites}").set_value("Bad Code !!")
    press(app, f"add_indicator_{kites}")
    told = texts(app.error)
    assert safe(EN("message.field_needed")) in told and "is no code" in told
    assert app.selectbox(key=f"new_unit_{kites}_en").value == unit_of(desk, "400只")
    cells = {"zh": "风筝数", "en": "Kites", "id": "kites", "triggers": "风筝"}
    for name, cell in cells.items():
        app.text_input(key=f"new_{name}_{kites}").set_value(cell)
    press(app, f"add_indicator_{kites}")
    assert EN("extend.saved") in texts(app.success)
    press(app, f"add_indicator_{kites}")
    assert "has this already" in texts(app.error)
    desk.refresh()
    assert desk.ask("SELECT indicator_id FROM observation WHERE quote = '400只'") == [("kites",)]


def test_the_catalogue_is_offered_nothing_that_it_has(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue()
    trains = go_to(app, desk, "300列")  # their indicator is known: there may be another name for it
    assert app.selectbox(key=f"alias_of_{trains}_en").value == "china_europe_trains"
    for field in ("alias_word", "new_zh", "new_triggers", "unit_word"):
        assert app.text_input(key=f"{field}_{trains}").value == ""
    sparks = go_to(app, desk, "30朵")  # neither their name nor their measure word is known
    assert app.selectbox(key=f"alias_of_{sparks}_en").value is None
    for field, value in (
        ("alias_word", "放焰火"),
        ("new_zh", "放焰火"),
        ("new_triggers", "放焰火"),
        ("unit_word", "朵"),
    ):
        assert app.text_input(key=f"{field}_{sparks}").value == value
    assert app.selectbox(key=f"new_unit_{sparks}_en").value == "朵"


def test_units_are_called_by_their_names(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue()
    trains = go_to(app, desk, "300列")
    assert "**China–Europe freight train runs\u00a0· 300 trains**" in [str(one.value) for one in app.markdown]
    press(app, "review_correct")
    options = app.selectbox(key=f"unit_{trains}_en").options
    assert options[0] == EN("correct.as_read", text="trains") and "trains" in options
    assert {"copies (册)", "copies (份)"} <= set(options)  # of one name
    assert set(options[1:]) <= set(app.selectbox(key=f"new_unit_{trains}_en").options)


def test_a_form_speaks_the_language_on_screen_and_keeps_what_was_sent(desk: Desk, open_queue: Opener) -> None:  # noqa: F811
    app = open_queue()
    kites = go_to(app, desk, "400只")
    press(app, "review_correct")
    app.selectbox(key=f"claim_{kites}_en").select("target")
    press(app, f"save_{kites}")  # no reason yet: the form stays
    app.segmented_control(key="lang_choice").set_value("zh").run()
    box = app.selectbox(key=f"claim_{kites}_zh")
    assert box.value == "target" and Words("zh").label("claim", "target") in box.options
