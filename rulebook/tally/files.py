"""What all formats of ballot files share: bytes become text, and a bad file is refused in words."""


class BadBallotFile(ValueError):
    """The file cannot be counted as it stands. Says where and why in plain words."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.line = line


def decode(data: bytes) -> str:
    """The text of a ballot file: UTF-8, or UTF-16 where it says so, else Windows-1252.

    Raises BadBallotFile for what is no text.
    """
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadBallotFile("this is not a text file")


def short(text: str) -> str:
    """`text` as a refusal quotes it."""
    return text if len(text) <= 40 else text[:39] + "…"
