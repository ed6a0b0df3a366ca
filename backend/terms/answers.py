"""The figures that answers to common questions must give, made from the rules.

A text is written by hand, so that it reads well; here every figure of it that a rule decides is put
together anew, and `yida check` reports the text that says otherwise.
"""

from collections.abc import Iterator

import yaml

from backend.claims.rules import CLAIMS, ClaimKind
from backend.clock import local, now
from backend.customers.tiers import TIERS
from backend.duty.rules import DUTY, DayKind, Hours
from backend.quotes.rules import Service, ServiceRow, tariff_on
from backend.quotes.zones import Zone
from backend.returns.models import ReturnKind
from backend.returns.rules import RETURNS
from backend.reviews import topics
from backend.shipments.rules import REQUESTS
from backend.terms.rules import TERMS, Range
from backend.tickets.models import TicketKind
from backend.tickets.rules import TICKETS

Figure = tuple[str, str]
"""(name of the FAQ, words that stand in its answer)"""

WAN = 10_000
EXAMPLE_FEN = (300_000, 1_000_000)
BOX = (60, 40, 40)


def problems() -> list[str]:
    return [
        f"data/nlu/faq/{faq}.yml: the rules say {words}, the answer does not"
        for faq, words in figures()
        if words not in _answer(faq)
    ]


def figures() -> Iterator[Figure]:
    yield from _sending()
    yield from _insurance()
    yield from _volumes()
    yield from _service()
    yield from _keeping()
    yield from _wrong()
    yield from _trade()


def _sending() -> Iterator[Figure]:
    services, terms = tariff_on(local(now()).date()).services, TERMS.data
    express, standard, economy = (
        services[each] for each in (Service.EXPRESS, Service.STANDARD, Service.ECONOMY)
    )
    dearer = [
        fare.first - standard.zones[zone].first
        for zone, fare in express.zones.items()
        if zone in standard.zones
    ]
    collected = f"每天{_hours(terms.pickup.hours)}"
    cut_offs = "、".join(
        f"{each.name}{each.cut_off:%H:%M}前" for each in (economy, express, standard)
    )
    yield "business_hours", f"上门取件和派送：{collected}"
    yield "business_hours", f"{cut_offs}揽收的当天发出"
    yield "business_hours", f"营业网点：多数每天{_hours(terms.outlets.hours)}"
    yield "pickup_scope", f"服务时间为{collected}"
    yield "pickup_scope", f"一般{terms.pickup.within_hours}小时内上门"
    yield "pickup_scope", f"每票加收{_range(terms.pickup.remote_fee_fen)}元"
    yield "expedite_service", f"{services[Service.SAME_CITY].cut_off:%H:%M}前揽收"
    yield "expedite_service", f"比标快高{_range((min(dearer), max(dearer)))}元"
    yield "expedite_service", f"多数城市{_days(express)}"
    yield "service_types", f"{express.name}：航空优先，多数城市{_days(express)}"
    yield "service_types", f"{standard.name}：{_days(standard)}"
    yield "service_types", f"{economy.name}：陆运，{_days(economy)}"
    yield "packaging", f"加打木架（{_yuan(terms.packaging.crate_from_fen)}元起"
    yield "packaging", f"纸箱按大小{_range(terms.packaging.box_fen)}元"
    yield "peak_season", f"每件加收{_yuan(terms.spring_festival_fen)}元"


def _insurance() -> Iterator[Figure]:
    terms = TERMS.data.insurance
    low, high = terms.brackets
    first, second = EXAMPLE_FEN
    yield "insurance", f"{_yuan(low.up_to_fen)}元以内收{_yuan(low.fee_fen)}元"
    yield "insurance", f"以上至{_yuan(high.up_to_fen)}元收{_yuan(high.fee_fen)}元"
    yield "insurance", f"超过{_yuan(high.up_to_fen)}元按{terms.above_percent:g}%"
    yield "insurance", f"{_yuan(first)}元的物品收{_yuan(terms.fee_fen(first))}元"
    yield "insurance", f"{_yuan(second)}元收{_yuan(terms.fee_fen(second))}元"
    yield "insurance", f"每件最高保{_wan(terms.most_by_oneself_fen)}元"
    yield "insurance", f"网点办理，最高{_wan(terms.most_at_outlet_fen)}元"


def _volumes() -> Iterator[Figure]:
    services = tariff_on(local(now()).date()).services
    bulky, express, economy = (
        services[each] for each in (Service.BULKY, Service.EXPRESS, Service.ECONOMY)
    )
    volume = BOX[0] * BOX[1] * BOX[2]
    yield "volumetric_weight", f"{economy.name}除以{economy.divisor}"
    yield "volumetric_weight", f"其他服务都除以{express.divisor}"
    yield "volumetric_weight", f"例如{'×'.join(map(str, BOX))}厘米"
    yield "volumetric_weight", f"{economy.name}的体积重是{volume // economy.divisor}公斤"
    yield "volumetric_weight", f"其他是{volume // express.divisor}公斤"
    yield "large_items", f"{bulky.min_g // 1000}公斤起可以走大件"
    yield "large_items", f"超过{express.max_g // 1000}公斤的只能走大件"
    yield "large_items", f"最重{bulky.max_g // 1000}公斤"
    yield "large_items", f"体积重除以{bulky.divisor}"
    yield "large_items", f"{TERMS.data.carrying.free_kg}公斤以内三楼以下免费"
    yield "large_items", f"每层每件{_yuan(TERMS.data.carrying.floor_fen)}元"
    yield "service_types", f"单件{bulky.min_g // 1000}–{bulky.max_g // 1000}公斤"


def _service() -> Iterator[Figure]:
    hours = DUTY.data.hours
    for kind, name in ((DayKind.WORKING_DAY, "工作日"), (DayKind.DAY_OFF, "周末和节假日")):
        if opened := hours[kind]:
            yield "business_hours", f"{name}{_hours(opened)}"
    for tier, row in TIERS.data.tiers.items():
        yield "membership", f"{tier}级{row.first_reply_minutes}分钟"
        yield "membership", f"{tier}级{row.resolution_hours}"
    statutory = TICKETS.data.kinds[TicketKind.COMPLAINT].statutory_days
    yield "complaint_process", f"自接到投诉之日起{statutory}天"


def _keeping() -> Iterator[Figure]:
    storage = TERMS.data.storage
    step = f"之后每{storage.locker_step_hours}小时{_yuan(storage.locker_step_fen)}元"
    yield "storage_fee", f"驿站：免费保管{storage.station_days}天"
    yield "storage_fee", f"快递柜：免费{storage.locker_free_hours}小时"
    yield "storage_fee", f"{step}，每件最高{_yuan(storage.locker_most_fen)}元"
    yield "storage_fee", f"普通件免费{storage.outlet_days}天"
    yield "storage_fee", f"大件免费{storage.bulky_days}天，从第{storage.bulky_days + 1}天起"
    yield "storage_fee", f"每件每天{_yuan(storage.bulky_day_fen)}元"
    yield "storage_fee", f"最晚可以改到{REQUESTS.data.reschedule.latest_days}天后"


def _wrong() -> Iterator[Figure]:
    claims, terms = CLAIMS.data.on(local(now()).date()).uninsured, TERMS.data
    yield "claim_policy", f"丢失不超过运费的{claims.freight_multiple[ClaimKind.LOSS]}倍"
    yield "claim_policy", f"损坏或短少不超过{claims.freight_multiple[ClaimKind.DAMAGE]}倍"
    yield "claim_policy", f"最高{_yuan(claims.cap_fen)}元"
    yield "claim_policy", f"签收后{terms.claims.report_hours}小时内报损"
    yield "claim_policy", f"生鲜{terms.claims.report_fresh_hours}小时内"
    yield "cold_chain", f"化冻变质请在{terms.claims.report_fresh_hours}小时内"
    yield "claim_policy", f"材料齐全后{terms.claims.review_days}个工作日内"
    yield "claim_policy", f"同意后{terms.claims.paid_days}个工作日内打款"
    yield "return_policy", f"自签收次日起{RETURNS.data.no_reason_days}天内"
    yield "return_policy", f"签收后{RETURNS.data.faulty_days[ReturnKind.REFUND]}天内可退"
    yield "return_policy", f"{RETURNS.data.faulty_days[ReturnKind.EXCHANGE]}天内可换"
    yield "return_policy", f"收到退货后{RETURNS.data.refund_days}天内"
    low, high = terms.after_sales.repair_days
    yield "after_sales", f"签收后{terms.after_sales.install_call_hours}小时内师傅会联系您"
    yield "after_sales", f"上门费{_yuan(terms.after_sales.visit_fee_fen)}元"
    yield "after_sales", f"寄修一般{low}–{high}个工作日"


def _trade() -> Iterator[Figure]:
    cash, terms = TERMS.data.cash_on_delivery, TERMS.data.enterprise
    yield "cod", f"代收金额的{cash.fee_percent}%，每票最低{_yuan(cash.least_fee_fen)}元"
    yield "cod", f"单票最高代收{_wan(cash.most_fen)}元"
    yield "cod", f"签收后{cash.paid_days}个工作日内回款"
    yield "enterprise", f"月运费预计{_yuan(terms.monthly_fen)}元以上"
    yield "enterprise", f"账期{terms.credit_days}天"


def _days(service: ServiceRow) -> str:
    """Between most cities: those that are neither near one another in a province nor remote."""
    near, far = service.zones[Zone.NEAR].days, service.zones[Zone.FAR].days
    return f"{min(near[0], far[0])}–{max(near[1], far[1])}天"


def _hours(hours: Hours) -> str:
    return "–".join(f"{at.hour}:{at.minute:02}" for at in (hours.opens, hours.closes))


def _yuan(fen: int) -> str:
    return f"{fen / 100:g}" if fen < 100 * WAN else f"{fen // 100}"


def _range(fen: Range) -> str:
    return "–".join(map(_yuan, fen))


def _wan(fen: int) -> str:
    return f"{fen // (100 * WAN)}万"


def _answer(faq: str) -> str:
    path = topics.TOPICS / "faq" / f"{faq}.yml"
    responses = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["responses"]
    return str(responses[f"utter_faq/{faq}"][0]["text"])
