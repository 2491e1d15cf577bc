"""Files of unknown banks: parsed if certain, otherwise a question or an error."""

from datetime import date
from decimal import Decimal

import pytest

from apps.statements.parsing.questions import NeedsChoiceError
from apps.statements.parsing.row_results import Row
from apps.statements.parsing.tests.parsing_fixtures import (
    open_content,
    parse_amounts,
    parse_valid_rows,
    question_codes,
)
from apps.statements.parsing.user_answers import Answers

CERTAIN = {
    "a Dutch account with a column that says Af or Bij": (
        (
            "Datum;Naam / Omschrijving;Rekening;Code;Af Bij;Bedrag (EUR);Mededelingen\n"
            "20260113;KOFFIE DE BRUG;NL00BANK0123456789;BA;Af;4,75;kaart\n"
            "20260122;SALARIS;NL00BANK0123456789;OV;Bij;1.250,00;januari\n"
        ),
        [("2026-01-13", "KOFFIE DE BRUG", "4.75"), ("2026-01-22", "SALARIS", "-1250.00")],
        "EUR",
    ),
    "an Italian card with a column each for what goes and what comes": (
        (
            "Data operazione;Data valuta;Descrizione;Addebiti;Accrediti\n"
            "13/01/2026;14/01/2026;BAR CENTRALE;4,75;\n"
            "22/01/2026;23/01/2026;RIMBORSO LIBRERIA;;32,10\n"
        ),
        [("2026-01-13", "BAR CENTRALE", "4.75"), ("2026-01-22", "RIMBORSO LIBRERIA", "-32.10")],
        "USD",
    ),
    "a Spanish account whose own words say which sign a purchase has": (
        (
            "Fecha;Concepto;Importe;Divisa;Saldo\n"
            "13/01/2026;COMPRA CAFETERIA SOL;-4,75;EUR;995,25\n"
            "15/01/2026;COMPRA LIBRERIA;-1.234,56;EUR;100,00\n"
            "22/01/2026;DEVOLUCION LIBRERIA;32,10;EUR;132,10\n"
        ),
        [
            ("2026-01-13", "COMPRA CAFETERIA SOL", "4.75"),
            ("2026-01-15", "COMPRA LIBRERIA", "1234.56"),
            ("2026-01-22", "DEVOLUCION LIBRERIA", "-32.10"),
        ],
        "EUR",
    ),
    "a Swedish card below its heading, with tabs": (
        (
            "Kontoutdrag\nPeriod 2026-01\n\n"
            "Datum\tBeskrivning\tBelopp\n"
            "2026-01-13\tKAFFEBAREN\t4,75\n2026-01-14\tICA\t86,13\n"
            "2026-01-22\tINBETALNING TACK\t-1 250,00\n"
        ),
        [
            ("2026-01-13", "KAFFEBAREN", "4.75"),
            ("2026-01-14", "ICA", "86.13"),
            ("2026-01-22", "INBETALNING TACK", "-1250.00"),
        ],
        "USD",
    ),
    "a Polish account": (
        (
            "Data transakcji;Opis operacji;Kwota;Waluta;Saldo po operacji\n"
            "2026-01-13;ZAKUP PIEKARNIA;-4,75;PLN;1000,00\n"
            "2026-01-14;OPŁATA ZA KARTĘ;-5,00;PLN;995,00\n"
            "2026-01-22;ZWROT KSIĘGARNIA;32,10;PLN;1027,10\n"
        ),
        [
            ("2026-01-13", "ZAKUP PIEKARNIA", "4.75"),
            ("2026-01-14", "OPŁATA ZA KARTĘ", "5.00"),
            ("2026-01-22", "ZWROT KSIĘGARNIA", "-32.10"),
        ],
        "PLN",
    ),
    "a Portuguese card with months by name": (
        (
            "Data da compra;Estabelecimento;Valor (EUR)\n"
            "13 jan 2026;PASTELARIA;4,75\n14 jan 2026;COMISSÃO MENSAL;1,75\n"
            "22 fev 2026;ESTORNO LIVRARIA;-32,10\n"
        ),
        [
            ("2026-01-13", "PASTELARIA", "4.75"),
            ("2026-01-14", "COMISSÃO MENSAL", "1.75"),
            ("2026-02-22", "ESTORNO LIVRARIA", "-32.10"),
        ],
        "EUR",
    ),
    "an American credit union that marks debits": (
        (
            '"Date","Description","Amount","Debit/Credit"\n'
            '"01/13/2026","BLUE HERON COFFEE","$4.75","Debit"\n'
            '"01/22/2026","DIVIDEND","$1,250.00","Credit"\n'
        ),
        [
            ("2026-01-13", "BLUE HERON COFFEE", "4.75"),
            ("2026-01-22", "DIVIDEND", "-1250.00"),
        ],
        "USD",
    ),
    "a French card with amounts in two columns and words around the euro": (
        (
            "Date opération;Libellé;Débit;Crédit\n"
            "13/01/2026;CARTE CAFE DU LAC;4,75 €;\n22/01/2026;AVOIR LIBRAIRIE;;32,10 €\n"
        ),
        [
            ("2026-01-13", "CARTE CAFE DU LAC", "4.75"),
            ("2026-01-22", "AVOIR LIBRAIRIE", "-32.10"),
        ],
        "EUR",
    ),
    "a British bank with money out and money in": (
        (
            "Date,Counter Party,Reference,Money Out,Money In,Balance (GBP)\n"
            "13/01/2026,TIDEWAY COFFEE,,4.75,,995.25\n22/01/2026,SALARY,,,1250.00,2245.25\n"
        ),
        [("2026-01-13", "TIDEWAY COFFEE", "4.75"), ("2026-01-22", "SALARY", "-1250.00")],
        "GBP",
    ),
    "a Japanese card with years first and yen": (
        (
            "ご利用日,ご利用店名,ご利用金額\n"
            "2026年1月13日,カフェ青空,475円\n2026年1月14日,海外利用手数料,175円\n"
            "2026年1月22日,灯台書店 返品,-3210円\n"
        ),
        [
            ("2026-01-13", "カフェ青空", "475"),
            ("2026-01-14", "海外利用手数料", "175"),
            ("2026-01-22", "灯台書店 返品", "-3210"),
        ],
        "JPY",
    ),
    "a German account that says S or H, with a minus behind": (
        (
            "Buchungstag|Empfänger|Betrag|S/H\n"
            "13.01.2026|KAFFEEWERK|4,75|S\n22.01.2026|GEHALT|1.250,00|H\n"
        ),
        [("2026-01-13", "KAFFEEWERK", "4.75"), ("2026-01-22", "GEHALT", "-1250.00")],
        "USD",
    ),
    "a Finnish card with parentheses for credits": (
        (
            "Ostopäivä;Saaja;Summa\n13.01.2026;KAHVILA;4,75\n14.01.2026;VUOSIMAKSU;20,00\n"
            "22.01.2026;HYVITYS KIRJAKAUPPA;(32,10)\n"
        ),
        [
            ("2026-01-13", "KAHVILA", "4.75"),
            ("2026-01-14", "VUOSIMAKSU", "20.00"),
            ("2026-01-22", "HYVITYS KIRJAKAUPPA", "-32.10"),
        ],
        "USD",
    ),
}
UNCERTAIN = {
    "days and months that may be either": (
        "Datum;Winkel;Bedrag;Af Bij\n01/02/2026;KOFFIE;4,75;Af\n03/04/2026;SALARIS;9,00;Bij\n",
        ["ambiguous_date"],
    ),
    "amounts of one sign and no word that tells": (
        "Date;Shop;Amount\n2026-01-13;BLUE HERON;4.75\n2026-01-22;LANTERN;12.00\n",
        ["unknown_sign"],
    ),
    "amounts of both signs and no word that tells": (
        "Date;Shop;Amount\n2026-01-13;BLUE HERON;-4.75\n2026-01-22;ACME LTD;1200.00\n",
        ["unknown_sign"],
    ),
    "an account where payments are what goes out": (
        (
            "Date;Details;Amount\n2026-01-13;ONLINE PAYMENT TO VERIZON;-60.00\n"
            "2026-01-22;ACME LTD;1200.00\n"
        ),
        ["unknown_sign"],
    ),
    "one name with a word in it that stands against all the rest": (
        (
            "Date;Shop;Amount\n2026-01-13;POINT OF NO RETURN BAR;-12.00\n"
            "2026-01-14;BLUE HERON;-4.75\n2026-01-22;LANTERN;-8.00\n"
        ),
        ["unknown_sign"],
    ),
    "a status that looks like a mark": (
        "Date;Shop;Amount;Status\n2026-01-13;BLUE HERON;4.75;C\n2026-01-22;LANTERN;12.00;C\n",
        ["unknown_sign"],
    ),
    "two columns of amounts": (
        (
            "Date;Shop;Betrag;Betrag in CHF\n2026-01-13;KAUF CAFE;-4,75;-4,60\n"
            "2026-01-22;GUTSCHRIFT;32,10;31,00\n"
        ),
        ["two_amounts"],
    ),
    "two columns of one name": (
        (
            "Date;Shop;Amount;Amount\n2026-01-13;PURCHASE CAFE;-4.75;-4.75\n"
            "2026-01-22;REFUND;32.10;32.10\n"
        ),
        ["duplicate_column"],
    ),
    "no date at all": ("Shop;Amount\nBLUE HERON;4.75\n", ["unknown_format"]),
    "prose, with commas": ("Dear reader,\nhere is, as ever,\nnothing\n", ["unknown_format"]),
    "names of columns and nothing below": ("Date;Shop;Amount\n", ["unknown_format"]),
    "a bank that shares its header with another, and days that do not tell which": (
        (
            "Transaction Date,Posting Date,Billing Amount,Merchant,Merchant City,Merchant State,"
            "Merchant Zip,Reference Number,Debit/Credit Flag,SICMCC Code\n"
            "01/02/2026,01/03/2026,$4.75,COFFEE,X,X,0,1,D,5812\n"
        ),
        ["ambiguous_date"],
    ),
    "a common header whose words say another sign, and days that do not tell": (
        (
            "Date,Description,Amount\n01/02/2026,CARD PURCHASE CAFE,-4.75\n"
            "03/04/2026,REFUND BOOKS,32.10\n"
        ),
        ["ambiguous_date"],
    ),
}


@pytest.mark.parametrize(("content", "expected", "currency"), CERTAIN.values(), ids=CERTAIN.keys())
def test_certain_mapping_is_inferred(
    content: str, expected: list[tuple[str, str, str]], currency: str
) -> None:
    assert question_codes(content) == []
    assert parse_amounts(content) == [
        (day, description, Decimal(amount)) for day, description, amount in expected
    ]
    assert {row.currency for row in parse_valid_rows(content)} == {currency}


@pytest.mark.parametrize(("content", "codes"), UNCERTAIN.values(), ids=UNCERTAIN.keys())
def test_uncertain_mapping_raises_question_or_error(content: str, codes: list[str]) -> None:
    assert question_codes(content) == codes


def test_number_formats_have_different_previews() -> None:
    content = "Date;Shop;Amount\n2026-01-13;KAUF CAFE;-3.250\n2026-01-22;GUTSCHRIFT;12.255\n"
    with pytest.raises(NeedsChoiceError) as choice:
        open_content(content)
    (question,) = choice.value.questions
    assert [[row["amount"] for row in option.preview] for option in question.options] == [
        ["3.250", "-12.255"],
        ["3250", "-12255"],
    ]


def test_commas_inside_of_dates_and_amounts_are_no_delimiters() -> None:
    content = "".join(f"SHOP {name}\t-0,01\tSep 02, 2026\n" for name in "ABC")

    row = parse_valid_rows(content, answers=Answers(charge_sign="positive"))[0]

    assert (row.date, row.amount, row.description) == (date(2026, 9, 2), Decimal("-0.01"), "SHOP A")


def test_shared_header_is_resolved_by_dates() -> None:
    names = (
        "Transaction Date,Posting Date,Billing Amount,Merchant,Merchant City,Merchant State,"
        "Merchant Zip,Reference Number,Debit/Credit Flag,SICMCC Code\n"
    )
    for day in ("01/13/2026", "13/01/2026"):
        line = f"{day},{day},£4.75,COFFEE,X,X,0,1,D,5812\n"
        assert [row.date.isoformat() for row in parse_valid_rows(names + line)] == ["2026-01-13"]


def test_earlier_answers_apply_to_same_columns() -> None:
    file = "Date;Shop;Amount\n01/02/2026;BLUE HERON;4.75\n"
    answers = Answers(date_order="day_first", charge_sign="positive")
    stored = {open_content(file, answers=answers).signature: answers}

    again = open_content(file.replace("BLUE HERON", "LANTERN"), remembered=stored.get)

    (row,) = again.parse_rows()
    assert isinstance(row, Row)
    assert row.date == date(2026, 2, 1)
    assert again.answers == answers
    assert question_codes("Date;Shop;Total;Amount\n01/02/2026;X;1;4.75\n") != []


def test_signature_without_header_depends_on_column_types() -> None:
    one = open_content("13/01/2026;CAFE;-4,75\n", answers=Answers(charge_sign="negative"))
    other = open_content("CAFE;13/01/2026;-4,75\n", answers=Answers(charge_sign="negative"))
    assert one.signature != other.signature


def test_known_format_uses_answered_date_order() -> None:
    chase = (
        "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
        "01/02/2026,01/03/2026,COFFEE,Food & Drink,Sale,-4.75,\n"
    )
    assert parse_amounts(chase)[0][0] == "2026-01-02"
    table = open_content(chase, answers=Answers(date_order="day_first"))
    assert table.mapping.id == "chase_credit"
    assert parse_amounts(chase, answers=Answers(date_order="day_first"))[0][0] == "2026-02-01"


def test_answers_replace_inference() -> None:
    content = "a;b;c;d\nX;4,75;9,99;01/02/2026\n"
    answers = Answers(
        date_column=3,
        description_column=0,
        amount_column=1,
        date_order="day_first",
        charge_sign="positive",
        currency="EUR",
    )
    assert parse_amounts(content, answers=answers) == [("2026-02-01", "X", Decimal("4.75"))]
