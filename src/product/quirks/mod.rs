//! The defects, one file an article. Nothing outside this folder compares releases.
//!
//! A quirk says which setups it affects, what it changes in [`Behavior`], and which deviations from the reference
//! status model it accounts for. [`ALL`] is the one list of them.

mod q152229;

use super::behavior::Behavior;
use super::deviation::Deviation;
use super::release::{Level, Release};

/// Every quirk, in order of article number.
pub static ALL: &[&dyn Quirk] = &[&q152229::ExpiredJobsAlterStatus];

/// What a quirk may depend on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setup {
    /// The release of the component that decides: the site's for a service, the client's for PCM.
    pub release: Release,
}

/// How well a quirk's cause and extent are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evidence {
    Stated,
    Inferred,
    Assumed,
}

impl Evidence {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

/// A defect described by one knowledge-base article.
pub trait Quirk: Sync {
    /// The article in lower case, as `q152229`: also the name of its file and of its scenario.
    fn id(&self) -> &'static str;

    /// The article's subject in a few words.
    fn title(&self) -> &'static str;

    /// What a person sees.
    fn symptom(&self) -> &'static str;

    /// Why it happens.
    fn cause(&self) -> &'static str;

    /// What is known of it, and how.
    fn evidence(&self) -> &'static [(Evidence, &'static str)];

    /// The fields of [`Behavior`] that it sets.
    fn sets(&self) -> &'static [&'static str];

    /// Whether `setup` has the defect.
    fn affects(&self, setup: &Setup) -> bool;

    /// Brings the defect about in a setup that has it.
    fn apply(&self, setup: &Setup, behavior: &mut Behavior);

    /// Whether the defect accounts for `deviation` in a setup that has it.
    fn claims(&self, setup: &Setup, deviation: &Deviation) -> bool;
}

/// The quirk with this id.
pub fn find(id: &str) -> Option<&'static dyn Quirk> {
    ALL.iter().copied().find(|q| q.id() == id)
}

/// How `setup` behaves: the documented intention, changed by each of `quirks` that affects it.
pub fn behavior(setup: &Setup, quirks: &[&dyn Quirk]) -> Behavior {
    let mut behavior = Behavior::default();
    for quirk in quirks.iter().filter(|q| q.affects(setup)) {
        quirk.apply(setup, &mut behavior);
    }
    behavior
}

/// The ids of all quirks.
pub fn ids() -> Vec<&'static str> {
    ALL.iter().map(|q| q.id()).collect()
}

/// The releases, service packs included, that the grid of `sim quirks` has a column for.
pub fn grid_releases() -> [Release; Level::ALL.len()] {
    Level::ALL.map(Release::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(behavior: &Behavior) -> serde_json::Map<String, serde_json::Value> {
        serde_json::to_value(behavior).unwrap().as_object().unwrap().clone()
    }

    /// The fields that `quirk` really changes for `setup`.
    fn changed(quirk: &'static dyn Quirk, setup: &Setup) -> Vec<String> {
        let (before, after) = (fields(&Behavior::default()), fields(&behavior(setup, &[quirk])));
        before.into_iter().filter(|(name, value)| after[name] != *value).map(|(name, _)| name).collect()
    }

    #[test]
    fn quirks_are_listed_in_order_and_documented() {
        assert!(ids().is_sorted());
        for quirk in ALL {
            for text in [quirk.title(), quirk.symptom(), quirk.cause()] {
                assert!(text.len() > 20, "{}: say more than `{text}`", quirk.id());
            }
            assert!(!quirk.evidence().is_empty(), "{} has no evidence", quirk.id());
        }
    }

    #[test]
    fn a_quirk_sets_the_fields_it_names_and_no_two_set_one_field() {
        for setup in grid_releases().map(|release| Setup { release }) {
            let mut taken = Vec::new();
            for quirk in ALL {
                let changed = changed(*quirk, &setup);
                assert_eq!(!changed.is_empty(), quirk.affects(&setup), "{} on {}", quirk.id(), setup.release);
                assert!(
                    changed.iter().all(|f| quirk.sets().contains(&f.as_str())),
                    "{} sets {changed:?}",
                    quirk.id()
                );
                assert!(!changed.iter().any(|f| taken.contains(f)), "{} sets a field twice", quirk.id());
                taken.extend(changed);
            }
        }
    }
}
