from django.urls import path

from . import views

app_name = "trail"
urlpatterns = [
    path("", views.Entries.as_view(), name="entries"),
    path("<int:pk>/", views.EntryPage.as_view(), name="entry"),
]
