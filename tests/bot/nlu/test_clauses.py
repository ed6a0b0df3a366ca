import pytest

from bot.nlu.clauses import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("帮我查一下快递到哪了，顺便开个发票", ["帮我查一下快递到哪了", "顺便开个发票"]),
        ("我要退货 另外帮我催一下工单", ["我要退货", "另外帮我催一下工单"]),
        ("地址写错了，改成杭州市西湖区文三路90号", []),
        ("顺便问一下，几点下班", []),
        ("", []),
    ],
)
def test_only_joining_words_part_a_message(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text)] == parts
