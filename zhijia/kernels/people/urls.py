from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.Roster.as_view(), name="roster"),
    path("new/", views.Register.as_view(), name="register"),
    path("me/", views.Mine.as_view(), name="mine"),
    path("<int:pk>/", views.PersonPage.as_view(), name="person"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/admit/", views.AdmitAgain.as_view(), name="admit"),
    path("<int:pk>/transfer/", views.Move.as_view(), name="transfer"),
    path("<int:pk>/end/", views.End.as_view(), name="end"),
    path("<int:pk>/account/", views.Account.as_view(), name="open-account"),
    path("<int:pk>/reveal/<str:secret>/", views.RevealOne.as_view(), name="reveal"),
    path("units/<int:pk>/move/", views.MoveUnitPage.as_view(), name="unit-move"),
    path("units/<int:pk>/dissolve/", views.DissolveUnitPage.as_view(), name="unit-dissolve"),
]
