from django.urls import path

from lineofsight.web.home import feed, views, year_calendar

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("freshness/", views.freshness, name="freshness"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("keyboard/", views.keyboard, name="keyboard"),
    path("report-a-problem/", views.problem, name="problem"),
    path("demo-day/", views.demo_day, name="demo_day"),
    path("calendar/<str:secret>.ics", feed.calendar_feed, name="calendar_feed"),
    path(
        "calendar/programmes/<int:year>.ics",
        year_calendar.programme_calendar,
        name="programme_calendar",
    ),
    path("gallery/", views.gallery, name="gallery"),
]
