//! The machines of a world's clients, made from what the plan says of each group.

use std::sync::Arc;

use super::plan::{ClientConfig, ClockPlan, DiskPlan, MachinePlan, NetworkKind, Plan, RedirectorKind};
use super::surroundings;
use crate::base::SimTime;
use crate::client::setup;
use crate::machine::{
    Clock, DosPath, Drive, Image, LocalTime, Machine, Redirector, State, Volume, VolumeError, factory_image,
};
use crate::product::Behavior;

/// Why a machine cannot be made as planned, and at which of its files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DiskError {
    pub path: Option<DosPath>,
    pub error: VolumeError,
}

/// A machine of a group at the start of day 0. All machines of the group are clones of it, and share its disk until they
/// change something.
pub fn machine(plan: &Plan, config: &ClientConfig, behavior: &Behavior) -> Result<Machine, DiskError> {
    let clock = Clock::right(plan.calendar);
    let mut machine = Machine::new(config.os, factory_image(config.os), clock);
    machine.flaws = behavior.flaws();
    let now = clock.local(SimTime::ZERO);
    for (drive, disk) in &config.machine.drives {
        machine.drives.add(*drive, Volume::new(Image::empty(disk.size)));
    }
    prepare(&mut machine, &config.machine, now)?;
    if !config.machine.without_sms {
        let whole = |error| DiskError { path: None, error };
        let network = surroundings::at_first(plan, config.server);
        setup::install(&mut machine, behavior, &network, now).map_err(whole)?;
    }
    for (path, attributes) in &config.machine.attributes {
        at(path, machine.drives.set_attributes(path, *attributes))?;
    }
    let mut frozen = Machine::new(config.os, disk(&machine, Drive::C, config.machine.disk), clock);
    for (drive, wanted) in &config.machine.drives {
        frozen.drives.add(*drive, Volume::new(disk(&machine, *drive, *wanted)));
    }
    for (drive, server) in &config.machine.mapped {
        frozen.drives.map_to(*drive, Image::empty(0), server);
    }
    frozen.state = machine.state;
    *frozen.drives.registry_mut() = machine.drives.registry().clone();
    frozen.flaws = machine.flaws;
    frozen.drives.guard(config.machine.guarded.clone());
    frozen.clock = shown(clock, config.machine.clock);
    if config.redirector != RedirectorKind::Other {
        frozen.drives.set_loses_shares();
    }
    if config.machine.network != NetworkKind::Lan {
        frozen.drives.set_redirector(Redirector::NoNetwork);
    }
    if config.machine.off {
        frozen.lose_power();
    }
    Ok(frozen)
}

/// A clock that is as far from the right time as planned.
fn shown(right: Clock, plan: ClockPlan) -> Clock {
    let ClockPlan { ahead, behind, .. } = plan;
    Clock { start: LocalTime(right.start.0.saturating_add(ahead.0).saturating_sub(behind.0)) }
}

/// A disk of the machine, of the size and with the free space that the plan says: all that was put on it is there already.
fn disk(machine: &Machine, drive: Drive, wanted: DiskPlan) -> Arc<Image> {
    let whole = machine.drives.volume(drive).map_or_else(|_| factory_image(machine.os), Volume::freeze);
    whole.resized(wanted.size, wanted.free).unwrap_or(whole)
}

/// Takes away and puts on the disk what the plan says, and into the registry.
fn prepare(machine: &mut Machine, plan: &MachinePlan, now: LocalTime) -> Result<(), DiskError> {
    for path in &plan.missing {
        at(path, machine.drives.delete(path))?;
    }
    for (path, content) in &plan.files {
        let above = path.parent().unwrap_or_else(|| DosPath::root(path.drive));
        let made = machine.drives.volume_mut(path.drive).and_then(|v| v.make_directories(&above.below, now));
        at(path, made)?;
        at(path, machine.drives.write(path, content.clone(), now))?;
    }
    for (key, name, data) in &plan.registry {
        machine.drives.registry_mut().set(key, name, data.clone());
    }
    machine.state = if plan.off { State::Off } else { State::of_running(machine.os) };
    Ok(())
}

fn at<T>(path: &DosPath, done: Result<T, VolumeError>) -> Result<(), DiskError> {
    done.map(drop).map_err(|error| DiskError { path: Some(path.clone()), error })
}
