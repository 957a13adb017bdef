from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.peers import deposits, views

urlpatterns = [
    path("peers", views.peers_page, name="peers"),
    path("peers/<int:peer_id>", views.peer_page, name="peer"),
    re_path(
        r"^peers/(?P<peer_id>[0-9]+)/mirror/(?P<path>checkpoint|vkey|tile/[0-9a-z./]+)$",
        views.mirrored,
        name="mirrored",
    ),
    re_path(r"^witness/deposit/(?P<key>[0-9a-f]{64})/$", deposits.list_page, name="deposit"),
    re_path(
        r"^witness/deposit/(?P<key>[0-9a-f]{64})/(?P<name>[0-9A-Za-z/-]{1,100})$",
        deposits.one,
        name="deposited",
    ),
    path("witness/vkey", views.witness_key, name="witness_key"),
    path("witness/add-checkpoint", views.add_checkpoint, name="add_checkpoint"),
]
