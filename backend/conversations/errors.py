"""Expected failures of conversations."""

from backend.errors import Conflict, YidaError


class ConversationClosed(Conflict):
    code = "conversation_closed"


class ClientIdReused(Conflict):
    """The same client_id came with another body."""

    code = "client_id_reused"


class AlreadyRated(Conflict):
    code = "already_rated"


class LeaseLost(YidaError):
    """Another process, or a person, took the conversation over: the answer is not stored."""

    code = "lease_lost"
