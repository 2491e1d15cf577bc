"""The list of the security headers of every response.

Used by the settings, Flower, the front end's local servers and CloudFront. Standard library only.
Sources: OWASP, "HTTP Security Response Headers" and "Content Security Policy".
"""

HSTS_SECONDS = 365 * 24 * 3600

POWERFUL_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [
            *(f"{feature}=()" for feature in POWERFUL_FEATURES),
            *(f"{feature}=(self)" for feature in PASSKEYS),
        ]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# Only our own origin may be loaded, connected to or submitted to; no page may be framed.
DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    # Icons in style sheets.
    "img-src": ("'self'", "data:"),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
# The front end's page is static, so it has no nonce, and needs none.
PAGE_DIRECTIVES = {**DIRECTIVES, "script-src": ("'self'",), "style-src": ("'self'",)}
PAGE_POLICY = "; ".join(f"{name} {' '.join(sources)}" for name, sources in PAGE_DIRECTIVES.items())
