//! Jobs of a plan.

use crate::base::{JobId, PackageId, Selection, SimTime};
use crate::product::Behavior;

#[derive(Clone, Debug)]
pub struct JobPlan {
    /// Eight characters, as `S0100001`.
    pub id: String,
    pub package: PackageId,
    pub target: Selection,
    /// When the administrator saves the job.
    pub create: SimTime,
    /// Offer After.
    pub offer: SimTime,
    /// Mandatory After; `None`: optional.
    pub mandatory: Option<SimTime>,
    /// "Not Mandatory over Slow Link" (Q154931).
    pub spares_slow_links: bool,
    /// Expires After.
    pub expire: Option<SimTime>,
    /// What it comes after, if it is a further instance of a repeating job.
    pub repeats: Option<Repeated>,
}

/// What a further instance of a repeating job comes after.
#[derive(Clone, Copy, Debug)]
pub struct Repeated {
    /// The instance before it, which is canceled when this one is created (Q153533).
    pub previous: JobId,
    /// Mandatory After of the first instance.
    pub first_mandatory: Option<SimTime>,
}

impl JobPlan {
    /// Mandatory After as the site writes it: a further instance of a repeating job may keep that of the first (Q141192).
    pub fn mandatory_after(&self, behavior: &Behavior) -> Option<SimTime> {
        let kept = self.repeats.filter(|_| behavior.repeats_keep_mandatory);
        kept.map_or(self.mandatory, |repeated| repeated.first_mandatory)
    }
}
