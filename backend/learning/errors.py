"""Expected failures of training and promoting."""

from backend.errors import Conflict, Unavailable


class TrainingUnderWay(Conflict):
    """One at a time."""

    code = "training_under_way"


class NotPromotable(Conflict):
    """It is not ready, or another was promoted at the same moment."""

    code = "not_promotable"


class NothingBefore(Conflict):
    """No model was in use before this one."""

    code = "nothing_before"


class TrainingUnavailable(Unavailable):
    """The engine's environment is not on this machine."""

    code = "training_unavailable"
