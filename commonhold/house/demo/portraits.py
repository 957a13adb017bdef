"""Pictures of the people of the sample co-op: a few shapes each, as all of them are fiction."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.portraits import jobs
from commonhold.social.portraits.actions import Chosen, choose_portrait

_SIDE = 192
_WIDE = (750, 250)
_SHOW_A_FACE = ("ada", "ben", "caro", "dev", "hana", "kira", "quin")
_SHOW_A_VIEW = ("ada", "caro")


def plan(town: Town) -> None:
    """Who shows a face, or a view above her page; the others keep their letters."""
    for number, handle in enumerate(_SHOW_A_FACE):
        if handle in town.ids:
            town.calendar.on(59.5, _shows(town, handle, "avatar", _face(number), "A drawn face."))
    for number, handle in enumerate(_SHOW_A_VIEW):
        town.calendar.on(59.5, _shows(town, handle, "header", _view(number), "Drawn hills at dusk."))


def show(now: datetime) -> None:
    """Hang what the workshop made ready."""
    jobs.sweep(now)


def _shows(town: Town, handle: str, kind: str, data: bytes, alt: str) -> Deed:
    def deed(at: datetime) -> None:
        chosen = Chosen(kind=kind, file=BytesIO(data), filename="drawing.png", alt=alt)
        choose_portrait(town.ids[handle], chosen=chosen, now=at)

    return deed


def _face(number: int) -> bytes:
    """Shoulders, neck, hair and a face without features, each in its own colours."""
    luck = Random(number)  # noqa: S311 - the same drawing at every birth
    hue = (number * 67 + 20) % 360
    image = Image.new("RGB", (_SIDE * 2, _SIDE * 2), f"hsl({hue}, 42%, 76%)")
    draw = ImageDraw.Draw(image)
    skin = ("#8d5a3b", "#e8b995", "#c98b62", "#f0c9a8", "#6f4630")[number % 5]
    hair = ("#2c211c", "#8a5a2b", "#b7b2a8", "#5a2d1f")[number % 4]
    long = luck.choice((190, 290))
    draw.ellipse((100, 62, 284, long + 30), fill=hair)
    draw.ellipse((50, 290, 334, 560), fill=f"hsl({(hue + 180) % 360}, 38%, 38%)")
    draw.rounded_rectangle((160, 220, 224, 320), 30, fill=skin)
    draw.ellipse((122, 96, 262, 270), fill=skin)
    draw.chord((112, 66, 272, 226), luck.choice((180, 200)), luck.choice((340, 360)), fill=hair)
    return _saved(image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS))


def _view(number: int) -> bytes:
    """Three rows of hills below a low sun."""
    hue = (30, 165)[number % 2]
    image = Image.new("RGB", _WIDE, f"hsl({hue}, 60%, 84%)")
    draw = ImageDraw.Draw(image)
    draw.ellipse((540, 40, 620, 120), fill=f"hsl({hue}, 90%, 94%)")
    for row in range(3):
        top = 110 + row * 45
        fill = f"hsl({hue + 60 + row * 10}, 28%, {58 - row * 14}%)"
        for hill in range(-1, 4):
            left = hill * 260 + row * 90
            draw.ellipse((left, top, left + 420, top + 300), fill=fill)
    return _saved(image)


def _saved(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "PNG")
    return made.getvalue()
