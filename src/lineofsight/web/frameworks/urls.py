from django.urls import path

from lineofsight.web.frameworks import own_work, views

app_name = "frameworks"

urlpatterns = [
    path("", views.framework, name="framework"),
    path("standards/", views.standards, name="standards"),
    path("choices/<path:address>/", views.choice, name="choice"),
    path("adopt/", views.adopt, name="adopt"),
    path("adopt/confirm/", views.confirm, name="confirm"),
    path("versions/<int:pk>/", views.version, name="version"),
    path("review/", views.review, name="review"),
    path("documents/<slug:key>/", views.document, name="document"),
    path("own-work/", own_work.mine, name="own-checks"),
    path("own-work/<slug:key>/", own_work.check, name="own-check"),
]
