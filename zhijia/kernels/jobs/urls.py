from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("", views.Jobs.as_view(), name="jobs"),
    path("<int:pk>/", views.JobDetail.as_view(), name="job"),
    path("<int:pk>/progress/", views.Progress.as_view(), name="progress"),
    path("<int:pk>/cancel/", views.Cancel.as_view(), name="cancel"),
    path("<int:pk>/retry/", views.Retry.as_view(), name="retry"),
]
