"""The bytes of attachments: what they are, and where they lie."""

import asyncio
from pathlib import Path

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
MEDIA_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf")


def sniff(data: bytes) -> str | None:
    """The media type by the first bytes; a name or a header may say anything."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _STARTS if data.startswith(start)), None)


class Files:
    """A folder with one file for each attachment, named by its id."""

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "attachments"

    async def save(self, attachment_id: str, data: bytes) -> None:
        await asyncio.to_thread(self._save, attachment_id, data)

    def path(self, attachment_id: str) -> Path:
        return self._folder / attachment_id

    def _save(self, attachment_id: str, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path(attachment_id).write_bytes(data)
