from django.urls import path

from lineofsight.web.partnership import views, views_audits

app_name = "partnership"

urlpatterns = [
    path("", views.home, name="home"),
    path("measures/", views.dashboard, name="dashboard"),
    path("measures/<slug:key>/", views.enter, name="enter"),
    path("seats/", views.seats, name="seats"),
    path("events/new/", views.new_event, name="new-event"),
    path("events/<int:pk>/", views.event, name="event"),
    path("returns/<int:pk>/", views_audits.answer, name="return"),
    path("audits/<int:pk>/", views_audits.returns, name="returns"),
    path("referrals/", views_audits.referrals, name="referrals"),
    path("referrals/<int:pk>/", views_audits.referral, name="referral"),
    path("children/<str:reference>/refer/<slug:key>/", views_audits.refer, name="refer"),
]
