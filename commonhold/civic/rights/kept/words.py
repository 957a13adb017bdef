"""What data is kept for, and what becomes of it when somebody leaves: what many lines say alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

GOES = _("It is deleted when you leave.")
EMPTIED = _("It is emptied when you leave: others' answers stay, and what they answer is gone.")
NAMELESS = _("It stays when you leave, without your name and words.")
STAYS = _("It stays for as long as an appeal or a law may need it, then without your name.")
LAW = _(
    "It stays when you leave for as long as the law asks for books and registers, without your name on pages."
)

TALK = _("To show it to those for whom it is")
OWN = _("So that the pages are as you chose")
DECIDE = _("So that members decide together, and anybody can check it")
BOOKS = _("To keep the co-op's books")
SAFE = _("So that people are safe, and treated fairly")
