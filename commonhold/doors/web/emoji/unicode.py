"""A modest set of the emoji that every device has, in the order in which the picker shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shelf:
    title: str | Promise
    emoji: tuple[str, ...]


def _shelf(title: str | Promise, emoji: str) -> Shelf:
    return Shelf(title, tuple(emoji.split()))


SHELVES = (
    _shelf(_("Faces"), "😀 😄 😂 🙂 😉 😊 😍 🥰 😘 😎 🤔 😮 😴 😢 😭 😡 😱 🥳 🤗 🙈"),
    _shelf(_("Hands and hearts"), "👍 👎 👏 🙌 🙏 💪 👋 🤝 ✌️ 👀 ❤️ 🧡 💛 💚 💙 💜"),
    _shelf(_("Nature"), "🌱 🌻 🌳 🍂 ☀️ 🌧️ ❄️ 🌈 ⭐ 🌙 🔥 🐝 🐦 🐈 🐕 🦔"),
    _shelf(_("Food and drink"), "☕ 🍵 🍞 🥕 🍎 🍅 🥔 🧀 🍲 🍰 🎂 🍻"),
    _shelf(_("Things"), "🎉 🎁 🎵 📚 📷 📅 🔧 🔑 💡 💬 🏠 🚲 🚋 🗳️ 💶 📣"),
    _shelf(_("Signs"), "✅ ❌ ❗ ❓ ⚠️ ➡️ ♻️ 💯"),
)
