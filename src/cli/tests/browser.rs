//! The page in a real browser: that it opens without an error or a request, and answers mouse and keyboard.
//!
//! Without a browser the tests say so and hold nothing; where `SIM_NEEDS_BROWSER` is set, as in CI, that fails.
//! `SIM_SCREENSHOTS=DIR` leaves pictures of the pages in a folder, to be looked at.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::devtools::{self, Browser};
use super::*;

const HOSTILE: &str = "\"<script>document.title='owned'</script> & <b>bold</b>\"";

fn browser() -> Option<Browser> {
    let Some(program) = devtools::installed() else {
        assert!(std::env::var_os("SIM_NEEDS_BROWSER").is_none(), "there is no browser, and CI must have one");
        // Written past the test harness, which would swallow it.
        let _ =
            std::io::stderr().write_all(b"NO BROWSER HERE (chromium): this test of the page holds nothing\n");
        return None;
    };
    Some(Browser::start(&program))
}

fn founding_report(home: &Path) -> PathBuf {
    assert_eq!(sim(home, &["run", "q152229"]).status.code(), Some(0));
    home.join("reports/q152229/index.html")
}

fn picture(browser: &mut Browser, name: &str) {
    if let Some(folder) = std::env::var_os("SIM_SCREENSHOTS") {
        browser.paint(&Path::new(&folder).join(format!("{name}.png")));
    }
}

#[test]
fn the_page_opens_and_answers_the_mouse_and_the_keyboard() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    browser.open(&founding_report(home.path()), 1280);
    picture(&mut browser, "desktop");

    browser.point_at("#time figure .hit:nth-of-type(2)");
    let tells = |words: &str| format!("!tip.hidden && tip.textContent.includes({words:?})");
    browser.until(&tells("None → Complete: W1, W2, W3"));
    browser.press("Escape");
    browser.until("tip.hidden");

    browser.value("document.querySelector('#time .hit').focus()");
    browser.press("Tab");
    browser.until(&tells("None → Retrying: W4"));

    browser.point_at("#lanes a:has(circle.set)");
    browser.until(&tells("Data Loader\nsets W"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_transcript_can_be_filtered() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    browser.open(&founding_report(home.path()), 1280);
    let shown =
        "[...document.querySelectorAll('.story tbody tr')].filter(r => !r.hidden).map(r => r.textContent)";
    let all = browser.value(&format!("{shown}.length"));
    browser.click("input[name=words]");
    browser.call("Input.insertText", serde_json::json!({"text": "WIREMOVE of w4"}));
    // A result and a notice of expiry on each version.
    browser.until(&format!("{shown}.length == 6 && {shown}.every(line => line.includes('WIREMOVE of W4'))"));
    browser.click("form.filter button");
    browser.until(&format!("{shown}.length == {all}"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_cell_leads_to_its_event_and_marks_what_led_to_it() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    browser.open(&founding_report(home.path()), 1280);
    browser.click("#status tbody:nth-of-type(2) tr:nth-child(4) td a");
    let here = browser.until("document.querySelector('tr.here')?.textContent").to_string();
    assert!(here.contains("sets W5 of S0100001 to Retrying"), "{here}");
    let chain = browser.value("[...document.querySelectorAll('tr.chain')].map(r => r.textContent).join('|')");
    let chain = chain.to_string();
    for link in ["saves the job", "offers S0100001", "drops S0100001: it has expired", "Despoolerexecutes"] {
        assert!(chain.contains(link), "{link} in {chain}");
    }
    assert!(!chain.contains("W4"), "only what led to this cell: {chain}");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_phone_shows_it_without_scrolling_sideways_and_no_script_is_needed() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    let page = founding_report(home.path());
    browser.open(&page, 390);
    picture(&mut browser, "phone");
    assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth"), true);
    assert_eq!(browser.complaints(), [""; 0]);

    browser.call("Emulation.setScriptExecutionDisabled", serde_json::json!({"value": true}));
    browser.open(&page, 1280);
    let text = browser.value("document.body.innerText").to_string();
    for words in ["sets W1 of S0100001 to Complete", "Q152229: Expired jobs alter", "settled after d2 00:00"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Only lines with") && !text.contains("Copy"), "what needs script is not shown");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn what_a_scenario_names_stays_text() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    let hostile =
        FOUNDING.replacen("title: Expired jobs alter detailed job status", &format!("title: {HOSTILE}"), 1);
    assert_ne!(hostile, FOUNDING);
    fs::write(home.path().join("mine.yaml"), hostile).unwrap();
    assert_eq!(sim(home.path(), &["run", "mine.yaml"]).status.code(), Some(0));
    for (page, scripts) in [("reports/mine/index.html", 1), ("reports/index.html", 1)] {
        browser.open(&home.path().join(page), 1280);
        let text = browser.value("document.body.innerText").to_string();
        assert!(text.contains("<script>document.title='owned'</script> & <b>bold</b>"), "{page}: {text}");
        assert_ne!(browser.value("document.title"), "owned");
        assert_eq!(browser.value("document.scripts.length"), scripts);
        assert_eq!(browser.complaints(), [""; 0], "{page}");
    }
}

/// The proof that complaints are heard.
#[test]
fn a_page_that_errs_or_asks_the_network_is_told_of() {
    let Some(mut browser) = browser() else { return };
    let home = empty_folder();
    for (name, page) in [
        ("throws", "<!doctype html><script>throw 1</script>"),
        ("logs", "<!doctype html><script>console.error('x')</script>"),
        ("asks", "<!doctype html><img src='http://127.0.0.1:9/x.png'>"),
    ] {
        let file = home.path().join(name);
        fs::write(&file, page).unwrap();
        let html = file.with_extension("html");
        fs::rename(file, &html).unwrap();
        browser.open(&html, 800);
        assert!(!browser.complaints().is_empty(), "{name}");
    }
}
