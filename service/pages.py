"""The built web parts: the widget for host sites, the staff console, and the demo shop page."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from backend.errors import NotFound


def add(app: web.Application, web_dir: Path, *, demo: bool) -> None:
    app.router.add_get("/widget/{path:.*}", _Folder(web_dir / "widget").show)
    app.router.add_get("/console", _to("/console/"))
    app.router.add_get("/console/{path:.*}", _Folder(web_dir / "console").show)
    if demo:
        app.router.add_get("/", _to("/demo/"))
        app.router.add_get("/demo", _to("/demo/"))
        app.router.add_get("/demo/{path:.*}", _Folder(web_dir / "demo").show)


class _Folder:
    """Files below one folder. Looked up at each request: the build may come after the start."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def show(self, request: web.Request) -> web.StreamResponse:
        try:
            path = (self._root / (request.match_info["path"] or "index.html")).resolve()
            found = path.is_relative_to(self._root.resolve()) and path.is_file()
        except (OSError, ValueError) as error:  # a name no file system takes
            raise NotFound from error
        if not found:
            raise NotFound
        # The assets' names carry a hash of their content; everything else may change at any time.
        lasting = "/assets/" in request.path
        return web.FileResponse(
            path,
            headers={
                "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache"
            },
        )


def _to(address: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def redirect(_request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(address)

    return redirect
