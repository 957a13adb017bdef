"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchMedium(NotFound):
    """There is none, or it is somebody else's: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This picture, sound or film isn't here. It may have been removed."))


class EmptyFile(Refusal):
    def __init__(self, filename: str) -> None:
        words = _("“{filename}” is empty. Nothing else is lost: choose the file again, or another one.")
        super().__init__(words, field="media", filename=filename)


class NotAMedium(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "“{filename}” is no picture, sound or film that can be shown here. Choose a JPEG, PNG, GIF, WebP "
            "or AVIF picture, an MP4 or WebM film, or an MP3, Ogg, FLAC, WAV or M4A sound."
        )
        super().__init__(words, field="media", filename=filename)


class NotAPicture(Refusal):
    def __init__(self, filename: str) -> None:
        words = _("“{filename}” is no picture. Choose a JPEG, PNG, GIF, WebP or AVIF.")
        super().__init__(words, field="media", filename=filename)


class HeicNotReadable(Refusal):
    def __init__(self, filename: str) -> None:
        words = _(
            "“{filename}” is in Apple's HEIC form, which can't be read here. Share it as a JPEG, or set "
            "your phone's camera to “most compatible”."
        )
        super().__init__(words, field="media", filename=filename)


class DamagedFile(Refusal):
    def __init__(self, filename: str) -> None:
        words = _("“{filename}” is damaged or incomplete. Nothing was kept of it: send it again, or another.")
        super().__init__(words, field="media", filename=filename)


class FileTooLarge(Refusal):
    def __init__(self, filename: str, *, megabytes: int) -> None:
        words = _("“{filename}” is too large: our charter allows {megabytes} MB. Choose a smaller one.")
        super().__init__(words, field="media", filename=filename, megabytes=megabytes)


class TooManyPoints(Refusal):
    def __init__(self, filename: str, *, megapixels: int) -> None:
        words = _(
            "“{filename}” has too many points: our charter allows {megapixels} million. Make it smaller and "
            "send it again."
        )
        super().__init__(words, field="media", filename=filename, megapixels=megapixels)


class TooManyLyingAround(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You brought {most} files that are in no post yet. Use some of them first, or remove them.")
        super().__init__(words, field="media", most=most)


class AltTooLong(Refusal):
    def __init__(self, *, length: int, longest: int) -> None:
        words = _(
            "A description may have {longest} characters; this one has {length}. Nothing is lost: shorten it."
        )
        super().__init__(words, field="alt", length=length, longest=longest)


class FocusOutside(Refusal):
    def __init__(self) -> None:
        words = _("The point that stays in view must lie inside the picture. Nothing was changed.")
        super().__init__(words, field="focus")


class MediumInUse(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is in a post of yours. Take it out there; then it goes by itself."))


class MediumRefused(Refusal):
    def __init__(self) -> None:
        words = _(
            "One of the files could not be read, so nothing was kept of it. Take it out or send another."
        )
        super().__init__(words, field="media")


class UnknownPurpose(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say what this picture is for: a post, your page or an emoji."), field="media")
