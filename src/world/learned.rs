//! What is known to come of what clients do: a look into the instruction file, and a run of a package from its start to its end.
//!
//! Clients that share a record do the same with the same file, as long as no date comes that they go by. It is rehearsed with the
//! first, and for all it is looked up. Nothing is looked up of clients whose surroundings change ([`Learned::is_steady`]), or in
//! runs that tell what clients do.

use smallvec::SmallVec;

use super::clients::KindId;
use super::event::Hand;
use super::plan::{ClientConfig, Plan};
use crate::base::{JobId, SimTime};
use crate::client::Effect;
use crate::client::pcm::Stretch;
use crate::server::instructions::FileId;
use crate::wire::parcel::Parcel;

/// Looks, and as many runs, that are remembered.
const MOST_KNOWN: usize = 64;
/// Rehearsals that may fail before there are no more.
const MOST_FAILURES: usize = 64;

/// A run of a package that is known, by its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RunId(pub u32);

/// A look that is known, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LookId(usize);

/// All that is known.
pub struct Learned {
    /// Whether nothing changes around the clients of each group.
    steady: Vec<bool>,
    looks: Vec<(LookKey, Known)>,
    /// The one that was last asked for: mostly the next is the same.
    last_look: usize,
    runs: Vec<(RunKey, Known)>,
    /// Rehearsals of what then turned out to come out otherwise for others.
    failures: usize,
}

/// What a look depends on, besides dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LookKey {
    pub kind: KindId,
    pub group: usize,
    pub file: FileId,
    /// It is the one that PCM begins with.
    pub is_first: bool,
}

/// What a run depends on, besides dates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunKey {
    pub kind: KindId,
    pub group: usize,
    pub file: FileId,
    pub job: JobId,
    pub hand: Hand,
    pub keys: Box<[u8]>,
}

/// What comes of it.
pub struct Known {
    stretch: Stretch,
    pub after: KindId,
    /// Whether it left a trace.
    pub did: bool,
    /// When PCM will have to look again, as far as it knows.
    pub looks_at: Option<SimTime>,
    /// The packages that are shown to the person.
    pub offers: SmallVec<[JobId; 4]>,
    /// Nothing is sent.
    pub is_silent: bool,
    /// Those on the client with whom it was rehearsed.
    pub effects: Box<[Effect]>,
}

impl Learned {
    pub fn new(plan: &Plan) -> Self {
        let steady = plan.groups.iter().map(|group| is_steady(plan, &group.config)).collect();
        Self { steady, looks: Vec::new(), last_look: 0, runs: Vec::new(), failures: 0 }
    }

    /// Whether nothing changes around the clients of a group but their instruction files.
    pub fn is_steady(&self, group: usize) -> bool {
        self.steady[group]
    }

    #[inline]
    pub fn find_look(&mut self, key: &LookKey, at: SimTime) -> Option<LookId> {
        let is_it = |(of, known): &(LookKey, Known)| of == key && known.stretch.covers(at);
        if !self.looks.get(self.last_look).is_some_and(is_it) {
            self.last_look = self.looks.iter().position(is_it)?;
        }
        Some(LookId(self.last_look))
    }

    #[inline]
    pub fn look(&self, look: LookId) -> &Known {
        &self.looks[look.0].1
    }

    /// A run that begins and ends at these moments.
    #[inline]
    pub fn find_run(&self, is_it: impl Fn(&RunKey) -> bool, began: SimTime, ended: SimTime) -> Option<RunId> {
        let covers = |known: &Known| known.stretch.covers(began) && known.stretch.covers(ended);
        let found = self.runs.iter().position(|(key, known)| covers(known) && is_it(key))?;
        Some(RunId(found as u32))
    }

    #[inline]
    pub fn run(&self, run: RunId) -> &Known {
        &self.runs[run.0 as usize].1
    }

    /// Whether it is worth while to rehearse once more.
    pub fn may_rehearse(&self) -> bool {
        self.failures < MOST_FAILURES && self.looks.len() < MOST_KNOWN && self.runs.len() < MOST_KNOWN
    }

    /// Keeps what comes of a look, if it comes out alike for others.
    pub fn keep_look(&mut self, key: LookKey, known: Option<Known>) -> Option<LookId> {
        self.failures += usize::from(known.is_none());
        self.looks.push((key, known?));
        Some(LookId(self.looks.len() - 1))
    }

    /// Keeps what comes of a run, if it comes out alike for others.
    pub fn keep_run(&mut self, key: RunKey, known: Option<Known>) -> Option<RunId> {
        let known = known.filter(Known::reports);
        self.failures += usize::from(known.is_none());
        let known = known?;
        let same = self.runs.iter().position(|(of, old)| *of == key && old.goes_on_in(&known));
        let place = match same {
            Some(place) => {
                let stretch = &mut self.runs[place].1.stretch;
                *stretch = stretch.with(known.stretch);
                place
            }
            None => {
                self.runs.push((key, known));
                self.runs.len() - 1
            }
        };
        Some(RunId(place as u32))
    }
}

impl Known {
    /// What came of something at a moment, if another client would come to the same.
    pub fn new(
        after: KindId,
        did: bool,
        effects: Vec<Effect>,
        stretch: Stretch,
        at: SimTime,
    ) -> Option<Self> {
        let is_general = |effect: &Effect| match *effect {
            Effect::Write { parcel, .. } => {
                matches!(parcel, Parcel::Notice { .. } | Parcel::StatusMif { .. })
            }
            // A date that comes at once stands for the moment.
            Effect::LookAt(_, due) => due.0 > at.0 + 1,
            Effect::Offered(_) | Effect::Reported { .. } | Effect::Silenced { .. } => true,
            Effect::Run { .. } | Effect::PackageEnds(_) => false,
            Effect::CountdownEnds(_) | Effect::AsksForRestart => false,
        };
        let is_general = effects.iter().all(is_general);
        let looks_at = effects.iter().find_map(|effect| match effect {
            Effect::LookAt(_, due) => Some(*due),
            _ => None,
        });
        let offered = effects.iter().filter_map(|effect| match effect {
            Effect::Offered(job) => Some(*job),
            _ => None,
        });
        let offers = offered.collect();
        let is_silent =
            effects.iter().all(|effect| matches!(effect, Effect::LookAt(..) | Effect::Offered(_)));
        let effects = effects.into_boxed_slice();
        is_general.then_some(Self { stretch, after, did, looks_at, offers, is_silent, effects })
    }

    /// Whether the site hears of it, once.
    fn reports(&self) -> bool {
        self.effects.iter().filter(|effect| is_notice(effect)).count() == 1
    }

    /// Whether the same comes of both, in stretches that overlap.
    fn goes_on_in(&self, other: &Self) -> bool {
        (self.after, self.did, &self.effects) == (other.after, other.did, &other.effects)
            && self.stretch.meets(other.stretch)
    }
}

/// Whether it is a client's report.
pub(super) fn is_notice(effect: &Effect) -> bool {
    matches!(effect, Effect::Write { parcel: Parcel::Notice { .. }, .. })
}

/// Only the fleet's own draws are used, there is one server, which always answers, and nobody logs off or is locked out.
fn is_steady(plan: &Plan, config: &ClientConfig) -> bool {
    let [source] = &plan.sources[..] else { return false };
    plan.fleet.is_some()
        && !plan.has_outages()
        && (source.removed, source.down.is_empty()) == (None, true)
        && (config.logon, config.account_locked) == (None, None)
        && !config.pcm_service
}
