from django.urls import path

from lineofsight.web.people import views

app_name = "people"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("stay/", views.stay, name="stay"),
]
