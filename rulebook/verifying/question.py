"""The question, read from its file, with the bounds that its method sets."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from rulebook.verifying.reading import Fields, message, spelled

_FIELDS = "id title method options least most highest trustees threshold"
_MOST = {"options": 500, "trustees": 30}


@dataclass(frozen=True)
class Question:
    """`hash` is what everything else is bound to."""

    hash: bytes
    title: str
    method: str
    options: tuple[str, ...]
    least: int
    most: int
    highest: int
    trustees: tuple[str, ...]
    threshold: int

    @property
    def needs_sum(self) -> bool:
        return (self.least, self.most) != (0, self.highest * len(self.options))


def read_question(value: object, where: str) -> Question:
    fields = message(value, where, "question", _FIELDS)
    fields.text("id")
    question = Question(
        hash=sha256(spelled(value)).digest(),
        title=fields.text("title"),
        method=fields.text("method"),
        options=_names(fields, "options"),
        least=fields.whole("least"),
        most=fields.whole("most", least=1),
        highest=fields.whole("highest", 1, 20),
        trustees=_names(fields, "trustees"),
        threshold=fields.whole("threshold", least=2),
    )
    if question.threshold > len(question.trustees):
        fields.reject("more trustees are needed than there are")
    if not _bounds_fit(question):
        fields.reject(f"these are no bounds of a ballot by {question.method}")
    return question


def _names(fields: Fields, what: str) -> tuple[str, ...]:
    names = fields.texts(what)
    if not 2 <= len(names) <= _MOST[what] or len(set(names)) < len(names) or "" in names:
        fields.reject(f"{what}: 2 to {_MOST[what]} different names are allowed")
    return names


def _bounds_fit(question: Question) -> bool:
    if question.method == "score":
        return not question.needs_sum
    most = {"plurality": 1, "approval": len(question.options)}.get(question.method, 0)
    return question.highest == 1 and question.least <= question.most <= most
