from django.urls import path

from lineofsight.web.actions import staging, tracker, views

app_name = "actions"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("all/", tracker.every, name="all"),
    path("all.csv", tracker.export, name="export"),
    path("<int:pk>/reject/", views.reject, name="reject"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/impact/", views.impact, name="impact"),
    path("<int:pk>/stages/<slug:key>/", staging.stage, name="stage"),
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/due/", views.change_due, name="due"),
    path("<int:pk>/owner/", views.hand_over, name="hand-over"),
]
