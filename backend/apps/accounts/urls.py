from django.urls import path

from apps.accounts.views import (
    admin_session,
    archives,
    deletion,
    open_sessions,
    passkeys,
    passwords,
    reauthentication,
    second_factor,
    security_events,
    sessions,
    sign_up,
    social,
    tokens,
    users,
    websocket_tickets,
)

urlpatterns = [
    # A browser's session
    path("session/", sessions.SessionView.as_view(), name="session"),
    path("session/refresh/", sessions.SessionRefreshView.as_view(), name="session-refresh"),
    path("session/second-factor/", sessions.SecondFactorSignInView.as_view()),
    path("session/passkey/options/", sessions.PasskeyOptionsView.as_view()),
    path("session/passkey/", sessions.PasskeySignInView.as_view()),
    # Plain tokens
    path("token/", tokens.TokenView.as_view(), name="token"),
    path("token/second-factor/", tokens.TokenSecondFactorView.as_view()),
    path("token/refresh/", tokens.TokenRefreshView.as_view(), name="token-refresh"),
    path("token/revoke/", tokens.TokenRevokeView.as_view()),
    path("token/verify/", tokens.TokenVerifyView.as_view(), name="token-verify"),
    # The user's sessions and security events
    path("sessions/", open_sessions.OpenSessionsView.as_view()),
    path("sessions/<uuid:session_id>/", open_sessions.OpenSessionView.as_view()),
    path("security-events/", security_events.SecurityEventsView.as_view()),
    path("socket-tickets/", websocket_tickets.SocketTicketView.as_view(), name="socket-tickets"),
    path("admin-session/", admin_session.AdminSessionView.as_view(), name="admin-session"),
    # The account
    path("users/", sign_up.SignUpView.as_view(), name="sign-up"),
    path("users/confirm/", sign_up.ConfirmSignUpView.as_view()),
    path("users/confirm-email/", users.ConfirmEmailView.as_view()),
    path("users/keep-account/", deletion.KeepAccountView.as_view()),
    path("users/undo-email/", users.UndoEmailView.as_view()),
    path("users/me/", users.MeView.as_view(), name="me"),
    path("users/me/confirmation/", reauthentication.ConfirmationView.as_view()),
    path("users/me/email/", users.EmailView.as_view()),
    path("users/me/password/", passwords.PasswordView.as_view()),
    path("users/me/deletion/", deletion.DeletionView.as_view(), name="deletion"),
    path("archives/", archives.ArchivesView.as_view(), name="archives"),
    path("archives/<uuid:pk>/", archives.ArchiveView.as_view(), name="archive"),
    path("archives/<uuid:pk>/cancel/", archives.ArchiveCancellationView.as_view()),
    path("password-resets/", passwords.PasswordResetView.as_view()),
    path("password-resets/confirm/", passwords.ConfirmPasswordResetView.as_view()),
    # Second factor and passkeys
    path("second-factor/", second_factor.SecondFactorView.as_view()),
    path("second-factor/totp/", second_factor.TotpView.as_view()),
    path("second-factor/totp/confirm/", second_factor.ConfirmTotpView.as_view()),
    path("second-factor/recovery-codes/", second_factor.RecoveryCodesView.as_view()),
    path("passkeys/", passkeys.PasskeysView.as_view()),
    path("passkeys/options/", passkeys.NewPasskeyOptionsView.as_view()),
    path("passkeys/<uuid:pk>/", passkeys.PasskeyView.as_view()),
    # Social sign-in
    path("social/", social.SocialView.as_view(), name="social"),
    path("social/<slug:backend>/begin/", social.SocialBeginView.as_view(), name="social-begin"),
    path("social/<slug:backend>/", social.SocialFinishView.as_view(), name="social-finish"),
    path("social-accounts/", social.SocialAccountsView.as_view(), name="social-accounts"),
    path(
        "social-accounts/<slug:backend>/",
        social.SocialAccountView.as_view(),
        name="social-account",
    ),
]
