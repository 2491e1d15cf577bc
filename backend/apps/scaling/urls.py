from django.urls import path

from apps.scaling import views

urlpatterns = [
    path("celery-metrics/", views.CeleryMetricsView.as_view(), name="celery-metrics"),
    path("scaling/", views.ScalingView.as_view(), name="scaling"),
    path("scaling/history/", views.HistoryView.as_view(), name="scaling-history"),
    path("scaling/demo-tasks/", views.DemoTasksView.as_view(), name="demo-tasks"),
    path("scaling/demo-tasks/<uuid:demo_id>/", views.DemoTaskView.as_view(), name="demo-task"),
    path("scaling/dead-letters/<str:run>/", views.DeadLetterView.as_view(), name="dead-letter"),
]
