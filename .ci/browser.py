"""Browser tests of the served pages. Called by browser.sh: browser.py ADDRESS CHROMIUM AXE [PICTURES]."""

import json
import pathlib
import re
import sys

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

ADDRESS, CHROMIUM, AXE, PICTURES = sys.argv[1:5]
PAIR = "/compare/openai:o4-mini/meta:llama-3.2-1b"
PAGES = {
    "home": "/",
    "models": "/models",
    "models-columns": "/models?columns=lab,input,output,month&sort=-month",
    "model": "/model/meta/llama-3.2-1b",
    "providers": "/providers",
    "provider": "/provider/fireworks-ai",
    "benchmarks": "/benchmarks",
    "benchmark": "/benchmark/epoch/gpqa-diamond",
    "compare": PAIR,
    "choose": "/compare",
    "three": "/compare/openai:o4-mini/meta:llama-3.2-1b/arcee-ai:trinity-large-thinking",
    "search": "/search?q=gpqa",
    "pick": "/pick?needs=vision&context=200k&benchmark=epoch/gpqa-diamond",
    "explained": "/pick?context=500k&explain=gpt-5-mini@openai",
    "changes": "/changes?since=2026-09-01&kind=price",
    "sources": "/sources",
    "api": "/api",
    "missing": "/nothing",
}
SNAPSHOTS = pathlib.Path(__file__).parent / "browser"
failures = []


def check(is_true, what):
    print(("ok   " if is_true else "FAIL ") + what)
    if not is_true:
        failures.append(what)


def watched(context):
    """A page that reports whatever the console, the network or a script complains of."""
    page = context.new_page()
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.faults.append(f"leaves the site: {request.url}")
            if not request.url.startswith((ADDRESS, "data:")) else None)
    return page


def quiet(page, name):
    faults = [fault for fault in page.faults if "404 (Not Found)" not in fault or name != "missing"]
    check(not faults, f"{name}: nothing complains {faults[:3] if faults else ''}")


def every_page(browser):
    """Each page at both widths, light and dark: no complaint, no sideways scrolling, no axe violation."""
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=False)
            for name, path in PAGES.items():
                page = watched(context)
                answer = page.goto(ADDRESS + path)
                check(answer.status == (404 if name == "missing" else 200), f"{name} {width} {scheme}: status {answer.status}")
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                check(wide <= 0, f"{name} {width} {scheme}: does not scroll sideways ({wide})")
                quiet(page, name)
                if PICTURES:
                    page.screenshot(path=f"{PICTURES}/{name}-{width}-{scheme}.png", full_page=name not in ("models", "provider"))
                page.close()
            context.close()
            # Colours by the scheme, sizes by the width: two of the four combinations hold every rule.
            if (width, scheme) not in ((1280, "light"), (390, "dark")):
                continue
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
            for name, path in PAGES.items():
                page = context.new_page()
                page.goto(ADDRESS + path)
                page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
                page.add_script_tag(path=AXE)
                found = page.evaluate("axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
                short = [f"{one['id']}: {one['nodes'][0]['html'][:120]} ({len(one['nodes'])})" for one in found["violations"]]
                check(not short, f"{name} {width} {scheme}: axe finds nothing {short}")
                page.close()
            context.close()


def journey(browser):
    """Search to comparison to another workload to the shared address."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = watched(context)
    page.goto(ADDRESS + "/")
    page.fill("#q", "lama 3.2 1b")
    page.wait_for_selector(".suggestions li")
    check("Llama 3.2 1B" in page.inner_text(".suggestions"), "a misspelt name is suggested")
    page.keyboard.press("ArrowDown")
    check(page.get_attribute("#q", "aria-activedescendant") is not None, "the suggestion is announced")
    page.keyboard.press("Enter")
    page.wait_for_url("**/model/**")
    check("/model/meta/llama-3.2-1b" in page.url, f"it leads to its page: {page.url}")
    page.fill("#other", "o4-mini")
    page.keyboard.press("Escape")
    page.click("form.add button")
    page.wait_for_url("**/compare/**")
    check(page.url.endswith("/compare/meta:llama-3.2-1b/openai:o4-mini"), f"a form leads to the comparison: {page.url}")
    before = page.inner_text("#monthly-cost")
    page.fill("input[name=input]", "8M")
    page.wait_for_url("**input=8M**")
    page.wait_for_selector("main:not([data-busy])")
    after = page.inner_text("#monthly-cost")
    check(before != after, "the monthly cost is recalculated at once")
    shared = page.url
    other = watched(browser.new_context())
    other.goto(shared)
    check(other.inner_text("#monthly-cost") == after, "the shared address shows the same")
    check(other.input_value("input[name=input]") == "8M", "and the same workload")
    page.fill("input[name=input]", "-5")
    page.locator("[data-status]", has_text="negative").wait_for()
    check(True, "a wrong amount is explained")
    page.focus("sup a")
    page.wait_for_selector(".claim")
    check(len(page.inner_text(".claim")) > 20, "a number shows its claims beside it")
    page.keyboard.press("Escape")
    check(page.query_selector(".claim") is None, "Escape hides them")
    quiet(other, "shared")
    faults = [fault for fault in page.faults if "400 (Bad Request)" not in fault]
    check(not faults, f"journey: nothing complains {faults[:3]}")
    context.close()


def without_scripts(browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(ADDRESS + PAIR)
    page.fill("input[name=output]", "10M")
    page.click("form.question button[type=submit]:not([name])")
    check("output=10M" in page.url and "model=" not in page.url, f"without scripts the form leads to the address: {page.url}")
    check("10M" in page.inner_text("#monthly-cost"), "and the page is complete")
    page.goto(ADDRESS + "/models")
    page.click("th a:has-text('Routes')")
    check("sort=-routes" in page.url, "lists are sorted by links")
    page.fill("#q", "o4-mini")
    page.press("#q", "Enter")
    check(page.url.endswith("/model/openai/o4-mini"), "search leads to what is meant")
    page.goto(ADDRESS + PAIR)
    check(not page.is_visible("[data-copy]"), "buttons that need a script are not shown")
    context.close()


def keyboard_and_tree(browser):
    """The accessibility tree of the comparison, as a snapshot; the first stop of Tab skips to the text."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(ADDRESS + PAIR)
    page.keyboard.press("Tab")
    check(page.evaluate("document.activeElement.className") == "skip", "Tab first offers to skip to the text")
    tree = page.locator("form.question").aria_snapshot() + "\n" + page.locator("#headline").aria_snapshot() + "\n"
    headings = page.eval_on_selector_all("h1, h2, h3", "(all) => all.map((one) => one.tagName + ' ' + one.textContent)")
    tree += "\n".join(headings) + "\n"
    path = SNAPSHOTS / "compare.tree"
    if not path.exists():
        SNAPSHOTS.mkdir(exist_ok=True)
        path.write_text(tree)
        check(False, f"{path} was missing and is written: read and keep it")
    else:
        is_same = path.read_text() == tree
        if not is_same:
            (SNAPSHOTS / "compare.tree.new").write_text(tree)
        check(is_same, "the accessibility tree is as it was read (else see compare.tree.new)")
    levels = [int(heading[1]) for heading in headings]
    check(levels[0] == 1 and all(next_ - one <= 1 for one, next_ in zip(levels, levels[1:])), "headings leave no level out")
    context.close()


def data_and_print(browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(ADDRESS + PAIR)
    data = [json.loads(text) for text in page.eval_on_selector_all("script[type='application/ld+json']", "(all) => all.map((one) => one.textContent)")]
    check(any(one.get("@type") == "FAQPage" and one["mainEntity"] for one in data), "questions are structured data")
    words = page.inner_text("#faq")
    answers = [one["acceptedAnswer"]["text"].split(".")[0] for one in data[0]["mainEntity"]]
    plain = re.sub(r"\s+", " ", re.sub(r"\s\d+(?=[\s.])", " ", words))
    check(sum(answer[:25] in plain for answer in answers) >= len(answers) // 2, "and say what the page says")
    for name in ("og:title", "og:description", "og:url"):
        check(page.query_selector(f"meta[property='{name}']") is not None, f"preview: {name}")
    page.emulate_media(media="print")
    check(not page.is_visible("form.question"), "the form is not printed")
    if PICTURES:
        page.pdf(path=f"{PICTURES}/compare.pdf")
    context.close()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    for part in (journey, without_scripts, keyboard_and_tree, data_and_print, every_page):
        try:
            part(browser)
        except (PlaywrightError, AssertionError) as error:
            check(False, f"{part.__name__} goes through: {str(error).splitlines()[0]}")
    browser.close()

print(f"{len(failures)} failures" if failures else "browser: all passed")
for failure in failures:
    print("  " + failure)
sys.exit(1 if failures else 0)
