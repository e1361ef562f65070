"""The map in the browser: what it shows, what it asks, what it keeps in the address."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import FIXTURES, Site, refusal


def open_map(page: Page, site: Site, address: str = "") -> None:
    page.goto(site.url + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_every_step_stands_under_its_stage(page: Page, site: Site) -> None:
    open_map(page, site)
    document = json.loads((FIXTURES / "map-main.json").read_text())
    heads = page.get_by_role("grid").locator("th[scope=colgroup]")
    assert [int(heads.nth(i).get_attribute("colspan") or 0) for i in range(heads.count())] == [
        len(stage["steps"]) for stage in document["stages"]
    ]
    titles = page.get_by_role("grid").locator("th[scope=col] .tt").all_text_contents()
    assert [title.removesuffix(", moment of truth").strip() for title in titles] == [
        step["title"] for step in document["steps"]
    ]


def test_numbers_stand_with_their_doubt(page: Page, site: Site) -> None:
    open_map(page, site)
    grid = page.get_by_role("grid")
    expect(grid).to_contain_text("62.4 % go on")
    expect(grid).to_contain_text("412 still open")
    expect(grid).to_contain_text("a quarter (22k to 41k)")
    expect(grid).to_contain_text("n 24, interval only")
    expect(page.get_by_text("Synthetic numbers")).to_be_visible()


def test_the_panel_adds_up(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Returns or exchanges").click()
    panel = page.get_by_role("complementary", name="Step 10, Returns or exchanges")
    expect(panel).to_contain_text("402 + 121 + 289 = 812")
    lines = panel.locator("table td:nth-of-type(1)").all_inner_texts()
    assert sum(int(line.replace(",", "")) for line in lines) == 812


def test_an_open_panel_does_not_make_the_page_scroll(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    open_map(page, site, "?step=returns")
    expect(page.get_by_role("complementary")).to_contain_text("Customers behind the number 812")
    assert page.evaluate("document.scrollingElement.scrollHeight") <= 1000


def test_a_panel_with_nothing_planned_after_it_tells_only_what_happened(page: Page, site: Site) -> None:
    document = json.loads((FIXTURES / "map-main.json").read_text())
    next(step for step in document["steps"] if step["id"] == "returns")["outcome"] = None
    site.answer = lambda path, query: (200, document) if path == "maps/main" else None
    open_map(page, site, "?step=returns")
    panel = page.get_by_role("complementary", name="Step 10, Returns or exchanges")
    expect(panel).to_contain_text("What happened next")
    expect(panel).to_contain_text("Nothing is planned after this step")
    expect(panel).to_contain_text("Nothing since")
    expect(panel).not_to_contain_text(re.compile("went on|still open", re.IGNORECASE))
    expect(panel.locator("li", has_text="lost")).to_have_count(0)
    expect(panel).to_contain_text("Customers behind the number 812")


def test_the_rule_of_a_segment_is_told_only_to_the_resting_pointer(page: Page, site: Site) -> None:
    open_map(page, site)
    rules = [one["rule"] for one in json.loads((FIXTURES / "map-main.json").read_text())["segments"]]
    page.get_by_role("button", name="Segment").click()
    menu = page.get_by_role("menu", name="Segment")
    for rule in rules:
        expect(menu).not_to_contain_text(rule)
        expect(menu.locator(f"[title={json.dumps(rule)}]")).to_have_count(1)


def test_on_a_map_of_one_step_the_words_stay_in_its_column(page: Page, site: Site) -> None:
    document = json.loads((FIXTURES / "map-plan.json").read_text())
    document["steps"] = document["steps"][:1]
    first = document["steps"][0]
    document["stages"] = [{**document["stages"][0], "steps": [first["id"]]}]
    site.answer = lambda path, query: (200, document) if path == "maps/plan" else None
    open_map(page, site, "?map=plan")
    # Both at one moment: a font that comes late moves them between two questions.
    words, lane = page.get_by_text("Nobody has been asked yet").evaluate(
        "words => [words, words.ownerDocument.querySelector('tr.lane-emotion')]"
        ".map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert words["x"] + words["width"] <= lane["x"] + lane["width"]
    assert words["y"] + words["height"] <= lane["y"] + lane["height"]


def test_the_way_leads_from_a_number_to_one_person(page: Page, site: Site) -> None:
    open_map(page, site, "?step=returns")
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("Customers behind the number 812")
    panel.get_by_role("button", name="Lost", exact=True).click()
    expect(panel).to_contain_text("Customers behind the number 3")
    panel.get_by_role("button", name="C-20417").click()
    expect(panel).to_contain_text("One journey: C-20417")
    expect(panel).to_contain_text("I own no printer.")


def test_the_address_holds_the_question_and_back_undoes_it(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Segment").click()
    page.get_by_role("menuitemradio", name="New this year").click()
    expect(page).to_have_url(re.compile(r"segment=newcomers"))
    expect(page.get_by_role("grid")).to_contain_text("4,310")
    page.go_back()
    expect(page).not_to_have_url(re.compile(r"segment="))
    expect(page.get_by_role("grid")).to_contain_text("18,240")


def test_a_sent_address_shows_the_same_map(page: Page, site: Site) -> None:
    open_map(page, site, "?segment=newcomers&start=2026-07-01&end=2026-09-30&step=pays&preset=data")
    assert "maps/main?segment=newcomers&start=2026-07-01&end=2026-09-30" in site.asked
    expect(page.get_by_role("button", name="Data", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("complementary", name="Step 7, Pays")).to_be_visible()


def test_old_numbers_stay_faded_until_new_ones_come(page: Page, site: Site) -> None:
    open_map(page, site)
    site.hold.clear()
    page.get_by_role("button", name="Segment").click()
    page.get_by_role("menuitemradio", name="New this year").click()
    expect(page.locator(".page")).to_have_attribute("aria-busy", "true")
    old = page.get_by_role("grid").get_by_text("18,240", exact=True).first
    expect(old).to_be_visible()
    expect(old).to_have_css("opacity", "0.5")
    site.hold.set()
    expect(page.locator(".page")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("grid")).to_contain_text("4,310")


def test_dates_the_wrong_way_round_cannot_be_asked(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Dates").click()
    page.get_by_label("First day").fill("2026-09-01")
    page.get_by_label("Last day").fill("2026-08-01")
    expect(page.get_by_text("The last day lies before the first.")).to_be_visible()
    expect(page.get_by_role("button", name="Show these days")).to_be_disabled()


def test_a_preset_ends_with_the_data(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Dates").click()
    page.get_by_role("button", name="Last 90 days").click()
    expect(page).to_have_url(re.compile(r"start=2026-07-03&end=2026-09-30"))


def test_an_objective_dims_what_it_does_not_touch(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Second order, 120 days").click()
    dimmed = page.get_by_role("grid").locator("th.dim")
    assert dimmed.count() == 10
    page.get_by_role("button", name="Second order, 120 days").click()
    expect(dimmed).to_have_count(0)


def test_folded_lanes_open_in_their_place(page: Page, site: Site) -> None:
    open_map(page, site)
    expect(page.get_by_role("rowheader", name="Front-stage")).to_have_count(0)
    page.get_by_role("button", name="Front-stage").click()
    expect(page.get_by_role("rowheader", name="Front-stage")).to_be_visible()
    expect(page.get_by_role("grid")).to_contain_text("Courier prints the label at the door")


def test_a_map_without_data_says_what_to_bring(page: Page, site: Site) -> None:
    open_map(page, site, "?map=plan")
    grid = page.get_by_role("grid")
    expect(grid).to_contain_text("Bring survey answers, reviews or rated tickets")
    expect(grid.locator("path.measured")).to_have_count(0)
    expect(grid.locator("path.believed")).to_have_count(1)


def test_a_refused_question_keeps_the_map_and_says_what_to_do(page: Page, site: Site) -> None:
    open_map(page, site)
    site.answer = lambda path, query: (
        (422, refusal("unknown_segment", 'There is no segment "x".', 'Did you mean "new"?'))
        if query.get("segment")
        else None
    )
    page.get_by_role("button", name="Segment").click()
    page.get_by_role("menuitemradio", name="New this year").click()
    expect(page.get_by_role("alert")).to_contain_text('There is no segment "x". Did you mean "new"?')
    expect(page.get_by_role("grid")).to_contain_text("18,240")
    page.get_by_role("button", name="Show everything again").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("segment="))


def test_a_broken_first_answer_becomes_a_page_with_a_remedy(page: Page, site: Site) -> None:
    site.answer = lambda path, query: (
        409,
        refusal("not_built", "Nothing was built yet.", "Run: desirepath build"),
    )
    page.goto(site.url)
    expect(page.get_by_role("heading", name="Nothing was built yet.")).to_be_visible()
    expect(page.get_by_text("Run: desirepath build")).to_be_visible()
    site.answer = None
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("grid")).to_be_visible()


def test_a_workspace_without_maps_teaches_how_to_begin(page: Page, site: Site) -> None:
    card = json.loads((FIXTURES / "workspace.json").read_text())
    site.answer = lambda path, query: (200, {**card, "maps": []}) if path == "workspace" else None
    page.goto(site.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Draw the path you planned")
    expect(page.get_by_role("group", name="Bring a file")).to_be_visible()
    expect(page.get_by_role("heading", name="What to bring")).to_be_visible()
    expect(page.get_by_text("desirepath new shop --from orders.csv")).to_be_visible()


def test_exports_carry_the_question(page: Page, site: Site) -> None:
    open_map(page, site, "?segment=newcomers")
    page.get_by_role("button", name="Export").first.click()
    link = page.get_by_role("menuitem", name="PDF")
    expect(link).to_have_attribute("href", "api/v1/maps/main/export.pdf?segment=newcomers")


def test_a_refused_export_says_why_on_the_page(page: Page, site: Site) -> None:
    open_map(page, site)
    site.answer = lambda path, query: (
        (422, refusal("no_font", "The PDF cannot be drawn.", "Choose SVG instead."))
        if path.endswith("export.pdf")
        else None
    )
    page.get_by_role("button", name="Export").first.click()
    page.get_by_role("menuitem", name="PDF").click()
    expect(page.get_by_role("alert")).to_contain_text("The PDF cannot be drawn. Choose SVG instead.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_export_is_saved_under_the_name_of_the_map(page: Page, site: Site) -> None:
    open_map(page, site)
    site.answer = lambda path, query: (200, {"drawn": True}) if path.endswith("export.json") else None
    page.get_by_role("button", name="Export").first.click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="JSON").click()
    assert saved.value.suggested_filename == "main.json"
    assert json.loads(Path(saved.value.path()).read_text()) == {"drawn": True}
    expect(page.get_by_role("alert")).to_have_count(0)


def test_nothing_is_loaded_from_elsewhere_and_nothing_breaks_the_policy(page: Page, site: Site) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    open_map(page, site, "?step=returns")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert said == []


def test_one_file_opens_without_a_server(page: Page, built: Path, tmp_path: Path) -> None:
    script = next((built / "assets").glob("index-*.js")).read_text().replace("</script", "<\\/script")
    style = next((built / "assets").glob("*.css")).read_text()
    document = (FIXTURES / "map-main.json").read_text().replace("<", "\\u003c")
    file = tmp_path / "map.html"
    file.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Map</title><style>{style}</style>'
        f'<div id="app"></div><script type="application/json" id="measured-map">{document}</script>'
        f'<script type="module">{script}</script></html>'
    )
    page.goto(file.as_uri())
    expect(page.get_by_role("grid")).to_contain_text("18,240")
    page.get_by_role("button", name="Returns or exchanges").click()
    expect(page.get_by_role("complementary")).to_contain_text("402 + 121 + 289 = 812")
    for absent in ("Segment", "Dates", "Export"):
        expect(page.get_by_role("button", name=absent)).to_have_count(0)
    expect(page.get_by_text("Customers behind the number")).to_have_count(0)


def test_the_overview_scrolls_the_map_and_shows_where_one_is(page: Page, site: Site) -> None:
    open_map(page, site)
    strip, window = page.locator(".strip"), page.locator(".strip .window")
    before = window.bounding_box()
    box = strip.bounding_box()
    assert before
    assert box
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    expect(page.get_by_role("button", name="Tells a friend")).to_be_in_viewport()
    page.wait_for_function("document.querySelector('.wrap').scrollLeft > 1000")
    after = window.bounding_box()
    assert after
    assert after["x"] > before["x"]


def test_the_theme_is_remembered(page: Page, site: Site) -> None:
    open_map(page, site)
    page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.get_by_role("button", name="Light", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_panel_of_a_step_tells_what_people_write_and_keeps_read_feelings_apart(
    page: Page, site: Site
) -> None:
    open_map(page, site, "?step=returns")
    written = page.locator("#step-panel section", has_text="What people write")
    expect(written).to_contain_text("read from 140 comments without a score, kept apart from scores")
    expect(written).to_contain_text("return, form, post")
    expect(written).to_contain_text("Eleven days for my own money.")
    expect(written).to_contain_text(re.compile(r"read from text −1\.\d"))
