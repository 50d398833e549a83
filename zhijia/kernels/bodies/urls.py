from django.urls import path

from .views import bodies, listing, posts, seats, sessions, terms

app_name = "bodies"
urlpatterns = [
    path("", bodies.Bodies.as_view(), name="bodies"),
    path("new/", bodies.Found.as_view(), name="found"),
    path("list/", listing.ListCheck.as_view(), name="list"),
    path("<int:pk>/", bodies.BodyPage.as_view(), name="body"),
    path("<int:pk>/edit/", bodies.Edit.as_view(), name="edit"),
    path("<int:pk>/dissolve/", bodies.Dissolve.as_view(), name="dissolve"),
    path("<int:pk>/roles/", bodies.GiveRoles.as_view(), name="give-roles"),
    path("<int:pk>/roster/", bodies.Roster.as_view(), name="roster"),
    path("<int:pk>/contacts/", posts.Contacts.as_view(), name="contacts"),
    path("<int:pk>/terms/new/", terms.Open.as_view(), name="open-term"),
    path("terms/<int:pk>/", terms.TermPage.as_view(), name="term"),
    path("terms/<int:pk>/extend/", terms.Extend.as_view(), name="extend"),
    path("terms/<int:pk>/end/", terms.End.as_view(), name="end-term"),
    path("terms/<int:pk>/posts/new/", posts.Take.as_view(), name="take"),
    path("terms/<int:pk>/sessions/new/", sessions.Hold.as_view(), name="hold"),
    path("posts/", posts.Posts.as_view(), name="posts"),
    path("posts/<int:pk>/edit/", posts.Edit.as_view(), name="edit-post"),
    path("posts/<int:pk>/leave/", posts.Leave.as_view(), name="leave"),
    path("posts/<int:pk>/change/", posts.Change.as_view(), name="change"),
    path("sessions/", sessions.Sessions.as_view(), name="sessions"),
    path("sessions/<int:pk>/", sessions.SessionPage.as_view(), name="session"),
    path("seats/", seats.Seats.as_view(), name="seats"),
    path("seats/<int:pk>/propose/", seats.Propose.as_view(), name="propose"),
    path("proposals/<int:pk>/answer/", seats.Answer.as_view(), name="answer"),
]
