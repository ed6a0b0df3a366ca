from backend.rules.table import Row, Table


class Words(Row):
    customer: str
    visitor: str


WORDS = Table("desk/words.yml", Words)
