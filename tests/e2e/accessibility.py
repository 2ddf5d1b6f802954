"""What browser tests find wrong with a screen: axe's findings and whatever sticks out of it."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
FULL = {"resultTypes": ["violations"], "preload": False}
# In another colour scheme nothing else can differ.
COLOURS = FULL | {"runOnly": ["color-contrast"]}


@dataclass(frozen=True)
class Foreign:
    """One rule that a part of Wagtail's own markup breaks, and why we leave it."""

    rule: str
    selector: str
    why: str


FOREIGN = (
    Foreign(
        "aria-input-field-name",
        ".public-DraftEditor-content",
        "Draftail names its editing area by a placeholder only and offers no option for a name",
    ),
    Foreign(
        "label",
        "[data-streamfield-list-container] input",
        "Wagtail gives the single inputs of a list no label; the list's own stands above them",
    ),
    Foreign(
        "aria-allowed-role",
        "#listing-results h2[role=alert]",
        "Wagtail announces the number of matches in a heading, spoken all the same",
    ),
    Foreign(
        "scrollable-region-focusable",
        ".w-minimap__list",
        "Wagtail's minimap repeats the headings of the form, which the keyboard reaches there",
    ),
)

# Half-faded things have no colour of their own yet; what turns for ever is not waited for.
_SETTLE = """() => Promise.all(document.getAnimations()
    .filter(({ playState, effect }) =>
        playState === "running" && effect.getComputedTiming().endTime !== Infinity)
    .map(animation => animation.finished.catch(() => null)))"""

_RUN_AXE = """async ([options, foreign]) => {
    const { violations } = await axe.run(options);
    const isForeign = (rule, target) => foreign.some(([id, selector]) =>
        id === rule && document.querySelector(target)?.matches(selector));
    return violations.flatMap(({ id, nodes }) => nodes
        .map(node => String(node.target))
        .filter(target => !isForeign(id, target))
        .map(target => `${id}: ${target}`));
}"""

# An element counts as cut off when no box around it lets a person scroll to it. Wagtail's minimap
# and buttons at a field wait beside it on purpose and come in when pointed at.
_STICKING_OUT = """() => {
    const scrolls = box => ["auto", "scroll"].includes(getComputedStyle(box).overflowX)
        && box.scrollWidth > box.clientWidth;
    const isReachable = element => {
        for (let box = element; box !== document.body; box = box.parentElement)
            if (scrolls(box)) return true;
        return false;
    };
    const isShown = element => element.checkVisibility({ visibilityProperty: true });
    const waiting = ".w-minimap, .w-field__comment-button, .Draftail-BlockToolbar";
    return [...document.querySelectorAll("body *")]
        .filter(element => {
            if (element.closest(waiting)) return false;
            const { left, right, width, height } = element.getBoundingClientRect();
            return width > 1 && height > 1 && (right > innerWidth + 1 || left < -1)
                && isShown(element) && !isReachable(element);
        })
        .map(element => `cut off: ${element.outerHTML.slice(0, 120)}`)
        .slice(0, 3);
}"""


def findings(page, options=FULL):
    """Everything wrong with the page as it is now, as lines to read."""
    if not page.evaluate("window.hasAxeOfTests"):  # Wagtail's editor brings another axe
        page.evaluate(AXE)
        page.evaluate("window.hasAxeOfTests = true")
    page.evaluate(f"({_SETTLE})().then(() => null)")
    foreign = [(one.rule, one.selector) for one in FOREIGN]
    found = page.evaluate(_RUN_AXE, [options, foreign])
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if page.evaluate(width) > 0:
        found.append("the page scrolls sideways")
    return [*found, *page.evaluate(_STICKING_OUT)]
