//! What a reader of the page relies on, whatever the browser: the same bytes each time, nothing from outside, nothing unescaped,
//! and a size that does not grow with the fleet.

use super::*;
use crate::product::quirks;
use crate::report::sample::sample;
use crate::scenario::run::{Settings, run};
use crate::scenario::{Scenario, library, read};

fn scenario(text: &str) -> Scenario {
    read("q152229.yaml", text.as_bytes(), &quirks::ids()).unwrap()
}

fn founding() -> Outcome {
    let scenario = scenario(library::find("q152229").unwrap());
    run(&scenario, &[0, 1, 2], &Settings { told: true, ..Settings::default() })
}

/// The founding scenario with so many clients.
fn fleet(clients: u32, told: bool) -> Outcome {
    let text = library::find("q152229").unwrap();
    let more = format!("  X[1-{clients}]: {{os: win311, poll: 60m, logon: 08:30 daily}}\n  W[1-3]: {{os");
    let many = text.replacen("  W[1-3]: {os", &more, 1);
    let many = many.replacen("target: \"W[1-5]\"", &format!("target: [\"W[1-5]\", \"X[1-{clients}]\"]"), 1);
    assert!(many.matches("X[1-").count() == 2, "{many}");
    run(&scenario(&many), &[0, 1, 2], &Settings { told, ..Settings::default() })
}

#[test]
fn the_page_of_five_clients_is_small_and_always_the_same() {
    let page = page(&founding());
    assert!(page.len() < 300_000, "{} bytes", page.len());
    assert_eq!(page, super::page(&founding()));
}

/// `sim explain` tells of them by these.
#[test]
fn the_number_of_an_event_is_in_its_lines() {
    let page = page(&founding());
    let row = page.split("<tr").find(|row| row.contains("sets W5 of S0100001 to Retrying")).unwrap();
    assert!(row.contains("<td>#130</td>"), "{row}");
}

#[test]
fn the_command_that_repeats_a_run_names_versions_if_some_were_left_out() {
    let scenario = scenario(library::find("q152229").unwrap());
    let some = run(&scenario, &[0, 2], &Settings { told: true, ..Settings::default() });
    assert!(page(&some).contains("sim run q152229 --seed 0 --version 1.0 --version 1.2<"));
    assert!(page(&founding()).contains("sim run q152229 --seed 0<"));
}

#[test]
fn versions_that_found_the_same_share_a_list_of_checks() {
    let mut outcome = sample();
    let checks = outcome.runs[0].checks.clone();
    outcome.runs.iter_mut().for_each(|run| run.checks = checks.clone());
    outcome.runs[2].checks[0].got.push('x');
    let page = page(&outcome);
    assert!(page.contains("All checks of SMS 1.0, 1.1<") && page.contains("All checks of SMS 1.2<"));
}

#[test]
fn nothing_is_asked_of_a_network() {
    let page = page(&founding());
    for word in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn every_link_has_an_end() {
    let page = page(&founding());
    let ids: std::collections::BTreeSet<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 500, "{}", links.len());
    let dead: Vec<&&str> = links.iter().filter(|link| !ids.contains(*link)).collect();
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn what_a_scenario_names_is_escaped() {
    let hostile = "<script>alert(1)</script>\"'&\u{1b}[2J";
    let mut outcome = sample();
    outcome.title = hostile.to_string();
    outcome.scenario = hostile.to_string();
    outcome.without = vec![hostile.to_string()];
    for run in &mut outcome.runs {
        run.version = hostile.to_string();
        run.reasons = vec![hostile.to_string()];
        run.status.iter_mut().for_each(|row| row.client = hostile.to_string());
        run.boxes.iter_mut().for_each(|place| place.name = hostile.to_string());
        run.moments.iter_mut().for_each(|moment| moment.when = hostile.to_string());
        run.checks.iter_mut().for_each(|check| check.got = hostile.to_string());
    }
    for page in [page(&outcome), index(&[(hostile.to_string(), entry(&outcome))])] {
        assert_eq!(page.matches("<script").count(), 1);
        assert!(!page.contains('\u{1b}') && page.contains("&lt;script&gt;alert(1)"));
    }
}

#[test]
fn the_page_of_a_fleet_shows_samples() {
    let told = page(&fleet(800, true));
    assert!(told.len() < 3_000_000, "{} bytes", told.len());
    assert!(told.contains("of the workstations in the drawing above"));
    let untold = page(&fleet(20_000, false));
    assert!(untold.len() < 300_000, "{} bytes", untold.len());
    assert!(!untold.contains("id=\"story\""));
}
