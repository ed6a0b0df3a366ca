"""Security headers on every answer."""

from aiohttp import web

from service.wiring import SERVICES

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors "
)
# The console's component library writes its styles at run time; scripts come from files there too.
CONSOLE_POLICY = PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
PAGES = ("/widget/", "/demo")
CONSOLE = "/console"


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """The widget is framed by the host sites that settings name, the rest by nobody."""
    for name, value in COMMON.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(PAGES):
        allowed = request.app[SERVICES].settings.allowed_origins
        framers = (
            " ".join(("'self'", *allowed)) if request.path.startswith("/widget/") else "'none'"
        )
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY + framers)
    elif request.path.startswith(CONSOLE):
        response.headers.setdefault("Content-Security-Policy", CONSOLE_POLICY + "'none'")
    else:
        response.headers.setdefault("Content-Security-Policy", API_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
