from django.urls import path

from lineofsight.web.submissions import views

app_name = "submissions"
urlpatterns = [
    path("", views.home, name="home"),
    path("upload/", views.upload, name="upload"),
    path("loads/<int:pk>/", views.load, name="load"),
    path("snapshots/<str:snapshot_id>/", views.snapshot, name="snapshot"),
    path("snapshots/<str:snapshot_id>/problems/", views.problems, name="problems"),
    path("snapshots/<str:snapshot_id>/problems.csv", views.fix_list, name="fix-list"),
    path("changes/<str:reference>/", views.changes, name="changes"),
]
