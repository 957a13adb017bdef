from __future__ import annotations

from django.urls import path

from commonhold.doors.web.labels import files, labelers, labels

urlpatterns = [
    path("labelers", labelers.directory, name="labelers"),
    path("labelers/list", files.index, name="labelers_file"),
    path("labelers/<int:labeler_id>/list", files.one, name="labeler_file"),
    path("labelers/new", labelers.new, name="new_labeler"),
    path("labelers/<int:labeler_id>", labelers.labeler, name="labeler"),
    path("labelers/<int:labeler_id>/choose", labelers.choose, name="choose_labels"),
    path("labelers/<int:labeler_id>/leave", labelers.leave, name="leave_labeler"),
    path("labelers/<int:labeler_id>/edit", labelers.edit, name="edit_labeler"),
    path("labelers/<int:labeler_id>/close", labelers.close, name="close_labeler"),
    path("labels", labels.mine, name="labels_on_me"),
    path("labels/new", labels.new, name="new_label"),
    path("labels/<int:label_id>", labels.label, name="label"),
    path("labels/<int:label_id>/dispute", labels.dispute, name="dispute_label"),
    path("labels/<int:label_id>/answer", labels.answer, name="answer_label"),
    path("labels/<int:label_id>/withdraw", labels.withdraw, name="withdraw_label"),
]
