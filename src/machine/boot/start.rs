//! Starting one program under Windows or OS/2, as a start-up list names it.

use super::Then;
use super::work::Work;
use crate::machine::path::DosPath;
use crate::machine::shell::{Call, Ending, ProgramRun, Programs};
use crate::machine::volume::Content;

/// What is tried behind a name without an extension.
const ENDINGS: [&str; 5] = ["", ".EXE", ".COM", ".BAT", ".PIF"];

/// What Windows says when there is no such program (the words are those that Q174952 gives).
fn not_found(name: &str) -> String {
    format!(
        "Cannot find the file {name} or one of its components. Make sure the path and filename are correct and that all \
         required libraries are available."
    )
}

/// How a start went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Started {
    Yes,
    NotFound,
    /// The power went, or the program waits for an answer.
    Not(Ending),
}

impl Work<'_> {
    /// Starts what a command line names. A Windows program that nobody knows stays, and its file is in use.
    pub fn start(&mut self, line: &str) -> Started {
        if !self.has_power() {
            return Started::Not(Ending::PowerCut);
        }
        let line = line.trim();
        let (name, tail) = split_program(line);
        let Some(path) = self.find_program(name) else {
            self.say(not_found(name));
            return Started::NotFound;
        };
        if is_batch(&path) {
            return self.start_batch(&format!("{path}{tail}"));
        }
        let content = self.machine.drives.read(&path).cloned().unwrap_or_else(|_| Content::empty());
        self.note_start(path.clone());
        match self.call(&path, tail, |programs, call| programs.run(&content, call)) {
            None => {
                self.machine.drives.hold(&path);
                Started::Yes
            }
            Some(run) => self.add(run),
        }
    }

    fn start_batch(&mut self, line: &str) -> Started {
        match self.shell(line).ending {
            Ending::Finished | Ending::Aborted | Ending::Stays => Started::Yes,
            ending => Started::Not(ending),
        }
    }

    fn call(
        &mut self,
        path: &DosPath,
        tail: &str,
        act: impl FnOnce(&dyn Programs, &mut Call<'_>) -> Option<ProgramRun>,
    ) -> Option<ProgramRun> {
        let setting = self.setting(self.doing.programs);
        let env = self.machine.env.clone();
        let mut call = Call {
            path,
            tail,
            input: &[],
            drives: &mut self.machine.drives,
            env: &env,
            now: setting.now,
            keys: setting.keys,
            power: setting.power,
            used: setting.used,
        };
        act(self.doing.programs, &mut call)
    }

    /// Tells an application that Windows ends (WM_ENDSESSION); what the end comes to when that does not go on.
    pub fn tell_of_end(&mut self, path: &DosPath, content: &Content) -> Option<Then> {
        if !self.has_power() {
            return Some(Then::PowerCut);
        }
        let told = self.call(path, "", |programs, call| programs.told_of_end(content, call))?;
        match self.add(told) {
            Started::Not(ending) => self.stuck(ending),
            Started::Yes | Started::NotFound => None,
        }
    }

    fn add(&mut self, run: ProgramRun) -> Started {
        self.spend(run.elapsed);
        run.output.lines().for_each(|line| self.say(line));
        run.started.into_iter().for_each(|path| self.note_start(path));
        self.keys_read += run.keys_read;
        self.note_leave(run.leave);
        run.broken_off.map_or(Started::Yes, Started::Not)
    }

    /// Looks in the Windows directory and its SYSTEM directories, along PATH, and at the root of C:.
    fn find_program(&self, name: &str) -> Option<DosPath> {
        let directories = if name.contains(['\\', ':']) { vec![String::new()] } else { self.directories() };
        let candidates = directories.iter().flat_map(|directory| {
            ENDINGS.map(|ending| match directory.as_str() {
                "" => format!("{name}{ending}"),
                directory => format!("{}\\{name}{ending}", directory.trim_end_matches('\\')),
            })
        });
        let drives = &self.machine.drives;
        candidates.filter_map(|text| drives.resolve(&text).ok()).find(|path| drives.is_file(path))
    }

    fn directories(&self) -> Vec<String> {
        let os = self.machine.os;
        let windows = os.windows_directory().map(str::to_string);
        let system = os.system_directory().map(str::to_string);
        let path = self.machine.env.get("PATH").unwrap_or_default().split(';').map(str::to_string);
        let own = [windows, system, Some(os.command_directory().to_string())].into_iter().flatten();
        let named = path.filter(|directory| !directory.is_empty());
        own.chain(named).chain(["C:".to_string()]).collect()
    }
}

/// The program of a command line, and the rest, its blank included. Quotes around the program fall away.
fn split_program(line: &str) -> (&str, &str) {
    if let Some((name, rest)) = line.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        return (name, rest);
    }
    line.split_at(line.find([' ', '\t']).unwrap_or(line.len()))
}

fn is_batch(path: &DosPath) -> bool {
    path.name().is_some_and(|name| {
        let name = name.to_ascii_uppercase();
        name.ends_with(".BAT") || name.ends_with(".CMD")
    })
}
