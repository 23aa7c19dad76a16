//! Sleeping polls, held against a world in which every poll happens, over scenarios that nobody wrote.

use proptest::prelude::*;

use crate::report::json::json;
use crate::scenario::outcome::Outcome;
use crate::scenario::run::{Settings, run};
use crate::scenario::{Scenario, read};

prop_compose! {
    /// How one group of clients lives: its polling interval, its office hours if it keeps any, its disk.
    fn life()(
        poll in 1_u32..300, hours in prop::option::of((0_u32..24, 0_u32..24)), minute in 0_u32..60,
        full in any::<bool>(), absent in any::<bool>(),
    ) -> (String, bool) {
        let hours = hours.map_or(String::new(), |(from, to)| {
            let to = if from == to { (to + 1) % 24 } else { to };
            format!(", logon: {from:02}:{minute:02} daily, logoff: {to:02}:{minute:02} daily")
        });
        let disk = if full { ", disk: {size: 120M, free: 64K}" } else { "" };
        let user = if absent { ", user: absent" } else { "" };
        (format!("{{os: win311, poll: {poll}m{hours}{disk}{user}}}"), absent)
    }
}

prop_compose! {
    /// A scenario of three groups and two jobs, with a person's act at some hours.
    fn any_scenario()(
        lives in prop::collection::vec(life(), 3),
        response in prop::sample::select(vec!["very fast", "fast", "medium", "slow"]),
        offers in prop::collection::vec((0_u32..4, 0_u32..24), 2),
        lasts in prop::collection::vec(prop::option::of(1_u32..4), 2),
        acts in prop::collection::vec((0_usize..3, 0_usize..2, 0_u32..5, 0_u32..24), 0..6),
        server in prop::sample::select(vec!["LOGON1", "LOGON2"]),
    ) -> String {
        let mut text = format!(
            "article: Q000000\ntitle: any\nversions: [\"1.0\", \"1.2\"]\nsite: {{code: S01, response: {response}}}\n\
             servers: {{LOGON1: {{kind: nt}}, LOGON2: {{kind: nt}}}}\nclients:\n"
        );
        for (group, (life, _)) in lives.iter().enumerate() {
            let life = life.replacen('{', &format!("{{server: {server}, "), usize::from(group == 0));
            text += &format!("  {}[1-2]: {life}\n", ["A", "B", "C"][group]);
        }
        text += "packages:\n  P:\n    command: P.BAT\n    files:\n      P.BAT: |\n        COPY BIG.BIN C:\\BIG.BIN\n";
        text += "        IF NOT EXIST C:\\BIG.BIN TYPE BAD.MIF > C:\\WINDOWS\\P.MIF\n";
        text += "        TYPE ANY.NOI > C:\\MS\\SMS\\NOIDMIFS\\P.MIF\n      BIG.BIN: {size: 1M}\n";
        text += "      BAD.MIF: {mif: {status: Failed}}\n";
        text += "      ANY.NOI: {noidmif: {class: A|B|1.0, group: G, attributes: {N: V}}}\njobs:\n";
        for (job, ((day, hour), lasts)) in offers.iter().zip(&lasts).enumerate() {
            let expire = lasts.map_or(String::new(), |days| format!(", expire: d{} {hour:02}:00", day + days));
            let target = ["\"A[1-2]\", \"B[1-2]\", \"C[1-2]\"", "\"B[1-2]\", C1"][job];
            text += &format!("  S010000{job}: {{package: P, target: [{target}], offer: d{day} {hour:02}:00{expire}}}\n");
        }
        let can_act = |group: usize, job: usize| !lives[group].1 && (job == 0 || group > 0);
        let acts: Vec<_> = acts.into_iter().filter(|&(group, job, ..)| can_act(group, job)).collect();
        text += if acts.is_empty() { "" } else { "script:\n" };
        for (group, job, day, hour) in acts {
            let who = ["A1", "B2", "C1"][group];
            text += &format!("  - {{at: d{day} {hour:02}:30, on: {who}, run: S010000{job}}}\n");
        }
        text
    }
}

fn scenario(text: &str) -> Scenario {
    read("any.yaml", text.as_bytes(), &[]).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// All that an outcome says, but for how many events it took.
fn told(mut outcome: Outcome) -> String {
    outcome.runs.iter_mut().for_each(|run| run.events = 0);
    json(&outcome)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn letting_every_poll_happen_changes_nothing(text in any_scenario(), seed in 0_u64..1_000) {
        let scenario = scenario(&text);
        let sleeping = run(&scenario, &[0, 1], &Settings { seed, ..Settings::default() });
        let awake = run(&scenario, &[0, 1], &Settings { seed, every_poll: true, ..Settings::default() });
        prop_assert_eq!(told(sleeping), told(awake), "{}", text);
    }
}
