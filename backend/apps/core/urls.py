from django.urls import path

from apps.core import views

urlpatterns = [
    path("health-check/", views.HealthCheckView.as_view(), name="health-check"),
    path("ready/", views.ReadyView.as_view(), name="ready"),
    path("client-errors/", views.ClientErrorView.as_view(), name="client-errors"),
    path("site/", views.SiteView.as_view(), name="site"),
]
