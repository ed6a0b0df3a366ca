"""What the answers to questions say in figures is what the rules do."""

from pathlib import Path

import pytest
import yaml

from backend.claims.rules import CLAIMS, ClaimKind
from backend.clock import local, now
from backend.customers.tiers import TIERS
from backend.quotes.rules import Service, tariff_on
from backend.returns.models import ReturnKind
from backend.returns.rules import RETURNS
from backend.shipments.rules import REQUESTS
from backend.tickets.models import TicketKind
from backend.tickets.rules import TICKETS

FAQ = Path(__file__).parents[2] / "data/nlu/faq"


def answer(name: str) -> str:
    responses = yaml.safe_load((FAQ / f"{name}.yml").read_text("utf-8"))["responses"]
    return str(responses[f"utter_faq/{name}"][0]["text"])


def expected() -> list[tuple[str, str]]:
    claims = CLAIMS.data.on(local(now()).date()).uninsured
    services = tariff_on(local(now()).date()).services
    bulky, express, economy = (
        services[each] for each in (Service.BULKY, Service.EXPRESS, Service.ECONOMY)
    )
    box = 60 * 40 * 40
    return [
        ("claim_policy", f"丢失不超过运费的{claims.freight_multiple[ClaimKind.LOSS]}倍"),
        ("claim_policy", f"损坏或短少不超过{claims.freight_multiple[ClaimKind.DAMAGE]}倍"),
        ("claim_policy", f"最高{claims.cap_fen // 100}元"),
        ("return_policy", f"自签收次日起{RETURNS.data.no_reason_days}天内"),
        ("return_policy", f"签收后{RETURNS.data.faulty_days[ReturnKind.REFUND]}天内可退"),
        ("return_policy", f"{RETURNS.data.faulty_days[ReturnKind.EXCHANGE]}天内可换"),
        ("return_policy", f"收到退货后{RETURNS.data.refund_days}天内"),
        ("complaint_process", f"{TICKETS.data.kinds[TicketKind.COMPLAINT].statutory_days}天"),
        ("storage_fee", f"最晚可以改到{REQUESTS.data.reschedule.latest_days}天后"),
        ("volumetric_weight", f"{economy.name}除以{economy.divisor}"),
        ("volumetric_weight", f"其他服务都除以{express.divisor}"),
        ("volumetric_weight", f"{economy.name}的体积重是{box // economy.divisor}公斤"),
        ("volumetric_weight", f"其他是{box // express.divisor}公斤"),
        ("large_items", f"{bulky.min_g // 1000}公斤起可以走大件"),
        ("large_items", f"超过{express.max_g // 1000}公斤的只能走大件"),
        ("large_items", f"最重{bulky.max_g // 1000}公斤"),
        ("large_items", f"体积重除以{bulky.divisor}"),
        *(
            ("membership", f"{tier}级{row.first_reply_minutes}分钟")
            for tier, row in TIERS.data.tiers.items()
        ),
        *(
            ("membership", f"{tier}级{row.resolution_hours}")
            for tier, row in TIERS.data.tiers.items()
        ),
    ]


@pytest.mark.parametrize(("name", "figure"), expected())
def test_the_answer_gives_the_figure_of_the_rules(name: str, figure: str) -> None:
    assert figure in answer(name)
