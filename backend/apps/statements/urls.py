from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.statements.views import ExportView, StatementViewSet, TransactionViewSet

router = SimpleRouter()
router.register("statements", StatementViewSet, basename="statement")
router.register("transactions", TransactionViewSet, basename="transaction")

urlpatterns = [
    path("transactions/export/", ExportView.as_view(), name="transaction-export"),
    *router.urls,
]
