from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("", views.Accounts.as_view(), name="accounts"),
    path("new/", views.Open.as_view(), name="open"),
    path("roles/", views.Roles.as_view(), name="roles"),
    path("deputies/", views.Deputies.as_view(), name="deputies"),
    path("mine/", views.Mine.as_view(), name="mine"),
    path("<int:pk>/", views.AccountPage.as_view(), name="account"),
    path("<int:pk>/edit/", views.Edit.as_view(), name="edit"),
    path("<int:pk>/password/", views.Password.as_view(), name="password"),
    path("<int:pk>/grant/", views.Grant.as_view(), name="grant"),
    path("<int:pk>/switch/", views.Switch.as_view(), name="switch"),
    path("<int:pk>/drop-factor/", views.DropFactor.as_view(), name="drop-factor"),
    path("roles/<int:pk>/hand-over/", views.HandOverPage.as_view(), name="hand-over"),
    path("roles/<int:pk>/take-back/", views.TakeBack.as_view(), name="take-back"),
    path("roles/<int:pk>/end/", views.End.as_view(), name="end"),
]
