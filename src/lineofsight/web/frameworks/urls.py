from django.urls import path

from lineofsight.web.frameworks import views

app_name = "frameworks"

urlpatterns = [
    path("", views.framework, name="framework"),
    path("standards/", views.standards, name="standards"),
]
