from django.urls import path

from . import views

app_name = "returns"
urlpatterns = [
    path("", views.Rounds.as_view(), name="rounds"),
    path("new/", views.RoundNew.as_view(), name="round-new"),
    path("all/", views.Returns.as_view(), name="returns"),
    path("round/<int:pk>/", views.InRound.as_view(), name="round"),
    path("round/<int:pk>/change/", views.RoundChange.as_view(), name="round-change"),
    path("round/<int:pk>/withdraw/", views.RoundWithdraw.as_view(), name="round-withdraw"),
    path("<int:pk>/", views.ReturnPage.as_view(), name="return"),
    path("<int:pk>/print/", views.Sheet.as_view(), name="sheet"),
    path("<int:pk>/cells/", views.Cells.as_view(), name="cells"),
    path("<int:pk>/module/<str:module>/", views.FillModule.as_view(), name="module"),
    path("<int:pk>/summary/", views.Summary.as_view(), name="summary"),
    path("<int:pk>/double/", views.DoubleNew.as_view(), name="double-new"),
    path("double/<int:pk>/drop/", views.DoubleDrop.as_view(), name="double-drop"),
    path("cell/<int:pk>/", views.CellPage.as_view(), name="cell"),
    path("<int:pk>/fill/", views.Fill.as_view(), name="fill"),
    path("<int:pk>/submit/", views.Submit.as_view(), name="submit"),
    path("<int:pk>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/sign/", views.Sign.as_view(), name="sign"),
    path("<int:pk>/approve/", views.Approve.as_view(), name="approve"),
    path("<int:pk>/recall/", views.Recall.as_view(), name="recall"),
    path("<int:pk>/remind/", views.Remind.as_view(), name="remind"),
    path("<int:pk>/send-back/", views.SendBack.as_view(), name="send-back"),
    path("<int:pk>/reopen/", views.Reopen.as_view(), name="reopen"),
    path("<int:pk>/excuse/", views.Excuse.as_view(), name="excuse"),
]
