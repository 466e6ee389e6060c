"""Takes the README's picture of an x-ray: `python -m tests.browser.xray_picture`, in the checkout.

Of a made-up year of Harbour & Pine, which has everything an export can have.
"""

import shutil
import tempfile
from pathlib import Path
from random import Random

from playwright.sync_api import sync_playwright
from tests.browser.conftest import FLAGS
from tests.insight.years import issue, moved, told

from tandem.insight.xray import page_of

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "xray.png"
ITEMS = 520
_WORK = (
    *("Landing page", "Newsletter", "Voucher", "Size guide", "Banner", "Loyalty points", "Basket"),
    *("Product feed", "Consent", "Search", "Gift card", "Store finder", "Returns", "Tracking"),
)
_WHY = ("for spring", "on phones", "for members", "in the shop", "for the sale", "after returns")


def made_up(pick: Random, number: int) -> dict[str, object]:
    """An item that waits for either side, is looked over, and sometimes comes back."""
    made = pick.uniform(4, 700)
    took = min(pick.lognormvariate(2.6, 0.9), made - 0.5)
    finished = made > 60 or pick.random() < 0.5
    day, steps = made, []
    ways = ["In progress", "Waiting for Marketing", "In progress", "IT review"]
    ways += ["In progress", "IT review"] if pick.random() < 0.22 else []
    shares = [pick.uniform(0.3, 1) * (2.2 if "Marketing" in way else 1) for way in (*ways, "")]
    for way, share in zip(ways, shares, strict=False):
        day -= took * share / sum(shares)
        steps.append((day, way))
    done = made - took if finished else None
    if done is not None:
        steps.append((done, "Done"))
    hours = pick.choice([2, 4, 8, 8, 16, 24])
    return moved(
        issue(
            number,
            made,
            done,
            summary=f"{pick.choice(_WORK)} {pick.choice(_WHY)}",
            status={"name": steps[-1][1]},
            priority={
                "name": pick.choices(["Blocker", "High", "Medium", "Low"], [14, 20, 46, 20])[0]
            },
            timeoriginalestimate=hours * 3600,
            timespent=round(hours * 3600 * pick.lognormvariate(0.3, 0.6)) if done else None,
            reporter={"name": "clara"},
        ),
        steps,
    )


def main() -> None:
    """Write the page, and the picture of its beginning."""
    pick = Random(7)
    report = told(made_up(pick, number) for number in range(1, ITEMS + 1))
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(page_of(report, "tandem xray shop.jsonl"), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1060, "height": 1000}, color_scheme="light")
        page.goto(file.as_uri())
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
