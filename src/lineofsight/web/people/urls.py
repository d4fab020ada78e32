from django.urls import path

from lineofsight.web.people.views import account, organisation, records

app_name = "people"

urlpatterns = [
    path("", organisation.people, name="list"),
    path("add/", organisation.add, name="add"),
    path("units/", organisation.units, name="units"),
    path("me/", account.me, name="me"),
    path("stay/", account.stay, name="stay"),
    path("restricted/", records.restrictions, name="restrictions"),
    path("restricted/<int:pk>/", records.restriction, name="restriction"),
    path("opened-with-a-reason/", records.reasoned_accesses, name="reasoned"),
    path("opened-with-a-reason/<int:pk>/end/", records.end_access, name="end_access"),
    path("activity/", records.activity, name="activity"),
    path("<int:pk>/", organisation.person, name="person"),
    path("<int:pk>/give-role/", organisation.give_role, name="give_role"),
    path("<int:pk>/password/", organisation.set_password, name="set_password"),
    path("<int:pk>/close/", organisation.close, name="close"),
    path("roles/<int:pk>/end/", organisation.end_role, name="end_role"),
    path("roles/<int:pk>/stand-in/", organisation.delegate, name="delegate"),
]
