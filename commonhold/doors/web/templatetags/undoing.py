"""`{% load undoing %}{{ message|undo_of }}`: the form that takes back what a message tells of."""

from __future__ import annotations

from django.template import Library

from commonhold.doors.web import undo

register = Library()
register.filter(undo.undo_of)
