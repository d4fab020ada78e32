from django.urls import path

from lineofsight.web.connections import views

app_name = "connections"

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("digest/", views.digest, name="digest"),
    path("calendar/", views.calendar, name="calendar"),
    path("keys/", views.keys, name="keys"),
    path("keys/new/", views.new_key, name="new_key"),
    path("keys/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("post/", views.post, name="post"),
]
