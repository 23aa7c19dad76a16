//! `sim new`: a scenario to begin with.

use std::path::{Path, PathBuf};

use sms_sim::product::quirks;
use sms_sim::report::write;
use sms_sim::scenario::diagnostic::quoted;
use sms_sim::scenario::{self, library};

use super::args::NewArgs;
use super::exit::Failure;
use super::output;

/// Runs as it is. `ARTICLE` stands for the article's number.
const SKELETON: &str = include_str!("new.yaml");

pub fn new(args: &NewArgs) -> Result<u8, Failure> {
    let article = args.article.to_ascii_uppercase();
    let text = SKELETON.replace("ARTICLE", &article);
    if scenario::read("new.yaml", text.as_bytes(), &quirks::ids()).is_err() {
        return Err(Failure::refused(format!(
            "{} is no article; one is called Q and some digits, as Q152229",
            quoted(&args.article)
        )));
    }
    let name = article.to_ascii_lowercase();
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.yaml")));
    write_new(&path, &text)?;
    let shown = path.display();
    output::print(&format!("wrote {shown}; it runs as it is: sim run {shown}\n"))?;
    if library::find(&name).is_some() {
        output::note(&format!("a scenario of {article} comes with the program: sim run {name}"));
    }
    Ok(0)
}

/// Nothing is overwritten.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::refused(format!(
            "{} is there already; --out writes to another file",
            path.display()
        )));
    }
    write::write_file(path, text.as_bytes()).map_err(Failure::refused)
}
