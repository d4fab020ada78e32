from django.urls import path

from lineofsight.web.boards import views

app_name = "boards"

urlpatterns = [
    path("", views.home, name="home"),
    path("year/<int:year>/", views.year, name="year"),
    path("meetings/new/", views.new_meeting, name="new-meeting"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/agenda/", views.agenda_sent, name="agenda-sent"),
    path("meetings/<int:pk>/recommend/", views.recommend, name="recommend"),
    path("meetings/<int:pk>/heard/<int:number>/", views.heard, name="heard"),
    path("recommendations/<int:pk>/", views.recommendation, name="recommendation"),
]
