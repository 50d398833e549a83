from django.urls import path

from . import views

app_name = "inbox"
urlpatterns = [
    path("notices/", views.Notices.as_view(), name="notices"),
    path("notices/read/", views.ReadAll.as_view(), name="read-all"),
    path("notices/<int:pk>/read/", views.Read.as_view(), name="read"),
]
