//! What the reader promises: good files mean what they say, broken ones are explained, nothing makes it panic.

mod ahead;
mod broken;
mod cuts;
mod fleet;
mod sleeping;

use crate::wire::parcel::Place;
use proptest::prelude::*;

use super::document::Document;
use super::expect::{FileState, Want, When};
use super::node::Spanned;
use super::{Scenario, json_schema, read};
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::machine::{DosPath, OsKind};
use crate::product::{Release, Response, Status};
use crate::world::plan::{Action, DiskPlan, ServerKind};

/// Uses every key of the language.
const GOOD: &str = r#"# yaml-language-server: $schema=scenario.schema.json
article: Q152229
title: Expired jobs alter detailed job status
about: >-
  Five workstations,
  a two-day expiry.
exercises: [q152229]
versions: ["1.0", "1.1", "1.2"]
day0: 1996-06-03
site: {code: S01, response: fast}
servers: {LOGON1: {kind: nt}, LOGON2: {kind: netware}}
clients:
  W[1-3]: {os: win311, poll: 60m, logon: 08:30 daily, logoff: 17:30 daily, user: present, server: LOGON2, release: "1.2", disk: {size: 200M, free: 60M}}
  W4: {os: win311, disk: full}
  W5: {os: win31, user: absent}
packages:
  EXCEL5:
    command: SETUP.BAT
    platforms: [win31]
    files:
      SETUP.BAT: |
        @ECHO OFF
        COPY EXCEL.EXE C:\EXCEL
      EXCEL.EXE: {size: 2M}
      OK.MIF: {mif: {status: Success, description: Installed, manufacturer: Acme, product: Excel, version: "5.0"}}
      X.MIF: {noidmif: {class: ACME|EXCEL5|1.0, group: EXCEL5 Setup, attributes: {Status: Complete}}}
  OTHER: {command: RUN.EXE}
jobs:
  S0100001: {package: EXCEL5, target: "W[1-5]", create: d0 00:00, offer: d0 01:00, expire: d2 00:00}
  S0100002: {package: OTHER, target: [W1, "W[4-5]"]}
script:
  - {at: d0 09:00, on: "W[1-4]", run: S0100001}
  - {at: 1996-06-04 10:30, on: [W1, W4], run: S0100002}
until: d30 00:00
expect:
  - when: end of d0
    basis: stated
    job: S0100001
    status: {"W[1-3]": Complete, W4: [Retrying, Canceled, Retrying], W5: None}
    overall: Active
  - when: settled after d2 00:00
    basis: [stated, stated, inferred]
    job: S0100001
    overall: [Retrying, Canceled, Complete]
    history: {W4: "None -> Retrying", W5: [None -> Retrying, None -> Canceled, None]}
  - when: 1996-06-05 12:00
    basis: assumed
    files:
      W1: {'C:\EXCEL\EXCEL.EXE': present, 'C:\LOG.TXT': [absent, {contains: done}, {equal: all done}]}
    inventory:
      W1: {"EXCEL5 Setup|Status": Complete, "EXCEL5 Setup|Date": [absent, Monday, absent]}
    events: {374: 1}
    boxes: {LOGON1 DESPOOLR.BOX: 0, RECEIVE: [0, 1, 2]}
  - {when: settled, basis: inferred, events: {374: [1, 2, 3]}}
"#;

/// The least that is a scenario.
const LEAST: &str =
    "{article: Q152229, title: least, versions: ['1.2'], site: {code: S01}, clients: {W1: {os: dos6}}}";

const QUIRKS: [&str; 2] = ["q152229", "q186414"];

fn good(text: &str) -> Scenario {
    read("scenarios/s.yaml", text.as_bytes(), &QUIRKS).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn names_become_ids_and_defaults_are_filled_in() {
    let scenario = good(GOOD);
    assert_eq!((scenario.name.as_str(), scenario.article.as_str()), ("s", "Q152229"));
    assert_eq!(scenario.about.as_deref(), Some("Five workstations, a two-day expiry."));
    let plan = scenario.plan(0);
    assert_eq!(plan.site.response, Response::Fast);
    assert_eq!(plan.servers[1].kind, ServerKind::Netware);
    assert_eq!((plan.client_count(), plan.client_named("W4")), (5, Some(ClientId(3))));
    let [first, fourth, fifth] = &plan.groups[..] else { panic!("three groups") };
    assert_eq!((first.config.logon, first.config.server.ix()), (Some(Span::mins(510)), 1));
    assert_eq!(first.config.machine.disk, DiskPlan { size: 200 << 20, free: 60 << 20 });
    assert_eq!(fourth.config.machine.disk, DiskPlan { size: 200 << 20, free: 0 });
    assert_eq!((fourth.config.poll, fifth.config.person), (Span::mins(60), None));
    assert_eq!(plan.packages[0].platforms, [OsKind::Win31, OsKind::Wfw311]);
    assert_eq!(plan.packages[0].files.len(), 4);
    assert_eq!(plan.packages[1].platforms.len(), OsKind::ALL.len());
    assert_eq!(plan.jobs[1].target.iter().map(|c| c.0).collect::<Vec<_>>(), [0, 3, 4]);
    assert_eq!(
        (plan.jobs[1].create, plan.jobs[1].offer, plan.jobs[1].expire),
        (SimTime(0), SimTime(0), None)
    );
    assert_eq!(plan.script[1].at, "d1 10:30".parse().unwrap());
    assert_eq!(plan.script[1].action, Action::Run(JobId(1), Vec::new()));
}

#[test]
fn plans_of_a_scenario_differ_in_releases_only() {
    let scenario = good(GOOD);
    let releases = |version: usize| {
        let plan = scenario.plan(version);
        let clients = plan.groups.iter().map(|group| group.config.release.to_string());
        (plan.site.release.to_string(), clients.collect::<Vec<_>>())
    };
    assert_eq!(releases(0), ("1.0".into(), vec!["1.2".into(), "1.0".into(), "1.0".into()]));
    assert_eq!(releases(1), ("1.1".into(), vec!["1.2".into(), "1.1".into(), "1.1".into()]));
    assert_eq!(scenario.versions.iter().map(Release::to_string).collect::<Vec<_>>(), ["1.0", "1.1", "1.2"]);
}

#[test]
fn causes_are_the_instants_that_the_scenario_names() {
    let causes: Vec<String> = good(GOOD).causes.iter().map(SimTime::to_string).collect();
    let expected =
        ["d0 00:00", "d0 01:00", "d0 09:00", "d1 10:30", "d2 00:00"].map(|t| format!("{t}:00.000"));
    assert_eq!(causes, expected);
    assert_eq!(good(GOOD).until, Some(SimTime::day(30)));
}

#[test]
fn expectations_have_one_value_for_each_version() {
    let expectations = good(GOOD).expectations;
    let whens: Vec<When> = expectations.iter().map(|expectation| expectation.when).collect();
    let noon = "d2 12:00".parse().unwrap();
    let (end, after) = (When::At(SimTime::end_of_day(0)), When::SettledAfter(SimTime::day(2)));
    assert_eq!(whens, [end, after, When::At(noon), When::Settled]);
    let Want::Row { status, clients, .. } = &expectations[0].wants[1] else { panic!("the row of W4") };
    assert_eq!(status, &[Status::Retrying, Status::Canceled, Status::Retrying]);
    assert_eq!(clients.iter().collect::<Vec<_>>(), [ClientId(3)]);
    let Want::History { statuses, .. } = &expectations[1].wants[1] else { panic!("the history of W4") };
    assert_eq!(statuses, &vec![vec![Status::None, Status::Retrying]; 3]);
    let Want::File { path, state, .. } = &expectations[2].wants[1] else { panic!("the second file") };
    assert_eq!(path, &"C:\\LOG.TXT".parse::<DosPath>().unwrap());
    assert_eq!(
        state,
        &[FileState::Absent, FileState::Contains("done".into()), FileState::Equal("all done".into())]
    );
    let Want::Inventory { value, .. } = &expectations[2].wants[3] else { panic!("the second attribute") };
    assert_eq!(value, &[None, Some("Monday".to_string()), None]);
    let Want::Depth { place, files } = &expectations[2].wants[6] else { panic!("the second box") };
    assert_eq!((*place, &files[..]), (Place::Receive, &[0, 1, 2][..]));
}

#[test]
fn the_least_scenario_has_one_nt_server() {
    let plan = good(LEAST).plan(0);
    assert_eq!((plan.servers[0].name.as_str(), plan.servers[0].kind), ("LOGON1", ServerKind::Nt));
    assert_eq!((plan.client_count(), plan.jobs.len()), (1, 0));
}

#[test]
fn a_million_clients_cost_one_group() {
    let million = GOOD.replace("  W4: {os", "  X[0000001-1000000]: {os: win95}\n  W4: {os");
    let million = million.replace("target: [W1,", "target: [\"X[0000005-0999999]\", W1,");
    let plan = good(&million).plan(0);
    assert_eq!((plan.client_count(), plan.groups.len()), (1_000_005, 4));
    assert_eq!(plan.client_name(ClientId(12)), "X0000010");
    assert_eq!(plan.jobs[1].target.len(), 999_995 + 3);
}

#[test]
fn three_readers_agree_on_good_files() {
    for text in [GOOD, LEAST] {
        let by_saphyr: Document = serde_saphyr::from_str(text).unwrap();
        let by_serde_yaml: Document = serde_yaml::from_str(text).unwrap();
        let mut problems = super::diagnostic::Problems::default();
        let tree = super::yaml::parse(text, &mut problems).unwrap();
        let ours: Document = serde::Deserialize::deserialize(&tree).unwrap();
        assert_eq!(ours, by_saphyr);
        assert_eq!(ours, by_serde_yaml);
    }
}

#[test]
fn a_value_knows_where_it_stands() {
    let mut problems = super::diagnostic::Problems::default();
    let tree = super::yaml::parse(GOOD, &mut problems).unwrap();
    let document: Document = serde::Deserialize::deserialize(&tree).unwrap();
    let text_of = |extent: super::diagnostic::Extent| &GOOD[extent.start..extent.end];
    let (range, client) = &document.clients.0[0];
    assert_eq!(text_of(range.extent), "W[1-3]");
    let server: &Spanned<_> = client.server.as_ref().unwrap();
    assert_eq!(text_of(server.extent), "LOGON2");
    assert_eq!(text_of(document.jobs.0[1].1.target.extent), "[W1, \"W[4-5]\"]");
}

#[test]
fn the_schema_is_closed_described_and_complete() {
    let schema = json_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!((&schema["title"], &schema["additionalProperties"]), (&"SMS scenario".into(), &false.into()));
    let objects = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let properties = objects.filter_map(|object| object["properties"].as_object());
    for (key, property) in properties.flatten() {
        assert!(property["description"].is_string(), "`{key}` has no description");
    }
    for (name, word) in schema["$defs"].as_object().unwrap() {
        if let Some(format) = word["format"].as_str() {
            let format = super::document::word::format(format).unwrap_or_else(|| panic!("{name}: {format}"));
            for example in word["examples"].as_array().unwrap() {
                let text = example.as_str().map_or_else(|| example.to_string(), String::from);
                assert_eq!((format.check)(&text), Ok(()), "{name}: {text}");
            }
        }
    }
    let text = schema.to_string();
    assert!(!text.contains("null"), "nothing in a scenario is null");
}

/// Changes `text` at a few places, by bytes that mean something to YAML or to the language.
fn changed(edits: &[(usize, usize, usize)]) -> Vec<u8> {
    const PIECES: [&str; 16] = [
        ":",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        "- ",
        "\"",
        " ",
        "\t",
        "W[1-9]",
        "d9 09:00",
        "é",
        "&a",
        "99999999999",
    ];
    let mut bytes = GOOD.as_bytes().to_vec();
    for &(at, gone, piece) in edits {
        let at = at % bytes.len();
        let end = (at + gone % 12).min(bytes.len());
        bytes.splice(at..end, PIECES[piece % PIECES.len()].bytes());
    }
    bytes
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let told = read("s.yaml", &bytes, &QUIRKS).map_err(|problems| problems.render(true));
        prop_assert!(told.is_err_and(|text| text.contains("s.yaml")));
    }

    #[test]
    fn arbitrary_text_never_panics(text in "[-a-z0-9:{}\\[\\],\"'#&*!|> \n\t\u{e9}]{0,200}") {
        let told = read("s.yaml", text.as_bytes(), &QUIRKS).map_err(|problems| problems.to_string());
        prop_assert!(told.is_err_and(|text| text.contains("s.yaml")));
    }

    #[test]
    fn a_changed_scenario_never_panics(
        edits in proptest::collection::vec((any::<usize>(), any::<usize>(), any::<usize>()), 1..4),
    ) {
        if let Err(problems) = read("s.yaml", &changed(&edits), &QUIRKS) {
            prop_assert!(problems.to_string().starts_with("error: "));
            prop_assert!(!problems.all().is_empty());
        }
    }

    #[test]
    fn arbitrary_words_never_panic(word in ".{0,30}") {
        for format in super::document::word::FORMATS {
            if let Err(expected) = (format.check)(&word) {
                prop_assert!(!expected.is_empty(), "{}", format.name);
            }
        }
    }
}
