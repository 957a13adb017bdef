from __future__ import annotations

from django.urls import path

from commonhold.doors.web.settings import elsewhere, keeping_away, profiles, views

urlpatterns = [
    path("settings", views.index, name="settings"),
    path("settings/profiles", profiles.profiles, name="settings_profiles"),
    path("settings/profiles/switch", profiles.switch, name="switch_profile"),
    path("settings/profiles/close", profiles.close, name="close_profile"),
    path("settings/blocks", keeping_away.blocks, name="settings_blocks"),
    path("settings/blocks/undo", keeping_away.unblock, name="unblock"),
    path("settings/mutes", keeping_away.mutes, name="settings_mutes"),
    path("settings/mutes/undo", keeping_away.unmute, name="unmute"),
    path("settings/boosts/undo", keeping_away.show_boosts, name="show_boosts"),
    path("settings/elsewhere", elsewhere.elsewhere, name="settings_elsewhere"),
    path("settings/elsewhere/drop", elsewhere.drop, name="drop_alias"),
    path("settings/elsewhere/move", elsewhere.move, name="move_away"),
    path("settings/elsewhere/come-back", elsewhere.come_back, name="come_back"),
    path("settings/servers", keeping_away.servers, name="settings_servers"),
    path("settings/servers/undo", keeping_away.unblock_server, name="unblock_server"),
]
