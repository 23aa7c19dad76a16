//! Floor 9: what a person or another program gets to see of an outcome. It reads outcomes, may do I/O, and never
//! influences a run.
//!
//! | module | what it makes | for |
//! |---|---|---|
//! | [`text`] | status table and summary | the terminal |
//! | [`json`] | `outcome.json` | programs |
//! | [`junit`] | JUnit XML | continuous integration |
//! | [`chart`] | status and queue depth over time | README files and reports |
//! | [`page`] | `index.html`, for a browser | people |
//! | [`explain`] | how a status came about | people |
//! | [`diff`] | two runs side by side | people, programs |
//! | [`sweep`] | what hangs on one setting | people, programs |
//! | [`export`] | traces and tables | viewers and data frames |
//! | [`handbook`] | pages of `docs/` | people |
//! | [`transcript`] | what happened, line by line | reading and comparing |
//! | [`shelf`] | the list of all reports | a browser |
//! | [`mod@write`] | the report folder | all of these |
//!
//! Equal outcomes give equal bytes in every one of them.

pub mod chart;
mod counted;
pub mod diff;
pub mod explain;
pub mod export;
pub mod handbook;
pub mod json;
pub mod junit;
mod label;
pub mod page;
pub mod palette;
pub mod shelf;
pub mod sweep;
pub mod text;
pub mod transcript;
pub mod write;

use crate::scenario::outcome::Outcome;

/// A file of the report folder: its name and its content.
pub type Artefact = (String, Vec<u8>);

/// Everything that belongs into the report folder of `outcome`; the PNG files only with feature `png`, and charts only
/// where there is something to draw.
///
/// # Errors
/// When a chart is too large to paint as PNG.
pub fn artefacts(outcome: &Outcome) -> Result<Vec<Artefact>, chart::PngError> {
    let (status, (boxes, words)) =
        rayon::join(|| status(outcome), || rayon::join(|| boxes(outcome), || words(outcome)));
    Ok([status?, boxes?, words].into_iter().flatten().collect())
}

/// The statuses of workstations over time.
fn status(outcome: &Outcome) -> Result<Vec<Artefact>, chart::PngError> {
    if !outcome.has_jobs() {
        return Ok(Vec::new());
    }
    pictures("status", chart::status_svg(outcome))
}

/// The files in boxes over time.
fn boxes(outcome: &Outcome) -> Result<Vec<Artefact>, chart::PngError> {
    if outcome.runs.iter().flat_map(|run| &run.boxes).all(|place| place.max_depth == 0) {
        return Ok(Vec::new());
    }
    pictures("boxes", chart::boxes_svg(outcome))
}

/// A chart in every form there is.
fn pictures(name: &str, svg: String) -> Result<Vec<Artefact>, chart::PngError> {
    let mut files = Vec::new();
    #[cfg(feature = "png")]
    files.push((format!("{name}.png"), chart::png(&svg)?));
    files.push((format!("{name}.svg"), svg.into_bytes()));
    Ok(files)
}

fn words(outcome: &Outcome) -> Vec<Artefact> {
    let mut files = vec![
        ("index.html".to_string(), page::page(outcome).into_bytes()),
        ("summary.json".to_string(), json::pretty(&page::entry(outcome)).into_bytes()),
        ("outcome.json".to_string(), json::json(outcome).into_bytes()),
    ];
    for run in outcome.runs.iter().filter(|run| !run.transcript.is_empty()) {
        let name = format!("transcript-{}.txt", label::file_safe(&run.version));
        files.push((name, transcript::transcript(outcome, run).into_bytes()));
    }
    files
}

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_folder_has_charts_outcome_and_transcripts() {
        let mut outcome = sample::sample();
        outcome.runs[2].version = "1.2 SP4+1999-03".to_string();
        let files = artefacts(&outcome).unwrap();
        let names: Vec<&str> =
            files.iter().map(|file| file.0.as_str()).filter(|name| !name.ends_with(".png")).collect();
        assert_eq!(
            names,
            [
                "status.svg",
                "boxes.svg",
                "index.html",
                "summary.json",
                "outcome.json",
                "transcript-1.0.txt",
                "transcript-1.1.txt",
                "transcript-1.2-SP4-1999-03.txt"
            ]
        );
        let pictures = files.iter().filter(|file| file.1.starts_with(b"\x89PNG")).count();
        assert_eq!(pictures, if cfg!(feature = "png") { 2 } else { 0 });
    }

    #[test]
    fn a_chart_that_would_be_empty_is_not_drawn() {
        let files = artefacts(&sample::machines()).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.0.as_str()).collect();
        let told = ["transcript-1.0.txt", "transcript-1.1.txt", "transcript-1.2.txt"];
        assert_eq!(names[..3], ["index.html", "summary.json", "outcome.json"]);
        assert_eq!(names[3..], told);
    }
}
