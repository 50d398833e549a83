from django.urls import path

from .views import picking, reports, writing

app_name = "reports"
urlpatterns = [
    path("", reports.Reports.as_view(), name="reports"),
    path("new/", reports.ReportNew.as_view(), name="new"),
    path("<int:pk>/", reports.ReportPage.as_view(), name="report"),
    path("<int:pk>/head/", reports.ReportHead.as_view(), name="head"),
    path("<int:pk>/write/", writing.Write.as_view(), name="write"),
    path("<int:pk>/docx/", reports.Docx.as_view(), name="docx"),
    path("<int:pk>/print/", reports.Print.as_view(), name="print"),
    path("<int:pk>/changes/", reports.Changes.as_view(), name="changes"),
    path("<int:pk>/submit/", reports.Submit.as_view(), name="submit"),
    path("<int:pk>/withdraw/", reports.Withdraw.as_view(), name="withdraw"),
    path("<int:pk>/consult/", reports.Consult.as_view(), name="consult"),
    path("<int:pk>/end-consulting/", reports.EndConsulting.as_view(), name="end-consulting"),
    path("<int:pk>/revise/", reports.Revise.as_view(), name="revise"),
    path("<int:pk>/void/", reports.Void.as_view(), name="void"),
    path("<int:pk>/opinions/", reports.OpinionNew.as_view(), name="opinion-new"),
    path("opinions/<int:pk>/", reports.OpinionAnswer.as_view(), name="opinion"),
    path("<int:pk>/sections/", writing.SectionNew.as_view(), name="section-new"),
    path("sections/<int:pk>/", writing.SectionEdit.as_view(), name="section"),
    path("sections/<int:pk>/move/", writing.SectionMove.as_view(), name="section-move"),
    path("sections/<int:pk>/drop/", writing.SectionDrop.as_view(), name="section-drop"),
    path("sections/<int:pk>/paragraphs/", writing.ParagraphNew.as_view(), name="paragraph-new"),
    path("paragraphs/<int:pk>/", writing.ParagraphEdit.as_view(), name="paragraph"),
    path("paragraphs/<int:pk>/move/", writing.ParagraphMove.as_view(), name="paragraph-move"),
    path("paragraphs/<int:pk>/drop/", writing.ParagraphDrop.as_view(), name="paragraph-drop"),
    path("<int:pk>/figures/new/", picking.FigureNew.as_view(), name="figure-new"),
    path("figures/<int:pk>/", picking.FigureEdit.as_view(), name="figure"),
    path("figures/<int:pk>/drop/", picking.FigureDrop.as_view(), name="figure-drop"),
]
