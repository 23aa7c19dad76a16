//! Repeating jobs: every further instance is a job of its own.

use super::Resolver;
use crate::base::time::MAX_DAY;
use crate::base::{JobId, SimTime, Span};
use crate::scenario::diagnostic::quoted;
use crate::scenario::document::MAX_OF_EACH;
use crate::scenario::document::job::Job;
use crate::world::plan::{JobPlan, Repeated};

impl Resolver<'_, '_> {
    /// Adds the further instances of the job that was added last, if it repeats.
    pub(super) fn instances(&mut self, job: &Job) {
        let (Some(repeat), Some(first)) = (&job.repeat, self.plan.jobs.last().cloned()) else { return };
        for (id, nth) in repeat.instances.iter().zip(1..) {
            self.job_id(id);
            let previous = JobId((self.plan.jobs.len() - 1) as u16);
            let later = Span(repeat.every.0.0.saturating_mul(nth));
            let instance = instance(&first, id.value.0.clone(), previous, later);
            if self.is_taken(&instance.id)
                || instance.create > SimTime::day(MAX_DAY)
                || self.plan.jobs.len() >= MAX_OF_EACH
            {
                let title = format!("job {} cannot be an instance", quoted(&id.value.0));
                let label =
                    format!("expected an id of its own, within 100 years, and at most {MAX_OF_EACH} jobs");
                return self.problem(id.extent, title, label);
            }
            self.causes.extend([instance.create, instance.offer]);
            self.causes.extend(instance.mandatory.into_iter().chain(instance.expire));
            self.plan.jobs.push(instance);
        }
    }

    fn is_taken(&self, id: &str) -> bool {
        self.plan.job_named(id).is_some() || self.document.jobs.iter().any(|(other, _)| other.value.0 == id)
    }
}

fn instance(first: &JobPlan, id: String, previous: JobId, later: Span) -> JobPlan {
    let date = |at: SimTime| at + later;
    JobPlan {
        id,
        create: date(first.create),
        offer: date(first.offer),
        mandatory: first.mandatory.map(date),
        expire: first.expire.map(date),
        repeats: Some(Repeated { previous, first_mandatory: first.mandatory }),
        ..first.clone()
    }
}
