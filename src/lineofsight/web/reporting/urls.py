from django.urls import path

from lineofsight.web.reporting import acting, book_pages, pausing, views

app_name = "reporting"
urlpatterns = [
    path("", views.home, name="home"),
    path("books/", book_pages.home, name="books"),
    path("books/<int:pk>/", book_pages.one, name="book"),
    path("books/<int:pk>/files/<int:number>/", book_pages.file, name="book-file"),
    path("pauses/", pausing.pause, name="pause"),
    path("pauses/<int:pk>/end/", pausing.resume, name="resume"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/compile/", views.compile_, name="compile"),
    path("<int:pk>/sections/<slug:key>/", views.section, name="section"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/send/", views.send, name="send"),
    path("<int:pk>/send-back/", views.send_back, name="send-back"),
    path("<int:pk>/sign/", views.sign, name="sign"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/action/", acting.raise_action, name="action"),
    path("<int:pk>/download/<slug:format>/", views.download, name="download"),
]
