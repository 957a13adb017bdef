"""Members before their browsers: each signs in by the form and votes by the form."""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field

import httpx

from commonhold.civic.governance.ballots import commitment_of
from tests.cast import PASSWORD, email_of

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_RECEIPT = re.compile(r"\b[A-Z2-7]{5}(?:-[A-Z2-7]{5}){3}\b")
SEE_OTHER = 303


@dataclass(eq=False)
class Voter:
    """One member. `commitment` and `choice` are those of the last ballot that was acknowledged;
    `unanswered` is the choice on the first that was sent since: it may have been taken, and found the
    server gone, so that no later one reached anybody."""

    url: str
    handle: str
    client: httpx.Client = field(init=False)
    token: str = field(init=False)
    choice: str | None = None
    commitment: str | None = None
    unanswered: str | None = None

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=30)
        self._read_token("/account/login/")
        said = {"login": email_of(self.handle), "password": PASSWORD, "csrfmiddlewaretoken": self.token}
        answer = self.client.post("/account/login/", data=said)
        assert answer.status_code == httpx.codes.FOUND, answer.text
        self._read_token("/decide")

    def vote(self, proposal: int, choice: str) -> httpx.Response:
        """Send the ballot form. An answer of 303 is the acknowledgement, and brings the receipt."""
        self.unanswered = self.unanswered or choice
        said = {"choice": choice, "csrfmiddlewaretoken": self.token}
        answer = self.client.post(f"/decide/{proposal}/ballot", data=said)
        self.unanswered = None
        if answer.status_code == SEE_OTHER:
            self.choice, self.commitment = choice, commitment_of(_receipt(self.client))
        return answer

    def _read_token(self, page: str) -> None:
        text = self.client.get(page).text
        found = _TOKEN.search(text)
        assert found, text
        self.token = found[1]


def _receipt(client: httpx.Client) -> str:
    """From the cookie that carries messages: no further page need be fetched while the plug is pulled."""
    letters = client.cookies["messages"].strip('"').partition(":")[0]
    client.cookies.delete("messages")
    data = urlsafe_b64decode(letters.lstrip(".") + "=" * (-len(letters.lstrip(".")) % 4))
    found = _RECEIPT.search((zlib.decompress(data) if letters.startswith(".") else data).decode())
    assert found, "the acknowledgement brought no receipt"
    return found[0]
