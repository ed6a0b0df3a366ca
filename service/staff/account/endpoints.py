"""Signing in and out, and one's own presence, password and sessions."""

from datetime import datetime, timedelta

from aiohttp import web
from pydantic import Field

from backend.database import reading, transaction
from backend.staff import attempts, audit, members, passwords, sessions
from backend.staff.attempts import Attempt, Limits
from backend.staff.errors import BadCredentials
from backend.staff.models import Presence, Role
from backend.staff.sessions import Device
from service.http import Nothing, Schema
from service.middleware import address
from service.staff.access import BASE, COOKIE, OPEN, StaffCall, StaffEndpoint
from service.staff.account.schemas import Me, me
from service.staff.schemas import Listed

PER_ADDRESS = 4
"""Attempts of one address for each of one account: a team may share an address."""


class Login(Schema):
    username: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=200)


class SetPresence(Schema):
    presence: Presence


class ChangePassword(Schema):
    old: str = Field(max_length=200)
    new: str = Field(max_length=200)


class SessionView(Schema):
    id: str
    created_at: datetime
    last_seen_at: datetime
    address: str
    agent: str
    current: bool


class Sessions(Listed):
    sessions: list[SessionView]


async def login(call: StaffCall[Login]) -> web.StreamResponse:
    """The attempt is counted and committed first, so that parallel guesses never pass the cap."""
    settings = call.services.settings
    here = address(call.request, settings.trusted_proxies)
    attempt = Attempt(members.normal(call.args.username), here)
    limits = Limits(settings.login_attempts, settings.login_attempts * PER_ADDRESS)
    async with transaction(call.database) as session:
        seconds = await attempts.spend(session, attempt, limits)
    attempts.refuse(seconds)
    async with reading(call.database) as session:
        member = await members.by_username(session, attempt.username)
    right = await passwords.matches(member.password_hash if member else None, call.args.password)
    if member is None or not right or member.disabled:
        raise BadCredentials
    device = Device(here, call.request.headers.get("User-Agent", ""))
    life = timedelta(hours=settings.staff_session_hours)
    async with transaction(call.database) as session:
        await attempts.sweep(session, limits)
        await attempts.forget(session, attempt)
        await sessions.sweep(session, member.id)
        token = sessions.issue(session, member, device, life)
        audit.record(session, member.id, "login", f"member:{member.id}", {"address": here})
        answer = await me(session, member.id)
    response = web.json_response(text=answer.model_dump_json())
    response.set_cookie(
        COOKIE,
        token,
        path=BASE,
        httponly=True,
        samesite="Strict",
        secure=call.request.headers["Origin"].startswith("https:"),
        max_age=int(life.total_seconds()),
    )
    return response


async def logout(call: StaffCall[Nothing]) -> web.StreamResponse:
    async with transaction(call.database) as session:
        await sessions.end(session, call.member.id, call.member.session_id)
        idle = timedelta(minutes=call.services.settings.staff_idle_minutes)
        if not await sessions.of_member(session, call.member.id, idle):
            await members.set_presence(session, call.member.id, Presence.OFFLINE)
        audit.record(session, call.member.id, "logout", f"member:{call.member.id}")
    response = web.Response(status=204)
    response.del_cookie(COOKIE, path=BASE)
    return response


async def show(call: StaffCall[Nothing]) -> Me:
    async with reading(call.database) as session:
        return await me(session, call.member.id)


async def set_presence(call: StaffCall[SetPresence]) -> Me:
    async with transaction(call.database) as session:
        await members.set_presence(session, call.member.id, call.args.presence)
        answer = await me(session, call.member.id)
    call.services.hub.stir()
    return answer


async def change_password(call: StaffCall[ChangePassword]) -> None:
    """Ends every other session: whoever knew the old password is out."""
    attempt = Attempt(call.member.username, f"session:{call.member.session_id}")
    limits = Limits(call.services.settings.login_attempts, call.services.settings.login_attempts)
    async with transaction(call.database) as session:
        seconds = await attempts.spend(session, attempt, limits)
        member = await members.get(session, call.member.id)
    attempts.refuse(seconds)
    if not await passwords.matches(member.password_hash, call.args.old):
        raise BadCredentials
    fresh = await passwords.hashed(call.args.new)
    async with transaction(call.database) as session:
        (await members.get(session, call.member.id)).password_hash = fresh
        await attempts.forget(session, attempt)
        await sessions.end_all(session, call.member.id, but=call.member.session_id)
        audit.record(session, call.member.id, "password_changed", f"member:{call.member.id}")


async def list_sessions(call: StaffCall[Nothing]) -> Sessions:
    idle = timedelta(minutes=call.services.settings.staff_idle_minutes)
    async with reading(call.database) as session:
        found = await sessions.of_member(session, call.member.id, idle)
    return Sessions(
        sessions=[
            SessionView(
                id=row.id,
                created_at=row.created_at,
                last_seen_at=row.last_seen_at,
                address=row.address,
                agent=row.agent,
                current=row.id == call.member.session_id,
            )
            for row in found
        ]
    )


async def end_session(call: StaffCall[Nothing]) -> None:
    async with transaction(call.database) as session:
        await sessions.end(session, call.member.id, call.path("session_id"))
        audit.record(session, call.member.id, "session_ended", f"member:{call.member.id}")


ENDPOINTS = (
    StaffEndpoint("POST", "/login", OPEN, login, Login),
    StaffEndpoint("POST", "/logout", Role.AGENT, logout),
    StaffEndpoint("GET", "/me", Role.AGENT, show),
    StaffEndpoint("PUT", "/me/presence", Role.AGENT, set_presence, SetPresence),
    StaffEndpoint("POST", "/me/password", Role.AGENT, change_password, ChangePassword),
    StaffEndpoint("GET", "/me/sessions", Role.AGENT, list_sessions),
    StaffEndpoint("DELETE", "/me/sessions/{session_id}", Role.AGENT, end_session),
)
