from django.urls import path

from .views import drives, goals, reporting, visits

app_name = "drives"
urlpatterns = [
    path("", drives.Drives.as_view(), name="drives"),
    path("new/", drives.DriveNew.as_view(), name="new"),
    path("<int:pk>/", drives.DrivePage.as_view(), name="drive"),
    path("<int:pk>/edit/", drives.DriveEdit.as_view(), name="edit"),
    path("<int:pk>/open/", drives.Open.as_view(), name="open"),
    path("<int:pk>/close/", drives.Close.as_view(), name="close"),
    path("<int:pk>/reopen/", drives.Reopen.as_view(), name="reopen"),
    path("<int:pk>/goals/", goals.Goals.as_view(), name="goals"),
    path("<int:pk>/goals/set/", goals.SetGoals.as_view(), name="set-goals"),
    path("<int:pk>/goals/one/", goals.SetGoal.as_view(), name="set-goal"),
    path("<int:pk>/remind/", reporting.Remind.as_view(), name="remind"),
    path("<int:pk>/report/", reporting.Report.as_view(), name="report"),
    path("goals/<int:pk>/", goals.GoalPage.as_view(), name="goal"),
    path("goals/<int:pk>/members/", goals.GoalMembers.as_view(), name="goal-members"),
    path("visits/", visits.Visits.as_view(), name="visits"),
    path("visits/new/", visits.VisitNew.as_view(), name="visit-new"),
    path("visits/<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("visits/<int:pk>/hold/", visits.VisitHold.as_view(), name="visit-hold"),
    path("visits/<int:pk>/answer/", visits.VisitAnswer.as_view(), name="visit-answer"),
    path("visits/<int:pk>/mend/", visits.VisitMend.as_view(), name="visit-mend"),
]
