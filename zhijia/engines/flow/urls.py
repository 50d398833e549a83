from django.urls import path

from . import views

app_name = "flow"
urlpatterns = [
    path("", views.Cases.as_view(), name="cases"),
    path("tray/", views.InTray.as_view(), name="intray"),
    path("mine/", views.MyCases.as_view(), name="mine"),
    path("deputies/", views.Deputised.as_view(), name="deputised"),
    path("stuck/", views.StuckCases.as_view(), name="stuck"),
    path("<int:pk>/", views.CasePage.as_view(), name="case"),
    path("<int:pk>/rule/", views.Rule.as_view(), name="rule"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
