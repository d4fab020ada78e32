from django.urls import path

from lineofsight.web.improvement import views, views_feedback

app_name = "improvement"

urlpatterns = [
    path("", views.home, name="home"),
    path("challenges/new/", views.new_challenge, name="new-challenge"),
    path("challenges/person/", views.new_person_challenge, name="new-person-challenge"),
    path("challenges/<int:pk>/", views.challenge, name="challenge"),
    path("reviews/new/", views.new_review, name="new-review"),
    path("reviews/<int:pk>/", views.review, name="review"),
    path("learning/new/", views.new_learning, name="new-learning"),
    path("learning/<int:pk>/", views.learning, name="learning"),
    path("feedback/", views_feedback.feedback, name="feedback"),
    path("feedback/new/", views_feedback.new_feedback, name="new-feedback"),
    path("acknowledgements/", views.acknowledgements, name="acknowledgements"),
    path("children/<str:reference>/acknowledge/<slug:key>/", views.acknowledge, name="acknowledge"),
]
