from django.urls import path

from . import views

app_name = "policy"
urlpatterns = [
    path("", views.Acting.as_view(), name="acting"),
    path("all/", views.Parameters.as_view(), name="parameters"),
    path("set/", views.Choose.as_view(), name="choose"),
    path("set/<str:key>/", views.Set.as_view(), name="set"),
    path("<int:pk>/", views.ParameterPage.as_view(), name="parameter"),
]
