from django.urls import path

from . import asof, views

app_name = "indicators"
urlpatterns = [
    path("", views.Index.as_view(), name="index"),
    path("asof/", asof.AsOf.as_view(), name="asof"),
    path("<str:code>/", views.Trend.as_view(), name="indicator"),
    path("<str:code>/rows/", views.Rows.as_view(), name="rows"),
]
