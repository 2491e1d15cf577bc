from django.urls import path
from rest_framework_simplejwt.views import (
    TokenObtainPairView,
    TokenRefreshView,
    TokenVerifyView,
)

from apps.accounts import views
from apps.accounts.serializers import SignInSerializer

urlpatterns = [
    path("token/", TokenObtainPairView.as_view(serializer_class=SignInSerializer), name="token"),
    path("token/refresh/", TokenRefreshView.as_view(), name="token-refresh"),
    path("token/verify/", TokenVerifyView.as_view(), name="token-verify"),
    path("session/", views.SessionView.as_view(), name="session"),
    path("session/refresh/", views.SessionRefreshView.as_view(), name="session-refresh"),
    path("users/", views.SignUpView.as_view(), name="sign-up"),
    path("users/me/", views.MeView.as_view(), name="me"),
    path("socket-tickets/", views.SocketTicketView.as_view(), name="socket-tickets"),
]
