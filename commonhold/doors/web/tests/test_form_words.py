"""Forms speak as the rest of the house does."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation


class _Asked(forms.Form):
    name = forms.CharField(min_length=3, max_length=5)
    mail = forms.EmailField()
    seats = forms.IntegerField(min_value=1, max_value=50)
    cost = forms.DecimalField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "This is still missing."),
        ("name", "ab", "This needs at least 3 characters."),
        ("name", "abcdef", "This has 6 characters, and 5 are the most. Shorten it a little."),
        ("mail", "ada", "This does not look like a mail address, such as name@example.org."),
        ("seats", "two", "Write a whole number here."),
        ("seats", "0", "This must be at least 1."),
        ("seats", "51", "This can be 50 at most."),
        ("cost", "much", "Write a number here, such as 12.50."),
        ("one", "z", "“z” is not in the list. Take one that is."),
        ("some", ["z"], "“z” is not in the list. Take what is."),
    ],
)
def test_what_a_field_refuses_is_said_in_our_words(field: str, typed: str | list[str], said: str) -> None:
    assert _Asked({field: typed}).errors[field] == [said]


def test_they_are_said_in_the_readers_language() -> None:
    form = _Asked({"name": ""})
    with translation.override("de"):
        assert form.errors["name"] == ["Das fehlt noch."]
