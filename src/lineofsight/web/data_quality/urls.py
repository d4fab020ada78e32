from django.urls import path

from lineofsight.web.data_quality.views import (
    checking,
    clinic,
    findings,
    overview,
    readiness,
    reviews,
)

app_name = "data_quality"
urlpatterns = [
    path("", overview.home, name="home"),
    path("runs/<int:pk>/<str:characteristic>/", overview.characteristic, name="characteristic"),
    path("runs/", overview.runs, name="runs"),
    path("rules/", overview.rules, name="rules"),
    path("mine/", overview.mine, name="mine"),
    path("lists/", findings.fix_list, name="list"),
    path("lists/act/", findings.act, name="act"),
    path("lists/export/", clinic.export, name="export"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/act/", findings.act_on_one, name="act-on-one"),
    path("readiness/", readiness.every, name="readiness"),
    path("readiness/<str:return_id>/", readiness.one, name="return"),
    path("readiness/<str:return_id>/sign/", readiness.sign, name="sign"),
    path("sign-offs/<int:pk>/withdraw/", readiness.withdraw, name="withdraw"),
    path("checks/", checking.new, name="check-files"),
    path("checks/<int:pk>/", checking.one, name="file-check"),
    path("relevance/", reviews.relevance, name="relevance"),
    path("relevance/<str:kind>/<str:key>/", reviews.decide, name="decide"),
    path("integrity/", reviews.integrity, name="integrity"),
    path("integrity/new/", reviews.new_integrity, name="new-integrity"),
]
