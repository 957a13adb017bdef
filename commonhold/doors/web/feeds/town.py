"""What bridging came to in the made-up town: from `bench/bridging/kept.json`, as the rules have it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SEEDS = 20
#: What, what is wanted, and what it came to.
FIGURES: tuple[tuple[str | Promise, str | Promise, str], ...] = (
    (gettext_lazy("AUC from reactions alone, the worst seed"), gettext_lazy("at least 0.93"), "0.962"),
    (gettext_lazy("AUC with the sample, the worst seed"), gettext_lazy("at least 0.98"), "0.993"),
    (
        gettext_lazy("Lifted by a flood of 400 of the author's own camp: before anybody is asked, and after"),
        "0, 0",
        "0, 0 of 400",
    ),
    (gettext_lazy("Lifted by 1,000 fresh accounts, before and after"), "0, 0", "0, 0 of 400"),
    (
        gettext_lazy("Lifted by 50 infiltrators, before and after"),
        gettext_lazy("as few as can be"),
        "0, 0 of 400",
    ),
    (
        gettext_lazy("The highest score of an attacked post before anybody is asked, and the lowest bar"),
        gettext_lazy("below it"),
        "193, 362",
    ),
    (
        gettext_lazy("At the bar once asked, with an attack or without"),
        gettext_lazy("no promise"),
        "0 of 400",
    ),
    (
        gettext_lazy(
            "Moved past others about which nobody was asked: by a flood, by fresh accounts, by infiltrators"
        ),
        gettext_lazy("no promise"),
        "11, 0, 391 of 400",
    ),
    (
        gettext_lazy("The same, with those that stood there anyway"),
        gettext_lazy("no promise"),
        "15, 4, 395 of 400",
    ),
    (gettext_lazy("The nightly fit, seconds of CPU, the slowest seed"), gettext_lazy("under 5"), "2.8"),
    (gettext_lazy("The nightly fit, megabytes, the largest"), gettext_lazy("under 300"), "171"),
)
