//! The site in a real browser: what scripts do, what the browser complains of, what a small screen shows.
//!
//! `docs/check-site` runs it; it needs `chromedriver` and `chromium`. With `APILOOM_SCREENSHOTS` it leaves pictures there.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "docs_support/browser.rs"]
mod browser;
mod docs_support;

use std::path::Path;

use browser::Browser;
use docs_support::{hostile_site, pages, site_of};
use serde_json::json;

#[test]
#[ignore = "needs chromium and chromedriver: docs/check-site"]
fn every_page_is_read_on_every_screen() {
    let site = site_of("spec");
    for (width, height) in [(1440, 1000), (800, 900), (390, 844)] {
        let browser = Browser::start(width, height);
        for page in pages(site.path()) {
            browser.open(&address(site.path(), &page));
            assert_eq!(browser.complaints(), Vec::<String>::new(), "{page}");
            assert_eq!(browser.run("return document.compatMode"), json!("CSS1Compat"), "{page}");
            let fits = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
            assert_eq!(browser.run(fits), json!(true), "{page} is wider than {width}");
            for theme in ["light", "dark"] {
                browser.run(&format!("document.documentElement.dataset.theme = '{theme}'"));
                assert_eq!(browser.run(FAINT), json!([]), "{page} in {theme}");
                browser.picture(&format!("{}-{width}-{theme}", page.replace(['/', '.'], "-")));
            }
        }
        // What is faint is seen.
        browser.run("document.documentElement.style.setProperty('--soft', '#666')");
        assert_ne!(browser.run(FAINT), json!([]));
    }
}

/// WCAG 2.1, 1.4.3: texts that do not stand out 4.5 to 1 from what is behind them.
const FAINT: &str = r"
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const known = new Map();
    const paint = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const numbers = (color) => known.get(color) ?? known.set(color, paint(color)).get(color);
    const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const light = (color) => {
      const [r, g, b] = numbers(color).map(part);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if (numbers(color)[3] === 255) return color;
      }
      return 'white';
    };
    const faint = new Set();
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      const style = getComputedStyle(element);
      if (!own || !element.checkVisibility() || style.clipPath !== 'none' || style.opacity === '0') continue;
      const [a, b] = [light(style.color), light(behind(element))].sort((x, y) => y - x);
      if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(`${element.tagName} ${element.className}: ${element.textContent.slice(0, 30)}`);
    }
    return [...faint];
";

#[test]
#[ignore = "needs chromium and chromedriver: docs/check-site"]
fn the_search_finds_and_leads() {
    let site = site_of("spec");
    let browser = Browser::start(1440, 1000);
    browser.open(&address(site.path(), "index.html"));
    browser.press(&browser.element("body"), "/");
    assert_eq!(browser.run("return document.activeElement.id"), json!("page-search"));
    browser.press(&browser.element("#page-search"), "resume");
    browser.until("return document.querySelector('#page-results a .result-name')?.textContent === 'resume_report'");
    browser.picture("search");
    browser.press(&browser.element("#page-search"), DOWN);
    assert_eq!(browser.run("return document.activeElement.tagName"), json!("A"));
    browser.press(&browser.active(), ENTER);
    browser
        .until("return location.pathname.endsWith('/operations/reports.html') && location.hash === '#resume_report'");
    browser.until("return document.querySelector(':target')?.id === 'resume_report'");

    // From a page in a folder, by an address, and for a field.
    browser.open(&(address(site.path(), "operations/queries.html") + "?q=createdtime"));
    browser.until("return document.querySelectorAll('#page-results a').length > 0");
    let first = browser.run("return document.querySelector('#page-results a').getAttribute('href')");
    assert!(first.as_str().is_some_and(|href| href.starts_with("../schemas/")), "{first}");
    browser.press(&browser.element("#page-search"), ESCAPE);
    assert_eq!(browser.run("return document.querySelector('#page-results').hidden"), json!(true));
    browser.press(&browser.element("#page-search"), " nothing like it");
    browser.until("return document.querySelector('.results-count').textContent === 'Nothing found'");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// `WebDriver` section 17.4.2.
const DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

#[test]
#[ignore = "needs chromium and chromedriver: docs/check-site"]
fn the_theme_is_kept_and_the_menu_opens() {
    let site = site_of("spec");
    let browser = Browser::start(390, 844);
    browser.open(&address(site.path(), "index.html"));
    let background = "return getComputedStyle(document.body).backgroundColor";
    let before = browser.run(background);
    browser.click(&browser.element(".theme"));
    let after = browser.run(background);
    assert_ne!(before, after);
    browser.open(&address(site.path(), "schemas/queries.html"));
    assert_eq!(browser.run(background), after);
    browser.click(&browser.element(".theme"));
    assert_eq!(browser.run(background), before);

    let is_shown = "return document.querySelector('#page-navigation').checkVisibility()";
    assert_eq!(browser.run(is_shown), json!(false));
    browser.click(&browser.element(".menu"));
    assert_eq!(browser.run(is_shown), json!(true));
    assert_eq!(browser.run("return document.querySelector('.menu').ariaExpanded"), json!("true"));
    let covers = "return document.querySelector('#page-navigation').getBoundingClientRect().bottom === innerHeight";
    assert_eq!(browser.run(covers), json!(true));
    browser.picture("menu");
    browser.click(&browser.element("#page-navigation a"));
    browser.until("return location.pathname.endsWith('/index.html')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs chromium and chromedriver: docs/check-site"]
fn nothing_is_lost_without_scripts() {
    let site = site_of("spec");
    let browser = Browser::start_without_scripts(390, 844);
    browser.open(&address(site.path(), "operations/queries.html"));
    assert_eq!(browser.run("return document.documentElement.classList.contains('scripted')"), json!(false));
    for (selector, is_shown) in
        [("#page-navigation", true), ("#try_query", true), (".search", false), (".theme", false)]
    {
        let script = format!("return document.querySelector('{selector}').checkVisibility()");
        assert_eq!(browser.run(&script), json!(is_shown), "{selector}");
    }
    browser.picture("without-scripts");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
#[ignore = "needs chromium and chromedriver: docs/check-site"]
fn hostile_texts_run_nothing() {
    let site = hostile_site();
    let browser = Browser::start(1440, 1000);
    for page in pages(site.path()) {
        browser.open(&(address(site.path(), &page) + "?q=pwned"));
        browser.until("return document.querySelector('.results-count').textContent !== ''");
        assert_eq!(browser.run("return typeof window.pwned"), json!("undefined"), "{page}");
        let foreign = "return document.querySelectorAll('img, iframe, object, embed, form, script:not([src])').length";
        assert_eq!(browser.run(foreign), json!(0), "{page}");
        assert_eq!(browser.complaints(), Vec::<String>::new(), "{page}");
    }
    browser.picture("hostile");
}

fn address(site: &Path, page: &str) -> String {
    format!("file://{}", site.join(page).display())
}
