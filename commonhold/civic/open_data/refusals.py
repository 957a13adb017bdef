"""Why nothing is published, or why there is no such file."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchTable(Refusal):
    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _("We can publish these: {names}. Nothing was changed."), names=", ".join(names), field="tables"
        )


class NoSuchLicence(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please choose one of the licences. Nothing was changed."), field="licence")


class NothingPublished(Refusal):
    def __init__(self) -> None:
        super().__init__(_("We publish no data now, so there is nothing to stop. Nothing was changed."))


class NoSuchEdition(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such file. All that we have published is on the page “Open data”."))
