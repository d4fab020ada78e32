from django.urls import path

from lineofsight.web.actions import views

app_name = "actions"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("all/", views.every, name="all"),
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/due/", views.change_due, name="due"),
    path("<int:pk>/owner/", views.hand_over, name="hand-over"),
]
