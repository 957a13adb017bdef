from __future__ import annotations

from django.urls import path

from commonhold.doors.web.rights import consents, data, looking, privacy, recovering, seen

urlpatterns = [
    path("about/data", data.page, name="kept_data"),
    path("me/privacy", privacy.page, name="privacy"),
    path("me/privacy/as/<str:eyes>", seen.page, name="seen_as"),
    path("me/consents", consents.page, name="consents"),
    path("me/consents/say", consents.say, name="say_consent"),
    path("me/looked", looking.looked_page, name="looked"),
    path("account/lost", recovering.lost, name="lost_account"),
    path("account/back/<str:key>", recovering.back, name="take_account_back"),
    path("me/recovery", recovering.own, name="own_recovery"),
    path("join/panel/lost", recovering.desk, name="recoveries"),
    path("join/panel/lost/<int:recovery_id>", recovering.one, name="recovery"),
    path("me/looked/why", looking.look_now, name="look_now"),
]
