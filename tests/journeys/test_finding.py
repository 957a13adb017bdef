"""Finding what others wrote: by a tag, by words, by looking around."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.served import Coop


def test_a_tag_is_written_followed_and_shown_on_a_profile(demo: Coop, visit: Visit) -> None:
    ben = visit(demo, "ben")
    ben.goes_to("/compose")
    ben.fills(text="The first pears are in. #Orchard")
    ben.presses("Publish")
    ben.follows("#Orchard")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("#orchard")
    ben.sees("1 public post, by one person")
    ben.presses("Follow")
    ben.sees("Stop following")
    ben.presses("Show it on my profile")
    ben.sees("Take it off my profile")
    ben.goes_to("/@ben")
    ben.follows("#orchard", inside=ben.page.get_by_role("list", name="Tags"))
    ben.sees("The first pears are in.")
    ben.goes_to("/tags/NobodyUsedThis")
    expect(ben.page).to_have_url(f"{demo.url}/tags/nobodyusedthis")
    ben.sees("Nothing here yet")


def test_a_search_finds_people_posts_groups_tags_and_proposals_and_nothing_that_is_not_for_her(
    demo: Coop, visit: Visit
) -> None:
    ben, caro = visit(demo, "ben"), visit(demo, "caro")
    ben.goes_to("/compose")
    ben.fills(text="The marzipan is in the cellar, @ada.")
    ben.page.get_by_label("Who may read it?").select_option("direct")
    ben.presses("Publish")
    ben.goes_to("/me/found")
    ben.page.get_by_role("checkbox", name="My posts may be found by their words").check()
    ben.presses("Save")
    ben.goes_to("/compose")
    ben.fills(text="Marzipan for everybody on Sunday.")
    ben.presses("Publish")

    caro.takes("Discover")
    caro.fills(q="MARZIPAN from:ben -cake")
    caro.presses("Search")
    caro.sees("Marzipan for everybody on Sunday.")
    expect(caro.page.get_by_role("article")).to_have_count(1)
    caro.fills(q="marzipan from:nobody")
    caro.presses("Search")
    caro.sees("from:nobody says nothing here that can be looked for")
    caro.fills(q="hana")
    caro.presses("Search")
    caro.follows("People")
    caro.sees("Hana Sato")
    caro.fills(q="seeds")
    caro.presses("Search")
    caro.sees("Nothing found")
    caro.follows("Groups")
    caro.sees("Garden and seeds")
    caro.follows("Tags")
    caro.page.get_by_role("link", name="#seeds").click()
    expect(caro.page.get_by_role("heading", level=1)).to_have_text("#seeds")
    caro.goes_to("/search?q=dues&what=proposals")
    expect(caro.page.get_by_role("article").filter(has_text="Dues").first).to_be_attached()

    ben.goes_to("/search?q=marzipan")
    expect(ben.page.get_by_role("article")).to_have_count(2)


def test_discover_shows_this_weeks_tags_and_people_whom_friends_follow(
    quiet_demo: Coop, visit: Visit
) -> None:
    ada = visit(quiet_demo, "ada")
    ada.takes("Discover")
    expect(ada.page.get_by_role("link", name="#seeds").first).to_be_visible()
    expect(ada.page.locator("main")).to_contain_text("whom you follow")
    expect(ada.page.get_by_role("article")).to_have_count(10)


def test_a_linked_page_says_what_it_is_beneath_the_post(quiet_demo: Coop, visit: Visit) -> None:
    gus = visit(quiet_demo)
    gus.goes_to("/tags/tools")
    card = (
        gus.page.get_by_role("article")
        .filter(has_text="The museum lends tools")
        .get_by_role("link", name="Borrow from our workshop")
    )
    expect(card).to_be_visible()
    expect(card).to_have_attribute("href", "https://museum.example/lending")
    expect(card).to_have_attribute("rel", "nofollow noopener ugc")
    expect(card).to_contain_text("museum.example")


def test_a_steward_adds_an_emoji_and_it_stands_in_posts_and_names(
    demo: Coop, visit: Visit, tmp_path: Path
) -> None:
    picture = tmp_path / "pear.png"
    Image.new("RGB", (64, 64), "green").save(picture)
    ada, finn = visit(demo, "ada"), visit(demo, "finn")
    ada.goes_to("/emoji")
    ada.fills(shortcode="bread")
    ada.page.locator("main [name=picture]").set_input_files(picture)
    ada.presses("Add")
    ada.sees("There is a :bread: already.")
    ada.fills(shortcode="pear")
    ada.page.locator("main [name=picture]").set_input_files(picture)
    ada.presses("Add")
    expect(ada.page.get_by_role("listitem").filter(has_text=":pear:")).to_be_visible()
    ada.goes_to("/emoji")
    ada.looks_again_until(lambda: not ada.page.get_by_text("being made").count())

    finn.goes_to("/emoji")
    expect(finn.page.get_by_role("button", name="Retire")).to_have_count(0)
    finn.goes_to("/me")
    finn.fills(display_name="Finn :pear:")
    finn.presses("Save")
    expect(finn.page.get_by_role("heading", level=1).get_by_role("img", name=":pear:")).to_be_visible()
    finn.goes_to("/compose")
    finn.fills(text="Ripe :pear: and :nothing:")
    finn.presses("Publish")
    expect(finn.page.get_by_role("article").first.get_by_role("img", name=":pear:")).to_have_count(2)
    finn.sees("and :nothing:")
