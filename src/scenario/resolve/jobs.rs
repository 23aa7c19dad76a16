//! The jobs, and what people do with them.

use super::Resolver;
use crate::base::{ClientId, JobId, PackageId, Selection, SimTime};
use crate::scenario::diagnostic::{Diagnostic, Extent, quoted};
use crate::scenario::document::Step;
use crate::scenario::document::job::Job;
use crate::scenario::document::word::{JobName, PackageName, Time};
use crate::scenario::node::Spanned;
use crate::world::plan::{Action, JobPlan, MachineAction, PcmAction, ScriptStep};

impl Resolver<'_, '_> {
    pub(super) fn jobs(&mut self) {
        let document = self.document;
        for (id, job) in document.jobs.iter() {
            self.job_id(id);
            let package = self.package_named(&job.package);
            let target = self.selection(&job.target);
            let (create, offer, expire) = self.job_times(job);
            let mandatory = self.mandatory_after(job, offer);
            self.causes.extend([create, offer].into_iter().chain(mandatory).chain(expire));
            self.plan.jobs.push(JobPlan {
                id: id.value.0.clone(),
                package,
                target,
                create,
                offer,
                mandatory,
                spares_slow_links: job.spares_slow_links == Some(true),
                expire,
                repeats: None,
            });
            self.instances(job);
        }
    }

    pub(super) fn job_id(&mut self, id: &Spanned<JobName>) {
        let code = self.plan.site.code.clone();
        if let Some(rest) = id.value.0.get(3..).filter(|_| !id.value.0.starts_with(&code)) {
            let title = format!("job {} does not belong to site {code}", quoted(&id.value.0));
            let problem =
                Diagnostic::new(id.extent, title, format!("expected an id that begins with `{code}`"));
            self.problems.add(problem.help(format!("call it `{code}{rest}`")));
        }
    }

    fn package_named(&mut self, name: &Spanned<PackageName>) -> PackageId {
        let document = self.document;
        let known: Vec<&str> = document.packages.iter().map(|(name, _)| name.value.0.as_str()).collect();
        let ix = known.iter().position(|known| *known == name.value.0).unwrap_or_else(|| {
            self.unknown(name.extent, "package", &name.value.0, &known);
            0
        });
        PackageId(ix as u16)
    }

    /// Create, Offer After and Expires After, which must come in this order.
    fn job_times(&mut self, job: &Job) -> (SimTime, SimTime, Option<SimTime>) {
        let create = job.create.as_ref().map_or(SimTime::ZERO, |time| self.instant(time));
        let offer = job.offer.as_ref().map_or(create, |time| self.instant(time));
        let expire = job.expire.as_ref().map(|time| self.instant(time));
        if let Some(written) = job.offer.as_ref().filter(|_| offer < create) {
            self.too_early(written, "offered before it is created", "`create`", create, job.create.as_ref());
        }
        if let (Some(written), Some(at)) = (&job.expire, expire) {
            let begun = job.offer.as_ref().or(job.create.as_ref());
            if at <= offer {
                let what = if at < offer {
                    "expires before it is offered"
                } else {
                    "expires as soon as it is offered"
                };
                self.too_early(written, what, "`offer`", offer, begun);
            }
        }
        (create, offer, expire)
    }

    /// Mandatory After, which comes no earlier than Offer After.
    fn mandatory_after(&mut self, job: &Job, offer: SimTime) -> Option<SimTime> {
        let written = job.mandatory.as_ref()?;
        let at = self.instant(written);
        if at < offer {
            let begun = job.offer.as_ref().or(job.create.as_ref());
            self.too_early(written, "is mandatory before it is offered", "`offer`", offer, begun);
        }
        Some(at)
    }

    fn too_early(
        &mut self,
        written: &Spanned<Time>,
        what: &str,
        other: &str,
        bound: SimTime,
        see: Option<&Spanned<Time>>,
    ) {
        let label = format!("expected a time after {other}, {bound}");
        let problem = Diagnostic::new(written.extent, format!("the job {what}"), label);
        self.problems.add(match see {
            Some(earlier) => problem.see(earlier.extent, format!("{other} is given")),
            None => problem,
        });
    }

    pub(super) fn script(&mut self) {
        let document = self.document;
        for step in &document.script {
            let at = self.instant(&step.at);
            self.not_after_until(at, step.at.extent, "this step never happens");
            let Some((on, action)) = self.done_by(step) else { continue };
            self.causes.insert(at);
            self.plan.script.push(ScriptStep { at, on, action });
        }
    }

    /// At which clients a step is done, and what it is: the administrator's steps are at none, and those with instruction files at
    /// the site.
    fn done_by(&mut self, step: &Step) -> Option<(Selection, Action)> {
        let is_pcm = step.run.is_some() || step.archive.is_some() || step.pcm.is_some();
        let is_clients = is_pcm || step.action.is_some() || step.command.is_some();
        let at_site = (&step.admin, &step.cancel);
        match (&step.on, at_site, step.instructions) {
            (None, (Some(action), None), None) if !is_clients => {
                Some((Selection::default(), Action::Admin(action.value)))
            }
            (None, (None, Some(job)), None) if !is_clients => {
                Some((Selection::default(), Action::Cancel(self.job_named(job)?)))
            }
            (Some(on), (None, None), Some(what)) if !is_clients => {
                Some((self.selection(on), Action::Instructions(what)))
            }
            (Some(on), (None, None), None) => {
                let clients = self.selection(on);
                let action = self.action(step, on.extent, &clients)?;
                Some((clients, action))
            }
            _ => {
                let label = "expected `on` and what is done there beside it, or `admin` or `cancel` alone";
                self.problem(step.at.extent, "who does this step?", label);
                None
            }
        }
    }

    /// What a step is: it has exactly one of `run`, `archive`, `pcm`, `do` and `type`, but that a restart of Windows may have a
    /// command.
    fn action(&mut self, step: &Step, at: Extent, on: &Selection) -> Option<Action> {
        let keys = step.keys.as_ref().map(|keys| keys.value.0.clone()).unwrap_or_default();
        let in_pcm = [step.run.is_some(), step.archive.is_some(), step.pcm.is_some()];
        match (in_pcm.into_iter().filter(|given| *given).count(), &step.action, &step.command) {
            (1, None, None) => self.pcm_action(step, at, on),
            (0, Some(action), command)
                if command.is_none() || action.value == MachineAction::RestartWindows =>
            {
                let command = command.as_ref().map(|command| command.value.0.clone());
                Some(Action::Machine { action: action.value, command, keys })
            }
            (0, None, Some(command)) => Some(Action::Type(command.value.0.clone(), keys)),
            _ => {
                let label = "expected exactly one of `run`, `archive`, `pcm`, `do` and `type` beside it";
                self.problem(step.at.extent, "what is done at this step?", label);
                None
            }
        }
    }

    /// What a step has the person do in PCM's window.
    fn pcm_action(&mut self, step: &Step, at: Extent, on: &Selection) -> Option<Action> {
        if let Some(keys) = step.keys.as_ref().filter(|_| step.run.is_none()) {
            self.problem(keys.extent, "PCM asks nothing at this step", "expected `run` beside `keys`");
        }
        if let Some(work) = &step.pcm {
            return Some(Action::Pcm(PcmAction::Simple(work.value)));
        }
        let job = step.run.as_ref().or(step.archive.as_ref())?;
        let id = self.job_named(job)?;
        self.can_run(at, job, id, on);
        let keys = step.keys.as_ref().map(|keys| keys.value.0.clone()).unwrap_or_default();
        Some(if step.run.is_some() { Action::Run(id, keys) } else { Action::Pcm(PcmAction::Archive(id)) })
    }

    /// Somebody must sit at each client, and the job must be sent there.
    fn can_run(&mut self, at: Extent, name: &Spanned<JobName>, job: JobId, on: &Selection) {
        if let Some(client) = on.first_outside(&self.present) {
            let title = format!("nobody is at {} to run anything", self.client(client));
            self.problem(at, title, "expected clients whose `user` is present");
        }
        let target = &self.plan.jobs[job.ix()].target;
        if let Some(client) = on.first_outside(target).filter(|_| !target.is_empty()) {
            let title = format!("job {} is not sent to {}", quoted(&name.value.0), self.client(client));
            self.problem(at, title, "expected clients of the job's `target`");
        }
    }

    pub(super) fn client(&self, client: ClientId) -> String {
        quoted(&self.plan.client_name(client))
    }

    pub(super) fn not_after_until(&mut self, at: SimTime, extent: Extent, what: &str) {
        if let Some(until) = self.until.filter(|until| at > *until) {
            self.problem(extent, what, format!("expected a time before `until`, {until}"));
        }
    }
}
