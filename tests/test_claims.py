"""The default of each scene shows what the scene claims."""

import pytest

from tests.bench.claims import Claim, claims


@pytest.mark.slow
@pytest.mark.parametrize("claim", [one for one in claims() if not one.slow], ids=lambda claim: claim.scene)
def test_the_default_shows_the_claim(claim: Claim) -> None:
    assert claim.measure(0) >= claim.least, claim.says
