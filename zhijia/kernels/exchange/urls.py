from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("", views.Batches.as_view(), name="batches"),
    path("start/<str:spec>/", views.Start.as_view(), name="start"),
    path("template/<str:spec>/", views.Template.as_view(), name="template"),
    path("current/<str:spec>/", views.Current.as_view(), name="current"),
    path("private/", views.Private.as_view(), name="private"),
    path("<int:pk>/", views.BatchDetail.as_view(), name="batch"),
    path("<int:pk>/columns/", views.ChooseColumns.as_view(), name="columns"),
    path("<int:pk>/faults/", views.Faults.as_view(), name="faults"),
    path("<int:pk>/progress/", views.Progress.as_view(), name="progress"),
    path("<int:pk>/check/", views.Check.as_view(), name="check"),
    path("<int:pk>/run/", views.Run.as_view(), name="run"),
    path("<int:pk>/stop/", views.Stop.as_view(), name="stop"),
    path("<int:pk>/resume/", views.Resume.as_view(), name="resume"),
    path("<int:pk>/undo/", views.Undo.as_view(), name="undo"),
]
