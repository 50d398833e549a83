from django.urls import path

from . import views

app_name = "org"
urlpatterns = [
    path("", views.Units.as_view(), name="units"),
    path("tree/", views.Tree.as_view(), name="tree"),
    path("tree/<int:pk>/", views.Below.as_view(), name="below"),
    path("new/", views.Found.as_view(), name="found"),
    path("<int:pk>/", views.UnitPage.as_view(), name="unit"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/link/", views.Line.as_view(), name="link"),
]
