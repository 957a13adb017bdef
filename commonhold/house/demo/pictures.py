"""Pictures and a sound that people of the sample co-op bring along. All are drawn here, of a few shapes."""

from __future__ import annotations

import wave
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from math import pi, sin

from PIL import Image, ImageDraw, ImageFilter

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.media import actions as media
from commonhold.social.media import jobs
from commonhold.social.posts import actions as posts

_SIZE = (960, 640)
Drawn = Callable[[ImageDraw.ImageDraw], None]


def plan(town: Town) -> None:
    """A few posts of the last days carry something."""
    on = town.calendar.on
    on(52.4, _shows(town, "hana", "Forty rolls, again.", [(_rolls, "Rows of round rolls on a tray.")]))
    on(
        55.3,
        _shows(
            town,
            "kira",
            "The river through one day.",
            [
                (_river(60, 40), "A pale river under a morning sky."),
                (_river(200, 30), "The same river at noon, bright blue."),
                (_river(24, 55), "The river in the evening, orange from bank to bank."),
            ],
        ),
    )
    on(57.6, _shows(town, "ben", "For members: the till, counted.", [(_coins, "Coins in five neat piles.")]))
    on(58.7, _plays(town, "quin", "Practised all week. It is short, I promise."))
    on(59.4, _shows(town, "caro", "Look who came up.", [(_bean, "A bean with two leaves above dark soil.")]))


def hang(now: datetime) -> None:
    """Let the workshop make what they brought."""
    jobs.make_waiting(now)


def bring_rolls(by: int, at: datetime) -> int:
    """The baker's picture for a message; return its id."""
    return _bring(by, _picture(_rolls), "Rows of round rolls on a tray.", at)


def _shows(town: Town, author: str, text: str, drawings: list[tuple[Drawn, str]]) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids[author]
        brought = [_bring(by, _picture(draw), alt, at) for draw, alt in drawings]
        audience = "members" if text.startswith("For members") else "public"
        made = posts.publish_post(by, text=text, audience=audience, media=brought, now=at)
        if audience == "public":
            town.posts.append((made, author))

    return deed


def _plays(town: Town, author: str, text: str) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids[author]
        tune = _bring(by, _tune(), "Five slow notes of an accordion, the last one held.", at)
        town.posts.append((posts.publish_post(by, text=text, media=[tune], now=at), author))

    return deed


def _bring(by: int, data: bytes, alt: str, at: datetime) -> int:
    medium_id = media.receive_medium(by, file=BytesIO(data), filename="picture", now=at)
    media.describe_medium(by, medium_id=medium_id, alt=alt, now=at)
    return medium_id


def _picture(draw: Drawn) -> bytes:
    image = Image.new("RGB", _SIZE, "#e9e2d0")
    draw(ImageDraw.Draw(image))
    made = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(made, "JPEG", quality=80)
    return made.getvalue()


def _rolls(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((40, 60, 920, 600), fill="#5b4a3a")
    for row in range(4):
        for column in range(7):
            left, top = 70 + column * 120, 90 + row * 124
            draw.ellipse((left, top, left + 108, top + 104), fill="#c98a43")
            draw.arc((left + 22, top + 16, left + 86, top + 72), 190, 320, fill="#f1d3a0", width=9)


def _river(hue: int, light: int) -> Drawn:
    def draw(canvas: ImageDraw.ImageDraw) -> None:
        canvas.rectangle((0, 0, *_SIZE), fill=f"hsl({hue}, 55%, {light + 35}%)")
        canvas.ellipse((640, 70, 740, 170), fill=f"hsl({hue}, 90%, 92%)")
        canvas.polygon([(0, 330), (260, 250), (520, 320), (960, 260), (960, 640), (0, 640)], fill="#3f5a45")
        bed = [(430, 300), (500, 300), (620, 420), (540, 520), (800, 640), (240, 640), (390, 500), (500, 410)]
        canvas.polygon(bed, fill=f"hsl({hue}, 60%, {light + 18}%)")

    return draw


def _coins(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 470, *_SIZE), fill="#7d6248")
    for pile, height in enumerate((9, 5, 12, 7, 3)):
        for coin in range(height):
            left, top = 90 + pile * 165, 470 - coin * 26
            draw.ellipse((left, top, left + 130, top + 46), fill="#d8b04c", outline="#8a6a1e", width=4)


def _bean(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 430, *_SIZE), fill="#3b2c22")
    draw.line([(480, 450), (470, 340), (485, 240)], fill="#6f9a4b", width=18)
    draw.ellipse((300, 150, 490, 260), fill="#7fb256")
    draw.ellipse((480, 130, 690, 250), fill="#6aa045")


def _tune() -> bytes:
    """Two seconds, eight thousand values a second."""
    rate = 8000
    notes = [(262, 0.3), (330, 0.3), (392, 0.3), (330, 0.3), (262, 0.8)]
    frames = bytearray()
    for pitch, seconds in notes:
        for at in range(int(rate * seconds)):
            tone = sin(2 * pi * pitch * at / rate) + 0.4 * sin(4 * pi * pitch * at / rate)
            fade = min(1.0, at / 400, (rate * seconds - at) / 400)
            frames += int(9000 * tone * fade).to_bytes(2, "little", signed=True)
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(frames))
    return made.getvalue()
