from django.urls import path

from . import views

app_name = "$label"
urlpatterns = [
    path("", views.Entries.as_view(), name="entries"),
    path("new/", views.EntryNew.as_view(), name="new"),
    path("<int:pk>/", views.Entry.as_view(), name="entry"),
    path("<int:pk>/cancel/", views.EntryCancel.as_view(), name="cancel"),
]
