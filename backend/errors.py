"""Expected failures, typed. Turned once into JSON (service) or into an outcome (actions)."""


class YidaError(Exception):
    """Root of every expected failure.

    `code` is stable and English, for programs; the Chinese words for people live in
    `service/texts/errors.yml`, keyed by it, with the params in braces. `told` names the params that
    an answer carries beside the words.
    """

    code = "internal"
    told: tuple[str, ...] = ()

    def __init__(self, detail: str = "", **params: object) -> None:
        super().__init__(detail or self.code)
        self.params = params


class NotFound(YidaError):
    """Missing, or not the asker's to see: the two must read alike."""

    code = "not_found"


class Conflict(YidaError):
    code = "conflict"


class VersionConflict(Conflict):
    """Somebody else saved it since it was read. `current`: as it is now."""

    code = "version_conflict"
    told = ("current",)


class InvalidInput(YidaError):
    code = "invalid_input"


class Forbidden(YidaError):
    code = "forbidden"


class LockedOut(YidaError):
    """Too many wrong guesses at an identity."""

    code = "locked_out"


class Unavailable(YidaError):
    """A dependency (carrier, database, engine) did not answer in time."""

    code = "unavailable"
