from django.urls import path

from . import views

app_name = "account_review"
urlpatterns = [
    path("", views.Reviews.as_view(), name="reviews"),
    path("new/", views.Open.as_view(), name="open"),
    path("managers/", views.ManagerLines.as_view(), name="managers"),
    path("<int:pk>/", views.Lines.as_view(), name="review"),
    path("<int:pk>/close/", views.Close.as_view(), name="close"),
    path("person/<int:pk>/", views.Watchers.as_view(), name="watchers"),
]
