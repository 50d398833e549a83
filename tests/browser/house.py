"""The demonstration union behind a real server, and devices that come to it."""

import json
import re
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread

from zhijia.base.testing import CHECKOUT
from zhijia.kernels.access.models import User

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 780}
PICTURES = CHECKOUT / "docs" / "pictures"
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@contextmanager
def served():
    """The address of a server on the database in use."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()
        connections["default"].close()


def ticket(username, address) -> dict:
    """The cookie of somebody who has signed in, for whom signing in is not the point."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}


def hindrances(page) -> list[str]:
    """What axe finds in the way of somebody who cannot see, hear or point."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps(RULES)})")["violations"]
    return [f"{each['id']}: {node['target']} {said(node)}" for each in found for node in each["nodes"][:3]]


def said(node) -> str:
    return re.sub(r"\s+", " ", node.get("failureSummary", ""))[:160]


def too_wide(page) -> list[str]:
    """What sticks out at the side, if anything does: the page must never be pushed sideways."""
    page.wait_for_load_state()
    return page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            const edge = (node) => Math.round(node.getBoundingClientRect().right);
            if (document.documentElement.scrollWidth <= room) return [];
            const shown = [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility());
            const out = shown.filter((node) => edge(node) > room + 1);
            return out.slice(0, 5).map((node) => `${node.tagName}.${node.className} ${edge(node)}`);
        }"""
    )


def photograph(page, path):
    page.evaluate("document.activeElement?.blur()")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")
