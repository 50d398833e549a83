from django.urls import path

from . import views

app_name = "org"
urlpatterns = [
    path("", views.Units.as_view(), name="units"),
    path("tree/", views.Tree.as_view(), name="tree"),
    path("tree/list/", views.Lines.as_view(), name="lines"),
    path("tree/chart/", views.Chart.as_view(), name="chart"),
    path("tree/<int:pk>/", views.Below.as_view(), name="below"),
    path("events/", views.Events.as_view(), name="events"),
    path("staff/", views.StaffCounts.as_view(), name="staff-counts"),
    path("legal-persons/", views.LegalPersons.as_view(), name="legal-persons"),
    path("new/", views.Found.as_view(), name="found"),
    path("<int:pk>/", views.UnitPage.as_view(), name="unit"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/rename/", views.Rename.as_view(), name="rename"),
    path("<int:pk>/link/", views.Line.as_view(), name="link"),
    path("<int:pk>/staff/", views.Staff.as_view(), name="staff"),
    path("<int:pk>/legal/", views.Legal.as_view(), name="legal"),
    path("<int:pk>/legal/cancel/", views.CancelLegal.as_view(), name="legal-cancel"),
]
