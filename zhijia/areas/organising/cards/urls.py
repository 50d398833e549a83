from django.urls import path

from . import views

app_name = "cards"
urlpatterns = [
    path("mine/", views.Mine.as_view(), name="mine"),
    path("mine/code/", views.Code.as_view(), name="code"),
    path("people/<int:pk>/issue/", views.Issue.as_view(), name="issue"),
    path("", views.Cards.as_view(), name="cards"),
    path("holders/", views.Holders.as_view(), name="holders"),
    path("<int:pk>/", views.CardPage.as_view(), name="card"),
    path("<int:pk>/face/", views.CardFace.as_view(), name="card-face"),
    path("<int:pk>/lose/", views.CardLose.as_view(), name="card-lose"),
    path("<int:pk>/replace/", views.CardReplace.as_view(), name="card-replace"),
    path("<int:pk>/end/", views.CardEnd.as_view(), name="card-end"),
    path("keys/", views.Keys.as_view(), name="keys"),
    path("keys/rotate/", views.Rotate.as_view(), name="rotate"),
    path("bank/", views.BankCards.as_view(), name="bank-cards"),
    path("bank/<int:pk>/", views.BankCardPage.as_view(), name="bank-card"),
    path("bank/<int:pk>/lose/", views.BankCardLose.as_view(), name="bank-lose"),
    path("bank/<int:pk>/end/", views.BankCardEnd.as_view(), name="bank-end"),
    path("batches/", views.Batches.as_view(), name="batches"),
    path("batches/new/", views.BatchNew.as_view(), name="batch-new"),
    path("batches/<int:pk>/", views.BatchPage.as_view(), name="batch"),
    path("batches/<int:pk>/members/", views.BatchMembers.as_view(), name="batch-members"),
    path("batches/<int:pk>/send/", views.BatchSend.as_view(), name="batch-send"),
    path("verify/", views.Verify.as_view(), name="verify"),
    path("verify/keys.json", views.Keyring.as_view(), name="keyring"),
    path("verify/dead.txt", views.Dead.as_view(), name="dead"),
    path("verify/standing.json", views.Standing.as_view(), name="standing"),
    path("verify/worker.js", views.Worker.as_view(), name="worker"),
]
