"""Files in a conversation: sent by a member, or shown to one."""

from aiohttp import web

from backend.conversations import attachments
from backend.database import reading, transaction
from backend.desk.errors import NotAssignee
from backend.desk.visibility import act, see
from backend.staff.models import Role
from service.attachments.endpoints import AttachmentStored, file_response, keep
from service.http import Nothing
from service.staff.access import StaffCall, StaffEndpoint
from service.staff.looks import looked


async def upload(call: StaffCall[Nothing]) -> AttachmentStored:
    """Only for the assignee, who alone can send it."""
    conversation_id = call.path("conversation_id")
    async with transaction(call.database) as session:
        _, case = await act(session, call.viewer, conversation_id)
        if case is None or case.assignee_id != call.member.id:
            raise NotAssignee
    return await keep(call.request, call.services, conversation_id)


async def show(call: StaffCall[Nothing]) -> web.StreamResponse:
    async with reading(call.database) as session:
        row = await attachments.anywhere(session, call.path("attachment_id"))
        await see(session, call.viewer, row.conversation_id)
    await looked(call, "attachment_read", f"attachment:{row.id}")
    return file_response(call.services, row)


ENDPOINTS = (
    StaffEndpoint(
        "POST",
        "/conversations/{conversation_id}/attachments",
        Role.AGENT,
        upload,
        status=201,
        upload=True,
    ),
    StaffEndpoint("GET", "/attachments/{attachment_id}", Role.AGENT, show),
)
