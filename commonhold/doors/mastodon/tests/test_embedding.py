"""A post on somebody else's page is a quotation of what everybody may read."""

from __future__ import annotations

from commonhold.social.posts.actions import publish_post, remove_post
from tests.calling import App
from tests.cast import MORNING

OEMBED = "/api/oembed"


def test_a_post_is_quoted_with_its_source(ada: App, stranger: App) -> None:
    post_id = publish_post(ada.person_id, text="Bread & #tea", now=MORNING)
    url = f"http://coop.example/@ada/{post_id}"
    told = stranger.get(OEMBED, url=url).body
    assert told["html"].startswith(f'<blockquote cite="{url}"><p>Bread &amp; ')
    assert "http://coop.example/tags/tea" in told["html"]
    assert (told["author_name"], told["width"]) == ("Ada", 400)
    assert stranger.get(OEMBED, url=url, maxwidth=300).body["width"] == 300
    warned = publish_post(ada.person_id, text="Bread", warning="Food <b>", now=MORNING)
    told = stranger.get(OEMBED, url=f"http://coop.example/@ada/{warned}").body
    assert "Food &lt;b&gt;" in told["html"]
    assert "Bread" not in told["html"], "what stands behind a warning stays there"


def test_nothing_else_is_embedded_whoever_asks(ada: App) -> None:
    hidden = publish_post(ada.person_id, text="Few", audience="followers", now=MORNING)
    gone = publish_post(ada.person_id, text="Gone", now=MORNING)
    remove_post(ada.person_id, post_id=gone, now=MORNING)
    for path in (f"/@ada/{hidden}", f"/@ada/{gone}", "/@ada/7", "/@ada", "/about", f"/@ada/{'9' * 30}"):
        assert ada.get(OEMBED, url=f"http://coop.example{path}").status == 404, path
    assert ada.get(OEMBED, url=f"http://other.example/@ada/{hidden}").status == 404
    assert ada.get(OEMBED).status == 422
    here = f"http://coop.example/@ada/{publish_post(ada.person_id, text='x', now=MORNING)}"
    assert ada.get(OEMBED, url=here, maxwidth="wide").status == 422
    assert ada.get(OEMBED, url=here, maxwidth=-1).status == 422
