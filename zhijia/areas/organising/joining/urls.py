from django.urls import path

from . import views

app_name = "joining"
urlpatterns = [
    # public
    path("", views.Start.as_view(), name="start"),
    path("at/<str:place>/", views.At.as_view(), name="at"),
    path("i/<str:slip>/", views.Slip.as_view(), name="slip"),
    path("ask/", views.Ask.as_view(), name="ask"),
    path("progress/", views.Progress.as_view(), name="progress"),
    path("progress/supply/", views.Supply.as_view(), name="supply"),
    path("progress/withdraw/", views.TakeBack.as_view(), name="take-back"),
    path("password/", views.Password.as_view(), name="password"),
    # desks
    path("applications/", views.Applications.as_view(), name="applications"),
    path("applications/<int:pk>/", views.ApplicationPage.as_view(), name="application"),
    path("applications/<int:pk>/number/", views.Reveal.as_view(secret="id_number"), name="reveal-number"),
    path("applications/<int:pk>/phone/", views.Reveal.as_view(secret="phone"), name="reveal-phone"),
    path("applications/<int:pk>/mine/", views.Own.as_view(), name="own"),
    path("joins/", views.JoinedList.as_view(), name="joins"),
    path("joins/<int:pk>/", views.JoinedPage.as_view(), name="joined"),
    path("doors/", views.Doors.as_view(), name="doors"),
    path("doors/<int:pk>/", views.DoorPage.as_view(), name="door"),
    path("doors/<int:pk>/poster/", views.Poster.as_view(), name="poster"),
    # rounds
    path("rounds/", views.Rounds.as_view(), name="rounds"),
    path("rounds/new/", views.RoundNew.as_view(), name="round-new"),
    path("rounds/<int:pk>/", views.RoundPage.as_view(), name="round"),
    path("rounds/<int:pk>/staff/", views.Candidates.as_view(), name="candidates"),
    path("rounds/<int:pk>/slips/", views.Slips.as_view(), name="slips"),
    path("rounds/<int:pk>/links/", views.Links.as_view(), name="links"),
    path("rounds/<int:pk>/remind/", views.Remind.as_view(), name="remind"),
    path("rounds/<int:pk>/close/", views.Close.as_view(), name="close"),
    path("invitations/", views.Invitations.as_view(), name="invitations"),
    path("invitations/<int:pk>/", views.InvitationPage.as_view(), name="invitation"),
]
