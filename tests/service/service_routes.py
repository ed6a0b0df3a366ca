"""The customer API's routes, as (prefix, endpoint)."""

from service.api import endpoints
from service.http import AnyEndpoint

ROUTES: list[tuple[str, AnyEndpoint]] = [
    (prefix, endpoint) for prefix, group in endpoints(demo=False) for endpoint in group
]
SIGNED = [route for route in ROUTES if route[1].signed]
UNSIGNED = [route for route in ROUTES if not route[1].signed]
