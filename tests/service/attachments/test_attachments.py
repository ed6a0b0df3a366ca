from io import BytesIO

import pytest
from aiohttp import FormData
from fakes import Customer, FakeEngine, Service

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


async def upload(customer: Customer, data: bytes, name: str = "破损.png") -> tuple[int, dict]:
    form = FormData()
    form.add_field("file", BytesIO(data), filename=name, content_type="image/png")
    response = await customer.http.post("/api/v1/attachments", data=form, headers=customer.headers)
    return response.status, await response.json()


async def test_an_upload_can_be_sent_and_seen_again(service: Service, engine: FakeEngine) -> None:
    customer = await service.open()
    status, stored = await upload(customer, PNG)
    assert (status, stored["media_type"], stored["size"]) == (201, "image/png", len(PNG))
    body = {"client_id": "a", "attachments": [stored["id"]]}
    assert (await customer.post("/messages", body)).status == 202
    said = await customer.settled()
    assert said[0]["attachments"] == [stored]
    assert engine.asked[0]["metadata"]["attachments"] == [stored]
    shown = await customer.get(f"/attachments/{stored['id']}")
    assert (await shown.read(), shown.content_type) == (PNG, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("attachment_id", ["{foreign}", "0" * 32, "..%2f..%2fyida.db"])
async def test_foreign_and_missing_attachments_read_alike(
    service: Service, attachment_id: str
) -> None:
    _, stored = await upload(await service.open(), PNG)
    response = await (await service.open()).get(
        "/attachments/" + attachment_id.format(foreign=stored["id"])
    )
    assert response.status == 404
    assert (await response.json())["error"]["code"] == "not_found"


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"MZ\x90", b"RIFF0000WAVE"])
async def test_only_images_and_pdf_are_taken_whatever_they_call_themselves(
    service: Service, data: bytes
) -> None:
    status, answer = await upload(await service.open(), data)
    assert (status, answer["error"]["code"]) == (415, "unsupported_file")


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0", b"GIF89a..", b"RIFF0000WEBPVP8 ", b"%PDF-1.7"],
)
async def test_the_other_kinds_are_taken(service: Service, data: bytes) -> None:
    assert (await upload(await service.open(), data))[0] == 201


async def test_a_file_over_eight_megabytes_is_refused(service: Service) -> None:
    status, answer = await upload(await service.open(), PNG + b"\x00" * 8 * 1024 * 1024)
    assert (status, answer["error"]["code"]) == (413, "too_large")


async def test_a_body_that_is_no_upload_is_refused(service: Service) -> None:
    customer = await service.open()
    assert (await customer.post("/attachments", {})).status == 400
