from django.urls import path

from . import views

app_name = "consolation"
urlpatterns = [
    path("", views.Rounds.as_view(), name="rounds"),
    path("new/", views.RoundNew.as_view(), name="new"),
    path("single/", views.SingleNew.as_view(), name="single"),
    path("<int:pk>/", views.RoundDetail.as_view(), name="round"),
    path("<int:pk>/add/", views.AddPerson.as_view(), name="add"),
    path("<int:pk>/submit/", views.Submit.as_view(), name="submit"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:round>/candidates/", views.Candidates.as_view(), name="candidates"),
    path("<int:round>/list/", views.Listed.as_view(), name="list"),
    path("gifts/", views.Gifts.as_view(), name="gifts"),
    path("gifts/mine/", views.MyGifts.as_view(), name="mine"),
    path("gifts/<int:pk>/", views.GiftDetail.as_view(), name="gift"),
    path("gifts/<int:pk>/reverse/", views.Reverse.as_view(), name="reverse"),
]
