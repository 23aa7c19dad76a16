//! FOR of CMD.EXE, with the switches of the command extensions.

use super::super::input::Input;
use super::super::names::FileSpec;
use super::super::parse::quoted_words;
use super::super::session::Session;
use super::super::{MAX_INPUT_BYTES, expand::prompt};
use super::arithmetic::number_of;
use super::echo::shown;
use super::fields::Fields;
use super::files::with_all_names;
use super::node::{For, Kind, Node};
use crate::base::text::decode;
use crate::machine::path::DosPath;
use crate::machine::volume::Pattern;

/// Directories in one another that `/R` follows: more do not fit in a path.
const MAX_DEPTH: usize = 40;

impl Session<'_> {
    pub fn repeat_for(&mut self, repetition: &For) {
        let set = self.filled(&repetition.set);
        match &repetition.kind {
            Kind::Words => {
                self.for_words(repetition, &set, "", false);
            }
            Kind::Directories => {
                self.for_words(repetition, &set, "", true);
            }
            Kind::Numbers => self.for_numbers(repetition, &set),
            Kind::Tree(root) => {
                let root = self.filled(root).replace('"', "");
                if let Ok(root) = self.drives.resolve(if root.is_empty() { "." } else { &root }) {
                    self.for_tree(repetition, &set, &root, 0);
                }
            }
            Kind::Lines(options) => {
                let options = self.filled(options);
                self.for_lines(repetition, &set, &options);
            }
        }
    }

    /// Runs the command once with these values for the variable and the letters behind it. Tells whether to go on.
    fn once(&mut self, repetition: &For, values: &[String]) -> bool {
        self.step(1);
        if self.stops() {
            return false;
        }
        let outer = self.cmd.loops.len();
        let letters = u32::from(repetition.variable)..;
        let named = letters.zip(values).filter_map(|(c, value)| Some((char::from_u32(c)?, value.clone())));
        self.cmd.loops.extend(named);
        self.echo_body(&repetition.body);
        self.run_node(&repetition.body, false);
        self.cmd.loops.truncate(outer);
        !self.stops()
    }

    fn echo_body(&mut self, body: &Node) {
        if self.echo && !matches!(body, Node::Quiet(_)) && self.running_batch().is_some() {
            let text = self.filled(&shown(body));
            let line = format!("\r\n{}{text}\r\n", prompt(self.drives, self.env));
            self.console.print(&line);
        }
    }

    /// Words as they are, and for those with wildcards what these find: files, or directories. `before` is put in
    /// front of each. What the command makes meanwhile is not found any more: the names are gathered first.
    fn for_words(&mut self, repetition: &For, set: &str, before: &str, directories: bool) -> bool {
        for word in quoted_words(set) {
            let bare = word.replace('"', "");
            if !Pattern::is_wild(&bare) {
                if !directories && !self.once(repetition, &[format!("{before}{word}")]) {
                    return false;
                }
                continue;
            }
            let Ok(spec) = FileSpec::new(self.drives, &format!("{before}{bare}")) else { continue };
            let spec = with_all_names(spec);
            for name in self.found_by(&spec, directories) {
                if !self.once(repetition, &[format!("{}{name}", spec.typed_directory)]) {
                    return false;
                }
            }
        }
        true
    }

    /// The names that a wildcard finds, without hidden and system files.
    fn found_by(&self, spec: &FileSpec, directories: bool) -> Vec<String> {
        let found = self.drives.matching(&spec.directory, &spec.pattern()).unwrap_or_default();
        let visible = found
            .into_iter()
            .filter(|(_, e)| e.is_directory() == directories && !e.attributes.is_concealed());
        visible.map(|(name, _)| name.to_string()).collect()
    }

    fn for_tree(&mut self, repetition: &For, set: &str, directory: &DosPath, depth: usize) -> bool {
        let closing = if directory.is_root() { "" } else { "\\" };
        if !self.for_words(repetition, set, &format!("{directory}{closing}"), false) {
            return false;
        }
        let all = self.drives.matching(directory, &Pattern::ALL).unwrap_or_default();
        let inner: Vec<DosPath> = all
            .into_iter()
            .filter(|(_, entry)| entry.is_directory() && depth < MAX_DEPTH)
            .filter_map(|(name, _)| directory.join(name).ok())
            .collect();
        inner.iter().all(|path| self.for_tree(repetition, set, path, depth + 1))
    }

    /// `(start,step,end)`; a step of 0 goes on for ever.
    fn for_numbers(&mut self, repetition: &For, set: &str) {
        let numbers: Vec<i64> = quoted_words(set).iter().map(|word| i64::from(number_of(word))).collect();
        let [start, step, end] = [0, 1, 2].map(|nth| numbers.get(nth).copied().unwrap_or(0));
        let mut number = start;
        while if step < 0 { number >= end } else { number <= end } {
            if !self.once(repetition, &[number.to_string()]) {
                return;
            }
            number += step;
        }
    }

    fn for_lines(&mut self, repetition: &For, set: &str, options: &str) {
        let Some(fields) = Fields::read(options) else {
            return self.complain(&format!("Unexpected - {options}"));
        };
        for text in self.texts_of(set.trim(), &fields) {
            let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
            for line in lines.skip(fields.skipped) {
                self.step(1);
                let Some(values) = fields.of_line(line) else { continue };
                if !self.once(repetition, &values) {
                    return;
                }
            }
        }
    }

    /// What the set of a FOR /F stands for: what a command prints, a text, or the contents of files.
    fn texts_of(&mut self, set: &str, fields: &Fields) -> Vec<String> {
        let (command, text) = if fields.back_quotes { ('`', '\'') } else { ('\'', '"') };
        if let Some(command) = between(set, command) {
            let (input, command) = (std::mem::replace(&mut self.input, Input::Keyboard), command.to_string());
            let printed = self.captured(|session| session.typed_line(&command));
            self.input = input;
            return vec![printed];
        }
        if let Some(text) = between(set, text) {
            return vec![text.to_string()];
        }
        let mut texts = Vec::new();
        for name in quoted_words(set) {
            let name = name.replace('"', "");
            let found =
                self.drives.resolve(&name).ok().and_then(|path| self.drives.read(&path).ok().cloned());
            match found {
                Some(content) => texts.push(decode(&content.text_bytes(MAX_INPUT_BYTES))),
                None => self.complain(&format!("File not found - {name}")),
            }
        }
        texts
    }
}

/// What stands between a mark at the start and the same one at the end.
fn between(text: &str, mark: char) -> Option<&str> {
    text.strip_prefix(mark)?.strip_suffix(mark)
}
