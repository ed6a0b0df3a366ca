"""A customer talks in a real house and is then erased: the engine has forgotten them too."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from house import Customer, House

from backend.database import connect
from cli.people import erase
from service.settings import ServiceSettings

pytestmark = pytest.mark.stack


def remembered(file: Path) -> str:
    with closing(sqlite3.connect(file)) as trackers:
        return str(trackers.execute("SELECT * FROM engine_trackers").fetchall())


async def test_an_erased_customer_is_gone_from_the_engine_s_trackers(house: House) -> None:
    trackers = house.folder / "trackers.db"
    customer, other = Customer(house, "forget-me"), Customer(house, "remember-me")
    customer.say("我的快递到哪了")
    other.say("我的快递到哪了")
    assert customer.conversation_id in remembered(trackers)
    settings = ServiceSettings(var_dir=house.folder, tracker_url=f"sqlite:///{trackers}")
    database = connect(f"sqlite+aiosqlite:///{house.database}")
    await erase(database, settings, "forget-me")
    await database.dispose()
    assert customer.conversation_id not in remembered(trackers)
    assert other.conversation_id in remembered(trackers)
