"""Merchant names in descriptions of banks in several countries."""

import pytest

from apps.statements.categorization.merchants import MAX_MERCHANT_LENGTH, normalize_merchant

NAMES = """
SQ *BLUE BOTTLE 0042 SF|Blue Bottle
SQ *BLUE BOTTLE COFFEE 0042 SF|Blue Bottle Coffee
TST* THE HAPPY FISH SAN FRANCISCO CA|The Happy Fish
PAYPAL *SPOTIFY 35314369001 SE|Spotify
SPOTIFY P12AB34CD5 STOCKHOLM|Spotify
PP*STEAMGAMES|Steamgames
AMZN Mktp US*2K4AB1234 AMZN.COM/BILL WA|Amazon Marketplace
AMAZON.COM*MK1AB2CD3 SEATTLE WA|Amazon
Amazon.de*AB12C3DE4 LUXEMBOURG|Amazon.de
UBER *TRIP HELP.UBER.COM|Uber
UBER EATS 8005928996 CA|Uber Eats
LYFT *RIDE SUN 5PM 855-865-9553 CA|Lyft
NETFLIX.COM 866-579-7172 CA|Netflix
APPLE.COM/BILL 866-712-7753 CA|Apple
GOOGLE *YouTube Premium g.co/helppay# CA|YouTube Premium
STARBUCKS STORE 04512 SEATTLE WA|Starbucks
TRADER JOE'S #552 QPS PORTLAND OR|Trader Joe's
SHELL OIL 57444212509 RENTON WA|Shell Oil
CHEVRON 0093442 SAN JOSE CA|Chevron
7-ELEVEN 23451 DENVER CO|7-Eleven
MCDONALD'S F12345 AUSTIN TX|McDonald's
DOORDASH*CHIPOTLE 855-973-1040 CA|Doordash
CVS/PHARMACY #02345 BOSTON MA|CVS/Pharmacy
THE HOME DEPOT #4704 SEATTLE WA|The Home Depot
DELTA AIR 0062345678901 ATLANTA GA|Delta Air
AIRBNB * HMABCD1234 415-800-5959|Airbnb
SP * ALLBIRDS SAN FRANCISCO CA|Allbirds
H&M 0123 NEW YORK NY|H&M
AT&T *PAYMENT 800-288-2020 TX|AT&T
WM SUPERCENTER #1234 DALLAS TX|Walmart
O'REILLY AUTO PARTS 2345 DENVER CO|O'Reilly Auto Parts
LE PAIN QUOTIDIEN 12 NEW YORK NY|Le Pain Quotidien
NORTHGATE GROCERY, INC SEATTLE WA|Northgate Grocery
JO'S "DOWNTOWN" GRILL TACOMA WA|Jo's "Downtown" Grill
EDEKA CENTER 4711 BERLIN DE|Edeka Center
REWE SAGT DANKE 12345678|Rewe
LIDL SAGT DANKE|Lidl
TESCO STORES 3297 LONDON GB|Tesco Stores
TFL TRAVEL CH TFL.GOV.UK/CP|TFL Travel
PRET A MANGER 00123 LONDON|Pret A Manger
CARREFOUR MARKET PARIS FR|Carrefour Market
CARTE 12/01 MONOPRIX 2314 CB*1234|Monoprix
CB FNAC PARIS 12/01/26|Fnac Paris
ALBERT HEIJN 1234 AMSTERDAM NLD|Albert Heijn
SumUp *Kaffeebar Zuerich|Kaffeebar Zuerich
iZettle*Corner Bakery|Corner Bakery
Visa Purchase - WOOLWORTHS 1234 SYDNEY|Woolworths
EFTPOS PURCHASE COLES 0456 MELBOURNE AU|Coles
Migros Zürich Hauptbahnhof|Migros Zürich Hauptbahnhof
カフェ青空 渋谷|カフェ青空 渋谷
Payment Thank You - Web|Payment Thank You - Web
GUMROAD.CO* DESIGN BOOK|Gumroad.Co
12/01|12/01
*|*
SQ *|SQ
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_normalize_merchant(line: str) -> None:
    written, name = line.split("|")
    assert normalize_merchant(written) == name


def test_merchant_length_is_limited() -> None:
    assert len(normalize_merchant("X" * 500)) == MAX_MERCHANT_LENGTH


def test_empty_description_has_no_merchant() -> None:
    assert normalize_merchant("") == ""


@pytest.mark.parametrize(
    "hostile", [" " + "A." * 30 + "!", " x.com/" * 200, "SQ *" * 300, " " * 600 + "!", "#1" * 400]
)
def test_normalize_merchant_takes_linear_time(hostile: str) -> None:
    """The test would not end otherwise; `tests/contracts/test_patterns.py` counts the steps."""
    assert len(normalize_merchant(hostile)) <= MAX_MERCHANT_LENGTH
    assert normalize_merchant("COFFEE " + hostile)


def test_normalize_merchant_ignores_text_after_500_characters() -> None:
    long = "COFFEE " + "HOUSE " * 100
    assert normalize_merchant(long[:500]) == normalize_merchant(long[:500] + "SQ *")
