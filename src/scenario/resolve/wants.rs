//! The expectations.

use super::Resolver;
use crate::base::{JobId, Selection, SimTime};
use crate::scenario::diagnostic::Extent;
use crate::scenario::document::expect::{
    Blank, Comparison, Expected, MachineWord, NotStarted, Presence, Screen,
};
use crate::scenario::document::shape::{OneOrMany, PerVersion, WordOr};
use crate::scenario::document::word::{self, BoxName, ClientRange, Count, Moment, MomentWord};
use crate::scenario::expect::{Expectation, FileState, Lines, Starts, Want, When};
use crate::scenario::node::Spanned;
use crate::wire::parcel::Place;

impl Resolver<'_, '_> {
    pub(super) fn expectations(&mut self) -> Vec<Expectation> {
        let document = self.document;
        document.expect.iter().map(|expected| self.expectation(expected)).collect()
    }

    fn expectation(&mut self, expected: &Expected) -> Expectation {
        let when = self.when(&expected.when);
        let basis = self.per_version(&expected.basis);
        let mut wants = Vec::new();
        self.job_wants(expected, &mut wants);
        self.client_wants(expected, &mut wants);
        self.site_wants(expected, &mut wants);
        if expected.is_empty() {
            self.problem(
                expected.when.extent,
                "nothing is expected at this moment",
                "expected `status`, `overall`, `history`, `files`, `attributes`, `screen`, `starts`, `pcm`, `runs`, `sources`, `logs`, \
                 `instructions`, `machine`, `variables`, `registry`, `inventory`, `events` or `boxes` beside it",
            );
        }
        Expectation { when, basis, wants }
    }

    fn when(&mut self, when: &Spanned<MomentWord>) -> When {
        let instant = |this: &mut Self, written| {
            let at: SimTime = this.instant_at(written, when.extent);
            this.not_after_until(at, when.extent, "this moment is never reached");
            at
        };
        match when.value.0 {
            Moment::At(written) => When::At(instant(self, written)),
            Moment::SettledAfter(written) => When::SettledAfter(instant(self, written)),
            Moment::Settled => When::Settled,
        }
    }

    /// One value for each version: a single value stands for all, a list must have as many as there are versions.
    pub(super) fn per_version<T: Clone>(&mut self, value: &PerVersion<T>) -> Vec<T> {
        let versions = self.document.versions.len();
        match &value.value {
            OneOrMany::One(one) => vec![one.clone(); versions],
            OneOrMany::Many(list) => {
                if list.len() != versions {
                    let names: Vec<String> =
                        self.document.versions.iter().map(|version| version.value.0.to_string()).collect();
                    let label = format!(
                        "expected one value, or one for each of the {versions} versions ({})",
                        names.join(", ")
                    );
                    let s = if list.len() == 1 { "" } else { "s" };
                    self.problem(
                        value.extent,
                        format!("{} value{s} for {versions} versions", list.len()),
                        label,
                    );
                }
                list.iter().map(|one| one.value.clone()).collect()
            }
        }
    }

    fn job_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        let rows = expected.status.iter().map(|(range, _)| range.extent);
        let rows = rows.chain(expected.history.iter().map(|(range, _)| range.extent));
        let about = rows.chain(expected.overall.iter().map(|overall| overall.extent)).next();
        let Some(job) = self.job_meant(expected, about) else { return };
        for (range, status) in expected.status.iter() {
            let (clients, status) = (self.rows(range, job), self.per_version(status));
            wants.push(Want::Row { job, clients, status });
        }
        if let Some(overall) = &expected.overall {
            let status = self.per_version(overall);
            wants.push(Want::Job { job, status });
        }
        for (range, history) in expected.history.iter() {
            let clients = self.rows(range, job);
            let statuses = self.per_version(history).into_iter().map(|history| history.0).collect();
            wants.push(Want::History { job, clients, statuses });
        }
    }

    /// The job whose rows are meant: the one named, or the only one. `about`: where the first row is.
    fn job_meant(&mut self, expected: &Expected, about: Option<Extent>) -> Option<JobId> {
        if let Some(name) = &expected.job {
            return self.job_named(name);
        }
        let at = about?;
        match self.plan.jobs.len() {
            1 => return Some(JobId(0)),
            0 => {
                self.problem(at, "there is no job whose status could be expected", "expected a job in `jobs`")
            }
            n => self.problem(at, format!("which of the {n} jobs is meant?"), "expected `job: ID` beside it"),
        }
        None
    }

    /// Clients that have a row in the job's detailed status.
    fn rows(&mut self, range: &Spanned<ClientRange>, job: JobId) -> Selection {
        let clients = self.select(range);
        let target = &self.plan.jobs[job.ix()].target;
        if let Some(client) = clients.first_outside(target).filter(|_| !target.is_empty()) {
            let title =
                format!("{} has no row in job `{}`", self.client(client), self.plan.jobs[job.ix()].id);
            self.problem(range.extent, title, "expected clients of the job's `target`");
        }
        clients
    }

    fn client_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        for (range, files) in expected.files.iter() {
            let clients = self.select(range);
            for (path, state) in files.iter() {
                let state = self.per_version(state).iter().map(file_state).collect();
                wants.push(Want::File { clients: clients.clone(), path: path.value.0.clone(), state });
            }
        }
        self.machine_wants(expected, wants);
        self.pcm_wants(expected, wants);
        for (range, attributes) in expected.inventory.iter() {
            let clients = self.select(range);
            for (attribute, value) in attributes.iter() {
                let value = self.per_version(value).into_iter().map(|value| value.0).collect();
                let attribute = attribute.value.0.clone();
                wants.push(Want::Inventory { clients: clients.clone(), attribute, value });
            }
        }
    }

    fn machine_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        for (range, files) in expected.attributes.iter() {
            let clients = self.select(range);
            for (path, letters) in files.iter() {
                let attributes = self.per_version(letters).into_iter().map(|letters| letters.0).collect();
                let (clients, path) = (clients.clone(), path.value.0.clone());
                wants.push(Want::Attributes { clients, path, attributes });
            }
        }
        for (range, screen) in expected.screen.iter() {
            let clients = self.watch(range);
            let lines = self.per_version(screen).iter().map(lines).collect();
            wants.push(Want::Screen { clients, lines });
        }
        for (range, starts) in expected.starts.iter() {
            let clients = self.watch(range);
            let paths = self.per_version(starts).into_iter().map(programs).collect();
            wants.push(Want::Starts { clients, paths });
        }
        for (range, state) in expected.machine.iter() {
            let clients = self.select(range);
            let state = self.per_version(state).into_iter().map(machine_word).collect();
            wants.push(Want::Machine { clients, state });
        }
        self.setting_wants(expected, wants);
    }

    /// What is set on machines: variables and values of the registry.
    fn setting_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        for (range, variables) in expected.variables.iter() {
            let clients = self.select(range);
            for (name, value) in variables.iter() {
                let value = self.per_version(value).into_iter().map(|value| value.0).collect();
                wants.push(Want::Variable { clients: clients.clone(), name: name.value.0.clone(), value });
            }
        }
        for (range, keys) in expected.registry.iter() {
            let clients = self.select(range);
            for (key, values) in keys.iter() {
                for (name, value) in values.iter() {
                    let value = self.per_version(value).into_iter().map(|value| value.0).collect();
                    let (clients, key, name) = (clients.clone(), key.value.0.clone(), name.value.0.clone());
                    wants.push(Want::Registry { clients, key, name, value });
                }
            }
        }
    }

    /// Clients whose screens are looked at.
    pub(super) fn watch(&mut self, range: &Spanned<ClientRange>) -> Selection {
        let clients = self.select(range);
        self.plan.watched = self.plan.watched.with(&clients);
        clients
    }

    fn site_wants(&mut self, expected: &Expected, wants: &mut Vec<Want>) {
        for (code, count) in expected.events.iter() {
            wants.push(Want::Events { code: code.value.0, count: self.counts(count) });
        }
        for (place, count) in expected.boxes.iter() {
            let files = self.counts(count);
            wants.extend(self.place(place).map(|place| Want::Depth { place, files }));
        }
    }

    fn counts(&mut self, counts: &PerVersion<Count>) -> Vec<u64> {
        self.per_version(counts).into_iter().map(|count| count.0).collect()
    }

    /// The box with this name, reported if there is none.
    fn place(&mut self, name: &Spanned<BoxName>) -> Option<Place> {
        let boxes = self.plan.boxes();
        let found = boxes.iter().find(|(_, known)| *known == name.value.0).map(|(place, _)| *place);
        if found.is_none() {
            let known: Vec<&str> = boxes.iter().map(|(_, known)| known.as_str()).collect();
            self.unknown(name.extent, "box", &name.value.0, &known);
        }
        found
    }
}

pub(super) fn lines(screen: &WordOr<Blank, Screen>) -> Lines {
    let split = |text: &str| text.lines().map(str::to_string).collect();
    match screen {
        WordOr::Word(Blank::Nothing) => Lines::Nothing,
        WordOr::More(Screen::Shows(text)) => Lines::Shows(split(text)),
        WordOr::More(Screen::Lacks(text)) => Lines::Lacks(split(text)),
        WordOr::More(Screen::Only(text)) => Lines::Only(split(text)),
    }
}

fn programs(starts: WordOr<word::Starts, NotStarted>) -> Starts {
    match starts {
        WordOr::Word(order) => Starts::Order(order.0),
        WordOr::More(NotStarted::Lacks(paths)) => Starts::Lacks(paths.0),
    }
}

const fn machine_word(word: MachineWord) -> &'static str {
    match word {
        MachineWord::Off => "off",
        MachineWord::Starting => "starting",
        MachineWord::Prompt => "prompt",
        MachineWord::Welcome => "welcome",
        MachineWord::Desktop => "desktop",
        MachineWord::Asks => "asks",
        MachineWord::Hangs => "hangs",
        MachineWord::Stopped => "stopped",
    }
}

/// Text as a file has it, with the line ends of DOS.
fn dos_text(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn file_state(state: &WordOr<Presence, Comparison>) -> FileState {
    match state {
        WordOr::Word(Presence::Present) => FileState::Present,
        WordOr::Word(Presence::Absent) => FileState::Absent,
        WordOr::More(Comparison::Equal(text)) => FileState::Equal(dos_text(text)),
        WordOr::More(Comparison::Contains(text)) => FileState::Contains(dos_text(text)),
    }
}
