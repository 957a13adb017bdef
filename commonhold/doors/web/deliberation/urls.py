from __future__ import annotations

from django.urls import path

from commonhold.doors.web.deliberation import amendments, opinions, views

urlpatterns = [
    path("decide/<int:proposal_id>/talk", views.talk, name="talk"),
    path("decide/<int:proposal_id>/talk/statements", opinions.statements_page, name="talk_statements"),
    path("decide/<int:proposal_id>/talk/amendments", amendments.amendments_page, name="talk_amendments"),
    path("decide/<int:proposal_id>/talk/amendments/new", amendments.suggest, name="suggest_amendment"),
    path("talk/remarks/<int:remark_id>", views.find_remark, name="remark"),
    path("talk/remarks/<int:remark_id>/withdraw", views.withdraw, name="withdraw_remark"),
    path("talk/statements/<int:statement_id>/answer", opinions.answer, name="answer_statement"),
    path("talk/statements/<int:statement_id>/withdraw", opinions.withdraw, name="withdraw_statement"),
    path("talk/amendments/<int:amendment_id>", amendments.find_amendment, name="amendment"),
    path("talk/amendments/<int:amendment_id>/<str:verb>", amendments.act, name="act_on_amendment"),
]
