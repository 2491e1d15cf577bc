from django.urls import path
from django.views.decorators.cache import cache_control

from apps.links.views.rss import CommentsRss, LinksRss

# Feed readers poll often.
cached = cache_control(public=True, max_age=300)
links = cached(LinksRss())

urlpatterns = [
    path("links/rss/comments/", cached(CommentsRss()), name="rss-comments"),
    path("links/rss/<str:which>/", links, name="rss"),
    path("links/rss/site/<str:site>/", links, name="rss-site"),
    path("links/rss/by/<str:username>/", links, name="rss-person"),
]
