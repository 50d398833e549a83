from django.urls import path

from . import views

app_name = "transfers"
urlpatterns = [
    path("leaving/", views.Leaving.as_view(), name="leaving"),
    path("leaving/new/", views.Leave.as_view(), name="leave"),
    path("leaving/members/", views.Members.as_view(), name="members"),
    path("arriving/", views.Arriving.as_view(), name="arriving"),
    path("arriving/new/", views.Enter.as_view(), name="enter"),
    path("mine/", views.Mine.as_view(), name="mine"),
    path("mine/apply/", views.Apply.as_view(), name="apply"),
    path("<int:pk>/", views.TransferPage.as_view(), name="transfer"),
    path("<int:pk>/accept/", views.Accept.as_view(), name="accept"),
    path("<int:pk>/refuse/", views.Refuse.as_view(), name="refuse"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/sheet/", views.Sheet.as_view(), name="sheet"),
]
