from django.urls import path

from . import views

app_name = "web"
urlpatterns = [
    path("", views.Start.as_view(), name="start"),
    path("home/", views.Home.as_view(), name="home"),
    path("me/", views.Me.as_view(), name="me"),
    path("todos/", views.Todos.as_view(), name="todos"),
    path("todos/count/", views.Bell.as_view(), name="bell"),
    path("search/", views.Search.as_view(), name="search"),
    path("unit/", views.ChooseUnit.as_view(), name="unit"),
    path("units/", views.Units.as_view(), name="units"),
    path("look/", views.Look.as_view(), name="look"),
]
