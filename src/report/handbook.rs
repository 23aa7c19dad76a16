//! Pages of the handbook in `docs/` that are made from the code: the reference of the scenario language from its schema, and a page
//! for each quirk. A test keeps the files equal to what is made here.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::product::quirks::{self, Quirk};
use crate::product::release::Release;
use crate::scenario::library;

/// Every generated page: its path below `docs/` and its text.
pub fn pages(schema: &Value) -> Vec<(String, String)> {
    let mut pages = vec![
        ("scenario-reference.md".to_string(), scenario_reference(schema)),
        ("quirks/README.md".to_string(), quirk_list()),
    ];
    pages.extend(quirks::ALL.iter().map(|quirk| (format!("quirks/{}.md", quirk.id()), quirk_page(*quirk))));
    pages
}

/// The keys and words of a scenario file.
pub fn scenario_reference(schema: &Value) -> String {
    let none = Map::new();
    let defs = schema["$defs"].as_object().unwrap_or(&none);
    let mut text = format!(
        "# Scenario reference\n\n<!-- made from the schema by the program; edit src/scenario/document.rs instead -->\n\n{}\n\n\
         A key in bold must be there. Values in `this type` are words or texts of the kinds listed [at the end](#words).\n\n\
         ## The file\n\n{}",
        describe(schema),
        keys(schema)
    );
    let (mappings, words): (Vec<_>, Vec<_>) = defs.iter().partition(|(_, def)| def["properties"].is_object());
    for (name, def) in mappings {
        let _ = write!(text, "\n## {name}\n\n{}{}", paragraph(def), keys(def));
    }
    text += "\n## Words\n\n| kind | what it is | written |\n|---|---|---|\n";
    for (name, def) in words {
        let written = if is_plain(def) { examples(def) } else { kind(def) };
        let _ = writeln!(
            text,
            "| <a id=\"{}\"></a>{name} | {} | {written} |",
            name.to_lowercase(),
            cell(&describe(def))
        );
    }
    text
}

fn is_plain(def: &Value) -> bool {
    def["examples"].is_array()
}

fn describe(def: &Value) -> String {
    def["description"].as_str().unwrap_or_default().to_string()
}

fn paragraph(def: &Value) -> String {
    match describe(def).as_str() {
        "" => String::new(),
        words => format!("{words}\n\n"),
    }
}

/// A table of the keys of a mapping.
fn keys(def: &Value) -> String {
    let none = Map::new();
    let properties = def["properties"].as_object().unwrap_or(&none);
    let required: Vec<&str> =
        def["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut text = "| key | value | meaning |\n|---|---|---|\n".to_string();
    for (key, value) in properties {
        let key = if required.contains(&key.as_str()) { format!("**{key}**") } else { key.clone() };
        let _ = writeln!(text, "| {key} | {} | {} |", kind(value), cell(&describe(value)));
    }
    text
}

/// What may stand as a value, in words.
fn kind(def: &Value) -> String {
    if let Some(name) = def["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(word) = def["const"].as_str() {
        return format!("`{word}`");
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(some) = def[key].as_array() {
            return some.iter().map(kind).collect::<Vec<_>>().join(" or ");
        }
    }
    if let Some(keys) = def["properties"].as_object() {
        let keys: Vec<String> = keys.iter().map(|(key, value)| format!("`{key}`: {}", kind(value))).collect();
        return format!("mapping with {}", keys.join("; "));
    }
    if let Some(words) = def["enum"].as_array() {
        return words.iter().map(|word| format!("`{}`", plain_word(word))).collect::<Vec<_>>().join(" or ");
    }
    match def["type"].as_str() {
        Some("array") => format!("list of {}", kind(&def["items"])),
        Some("object") => {
            format!("mapping of {} to {}", kind(&def["propertyNames"]), kind(&def["additionalProperties"]))
        }
        Some("boolean") => "`true` or `false`".to_string(),
        Some("integer") => "whole number".to_string(),
        Some("null") => "nothing".to_string(),
        _ => "text".to_string(),
    }
}

fn plain_word(word: &Value) -> String {
    word.as_str().map_or_else(|| word.to_string(), str::to_string)
}

fn examples(def: &Value) -> String {
    let some = def["examples"].as_array().into_iter().flatten();
    some.map(|word| format!("`{}`", cell(&plain_word(word)))).collect::<Vec<_>>().join(", ")
}

/// Text in a table: on one line, and without its separator.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

/// A list of all quirks and the releases that have them.
pub fn quirk_list() -> String {
    let mut text = "# Known defects\n\n<!-- made from src/product/quirks by the program -->\n\n\
                    Each is one file in `src/product/quirks/`, and can be switched off with `--without`.\n\n\
                    | quirk | what goes wrong | releases |\n|---|---|---|\n"
        .to_string();
    for quirk in quirks::ALL {
        let id = quirk.id();
        let _ = writeln!(text, "| [{id}]({id}.md) | {} | {} |", quirk.title(), releases(*quirk));
    }
    text
}

/// The releases that have a quirk: the first and the last of each unbroken row.
fn releases(quirk: &dyn Quirk) -> String {
    let grid = quirks::grid_releases().map(|release| (release, quirks::affects_release(quirk, release)));
    let runs = grid.chunk_by(|a, b| a.1 == b.1).filter(|run| run[0].1);
    let name = |run: &[(Release, bool)]| match run {
        [(only, _)] => only.to_string(),
        [(first, _), .., (last, _)] => format!("{first} to {last}"),
        [] => String::new(),
    };
    runs.map(name).collect::<Vec<_>>().join(", ")
}

/// What is known of one quirk.
pub fn quirk_page(quirk: &dyn Quirk) -> String {
    let id = quirk.id();
    let shows = if quirk.shows_in_status() { "in the status of jobs" } else { "on machines" };
    let mut text = format!(
        "# {}: {}\n\n<!-- made from src/product/quirks/{id}.rs by the program -->\n\n{}\n\n**Cause.** {}\n\n\
         **Releases of SMS.** {}. It shows {shows}.\n\n## How that is known\n\n",
        id.to_uppercase(),
        quirk.title(),
        quirk.symptom(),
        quirk.cause(),
        releases(quirk)
    );
    for (evidence, words) in quirk.evidence() {
        let _ = writeln!(text, "* {}: {words}", evidence.word());
    }
    let sets: Vec<String> = quirk.sets().iter().map(|field| format!("`{field}`")).collect();
    let _ = write!(text, "\n## In the simulator\n\nIt sets {} of `Behavior`.\n\n", sets.join(", "));
    for name in exercising(id) {
        let _ =
            writeln!(text, "* `sim run {name}` shows it, `sim run {name} --without {id}` what was intended.");
    }
    text
}

/// The scenarios that exist to show a quirk.
fn exercising(id: &str) -> Vec<&'static str> {
    let names = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("exercises:"));
        line.is_some_and(|list| list.split(['[', ']', ',', ' ']).any(|word| word == id))
    };
    library::scenarios().filter(|(_, text)| names(text)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::json_schema;

    #[test]
    fn every_key_and_every_word_of_the_language_is_in_the_reference() {
        let schema = json_schema();
        let text = scenario_reference(&schema);
        for (name, def) in schema["$defs"].as_object().unwrap() {
            let place = [format!("\n## {name}\n"), format!("<a id=\"{}\">", name.to_lowercase())];
            assert!(place.iter().any(|place| text.contains(place)), "{name}");
            for key in def["properties"].as_object().into_iter().flat_map(Map::keys) {
                let row = [format!("\n| {key} |"), format!("\n| **{key}** |")];
                assert!(row.iter().any(|row| text.contains(row)), "{key} of {name}");
            }
        }
        assert!(!text.contains("| text | |"), "{text}");
    }

    #[test]
    fn a_quirk_says_which_releases_have_it_and_which_scenario_shows_it() {
        let page = quirk_page(quirks::find("q152229").unwrap());
        assert!(page.starts_with("# Q152229: Expired jobs alter the detailed job status\n"), "{page}");
        assert!(page.contains("**Releases of SMS.** 1.0 to 1.1. It shows in the status of jobs."), "{page}");
        assert!(page.contains("* `sim run q152229` shows it"), "{page}");
        assert!(quirks::ALL.iter().all(|quirk| !exercising(quirk.id()).is_empty()));
    }
}
