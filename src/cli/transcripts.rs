//! Transcripts beside scenarios: where one is there, `sim test` holds the run against it, so that every change of what happens is
//! noticed, also one that no expectation speaks of.

use std::fs;
use std::path::{Path, PathBuf};

use sms_sim::report::{transcript, write};
use sms_sim::scenario::Scenario;
use sms_sim::scenario::outcome::{Outcome, RunOutcome, Verdict};

use super::exit::Failure;

const FOLDER: &str = "transcripts";
/// No transcript of ours is larger, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// Where the transcript of a version stands; `None` for a scenario that is no file.
pub fn place(scenario: &Scenario, version: usize) -> Option<PathBuf> {
    let source = Path::new(&scenario.source);
    source.extension()?;
    let version = scenario.versions[version].to_string().replace([' ', '+'], "-");
    Some(source.with_file_name(FOLDER).join(format!("{}-{version}.txt", scenario.name)))
}

fn transcript(scenario: &Scenario, run: &RunOutcome) -> String {
    let outcome = Outcome {
        scenario: scenario.name.clone(),
        title: scenario.title.clone(),
        seed: 0,
        set: scenario.set.clone(),
        without: Vec::new(),
        changed: Vec::new(),
        changed_counts: Vec::new(),
        runs: Vec::new(),
        left_out: false,
        calendar: scenario.plan(0).calendar,
    };
    transcript::transcript(&outcome, run)
}

/// Writes the transcript of a told run.
pub fn update(place: &Path, scenario: &Scenario, run: &RunOutcome) -> Result<(), Failure> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = (name, transcript(scenario, run).into_bytes());
    write::write_all(folder, &[file]).map_err(Failure::refused)
}

/// Holds a told run against the transcript that is there. Where they differ, the run fails.
pub fn hold(place: &Path, scenario: &Scenario, run: &mut RunOutcome) {
    let is_readable = fs::metadata(place).is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_BYTES);
    let Some(kept) = is_readable.then(|| fs::read_to_string(place).ok()).flatten() else {
        return complain(run, format!("{} cannot be read", place.display()));
    };
    let now = transcript(scenario, run);
    let (kept, now): (Vec<&str>, Vec<&str>) = (kept.lines().collect(), now.lines().collect());
    let common = kept.iter().zip(&now).skip(HEAD).take_while(|(a, b)| a == b).count() + HEAD;
    let shown = |lines: &[&str]| lines.get(common).map_or("nothing".to_string(), |line| line.to_string());
    if common < kept.len().max(now.len()) {
        let place = format!("{}:{}", place.display(), common + 1);
        complain(
            run,
            format!("{place} has another line\n      kept  {}\n      now   {}", shown(&kept), shown(&now)),
        );
    }
}

/// Lines before the story: the title may change, and the digest follows from what happens.
const HEAD: usize = 3;

fn complain(run: &mut RunOutcome, reason: String) {
    run.verdict = run.verdict.max(Verdict::Fail);
    run.reasons.push(reason);
}
