import asyncio
from datetime import timedelta

import jwt
import pytest
from fakes import SECRET, Service

from backend.clock import now

Claims = dict[str, object]


def signed(secret: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    usual: Claims = {"sub": "u-1", "name": "林晓梅", "exp": now() + timedelta(minutes=10)}
    return jwt.encode({k: v for k, v in (usual | claims).items() if v}, secret, algorithm=algorithm)


async def test_a_signed_customer_comes_back_to_the_open_conversation(service: Service) -> None:
    first = await service.open(identity=signed())
    again = await service.open(identity=signed())
    other = await service.open(identity=signed(sub="u-2"))
    assert first.conversation_id == again.conversation_id != other.conversation_id
    assert first.token != again.token


async def test_simultaneous_first_visits_open_one_conversation(service: Service) -> None:
    opened = await asyncio.gather(*(service.open(identity=signed()) for _ in range(10)))
    assert len({customer.conversation_id for customer in opened}) == 1


async def test_a_token_resumes_its_conversation(service: Service) -> None:
    first = await service.open()
    response = await first.post("/sessions", {})
    assert (await response.json())["conversation_id"] == first.conversation_id
    assert (await service.open()).conversation_id != first.conversation_id


@pytest.mark.parametrize(
    "identity",
    [
        "",
        "nonsense",
        signed(secret="somebody else" * 5),
        signed(exp=now() - timedelta(minutes=2)),
        signed(exp=now() + timedelta(hours=2)),
        signed(exp=None),
        signed(sub=None),
        signed(sub="x" * 65),
        signed(sub="a\x00b"),
        signed(algorithm="HS512"),
        jwt.encode({"sub": "u-1", "exp": now() + timedelta(minutes=5)}, None, algorithm="none"),
    ],
    ids=[
        "empty",
        "nonsense",
        "foreign secret",
        "run out",
        "good for too long",
        "without an end",
        "without a subject",
        "long subject",
        "NUL in the subject",
        "other algorithm",
        "unsigned",
    ],
)
async def test_a_doubtful_identity_is_refused(service: Service, identity: str) -> None:
    response = await service.http.post("/api/v1/sessions", json={"identity": identity})
    assert response.status == 401
    assert (await response.json())["error"]["code"] == "invalid_identity"


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic abc", "Bearer 中"])
async def test_calls_without_a_valid_token_are_refused(
    service: Service, header: str | None
) -> None:
    headers = {"Authorization": header} if header else {}
    for method, path in (("GET", "/messages"), ("POST", "/messages"), ("GET", "/orders")):
        response = await service.http.request(method, f"/api/v1{path}", headers=headers)
        assert response.status == 401


async def test_one_customer_sees_nothing_of_another(
    service: Service,
) -> None:
    first, second = await service.open(), await service.open()
    await first.send("只给我看")
    assert (await second.read())["messages"] == []


async def test_an_order_list_asks_for_a_signed_in_customer(service: Service) -> None:
    assert (await (await service.open()).get("/orders")).status == 403
    response = await (await service.open(identity=signed())).get("/orders")
    assert (response.status, await response.json()) == (200, {"orders": []})
