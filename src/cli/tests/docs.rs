//! The handbook: its generated pages are what the program makes, its links lead somewhere, and every command in it, in the README and
//! in the CI examples does what is printed under it.
//!
//! `SIM_DOCS=overwrite cargo test --test cli handbook` writes the generated pages anew, `TRYCMD=overwrite` what commands print.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sms_sim::report::handbook;

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn generated_pages_of_the_handbook_are_current() {
    let overwrite = std::env::var_os("SIM_DOCS").is_some_and(|value| value == "overwrite");
    let mut stale = Vec::new();
    for (name, text) in handbook::pages(&sms_sim::scenario::json_schema()) {
        let path = root().join("docs").join(&name);
        if fs::read_to_string(&path).ok().as_deref() == Some(text.as_str()) {
            continue;
        }
        if overwrite {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        } else {
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:?}: SIM_DOCS=overwrite cargo test --test cli handbook writes them anew"
    );
}

#[test]
fn pages_of_quirks_that_are_gone_are_gone_too() {
    let made: Vec<String> =
        handbook::pages(&sms_sim::scenario::json_schema()).into_iter().map(|page| page.0).collect();
    for name in names(&root().join("docs/quirks")) {
        if name.ends_with(".md") {
            assert!(made.contains(&format!("quirks/{name}")), "docs/quirks/{name} is of no quirk");
        }
    }
}

/// Markdown files of the handbook, and those beside the README.
fn pages() -> Vec<PathBuf> {
    let folders = ["", "docs", "docs/quirks"].map(|folder| root().join(folder));
    let files =
        folders.iter().flat_map(|folder| names(folder).into_iter().map(move |name| folder.join(name)));
    files.filter(|file| file.extension().is_some_and(|ending| ending == "md")).collect()
}

#[test]
fn links_between_pages_lead_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            assert!(page.with_file_name(file).exists(), "{}: {link}", page.display());
        }
    }
}

/// Files that a page shows under a title are there when its commands run: their names and texts.
fn shown_files(page: &str) -> Vec<(&str, String)> {
    let blocks = page.split("```yaml title=").skip(1);
    let file = |block: &'_ str| {
        let (head, rest) = block.split_once('\n').unwrap();
        (head.len(), rest.split("```").next().unwrap().to_string())
    };
    blocks.map(|block| (&block[..file(block).0], file(block).1)).collect()
}

#[test]
fn commands_in_the_handbook_and_the_readme_answer_as_written() {
    let home = empty_folder();
    let mut copies = Vec::new();
    for page in pages().into_iter().filter(|page| fs::read_to_string(page).unwrap().contains("```console\n"))
    {
        let copy = home.path().join(page.file_name().unwrap());
        let text = fs::read_to_string(&page).unwrap();
        fs::write(&copy, text.lines().map(|line| as_compared(line) + "\n").collect::<String>()).unwrap();
        let folder = copy.with_extension("in");
        fs::create_dir(&folder).unwrap();
        for (name, text) in shown_files(&text) {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        copies.push((page, text, copy));
    }
    assert!(copies.len() >= 4, "{copies:?}");
    trycmd::TestCases::new().env("COLUMNS", "100").case(home.path().join("*.md")).run();
    for (page, before, copy) in copies {
        let after = as_written(&fs::read_to_string(&copy).unwrap(), &before);
        if before != after {
            fs::write(page, after).unwrap();
        }
    }
}

/// What is compared with a line of a page. trycmd makes slashes of the backslashes that a command prints, and so the page may have
/// them; what it types stays as it is.
fn as_compared(line: &str) -> String {
    if line.starts_with("$ ") { line.to_string() } else { line.replace('\\', "/") }
}

/// A compared page with the backslashes that it had before.
fn as_written(compared: &str, before: &str) -> String {
    let known: BTreeMap<String, &str> = before.lines().map(|line| (as_compared(line), line)).collect();
    compared.lines().map(|line| format!("{}\n", known.get(line).unwrap_or(&line))).collect()
}

/// A log that a command prints has backslashes in the names of servers, which the comparison above would not notice.
#[test]
fn servers_that_the_handbook_shows_have_backslashes() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let odd = text.lines().find(|line| line.contains(" //") && line.contains("PCMWIN.LOG"));
        assert_eq!(odd, None, "{}", page.display());
    }
}

#[test]
fn the_ci_examples_are_those_of_the_page() {
    let page = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    for name in names(&root().join("docs/ci")) {
        let example = fs::read_to_string(root().join("docs/ci").join(&name)).unwrap();
        assert!(page.contains(&format!("```yaml\n{example}```")), "{name}");
    }
}
