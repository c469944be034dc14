"""What an officer does on the pages of a draft, step by step, the way a person does it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.journeys.browser import Visitor


@dataclass(frozen=True)
class Indicator:
    """What is typed about an indicator; an empty baseline ticks "not known"."""

    name_ar: str
    name_en: str
    target: str
    baseline: str = ""


class Drafting:
    """One officer's draft in her browser window."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page

    def start(self) -> None:
        """Begin a draft from the list's own button."""
        self.visitor.open("agreements/")
        self.page.locator(f'main a[href="{self._address("agreements:draft_start")}"]').first.click()
        self.page.locator("main form button[type=submit]").click()
        expect(self.page.locator(".tasks").first).to_be_visible()

    def open_task(self, name: str) -> None:
        """Open a task from the task list, such as "terms" or "legal-basis"."""
        self.page.locator(f'.tasks a[href$="/{name}/"]').click()

    def choose_partner(self, typed: str, expected: str) -> None:
        """Type a city's name, choose it from the list that opens, add it."""
        self.page.locator('input[name="city"]').press_sequentially(typed)
        self.page.get_by_role("option").filter(has_text=expected).first.click()
        self.page.locator('button[name="act"][value="add"]').click()
        expect(self.page.locator("#parties")).to_contain_text(expected)

    def fill_terms(self, *, kind: str, title_ar: str, title_en: str, is_historical: bool = False) -> None:
        """Fill the task "type and dates" but for its dates."""
        self.page.check(f'input[name="is_historical"][value="{"yes" if is_historical else "no"}"]')
        self.page.select_option('select[name="type"]', kind)
        self.page.fill('[name="title_ar"]', title_ar)
        self.page.fill('[name="title_en"]', title_en)

    def add_purpose(self, area: str, statement_ar: str, indicator: Indicator) -> None:
        """Add a purpose with one indicator."""
        self.page.locator('a[href$="/purposes/add/"]').click()
        self.page.fill('[name="statement_ar"]', statement_ar)
        self.page.select_option('select[name="focus_area"]', area)
        if not self.page.locator('[name="indicators-0-name_ar"]').count():
            self.page.locator('button[value="more"]').click()
        self.page.fill('[name="indicators-0-name_ar"]', indicator.name_ar)
        self.page.fill('[name="indicators-0-name_en"]', indicator.name_en)
        if indicator.baseline:
            self.page.fill('[name="indicators-0-baseline"]', indicator.baseline)
        else:
            self.page.check('[name="indicators-0-baseline_unknown"]')
        self.page.fill('[name="indicators-0-target"]', indicator.target)
        self.save()
        expect(self.page.locator(".purpose-text").filter(has_text=statement_ar)).to_be_visible()

    def write_due_diligence(self) -> None:
        """Write something under every heading of the due diligence, from the task list and back to it."""
        self.open_task("due-diligence")
        for box in self.page.locator("main form textarea").all():
            box.fill("لا عوائق معروفة، وقد سُئل المجلس المحلي في المدينتين.")
        self.save()

    def save(self) -> None:
        self.page.locator("main form button.button-main[type=submit]").click()

    def to_tasks(self) -> None:
        self.page.locator("main a.button-plain, main a.button-main").last.click()
        expect(self.page.locator(".tasks").first).to_be_visible()

    def send(self) -> str:
        """Check the answers, send, and read the reference from the confirmation."""
        self.page.locator('.tasks a[href$="/check/"]').click()
        self.save()
        return self.page.locator(".confirmation-reference").inner_text().strip()

    def _address(self, name: str) -> str:
        with translation.override(self.visitor.language):
            return reverse(name)
