"""What makes things findable in the sample co-op: tags, linked pages, and who lets herself be found."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from PIL import Image, ImageDraw

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.emoji import actions as emoji
from commonhold.social.media import actions as media
from commonhold.social.media.jobs import make_waiting
from commonhold.social.people import actions as people
from commonhold.social.posts import actions as posts
from commonhold.social.previews import actions as previews
from commonhold.social.previews.reading import Said
from commonhold.social.tags import actions as tags

_TAGGED = [
    (
        53.41,
        "emil",
        "Beans, chard and the old #tomatoes are sorted: bring a jar on Saturday. #seeds #library",
    ),
    (54.52, "noa", "What flowers now, and who visits it: a list for your balcony. #bees #seeds"),
    (55.36, "hana", "Sourdough for beginners, Tuesday at seven, the oven is on. #bread"),
    (56.44, "rosa", "The #bread oven has a new door. It closes. We are all a little moved. :bread:"),
    (57.31, "ivo", "Nine bikes, eleven people, one missing washer, found in the tea. #repair"),
    (57.71, "paul", "Thursday: lamps, zips and radios. Bring what is broken and one biscuit. #repair #tools"),
    (58.28, "caro", "My runner #beans climb faster than I can say their name. :bean: #seeds #garden"),
    (58.52, "mia", "Three shelves about gardens have arrived. #library #garden"),
    (58.81, "lea", "Compost is open again, worms included. #garden"),
    (59.11, "kira", "Saw a kingfisher by the second bridge. #river"),
]
_FOLLOWED = {
    "ada": ["seeds", "repair", "garden"],
    "ben": ["bread", "repair"],
    "caro": ["seeds", "garden", "river"],
}
_SHOWN = {"ada": ["garden", "seeds"], "caro": ["beans", "garden"], "hana": ["bread"]}

_LEFT = {"tom"}
_DRAWN: list[tuple[str, str, list[tuple[tuple[int, int, int, int], str]]]] = [
    ("lantern", "#7a4b12", [((34, 22, 94, 106), "#f2b632"), ((52, 46, 76, 92), "#fff3c4")]),
    ("bread", "#8a5a2b", [((16, 40, 112, 104), "#d9a45b"), ((30, 50, 98, 88), "#f0cf94")]),
    ("bean", "#2f5d3a", [((30, 18, 86, 80), "#7fb069"), ((42, 54, 100, 112), "#a7d08c")]),
]
# The pages are made up like the people: what they say of themselves is told here, and nothing is fetched.
_LINKED = [
    (
        58.62,
        "emil",
        "How long seeds keep, in one table. Parsnips: do not even ask. #seeds",
        "https://gardens.example/seeds/how-long-they-keep",
        Said(
            "How long seeds keep",
            "Peas for three years, tomatoes for six, parsnips for one: a table for the cupboard door.",
            "Gardens",
        ),
    ),
    (
        59.06,
        "mia",
        "The museum lends tools now, and for nothing. #tools",
        "https://museum.example/lending",
        Said("Borrow from our workshop", "Planes, presses and patience, every Thursday.", ""),
    ),
]


def plan(town: Town) -> None:
    """Put what people tag, follow and show into the calendar."""
    for day, author, text in _TAGGED:
        town.calendar.on(day, _says(town, author, text))
    town.calendar.on(52.9, _adds_emoji(town))
    town.calendar.on(58.9, _chooses_tags(town))
    for day, author, text, url, said in _LINKED:
        town.calendar.on(day, _links(town, author, text, url, said))
    town.calendar.on(58.95, _let_themselves_be_found(town))


def _says(town: Town, author: str, text: str) -> Deed:
    def deed(at: datetime) -> None:
        made = posts.publish_post(town.ids[author], text=text, audience="public", language="en", now=at)
        town.posts.append((made, author))

    return deed


def _links(town: Town, author: str, text: str, url: str, said: Said) -> Deed:
    says = _says(town, author, f"{text} {url}")

    def deed(at: datetime) -> None:
        says(at)
        preview_id = previews.ask_preview(url, now=at)
        if preview_id is not None:
            previews.keep_preview(preview_id, said=said, now=at)

    return deed


def _chooses_tags(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for act, chosen in ((tags.follow_tag, _FOLLOWED), (tags.feature_tag, _SHOWN)):
            for handle, names in chosen.items():
                for name in names:
                    act(town.ids[handle], name=name, now=at)

    return deed


def _let_themselves_be_found(town: Town) -> Deed:
    """Most do; every fourth keeps to herself."""

    def deed(at: datetime) -> None:
        for number, (handle, person_id) in enumerate(town.ids.items()):
            if number % 4 != 3 and handle not in _LEFT:
                people.choose_to_be_found(person_id, is_searchable=True, is_discoverable=True, now=at)

    return deed


def _adds_emoji(town: Town) -> Deed:
    """Ada draws three, which are made at once so that posts can bear them."""

    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        for shortcode, ground, shapes in _DRAWN:
            file = BytesIO()
            _draw(ground, shapes).save(file, "PNG")
            medium_id = media.receive_medium(
                ada, file=file, filename=f"{shortcode}.png", purpose="emoji", now=at
            )
            emoji.add_emoji(ada, shortcode=shortcode, medium_id=medium_id, now=at)
        make_waiting(at)

    return deed


def _draw(ground: str, shapes: list[tuple[tuple[int, int, int, int], str]]) -> Image.Image:
    """A round ground with round shapes on it."""
    image = Image.new("RGBA", (128, 128))
    pen = ImageDraw.Draw(image)
    pen.ellipse((4, 4, 124, 124), fill=ground)
    for box, colour in shapes:
        pen.ellipse(box, fill=colour)
    return image
