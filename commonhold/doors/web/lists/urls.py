from __future__ import annotations

from django.urls import path

from commonhold.doors.web.lists import views

urlpatterns = [
    path("lists", views.lists_page, name="lists"),
    path("lists/<int:list_id>", views.list_page, name="list"),
    path("lists/<int:list_id>/people", views.people_page, name="list_people"),
    path("lists/<int:list_id>/change", views.change, name="change_list"),
    path("lists/<int:list_id>/remove", views.take_off, name="take_off_list"),
    path("lists/<int:list_id>/delete", views.delete, name="delete_list"),
    path("@<str:handle>/lists", views.person_page, name="lists_of_person"),
]
