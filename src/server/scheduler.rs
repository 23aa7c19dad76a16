//! The Scheduler: activates saved jobs and sends them on their way, and cancels others.

use super::{Effect, Names, Site, WRITE_TIME};
use crate::base::Span;
use crate::engine::Outbox;
use crate::wire::parcel::{Parcel, Place};

/// Building the target list and compressing the package (assumed: no article times it for a small job).
pub(super) const TIME_PER_JOB: Span = Span::secs(20);

/// Sending a cancellation (assumed).
const TIME_PER_CANCELLATION: Span = Span::secs(1);

pub fn next(site: &Site) -> Option<Span> {
    if site.canceled_jobs.is_empty() {
        return (!site.saved_jobs.is_empty()).then_some(TIME_PER_JOB);
    }
    Some(TIME_PER_CANCELLATION)
}

pub fn has_work(site: &Site) -> bool {
    next(site).is_some()
}

/// Inserts a row for each target, makes the job Active, and sends the package and its instruction to the Despooler
/// (Q122180, Q197016). That a target in the Scheduler's own site goes the same way is inferred (Q126644).
pub fn step(site: &mut Site, names: &dyn Names, out: &mut Outbox<Effect>) -> Option<Span> {
    if let Some(job) = site.canceled_jobs.pop_front() {
        out.note("Scheduler", || format!("cancels {}", names.job(job)));
        let parcel = Parcel::Cancel { job, only: None };
        out.push(Effect::Put { to: Place::Receive, parcel, takes: WRITE_TIME });
        return next(site);
    }
    let job = site.saved_jobs.pop_front()?;
    out.push(Effect::Activated(job));
    out.note("Scheduler", || {
        format!("activates {} for {} targets", names.job(job), names.targets(job).len())
    });
    out.push(Effect::Put { to: Place::Receive, parcel: Parcel::Job { job }, takes: WRITE_TIME });
    next(site)
}
