"""Links with a million rows: database times of lists, search, threads and votes.

Also its GraphQL over HTTP, alternating with the tutorial's resolvers on the same tables. `make
bench`, or `python -m benchmarks.links 100000` for fewer rows.
"""

import json
import re
import sys
import threading
from collections.abc import Mapping
from http.client import HTTPConnection
from statistics import median, quantiles
from time import monotonic, perf_counter

from benchmarks.databases import application, output_of
from benchmarks.links_seed import LINKS, seed
from benchmarks.web import ROOT, access_of, web

DATABASE = "bench_links"
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else LINKS
CONNECTIONS = 4
SECONDS = 4.0
ROUNDS = 7
FEED = "{ links(first: 30) { id url description postedBy { id username } "
VOTERS = FEED + "votes { id user { id username } } } }"
OPERATIONS = ROOT / "quasar" / "src" / "links" / "operations"
# The front end's queries when the Links page is opened, and their fragments.
PAGE = ("Feed", "LinkPage", "LinkFacts", "Position")


def main() -> None:
    with application(DATABASE) as (_, url, environment):
        seed(url, links=COUNT)
        # First, as the other benchmark casts hundreds of votes for the queried links.
        compare_apis(environment)
        show_database_times(environment)
        print(output_of(CONCURRENT_VOTES, environment).strip())


def compare_apis(environment: dict[str, str]) -> None:
    print(f"\n30 links with authors and voters over HTTP, {CONNECTIONS} connections, by turns")
    print("with the tutorial's resolvers and with our front page, for a signed-in user\n")
    print("round   ours, a second   p95, ms   the tutorial's   p95, ms   ratio   page   p95, ms")
    page = front_end_query(*PAGE)
    ratios, pages = [], []
    anonymous: dict[str, str] = {}
    signed_in = {"Authorization": f"Bearer {access_of('reader7', environment)}"}
    tutorial = {"DJANGO_SETTINGS_MODULE": "benchmarks.links_tutorial_settings"}
    with web(environment) as ours, web(environment | tutorial) as theirs:
        for number in range(1, ROUNDS + 1):
            rate, p95 = measure_requests(ours, VOTERS, anonymous)
            other_rate, other_p95 = measure_requests(theirs, VOTERS, anonymous)
            page_rate, page_p95 = measure_requests(ours, page, signed_in)
            ratios.append(rate / other_rate)
            pages.append(page_p95)
            print(
                f"{number:>5}{rate:>17.0f}{p95:>10.1f}{other_rate:>17.1f}{other_p95:>10.0f}"
                f"{rate / other_rate:>8.1f}{page_rate:>7.0f}{page_p95:>10.1f}"
            )
    print(f"\n{median(ratios):.1f} times as many; the goal is at least 9.")
    print(f"The front page's p95: {median(pages):.1f} ms; the goal is below 40.")


def show_database_times(environment: dict[str, str]) -> None:
    print(f"\n{COUNT:,} links; milliseconds in the database\n")
    print(f"{'':<44}  median      p95  queries")
    for name, middle, p95, queries in json.loads(output_of(DATABASE_TIMES, environment)):
        print(f"{name:<44}{middle:>8.2f}{p95:>9.2f}{queries:>9}")


def front_end_query(*names: str) -> str:
    written = "".join(each.read_text() for each in OPERATIONS.glob("*.ts"))
    found = re.findall(r"graphql\(`(\s*(?:query|fragment) (\w+)[^`]+)`", written)
    by_name = {name: text for text, name in found}
    return "".join(by_name[name] for name in names)


def send_query(connection: HTTPConnection, query: str, headers: Mapping[str, str]) -> None:
    sent = {"Content-Type": "application/json", **headers}
    connection.request("POST", "/graphql/", json.dumps({"query": query}), sent)
    response = connection.getresponse().read()
    # Parsing would take the time of the measured processes.
    assert response.count(b'"description"') == 30, response


def measure_requests(port: int, query: str, headers: Mapping[str, str]) -> tuple[float, float]:
    """Return the requests per second, and the p95 in milliseconds."""
    times: list[float] = []
    end = monotonic() + SECONDS

    def send_queries() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while monotonic() < end:
            started = perf_counter()
            send_query(connection, query, headers)
            times.append((perf_counter() - started) * 1000)

    threads = [threading.Thread(target=send_queries) for _ in range(CONNECTIONS)]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / (perf_counter() - began), quantiles(times, n=20)[-1]


DATABASE_TIMES = """
import json
from statistics import median, quantiles
from time import perf_counter
from types import SimpleNamespace
from django.db import connection
from apps.accounts.models import User
from apps.core.graphql.batching import mark_batch
from apps.links import feeds
from apps.links.cursors import RankCursor
from apps.links.models import HiddenLink, Link
from apps.links.ranking import compute_ranks, ensure_fresh_ranks
from apps.links.graphql import related
from apps.links.search import search_comments, search_links
from apps.links.comment_tree import get_threads
from apps.links.voting import cast_vote

reader = User.objects.get(handle="reader7")
# A user who has hidden many links, including the first of the front page.
HiddenLink.objects.bulk_create(
    HiddenLink(user=reader, link=link) for link in Link.objects.order_by("-rank", "-pk")[:3_000:3]
)
info = SimpleNamespace(context=SimpleNamespace(user=reader))
began = perf_counter()
active_from = ensure_fresh_ranks()
results = [("all live ranks, first computation", (perf_counter() - began) * 1000, 0.0, 0)]
frozen = Link.objects.filter(rank__lt=0)
place = 300_000 if frozen.count() > 400_000 else frozen.count() // 2
deep = frozen.order_by("-rank", "-pk")[place]
cursor = RankCursor(rank=deep.rank, key=deep.pk, active_from=active_from).encode()

def shown(page):
    for link in mark_batch(page.rows):
        related.load_user(link, "posted_by_id"), related.has_voted(link, info)

newest = Link.objects.order_by("-pk")[0]
titles = list(Link.objects.order_by("pk").values_list("title", flat=True)[:50])
words = [w for title in titles for w in title.lower().split()]
from collections import Counter
from apps.links.models import SearchEntry
def matches(text):
    from apps.links.search import _query
    return SearchEntry.objects.filter(comment=None, vector=_query(text)).count()
counted = sorted((matches(w), w) for w in set(words))
rare, middle, often = counted[0][1], counted[len(counted) // 2][1], counted[-1][1]
misspelled = middle[:2] + middle[3] + middle[2] + middle[4:]
two = f"{often} {middle}"
someone = iter(User.objects.filter(handle__startswith="reader").order_by("-pk")[:500])

operations = {
    "front page, author, counts, my votes": lambda: shown(feeds.top(first=30, viewer=reader)),
    "the same, page 10,000": lambda: shown(feeds.top(first=30, after=cursor, viewer=reader)),
    "new": lambda: shown(feeds.new(first=30, viewer=reader)),
    "best": lambda: shown(feeds.best(first=30, viewer=reader)),
    f"search: a rare word ({counted[0][0]})": lambda: search_links(text=rare, first=30),
    f"search: a word ({matches(middle)})": lambda: search_links(text=middle, first=30),
    f"search: a common word ({counted[-1][0]})": lambda: search_links(text=often, first=30),
    f"search: two words ({matches(two)})": lambda: search_links(text=two, first=30),
    "search: misspelled": lambda: search_links(text=misspelled, first=30),
    "search: comments, a word": lambda: search_comments(text=middle, first=30),
    "search: comments, a common word": lambda: search_comments(text=often, first=30),
    "search: the tutorial's, a part of a word": lambda: list(
        __import__("apps.links.search").links.search.links_containing(middle[1:]).order_by("-pk")[:30]),
    "a thread of 1,000": lambda: get_threads(links=[newest], first=1000),
    "a vote with its rank": lambda: cast_vote(user=next(someone), link_id=newest.pk),
}
spent, queries = 0.0, 0

def timed(execute, *query):
    global spent, queries
    started = perf_counter()
    try:
        return execute(*query)
    finally:
        spent += perf_counter() - started
        queries += 1

with connection.execute_wrapper(timed):
    for name, operation in operations.items():
        operation()
        times = []
        for _ in range(60):
            ensure_fresh_ranks()
            spent, queries = 0.0, 0
            operation()
            times.append(spent * 1000)
        results.append((name, median(times), quantiles(times, n=20)[-1], queries))
began = perf_counter()
compute_ranks()
results.append(("all live ranks, second computation", (perf_counter() - began) * 1000, 0.0, 0))
print(json.dumps(results))
"""
CONCURRENT_VOTES = """
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from django.db import connections
from apps.accounts.models import User
from apps.links.models import Link, Vote
from apps.links.voting import cast_vote

link = Link.objects.order_by("-pk")[1]
before = link.score
voters = list(User.objects.filter(handle__startswith="reader").order_by("pk")[:10_000:50])
Vote.objects.filter(link=link, user__in=voters).delete()
Link.objects.filter(pk=link.pk).update(score=Vote.objects.filter(link=link).count())
link.refresh_from_db()
before = link.score

def cast(voter):
    cast_vote(user=voter, link_id=link.pk)
    connections.close_all()

began = perf_counter()
with ThreadPoolExecutor(20) as pool:
    list(pool.map(cast, voters))
took = perf_counter() - began
link.refresh_from_db()
assert link.score == before + len(voters) == Vote.objects.filter(link=link).count()
print(f"\\n{len(voters)} votes at once on one link: none lost, {took:.1f} s")
"""


if __name__ == "__main__":
    main()
