def normal_value(entity: str, text: str) -> object | None:
    return None
