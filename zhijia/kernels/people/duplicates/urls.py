from django.urls import path

from . import views

urlpatterns = [
    path("", views.Duplicates.as_view(), name="duplicates"),
    path("find/", views.Find.as_view(), name="duplicates-find"),
    path("<int:pk>/", views.Compare.as_view(), name="duplicate"),
    path("<int:pk>/two/", views.Dismiss.as_view(), name="not-same"),
    path("merges/", views.Merges.as_view(), name="merges"),
    path("merges/<int:pk>/", views.MergePage.as_view(), name="merge"),
    path("merges/<int:pk>/undo/", views.Undo.as_view(), name="unmerge"),
]
