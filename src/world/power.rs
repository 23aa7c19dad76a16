//! Machines that are switched on and off: their starts, stage by stage, and what people type at them.
//!
//! A stage is worked out as soon as it begins, and counts when its time is over. Whoever looks earlier, or takes the power
//! away, has it worked out again with as much power as there was.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Who;
use super::event::Event;
use super::front::Front;
use super::plan::{Action, MachineAction, MachinePlan, NetworkKind};
use crate::base::{ClientId, JobId, SimTime, Span};
use crate::client::Client;
use crate::client::network::Network;
use crate::client::pcm::{CONSOLE, Kind, SCREEN};
use crate::client::programs::ClientPrograms;
use crate::client::sms_ini::{SMS, SmsIni};
use crate::machine::boot::{self, Doing, Exit, Stage, Step, Then};
use crate::machine::{Leave, Machine, Redirector, State};
use crate::product::Behavior;

/// Lines of the screen that are kept of one session, and starts of programs.
const MOST_LINES: usize = 2_000;
const PART: &str = "machine";

/// What a machine is in the middle of.
pub struct Doings {
    task: Task,
    began: SimTime,
    step: Arc<Step>,
    /// What is typed while it starts.
    keys: Vec<u8>,
    /// The network as it was at the beginning; `None` where nothing hangs on it.
    network: Option<Arc<Network>>,
}

/// One go at what a machine does: all that decides what comes of it.
struct Attempt<'a> {
    task: Task,
    began: SimTime,
    keys: &'a [u8],
    network: &'a Network,
    power: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Task {
    Stage(Stage),
    /// The command of a step of the script.
    Typed(u32),
    /// A step of the script ends the session.
    Ending(u32),
    /// Somebody at a running machine logs on to the network.
    LoggingOn,
    /// A package ends Windows, or PCM does.
    Leaving,
}

/// Whether client setup took the SMSID that it found on the server.
fn took_sms_id(machine: &Machine, network: &Network) -> bool {
    SmsIni::open(&machine.drives).is_ok_and(|ini| ini.get(SMS, "SMS Unique ID") == network.next_sms_id)
}

/// What was seen on a machine since it was switched on.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Seen {
    pub screen: Vec<String>,
    /// The drivers and programs that were started, in that order.
    pub started: Vec<String>,
    /// The lines of the logs of client programs, by the log's name.
    pub logs: BTreeMap<&'static str, Vec<String>>,
    /// The packages that were begun, in that order, and those that were begun before it was switched on.
    pub runs: Vec<JobId>,
    /// The servers that those packages were taken from.
    pub sources: Vec<String>,
}

impl Seen {
    /// The machine is switched on: its screen is dark. Logs go on.
    fn begin_anew(&mut self) {
        self.screen.clear();
        self.started.clear();
    }

    /// Adds a line that a program showed, or wrote to its log.
    pub fn add_line(&mut self, part: &'static str, line: &str) {
        let is_screen = part == SCREEN || part == CONSOLE;
        let lines = if is_screen { &mut self.screen } else { self.logs.entry(part).or_default() };
        if lines.len() < MOST_LINES {
            lines.push(line.to_string());
        }
    }

    fn add(&mut self, step: &Step) {
        self.screen.extend(step.console.iter().cloned());
        self.screen.truncate(MOST_LINES);
        self.started.extend(step.started.iter().map(ToString::to_string));
        self.started.truncate(MOST_LINES);
    }
}

impl Front<'_> {
    /// The machine as it is at this moment, also in the middle of a stage.
    pub fn machine(&self, client: ClientId) -> Machine {
        match self.doings.get(&client) {
            Some(doings) => self.halfway(client, doings).after,
            None => self.package_so_far(client).unwrap_or_else(|| self.clients[client].machine.clone()),
        }
    }

    /// What the SMS programs of a client do at their decision points.
    pub fn behavior_of(&self, client: ClientId) -> Behavior {
        Behavior { pending_work: self.plan.pending_work, ..self.behaviors[self.plan.group_index(client)] }
    }

    /// What was seen up to this moment on a machine that expectations look at.
    pub fn seen(&self, client: ClientId) -> Seen {
        let mut seen = self.seen.get(&client).cloned().unwrap_or_default();
        if let Some(doings) = self.doings.get(&client) {
            seen.add(&self.halfway(client, doings));
        }
        seen
    }

    /// A machine in the middle of something, as far as it has come.
    fn halfway(&self, client: ClientId, doings: &Doings) -> Step {
        let power = self.engine.now().max(self.reached).since(doings.began);
        let Doings { task, began, keys, network, .. } = doings;
        // What is remembered hangs on no network.
        let network = network.as_deref().unwrap_or(Network::NONE);
        self.work_out(client, Attempt { task: *task, began: *began, keys, network, power })
    }

    fn work_out(&self, client: ClientId, attempt: Attempt<'_>) -> Step {
        let Attempt { task, began, keys, network, power } = attempt;
        let machine = &self.clients[client].machine;
        let config = &self.plan.group(client).config;
        let behavior = self.behavior_of(client);
        let programs = ClientPrograms { behavior, network, ..ClientPrograms::on(machine) };
        let MachinePlan { loads, policy, .. } = &config.machine;
        let network = self.boot_network(client);
        let doing = Doing { programs: &programs, keys, power, loads, policy, network };
        match task {
            Task::LoggingOn => boot::log_on_again(machine, began, doing),
            Task::Stage(stage) => boot::run(machine, stage, began, doing),
            Task::Typed(step) => match &self.plan.script[step as usize].action {
                Action::Type(command, _) => boot::type_in(machine, command, began, doing),
                _ => boot::type_in(machine, "", began, doing),
            },
            Task::Ending(step) => boot::end_session(machine, self.exit(step), began, doing),
            Task::Leaving => {
                let leave = self.leaving.get(&client).unwrap_or(&Leave::Restart);
                boot::end_session(machine, Exit::of(leave, machine.os), began, doing)
            }
        }
    }

    /// How a step of the script ends the session.
    fn exit(&self, step: u32) -> Exit<'_> {
        match &self.plan.script[step as usize].action {
            Action::Machine { action: MachineAction::QuitWindows, .. } => Exit::QuitWindows,
            Action::Machine { action: MachineAction::RestartWindows, command, .. } => {
                Exit::RestartWindows(command.as_deref())
            }
            Action::Machine { action: MachineAction::Restart, .. } => Exit::Restart,
            _ => Exit::ShutDown,
        }
    }

    pub(super) fn begin(&mut self, client: ClientId, task: Task, keys: Vec<u8>) {
        let began = self.engine.now();
        let (step, network) = match self.recall(client, task, &keys) {
            Some(step) => (step, None),
            None => self.work_out_anew(client, task, &keys),
        };
        self.clients[client].begun += 1;
        if task == Task::Stage(Stage::SelfTest) {
            self.seen.entry(client).and_modify(Seen::begin_anew);
        }
        if let Task::Stage(stage) = task {
            self.clients[client].machine.state = State::Starting(stage);
            self.tell(Who::Client(client), PART, |_| stage.words().to_string());
        }
        self.schedule(began + step.elapsed, Event::TaskEnded(client));
        self.doings.insert(client, Doings { task, began, step, keys, network });
    }

    /// What came of this stage on another machine that holds the same.
    fn recall(&self, client: ClientId, task: Task, keys: &[u8]) -> Option<Arc<Step>> {
        let Task::Stage(stage) = task else { return None };
        let memo = self.memo.as_ref().filter(|_| keys.is_empty())?;
        memo.recall(self.plan.group(client).first.0, stage, &self.clients[client].machine)
    }

    fn work_out_anew(
        &mut self,
        client: ClientId,
        task: Task,
        keys: &[u8],
    ) -> (Arc<Step>, Option<Arc<Network>>) {
        let network = self.network_of(client);
        let began = self.engine.now();
        let attempt = Attempt { task, began, keys, network: &network, power: Span::FOREVER };
        let step = Arc::new(self.work_out(client, attempt));
        self.next_uid += u32::from(took_sms_id(&step.after, &network));
        let group = self.plan.group(client).first.0;
        if let (Task::Stage(stage), Some(memo), []) = (task, &mut self.memo, keys) {
            memo.keep(group, stage, &self.clients[client].machine, &step);
        }
        (step, Some(network))
    }

    /// What a machine was doing has come to its end.
    pub(super) fn task_ended(&mut self, client: ClientId) -> bool {
        let now = self.engine.now();
        // The power may have gone meanwhile, and the machine be in the middle of something else.
        let ended = |doings: &&Doings| doings.began + doings.step.elapsed == now;
        if self.doings.get(&client).filter(ended).is_none() {
            return false;
        }
        let Some(Doings { task, step, keys, .. }) = self.doings.remove(&client) else { return false };
        self.take_in(client, &step);
        self.clients[client].machine = step.after.clone();
        match step.then {
            Then::Stage(stage) => {
                let keys = keys.get(step.keys_read..).unwrap_or_default().to_vec();
                self.begin(client, Task::Stage(stage), keys);
            }
            Then::Rest(state) => {
                if matches!(task, Task::Stage(_)) {
                    self.start_pcm(client, state);
                }
                self.come_to_rest(client, state);
            }
            Then::PowerCut => self.lose_power(client),
        }
        true
    }

    fn come_to_rest(&mut self, client: ClientId, state: State) {
        self.tell(Who::Client(client), PART, |_| state.words().to_string());
        if matches!(state, State::Desktop | State::Prompt | State::Welcome) {
            self.catch_up(client);
        }
    }

    /// A start of the machine, or of Windows, has started PCM.
    fn start_pcm(&mut self, client: ClientId, state: State) {
        if matches!(state, State::Desktop | State::Prompt) {
            self.restart_pcm(client, self.desktop_pcm(client));
        }
        if matches!(state, State::Desktop | State::Welcome) {
            self.restart_pcm(client, Kind::Service);
        }
    }

    /// What came due while the machine was off is found at the next look. Who has nothing to find is not woken.
    fn catch_up(&mut self, client: ClientId) {
        let now = self.engine.now();
        let server = self.plan.group(client).config.server;
        let Client { machine, pcm, inventory, .. } = &self.clients[client];
        let has_inventory = inventory.has_to_send(machine);
        if pcm.listed().next().is_some() || !self.site.copy_on(server, client).jobs.is_empty() {
            self.wake_pcm(client, now);
        }
        if has_inventory {
            self.wake(Event::Logon(client), now);
        }
    }

    /// Keeps what a client's program showed or wrote to its log, if expectations look at it.
    pub(super) fn keep_log(&mut self, who: Who, part: &'static str, what: &str) {
        if part != SCREEN && part != CONSOLE && !part.ends_with(".LOG") {
            return;
        }
        match who {
            Who::Client(client) if self.plan.watched.contains(client) => {
                self.seen.entry(client).or_default().add_line(part, what);
            }
            Who::Site if self.plan.watches_site => {
                let lines = self.site_logs.entry(part).or_default();
                if lines.len() < MOST_LINES {
                    lines.push(what.to_string());
                }
            }
            _ => {}
        }
    }

    /// Adds to what was seen, and to the transcript.
    fn take_in(&mut self, client: ClientId, step: &Step) {
        for path in &step.started {
            self.tell(Who::Client(client), PART, |_| format!("starts {path}"));
        }
        for shown in &step.console {
            self.tell(Who::Client(client), "console", |_| shown.clone());
        }
        if !self.plan.watched.contains(client) {
            return;
        }
        self.seen.entry(client).or_default().add(step);
    }

    /// A person does something to the machine as a whole.
    pub(super) fn work_machine(&mut self, client: ClientId, step: u32) -> bool {
        let plan = self.plan;
        let Action::Machine { action, keys, .. } = &plan.script[step as usize].action else { return false };
        let Machine { state, os, .. } = self.clients[client].machine;
        let idle = !self.doings.contains_key(&client);
        match (action, state) {
            (MachineAction::CutPower, _) => self.cut_power(client),
            (MachineAction::Boot, State::Off) if idle => {
                self.begin(client, Task::Stage(Stage::SelfTest), keys.clone());
            }
            (MachineAction::LogOn, State::Welcome) => {
                self.begin(client, Task::Stage(Stage::Logon), keys.clone());
            }
            (MachineAction::LogOn, State::Desktop | State::Prompt) if idle => self.log_on(client, keys),
            (MachineAction::DialIn, State::Desktop | State::Prompt) if idle => self.dial_in(client),
            (MachineAction::RestartWindows, State::Desktop) if idle && boot::can_restart_windows(os) => {
                self.end_session(client, Task::Ending(step), keys.clone());
            }
            (MachineAction::QuitWindows, State::Desktop) if idle => {
                self.end_session(client, Task::Ending(step), keys.clone());
            }
            (
                MachineAction::ShutDown | MachineAction::Restart,
                State::Desktop | State::Prompt | State::Welcome,
            ) if idle => self.end_session(client, Task::Ending(step), keys.clone()),
            _ => self.refuse(client, action.words(), &format!("its machine {}", state.words())),
        }
        true
    }

    /// Windows ends in this way.
    pub(super) fn leave_windows(&mut self, client: ClientId, leave: Leave) {
        self.leaving.insert(client, leave);
        self.begin(client, Task::Leaving, Vec::new());
    }

    fn log_on(&mut self, client: ClientId, keys: &[u8]) {
        if self.clients[client].machine.drives.redirector() == Redirector::NoNetwork {
            return self.refuse(client, "log on", "there was no network");
        }
        if self.clients[client].pcm.in_progress().is_some() {
            return self.refuse(client, "log on", "a package was running");
        }
        self.tell(Who::Client(client), PART, |_| "logs on".to_string());
        self.begin(client, Task::LoggingOn, keys.to_vec());
    }

    fn dial_in(&mut self, client: ClientId) {
        if self.plan.group(client).config.machine.network != NetworkKind::DialUp {
            return self.refuse(client, "dial in", "it has no dial-up network");
        }
        self.tell(Who::Client(client), PART, |_| "dials in".to_string());
        let drives = &mut self.clients[client].machine.drives;
        if drives.redirector() == Redirector::NoNetwork {
            drives.set_redirector(Redirector::NobodyLoggedOn);
        }
    }

    fn cut_power(&mut self, client: ClientId) {
        if let Some(doings) = self.doings.remove(&client) {
            let step = self.halfway(client, &doings);
            self.take_in(client, &step);
            self.clients[client].machine = step.after;
        } else if let Some(machine) = self.package_so_far(client) {
            self.clients[client].machine = machine;
        }
        self.lose_power(client);
    }

    fn lose_power(&mut self, client: ClientId) {
        let state = &mut self.clients[client];
        state.machine.lose_power();
        state.pcm.lose_power();
        self.tell(Who::Client(client), PART, |_| "loses power".to_string());
    }

    /// A person types a command line.
    pub(super) fn type_in(&mut self, client: ClientId, step: u32) -> bool {
        let Action::Type(_, keys) = &self.plan.script[step as usize].action else { return false };
        let keys = keys.clone();
        let (state, busy) = (self.clients[client].machine.state, self.doings.contains_key(&client));
        if busy || !matches!(state, State::Prompt | State::Desktop) {
            self.refuse(client, "type", &format!("its machine {}", state.words()));
        } else if self.clients[client].pcm.is_running() {
            self.refuse(client, "type", "a package was running");
        } else {
            self.begin(client, Task::Typed(step), keys);
        }
        true
    }

    pub(super) fn refuse(&mut self, client: ClientId, what: &str, why: &str) {
        let (name, now) = (self.plan.client_name(client), self.engine.now());
        self.refused.push(format!("{name} could not {what} at {now}: {why}"));
    }
}
