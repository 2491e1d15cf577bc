"""Models of statements."""

from apps.statements.models.bank_account import BankAccount
from apps.statements.models.category import Category
from apps.statements.models.category_rule import CategoryRule
from apps.statements.models.refused_row import RefusedRow
from apps.statements.models.remembered_answers import RememberedAnswers
from apps.statements.models.spending import Spending, StaleSpending
from apps.statements.models.statement import Statement, owner_folder, private_storage, stored_name
from apps.statements.models.transaction import Transaction
from apps.statements.models.transaction_change import TransactionChange
from apps.statements.models.transaction_text import TransactionText

__all__ = (
    "BankAccount",
    "Category",
    "CategoryRule",
    "RefusedRow",
    "RememberedAnswers",
    "Spending",
    "StaleSpending",
    "Statement",
    "Transaction",
    "TransactionChange",
    "TransactionText",
    "owner_folder",
    "private_storage",
    "stored_name",
)
