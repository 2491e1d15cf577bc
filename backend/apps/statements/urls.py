from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.statements.views.bank_accounts import BankAccountViewSet
from apps.statements.views.categories import CategoriesView, MergeView
from apps.statements.views.exports import CsvView, JsonLinesView
from apps.statements.views.rules import CategoryRuleViewSet
from apps.statements.views.spending import RecurringView, SpendingView
from apps.statements.views.statements import StatementViewSet
from apps.statements.views.transactions import TransactionViewSet, UndoView

router = SimpleRouter()
router.register("statements", StatementViewSet, basename="statement")
router.register("transactions", TransactionViewSet, basename="transaction")
router.register("bank-accounts", BankAccountViewSet, basename="bank-account")
router.register("category-rules", CategoryRuleViewSet, basename="category-rule")

urlpatterns = [
    path("categories/", CategoriesView.as_view(), name="categories"),
    path("categories/merge/", MergeView.as_view(), name="merge-categories"),
    path("changes/<int:pk>/undo/", UndoView.as_view(), name="undo-change"),
    path("spending/", SpendingView.as_view(), name="spending"),
    path("spending/recurring/", RecurringView.as_view(), name="recurring"),
    path("transactions/export/", CsvView.as_view(), name="transaction-export"),
    path("transactions/export-json-lines/", JsonLinesView.as_view(), name="transaction-json-lines"),
    *router.urls,
]
