"""What a person does on a page of the app: open it, wait for it, press, read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

CUT = (Path(__file__).parent / "cut.js").read_text("utf-8")
PAGES = Path(__file__).parents[2] / "pages"
# Of the URL; "" is the overview.
PATHS = ("", *sorted(page.stem for page in PAGES.glob("*.py") if page.stem != "overview"))
SETTLED_WITHIN = 30_000  # milliseconds
ANSWERED_WITHIN, STILL = 60_000, 100
# On a deep link Streamlit first asks for its own end points below the page's path, and then at the root.
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)")


@dataclass
class Screen:
    """One browser tab on one site. Keeps what must never happen, for `assert_clean`."""

    page: Page
    url: str
    strangers: list[str] = field(default_factory=list)  # requests that left the machine
    complaints: list[str] = field(default_factory=list)  # errors on the browser's console
    running: bool = False  # whether a run of the script was asked for that has not ended

    def __post_init__(self) -> None:
        self.page.on("websocket", self._listen)
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._note_sent)
        socket.on("framereceived", self._note_received)

    def _note_sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.running = True

    def _note_received(self, frame: str | bytes) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        if message.WhichOneof("type") == "script_finished":
            # one that ended early is followed by another
            self.running = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.strangers.append(request.url)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and not PROBE.fullmatch(urlsplit(response.url).path):
            self.complaints.append(f"{response.status} {response.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):  # see _note_response
            self.complaints.append(message.text)

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def wait(self) -> None:
        """Wait until what was just pressed or typed has been answered: until then the page is that of before.

        The page itself says for a while after a press that nothing runs, and then has old and new side by side.
        """
        patience = ANSWERED_WITHIN
        while self.running:
            assert patience > 0, "the script does not end"
            self.page.wait_for_timeout(STILL)
            patience -= STILL

    def settle(self) -> None:
        """Wait until the script has run and nothing is being drawn; an exception on the page is a failure."""
        self.page.wait_for_timeout(STILL)  # what was sent is heard of meanwhile
        self.wait()
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=SETTLED_WITHIN)
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SETTLED_WITHIN)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SETTLED_WITHIN)
        expect(self.page.get_by_test_id("stException")).to_have_count(0)

    @property
    def main(self) -> Any:
        """The page beside the sidebar, after the answer to what was pressed last."""
        self.wait()
        return self.page.get_by_test_id("stMain")

    @property
    def sidebar(self) -> Any:
        return self.page.get_by_test_id("stSidebar")

    def title(self) -> str:
        return str(self.main.locator("h1").first.inner_text()).strip()

    def overflow(self) -> int:
        """How many pixels of the page lie to the right of the window: 0 where nothing has to be scrolled sideways."""
        script = """() => Math.max(...['stMain', 'stApp'].map(id => {
            const box = document.querySelector(`[data-testid="${id}"]`);
            return box ? box.scrollWidth - box.clientWidth : 0;
        }), document.documentElement.scrollWidth - window.innerWidth)"""
        return int(self.page.evaluate(script))

    def cut(self) -> list[str]:
        """The texts on the screen that cannot be read whole, and how (cut.js)."""
        return list(self.page.evaluate(CUT))

    def grow(self, most: int = 6000) -> None:
        """Make the window as high as the page, so that a picture shows all of it from the top.

        What is as high as a part of the window grows with it: the page is measured until it grows no more.
        """
        while (size := self.page.viewport_size) and size["height"] < most:
            height = min(int(self.main.evaluate("box => box.scrollHeight")), most)
            if height <= size["height"]:
                break
            self.page.set_viewport_size({"width": size["width"], "height": height})
            self.page.wait_for_timeout(500)  # charts are drawn anew for the window
            self.settle()
        self.main.evaluate("box => box.scrollTo(0, 0)")

    def background(self) -> float:
        """How light the page is, 0 (black) to 1 (white)."""
        colour = self.page.get_by_test_id("stApp").evaluate("box => getComputedStyle(box).backgroundColor")
        channels = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        return sum(channels) / 3 / 255

    def assert_clean(self) -> None:
        assert not self.strangers, f"requests left the machine: {self.strangers}"
        assert not self.complaints, f"the browser's console complains: {self.complaints}"
