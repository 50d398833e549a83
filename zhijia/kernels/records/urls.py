from django.urls import path

from . import views

app_name = "records"
urlpatterns = [
    path("", views.Records.as_view(), name="records"),
    path("<path:pk>/", views.Record.as_view(), name="record"),
]
