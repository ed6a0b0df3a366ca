from backend.clock import local
from backend.outlets.models import Outlet
from backend.products.models import Product, Stock, Substitute
from backend.seed.tables import CITIES, OUTLET_WORDS, goods
from backend.seed.world import World


def products(world: World) -> list[Product]:
    warehouses = CITIES.data.warehouses
    rows = []
    for row in goods():
        restock_on = local(world.moment + row.restock_in).date() if row.restock_in else None
        main, other = (row.on_hand * 2 // 3, row.on_hand - row.on_hand * 2 // 3)
        rows.append(
            Product(
                sku=row.sku,
                name=row.name,
                category=row.category,
                price_fen=row.price_fen,
                weight_g=row.weight_g,
                no_return_reason=row.no_return_reason,
                stock=[
                    Stock(warehouse=warehouse, on_hand=on_hand, restock_on=restock_on)
                    for warehouse, on_hand in zip(warehouses, (main, other), strict=True)
                ],
            )
        )
    return rows


def substitutes(saved: list[Product]) -> list[Substitute]:
    ids = {product.sku: product.id for product in saved}
    return [
        Substitute(product_id=ids[row.sku], substitute_id=ids[sku], rank=rank)
        for row in goods()
        for rank, sku in enumerate((row.substitutes or "").split(), start=1)
    ]


def outlets(world: World) -> list[Outlet]:
    words = OUTLET_WORDS.data
    return [
        Outlet(
            name=words.name.format(city=city.name, district=district),
            province=city.province,
            city=city.name,
            district=district,
            address=world.address(city, district),
            phone=f"{city.area}-{world.dice.randint(20_000_000, 89_999_999)}",
            hours=world.dice.choice(words.hours),
            services=world.dice.choice(words.services),
        )
        for city in CITIES.data.cities
        for district in city.districts
    ]
