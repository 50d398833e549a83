from django.urls import path

from . import views

app_name = "partners"
urlpatterns = [
    path("", views.Partners.as_view(), name="partners"),
    path("new/", views.New.as_view(), name="new"),
    path("<int:pk>/", views.PartnerPage.as_view(), name="partner"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/paper/", views.KeepPaper.as_view(), name="paper"),
    path("<int:pk>/propose/", views.Propose.as_view(), name="propose"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/sign/", views.Sign.as_view(), name="sign"),
    path("<int:pk>/declare/", views.Declare.as_view(), name="declare"),
    path("<int:pk>/evaluate/", views.Evaluate.as_view(), name="evaluate"),
    path("<int:pk>/leave/", views.Leave.as_view(), name="leave"),
    path("contracts/<int:pk>/end/", views.EndContract.as_view(), name="end"),
]
