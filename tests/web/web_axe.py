"""What axe finds on a page."""

from pathlib import Path

from playwright.sync_api import Frame, Page

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"


def violations(target: Page | Frame) -> list[str]:
    """As "rule: element"; injected by the test, past the page's own policy."""
    target.evaluate(AXE.read_text())
    found = target.evaluate("axe.run(document).then(result => result.violations)")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
