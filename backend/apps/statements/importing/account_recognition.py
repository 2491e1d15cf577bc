from apps.statements.models import BankAccount, Statement

# Precedes the last digits of a card number, see categorization/row_labels.py.
NUMBER_MARK = "••"


def recognize_account(statement: Statement) -> BankAccount | None:
    """Return the account of the owner's other statements with these cards, if it is one."""
    others = Statement.objects.filter(
        owner_id=statement.owner_id,
        deleted_at=None,
        account__deleted_at=None,
        account__isnull=False,
        # Some files name neither a card nor a bank.
        cards__overlap=[card for card in statement.cards if card],
    )
    found = BankAccount.objects.filter(pk__in=others.values("account"))[:2]
    return found[0] if len(found) == 1 else None
