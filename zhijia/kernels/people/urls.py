from django.urls import include, path

from . import views
from .models import Membership

app_name = "people"
STATE = Membership.State
urlpatterns = [
    path("", views.Roster.as_view(), name="roster"),
    path("new/", views.Register.as_view(), name="register"),
    path("staff/", views.StaffRoll.as_view(), name="staff"),
    path("staff/new/", views.RegisterColleague.as_view(), name="register-staff"),
    path("coverage/", views.Coverage.as_view(), name="coverage"),
    path("me/", views.Mine.as_view(), name="mine"),
    path("duplicates/", include("zhijia.kernels.people.duplicates.urls")),
    path("<int:pk>/", views.PersonPage.as_view(), name="person"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/admit/", views.AdmitAgain.as_view(), name="admit"),
    path("<int:pk>/transfer/", views.Move.as_view(), name="transfer"),
    path("<int:pk>/move/", views.MoveInside.as_view(), name="move"),
    path("<int:pk>/retain/", views.RetainPage.as_view(), name="retain"),
    path("<int:pk>/resume/", views.ResumePage.as_view(), name="resume"),
    path("<int:pk>/end/", views.Endings.as_view(), name="end"),
    path("<int:pk>/withdraw/", views.End.as_view(state=STATE.WITHDRAWN), name="withdraw"),
    path("<int:pk>/lapse/", views.End.as_view(state=STATE.LAPSED), name="lapse"),
    path("<int:pk>/expel/", views.End.as_view(state=STATE.EXPELLED), name="expel"),
    path("<int:pk>/deceased/", views.Deceased.as_view(), name="deceased"),
    path("<int:pk>/account/", views.Account.as_view(), name="open-account"),
    path("<int:pk>/reveal/<str:secret>/", views.RevealOne.as_view(), name="reveal"),
    path("units/<int:pk>/move/", views.MoveUnitPage.as_view(), name="unit-move"),
    path("units/<int:pk>/merge/", views.MergeUnitPage.as_view(), name="unit-merge"),
    path("units/<int:pk>/split/", views.SplitUnitPage.as_view(), name="unit-split"),
    path("units/<int:pk>/dissolve/", views.DissolveUnitPage.as_view(), name="unit-dissolve"),
]
