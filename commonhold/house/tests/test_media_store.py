from __future__ import annotations

import pytest

from commonhold.house.media_store import media_store_settings


def test_without_an_address_media_lie_in_the_local_folder() -> None:
    assert media_store_settings("") == media_store_settings(None) == {}


def test_an_address_names_bucket_prefix_endpoint_and_region() -> None:
    told = media_store_settings("s3://pictures/yard/?endpoint=https://objects.example&region=home-1")
    assert (told["bucket_name"], told["location"]) == ("pictures", "yard")
    assert (told["endpoint_url"], told["region_name"]) == ("https://objects.example", "home-1")


@pytest.mark.parametrize("url", ["ftp://somewhere", "s3:///prefix"])
def test_an_address_that_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="s3://BUCKET"):
        media_store_settings(url)
