//! The folder of all reports: keeps its `index.html` in step with the reports that are there.

use std::fs;
use std::path::Path;

use super::page::{self, Entry};
use super::write::{self, WriteError};

/// A list has at most so many lines; the rest of the reports are there all the same.
const MOST_REPORTS: usize = 2_000;
/// No summary of ours is larger, in bytes.
const MAX_SUMMARY_BYTES: u64 = 1 << 20;

/// Writes `index.html` into `folder`: a line for each report in it, in order of name. What is no report of ours is passed over.
///
/// # Errors
/// When the list cannot be written.
pub fn list(folder: &Path) -> Result<(), WriteError> {
    write::write_file(&folder.join("index.html"), page::index(&entries(folder)).as_bytes())
}

fn entries(folder: &Path) -> Vec<(String, Entry)> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<(String, Entry)> = found
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, summary(&entry.path())?)))
        .take(MOST_REPORTS)
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

fn summary(report: &Path) -> Option<Entry> {
    let path = report.join("summary.json");
    let meta = fs::metadata(&path).ok()?;
    if !meta.is_file() || meta.len() > MAX_SUMMARY_BYTES {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{json, sample};

    #[test]
    fn reports_are_listed_by_name_and_other_folders_passed_over() {
        let home = tempfile::tempdir().unwrap();
        for name in ["q2", "q1 <b>", "notes", "broken"] {
            fs::create_dir(home.path().join(name)).unwrap();
        }
        let summary = json::pretty(&page::entry(&sample::sample()));
        for name in ["q2", "q1 <b>"] {
            fs::write(home.path().join(name).join("summary.json"), &summary).unwrap();
        }
        fs::write(home.path().join("broken/summary.json"), "{").unwrap();
        list(home.path()).unwrap();
        let html = fs::read_to_string(home.path().join("index.html")).unwrap();
        let (first, second) = (html.find("q1%20%3Cb%3E/index.html"), html.find("q2/index.html"));
        assert!(first.is_some() && first < second, "{html}");
        assert_eq!(html.matches("<th scope=\"row\">").count(), 2);
    }
}
