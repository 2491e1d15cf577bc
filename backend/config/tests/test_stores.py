"""What the settings make of the addresses of the stores."""

from config.settings.stores import database

POSTGRES = "postgres://user:password@db:5432/app"


def test_a_database_is_waited_for_five_seconds() -> None:
    assert database(url=POSTGRES)["OPTIONS"] == {"connect_timeout": 5}


def test_the_databases_address_says_how_to_connect() -> None:
    """One that was paused needs longer than five seconds."""
    made = database(url=f"{POSTGRES}?connect_timeout=40&sslmode=require&conn_max_age=600")
    assert made["OPTIONS"] == {"connect_timeout": 40, "sslmode": "require"}
    assert made["CONN_MAX_AGE"] == 0
