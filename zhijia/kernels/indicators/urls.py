from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("<str:code>/", views.Trend.as_view(), name="indicator"),
    path("<str:code>/rows/", views.Rows.as_view(), name="rows"),
]
