"""What somebody sets and keeps, through Mastodon.py: her profile, lists, filters, and whom she keeps away."""

from __future__ import annotations

import pytest
import requests
from mastodon import Mastodon, MastodonNotFoundError

from commonhold.social.media.tests.samples import picture
from tests.clients.conftest import EVERYTHING


def test_a_profile_is_written(signed_in, exchanges):
    jun = signed_in("jun")
    told = jun.account_update_credentials(
        display_name="Jun H.",
        note="I mend chairs.",
        fields=[("Workshop", "shed 4")],
        discoverable=True,
        avatar=picture(),
        avatar_mime_type="image/png",
    )
    assert (told.display_name, told.source.note) == ("Jun H.", "I mend chairs.")
    assert told.fields[0].name == "Workshop"
    assert jun.preferences()["posting:default:visibility"] == "public"
    jun.account_delete_avatar()


def test_a_list_is_kept_and_read(ada, ben):
    him = ben.me().id
    ada.account_follow(him)
    kept = ada.list_create("Neighbours", exclusive=False)
    assert ada.list_update(kept.id, "Near by").title == "Near by"
    ada.list_accounts_add(kept.id, [him])
    assert [each.acct for each in ada.list_accounts(kept.id)] == ["ben"]
    assert kept.id in [each.id for each in ada.account_lists(him)]
    post = ben.status_post("For the list")
    assert post.id in [each.id for each in ada.timeline_list(kept.id)]
    ada.list_accounts_delete(kept.id, [him])
    ada.list_delete(kept.id)
    with pytest.raises(MastodonNotFoundError):
        ada.list(kept.id)


def test_a_filter_hides_what_it_names(ada, ben):
    kept = ada.create_filter_v2(
        "Spiders", ["home", "public"], "warn", keywords_attributes=[{"keyword": "spider", "whole_word": True}]
    )
    assert kept.id in [each.id for each in ada.filters_v2()]
    assert ada.filter_keywords_v2(kept.id)[0].keyword == "spider"
    word = ada.add_filter_keyword_v2(kept.id, "web", whole_word=False)
    ada.delete_filter_keyword_v2(word.id)
    post = ben.status_post("A spider in the shed")
    met = next(each for each in ada.timeline_local() if each.id == post.id)
    assert met.filtered[0].filter.id == kept.id
    held = ada.add_filter_status_v2(kept.id, post.id)
    assert [each.id for each in ada.filter_statuses_v2(kept.id)] == [held.id]
    ada.delete_filter_status_v2(held.id)
    assert ada.update_filter_v2(kept.id, title="Eight legs").title == "Eight legs"
    ada.delete_filter_v2(kept.id)
    assert kept.id not in [each.id for each in ada.filters_v2()]


def test_whom_one_keeps_away_is_listed(signed_in, exchanges):
    hana, ivo = signed_in("hana"), signed_in("ivo")
    him = ivo.me().id
    hana.account_mute(him)
    assert him in [each.id for each in hana.mutes()]
    hana.account_unmute(him)
    hana.account_block(him)
    assert him in [each.id for each in hana.blocks()]
    hana.account_unblock(him)
    hana.domain_block("loud.example")
    assert "loud.example" in hana.domain_blocks()
    hana.domain_unblock("loud.example")
    assert "loud.example" not in hana.domain_blocks()


def test_others_are_discovered(ada):
    assert isinstance(ada.suggestions_v2(), list)
    assert isinstance(ada.suggestions_v1(), list)
    assert isinstance(ada.directory(), list)
    assert isinstance(ada.endorsements(), list)


def test_tags_are_featured(ada):
    ada.status_post("A #greenhouse")
    featured = ada.featured_tag_create("greenhouse")
    assert featured.name == "greenhouse"
    assert featured.id in [each.id for each in ada.featured_tags()]
    assert isinstance(ada.featured_tag_suggestions(), list)
    ada.featured_tag_delete(featured.id)


def test_somebody_new_signs_up_and_her_token_works(yard, exchanges):
    session = requests.Session()
    exchanges.listen(session)
    client_id, secret = Mastodon.create_app("Tusk", EVERYTHING, api_base_url=yard.url, session=session)
    client = Mastodon(client_id, secret, api_base_url=yard.url, session=session)
    token = client.create_account(
        "nora", "eleven brown pears", "nora@example.org", agreement=True, scopes=EVERYTHING
    )
    assert token
    assert isinstance(client.timeline_local(), list)
